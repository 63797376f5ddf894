"""The sections of the settings: which cards stand together, under which name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import EVERYTHING, Changes
from crmdesk.core.i18n import N_
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.settings.card import SettingsCard
from crmdesk.ui.settings.chains_card import ChainsCard
from crmdesk.ui.settings.complaint_times_card import ComplaintTimesCard
from crmdesk.ui.settings.greetings_card import GreetingsCard
from crmdesk.ui.settings.occasions_card import OccasionsCard
from crmdesk.ui.settings.opening_card import OpeningCard
from crmdesk.ui.settings.own_fields import OwnFieldsCard
from crmdesk.ui.settings.reminders_card import RemindersCard
from crmdesk.ui.settings.shop_card import ShopCard
from crmdesk.ui.settings.solutions_card import SolutionsCard
from crmdesk.ui.settings.staying_card import StayingCard
from crmdesk.ui.settings.this_pc import ThisPcCard
from crmdesk.ui.settings.value_lists import ComplaintListsCard, StaffCard, ValueListsCard
from crmdesk.ui.settings.visit_forms_card import VisitFormsCard

WIDEST: Final = 820
ABOVE: Final = 12
AnyCard = TypeVar("AnyCard", bound=SettingsCard)


@dataclass(frozen=True, slots=True)
class Section:
    """Cards that are looked for together."""

    key: str
    title: str
    cards: tuple[Callable[[Desk], SettingsCard], ...]


# Alt+1, Alt+2 ... in this order.
SECTIONS: Final = (
    Section("shop", N_("Shop"), (ShopCard, StaffCard, OpeningCard)),
    Section("computer", N_("This computer"), (ThisPcCard, RemindersCard)),
    Section("following", N_("Following up"), (StayingCard, ChainsCard)),
    Section("greetings", N_("Greetings"), (OccasionsCard, GreetingsCard)),
    Section("visits", N_("Visits"), (VisitFormsCard,)),
    Section(
        "complaints", N_("Complaints"), (ComplaintTimesCard, ComplaintListsCard, SolutionsCard)
    ),
    Section("fields", N_("Fields and lists"), (OwnFieldsCard, ValueListsCard)),
)


class SectionPage(QWidget):
    """The cards of a section, one below the other."""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__()
        self.cards = [make(desk) for make in section.cards]
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 2, 20, 16)
        layout.setSpacing(12)
        for card in self.cards:
            card.setMaximumWidth(WIDEST)
            layout.addWidget(card)
        layout.addStretch()
        self.area = ScrollArea(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def refresh(self, changes: Changes | None) -> None:
        """Let the cards read again that the changes concern."""
        nouns = EVERYTHING if changes is None else changes.nouns
        for card in self.cards:
            if nouns & card.concerned:
                card.refresh()

    def save(self) -> None:
        """Keep what is typed in any of the cards."""
        for card in self.cards:
            card.save()

    def show_card(self, card: QWidget) -> None:
        """Scroll to a card, its beginning first."""
        bar = self.area.verticalScrollBar()
        # The cards find their heights only when they are shown.
        QTimer.singleShot(0, self, lambda: bar.setValue(card.y() - ABOVE))


def section_of(kind: type[SettingsCard]) -> str:
    """Return the key of the section a card stands in."""
    return next(section.key for section in SECTIONS if kind in section.cards)

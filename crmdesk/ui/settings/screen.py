"""The settings: this computer, the shop, and the lists to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import CUSTOMERS, EVERYTHING, SETTINGS, Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import make_action
from crmdesk.ui.kit.layout import PageHeader, ScrollArea
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.settings.chains_card import ChainsCard
from crmdesk.ui.settings.greetings_card import GreetingsCard
from crmdesk.ui.settings.occasions_card import OccasionsCard
from crmdesk.ui.settings.opening_card import OpeningCard
from crmdesk.ui.settings.own_fields import OwnFieldsCard
from crmdesk.ui.settings.reminders_card import RemindersCard
from crmdesk.ui.settings.shop_card import ShopCard
from crmdesk.ui.settings.staying_card import StayingCard
from crmdesk.ui.settings.this_pc import ThisPcCard
from crmdesk.ui.settings.value_lists import ValueListsCard
from crmdesk.ui.settings.visit_forms_card import VisitFormsCard

WIDEST = 820
ABOVE = 12


class SettingsScreen(Screen):
    """Cards, one below the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.this_pc = ThisPcCard(desk)
        self.shop = ShopCard(desk)
        self.reminders = RemindersCard(desk)
        self.opening = OpeningCard(desk)
        self.staying = StayingCard(desk)
        self.occasions = OccasionsCard(desk)
        self.greetings = GreetingsCard(desk)
        self.chains = ChainsCard(desk)
        self.fields = OwnFieldsCard(desk)
        self.forms = VisitFormsCard(desk)
        self.lists = ValueListsCard(desk)
        self.fields.choices_asked.connect(self._show_choices)
        make_action(self, _("Save the shop's settings"), self.shop.save, shortcut="Ctrl+S")
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        cards = (
            *(self.this_pc, self.shop, self.reminders, self.opening),
            *(self.staying, self.chains, self.occasions, self.greetings),
            *(self.fields, self.forms, self.lists),
        )
        for part in (PageHeader(_("Settings")), *cards):
            part.setMaximumWidth(WIDEST)
            layout.addWidget(part)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = ScrollArea(page)
        outer.addWidget(self.area)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the settings again when they were changed."""
        nouns = EVERYTHING if changes is None else changes.nouns
        if nouns & {SETTINGS, CUSTOMERS}:
            self.fields.refresh()
        if SETTINGS in nouns:
            self.this_pc.refresh()
            self.shop.refresh()
            self.reminders.refresh()
            self.opening.refresh()
            self.staying.refresh()
            self.occasions.refresh()
            self.greetings.refresh()
            self.chains.refresh()
            self.forms.refresh()
            self.lists.refresh()

    def show_part(self, part: str) -> None:
        """Scroll to the greetings: `festivals` or `greetings`."""
        card = {"festivals": self.occasions, "greetings": self.greetings}[part]
        # The cards find their heights only when they are shown.
        QTimer.singleShot(0, self, lambda: self._scroll_to(card))

    def _scroll_to(self, card: QWidget) -> None:
        self.area.verticalScrollBar().setValue(card.y() - ABOVE)
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_choices(self, key: str) -> None:
        self.lists.show_list(key)
        self.area.ensureWidgetVisible(self.lists)
        self.lists.list.setFocus(Qt.FocusReason.OtherFocusReason)

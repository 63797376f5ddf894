"""The settings: a tab for each section, made when it is first shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import make_action
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.tab_row import TabRow
from crmdesk.ui.settings.own_fields import OwnFieldsCard
from crmdesk.ui.settings.sections import SECTIONS, AnyCard, SectionPage, section_of
from crmdesk.ui.settings.value_lists import ValueListsCard

FIRST: Final = SECTIONS[0].key


class SettingsScreen(Screen):
    """Sections of cards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.current = ""
        self._made: dict[str, SectionPage] = {}
        self._pages = QStackedWidget()
        self.tabs = TabRow([(section.key, _(section.title)) for section in SECTIONS])
        self.tabs.chosen.connect(self.show_section)
        make_action(self, _("Save the settings"), self.save, shortcut="Ctrl+S")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(8)
        head.addWidget(PageHeader(_("Settings")))
        head.addWidget(self.tabs)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self.show_section(FIRST)

    def show_section(self, key: str) -> SectionPage:
        """Show a section, made now if this is its first visit."""
        self.current = key
        self.tabs.show_current(key)
        page = self._page(key)
        self._pages.setCurrentWidget(page)
        return page

    def show_part(self, part: str) -> None:
        """Show a section by its key."""
        self.show_section(part)

    def card(self, kind: type[AnyCard]) -> AnyCard:
        """Show the section a card stands in, scrolled to it, and return the card."""
        page = self.show_section(section_of(kind))
        found = next(card for card in page.cards if isinstance(card, kind))
        page.show_card(found)
        return found

    def save(self) -> None:
        """Keep what is typed on the section that is shown."""
        self._page(self.current).save()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the settings again when they were changed."""
        for page in self._made.values():
            page.refresh(changes)

    def _page(self, key: str) -> SectionPage:
        if key not in self._made:
            section = next(one for one in SECTIONS if one.key == key)
            made = SectionPage(self.desk, section)
            for card in made.cards:
                if isinstance(card, OwnFieldsCard):
                    card.choices_asked.connect(self._show_choices)
            self._made[key] = made
            self._pages.addWidget(made)
        return self._made[key]

    def _show_choices(self, key: str) -> None:
        lists = self.card(ValueListsCard)
        lists.show_list(key)
        lists.list.setFocus(Qt.FocusReason.OtherFocusReason)

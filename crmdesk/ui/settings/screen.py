"""The settings: this computer, the shop, and the lists to choose from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import SETTINGS, Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import make_action
from crmdesk.ui.kit.layout import PageHeader, ScrollArea
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.settings.shop_card import ShopCard
from crmdesk.ui.settings.this_pc import ThisPcCard
from crmdesk.ui.settings.value_lists import ValueListsCard

WIDEST = 820


class SettingsScreen(Screen):
    """Three cards, one below the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.this_pc = ThisPcCard(desk)
        self.shop = ShopCard(desk)
        self.lists = ValueListsCard(desk)
        make_action(self, _("Save the shop's settings"), self.shop.save, shortcut="Ctrl+S")
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for part in (PageHeader(_("Settings")), self.this_pc, self.shop, self.lists):
            part.setMaximumWidth(WIDEST)
            layout.addWidget(part)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(page))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the settings again when they were changed."""
        if changes is None or SETTINGS in changes.nouns:
            self.this_pc.refresh()
            self.shop.refresh()
            self.lists.refresh()

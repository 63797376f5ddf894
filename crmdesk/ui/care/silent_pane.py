"""The silent customers: who was not heard of for longer than usual, the longest first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.care.pane import CarePane
from crmdesk.ui.kit.card_list import CardList
from crmdesk.ui.kit.screen import Desk


class SilentPane(CarePane):
    """The list of the silent and what can be done about them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.list = CardList(click_chooses=False)
        self.list.set_empty("check", _("Nobody is silent for too long"))
        self.first_stop = self.list
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

"""A card of the settings with a list, and what can be done with the chosen line of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.list_tools import ListTools
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.card import SettingsCard


class ListCard(SettingsCard):
    """The list and its tools; the card lays itself out with `add_list` and fills it itself."""

    def __init__(self, desk: Desk, title: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, parent)
        self.list = CardList(click_chooses=False)
        self.list.setMinimumHeight(height)
        self.tools = ListTools(self.list)
        self._of_chosen: list[QAction] = []
        self._moves: dict[int, QAction] = {}

    def add_list(self, opens: Callable[[], object]) -> None:
        """Put the list and its tools into the card; a chosen line is opened."""
        self.body.addWidget(self.list)
        self.body.addLayout(self.tools)
        self.list.chosen.connect(lambda _card: opens())
        self.list.current_changed.connect(lambda _card: self._enable())
        self._enable()

    def add_of_chosen(self, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
        """Add a tool that is enabled while a line is chosen."""
        made = self.tools.add(text, slot, keys, icon)
        self._of_chosen.append(made)
        return made

    def add_moves(self) -> tuple[QAction, QAction]:
        """Add the tools that put the chosen line one place up, and one down."""
        up = self.tools.add(_("Up"), lambda: self.move_by(-1), "Alt+Up", "up")
        down = self.tools.add(_("Down"), lambda: self.move_by(1), "Alt+Down", "down")
        self._moves = {-1: up, 1: down}
        return up, down

    def move_by(self, step: int) -> None:
        """Put the chosen line one place up (-1) or down (1), where there is one."""
        place = self._place_beside(step)
        if place is not None:
            self._move_to(place)

    def _move_to(self, place: int) -> None:
        """Put the chosen line to a place."""

    def _payload(self) -> Any | None:
        card = self.list.current()
        return card.payload if card is not None else None

    def _place_beside(self, step: int) -> int | None:
        """Return the place beside the chosen line, None at the end or when none is chosen."""
        place = self.list.currentIndex().row() + step
        inside = self._payload() is not None and 0 <= place < len(self.list.items())
        return place if inside else None

    def _show_cards(self, cards: list[CardItem]) -> None:
        self.list.refill(cards)
        self._enable()

    def _enable(self) -> None:
        chosen = self._payload() is not None
        for action in self._of_chosen:
            action.setEnabled(chosen)
        for step, action in self._moves.items():
            action.setEnabled(self._place_beside(step) is not None)

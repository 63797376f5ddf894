"""What can be done with the cards of a list: the buttons under it, its keys and its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import FlowLayout


class ListTools(FlowLayout):
    """A row of buttons whose actions have keys in the list and stand in the menu of its cards."""

    def __init__(self, cards: CardList) -> None:
        super().__init__(spacing=8)
        self._cards = cards
        self.actions: list[QAction] = []
        cards.menu_requested.connect(self._menu)

    def add(self, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
        """Add an action; without keys it has its button and its line in the menu."""
        action = action_inside(self._cards, text, slot, keys, icon)
        made = button(action.text(), action.trigger)
        made.setToolTip(action.toolTip())
        action.enabledChanged.connect(made.setEnabled)
        self.addWidget(made)
        self.actions.append(action)
        return action

    def _menu(self, card: CardItem, place: QPoint) -> None:
        menu = QMenu(self._cards)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions)
        menu.popup(place)

"""Cards of customers that can be dragged into the plan; digits choose the day they go to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from crmdesk.core.domain.weeks import WEEK_DAYS
from crmdesk.ui.kit.card_list import CardList
from crmdesk.ui.kit.key_press import digit_of
from crmdesk.ui.visits import drags


class DragCards(CardList):
    """A list of customers; `carries` gives the ids that a drag takes along."""

    day_picked = Signal(int)

    def __init__(
        self,
        carries: Callable[[], list[int]],
        parent: QWidget | None = None,
        *,
        click_chooses: bool = True,
    ) -> None:
        super().__init__(parent, click_chooses=click_chooses)
        self._carries = carries
        self.cards.drags = True
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose one of the shown days with a digit; everything else as usual."""
        number = digit_of(event, WEEK_DAYS)
        if number is not None:
            self.day_picked.emit(number - 1)
            return
        super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the customers; they stay in the list until they are planned."""
        ids = self._carries()
        if ids:
            drag = QDrag(self)
            drag.setMimeData(drags.carried(drags.CUSTOMERS, ids))
            drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)

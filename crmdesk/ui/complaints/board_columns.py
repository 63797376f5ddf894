"""The columns of the board beside each other, the folded ones below each other at the right."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain import complaint as states
from crmdesk.core.domain.complaint import ENDED, ComplaintRow
from crmdesk.ui.complaints.board_column import MayGo, StateColumn
from crmdesk.ui.complaints.board_read import BoardRead
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea

VIEW: Final = "complaint-board"
# In the order of the work, those that wait to be accepted first.
ORDER: Final = (
    states.NEW,
    states.REOPENED,
    states.IN_PROGRESS,
    states.WAITING_CUSTOMER,
    states.WAITING_THIRD,
    states.ANSWERED,
    states.CLOSED,
    states.UNFOUNDED,
    states.DUPLICATE,
)


class BoardColumns(QWidget):
    """Keeps which card is the current one; `current_changed` tells that it is another.

    The ended states are folded until they are opened, and kept as they are for this computer.
    """

    current_changed = Signal()

    def __init__(self, desk: Desk, may_go: MayGo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.columns = {
            state: StateColumn(desk, state, may_go, folds=state in ENDED) for state in ORDER
        }
        self.current = self.columns[states.NEW]
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._side = QWidget()
        self._side.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._folded = QVBoxLayout(self._side)
        self._folded.setContentsMargins(0, 0, 0, 0)
        self._folded.setSpacing(6)
        inner = QWidget()
        inner.setLayout(self._row)
        self.area = ScrollArea(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        kept = desk.settings.views.get(VIEW, {}).get("unfolded", [])
        for state, column in self.columns.items():
            if state in ENDED and state in kept:
                column.fold(False)
            column.fold_changed.connect(self._folds_changed)
            column.list.entered.connect(partial(self._entered, column))
            column.list.current_changed.connect(partial(self._changed, column))
            column.list.neighbour_wanted.connect(self._go_beside)
        self._arrange()

    def show_board(self, found: BoardRead) -> None:
        """Show what stands where; who is on a card stays on it."""
        for one in found.columns:
            self.columns[one.state].show_column(one, found.rows[one.state])
        # Bars and counts may take room from the cards: at once, or all would be drawn three times.
        for column in self.columns.values():
            column.settle()
        self._folded.activate()
        self._row.activate()
        if self.row() is None:
            self._begin()

    def row(self) -> ComplaintRow | None:
        """Return the complaint of the current card."""
        return self.current.list.row()

    def go_to(self, complaint_id: int) -> bool:
        """Make the card of a complaint the current one, and return whether it is in sight."""
        for column in self.columns.values():
            if not column.folded and column.list.select_id(complaint_id):
                self._entered(column)
                column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def into_cards(self) -> None:
        """Take the keyboard to the cards: of the current column, else of the first with any."""
        shown = [self.current, *self.columns.values()]
        for column in shown:
            if not column.folded and column.list.cards.rowCount():
                column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def beside(self, step: int) -> list[StateColumn]:
        """Return the columns at one side of the current one, the nearest first."""
        columns = list(self.columns.values())
        place = columns.index(self.current)
        return columns[place + 1 :] if step > 0 else columns[:place][::-1]

    def at(self, where: QPoint) -> StateColumn | None:
        """Return the column at a place on the screen."""
        found = (one for one in self.columns.values() if one.isVisible())
        return next((one for one in found if one.rect().contains(one.mapFromGlobal(where))), None)

    def _begin(self) -> None:
        """Have a current card: the keyboard acts on it."""
        focus = QApplication.focusWidget()
        has_keys = focus is not None and self.isAncestorOf(focus)
        shown = [self.current, *self.columns.values()]
        filled = (one for one in shown if not one.folded and one.list.cards.rowCount())
        column = next(filled, None)
        if column is not None and not column.list.currentIndex().isValid():
            column.list.setCurrentIndex(column.list.cards.index(0, 0))
            self._entered(column)
            if has_keys:
                column.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, column: StateColumn) -> None:
        self.current = column
        self.area.ensureWidgetVisible(column, 0, 0)
        for other in self.columns.values():
            if other is not column:
                other.list.unselect()
        self.current_changed.emit()

    def _changed(self, column: StateColumn) -> None:
        if column is self.current:
            self.current_changed.emit()

    def _go_beside(self, step: int) -> None:
        cards = self.current.list
        height = cards.visualRect(cards.currentIndex()).center().y()
        for column in self.beside(step):
            if not column.folded and column.list.cards.rowCount():
                column.list.select_near(height)
                column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _arrange(self) -> None:
        for column in self.columns.values():
            self._row.removeWidget(column)
        self._row.removeWidget(self._side)
        while self._folded.count():
            self._folded.takeAt(0)
        for column in self.columns.values():
            if column.folded:
                self._folded.addWidget(column)
            else:
                self._row.addWidget(column, 1)
        self._folded.addStretch(1)
        self._row.addWidget(self._side)
        self._side.setVisible(any(column.folded for column in self.columns.values()))

    def _folds_changed(self) -> None:
        self._arrange()
        unfolded = sorted(one for one in ENDED if not self.columns[one].folded)
        self._desk.settings.views.setdefault(VIEW, {})["unfolded"] = unfolded

"""The cards of a column: gone through with the keys, opened, and carried to another column."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QDrag, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.ui.complaints.board_cards import BoardCardDelegate, BoardCards, card_height
from crmdesk.ui.kit.cards import Index
from crmdesk.ui.kit.key_press import is_enter
from crmdesk.ui.kit.model_answers import ROW_ROLE
from crmdesk.ui.kit.screen import Desk

COMPLAINT: Final = "application/x-crmdesk-complaint"
LEAST_WIDTH: Final = 140
_SIDEWAYS: Final = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}


class CardsOfState(QListView):
    """The cards; Left and Right go to the column beside, with Shift they take the card along.

    `carried` comes with the complaint before it is carried, `let_go` with where it was dropped
    outside of every column that takes it.
    """

    entered = Signal()
    opened = Signal(int)
    current_changed = Signal()
    neighbour_wanted = Signal(int)
    move_wanted = Signal(int)
    carried = Signal(object)
    let_go = Signal(QPoint)
    menu_wanted = Signal(QPoint)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = BoardCards(desk)
        self.cards.setParent(self)
        self._painter = BoardCardDelegate(desk.workspace.clock.now)
        self.setModel(self.cards)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(lambda _index: self._open())

    def row(self) -> ComplaintRow | None:
        """Return the current complaint, when it is read."""
        found = self.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, ComplaintRow) else None

    def select_id(self, complaint_id: int) -> bool:
        """Make a complaint the current one, and return whether it is here."""
        place = self.cards.row_of(complaint_id)
        if place >= 0:
            self.setCurrentIndex(self.cards.index(place, 0))
            self.scrollTo(self.currentIndex())
        return place >= 0

    def select_near(self, height: int) -> None:
        """Make the card at a height the current one, or the last one above it."""
        count = self.cards.rowCount()
        if count:
            place = (height + self.verticalScrollBar().value()) // card_height(self.font())
            self.setCurrentIndex(self.cards.index(max(0, min(place, count - 1)), 0))

    def unselect(self) -> None:
        """Leave no card current: the keyboard is in another column."""
        self.clearSelection()
        self.setCurrentIndex(self.cards.index(-1, 0))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which a card can be read."""
        return QSize(LEAST_WIDTH - 20, 60)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; go sideways, or with Shift take the card along."""
        step = _SIDEWAYS.get(int(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_enter(event):
            self._open()
        elif step is not None and shift:
            self.move_wanted.emit(step)
        elif step is not None:
            self.neighbour_wanted.emit(step)
        elif event.key() == Qt.Key.Key_Menu:
            self._ask_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current card, and tell that the user is here now."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0, 0))
        elsewhere = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in elsewhere:
            self.entered.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another card is the current one."""
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the current card; it leaves its column only when the step was taken."""
        row = self.row()
        if row is None:
            return
        self.carried.emit(row)
        drag = QDrag(self)
        data = QMimeData()
        data.setData(COMPLAINT, str(row.complaint.id).encode("ascii"))
        data.setText(row.complaint.number)
        drag.setMimeData(data)
        card = self.visualRect(self.currentIndex())
        drag.setPixmap(self.viewport().grab(card))
        drag.setHotSpot(self.viewport().mapFromGlobal(QCursor.pos()) - card.topLeft())
        taken = drag.exec(Qt.DropAction.MoveAction)
        if taken == Qt.DropAction.IgnoreAction:
            self.let_go.emit(QCursor.pos())
        self.carried.emit(None)

    def _open(self) -> None:
        found = self.cards.id_at(self.currentIndex().row())
        if found is not None:
            self.opened.emit(found)

    def _ask_menu(self, where: QPoint) -> None:
        if self.indexAt(where).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(where))


def complaint_in(data: QMimeData) -> int:
    """Return the id of the complaint that a drag carries, or 0."""
    text = bytes(data.data(COMPLAINT).data()).decode("ascii", "replace")
    return int(text) if text.isdigit() else 0

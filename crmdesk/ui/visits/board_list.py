"""The visits of one cell of the board: chosen by keys, dragged out, dropped in at a place."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from crmdesk.core.domain.visit import Spot, VisitRow
from crmdesk.core.domain.weeks import WEEK_DAYS
from crmdesk.ui.kit import plain, tokens
from crmdesk.ui.kit.key_press import digit_of, modifiers_of
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.board_content import Cell, Line
from crmdesk.ui.visits.board_items import LINE_ROLE, BoardDelegate

_SIDEWAYS: Final = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}


_ONE_VISIT: Final = 44
# A cell without visits still has a strip on which visits can be dropped.
_STRIP: Final = 18


class VisitList(QListWidget):
    """The visits of a day, or of one of the staff; visits and customers can be dropped on it.

    `put_wanted` and `plan_wanted` tell ids of visits or customers and the spot wanted for them.
    """

    put_wanted = Signal(object, object)
    plan_wanted = Signal(object, object)
    neighbour_wanted = Signal(int)
    day_picked = Signal(int)
    entered = Signal()
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.min
        self.staff: str | None = None
        self._line_at: int | None = None
        # Where it was scrolled to before something was offered its end.
        self._scrolled: int | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(BoardDelegate(self))
        self.itemActivated.connect(self._open)

    def show_cell(self, cell: Cell) -> None:
        """Show visits in their order; what was chosen stays chosen where it is still here."""
        chosen, current = set(self.selected_ids()), self.current_row()
        same = (cell.day, cell.staff) == (self.day, self.staff)
        scrolled = self.verticalScrollBar().value()
        self.day, self.staff = cell.day, cell.staff
        self.clear()
        for line in cell.lines:
            item = self._item(line)
            self.addItem(item)
            visit_id = line.row.visit.id
            if same and current is not None and visit_id == current.visit.id:
                self.setCurrentItem(item)
            if same and visit_id in chosen:
                item.setSelected(True)
        if same:
            self.verticalScrollBar().setValue(scrolled)

    def lines(self) -> list[Line]:
        """Return what is shown, in order."""
        return [self.item(place).data(LINE_ROLE) for place in range(self.count())]

    def current_row(self) -> VisitRow | None:
        """Return the current visit, or None."""
        found = self.currentItem().data(LINE_ROLE) if self.currentRow() >= 0 else None
        return found.row if isinstance(found, Line) else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected visits in their order."""
        items = sorted(self.selectedItems(), key=self.row)
        return [item.data(LINE_ROLE).row.visit.id for item in items]

    def select_ids(self, visit_ids: set[int]) -> None:
        """Select visits; the first of them becomes the current one."""
        items = [self.item(place) for place in range(self.count())]
        wanted = [item for item in items if item.data(LINE_ROLE).row.visit.id in visit_ids]
        if wanted:
            self.setCurrentItem(wanted[0])
        for item in wanted:
            item.setSelected(True)

    def sizeHint(self) -> QSize:
        """Return the size it likes to have; the board gives it what there is."""
        return QSize(80, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a size at which one visit can be read, or a strip to drop visits on."""
        return QSize(60, _ONE_VISIT if self.count() else _STRIP)

    def content_height(self) -> int:
        """Return the height in which all visits are seen."""
        rows = sum(self.sizeHintForRow(place) for place in range(self.count()))
        return max(rows + 2 * self.frameWidth(), self.minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the cell beside with Left and Right, and to a day with its digit."""
        step = _SIDEWAYS.get(int(event.key()))
        number = digit_of(event, WEEK_DAYS)
        if step is not None and not modifiers_of(event):
            self.neighbour_wanted.emit(step)
        elif number is not None:
            self.day_picked.emit(number - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the user is here now."""
        super().focusInEvent(event)
        elsewhere = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in elsewhere:
            self.entered.emit()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the ids of the selected visits; nothing is removed here."""
        drag = QDrag(self)
        drag.setMimeData(drags.carried(drags.VISITS, self.selected_ids()))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take visits and customers."""
        self.judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would be put."""
        self.judge(event)
        self._show_place(self._place_at(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        self._show_place(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what is wanted at which spot."""
        self._take(event, self._place_at(event.position().toPoint()))

    def offer_end(self, offered: bool) -> None:
        """Show that something would be put behind the last visit, or show it no more."""
        bar = self.verticalScrollBar()
        if offered and self._scrolled is None:
            self._scrolled = bar.value()
            self.scrollToBottom()
        elif not offered and self._scrolled is not None:
            # It only passed by.
            bar.setValue(self._scrolled)
            self._scrolled = None
        self._show_place(self.count() if offered else None)

    def take_at_end(self, event: QDropEvent) -> None:
        """Take what is dropped behind the last visit."""
        self._take(event, self.count())

    def _take(self, event: QDropEvent, place: int) -> None:
        spot = self._spot_at(place, event)
        self._scrolled = None
        self._show_place(None)
        for kind, wanted in ((drags.VISITS, self.put_wanted), (drags.CUSTOMERS, self.plan_wanted)):
            ids = drags.ids_in(event.mimeData(), kind)
            if ids:
                event.acceptProposedAction()
                wanted.emit(ids, spot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line at which something would be put."""
        super().paintEvent(event)
        if self._line_at is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(tokens.colour("accent"), 2))
        painter.drawLine(4, self._line_at, self.viewport().width() - 4, self._line_at)

    def judge(self, event: QDropEvent) -> None:
        """Accept visits and customers, nothing else."""
        known = (drags.VISITS, drags.CUSTOMERS)
        if any(event.mimeData().hasFormat(kind) for kind in known):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _place_at(self, where: QPoint) -> int:
        """Return before which row something is put; their number for the end."""
        index = self.indexAt(where)
        if not index.isValid():
            return self.count()
        rect = self.visualRect(index)
        return index.row() + (where.y() > rect.center().y())

    def _spot_at(self, place: int, event: QDropEvent) -> Spot:
        moving = set(drags.ids_in(event.mimeData(), drags.VISITS))
        for row in range(place, self.count()):
            visit_id = self.item(row).data(LINE_ROLE).row.visit.id
            if visit_id not in moving:
                return Spot(self.day, visit_id, self.staff)
        return Spot(self.day, 0, self.staff)

    def _show_place(self, place: int | None) -> None:
        line = None
        if place is not None:
            last = self.count() - 1
            if place <= last:
                line = max(self.visualItemRect(self.item(place)).top(), 1)
            else:
                line = self.visualItemRect(self.item(last)).bottom() + 1 if last >= 0 else 2
        if line != self._line_at:
            self._line_at = line
            self.viewport().update()

    def _item(self, line: Line) -> QListWidgetItem:
        item = QListWidgetItem(line.spoken())
        item.setData(LINE_ROLE, line)
        row = line.row
        told = (row.customer, row.phone, row.address, row.visit.purpose, row.visit.staff)
        item.setToolTip(plain.tip("\n".join(part for part in (*told, *line.warnings) if part)))
        return item

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(LINE_ROLE).row.visit.id)

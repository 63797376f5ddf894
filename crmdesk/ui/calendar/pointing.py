"""The mouse and the keys on a board: choosing, opening, dragging, beginning something new."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from crmdesk.ui.calendar import board_keys
from crmdesk.ui.calendar.board import Board, Drag, Slot, Spot
from crmdesk.ui.calendar.chips import told
from crmdesk.ui.kit import plain

SCROLL_EDGE: Final = 24
SCROLL_STEP: Final = 12
SCROLL_MS: Final = 30


class PointingBoard(Board):
    """A board that can be used with the mouse and with the keyboard."""

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(today, parent)
        # Scrolls on while something is held at the edge.
        self._creep = QTimer(self)
        self._creep.setInterval(SCROLL_MS)
        self._creep.timeout.connect(self._creep_on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a chip or a spot; a chip may be about to be dragged."""
        point = event.position().toPoint()
        slot, spot = self._slot_at(point), self.spot_at(point)
        if slot is not None:
            self.choose(slot.entry.key)
            if event.button() == Qt.MouseButton.LeftButton:
                self.drag = Drag(slot, point, point.y() - self.place_of(slot).top())
        elif spot is not None:
            self._go(spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer, or where the dragged chip would land."""
        point = event.position().toPoint()
        if self.drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(self._slot_at(point))
            return
        if not self.drag.under_way:
            far = (point - self.drag.start).manhattanLength()
            if far < QApplication.startDragDistance():
                return
            if not self._may_move(self.drag.slot):
                self.drag = None
                return
        self.drag = replace(self.drag, under_way=True, spot=self.spot_at(point, self.drag))
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        edge = min(point.y(), self.viewport().height() - point.y())
        if edge < SCROLL_EDGE:
            self._creep.start()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the chip that was clicked, or put the dragged one down."""
        drag = self.drag
        self.end_drag()
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        item, spot = drag.slot.entry.item, drag.spot
        if not drag.under_way:
            self.open_slot(drag.slot)
        elif item is not None and spot is not None and (spot.day, spot.at) != (item.day, item.at):
            self.move_wanted.emit(item, spot.day, spot.at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin something new on an empty spot."""
        point = event.position().toPoint()
        spot = self.spot_at(point)
        if self._slot_at(point) is None and spot is not None:
            self.create_wanted.emit(spot.day, spot.at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a chip or a spot; by keyboard that of the current one."""
        slot = self.slot(self.current)
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            slot = self._slot_at(event.pos())
        where = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse and slot is not None:
            where = self.viewport().mapToGlobal(self.place_of(slot).bottomLeft())
        item = slot.entry.item if slot else None
        self.menu_wanted.emit(item, self.spot, where)

    def end_drag(self) -> None:
        """Let go of what is dragged; it stays where it was."""
        if self.drag is not None:
            self.drag = None
            self._creep.stop()
            self.viewport().unsetCursor()
            self.viewport().update()

    def _may_move(self, slot: Slot) -> bool:
        item = slot.entry.item
        if item is not None and item.movable:
            return True
        self.fixed_touched.emit(slot.entry)
        return False

    def _go(self, spot: Spot) -> None:
        self.set_spot(spot.day, spot.at)
        self.current = ""
        self.pointed_at.emit(spot.day)

    def _slot_at(self, point: QPoint) -> Slot | None:
        return next((slot for slot in self.slots if self.place_of(slot).contains(point)), None)

    def _hover(self, slot: Slot | None) -> None:
        key = slot.entry.key if slot else ""
        if key == self.under_pointer:
            return
        for changed in (self.slot(self.under_pointer), slot):
            if changed is not None:
                self.viewport().update(self.place_of(changed).adjusted(-2, -2, 2, 2))
        self.under_pointer = key
        shape = Qt.CursorShape.PointingHandCursor if slot else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _creep_on(self) -> None:
        point = self.viewport().mapFromGlobal(self.cursor().pos())
        bar = self.verticalScrollBar()
        step = SCROLL_STEP if point.y() > self.viewport().height() // 2 else -SCROLL_STEP
        near = min(point.y(), self.viewport().height() - point.y()) < SCROLL_EDGE
        if self.drag is None or not near:
            self._creep.stop()
            return
        bar.setValue(bar.value() + step)
        self.drag = replace(self.drag, spot=self.spot_at(point, self.drag))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, open, begin something new, move a chip."""
        if not board_keys.press(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the chips of the day first."""
        return board_keys.tab(self, forward) or super().focusNextPrevChild(forward)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in a tooltip what a chip has no room for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            slot = self._slot_at(event.pos())
            text = told(slot.entry) if slot else "\n".join(self._festivals_at(event.pos()))
            QToolTip.showText(event.globalPos(), plain.tip(text), self)
            return True
        return super().viewportEvent(event)

    def _festivals_at(self, point: QPoint) -> list[str]:
        spot = self.spot_at(point)
        return self.book.festivals(spot.day) if spot else []

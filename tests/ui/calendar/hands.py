"""What a user sees on the calendar, and does to it by mouse and by keys."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.calendar.board import Slot
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.screen import CalendarScreen
from tests.ui.desks import RememberingDesk

NO = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def settled(qtbot: QtBot, desk: RememberingDesk, screen: CalendarScreen) -> None:
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)


def words(screen: CalendarScreen, day: dt.date) -> list[str]:
    return [
        slot.entry.item.title if slot.entry.item else slot.entry.key
        for slot in screen.board().slots
        if slot.entry.day == day
    ]


def slot_of(screen: CalendarScreen, title: str) -> Slot:
    return next(
        slot
        for slot in screen.board().slots
        if slot.entry.item is not None and slot.entry.item.title == title
    )


def middle(board: PointingBoard, slot: Slot) -> QPoint:
    return board.place_of(slot).center()


def key(qtbot: QtBot, screen: CalendarScreen, what: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
    qtbot.keyClick(screen.board(), what, held)


def point_on(screen: CalendarScreen, day: dt.date) -> QPoint:
    cell = screen.month.cell(day)
    return QPoint(cell.center().x(), cell.bottom() - 3 - screen.month.verticalScrollBar().value())

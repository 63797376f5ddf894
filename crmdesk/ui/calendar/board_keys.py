"""The keyboard of the calendar's boards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent

from crmdesk.ui.calendar.board import Board, Spot
from crmdesk.ui.kit.key_press import ENTER, modifiers_of

ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_STEPS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def press(board: Board, event: QKeyEvent) -> bool:
    """Do what a key means on a board; return whether it means anything."""
    key = Qt.Key(event.key())
    held = modifiers_of(event)
    if held == Qt.KeyboardModifier.ControlModifier and key in ARROWS:
        return _move_item(board, key)
    if held:
        return False
    if key in ARROWS:
        _move_cursor(board, key)
    elif key in _STEPS:
        board.step_wanted.emit(_STEPS[key])
    elif key in ENTER or key == Qt.Key.Key_Space:
        _open(board)
    elif key == Qt.Key.Key_Delete:
        item = board.current_item()
        if item is not None:
            board.cancel_wanted.emit(item)
    elif key == Qt.Key.Key_Escape and (board.drag is not None or board.current):
        board.end_drag()
        board.choose("")
    else:
        return False
    event.accept()
    return True


def _move_cursor(board: Board, key: Qt.Key) -> None:
    spot = board.moved_spot(key, board.spot)
    before = board.spot.day
    board.set_spot(spot.day, spot.at)
    board.choose("")
    if spot.day != before:
        board.cursor_moved.emit(spot.day)


def _move_item(board: Board, key: Qt.Key) -> bool:
    slot = board.slot(board.current)
    if slot is None:
        return False
    item = slot.entry.item
    if item is None or not item.movable:
        board.fixed_touched.emit(slot.entry)
        return True
    spot = board.moved_spot(key, Spot(item.day, item.at), fine=True)
    board.move_wanted.emit(item, spot.day, spot.at)
    return True


def _open(board: Board) -> None:
    slot = board.slot(board.current)
    if slot is None:
        board.create_wanted.emit(board.spot.day, board.spot.at)
    else:
        board.open_slot(slot)


def tab(board: Board, forward: bool) -> bool:
    """Go to the next chip of the cursor's day; return whether there was one."""
    slots = board.day_slots()
    keys = [slot.entry.key for slot in slots]
    place = keys.index(board.current) if board.current in keys else -1 if forward else len(keys)
    place += 1 if forward else -1
    if not 0 <= place < len(keys):
        board.choose("")
        return False
    board.choose(keys[place])
    _reveal(board, board.place_of(slots[place]))
    return True


def _reveal(board: Board, rect: QRect) -> None:
    bar = board.verticalScrollBar()
    height = board.viewport().height()
    if rect.bottom() > height:
        bar.setValue(bar.value() + rect.bottom() - height + 4)
    elif rect.top() < 0:
        bar.setValue(bar.value() + rect.top() - 4)

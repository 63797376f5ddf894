"""The week board by keys and by dragging."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.visit import MOVED, Visit, VisitRow
from crmdesk.ui.visits.day_model import MIME, packed
from crmdesk.ui.visits.planning import week_of
from crmdesk.ui.visits.week_board import WeekBoard
from tests.ui.visits.conftest import TODAY

DAYS = week_of(TODAY)


def row(number: int, day: dt.date, name: str, status: str = "planned") -> VisitRow:
    return VisitRow(
        visit=Visit(id=number, customer_id=number, on=day, at=dt.time(9), status=status),
        customer=name,
        phone="",
        address="",
        district="",
        grade="",
        last_note="",
    )


@pytest.fixture
def board(qapp: QApplication, qtbot: QtBot) -> WeekBoard:
    made = WeekBoard()
    qtbot.addWidget(made)
    rows = [row(1, DAYS[0], "张伟\n<b>"), row(2, DAYS[0], "李娜", MOVED), row(3, DAYS[1], "王芳")]
    made.show_week(DAYS, TODAY, rows)
    made.resize(1000, 500)
    made.show()
    return made


def test_that_names_stand_on_their_day_as_plain_text(board: WeekBoard) -> None:
    first = board.cards[0].list
    assert [first.item(place).text() for place in range(2)] == ["09:00 张伟 <b>", "→ 09:00 李娜"]
    assert board.cards[1].list.count() == 1


def test_that_left_and_right_go_from_day_to_day(board: WeekBoard, qtbot: QtBot) -> None:
    board.focus_day(DAYS[0])
    current = board.current_row()
    assert current is not None and current.visit.id == 1
    qtbot.keyClick(board.cards[0].list, Qt.Key.Key_Right)
    assert board.selected_ids() == [3]
    qtbot.keyClick(board.cards[1].list, Qt.Key.Key_Left)
    assert board.selected_ids() == [1]


def test_that_visits_dropped_on_a_day_are_wanted_there(board: WeekBoard, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(MIME, packed([1, 3]))
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(board.move_wanted) as caught:
        board.cards[4].list.dropEvent(event)
    assert caught.args == [[1, 3], DAYS[4]]


def test_that_a_narrow_board_takes_two_rows(board: WeekBoard, qtbot: QtBot) -> None:
    board.resize(500, 500)
    qtbot.waitUntil(lambda: board.cards[6].y() > board.cards[0].y())
    board.resize(1200, 500)
    qtbot.waitUntil(lambda: board.cards[6].y() == board.cards[0].y())

"""The board by keys and by dragging: days, places in a day, staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.visit import MOVED, Spot, Visit, VisitRow
from crmdesk.core.domain.visit_warnings import PlanWarning
from crmdesk.core.domain.weeks import week_of
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.board_content import Shown, staff_shown
from crmdesk.ui.visits.board_list import VisitList
from crmdesk.ui.visits.week_board import WeekBoard, shared
from tests.ui.visits.conftest import TODAY

DAYS = week_of(TODAY)


def row(number: int, day: dt.date, name: str, status: str = "planned", staff: str = "") -> VisitRow:
    return VisitRow(
        visit=Visit(
            id=number, customer_id=number, on=day, at=dt.time(9), status=status, staff=staff
        ),
        customer=name,
        phone="",
        address="",
        district="西湖区",
        grade="",
        last_note="",
    )


ROWS = [
    row(1, DAYS[0], "张伟\n<b>", staff="小李"),
    row(2, DAYS[0], "李娜", MOVED, "小王"),
    row(3, DAYS[1], "王芳", staff="小李"),
]
SHOWN = Shown(DAYS, TODAY, ROWS)


@pytest.fixture
def board(qapp: QApplication, qtbot: QtBot) -> WeekBoard:
    made = WeekBoard()
    qtbot.addWidget(made)
    made.show_plan(SHOWN)
    made.resize(1000, 500)
    made.show()
    return made


def drop_on(found: VisitList, kind: str, ids: list[int], where: QPoint | None = None) -> QDropEvent:
    """Send a drag that enters, moves and is dropped, as Qt does."""
    data: QMimeData = drags.carried(kind, ids)
    at = QPointF(where or QPoint(5, found.viewport().height() - 3))
    buttons, mods = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at.toPoint(), action, data, buttons, mods)
    QApplication.sendEvent(found.viewport(), enter)
    QApplication.sendEvent(
        found.viewport(), QDragMoveEvent(at.toPoint(), action, data, buttons, mods)
    )
    event = QDropEvent(at, action, data, buttons, mods)
    QApplication.sendEvent(found.viewport(), event)
    return event


def test_that_names_stand_on_their_day_as_plain_text(board: WeekBoard) -> None:
    first = board.cards[0].list
    assert [first.item(place).text() for place in range(2)] == ["09:00 张伟 <b>", "→ 09:00 李娜"]
    assert [line.details for line in first.lines()] == [("09:00", "西湖区")] * 2
    assert [line.whose for line in first.lines()] == ["小李", "小王"]
    assert board.cards[1].list.count() == 1


def test_that_left_and_right_go_from_day_to_day(board: WeekBoard, qtbot: QtBot) -> None:
    board.focus_day(DAYS[0])
    current = board.current_row()
    assert current is not None and current.visit.id == 1
    qtbot.keyClick(board.cards[0].list, Qt.Key.Key_Right)
    assert board.selected_ids() == [3]
    qtbot.keyClick(board.cards[1].list, Qt.Key.Key_Left)
    assert board.selected_ids() == [1]


def test_that_a_digit_goes_to_a_day(board: WeekBoard, qtbot: QtBot) -> None:
    board.focus_day(DAYS[0])
    qtbot.keyClick(board.cards[0].list, Qt.Key.Key_2)
    assert board.selected_ids() == [3]


def test_that_visits_dropped_on_a_day_are_wanted_there(board: WeekBoard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.put_wanted) as caught:
        event = drop_on(board.cards[4].list, drags.VISITS, [1, 3])
    assert caught.args == [[1, 3], Spot(DAYS[4])]
    assert event.isAccepted()


def test_that_a_drop_on_the_upper_half_of_a_visit_is_before_it(
    board: WeekBoard, qtbot: QtBot
) -> None:
    found = board.cards[0].list
    first = found.visualItemRect(found.item(0))
    with qtbot.waitSignal(board.put_wanted) as caught:
        drop_on(found, drags.VISITS, [3], first.topLeft() + QPoint(5, 3))
    assert caught.args == [[3], Spot(DAYS[0], before=1)]
    with qtbot.waitSignal(board.put_wanted) as caught:
        drop_on(found, drags.VISITS, [3], first.bottomLeft() + QPoint(5, -3))
    assert caught.args == [[3], Spot(DAYS[0], before=2)]
    with qtbot.waitSignal(board.put_wanted) as caught:
        drop_on(found, drags.VISITS, [1], first.topLeft() + QPoint(5, 3))
    assert caught.args == [[1], Spot(DAYS[0], before=2)]


def test_that_customers_dropped_on_a_day_are_to_be_planned_there(
    board: WeekBoard, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(board.plan_wanted) as caught:
        drop_on(board.cards[2].list, drags.CUSTOMERS, [7, 8])
    assert caught.args == [[7, 8], Spot(DAYS[2])]


def test_that_a_drop_over_the_list_of_a_day_goes_to_its_end(board: WeekBoard, qtbot: QtBot) -> None:
    card = board.cards[0]
    assert card.acceptDrops()
    for kind, signal in ((drags.CUSTOMERS, board.plan_wanted), (drags.VISITS, board.put_wanted)):
        where = QPointF(8, 8)
        data = drags.carried(kind, [7, 9])
        about = (
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        moved = QDragMoveEvent(where.toPoint(), *about)
        card.dragMoveEvent(moved)
        assert moved.isAccepted()
        with qtbot.waitSignal(signal) as told:
            card.dropEvent(QDropEvent(where, *about))
        assert told.args == [[7, 9], Spot(card.list.day, 0, None)]
    strange = QMimeData()
    strange.setText("张伟")
    moved = QDragMoveEvent(
        QPoint(8, 8),
        Qt.DropAction.MoveAction,
        strange,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    card.dragMoveEvent(moved)
    assert not moved.isAccepted()


def test_that_what_is_no_visit_is_not_taken(board: WeekBoard) -> None:
    assert not drop_on(board.cards[2].list, "text/plain", [7]).isAccepted()


def test_that_each_of_the_staff_has_a_place_on_every_day(board: WeekBoard, qtbot: QtBot) -> None:
    board.show_plan(replace(SHOWN, staff=("小李", "小王")))
    assert len(board.cards) == 14
    assert [card.list.count() for card in board.cards] == [1, 1, 0, 0, 0, 0, 0, 1] + [0] * 6
    with qtbot.waitSignal(board.put_wanted) as caught:
        drop_on(board.cards[8].list, drags.VISITS, [1])
    assert caught.args == [[1], Spot(DAYS[1], staff="小王")]
    board.show_plan(SHOWN)
    assert len(board.cards) == 7


def test_that_a_table_of_staff_stays_whole_beside_the_panel_of_a_small_screen(
    board: WeekBoard,
) -> None:
    board.show_plan(replace(SHOWN, staff=("小李", "小王")))
    board.resize(715, 500)
    QApplication.sendPostedEvents()
    of_row = {card.y() for card in board.cards[:7]}
    assert len(of_row) == 1
    assert board.cards[7].x() == board.cards[0].x()


def test_that_the_rows_of_the_staff_keep_their_heights_when_one_gets_a_visit(
    board: WeekBoard, qtbot: QtBot
) -> None:
    staff = ("小李", "小王")
    board.show_plan(replace(SHOWN, rows=[], staff=staff))
    qtbot.waitUntil(lambda: abs(board.cards[0].height() - board.cards[7].height()) <= 1)
    before = [card.geometry() for card in board.cards]
    board.show_plan(replace(SHOWN, staff=staff))
    QApplication.sendPostedEvents()
    assert [card.geometry() for card in board.cards] == before


def test_that_a_row_grows_by_what_the_others_leave_when_its_visits_need_more(
    qapp: QApplication, qtbot: QtBot
) -> None:
    board = WeekBoard()
    seen = ScrollArea(board)
    qtbot.addWidget(seen)
    seen.resize(1000, 500)
    seen.show()
    many = [row(number, DAYS[0], "张伟", staff="小李") for number in range(1, 9)]
    board.show_plan(replace(SHOWN, rows=many, staff=("小李", "小王", "小陈")))
    busy, idle = board.cards[0], board.cards[14]
    qtbot.waitUntil(lambda: busy.height() > 2 * idle.height())
    qtbot.waitUntil(lambda: board.height() == seen.viewport().height())
    assert abs(board.cards[7].height() - idle.height()) <= 1
    with qtbot.waitSignal(board.put_wanted) as caught:
        drop_on(idle.list, drags.VISITS, [1])
    assert caught.args == [[1], Spot(DAYS[0], staff="小陈")]


def test_that_height_is_shared_equally_and_what_is_left_goes_to_whom_needs_more() -> None:
    assert shared([50, 50], 400) == [50, 50]
    assert shared([300, 90, 60], 400) == [250, 90, 60]
    assert shared([300, 300, 60], 400) == [170, 170, 60]
    assert shared([300], -5) == [0]


def test_that_the_staff_keep_the_owners_order_whoever_has_visits() -> None:
    mine = [row(1, DAYS[0], "张伟", staff="小王"), row(2, DAYS[0], "李娜", staff="老张")]
    assert staff_shown((), ("小李", "小王")) == ("小李", "小王")
    assert staff_shown(mine, ("小李", "小王")) == ("小李", "小王", "老张")
    assert staff_shown([*mine, row(3, DAYS[0], "王芳")], ("小李",)) == ("", "小李", "小王", "老张")
    assert staff_shown(mine, ("小李", "小王"), "小王") == ("小王",)


def test_that_a_closed_day_says_so_for_each_of_the_staff(board: WeekBoard) -> None:
    warnings = [
        PlanWarning(DAYS[0], "full", "Too much for one day"),
        PlanWarning(DAYS[6], "closed", "The shop is closed"),
    ]
    board.show_plan(replace(SHOWN, warnings=warnings, staff=("小李", "小王")))
    words = [card._notes.text() for card in board.cards]
    assert (words[6], words[13]) == ("The shop is closed", "The shop is closed")
    assert (words[0], words[7]) == ("Too much for one day", "")


def test_that_a_warning_stands_at_the_visit_and_at_the_day(board: WeekBoard) -> None:
    warnings = [
        PlanWarning(DAYS[0], "double", "Overlaps with 李娜", 1),
        PlanWarning(DAYS[0], "full", "Too much for one day"),
        PlanWarning(DAYS[6], "closed", "The shop is closed"),
    ]
    before = board.cards[0].list.sizeHintForRow(0)
    board.show_plan(replace(SHOWN, warnings=warnings))
    first = board.cards[0]
    assert first.list.lines()[0].warnings == ("Overlaps with 李娜",)
    assert first.list.sizeHintForRow(0) > before
    assert first._notes.text() == "Too much for one day"
    assert board.cards[6]._notes.property("kind") == "hint"


def test_that_a_narrow_board_takes_two_rows(board: WeekBoard, qtbot: QtBot) -> None:
    board.resize(500, 500)
    qtbot.waitUntil(lambda: board.cards[6].y() > board.cards[0].y())
    board.resize(1200, 500)
    qtbot.waitUntil(lambda: board.cards[6].y() == board.cards[0].y())


def test_that_the_chosen_day_stands_out(board: WeekBoard) -> None:
    board.mark_day(DAYS[3])
    assert [bool(card.property("chosen")) for card in board.cards] == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
    ]


def test_that_a_narrow_card_tells_its_day_without_the_month_instead_of_cutting_it(
    board: WeekBoard,
) -> None:
    card = board.cards[0]
    title = card.findChild(QPushButton)
    assert isinstance(title, QPushButton)
    card.resize(240, 200)
    assert title.text() == "Mon 16 Nov"
    card.resize(84, 200)
    assert title.text() == "Mon 16"


def test_that_a_day_over_which_a_drag_only_passes_stays_where_it_was_scrolled_to(
    board: WeekBoard,
) -> None:
    card = board.cards[0]
    card.list.setFixedHeight(30)
    card.list.doItemsLayout()
    assert card.list.verticalScrollBar().maximum() > 0
    card.list.offer_end(True)
    assert card.list.verticalScrollBar().value() == card.list.verticalScrollBar().maximum()
    card.list.offer_end(True)
    card.list.offer_end(False)
    assert card.list.verticalScrollBar().value() == 0


def test_that_what_was_chosen_on_another_day_is_left_where_a_day_is_entered(
    board: WeekBoard, qtbot: QtBot
) -> None:
    with qtbot.waitActive(board):
        board.activateWindow()
    first, other = board.cards[0].list, board.cards[1].list
    first.setFocus()
    first.setCurrentRow(0)
    assert board.current_row() is not None and first.selectedItems()
    point = QPoint(5, other.viewport().height() - 3)
    qtbot.mouseClick(other.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert first.selectedItems() == [] and board.current_row() is None

"""What stands in the calendar is moved and cancelled, by mouse and by keys."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import CANCELLED
from crmdesk.core.services import followups, history, visits
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.screen import CalendarScreen
from crmdesk.ui.calendar.spans import DAY as DAY_VIEW
from crmdesk.ui.calendar.spans import MONTH, WEEK
from tests.ui.calendar.conftest import DAY, TODAY, plan, visit
from tests.ui.calendar.hands import CTRL, LEFT, NO, key, middle, point_on, settled, slot_of, words
from tests.ui.desks import RememberingDesk


def drag(qtbot: QtBot, board: PointingBoard, start: QPoint, end: QPoint) -> None:
    view = board.viewport()
    qtbot.mousePress(view, LEFT, NO, start)
    for point in (start + QPoint(12, 0), (start + end) / 2, end):
        _move(view, point)
    qtbot.mouseRelease(view, LEFT, NO, end)


def _move(view: QWidget, point: QPoint) -> None:
    place = QPointF(view.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), place, LEFT, LEFT, NO)
    QApplication.sendEvent(view, event)


def test_that_a_follow_up_is_dragged_to_another_day_and_keeps_its_time(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY, at=dt.time(10, 30))
    settled(qtbot, desk, screen)
    to = TODAY + 3 * DAY
    drag(qtbot, screen.month, middle(screen.month, slot_of(screen, "张伟")), point_on(screen, to))
    qtbot.waitUntil(desk.tasks.idle)
    now = followups.get(desk.workspace, made)
    assert (now.due, now.at) == (to, dt.time(10, 30))
    assert desk.changes[-1].message == "The follow-up with 张伟 is now on 2026-11-24 10:30."
    assert words(screen, to) == ["张伟"] and words(screen, TODAY) == []
    assert screen.month.current == f"follow_up-{made}"
    history.undo(desk.workspace)
    assert followups.get(desk.workspace, made).due == TODAY


def test_that_a_drag_can_be_given_up(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    start = middle(screen.month, slot_of(screen, "张伟"))
    qtbot.mousePress(screen.month.viewport(), LEFT, NO, start)
    _move(screen.month.viewport(), point_on(screen, TODAY + DAY))
    assert screen.month.drag is not None and screen.month.drag.under_way
    key(qtbot, screen, Qt.Key.Key_Escape)
    qtbot.mouseRelease(screen.month.viewport(), LEFT, NO, point_on(screen, TODAY + DAY))
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made).due == TODAY


def test_that_birthdays_stay_and_say_why(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    desk.add_customer("张伟", birthday=Birthday(TODAY.month, TODAY.day))
    settled(qtbot, desk, screen)
    start = middle(screen.month, slot_of(screen, "张伟"))
    drag(qtbot, screen.month, start, point_on(screen, TODAY + DAY))
    assert desk.changes[-1].message == "A birthday stays on its day."
    key(qtbot, screen, Qt.Key.Key_Right, CTRL)
    key(qtbot, screen, Qt.Key.Key_Delete)
    assert [change.message for change in desk.changes] == ["A birthday stays on its day."] * 3


def test_that_hours_take_a_time_and_the_top_takes_it_away(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY)
    screen.bar.set_view(WEEK)
    settled(qtbot, desk, screen)
    board = screen.hours
    column = board.measures.column(board.column_of(TODAY - DAY))
    y = board.measures.y(14 * 60 + 15) - board.verticalScrollBar().value()
    drag(qtbot, board, middle(board, slot_of(screen, "张伟")), QPoint(column[0] + 20, y))
    qtbot.waitUntil(desk.tasks.idle)
    now = followups.get(desk.workspace, made)
    assert (now.due, now.at) == (TODAY - DAY, dt.time(14, 15))
    top = QPoint(column[0] + 20, board.measures.head + 6)
    drag(qtbot, board, middle(board, slot_of(screen, "张伟")), top)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made).at is None


def test_that_a_chip_is_pushed_with_the_keys_and_stays_in_hand(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = visit(desk, desk.add_customer("张伟"), TODAY, at=dt.time(10))
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    for number in (1, 2):
        key(qtbot, screen, Qt.Key.Key_Right, CTRL)
        qtbot.waitUntil(desk.tasks.idle)
        item = screen.board().current_item()
        assert item is not None and item.day == TODAY + number * DAY
    assert visits.get(desk.workspace, made).status == "moved"
    screen.bar.set_view(WEEK)
    qtbot.waitUntil(desk.tasks.idle)
    screen.board().choose(slot_of(screen, "张伟").entry.key)
    key(qtbot, screen, Qt.Key.Key_Down, CTRL)
    qtbot.waitUntil(desk.tasks.idle)
    item = screen.board().current_item()
    assert item is not None and item.at == dt.time(10, 15)
    assert visits.get(desk.workspace, item.id).at == dt.time(10, 15)


def test_that_delete_cancels_and_undo_brings_it_back(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made).status == CANCELLED
    assert words(screen, TODAY) == []
    desk.done(history.undo(desk.workspace, desk.changes[-1].operation_id))
    qtbot.waitUntil(desk.tasks.idle)
    assert words(screen, TODAY) == ["张伟"]


def test_that_arrows_and_pages_go_through_the_days(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    key(qtbot, screen, Qt.Key.Key_Right)
    key(qtbot, screen, Qt.Key.Key_Down)
    assert screen.day == TODAY + 8 * DAY
    assert screen.bar.date.date() == screen.day
    key(qtbot, screen, Qt.Key.Key_PageDown)
    assert screen.day == dt.date(2026, 12, 29)
    assert screen.header._title.text() == "December 2026"
    key(qtbot, screen, Qt.Key.Key_PageUp)
    key(qtbot, screen, Qt.Key.Key_T)
    assert screen.day == TODAY
    for letter, view in ((Qt.Key.Key_W, WEEK), (Qt.Key.Key_D, DAY_VIEW), (Qt.Key.Key_M, MONTH)):
        key(qtbot, screen, letter)
        assert screen.bar.view == view
    key(qtbot, screen, Qt.Key.Key_Left)
    key(qtbot, screen, Qt.Key.Key_Home)
    assert screen.day == TODAY
    qtbot.waitUntil(desk.tasks.idle)


def test_that_tab_goes_through_the_day_and_then_on(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    for name in ("甲", "乙"):
        plan(desk, desk.add_customer(name), TODAY)
    settled(qtbot, desk, screen)
    board = screen.board()
    seen = []
    for _number in range(2):
        key(qtbot, screen, Qt.Key.Key_Tab)
        item = board.current_item()
        seen.append(item.title if item else "")
    assert seen == ["甲", "乙"]
    assert "乙" in board.accessibleDescription()
    key(qtbot, screen, Qt.Key.Key_Tab)
    assert board.current == "" and not board.hasFocus()


def test_that_the_page_stays_while_something_is_dragged_among_the_days_of_the_next_month(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    start, to = dt.date(2026, 12, 2), dt.date(2026, 12, 4)
    visit(desk, desk.add_customer("张伟"), start)
    settled(qtbot, desk, screen)
    drag(qtbot, screen.month, middle(screen.month, slot_of(screen, "张伟")), point_on(screen, to))
    qtbot.waitUntil(desk.tasks.idle)
    assert words(screen, to) == ["张伟"]
    assert screen.page.month == screen.month.month == 11 and screen.bar.date.date() == to
    key(qtbot, screen, Qt.Key.Key_PageDown)
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.page.month == screen.month.month == 12

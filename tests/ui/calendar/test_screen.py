"""The calendar as a user works with it: look, move, plan, cancel, by mouse and by keys."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import icalendar
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.calendar import BIRTHDAY, FOLLOW_UP, VISIT
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.followup import CANCELLED, FollowUp
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import followups, history, series, visits
from crmdesk.ui.calendar.board import Slot
from crmdesk.ui.calendar.exporting import ExportDialog
from crmdesk.ui.calendar.forms import NewItemForm, PlannedVisitForm, VisitDoneForm
from crmdesk.ui.calendar.item_card import ItemCard, ItemList
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.screen import CalendarScreen
from crmdesk.ui.calendar.spans import DAY as DAY_VIEW
from crmdesk.ui.calendar.spans import MONTH, WEEK
from crmdesk.ui.parts.followup_forms import MoveForm
from crmdesk.ui.parts.greeting_dialog import GreetingDialog
from tests.ui.calendar.conftest import DAY, TODAY, plan, visit
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


def many(screen: CalendarScreen) -> int:
    return sum(slot.entry.many for slot in screen.board().slots)


def slot_of(screen: CalendarScreen, title: str) -> Slot:
    return next(
        slot
        for slot in screen.board().slots
        if slot.entry.item is not None and slot.entry.item.title == title
    )


def middle(board: PointingBoard, slot: Slot) -> QPoint:
    return board.place_of(slot).center()


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


def key(qtbot: QtBot, screen: CalendarScreen, what: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
    qtbot.keyClick(screen.board(), what, held)


def point_on(screen: CalendarScreen, day: dt.date) -> QPoint:
    cell = screen.month.cell(day)
    return QPoint(cell.center().x(), cell.bottom() - 3 - screen.month.verticalScrollBar().value())


def test_that_a_month_shows_everything_on_its_day(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟\n<b>", birthday=Birthday(11, 25, 1986))
    plan(desk, made, TODAY + DAY, what="回电话")
    visit(desk, made, TODAY, at=dt.time(9))
    settled(qtbot, desk, screen)
    assert screen.header._title.text() == "November 2026"
    assert screen.header._subtitle.text() == "1 follow-up · 1 visit · 1 birthday"
    for day in (TODAY, TODAY + DAY, dt.date(2026, 11, 25)):
        assert words(screen, day) == ["张伟 <b>"]
    assert not screen.grab().isNull()


def test_that_the_counts_of_a_month_leave_out_the_days_of_its_neighbours(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟", birthday=Birthday(10, 31, 1986))
    desk.add_customer("李娜", birthday=Birthday(11, 30, 1990))
    plan(desk, made, dt.date(2026, 12, 1))
    visit(desk, made, dt.date(2026, 12, 2))
    settled(qtbot, desk, screen)
    assert words(screen, dt.date(2026, 12, 1)) == ["张伟"]
    assert screen.header._subtitle.text() == "1 birthday"
    screen.show_day(dt.date(2026, 12, 1))
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.header._subtitle.text() == "1 follow-up · 1 visit"


def test_that_a_full_day_opens_with_its_hours(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    for number in range(20):
        plan(desk, desk.add_customer(f"客户{number}"), TODAY)
    settled(qtbot, desk, screen)
    more = screen.month.slots[-1]
    assert more.entry.more and more.entry.many + len(words(screen, TODAY)) - 1 == 20
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, middle(screen.month, more))
    qtbot.waitUntil(desk.tasks.idle)
    assert (screen.bar.view, screen.day) == (DAY_VIEW, TODAY)
    assert sum(slot.entry.many for slot in screen.hours.slots) == 20


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


def test_that_who_has_a_birthday_is_greeted(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    desk.add_customer("张伟", "13800138000", birthday=Birthday(TODAY.month, TODAY.day))
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(GreetingDialog) is not None)
    dialog = screen.findChild(GreetingDialog)
    qtbot.waitUntil(lambda: "张伟" in dialog.card.text.text())
    dialog.reject()


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


def test_that_enter_opens_a_card_with_what_can_be_done(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟", "13800138000")
    plan(desk, made, TODAY, what="回电话")
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Return)
    card = screen.findChild(ItemCard)
    assert card is not None and card.item.detail == "回电话"
    qtbot.keyClick(card, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked[-1] == ("open_customer", made)


def test_that_a_click_opens_the_card_of_a_visit_and_its_forms_change_it(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = visit(desk, desk.add_customer("张伟"), TODAY, purpose="量尺寸")
    settled(qtbot, desk, screen)
    point = middle(screen.month, slot_of(screen, "张伟"))
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, point)
    card = screen.findChild(ItemCard)
    assert card is not None
    card.close()
    item = slot_of(screen, "张伟").entry.item
    assert item is not None
    screen.verbs.do("edit", item)
    qtbot.waitUntil(lambda: screen.findChild(PlannedVisitForm) is not None)
    form = screen.findChild(PlannedVisitForm)
    form.time.set_text("9点半")
    form.what.setText("看样布")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    now = visits.get(desk.workspace, made)
    assert (now.at, now.purpose) == (dt.time(9, 30), "看样布")
    screen.verbs.do("done", item)
    qtbot.waitUntil(lambda: screen.findChild(VisitDoneForm) is not None)
    done = screen.findChild(VisitDoneForm)
    done.outcome.setPlainText("订了两幅")
    done.next_date.set_text("+14")
    done.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert visits.get(desk.workspace, made).outcome == "订了两幅"
    assert followups.open_rows(desk.workspace)[0].follow_up.due == TODAY + 14 * DAY


def test_that_moving_a_follow_up_asks_in_the_usual_form(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: screen.findChild(MoveForm) is not None)
    form = screen.findChild(MoveForm)
    form.date.set_text("+2")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made).due == TODAY + 2 * DAY


def test_that_one_of_a_series_is_written_when_its_form_is_saved_in_one_step(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    wanted = FollowUp(customer_id=made, due=TODAY, what="送茶样")
    series.plan(desk.workspace, wanted, Repeat(rule=parse_rule("weekly", TODAY)))
    settled(qtbot, desk, screen)
    screen.month.choose(next(s.entry.key for s in screen.month.slots if s.entry.day > TODAY))
    key(qtbot, screen, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: screen.findChild(MoveForm) is not None)
    form = screen.findChild(MoveForm)
    assert len(followups.open_rows(desk.workspace)) == 1
    form.date.set_text("+2")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert words(screen, TODAY + 7 * DAY) == [] and words(screen, TODAY + 2 * DAY) == ["张伟"]
    history.undo(desk.workspace)
    assert len(followups.open_rows(desk.workspace)) == 1


def test_that_many_birthdays_open_a_list_of_everybody(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    ids = [
        desk.add_customer(f"客户{number}", birthday=Birthday(TODAY.month, TODAY.day))
        for number in range(20)
    ]
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Return)
    popup = screen.findChild(ItemList)
    assert popup is not None
    qtbot.waitUntil(lambda: len(popup.list.items()) == 20)
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    card = screen.findChild(ItemCard)
    assert card is not None and card.item.customer_id == ids[0]
    card.close()


def test_that_a_day_with_no_room_for_all_lists_them(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    for number in range(60):
        plan(desk, desk.add_customer(f"客户{number}"), TODAY)
    screen.bar.set_view(DAY_VIEW)
    settled(qtbot, desk, screen)
    more = screen.hours.slots[-1]
    assert more.entry.more
    qtbot.mouseClick(screen.hours.viewport(), LEFT, NO, middle(screen.hours, more))
    popup = screen.findChild(ItemList)
    assert popup is not None
    qtbot.waitUntil(lambda: len(popup.list.items()) == 60)
    popup.close()


def test_that_a_double_click_plans_on_that_day(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    to = TODAY + 4 * DAY
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, point_on(screen, to))
    qtbot.mouseDClick(screen.month.viewport(), LEFT, NO, point_on(screen, to))
    form = screen.findChild(NewItemForm)
    assert form is not None and form.date.date() == to
    form.confirm()
    assert form._customer_row.error() == "Choose a customer from the list."
    form.picker.set_one(made, "张伟")
    form.what.setText("回电话")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.open_rows(desk.workspace)[0].follow_up.due == to
    assert words(screen, to) == ["张伟"]


def test_that_n_plans_a_visit_at_the_hour_of_the_cursor(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    key(qtbot, screen, Qt.Key.Key_D)
    qtbot.waitUntil(desk.tasks.idle)
    for _number in range(3):
        key(qtbot, screen, Qt.Key.Key_Down)
    key(qtbot, screen, Qt.Key.Key_N)
    form = screen.findChild(NewItemForm)
    assert form is not None and form.time.time() == dt.time(10)
    form.set_noun(VISIT)
    form.picker.set_one(made, "张伟")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    found = visits.between(desk.workspace, TODAY, TODAY)
    assert [row.visit.at for row in found] == [dt.time(10)]


def test_that_kinds_and_staff_are_left_out_and_remembered(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟", birthday=Birthday(11, 21), staff="小李")
    plan(desk, made, TODAY, staff="小李"), plan(desk, made, TODAY, staff="小王")
    settled(qtbot, desk, screen)
    assert many(screen) == 3
    next(chip for chip in screen.bar.chips if chip.kind == BIRTHDAY).click()
    qtbot.waitUntil(desk.tasks.idle)
    assert many(screen) == 2
    screen.bar.staff.set_key("小李")
    qtbot.waitUntil(desk.tasks.idle)
    assert many(screen) == 1
    again = CalendarScreen(desk)
    qtbot.addWidget(again)
    assert BIRTHDAY not in again.bar.kinds() and FOLLOW_UP in again.bar.kinds()


def test_that_a_typed_date_is_shown(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    key(qtbot, screen, Qt.Key.Key_G)
    qtbot.keyClicks(screen.bar.date.line, "2027-03-05")
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.header._title.text() == "March 2027"
    assert screen.month.spot.day == dt.date(2027, 3, 5)


def test_that_each_month_is_asked_for_once(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    settled(qtbot, desk, screen)
    before = screen.source.reads
    for _number in range(3):
        screen.step(1)
        qtbot.waitUntil(desk.tasks.idle)
    # Each was read before it was wanted; each step reads the one after it.
    assert screen.source.reads == before + 3
    for _number in range(3):
        screen.step(-1)
        qtbot.waitUntil(desk.tasks.idle)
    assert screen.source.reads == before + 3
    plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    assert words(screen, TODAY) == ["张伟"]


def test_that_a_year_of_ten_thousand_makes_no_more_chips_than_fit(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    with desk.workspace.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO follow_up (customer_id, due, what, kind, status)"
            " VALUES (?, ?, '回电话', 'call', 'open')",
            [
                (made, (dt.date(2026, 1, 1) + (number % 365) * DAY).isoformat())
                for number in range(10_000)
            ],
        )
    settled(qtbot, desk, screen)
    screen.step(1)
    qtbot.waitUntil(desk.tasks.idle)
    assert sum(slot.entry.many for slot in screen.month.slots) > 800
    rows = screen.month.row_height() // screen.month.type.chip_height
    assert len(screen.month.slots) <= 42 * rows


def test_that_the_rest_of_a_days_height_is_used_for_counting_what_has_no_room(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    for _number in range(9):
        plan(desk, made, TODAY)
    settled(qtbot, desk, screen)
    board = screen.month
    step = board.type.chip_height + 1
    whole = board.day_head() + 3 * step
    for rest, chips in ((0, 2), (board.type.least_height - 1, 2), (board.type.least_height, 3)):
        board.setFixedHeight(board.height() - board.viewport().height() + 29 + 6 * (whole + rest))
        board.lay_out()
        slots = [slot for slot in board.slots if slot.entry.day == TODAY]
        assert [slot.entry.more for slot in slots] == [False] * chips + [True]
        assert sum(slot.entry.many for slot in slots) == 9
        assert slots[-1].rect.bottom() <= board.cell(TODAY).bottom()


def test_that_an_answer_from_before_a_change_is_not_shown(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    screen.refresh()
    plan(desk, made, TODAY)
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert words(screen, TODAY) == ["张伟"]


def test_that_the_calendar_is_exported_with_what_was_chosen(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    made = desk.add_customer("张伟", birthday=Birthday(11, 25))
    plan(desk, made, TODAY, what="回电话")
    screen.asking.export()
    dialog = screen.findChild(ExportDialog)
    assert dialog is not None
    dialog.last.set_text("2020-01-01")
    dialog.confirm()
    assert dialog._last_row.error() == "The last day comes before the first."
    dialog.last.set_text("+30")
    for kind, box in dialog.kinds.items():
        box.setChecked(kind == FOLLOW_UP)
    dialog.alarm.set_key("60")
    dialog.confirm()
    chooser = screen.findChild(QFileDialog)
    assert chooser is not None
    target = tmp_path / "日历.ics"
    chooser.fileSelected.emit(str(target))
    chooser.close()
    qtbot.waitUntil(desk.tasks.idle)
    events = list(icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT"))
    assert [str(one["summary"]) for one in events] == ["张伟: 回电话"]
    assert len(events[0].walk("VALARM")) == 1
    assert desk.changes[-1].message == "1 entry exported to 日历.ics."


def test_that_printing_opens_the_sheet_of_the_week(
    screen: CalendarScreen, desk: RememberingDesk
) -> None:
    screen.print_button.click()
    assert desk.asked[-1] == ("print_schedule", dt.date(2026, 11, 16), 7, "")


def test_that_another_day_is_noticed_when_the_calendar_is_shown_again(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    tomorrow = TODAY + DAY
    clock = fixed_clock(tomorrow.year, tomorrow.month, tomorrow.day)
    desk.workspace = dataclasses.replace(desk.workspace, clock=clock)
    screen._clock = clock
    screen.hide()
    screen.show()
    qtbot.waitUntil(desk.tasks.idle)
    item = slot_of(screen, "张伟").entry.item
    assert screen.month.today == tomorrow
    assert item is not None and item.tone == "danger"


def test_that_a_low_window_gives_its_room_to_the_days(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.resize(620, 270)
    qtbot.waitUntil(lambda: screen.bar.compact)
    assert not screen.bar.chips[0].isVisible() and screen.bar.filters.isVisible()
    menu = screen.bar._open_filters()
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(desk.tasks.idle)
    assert FOLLOW_UP not in screen.bar.kinds()
    assert screen.month.verticalScrollBar().maximum() > 0
    menu = screen.bar._open_filters()
    menu.actions()[0].trigger()
    menu.close()
    visit(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    # The dots of a day open it like a chip.
    screen.board().setFocus()
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Return)
    assert (screen.bar.view, screen.day) == (DAY_VIEW, TODAY)
    qtbot.waitUntil(desk.tasks.idle)


def test_that_the_menu_of_an_empty_spot_plans_and_that_of_a_chip_acts(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    menu = screen.verbs.menu(None, screen.board().spot, QPoint())
    assert [one.text() for one in menu.actions()] == ["New follow-up…", "New visit…"]
    menu.close()
    item = slot_of(screen, "张伟").entry.item
    menu = screen.verbs.menu(item, screen.board().spot, QPoint())
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Open the customer",
        "Done…",
        "Move…",
        "Edit…",
        "Take off the calendar",
    ]
    menu.close()

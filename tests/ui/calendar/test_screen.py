"""The calendar as a user looks at it: days, hours, counts, what is left out, and what leaves it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import icalendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.domain import weeks
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.calendar import BIRTHDAY, FOLLOW_UP
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.ui.calendar.exporting import ExportDialog
from crmdesk.ui.calendar.screen import CalendarScreen
from crmdesk.ui.calendar.spans import DAY as DAY_VIEW
from crmdesk.ui.calendar.spans import WEEK as WEEK_VIEW
from tests.ui.calendar.conftest import DAY, TODAY, plan, visit
from tests.ui.calendar.hands import LEFT, NO, key, middle, settled, slot_of, words
from tests.ui.desks import RememberingDesk, shown


def many(screen: CalendarScreen) -> int:
    return sum(slot.entry.many for slot in screen.board().slots)


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


def test_that_a_date_is_typed_key_by_key_while_the_calendar_reads(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    line = screen.bar.date.line
    key(qtbot, screen, Qt.Key.Key_G)
    for day in (28, 15, 1):
        line.selectAll()
        for count, letter in enumerate(f"2026-12-{day:02d}", start=1):
            qtbot.keyClick(line, letter)
            qtbot.waitUntil(desk.tasks.idle)
            assert line.text() == f"2026-12-{day:02d}"[:count]
        assert screen.day == dt.date(2026, 12, day)
    line.selectAll()
    qtbot.keyClicks(line, "2026-12-2")
    assert screen.day == dt.date(2026, 12, 1)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (screen.day, line.text()) == (dt.date(2026, 12, 2), "2026-12-02")
    line.clear()
    line.textEdited.emit("")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (screen.day, line.text()) == (dt.date(2026, 12, 2), "2026-12-02")


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


def test_that_a_week_that_begins_on_sunday_stands_so(desk: RememberingDesk, qtbot: QtBot) -> None:
    weeks.begin_on(weeks.SUNDAY)
    made = CalendarScreen(desk)
    shown(qtbot, desk, made)
    first = made.month.book.span.first
    assert first == dt.date(2026, 11, 1) and made.month.cell(first).left() == 0
    made.bar.set_view(WEEK_VIEW)
    qtbot.waitUntil(desk.tasks.idle)
    assert made.header._title.text() == "15 - 21 Nov 2026"
    desk.screens.clear()

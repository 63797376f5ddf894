"""A week that is planned: its visits moved, ordered, assigned and given their times."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.services import (
    history,
    visit_times,
    visits,
)
from crmdesk.ui.kit import tokens
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.screen import VisitsScreen
from tests import factories
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TOMORROW
from tests.ui.visits.hands import MONDAY, TUESDAY, planned, settled, with_visits
from tests.ui.visits.test_week_board import drop_on


def test_that_a_visit_goes_to_the_next_day_with_ctrl_right_and_stays_chosen(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    with_visits(qtbot, desk, week, people[:2])
    week.plan.week.focus_day(MONDAY)
    monday = week.plan.week.cards[0].list
    qtbot.keyClick(monday, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk, week)
    assert planned(desk) == [(23, "李娜", ""), (24, "张伟", "")]
    current = week.plan.current_row()
    assert current is not None and current.customer == "张伟"
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert [day for day, _name, _staff in planned(desk)] == [23, 23]


def test_that_alt_down_changes_the_order_on_the_board(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    with_visits(qtbot, desk, week, people[:3])
    week.plan.week.focus_day(MONDAY)
    monday = week.plan.week.cards[0].list
    qtbot.keyClick(monday, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.row.customer for line in monday.lines()] == ["李娜", "张伟", "王芳"]
    settled(qtbot, desk, week)
    assert [name for _day, name, _staff in planned(desk)] == ["李娜", "张伟", "王芳"]


def test_that_a_week_is_planned_for_two_staff(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:2], MONDAY)
    week.bar.by_staff.click()
    settled(qtbot, desk, week)
    board = week.plan.week
    # Nobody's visits stand first, then the places of both.
    assert [card.list.staff for card in board.cards[::7]] == ["", "小李", "小王"]
    ids = [line.row.visit.id for line in board.cards[0].list.lines()]
    drop_on(board.cards[7].list, drags.VISITS, ids[:1])
    settled(qtbot, desk, week)
    assert planned(desk) == [(23, "李娜", ""), (23, "张伟", "小李")]
    found = week.side.picker.suggested.list
    wang = next(c for c in board.cards if (c.list.day, c.list.staff) == (TUESDAY, "小王"))
    drop_on(wang.list, drags.CUSTOMERS, [found.items()[0].id])  # type: ignore[list-item]
    settled(qtbot, desk, week)
    assert planned(desk)[-1] == (24, "王芳", "小王")
    assert week.header.findChildren(QWidget)
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert len(planned(desk)) == 2


def test_that_s_assigns_the_chosen_visits(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    with_visits(qtbot, desk, week, people[:2])
    week.plan.week.focus_day(MONDAY)
    week.plan.week.cards[0].list.selectAll()
    assert week.planner.assign.isEnabled()
    menu = week.planner.staff_menu()
    assert [one.text() for one in menu.actions() if one.text()] == [
        "&1 小李",
        "&2 小王",
        "Nobody yet",
    ]
    menu.actions()[1].trigger()
    settled(qtbot, desk, week)
    assert planned(desk) == [(23, "张伟", "小王"), (23, "李娜", "小王")]


def test_that_the_times_of_a_day_are_filled_in_and_cleared(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    with_visits(qtbot, desk, week, people[:3])
    week.planner.times.trigger()
    form = week.side.times
    form.start.set_text("8:30")
    form.pause_from.set_text("12:00")
    form.pause_to.set_text("11:00")
    form.save()
    assert week.side.form_open()
    form.pause_to.set_text("13:00")
    form.minutes.setValue(60)
    form.save()
    settled(qtbot, desk, week)
    rows = visits.between(desk.workspace, MONDAY, MONDAY)
    assert [f"{row.visit.at:%H:%M}" for row in rows] == ["08:30", "10:00", "13:00"]
    assert visit_times.time_plan(desk.workspace).minutes == 60
    week.planner.times.trigger()
    form.clear_button.click()
    settled(qtbot, desk, week)
    assert [row.visit.at for row in visits.between(desk.workspace, MONDAY, MONDAY)] == [None] * 3


def test_that_enter_in_any_field_fills_in_the_times_and_the_button_is_in_sight_on_a_small_screen(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    with_visits(qtbot, desk, week, people[:1])
    week.resize(1100, 560)
    form = week.side.times
    for box in (form.start, form.minutes, form.far, form.pause_to):
        week.planner.times.trigger()
        button = form.save_button
        below = button.mapTo(week, button.rect().bottomLeft()).y()
        assert button.isVisible() and below < week.height()
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert not week.side.form_open()
    settled(qtbot, desk, week)
    assert [row.visit.at for row in visits.between(desk.workspace, MONDAY, MONDAY)] == [dt.time(9)]


def test_that_the_list_of_a_day_tells_whose_each_visit_is_where_several_go(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for who, name in zip(people, ("小李", "小王"), strict=False):
        visits.plan_visits(desk.workspace, [who], MONDAY, staff=name)
    week.bar.set_view("day")
    settled(qtbot, desk, week)
    header = week.plan.table.horizontalHeader()

    def in_sight() -> list[str]:
        titles = week.plan.model.columns
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [titles[place].key for place in places if not header.isSectionHidden(place)]

    assert in_sight()[:4] == ["number", "time", "name", "staff"]
    week.bar.staff.set_key("小李")
    settled(qtbot, desk, week)
    assert in_sight()[:4] == ["number", "time", "name", "status"]


def test_that_warnings_stand_on_the_board_and_over_the_list_of_a_day(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    factories.complain(desk.workspace, people[0])
    with_visits(qtbot, desk, week, people[:1])
    board = week.plan.week
    (line,) = board.cards[0].list.lines()
    assert line.warnings == line.alarms == ("Open complaint TS-2026-0001 since today",)
    assert board.cards[6]._notes.text() == "The shop is closed"
    week.show_day(MONDAY)
    settled(qtbot, desk, week)
    assert week.plan._notes.words.text() == "张伟: Open complaint TS-2026-0001 since today"
    name = week.plan.model.index(0, 2)
    assert name.data(Qt.ItemDataRole.ForegroundRole) == tokens.ink("danger")
    assert week.plan._notes.isVisibleTo(week.plan)
    week.bar.set_day(TUESDAY)
    settled(qtbot, desk, week)
    assert not week.plan._notes.isVisibleTo(week.plan)


def test_that_customers_are_dropped_between_the_rows_of_a_day(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[3:], MONDAY)
    week.show_day(MONDAY)
    settled(qtbot, desk, week)
    model = week.plan.model
    data = drags.carried(drags.CUSTOMERS, people[:1])
    model.dropMimeData(data, Qt.DropAction.CopyAction, 1, 0, model.index(-1, -1))
    settled(qtbot, desk, week)
    assert [name for _day, name, _staff in planned(desk)] == [
        "Anna <b>Smith</b>",
        "张伟",
        "欧阳·娜娜",
    ]


def test_that_three_days_are_shown_from_the_chosen_one(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    week.bar.span.set_key("3")
    settled(qtbot, desk, week)
    assert week.bar.days() == (MONDAY, TUESDAY, dt.date(2026, 11, 25))
    week.bar.set_day(TUESDAY)
    assert week.bar.days()[0] == MONDAY
    week.bar.set_day(TOMORROW)
    settled(qtbot, desk, week)
    assert week.bar.days()[0] == TOMORROW
    assert len(week.plan.week.cards) == 3
    visits.plan_visits(desk.workspace, [desk.add_customer("张伟")], TOMORROW)
    week.refresh()
    settled(qtbot, desk, week)
    week.print_button.click()
    assert desk.asked[-1] == ("print_schedule", TOMORROW, 3, "")


def test_that_the_view_is_remembered(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    week.bar.span.set_key("5")
    week.bar.by_staff.click()
    settled(qtbot, desk, week)
    again = VisitsScreen(desk)
    qtbot.addWidget(again)
    assert (again.bar.view, again.bar.span.key()) == ("week", "5")
    assert again.bar.by_staff.isChecked()

"""Planning a week as a user does: from the suggestions into the days, by mouse and by keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import (
    choices,
    followups,
    history,
    visit_times,
    visits,
)
from crmdesk.ui.kit import tokens
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.picker import SEARCH, SUGGESTED
from crmdesk.ui.visits.screen import VisitsScreen
from tests import factories
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW
from tests.ui.visits.test_week_board import drop_on

MONDAY = dt.date(2026, 11, 23)
TUESDAY = dt.date(2026, 11, 24)
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    for customer_id, what in zip(people[:3], ("送样品", "报价", "收款"), strict=True):
        followups.plan(desk.workspace, FollowUp(customer_id=customer_id, due=TODAY, what=what))
    for name in ("小李", "小王"):
        choices.add(desk.workspace, "staff", name)
    made = VisitsScreen(desk)
    desk.screens.append(made)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    made.bar.set_view("week")
    made.bar.set_day(MONDAY)
    qtbot.waitUntil(desk.tasks.idle)
    yield made
    desk.screens.clear()


def settled(qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen) -> None:
    screen.work.settle()
    qtbot.waitUntil(desk.tasks.idle)


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, mods: Qt.KeyboardModifier = PLAIN) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key, mods)


def planned(desk: RememberingDesk) -> list[tuple[int, str, str]]:
    rows = visits.between(desk.workspace, TODAY, dt.date(2026, 12, 6))
    return [(row.visit.on.day, row.customer, row.visit.staff) for row in rows]


def suggested(screen: VisitsScreen) -> list[str]:
    return [item.title for item in screen.side.picker.suggested.list.items()]


def test_that_the_suggestions_stand_first_with_their_reasons(screen: VisitsScreen) -> None:
    picker = screen.side.picker
    assert picker.tabs.currentIndex() == SUGGESTED
    assert suggested(screen) == ["张伟", "王芳", "李娜"]
    reasons = picker.suggested.list.items()[0].payload.reasons
    assert [one.text for one in reasons] == ["Follow-up due today: 送样品"]


def test_that_enter_plans_one_after_the_other_and_a_digit_chooses_the_day(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = screen.side.picker.suggested.list
    press(qtbot, found, Qt.Key.Key_2)
    settled(qtbot, desk, screen)
    assert screen.bar.day() == TUESDAY
    assert screen.side.picker.add_button.text() == "Add to Tue 24 Nov"
    press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, screen)
    assert planned(desk) == [(24, "张伟", "")]
    assert suggested(screen) == ["王芳", "李娜"]
    reasons = found.items()[0].payload.reasons
    assert reasons[-1].text == "In the same district as 张伟"
    press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, screen)
    assert planned(desk) == [(24, "张伟", ""), (24, "王芳", "")]
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert planned(desk) == [(24, "张伟", "")]


def test_that_keys_faster_than_the_list_plan_each_customer_once(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = screen.side.picker.suggested.list
    for _press in range(6):
        press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, screen)
    assert [name for _day, name, _staff in planned(desk)] == ["张伟", "王芳", "李娜"]
    assert suggested(screen) == []


def test_that_nobody_is_picked_by_itself_once_a_suggestion_is_dropped_on_a_day(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = screen.side.picker.suggested.list
    found.setFocus()
    found.go_to(0)
    first = found.visualRect(found.cards.index(0)).center()
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, PLAIN, first)
    ids = found.chosen_ids()
    assert len(ids) == 1 and screen.side.picker.ids() == ids
    drop_on(screen.plan.week.cards[1].list, drags.CUSTOMERS, ids)
    settled(qtbot, desk, screen)
    assert suggested(screen) == ["王芳", "李娜"]
    assert screen.side.picker.ids() == []
    screen.refresh()
    settled(qtbot, desk, screen)
    assert screen.side.picker.ids() == []


def test_that_the_person_whose_row_is_at_hand_gets_what_is_added(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.bar.by_staff.click()
    settled(qtbot, desk, screen)
    week = screen.plan.week
    cell = next(c for c in week.cards if (c.list.staff, c.list.day) == ("小王", TUESDAY))
    cell.list.setFocus()
    settled(qtbot, desk, screen)
    assert screen.side.picker.add_button.text() == "Add to Tue 24 Nov for 小王"
    assert [c for c in week.cards if c.property("chosen")] == [cell]
    press(qtbot, screen.side.picker.suggested.list, Qt.Key.Key_Return)
    settled(qtbot, desk, screen)
    assert planned(desk) == [(24, "张伟", "小王")]
    screen.bar.by_staff.click()
    settled(qtbot, desk, screen)
    assert screen.side.picker.add_button.text() == "Add to Tue 24 Nov"


def test_that_who_is_shown_alone_gets_what_is_added_also_after_another_was(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for customer_id, name in zip(people, ("小李", "小王"), strict=False):
        screen.bar.staff.set_key(name)
        screen.refresh()
        settled(qtbot, desk, screen)
        assert screen.side.picker.add_button.text() == f"Add to Mon 23 Nov for {name}"
        drop_on(screen.plan.week.cards[0].list, drags.CUSTOMERS, [customer_id])
        settled(qtbot, desk, screen)
    screen.bar.staff.set_key("")
    screen.refresh()
    settled(qtbot, desk, screen)
    assert sorted(staff for _day, _name, staff in planned(desk)) == ["小李", "小王"]
    assert screen.side.picker.add_button.text() == "Add to Mon 23 Nov"


def test_that_several_suggestions_are_dragged_into_a_day_at_a_place(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[4:], TUESDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    found = screen.side.picker.suggested.list
    found.selectAll()
    ids = found.chosen_ids()
    assert len(ids) == 3
    tuesday = screen.plan.week.cards[1].list
    first = tuesday.visualItemRect(tuesday.item(0))
    drop_on(tuesday, drags.CUSTOMERS, ids, first.topLeft() + QPoint(5, 3))
    settled(qtbot, desk, screen)
    assert [name for _day, name, _staff in planned(desk)] == [
        "张伟",
        "王芳",
        "李娜",
        "欧阳·娜娜",
    ]
    assert len(history.recent(desk.workspace, 1)[0].text) > 0
    assert suggested(screen) == []


def test_that_a_visit_goes_to_the_next_day_with_ctrl_right_and_stays_chosen(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:2], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.plan.week.focus_day(MONDAY)
    monday = screen.plan.week.cards[0].list
    qtbot.keyClick(monday, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk, screen)
    assert planned(desk) == [(23, "李娜", ""), (24, "张伟", "")]
    current = screen.plan.current_row()
    assert current is not None and current.customer == "张伟"
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert [day for day, _name, _staff in planned(desk)] == [23, 23]


def test_that_alt_down_changes_the_order_on_the_board(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:3], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.plan.week.focus_day(MONDAY)
    monday = screen.plan.week.cards[0].list
    qtbot.keyClick(monday, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.row.customer for line in monday.lines()] == ["李娜", "张伟", "王芳"]
    settled(qtbot, desk, screen)
    assert [name for _day, name, _staff in planned(desk)] == ["李娜", "张伟", "王芳"]


def test_that_a_week_is_planned_for_two_staff(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:2], MONDAY)
    screen.bar.by_staff.click()
    settled(qtbot, desk, screen)
    board = screen.plan.week
    # Nobody's visits stand first, then the places of both.
    assert [card.list.staff for card in board.cards[::7]] == ["", "小李", "小王"]
    ids = [line.row.visit.id for line in board.cards[0].list.lines()]
    drop_on(board.cards[7].list, drags.VISITS, ids[:1])
    settled(qtbot, desk, screen)
    assert planned(desk) == [(23, "李娜", ""), (23, "张伟", "小李")]
    found = screen.side.picker.suggested.list
    wang = next(c for c in board.cards if (c.list.day, c.list.staff) == (TUESDAY, "小王"))
    drop_on(wang.list, drags.CUSTOMERS, [found.items()[0].id])  # type: ignore[list-item]
    settled(qtbot, desk, screen)
    assert planned(desk)[-1] == (24, "王芳", "小王")
    assert screen.header.findChildren(QWidget)
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert len(planned(desk)) == 2


def test_that_s_assigns_the_chosen_visits(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:2], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.plan.week.focus_day(MONDAY)
    screen.plan.week.cards[0].list.selectAll()
    assert screen.planner.assign.isEnabled()
    menu = screen.planner.staff_menu()
    assert [one.text() for one in menu.actions() if one.text()] == [
        "&1 小李",
        "&2 小王",
        "Nobody yet",
    ]
    menu.actions()[1].trigger()
    settled(qtbot, desk, screen)
    assert planned(desk) == [(23, "张伟", "小王"), (23, "李娜", "小王")]


def test_that_the_times_of_a_day_are_filled_in_and_cleared(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:3], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.planner.times.trigger()
    form = screen.side.times
    form.start.set_text("8:30")
    form.pause_from.set_text("12:00")
    form.pause_to.set_text("11:00")
    form.save()
    assert screen.side.form_open()
    form.pause_to.set_text("13:00")
    form.minutes.setValue(60)
    form.save()
    settled(qtbot, desk, screen)
    rows = visits.between(desk.workspace, MONDAY, MONDAY)
    assert [f"{row.visit.at:%H:%M}" for row in rows] == ["08:30", "10:00", "13:00"]
    assert visit_times.time_plan(desk.workspace).minutes == 60
    screen.planner.times.trigger()
    form.clear_button.click()
    settled(qtbot, desk, screen)
    assert [row.visit.at for row in visits.between(desk.workspace, MONDAY, MONDAY)] == [None] * 3


def test_that_enter_in_any_field_fills_in_the_times_and_the_button_is_in_sight_on_a_small_screen(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:1], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.resize(1100, 560)
    form = screen.side.times
    for box in (form.start, form.minutes, form.far, form.pause_to):
        screen.planner.times.trigger()
        button = form.save_button
        below = button.mapTo(screen, button.rect().bottomLeft()).y()
        assert button.isVisible() and below < screen.height()
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert not screen.side.form_open()
    settled(qtbot, desk, screen)
    assert [row.visit.at for row in visits.between(desk.workspace, MONDAY, MONDAY)] == [dt.time(9)]


def test_that_a_tab_of_the_picker_tells_only_whom_its_button_would_add(
    screen: VisitsScreen, qtbot: QtBot
) -> None:
    picker = screen.side.picker
    picker.suggested.list.selectAll()
    assert picker._chosen.text().startswith("3 picked: ")
    bar = picker.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, PLAIN, bar.tabRect(SEARCH).center())
    assert picker._chosen.text() == "0 picked"
    assert picker.search.finder.isAncestorOf(screen.focusWidget())
    picker.plan()
    assert not picker.error.isHidden()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, PLAIN, bar.tabRect(SUGGESTED).center())
    assert picker._chosen.text().startswith("3 picked: ")
    assert picker.error.isHidden()


def test_that_the_list_of_a_day_tells_whose_each_visit_is_where_several_go(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for who, name in zip(people, ("小李", "小王"), strict=False):
        visits.plan_visits(desk.workspace, [who], MONDAY, staff=name)
    screen.bar.set_view("day")
    settled(qtbot, desk, screen)
    header = screen.plan.table.horizontalHeader()

    def in_sight() -> list[str]:
        titles = screen.plan.model.columns
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [titles[place].key for place in places if not header.isSectionHidden(place)]

    assert in_sight()[:4] == ["number", "time", "name", "staff"]
    screen.bar.staff.set_key("小李")
    settled(qtbot, desk, screen)
    assert in_sight()[:4] == ["number", "time", "name", "status"]


def test_that_warnings_stand_on_the_board_and_over_the_list_of_a_day(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    factories.complain(desk.workspace, people[0])
    visits.plan_visits(desk.workspace, people[:1], MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    board = screen.plan.week
    (line,) = board.cards[0].list.lines()
    assert line.warnings == line.alarms == ("Open complaint TS-2026-0001 since today",)
    assert board.cards[6]._notes.text() == "The shop is closed"
    screen.show_day(MONDAY)
    settled(qtbot, desk, screen)
    assert screen.plan._notes.words.text() == "张伟: Open complaint TS-2026-0001 since today"
    name = screen.plan.model.index(0, 2)
    assert name.data(Qt.ItemDataRole.ForegroundRole) == tokens.ink("danger")
    assert screen.plan._notes.isVisibleTo(screen.plan)
    screen.bar.set_day(TUESDAY)
    settled(qtbot, desk, screen)
    assert not screen.plan._notes.isVisibleTo(screen.plan)


def test_that_customers_are_dropped_between_the_rows_of_a_day(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[3:], MONDAY)
    screen.show_day(MONDAY)
    settled(qtbot, desk, screen)
    model = screen.plan.model
    data = drags.carried(drags.CUSTOMERS, people[:1])
    model.dropMimeData(data, Qt.DropAction.CopyAction, 1, 0, model.index(-1, -1))
    settled(qtbot, desk, screen)
    assert [name for _day, name, _staff in planned(desk)] == [
        "Anna <b>Smith</b>",
        "张伟",
        "欧阳·娜娜",
    ]


def test_that_three_days_are_shown_from_the_chosen_one(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.bar.span.set_key("3")
    settled(qtbot, desk, screen)
    assert screen.bar.days() == (MONDAY, TUESDAY, dt.date(2026, 11, 25))
    screen.bar.set_day(TUESDAY)
    assert screen.bar.days()[0] == MONDAY
    screen.bar.set_day(TOMORROW)
    settled(qtbot, desk, screen)
    assert screen.bar.days()[0] == TOMORROW
    assert len(screen.plan.week.cards) == 3
    visits.plan_visits(desk.workspace, [desk.add_customer("张伟")], TOMORROW)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.print_button.click()
    assert desk.asked[-1] == ("print_schedule", TOMORROW, 3, "")


def test_that_the_view_is_remembered(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.bar.span.set_key("5")
    screen.bar.by_staff.click()
    settled(qtbot, desk, screen)
    again = VisitsScreen(desk)
    qtbot.addWidget(again)
    assert (again.bar.view, again.bar.span.key()) == ("week", "5")
    assert again.bar.by_staff.isChecked()

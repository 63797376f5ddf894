"""The screen of the visits: customers are picked and planned, and what is missing is said."""

from __future__ import annotations

import datetime as dt
from threading import Event

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.choices import STAFF
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import choices, followups, history, visits
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.parts.customer_picker import Picked
from crmdesk.ui.visits.picker import DUE, FILTER, VisitPicker
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW
from tests.ui.visits.hands import names, press, settled


def test_that_an_empty_day_says_so_and_offers_the_first_step(screen: VisitsScreen) -> None:
    shown = [w for w in screen.findChildren(QWidget) if getattr(w, "text", None)]
    words = [w.text() for w in shown if callable(w.text) and not w.isHidden()]
    assert "No visits on Sat 21 Nov yet." in words
    assert "Those who are due" in words


def test_that_picked_customers_are_added_to_the_chosen_day(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    screen.bar.set_day(TOMORROW)
    screen.plan_customers(people[:3])
    settled(qtbot, desk, screen)
    assert screen.side.picker.add_button.text() == "Add to Sun 22 Nov"
    screen.side.picker.fields.purpose.setText("送样品")
    screen.side.picker.fields.staff.setEditText("小王")
    screen.side.picker.fields.time.set_text("下午3点")
    screen.side.picker.add_button.click()
    settled(qtbot, desk, screen)
    assert names(screen) == ["张伟", "李娜", "王芳"]
    visit = screen.plan.rows()[0].visit
    assert (visit.on, visit.at, visit.purpose) == (TOMORROW, dt.time(15), "送样品")
    assert visit.staff == "小王"
    assert screen.side.picker.ids() == []


def test_that_a_visit_lands_on_the_day_that_was_typed_key_by_key(
    desk: RememberingDesk, screen: VisitsScreen, people: list[int], qtbot: QtBot
) -> None:
    line = screen.bar.date.line
    line.setFocus()
    for day in ("2026-12-28", "2026-12-15"):
        line.selectAll()
        for count, letter in enumerate(day, start=1):
            qtbot.keyClick(line, letter)
            qtbot.waitUntil(desk.tasks.idle)
            assert line.text() == day[:count]
    line.selectAll()
    qtbot.keyClicks(line, "2026-12-1")
    qtbot.keyClicks(line, "6")
    screen.side.picker.pick_ids(people[:1])
    qtbot.waitUntil(lambda: screen.side.picker.ids() == people[:1])
    screen.side.picker.plan()
    qtbot.waitUntil(desk.tasks.idle)
    day = dt.date(2026, 12, 16)
    assert [row.visit.customer_id for row in visits.between(desk.workspace, day, day)] == people[:1]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2026-12-2")
    assert screen.bar.day() == day
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (screen.bar.day(), line.text()) == (dt.date(2026, 12, 2), "2026-12-02")


def test_that_planning_over_several_days_is_one_step_that_can_be_undone(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    screen.side.picker.pick_ids(people)
    settled(qtbot, desk, screen)
    screen.side.picker.fields.days.setValue(2)
    screen.side.picker.fields.working_days.setChecked(True)
    screen.side.picker.plan()
    settled(qtbot, desk, screen)
    rows = visits.between(desk.workspace, TODAY, dt.date(2026, 12, 1))
    assert [row.visit.on.day for row in rows] == [23, 23, 23, 24, 24]
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert visits.between(desk.workspace, TODAY, dt.date(2026, 12, 1)) == []


def test_that_planning_without_anybody_says_what_to_do(screen: VisitsScreen) -> None:
    screen.side.picker.plan()
    assert "Pick somebody first" in screen.side.picker.error.text()


def test_that_the_filter_and_the_due_list_pick_and_drop_customers(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    followups.plan(desk.workspace, FollowUp(customer_id=people[3], due=TODAY, what="call"))
    picker = screen.side.picker
    picker.tabs.setCurrentIndex(DUE)
    settled(qtbot, desk, screen)
    assert [item.title for item in picker.due.list.items()] == ["Anna <b>Smith</b>"]
    press(qtbot, picker.due.list, Qt.Key.Key_Down)
    press(qtbot, picker.due.list, Qt.Key.Key_Return)
    assert picker.ids() == [people[3]]
    picker.tabs.setCurrentIndex(FILTER)
    settled(qtbot, desk, screen)
    picker.filter.grade.set_key("A")
    settled(qtbot, desk, screen)
    assert sorted(item.title for item in picker.filter.list.items()) == ["张伟", "王芳"]
    picker.filter.grade.set_key("")
    picker.filter.district.set_key("上城区")
    settled(qtbot, desk, screen)
    found = sorted(item.title for item in picker.filter.list.items())
    assert found == ["Anna <b>Smith</b>", "李娜"]
    picker.filter.district.set_key("")
    picker.filter.words.setText("古墩路")
    qtbot.waitUntil(lambda: len(picker.filter.list.items()) == 1)
    picker.filter.list.chosen.emit(picker.filter.list.items()[0])
    assert picker.ids() == [people[3], people[2]]
    picker._toggle(Picked(people[3], "Anna <b>Smith</b>"))
    assert picker.ids() == [people[2]]


def test_that_staff_is_added_where_a_name_is_missed(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    box = screen.bar.staff
    box.setCurrentIndex(box.count() - 1)
    assert (box.currentText(), screen.bar.staff_name()) == ("All staff", "")
    dialog = next(one for one in screen.children() if isinstance(one, Dialog))
    line = dialog.findChild(QLineEdit, "answer")
    assert line is not None
    line.setText("小周")
    dialog.accept()
    settled(qtbot, desk, screen)
    screen.refresh()
    settled(qtbot, desk, screen)
    assert choices.staff_names(desk.workspace) == ["小周"]
    assert [box.itemText(at) for at in range(box.count())] == ["All staff", "小周", "Add staff…"]
    box.set_key("小周")
    assert screen.bar.staff_name() == "小周"


def test_that_keys_in_the_closed_list_of_staff_stop_at_the_last_name(
    qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen
) -> None:
    desk.done(choices.add(desk.workspace, STAFF, "小周"))
    qtbot.waitUntil(desk.tasks.idle)
    box = screen.bar.staff
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        press(qtbot, box, key)
        assert screen.bar.staff_name() == "小周"
    assert screen.findChildren(Dialog) == []
    press(qtbot, box, Qt.Key.Key_Up)
    assert screen.bar.staff_name() == ""


def test_that_a_day_without_visits_has_nothing_to_print_or_to_enter_and_says_so(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for one in (screen.results_button, screen.print_button):
        assert not one.isEnabled() and "no visits" in one.toolTip()
    visits.plan_visits(desk.workspace, people[:1], TOMORROW)
    screen.bar.set_view("week")
    screen.bar.set_day(TODAY)
    settled(qtbot, desk, screen)
    assert screen.print_button.isEnabled() and not screen.results_button.isEnabled()
    screen.bar.set_day(TOMORROW)
    settled(qtbot, desk, screen)
    assert screen.results_button.isEnabled() and "no visits" not in screen.results_button.toolTip()


def test_that_the_list_of_a_day_goes_person_by_person_and_in_time_as_on_paper(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan = ((0, "小王", 10), (1, "小李", 11), (2, "小王", 9), (3, "小李", 9), (4, "", 8))
    for place, staff, hour in plan:
        at = dt.time(hour)
        visits.plan_visits(desk.workspace, [people[place]], TODAY, at=at, staff=staff)
    screen.refresh()
    settled(qtbot, desk, screen)
    model = screen.plan.model
    columns = ("number", "time", "staff")
    keys = [one.key for one in model.columns]
    told = [
        tuple(model.index(line, keys.index(key)).data() for key in columns)
        for line in range(model.rowCount())
    ]
    assert told == [
        ("1", "09:00", "小李"),
        ("2", "11:00", "小李"),
        ("1", "09:00", "小王"),
        ("2", "10:00", "小王"),
        ("1", "08:00", ""),
    ]


def test_that_an_order_against_the_times_is_not_written_and_the_reason_is_told(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for hour, one in ((9, people[0]), (10, people[1])):
        visits.plan_visits(desk.workspace, [one], TODAY, at=dt.time(hour))
    screen.refresh()
    settled(qtbot, desk, screen)
    before = len(history.recent(desk.workspace))
    press(qtbot, screen.plan.table, Qt.Key.Key_Home)
    press(qtbot, screen.plan.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, desk, screen)
    assert "fixed times say who is first" in desk.changes[-1].message
    assert len(history.recent(desk.workspace)) == before


def test_that_names_that_arrive_after_the_screen_is_gone_are_nobodys_trouble(
    desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    picker = VisitPicker(desk)
    qtbot.waitUntil(desk.tasks.idle)
    gate = Event()
    for _reader in range(3):
        desk.tasks.read(lambda: gate.wait(60), lambda _over: None)
    picker.pick_ids(people)
    shiboken6.delete(picker)
    gate.set()
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.failures == []

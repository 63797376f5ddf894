"""The visits screen as a user works with it: plan, order, results in sheet order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Spot
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.services import choices, customers, followups, history, visit_forms, visits
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.parts.customer_picker import Picked
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.picker import DUE, FILTER
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    made = VisitsScreen(desk)
    desk.screens.append(made)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitUntil(desk.tasks.idle)
    yield made
    desk.screens.clear()


def settled(qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen) -> None:
    screen.work.settle()
    qtbot.waitUntil(desk.tasks.idle)


def names(screen: VisitsScreen) -> list[str]:
    return [row.customer for row in screen.plan.rows()]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, mods: object = None) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier if mods is None else mods
    widget.setFocus()
    qtbot.keyClick(widget, key, modifiers)


def plan_all(desk: RememberingDesk, screen: VisitsScreen, people: list[int], qtbot: QtBot) -> None:
    visits.plan_visits(desk.workspace, people, TODAY)
    screen.refresh()
    settled(qtbot, desk, screen)


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


def test_that_alt_up_and_down_change_the_order_as_one_step(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.plan.table.select_id(screen.plan.rows()[0].visit.id)
    for _time in range(2):
        press(qtbot, screen.plan.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(screen)[:3] == ["李娜", "王芳", "张伟"]
    before = len(history.recent(desk.workspace))
    settled(qtbot, desk, screen)
    assert len(history.recent(desk.workspace)) == before + 1
    stored = visits.between(desk.workspace, TODAY, TODAY)
    assert [row.customer for row in stored] == names(screen)
    press(qtbot, screen.plan.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(screen)[1] == "张伟"
    # Its pause must not end in the next test.
    settled(qtbot, desk, screen)


def test_that_dropping_a_row_elsewhere_changes_the_order(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    model = screen.plan.model
    data = model.mimeData([model.index(4, 0)])
    assert data.hasFormat(drags.VISITS)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    settled(qtbot, desk, screen)
    assert names(screen)[0] == "欧阳·娜娜"
    stored = visits.between(desk.workspace, TODAY, TODAY)
    assert [row.customer for row in stored] == names(screen)
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_that_visits_can_be_ordered_by_district(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.planner.by_district.trigger()
    settled(qtbot, desk, screen)
    districts = [row.district for row in screen.plan.rows()]
    assert districts == sorted(districts, key=lambda name: (name == "", name))


def test_that_results_are_typed_in_sheet_order_by_keys_alone(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    table = screen.plan.table
    table.select_id(screen.plan.rows()[0].visit.id)
    press(qtbot, table, Qt.Key.Key_D)
    assert screen.side.form_open()
    settled(qtbot, desk, screen)
    assert screen.side.finish.next_date.date() == TODAY + dt.timedelta(14)
    screen.side.finish.outcome.setPlainText("签约")
    qtbot.keyClick(
        screen.side.finish.outcome, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    settled(qtbot, desk, screen)
    assert [row.visit.status for row in screen.plan.rows()][:2] == [DONE, PLANNED]
    assert screen.plan.current_row() is not None
    assert screen.plan.current_row().customer == "李娜"  # type: ignore[union-attr]
    told = [item.text for item in customers.timeline(desk.workspace, people[0])]
    assert "签约" in told
    press(qtbot, table, Qt.Key.Key_X)
    settled(qtbot, desk, screen)
    assert screen.plan.rows()[1].visit.status == MISSED
    press(qtbot, table, Qt.Key.Key_P)
    settled(qtbot, desk, screen)
    assert screen.plan.rows()[1].visit.status == PLANNED


def test_that_m_moves_the_chosen_visits_to_another_day(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.plan.table.selectAll()
    press(qtbot, screen.plan.table, Qt.Key.Key_M)
    form = screen.side.move_form
    assert form.day.date() == TOMORROW
    form.day.set_date(TODAY)
    form.save()
    assert screen.side.form_open()
    form.day.set_date(TOMORROW)
    form.save()
    settled(qtbot, desk, screen)
    assert {row.visit.status for row in screen.plan.rows()} == {MOVED}
    moved = visits.between(desk.workspace, TOMORROW, TOMORROW)
    assert [row.customer for row in moved] == names(screen)
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert visits.between(desk.workspace, TOMORROW, TOMORROW) == []


def test_that_time_purpose_and_staff_are_changed_in_the_small_form(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    choices.add(desk.workspace, "staff", "李经理")
    press(qtbot, screen.plan.table, Qt.Key.Key_F2)
    form = screen.side.edit
    form.time.set_text("25:99")
    form.save()
    assert screen.side.form_open()
    form.time.set_text("930")
    form.purpose.setText("收款")
    form.staff.setEditText("李经理")
    form.save()
    settled(qtbot, desk, screen)
    visit = screen.plan.rows()[0].visit
    assert (visit.at, visit.purpose, visit.staff) == (dt.time(9, 30), "收款", "李经理")
    screen.bar.staff.set_key("李经理")
    settled(qtbot, desk, screen)
    assert names(screen) == ["张伟"]


def test_that_removed_visits_come_back_with_undo(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.plan.table.selectAll()
    press(qtbot, screen.plan.table, Qt.Key.Key_Delete)
    settled(qtbot, desk, screen)
    assert names(screen) == []
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    screen.refresh()
    settled(qtbot, desk, screen)
    assert len(names(screen)) == 5


def test_that_the_week_shows_counts_and_moves_visits_between_days(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.bar.set_view("week")
    settled(qtbot, desk, screen)
    board = screen.plan.week
    assert [card.list.count() for card in board.cards] == [0, 0, 0, 0, 0, 5, 0]
    visit_id = screen.plan.rows()[0].visit.id
    board.put_wanted.emit([visit_id], Spot(TOMORROW))
    settled(qtbot, desk, screen)
    assert [card.list.count() for card in board.cards][5:] == [5, 1]
    board.focus_day(TOMORROW)
    assert screen.plan.current_row().customer == "张伟"  # type: ignore[union-attr]
    board.day_wanted.emit(TOMORROW)
    settled(qtbot, desk, screen)
    assert (screen.bar.view, screen.bar.day(), names(screen)) == ("day", TOMORROW, ["张伟"])


def test_that_the_phone_is_copied_and_the_customer_opened(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    press(qtbot, screen.plan.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "13800138001"
    press(qtbot, screen.plan.table, Qt.Key.Key_O)
    assert desk.asked == [("open_customer", people[0])]


def test_that_print_asks_for_the_shown_days(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    plan_all(desk, screen, people, qtbot)
    screen.print_button.click()
    screen.bar.set_view("week")
    screen.print_button.click()
    assert desk.asked == [
        ("print_schedule", TODAY, 1, ""),
        ("print_schedule", dt.date(2026, 11, 16), 7, ""),
    ]


def test_that_a_visit_is_given_a_form_by_its_purpose_or_by_hand(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for name in ("Measuring", "Return visit"):
        form = VisitForm(name=name, purposes=(name,), questions=(Question("宽"),))
        visit_forms.save(desk.workspace, form)
    plan_all(desk, screen, people, qtbot)
    screen.tools.ask_edit()
    settled(qtbot, desk, screen)
    edit = screen.side.edit
    assert edit.which.key() == ""
    qtbot.keyClicks(edit.purpose, "first return visit")
    assert edit.which.text() == "Return visit"
    edit.save()
    settled(qtbot, desk, screen)
    assert screen.plan.rows()[0].visit.form == "f2"
    screen.tools.ask_edit()
    settled(qtbot, desk, screen)
    edit.which.set_key("f1")
    edit.save()
    settled(qtbot, desk, screen)
    assert screen.plan.rows()[0].visit.form == "f1"
    visit_forms.remove(desk.workspace, "f1")
    screen.tools.ask_edit()
    settled(qtbot, desk, screen)
    assert edit.which.text() == "A form that was removed"


def test_that_the_forms_of_the_chosen_visits_are_printed(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    form = VisitForm(name="量尺", purposes=("量尺",), questions=(Question("宽"),))
    visit_forms.save(desk.workspace, form)
    visits.plan_visits(desk.workspace, people[:2], TODAY, purpose="量尺")
    plan_all(desk, screen, people[2:], qtbot)
    action = screen.tools.by_key["form"]
    assert action.isEnabled()
    action.trigger()
    first = visits.between(desk.workspace, TODAY, TODAY)[0].visit.id
    asked = {"start": TODAY, "days": 1, "ids": (first,)}
    assert desk.asked[-1] == ("print_style", "visit_form", asked)
    screen.plan.table.select_id(visits.between(desk.workspace, TODAY, TODAY)[2].visit.id)
    screen.tools.suit()
    assert not action.isEnabled()


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

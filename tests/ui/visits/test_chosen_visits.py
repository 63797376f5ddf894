"""What is done with the chosen visits: ordered, moved, changed, taken off, printed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Spot
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.services import choices, customers, history, visit_forms, visits
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW
from tests.ui.visits.hands import names, press, settled


def plan_all(desk: RememberingDesk, screen: VisitsScreen, people: list[int], qtbot: QtBot) -> None:
    visits.plan_visits(desk.workspace, people, TODAY)
    screen.refresh()
    settled(qtbot, desk, screen)


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

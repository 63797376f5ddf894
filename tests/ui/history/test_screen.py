"""Taking things back from the undo list, also on another day."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.services import customers, workspace
from crmdesk.ui.history.screen import PAGE, HistoryScreen
from crmdesk.ui.parts.undoing import EditedSinceDialog
from tests.ui.desks import RememberingDesk, shown


def opened(qtbot: QtBot, desk: RememberingDesk) -> HistoryScreen:
    screen = HistoryScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def question(screen: HistoryScreen) -> EditedSinceDialog:
    return next(one for one in screen.children() if isinstance(one, EditedSinceDialog))


def test_that_an_empty_list_says_what_it_is_for(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    assert screen.empty.isVisible()
    assert screen.lines == []


def test_that_a_step_is_taken_back_after_the_program_was_closed_and_opened_again(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada")
    workspace.close(desk.workspace)
    desk.workspace = workspace.open_workspace(desk.workspace.path, clock=desk.workspace.clock)
    screen = opened(qtbot, desk)
    assert [line.text.text() for line in screen.lines] == ["Added Ada"]
    assert screen.lines[0].details.text() == "09:00 · Li"
    qtbot.mouseClick(screen.lines[0].undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.tasks.idle)
    assert workspace.is_empty(desk.workspace)
    assert [line.text.text() for line in screen.lines] == ["Took back: Added Ada", "Added Ada"]
    assert screen.lines[1].undo.isHidden()
    assert screen.lines[1].details.text().endswith("undone")
    assert person > 0


def test_that_the_keyboard_moves_between_lines_and_takes_one_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for name in ("Ada", "Bo", "Cy"):
        desk.add_customer(name)
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    assert screen.lines[1].undo.hasFocus()
    qtbot.keyClick(screen.lines[1].undo, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.lines[0].text.text() == "Took back: Added Bo"
    assert customers.count_all(desk.workspace) == 2


def test_that_customers_changed_since_are_asked_about_one_by_one(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ids = [desk.add_customer(name) for name in ("Ada", "Bo")]
    made = customers.add_tag(desk.workspace, ids, "vip").operation_id
    for customer_id in ids:
        person = customers.get(desk.workspace, customer_id)
        customers.save(desk.workspace, dataclasses.replace(person, notes="rang"))
    screen = opened(qtbot, desk)
    screen.undo(made)
    qtbot.waitUntil(desk.tasks.idle)
    dialog = question(screen)
    assert [dialog.list.item(row).text() for row in range(2)] == ["Ada", "Bo"]
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.kept() == {ids[1]}
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.tasks.idle)
    assert [customers.get(desk.workspace, one).tags for one in ids] == [(), ("vip",)]


def test_that_all_of_them_can_be_taken_back_at_once(qtbot: QtBot, desk: RememberingDesk) -> None:
    ids = [desk.add_customer(name) for name in ("Ada", "Bo")]
    made = customers.add_tag(desk.workspace, ids, "vip").operation_id
    customers.add_tag(desk.workspace, ids, "new")
    screen = opened(qtbot, desk)
    screen.undo(made)
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.mouseClick(question(screen).take_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.tasks.idle)
    assert [customers.get(desk.workspace, one).tags for one in ids] == [("new",), ("new",)]


def test_that_closing_the_question_changes_nothing(qtbot: QtBot, desk: RememberingDesk) -> None:
    person = desk.add_customer("Ada")
    made = customers.add_tag(desk.workspace, [person], "vip").operation_id
    customers.add_tag(desk.workspace, [person], "new")
    screen = opened(qtbot, desk)
    screen.undo(made)
    qtbot.waitUntil(desk.tasks.idle)
    question(screen).reject()
    qtbot.waitUntil(desk.tasks.idle)
    assert set(customers.get(desk.workspace, person).tags) == {"vip", "new"}


def test_that_older_steps_come_on_demand(qtbot: QtBot, desk: RememberingDesk) -> None:
    for number in range(PAGE + 3):
        desk.add_customer(f"Customer {number}")
    screen = opened(qtbot, desk)
    assert len(screen.lines) == PAGE
    qtbot.mouseClick(screen.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.tasks.idle)
    assert len(screen.lines) == PAGE + 3
    assert screen.more.isHidden()


def test_that_the_line_with_the_focus_is_in_sight(qtbot: QtBot, desk: RememberingDesk) -> None:
    for number in range(20):
        desk.add_customer(f"Customer {number}")
    screen = opened(qtbot, desk)
    for _press in range(20):
        qtbot.keyClick(screen, Qt.Key.Key_Down)
    last = screen.lines[-1].undo
    assert last.hasFocus()
    assert 0 <= last.mapTo(screen, last.rect().topLeft()).y() < screen.height() - last.height()

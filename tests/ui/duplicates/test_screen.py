"""Duplicates are found, compared side by side, merged and set apart, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.services import activities, customers, duplicates, history
from crmdesk.ui.duplicates.choosing import ATTACHED, PART
from crmdesk.ui.duplicates.compare_model import RESULT, STATE_ROLE
from crmdesk.ui.duplicates.screen import DuplicatesScreen
from tests.ui.desks import TODAY, RememberingDesk, shown

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, desk: RememberingDesk) -> DuplicatesScreen:
    screen = DuplicatesScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def titles(screen: DuplicatesScreen) -> list[str]:
    return [item.title for item in screen.list.items()]


def row_of(screen: DuplicatesScreen, key: str) -> int:
    return screen.pane.model.keys.index(key)


def cell(screen: DuplicatesScreen, key: str, column: int) -> str:
    model = screen.pane.model
    return str(model.index(row_of(screen, key), column).data())


def click(qtbot: QtBot, screen: DuplicatesScreen, key: str, column: int) -> None:
    table = screen.pane.table
    table.fit()
    index = screen.pane.model.index(row_of(screen, key), column)
    table.scrollTo(index)
    where = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_that_nothing_found_is_said(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("Anna", "13800138000")
    screen = opened(qtbot, desk)
    assert screen.empty.isVisible()
    assert screen.empty.text() == "No duplicates were found"
    screen.leave()


def add_pairs(desk: RememberingDesk) -> list[int]:
    first = desk.add_customer("Anna Bell", "13800138000", grade="A", notes="tea")
    second = desk.add_customer("Anna Bell", "13800138000", grade="B", notes="quiet")
    third = desk.add_customer("Bo Lind", "13900139000")
    fourth = desk.add_customer("Bo Lind", "13900139000", birthday=Birthday(5, 3, 1990))
    fifth = desk.add_customer("Bo Linde", "13900139000", staff="Li")
    desk.changes.clear()
    return [first, second, third, fourth, fifth]


def test_that_groups_are_listed_with_the_reason_and_compared(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    add_pairs(desk)
    screen = opened(qtbot, desk)
    assert titles(screen) == ["Anna Bell", "Bo Lind / Bo Linde"]
    first = screen.list.items()[0]
    assert (first.right, first.subtitle) == ("88 %", "same phone 13800138000 · same name")
    assert screen.pane.score.text() == "88 %"
    assert screen.pane.model.keys == ["grade", "notes"]
    assert screen.pane.equal.text() == "4 equal fields"
    qtbot.mouseClick(screen.pane.equal, Qt.MouseButton.LeftButton)
    assert screen.pane.model.keys == ["grade", "notes", "name", "kind", "mobile", "created"]
    assert [cell(screen, "notes", column) for column in range(3)] == ["tea\nquiet", "tea", "quiet"]
    ModelTester(screen.pane.model).check(screen.pane.model)


def test_that_a_click_takes_a_value_and_merging_shows_the_next_group(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ids = add_pairs(desk)
    activities.note_contact(desk.workspace, Activity(customer_id=ids[1], on=TODAY, text="came"))
    screen = opened(qtbot, desk)
    assert cell(screen, ATTACHED, RESULT) == "1 entry"
    assert cell(screen, "grade", RESULT) == "A"
    click(qtbot, screen, "grade", 2)
    assert cell(screen, "grade", RESULT) == "B"
    click(qtbot, screen, "notes", 1)
    assert cell(screen, "notes", RESULT) == "quiet"
    qtbot.mouseClick(screen.pane.merge_button, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert desk.changes[-1].message == "1 customer was merged into Anna Bell."
    kept = customers.get(desk.workspace, ids[0])
    assert (kept.grade, kept.notes) == ("B", "quiet")
    assert [one.text for one in customers.timeline(desk.workspace, ids[0])] == ["came"]
    assert titles(screen) == ["Bo Lind / Bo Linde"]
    assert screen.pane.model.keys[0] == PART


def test_that_everything_works_without_the_mouse(qtbot: QtBot, desk: RememberingDesk) -> None:
    ids = add_pairs(desk)
    screen = opened(qtbot, desk)
    assert screen.list.hasFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    settled(qtbot, desk)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    table = screen.pane.table
    assert table.hasFocus()
    assert screen.pane.merge_button.text() == "Merge 3"
    table.setCurrentIndex(screen.pane.model.index(row_of(screen, PART), 3))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert screen.pane.merge_button.text() == "Merge 2"
    assert cell(screen, "birthday", RESULT) == "3 May 1990"
    assert table.currentIndex().data(STATE_ROLE) == "open"
    qtbot.keyClick(table, Qt.Key.Key_O, CTRL)
    assert desk.asked[-1] == ("open_customer", ids[4])
    qtbot.keyClick(table, Qt.Key.Key_Return, CTRL)
    settled(qtbot, desk)
    # The third stays to be looked at with the one the two became.
    assert titles(screen) == ["Anna Bell", "Bo Lind / Bo Linde"]
    assert screen.pane.group is not None and screen.pane.group.ids == (ids[3], ids[4])
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    settled(qtbot, desk)
    assert titles(screen) == ["Anna Bell"]
    assert [group.ids for group in duplicates.find(desk.workspace)] == [(ids[0], ids[1])]


def test_that_fewer_than_two_cannot_be_merged(qtbot: QtBot, desk: RememberingDesk) -> None:
    add_pairs(desk)
    screen = opened(qtbot, desk)
    screen.list.select_id(screen.list.items()[1].id)
    settled(qtbot, desk)
    for column in (1, 2):
        click(qtbot, screen, PART, column)
    assert not screen.pane.merge_button.isEnabled()
    assert not screen.pane.apart_button.isEnabled()
    before = len(desk.changes)
    screen.pane.merge()
    settled(qtbot, desk)
    assert len(desk.changes) == before


def test_that_undo_brings_the_group_back(qtbot: QtBot, desk: RememberingDesk) -> None:
    add_pairs(desk)
    screen = opened(qtbot, desk)
    screen.pane.merge()
    settled(qtbot, desk)
    assert len(titles(screen)) == 1
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert titles(screen) == ["Anna Bell", "Bo Lind / Bo Linde"]


def test_that_what_was_changed_meanwhile_is_shown_before_it_is_merged(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ids = add_pairs(desk)
    screen = opened(qtbot, desk)
    customers.set_field(desk.workspace, [ids[0]], "grade", "C")
    screen.pane.merge()
    settled(qtbot, desk)
    assert "changed meanwhile" in str(desk.failures.pop())
    assert cell(screen, "grade", 1) == "C"
    screen.pane.merge()
    settled(qtbot, desk)
    assert customers.get(desk.workspace, ids[0]).grade == "C"


def test_that_chosen_customers_are_compared_alone(qtbot: QtBot, desk: RememberingDesk) -> None:
    ids = add_pairs(desk)
    screen = DuplicatesScreen(desk)
    left: list[bool] = []
    screen.closed.connect(lambda: left.append(True))
    screen.compare([ids[0], ids[2]])
    shown(qtbot, desk, screen)
    assert screen.list.isHidden()
    assert cell(screen, "mobile", RESULT) == "13800138000\n13900139000"
    qtbot.keyClick(screen, Qt.Key.Key_Return, CTRL)
    settled(qtbot, desk)
    assert left == [True]
    assert customers.get(desk.workspace, ids[0]).all("mobile") == ("13800138000", "13900139000")
    qtbot.mouseClick(screen.again, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert screen.list.isVisible() and len(screen.groups) == 1


def test_that_somebody_who_is_gone_is_told(qtbot: QtBot, desk: RememberingDesk) -> None:
    ids = add_pairs(desk)
    screen = opened(qtbot, desk)
    customers.to_bin(desk.workspace, [ids[3]])
    screen.list.select_id(screen.list.items()[1].id)
    settled(qtbot, desk)
    assert screen.pane.nothing.isVisible()
    assert screen.pane.nothing.text().startswith("Bo Lind is in the bin.")

"""A list to tick off tells what is ticked and in which order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.check_list import CheckList

LINES = [("a", "Ada"), ("b", "<b>Bo</b>"), ("c", "Cy")]


@pytest.fixture
def ordered(qtbot: QtBot) -> CheckList:
    made = CheckList(ordered=True)
    qtbot.addWidget(made)
    made.set_lines(LINES, ["c", "a"])
    made.show()
    return made


def test_that_the_ticked_lines_come_first_in_their_order(ordered: CheckList) -> None:
    assert ordered.keys() == ["c", "a", "b"]
    assert ordered.ticked() == ["c", "a"]
    assert ordered.item(2).text() == "<b>Bo</b>"


def test_that_a_list_without_an_order_stays_in_its_own(qtbot: QtBot) -> None:
    plain = CheckList()
    qtbot.addWidget(plain)
    plain.set_lines(LINES, ["c", "a"])
    assert plain.keys() == ["a", "b", "c"]
    assert plain.ticked() == ["a", "c"]


def test_that_lines_are_ticked_and_moved_by_keyboard(qtbot: QtBot, ordered: CheckList) -> None:
    told: list[list[str]] = []
    ordered.changed.connect(lambda: told.append(ordered.ticked()))
    ordered.setCurrentRow(2)
    qtbot.keyClick(ordered, Qt.Key.Key_Space)
    qtbot.keyClick(ordered, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert told == [["c", "a", "b"], ["c", "b", "a"]]
    qtbot.keyClick(ordered, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(ordered, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ordered.ticked() == ["b", "c", "a"]
    assert len(told) == 3


def test_that_showing_lines_tells_of_no_change(ordered: CheckList) -> None:
    told: list[int] = []
    ordered.changed.connect(lambda: told.append(1))
    ordered.set_lines(LINES, ["b"])
    assert told == []
    ordered.tick("c")
    assert ordered.ticked() == ["b", "c"]
    assert told == [1]

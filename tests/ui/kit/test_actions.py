"""Buttons and their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.actions import action_inside, button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_enter_and_space_press_the_button_that_has_the_keyboard(
    qtbot: QtBot, key: Qt.Key
) -> None:
    pressed: list[str] = []
    made = button("Save", lambda: pressed.append("save"))
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, key)
    assert pressed == ["save"]
    made.setEnabled(False)
    qtbot.keyClick(made, key)
    assert pressed == ["save"]


def test_that_enter_in_a_field_or_with_ctrl_presses_no_button(qtbot: QtBot) -> None:
    pressed: list[str] = []
    page, line = QWidget(), QLineEdit()
    made = button("Save", lambda: pressed.append("save"))
    layout = QVBoxLayout(page)
    layout.addWidget(line)
    layout.addWidget(made)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


def test_that_keys_given_later_count_only_inside_as_well(qtbot: QtBot) -> None:
    done: list[str] = []
    page, inside, beside = QWidget(), QLineEdit(), QLineEdit()
    layout = QVBoxLayout(page)
    for line in (inside, beside):
        layout.addWidget(line)
    action = action_inside(inside, "Open", lambda: done.append("open"))
    action.setShortcuts(["F2", "F4"])
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    for line in (beside, inside):
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_F4)
    assert done == ["open"]

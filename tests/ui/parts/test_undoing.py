"""The question about the customers that were changed after what is being taken back."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.changes import EditedRecord
from crmdesk.ui.parts.undoing import MOST_ASKED, EditedSinceDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def asked(window: QWidget, count: int) -> tuple[EditedSinceDialog, list[Collection[int] | None]]:
    records = [EditedRecord(number, f"Customer {number}") for number in range(1, count + 1)]
    dialog = EditedSinceDialog(window, records)
    answers: list[Collection[int] | None] = []
    dialog.answered = answers.append
    dialog.open()
    return dialog, answers


@pytest.mark.parametrize(("words", "left"), [("Take them all back", 0), ("Leave all of them", 301)])
def test_that_very_many_customers_are_asked_about_once(
    window: QWidget, words: str, left: int
) -> None:
    dialog, answers = asked(window, MOST_ASKED + 1)
    assert not dialog.list.isVisible() and dialog.list.count() == 0
    assert any("301 customers" in label.text() for label in dialog.findChildren(QLabel))
    (chosen,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
    chosen.click()
    (leave,) = answers
    assert leave is not None and len(leave) == left


def test_that_a_few_customers_are_asked_about_one_by_one(window: QWidget) -> None:
    dialog, answers = asked(window, MOST_ASKED)
    assert dialog.list.isVisible() and dialog.list.count() == MOST_ASKED
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.go_on.click()
    assert answers == [set(range(2, MOST_ASKED + 1))]

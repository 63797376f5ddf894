from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.ui.kit import actions, dialogs
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.notices import NoticeBar
from crmdesk.ui.kit.tasks import Tasks

DATA = "<b>Anna</b>"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    dialogs._told.clear()
    yield made
    assert made.findChildren(Dialog) == [], "a dialog was left behind"


def press(dialog: Dialog, text: str) -> None:
    [found] = [b for b in dialog.findChildren(QPushButton) if b.text() == text]
    found.click()


def freed(qtbot: QtBot, dialog: Dialog) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def close(qtbot: QtBot, dialog: Dialog) -> None:
    dialog.close()
    freed(qtbot, dialog)


def test_that_every_dialog_is_freed_on_close(qtbot: QtBot, window: QWidget) -> None:
    made = [
        dialogs.confirm(window, "Sure?", lambda: None),
        dialogs.ask_text(window, "Name?", lambda text: None),
        dialogs.show_message(window, "Hello"),
        dialogs.show_shortcuts(window),
        dialogs.show_trouble(window, RuntimeError("bug")),
    ]
    for dialog in made:
        assert dialog is not None
        assert dialog.isVisible()
        close(qtbot, dialog)


def test_that_text_from_data_is_shown_as_it_is(qtbot: QtBot, window: QWidget) -> None:
    dialog = dialogs.confirm(window, f"Delete {DATA}?", lambda: None, detail=DATA)
    labels = dialog.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert DATA in [label.text() for label in labels]
    close(qtbot, dialog)


def test_that_yes_is_told_once_and_no_is_not_yes(qtbot: QtBot, window: QWidget) -> None:
    said: list[str] = []
    for answer in ("Delete", "Cancel"):
        dialog = dialogs.confirm(
            window,
            "Delete?",
            lambda: said.append("yes"),
            yes="Delete",
            danger=True,
            on_no=lambda: said.append("no"),
        )
        press(dialog, answer)
        freed(qtbot, dialog)
    assert said == ["yes", "no"]


def test_that_empty_text_is_not_taken(qtbot: QtBot, window: QWidget) -> None:
    said: list[str] = []
    dialog = dialogs.ask_text(window, "Name?", said.append, ok="Save")
    [line] = dialog.findChildren(QLineEdit)
    press(dialog, "Save")
    assert dialog.isVisible()
    line.setText("  Lee ")
    press(dialog, "Save")
    freed(qtbot, dialog)
    assert said == ["Lee"]


def test_that_an_expected_failure_is_a_notice_with_advice(window: QWidget) -> None:
    bar = NoticeBar(window)
    inner = QWidget(window)
    assert dialogs.show_trouble(inner, CrmError(f"No {DATA}.", "Try again.")) is None
    assert bar.isVisible()
    assert (bar.message.text(), bar.advice.text()) == (f"No {DATA}.", "Try again.")
    assert bar.message.textFormat() == Qt.TextFormat.PlainText
    assert bar.property("tone") == "danger"
    dialogs.show_trouble(inner, Cancelled("Stopped.", ""))
    assert bar.property("tone") == "info"
    assert not bar.advice.isVisible()


def test_that_a_failure_without_a_notice_bar_is_a_message(qtbot: QtBot, window: QWidget) -> None:
    dialog = dialogs.show_trouble(window, CrmError("No.", "Why."))
    assert dialog is not None
    assert [label.text() for label in dialog.findChildren(QLabel)] == ["No.", "Why."]
    close(qtbot, dialog)


def test_that_a_bug_is_logged_always_and_shown_once(
    qtbot: QtBot, window: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    bar = NoticeBar(window)
    shown = []
    for _time in range(3):
        try:
            raise KeyError(DATA)
        except KeyError as error:
            shown.append(dialogs.show_trouble(window, error))
    assert [dialog is None for dialog in shown] == [False, True, True]
    assert bar.isVisible()
    assert len(caplog.records) == 3
    dialog = shown[0]
    assert dialog is not None
    press(dialog, "Copy report")
    assert DATA in QGuiApplication.clipboard().text()
    assert "KeyError" in QGuiApplication.clipboard().text()
    close(qtbot, dialog)


def test_that_a_failed_write_is_not_called_safe(
    qtbot: QtBot, window: QWidget, tasks: Tasks
) -> None:
    bar = NoticeBar(window)
    shown: list[Dialog | None] = []

    def fail() -> None:
        raise KeyError("bug")

    def told(error: Exception) -> None:
        shown.append(dialogs.show_trouble(window, error))

    tasks.write(fail, None, told)
    qtbot.waitUntil(tasks.idle)
    (dialog,) = shown
    assert dialog is not None
    assert any("was not saved" in label.text() for label in dialog.findChildren(QLabel))
    close(qtbot, dialog)
    tasks.write(fail, None, told)
    qtbot.waitUntil(tasks.idle)
    assert "was not saved" in bar.advice.text()
    tasks.read(fail, lambda _none: None, told)
    qtbot.waitUntil(tasks.idle)
    assert shown[1:] == [None, None]
    assert "not saved" not in bar.advice.text() and "is safe" in bar.advice.text()


def test_that_shortcuts_are_listed_without_their_marks(qtbot: QtBot, window: QWidget) -> None:
    actions.make_action(window, "&New customer...", shortcut="Ctrl+N")
    actions.make_action(window, "客户(&C)", shortcut="Ctrl+2")
    actions.make_action(window, "No keys")
    lines = [("New customer", "Ctrl+N"), ("客户", "Ctrl+2")]
    assert actions.shortcuts_of(window) == {None: lines}


def test_that_shortcuts_stand_under_the_name_of_the_area_they_work_in(
    qtbot: QtBot, window: QWidget
) -> None:
    actions.make_action(window, "New customer", shortcut="Ctrl+N")
    area = QWidget(window)
    inner = QWidget(area)
    for one in (inner, area):
        actions.make_action(one, "Why?", shortcut="W")
    other = QWidget(window)
    actions.make_action(other, "Week", shortcut="W")
    dialog = dialogs.show_shortcuts(window, [(other, "Calendar"), (area, "Care")], "More later.")
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert texts[-10:] == [
        "Everywhere",
        "Ctrl+N",
        "New customer",
        "Calendar",
        "W",
        "Week",
        "Care",
        "W",
        "Why?",
        "More later.",
    ]
    close(qtbot, dialog)

from __future__ import annotations

import datetime as dt

import pytest
import shiboken6
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.date_edit import CalendarPopup, DateEdit, quick_text

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def edit(qtbot: QtBot) -> DateEdit:
    made = DateEdit(dt.date.fromisoformat, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_typed_text_becomes_a_date_through_the_given_parser(
    qtbot: QtBot, edit: DateEdit
) -> None:
    told: list[object] = []
    edit.date_changed.connect(told.append)
    qtbot.keyClicks(edit.line, "20261224")
    assert edit.date() == dt.date(2026, 12, 24)
    assert edit.is_valid()
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert edit.text() == "2026-12-24"
    assert told[-1] == dt.date(2026, 12, 24)


def test_that_a_date_is_settled_when_written_in_full_picked_or_left_and_never_rewritten_before(
    qtbot: QtBot, qapp: QApplication
) -> None:
    edit = DateEdit(lambda text: dt.datetime.strptime(text, "%Y-%m-%d").date(), lambda: TODAY)
    qtbot.addWidget(edit)
    settled: list[object] = []

    def go(date: object) -> None:
        settled.append(date)
        assert isinstance(date, dt.date)
        edit.set_date(date)

    edit.date_settled.connect(go)
    edit.set_date(TODAY)
    with qtbot.waitActive(edit):
        edit.show()
        edit.activateWindow()
    edit.line.setFocus()
    qtbot.waitUntil(edit.line.hasFocus)
    edit.line.selectAll()
    for count, key in enumerate("2026-12-15", start=1):
        qtbot.keyClick(edit.line, key)
        assert edit.text() == "2026-12-15"[:count]
    assert settled == [dt.date(2026, 12, 15)]
    edit.line.selectAll()
    qtbot.keyClicks(edit.line, "2026-12-1")
    assert settled == [dt.date(2026, 12, 15)]
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert settled[1:] == [dt.date(2026, 12, 1)]
    assert edit.text() == "2026-12-01"
    qtbot.keyClick(edit.line, Qt.Key.Key_PageUp)
    assert settled[2:] == [dt.date(2026, 12, 2)]
    edit.open_popup().picked.emit(TODAY)
    assert settled[3:] == [TODAY]


def test_that_what_is_no_date_is_marked_and_kept(qtbot: QtBot, edit: DateEdit) -> None:
    qtbot.keyClicks(edit.line, "soon")
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert edit.date() is None
    assert not edit.is_valid()
    assert edit.text() == "soon"
    assert edit.line.property("invalid") is True
    edit.set_date(TODAY)
    assert edit.is_valid()
    assert edit.line.property("invalid") is False


def test_that_an_empty_line_is_valid_and_no_date(edit: DateEdit) -> None:
    edit.set_date(TODAY)
    edit.set_text("")
    assert edit.is_valid()
    assert edit.date() is None


def test_that_page_keys_go_a_day_on_and_back(qtbot: QtBot, edit: DateEdit) -> None:
    qtbot.keyClick(edit.line, Qt.Key.Key_PageUp)
    assert edit.date() == dt.date(2026, 11, 22)
    qtbot.keyClick(edit.line, Qt.Key.Key_PageDown)
    assert edit.date() == TODAY


def test_that_a_day_of_the_calendar_is_taken_and_the_popup_freed(
    qtbot: QtBot, edit: DateEdit
) -> None:
    qtbot.keyClick(edit.line, Qt.Key.Key_Down)
    popup = edit.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    popup.calendar.clicked.emit(QDate(2026, 12, 1))
    qtbot.waitUntil(lambda: not shiboken6.isValid(popup))
    assert edit.date() == dt.date(2026, 12, 1)


def test_that_quick_days_count_from_today(qtbot: QtBot, edit: DateEdit) -> None:
    from PySide6.QtWidgets import QPushButton

    popup = edit.open_popup()
    week = [b for b in popup.findChildren(QPushButton) if b.text() == quick_text(7)]
    qtbot.mouseClick(week[0], Qt.MouseButton.LeftButton)
    assert edit.date() == dt.date(2026, 11, 28)
    assert [quick_text(d) for d in (0, 1, 3)] == ["Today", "Tomorrow", "In 3 days"]

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.time_edit import NumberBox, TimeEdit, parse_time


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("9", 9, 0),
        ("930", 9, 30),
        ("1430", 14, 30),
        ("9:05", 9, 5),
        ("14：30", 14, 30),
        ("下午3点半", 15, 30),
        ("上午9点15分", 9, 15),
        ("3pm", 15, 0),
        ("12 pm", 12, 0),
    ],
)
def test_that_times_are_read_as_people_write_them(text: str, hour: int, minute: int) -> None:
    assert parse_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize("text", ["", "25", "9:75", "noon", "99999", "-3"])
def test_that_what_is_no_time_is_none(text: str) -> None:
    assert parse_time(text) is None


@given(st.times())
def test_that_every_shown_time_is_read_back(time: dt.time) -> None:
    assert parse_time(f"{time:%H:%M}") == time.replace(second=0, microsecond=0)


@given(st.text())
def test_that_any_text_is_a_time_or_none(text: str) -> None:
    assert isinstance(parse_time(text), dt.time | None)


def test_that_a_typed_time_is_written_out(qtbot: QtBot) -> None:
    edit = TimeEdit()
    qtbot.addWidget(edit)
    edit.show()
    qtbot.keyClicks(edit, "930")
    edit.editingFinished.emit()
    assert edit.text() == "09:30"
    assert edit.time() == dt.time(9, 30)
    edit.set_text("late")
    edit.editingFinished.emit()
    assert edit.property("invalid") is True
    assert not edit.is_valid()
    edit.set_time(None)
    assert edit.is_valid()


def test_that_a_number_box_stays_in_its_range(qtbot: QtBot) -> None:
    box = NumberBox(1, 5)
    qtbot.addWidget(box)
    box.setValue(99)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 5

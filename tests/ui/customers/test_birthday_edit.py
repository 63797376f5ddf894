"""Birthdays as they are typed."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.ui.customers.birthday_edit import BirthdayEdit


@pytest.fixture
def edit(qtbot: QtBot) -> BirthdayEdit:
    made = BirthdayEdit(lambda: dt.date(2026, 11, 21))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1990.5.1", Birthday(5, 1, 1990)),
        ("5月1日", Birthday(5, 1)),
        ("农历八月十五", Birthday(8, 15, lunar=True)),
        ("", None),
    ],
)
def test_that_a_text_is_read(edit: BirthdayEdit, text: str, birthday: Birthday | None) -> None:
    edit.line.setText(text)
    assert edit.birthday() == birthday
    assert edit.error() == ""
    assert edit.lunar.isChecked() == (birthday is not None and birthday.lunar)


def test_that_the_reading_is_shown_beneath(edit: BirthdayEdit) -> None:
    edit.line.setText("1990-12-01")
    assert edit.reading.isVisible()
    assert edit.reading.text() == "1 December 1990 (next 2026-12-01, in 10 days, turns 36)"


def test_that_the_lunar_box_turns_the_same_text(edit: BirthdayEdit) -> None:
    edit.line.setText("8-15")
    edit.lunar.click()
    assert edit.birthday() == Birthday(8, 15, lunar=True)


def test_that_a_text_that_is_no_date_is_told_beneath(edit: BirthdayEdit) -> None:
    edit.line.setText("someday")
    assert edit.birthday() is None
    assert "someday" in edit.error() and edit.reading.text() == edit.error()


@pytest.mark.parametrize(
    "birthday",
    [
        Birthday(5, 1, 1990),
        Birthday(2, 29),
        Birthday(8, 15, 1980, lunar=True),
        Birthday(4, 2, 1990, lunar=True, leap=True),
        None,
    ],
)
def test_that_a_stored_birthday_comes_back_unchanged(
    edit: BirthdayEdit, birthday: Birthday | None
) -> None:
    edit.set_birthday(birthday)
    assert edit.birthday() == birthday

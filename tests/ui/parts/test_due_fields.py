"""Dates and times to come, typed as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import fixed_clock
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem, past_doubt

CLOCK = fixed_clock(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("tomorrow", dt.date(2026, 11, 22)),
        ("+3", dt.date(2026, 11, 24)),
        ("下周一", dt.date(2026, 11, 23)),
        ("2026-12-05", dt.date(2026, 12, 5)),
        ("whenever", None),
    ],
)
def test_that_a_due_date_is_read_as_typed(qtbot: QtBot, text: str, date: dt.date | None) -> None:
    field = due_edit(CLOCK)
    qtbot.addWidget(field)
    field.set_text(text)
    assert field.date() == date
    assert field.is_valid() == (date is not None)


def test_that_a_past_date_is_told_below_its_field(qtbot: QtBot) -> None:
    field = due_edit(CLOCK, dt.date(2026, 11, 3))
    qtbot.addWidget(field)
    line = past_doubt(field, CLOCK)
    qtbot.addWidget(line)
    assert line.isHidden()
    field.set_text("2020-01-01")
    assert not line.isHidden() and line.text().startswith("Wed 1 Jan 2020 is past.")
    # What was late before is changed in another respect.
    for text in ("2026-11-03", "2026-11-21", "", "whenever"):
        field.set_text(text)
        assert line.isHidden()


def test_that_a_field_says_why_its_text_is_no_date(qtbot: QtBot) -> None:
    field = due_edit(CLOCK)
    qtbot.addWidget(field)
    assert (field.problem(), due_problem(field)[:14]) == ("", "Choose a date.")
    field.set_text("2026-02-31")
    told = "There is no such day: 2026-02-31. Check the day and the month."
    assert field.problem() == due_problem(field) == told
    field.set_date(CLOCK.today())
    assert field.problem() == due_problem(field) == ""


def test_that_a_time_is_read_and_tidied(qtbot: QtBot) -> None:
    field = TimeEdit()
    qtbot.addWidget(field)
    field.set_text("下午三点一刻")
    field.editingFinished.emit()
    assert field.time() == dt.time(15, 15)
    assert field.text() == "15:15"


def test_that_no_time_is_fine_and_nonsense_is_told(qtbot: QtBot) -> None:
    field = TimeEdit(dt.time(9, 30))
    qtbot.addWidget(field)
    assert field.text() == "09:30"
    field.set_time(None)
    assert (field.time(), field.problem()) == (None, "")
    field.set_text("later")
    assert field.time() is None
    assert "later" in field.problem()

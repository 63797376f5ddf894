"""Weeks begin on Monday, or on Sunday where that is the habit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import weeks

MONDAY = dt.date(2026, 11, 23)
SUNDAY = dt.date(2026, 11, 22)


@pytest.fixture
def sunday() -> None:
    weeks.begin_on(weeks.SUNDAY)


def test_that_a_week_begins_on_monday_also_over_the_year() -> None:
    assert weeks.week_of(dt.date(2027, 1, 1))[0] == dt.date(2026, 12, 28)
    assert weeks.week_of(MONDAY)[0] == MONDAY == weeks.week_of(MONDAY + dt.timedelta(days=6))[0]
    assert weeks.week_start(SUNDAY) == dt.date(2026, 11, 16)


@pytest.mark.usefixtures("sunday")
def test_that_a_week_can_begin_on_sunday() -> None:
    assert weeks.week_start(SUNDAY) == SUNDAY == weeks.week_start(SUNDAY + dt.timedelta(days=6))
    assert weeks.monday_of(SUNDAY) == dt.date(2026, 11, 16)
    weeks.begin_on("never")
    assert weeks.begins() == weeks.MONDAY


@pytest.mark.usefixtures("sunday")
@given(st.dates(dt.date(1900, 1, 8), dt.date(2199, 12, 20)))
def test_that_every_day_stands_in_its_week(day: dt.date) -> None:
    found = weeks.week_of(day)
    assert len(found) == 7 and day in found and found[0].weekday() == 6

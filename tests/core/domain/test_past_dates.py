"""Texts about what has been become dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.past_dates import parse_past
from crmdesk.core.domain.values import BadValue

SATURDAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("今天", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("昨天", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("-3", "2026-11-18"),
        ("3天前", "2026-11-18"),
        ("十二天前", "2026-11-09"),
        ("两周之前", "2026-11-07"),
        ("一个月前", "2026-10-21"),
        ("2 days ago", "2026-11-19"),
        ("a year ago", "2025-11-21"),
        ("周六", "2026-11-21"),
        ("周日", "2026-11-15"),
        ("上周五", "2026-11-13"),
        ("friday", "2026-11-20"),
        ("last friday", "2026-11-13"),
        ("11.25", "2025-11-25"),
        ("11-20", "2026-11-20"),
        ("1120", "2026-11-20"),
        ("5月1日", "2026-05-01"),
        ("25号", "2026-10-25"),
        ("上个月3号", "2026-10-03"),
        ("2026-11-25", "2026-11-25"),
        ("25.3.4", "2025-03-04"),
        ("2月29日", "2026-02-28"),
        ("八月十五", "2026-09-25"),
    ],
)
def test_that_a_text_about_the_past_is_a_date(text: str, date: str) -> None:
    assert parse_past(text, SATURDAY).isoformat() == date


@pytest.mark.parametrize(
    "text", ["", "foo", "12", "2月30日", "-", "2026-02-30", "十十天前", "去年夏天"]
)
def test_that_other_texts_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_past(text, SATURDAY)


@given(st.text(max_size=12))
def test_that_no_text_is_taken_for_anything_but_a_date(text: str) -> None:
    try:
        assert isinstance(parse_past(text, SATURDAY), dt.date)
    except BadValue:
        pass


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_that_a_day_without_its_year_is_the_last_one(today: dt.date, month: int, day: int) -> None:
    found = parse_past(f"{month}-{day}", today)
    assert (found.month, found.day) == (month, day)
    assert today - dt.timedelta(days=366) < found <= today

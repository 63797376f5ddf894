"""Rules of recurrence, turned into dates."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.recurrence import Rule, dates_between, next_date, parse_rule
from crmdesk.core.domain.rule_parts import made, text_of
from tests.core.domain.rules import DAYS, FIXED, RULES, days_of_a_month

SATURDAY = dt.date(2026, 11, 21)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "start", "dates"),
    [
        ("every second tuesday", "2026-11-21", ["2026-11-24", "2026-12-08", "2026-12-22"]),
        ("每月31日", "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("every month on the 30th", "2028-01-30", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("每月1号和15号", "2026-11-21", ["2026-12-01", "2026-12-15", "2027-01-01"]),
        ("28th and 30th of the month", "2027-01-30", ["2027-01-30", "2027-02-28", "2027-03-28"]),
        ("1st and 30th of the month", "2028-01-30", ["2028-01-30", "2028-02-01", "2028-02-29"]),
        ("29 February", "2027-01-01", ["2027-02-28", "2028-02-29", "2029-02-28"]),
        ("last Friday of the month", "2026-11-28", ["2026-12-25", "2027-01-29", "2027-02-26"]),
        ("3rd Sunday of June", "2026-11-21", ["2027-06-20", "2028-06-18"]),
        ("every 3 months on the 15th", "2026-11-20", ["2026-12-15", "2027-03-15"]),
        ("every 28 days", "2026-11-21", ["2026-11-21", "2026-12-19", "2027-01-16"]),
        ("每两周的周一、周五", "2026-11-25", ["2026-11-27", "2026-12-07", "2026-12-11"]),
    ],
)
def test_that_rules_become_dates(words: str, start: str, dates: list[str]) -> None:
    rule, begin = parse_rule(words, _day(start)), _day(start)
    found: list[str] = []
    after = begin - dt.timedelta(days=1)
    for _date in dates:
        after = next_date(rule, begin, after)
        found.append(after.isoformat())
    assert found == dates
    assert [day.isoformat() for day in dates_between(rule, begin, dt.date.min, after)] == dates


@given(FIXED, DAYS, DAYS, DAYS)
def test_that_dates_are_sorted_and_inside_their_bounds(
    rule: Rule, start: dt.date, first: dt.date, last: dt.date
) -> None:
    found = dates_between(rule, start, first, last)
    assert found == sorted(set(found))
    assert all(max(first, start) <= day <= last for day in found)


@given(days_of_a_month(), DAYS)
def test_that_severaldays_of_a_month_come_as_each_of_them_does(
    days: tuple[int, ...], start: dt.date
) -> None:
    def dates(*wanted: int) -> list[dt.date]:
        rule = Rule(text_of(made("MONTHLY", days=wanted)))
        return dates_between(rule, start, start, start + dt.timedelta(days=1500))

    assert dates(*days) == sorted({date for day in days for date in dates(day)})


@given(FIXED, DAYS, DAYS, st.integers(0, 2000), st.integers(0, 2000))
def test_that_a_range_may_be_asked_for_in_two_parts(
    rule: Rule, start: dt.date, first: dt.date, one: int, two: int
) -> None:
    cut = first + dt.timedelta(days=one)
    last = cut + dt.timedelta(days=two)
    whole = dates_between(rule, start, first, last)
    parts = (
        dates_between(rule, start, first, cut),
        dates_between(rule, start, cut + dt.timedelta(days=1), last),
    )
    assert whole == [*parts[0], *parts[1]]


@given(RULES, DAYS, DAYS)
def test_that_the_next_date_comes_after(rule: Rule, start: dt.date, after: dt.date) -> None:
    found = next_date(rule, start, after)
    assert found is not None
    assert found > after
    if not rule.rolling_days:
        assert dates_between(rule, start, after + dt.timedelta(days=1), found) == [found]


@given(FIXED, st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)))
def test_that_no_month_and_no_year_is_skipped(rule: Rule, start: dt.date) -> None:
    found = dates_between(rule, start, start, start + dt.timedelta(days=366 * 14))
    longest = {"DAILY": 1, "WEEKLY": 13, "MONTHLY": 31, "YEARLY": 366}[rule.parts.unit]
    gap = rule.parts.every * longest + 7
    assert found
    for one, two in pairwise(found):
        assert (two - one).days <= gap


def test_that_two_weekdays_of_a_month_come_each_once() -> None:
    rule = Rule("FREQ=MONTHLY;BYDAY=4TU,-1TU")
    found = dates_between(rule, dt.date(2026, 11, 1), dt.date(2026, 11, 1), dt.date(2026, 12, 31))
    # The fourth Tuesday of November is the last one as well.
    assert [day.isoformat() for day in found] == ["2026-11-24", "2026-12-22", "2026-12-29"]


@example(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"), dt.date(9999, 11, 30))
@given(RULES, st.sampled_from((dt.date.min, dt.date.max, dt.date(9999, 11, 30), dt.date(1, 1, 8))))
def test_that_the_ends_of_the_calendar_break_nothing(rule: Rule, day: dt.date) -> None:
    for start in (day, SATURDAY):
        assert dates_between(rule, start, day, day) in ([], [day])
        found = next_date(rule, start, day)
        assert found is None or found > day

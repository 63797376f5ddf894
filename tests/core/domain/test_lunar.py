"""The Chinese calendar agrees with that of a second library on every day of two centuries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.lunar import (
    QINGMING,
    WINTER_SOLSTICE,
    LunarDay,
    lunar_day_of,
    lunar_months,
    solar_date,
    term_date,
)
from crmdesk.core.domain.values import BadValue

TABLE = Path(__file__).parents[2] / "data" / "lunar_years.txt"
FIRST, LAST = dt.date(1901, 1, 1), dt.date(2099, 12, 31)


class Year(NamedTuple):
    year: int
    first: dt.date
    leap: int
    months: str
    qingming: dt.date
    solstice: dt.date


@cache
def years() -> tuple[Year, ...]:
    made = []
    for line in TABLE.read_text("utf-8").splitlines():
        year, first, leap, months, qingming, solstice = line.split()
        day = dt.date.fromisoformat
        made.append(Year(int(year), day(first), int(leap), months, day(qingming), day(solstice)))
    return tuple(made)


def _days_of(one: Year) -> Iterator[tuple[dt.date, LunarDay]]:
    numbers = [(n, n and leap) for n in range(1, 13) for leap in _leaps(n == one.leap)]
    date = one.first
    for (number, leap), sign in zip(numbers, one.months, strict=True):
        length = 30 if sign == "+" else 29
        for day in range(1, length + 1):
            yield date, LunarDay(one.year, number, day, bool(leap), length)
            date += dt.timedelta(days=1)


def _leaps(both: bool) -> tuple[bool, ...]:
    return (False, True) if both else (False,)


@cache
def every_day() -> dict[dt.date, LunarDay]:
    """Return each day from 1901 to 2099 in the calendar of the second library."""
    return {
        date: lunar for one in years() for date, lunar in _days_of(one) if FIRST <= date <= LAST
    }


def test_that_the_table_holds_every_day_of_1901_to_2099_once() -> None:
    assert len(every_day()) == (LAST - FIRST).days + 1
    assert sum(one.leap > 0 for one in years()) == 74


def test_that_every_day_becomes_its_lunar_day() -> None:
    assert {date: lunar_day_of(date) for date in every_day()} == every_day()


def test_that_every_lunar_day_becomes_its_day() -> None:
    for date, lunar in every_day().items():
        month = next(
            one
            for one in lunar_months(lunar.year)
            if (one.number, one.leap) == (lunar.month, lunar.leap)
        )
        assert dt.date.fromordinal(month.first + lunar.day - 1) == date
        assert lunar.leap or solar_date(lunar.year, lunar.month, lunar.day) == date


def test_that_qingming_and_the_winter_solstice_fall_on_their_days() -> None:
    for one in years():
        assert term_date(one.year, QINGMING) == one.qingming
        assert term_date(one.year, WINTER_SOLSTICE) == one.solstice


def test_that_a_birthday_is_celebrated_on_every_lunar_day_of_its_name_and_on_no_other() -> None:
    for date, lunar in every_day().items():
        if date.year == LAST.year:
            break
        ordinary = Birthday(lunar.month, lunar.day, lunar=True)
        leap = Birthday(lunar.month, lunar.day, lunar=True, leap=True)
        for birthday in (ordinary, leap):
            # Born in a leap month, one celebrates in the ordinary month of the same number.
            assert (birthday.next_on_or_after(date) == date) is not lunar.leap


def test_that_the_30th_of_a_month_is_celebrated_on_its_last_day_whatever_its_length() -> None:
    for date, lunar in every_day().items():
        if lunar.day == lunar.length and not lunar.leap and date.year < LAST.year:
            assert Birthday(lunar.month, 30, lunar=True).next_on_or_after(date) == date


def test_that_the_ages_of_lunar_birthdays_turn_with_the_lunar_year() -> None:
    for date, lunar in every_day().items():
        if not lunar.leap:
            born = Birthday(lunar.month, lunar.day, 1900, lunar=True)
            assert born.age_turning(date) == lunar.year - 1900


def test_that_the_days_of_a_range_are_those_of_the_table_for_all_two_centuries() -> None:
    found: dict[dt.date, set[tuple[int, int]]] = {}
    for date, month, day in lunar_days_between(FIRST, len(every_day())):
        found.setdefault(date, set()).add((month, day))
    wanted = {}
    for date, lunar in every_day().items():
        if not lunar.leap:
            short_end = lunar.day == 29 == lunar.length
            wanted[date] = {(lunar.month, lunar.day)} | (
                {(lunar.month, 30)} if short_end else set()
            )
    assert found == wanted


def test_that_new_moons_just_before_midnight_are_those_the_observatory_names() -> None:
    assert lunar_day_of(dt.date(2089, 9, 4))[:3] == (2089, 8, 1)
    assert lunar_day_of(dt.date(2097, 8, 7))[:3] == (2097, 7, 1)


@given(st.dates(max_value=dt.date(1900, 1, 30)) | st.dates(min_value=dt.date(2101, 1, 29)))
def test_that_days_beyond_the_known_years_are_told_as_unknown(day: dt.date) -> None:
    with pytest.raises(BadValue):
        lunar_day_of(day)

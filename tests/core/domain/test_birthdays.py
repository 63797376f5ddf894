"""Birthdays keep their text, and come round in both calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.lunar import lunar_day_name, lunar_day_of


def _solar(date: dt.date, with_year: bool) -> Birthday:
    return Birthday(date.month, date.day, date.year if with_year else None)


solar_birthdays = st.builds(_solar, st.dates(), st.booleans())
lunar_birthdays = st.builds(
    Birthday,
    st.integers(1, 12),
    st.integers(1, 30),
    st.none() | st.integers(1900, 2100),
    st.just(True),
    st.booleans(),
)
days = st.dates(dt.date(1901, 3, 1), dt.date(2099, 1, 1))


@given(solar_birthdays | lunar_birthdays)
def test_that_every_birthday_comes_back_from_its_text(birthday: Birthday) -> None:
    assert Birthday.from_text(birthday.to_text()) == birthday


@pytest.mark.parametrize(
    ("birthday", "text"),
    [
        (Birthday(5, 3, 1990), "1990-05-03"),
        (Birthday(5, 3), "--05-03"),
        (Birthday(8, 15, 1990, lunar=True), "L1990-08-15"),
        (Birthday(8, 15, lunar=True), "L--08-15"),
        (Birthday(4, 2, 1990, lunar=True, leap=True), "L1990-04+-02"),
    ],
)
def test_that_the_stored_text_is_as_agreed(birthday: Birthday, text: str) -> None:
    assert birthday.to_text() == text


@pytest.mark.parametrize(
    "text", ["", "1990-5-3", "1990-02-29", "--02-30", "L--13-01", "1990-04+-02"]
)
def test_that_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Birthday.from_text(text)


@given(solar_birthdays, days)
def test_that_a_solar_birthday_comes_within_a_year(birthday: Birthday, day: dt.date) -> None:
    found = birthday.next_on_or_after(day)

    assert 0 <= (found - day).days <= 366
    leaped = (birthday.month, birthday.day) == (2, 29) and found.day == 28
    assert (found.month, found.day) == (birthday.month, birthday.day) or leaped


def test_that_29_february_is_kept_on_the_28th_in_ordinary_years() -> None:
    birthday = Birthday(2, 29, 2000)

    assert birthday.next_on_or_after(dt.date(2026, 1, 1)) == dt.date(2026, 2, 28)
    assert birthday.next_on_or_after(dt.date(2028, 1, 1)) == dt.date(2028, 2, 29)


@given(lunar_birthdays, days)
def test_that_a_lunar_birthday_is_that_lunar_day(birthday: Birthday, day: dt.date) -> None:
    found = birthday.next_on_or_after(day)
    lunar = lunar_day_of(found)

    assert 0 <= (found - day).days <= 385
    assert lunar.month == birthday.month and not lunar.leap
    assert lunar.day == min(birthday.day, lunar.length)


@given(days)
# Two days on which tables of the calendar differ.
@example(dt.date(2089, 9, 4))
@example(dt.date(2097, 8, 7))
def test_that_the_lunar_day_of_a_date_is_celebrated_on_it(day: dt.date) -> None:
    lunar = lunar_day_of(day)
    found = Birthday(lunar.month, lunar.day, lunar=True).next_on_or_after(day)

    assert (found == day) == (not lunar.leap)


def test_that_the_lunar_age_counts_lunar_years() -> None:
    birthday = Birthday(12, 20, 1990, lunar=True)

    assert birthday.age_turning(birthday.next_on_or_after(dt.date(2026, 1, 1))) == 35
    assert Birthday(5, 3, 1990).age_turning(dt.date(2026, 5, 3)) == 36
    assert Birthday(5, 3).age_turning(dt.date(2026, 5, 3)) is None
    assert Birthday(5, 3, 2030).age_turning(dt.date(2026, 5, 3)) is None


@given(st.dates(dt.date(1902, 1, 1), dt.date(2098, 1, 1)), st.integers(1, 60))
def test_that_the_lunar_days_of_a_range_are_those_of_the_birthdays(
    start: dt.date, count: int
) -> None:
    found = lunar_days_between(start, count)

    for date, month, day in found:
        assert Birthday(month, day, lunar=True).next_on_or_after(start) == date
    ordinary = [
        start + dt.timedelta(days=n)
        for n in range(count)
        if not lunar_day_of(start + dt.timedelta(days=n)).leap
    ]
    assert sorted({date for date, _month, _day in found}) == ordinary


def test_that_the_29th_of_a_short_month_stands_for_the_30th_too() -> None:
    assert (dt.date(2026, 2, 16), 12, 30) in lunar_days_between(dt.date(2026, 2, 14), 6)


def test_that_only_solar_birthdays_have_a_key() -> None:
    assert Birthday(5, 3).solar_key == 503
    assert Birthday(5, 3, lunar=True).solar_key == 0


def test_that_birthdays_are_shown_in_plain_words() -> None:
    assert Birthday(5, 3, 1990).show() == "3 May 1990"
    assert Birthday(5, 3).show() == "3 May"
    assert Birthday(8, 15, lunar=True).show() == "lunar 8-15"
    assert Birthday(4, 2, 1990, lunar=True, leap=True).show() == "lunar 1990-leap 4-2"


def test_that_lunar_days_have_their_names() -> None:
    names = [lunar_day_name(day) for day in (1, 10, 11, 15, 19, 20, 21, 29, 30)]
    assert names == ["初一", "初十", "十一", "十五", "十九", "二十", "廿一", "廿九", "三十"]

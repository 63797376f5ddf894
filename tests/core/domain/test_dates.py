"""Dates are read as people write them, and nonsense is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.dates import BadValue, Birthday, day_first, parse_birthday, parse_date

STYLES = (
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}{m:02}{d:02}",
    "{y}年{m}月{d}日",
    "{y}年{m:02}月{d:02}号",
    "{y}-{m:02}-{d:02} 00:00:00",
    "{y}-{m:02}-{d:02}T00:00:00Z",
    "{m}/{d}/{y}",
    " {y} . {m} . {d} ",
    "公历{y}年{m}月{d}日",
    "{y}／{m}／{d}",
)
birth_dates = st.dates(dt.date(1905, 1, 1), dt.date(2025, 12, 31))


@given(birth_dates, st.sampled_from(STYLES))
def test_that_a_date_is_read_back_from_every_style(date: dt.date, style: str) -> None:
    text = style.format(y=date.year, m=date.month, d=date.day)

    assert parse_birthday(text) == Birthday(date.month, date.day, date.year)
    assert parse_date(text) == date


@given(birth_dates)
def test_that_a_birthday_is_read_back_from_what_is_shown(date: dt.date) -> None:
    for birthday in (Birthday(date.month, date.day, date.year), Birthday(date.month, date.day)):
        assert parse_birthday(birthday.show()) == birthday
        assert parse_birthday(birthday.to_text()) == birthday


@given(st.dates(dt.date(1906, 1, 1), dt.date(2060, 1, 1)))
def test_that_serial_numbers_are_dates(date: dt.date) -> None:
    number = (date - dt.date(1899, 12, 30)).days
    if number > 60000 or number < 3000:
        return
    assert parse_date(number) == date
    assert parse_date(float(number)) == date
    assert number < 10000 or parse_date(str(number)) == date


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_that_anything_else_is_refused_in_a_sentence(value: object) -> None:
    for read in (parse_birthday, parse_date):
        told = "read"
        try:
            read(value)
        except BadValue as problem:
            told = problem.message and problem.advice
        assert told


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.date(1990, 5, 3), "1990-05-03"),
        (dt.datetime(1990, 5, 3, 23, 59), "1990-05-03"),
        (dt.date(1604, 5, 3), "--05-03"),
        (dt.date(1970, 1, 1), "1970-01-01"),
        ("1604-05-03", "--05-03"),
        ("5月1日", "--05-01"),
        ("05-01", "--05-01"),
        ("5/1", "--05-01"),
        ("--03-07", "--03-07"),
        ("--0503", "--05-03"),
        ("1015", "--10-15"),
        ("农历八月十五", "L--08-15"),
        ("農曆八月十五", "L--08-15"),
        ("腊月三十", "L--12-30"),
        ("闰四月初二", "L--04+-02"),
        ("正月初一", "L--01-01"),
        ("冬月廿三", "L--11-23"),
        ("1990年农历八月十五", "L1990-08-15"),
        ("阴历1990.8.15", "L1990-08-15"),
        ("8月15日（农历）", "L--08-15"),
        ("L1990-08-15", "L1990-08-15"),
        ("五月三十一日", "--05-31"),
        ("一九九〇年五月三日", "1990-05-03"),
        ("民国79年5月3日", "1990-05-03"),
        ("3 May 1990", "1990-05-03"),
        ("May 3rd, 1990", "1990-05-03"),
        ("03-May-90", "1990-05-03"),
        ("１９９０年５月１日", "1990-05-01"),
        ("90.5.1", "1990-05-01"),
        ("25/12/90", "1990-12-25"),
        (19900503, "1990-05-03"),
        (33000, "1990-05-07"),
        (33000.75, "1990-05-07"),
        (8.15, "--08-15"),
    ],
)
def test_that_birthdays_are_read(value: object, text: str) -> None:
    assert parse_birthday(value, this_year=2026).to_text() == text


@pytest.mark.parametrize(
    "value",
    ["", "hello", "1990", "1990.5", "5月", "31 June", "六月三十一日", "2月30日", "1990-02-29"]
    + ["1990-13-01", "1900-01-00", "0000-00-00", "2090-01-01", "1700-01-01", "200501", "-5", "60"]
    + ["1899-12-30", 5.1, True, None, float("nan"), -3, dt.date(1899, 12, 30), dt.date(2090, 1, 1)],
)
def test_that_a_birthday_nobody_has_is_refused(value: object) -> None:
    with pytest.raises(BadValue):
        parse_birthday(value, this_year=2026)


def test_that_a_bad_value_is_a_value_error_with_advice() -> None:
    with pytest.raises(ValueError) as caught:
        parse_birthday("hello")

    assert isinstance(caught.value, BadValue)
    assert "hello" in caught.value.message and caught.value.advice


def test_that_a_lunar_column_holds_lunar_birthdays() -> None:
    assert parse_birthday("1990-08-30", lunar=True) == Birthday(8, 30, 1990, lunar=True)
    assert parse_birthday(dt.date(1990, 8, 15), lunar=True) == Birthday(8, 15, 1990, lunar=True)
    assert parse_birthday("公历8月15日", lunar=True) == Birthday(8, 15)
    with pytest.raises(BadValue):
        parse_birthday(dt.date(1990, 8, 31), lunar=True)


def test_that_two_digit_years_turn_at_this_year() -> None:
    assert parse_birthday("26.5.1", this_year=2026).year == 2026
    assert parse_birthday("27.5.1", this_year=2026).year == 1927


def test_that_workbooks_of_1904_count_from_there() -> None:
    assert parse_date(31538, epoch_1904=True) == dt.date(1990, 5, 7)


def test_that_a_date_needs_its_year() -> None:
    for text in ("5月1日", "农历1990年八月十五", "--05-01"):
        with pytest.raises(BadValue):
            parse_date(text)


def test_that_the_column_decides_the_order_of_day_and_month() -> None:
    assert parse_date("03/05/1990", day_first=True) == dt.date(1990, 5, 3)
    assert parse_date("03/05/1990") == dt.date(1990, 3, 5)
    assert parse_date("25/05/1990") == dt.date(1990, 5, 25)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (["03/05/1990", "25/12/1990"], True),
        (["03/05/1990", "12/25/1990"], False),
        (["03/05/1990", "04/06/1991"], None),
        (["03/05/1990", "25/12/1990", "12/25/1990"], None),
        (["1990-05-03", 33000, None, "90.5.1"], False),
        (["03/03/1990"], False),
        ([], False),
        (["5/1", "10/1"], False),
    ],
)
def test_that_the_order_is_decided_from_all_values(
    values: list[object], answer: bool | None
) -> None:
    assert day_first(values) is answer

"""Planning texts become dates, and times of day are read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.due_dates import parse_due, parse_time
from crmdesk.core.domain.typed_days import add_months
from crmdesk.core.domain.values import BadValue

SATURDAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("後天", "2026-11-23"),
        ("+3", "2026-11-24"),
        ("+2w", "2026-12-05"),
        ("3天后", "2026-11-24"),
        ("三天后", "2026-11-24"),
        ("两周后", "2026-12-05"),
        ("一个月后", "2026-12-21"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("next week", "2026-11-28"),
        ("下周", "2026-11-28"),
        ("下周一", "2026-11-23"),
        ("周五", "2026-11-27"),
        ("周六", "2026-11-21"),
        ("friday", "2026-11-27"),
        ("5月1日", "2027-05-01"),
        ("12-01", "2026-12-01"),
        ("2026-11-30", "2026-11-30"),
        ("27.1.5", "2027-01-05"),
        ("30号", "2026-11-30"),
        ("下个月5号", "2026-12-05"),
        ("腊月三十", "2027-02-05"),
    ],
)
def test_that_planning_texts_are_dates(text: str, date: str) -> None:
    assert parse_due(text, SATURDAY).isoformat() == date


@pytest.mark.parametrize("text", ["", "foo", "12", "2月30日", "+", "2026-02-30", "十十十十天后"])
def test_that_other_texts_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_due(text, SATURDAY)


@pytest.mark.parametrize("text", ["2026-02-31", "2月30日", "11-31", "31 June", "腊月三十一"])
def test_that_a_day_that_never_comes_is_called_so(text: str) -> None:
    with pytest.raises(BadValue) as told:
        parse_due(text, SATURDAY)
    assert str(told.value) == f"There is no such day: {text}. Check the day and the month."


@pytest.mark.parametrize("text", ["someday", "12", "十十十十天后", "+99999999y", "2300-01-01"])
def test_that_the_advice_for_a_plan_is_no_birthday(text: str) -> None:
    with pytest.raises(BadValue) as told:
        parse_due(text, SATURDAY)
    assert told.value.advice == "Write it like +7, tomorrow or 2026-12-05."


@given(st.text(max_size=12), st.dates(dt.date(2000, 1, 1), dt.date(2080, 1, 1)))
def test_that_no_text_breaks_it(text: str, today: dt.date) -> None:
    for read in (lambda: parse_due(text, today), lambda: parse_time(text)):
        told = "read"
        try:
            read()
        except BadValue as problem:
            told = problem.message and problem.advice
        assert told


@given(st.dates(dt.date(2000, 1, 1), dt.date(2080, 1, 1)), st.integers(0, 2000))
def test_that_days_are_counted(today: dt.date, count: int) -> None:
    assert parse_due(f"+{count}", today) == today + dt.timedelta(days=count)
    assert parse_due(f"{count}天后", today) == today + dt.timedelta(days=count)


@given(st.times())
def test_that_times_are_read_back(time: dt.time) -> None:
    time = time.replace(second=0, microsecond=0)

    for style in ("{h}:{m:02}", "{h:02}{m:02}", "{h}：{m:02}", "{h}点{m}分", "{h}:{m:02}:00"):
        assert parse_time(style.format(h=time.hour, m=time.minute)) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9点半", dt.time(9, 30)),
        ("下午3点", dt.time(15)),
        ("下午三点一刻", dt.time(15, 15)),
        ("十二点半", dt.time(12, 30)),
        ("两点", dt.time(2)),
        ("晚上8点", dt.time(20)),
        ("中午12点", dt.time(12)),
        ("凌晨12点", dt.time(0)),
        ("3pm", dt.time(15)),
        ("3:30 PM", dt.time(15, 30)),
        ("9", dt.time(9)),
    ],
)
def test_that_spoken_times_are_read(text: str, time: dt.time) -> None:
    assert parse_time(text) == time


@pytest.mark.parametrize("text", ["", "25:00", "9:60", "abc", "123456", "点"])
def test_that_other_times_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_time(text)


def test_that_a_month_later_is_never_a_month_too_far() -> None:
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 12, 5), 1) == dt.date(2027, 1, 5)

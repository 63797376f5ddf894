"""The days and hours on which the shop is open."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from crmdesk.core.domain.opening import Closed, Hours, Opening, pauses_of

SUNDAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 23)
NEW_YEAR = Closed(dt.date(2027, 2, 5), dt.date(2027, 2, 12), "春节")


def test_that_an_ordinary_shop_is_closed_on_sundays() -> None:
    assert Opening().is_open(MONDAY)
    assert not Opening().is_open(SUNDAY)
    assert Opening().next_open(SUNDAY) == MONDAY


def test_that_a_pause_closes_the_shop_on_all_its_days_and_tells_its_name() -> None:
    opening = Opening(closed=(NEW_YEAR,))
    assert opening.next_open(dt.date(2027, 2, 5)) == dt.date(2027, 2, 13)
    assert opening.why_closed(dt.date(2027, 2, 12)) == "春节"
    assert opening.why_closed(dt.date(2027, 2, 13)) == ""


def test_that_a_single_open_day_wins_over_the_week_and_over_a_pause() -> None:
    opening = Opening(closed=(NEW_YEAR,), open_days=frozenset({SUNDAY, dt.date(2027, 2, 7)}))
    assert opening.hours(SUNDAY) == Hours()
    assert opening.is_open(dt.date(2027, 2, 7))


def test_that_open_days_come_in_order_without_the_closed_ones() -> None:
    days = list(islice(Opening().open_days_from(dt.date(2026, 11, 20)), 3))
    assert days == [dt.date(2026, 11, 20), dt.date(2026, 11, 21), MONDAY]


def test_that_a_shop_that_never_opens_gives_no_open_day_and_hangs_nothing() -> None:
    closed = Opening(week=(None,) * 7)
    assert list(closed.open_days_from(MONDAY)) == []
    assert closed.next_open(MONDAY) == MONDAY


def test_that_hours_which_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="closes before it opens"):
        Hours(dt.time(18), dt.time(9))


def test_that_holidays_of_one_name_are_one_pause_and_a_weekend_between_belongs_to_it() -> None:
    day = dt.date
    spring = [
        (day(2026, 2, 16), "农历除夕"),
        (day(2026, 2, 17), "春节"),
        (day(2026, 2, 18), "春节"),
        (day(2026, 2, 19), "春节"),
        (day(2026, 2, 20), "休息日（由 2026-02-14 调休）"),
        (day(2026, 2, 23), "休息日（由 2026-02-28 调休）"),
        (day(2026, 5, 1), "劳动节"),
        (day(2026, 5, 4), "劳动节（补假）"),
    ]
    assert pauses_of(spring, over_weekends=True) == (
        Closed(day(2026, 2, 16), day(2026, 2, 23), "春节"),
        Closed(day(2026, 5, 1), day(2026, 5, 4), "劳动节"),
    )
    easter = [(day(2026, 4, 3), "Good Friday"), (day(2026, 4, 6), "Easter Monday")]
    assert [pause.name for pause in pauses_of(easter)] == ["Good Friday", "Easter Monday"]
    boxing = [(day(2026, 12, 25), "Christmas Day"), (day(2026, 12, 26), "Boxing Day")]
    assert len(pauses_of(boxing)) == 2


def test_that_a_pause_knows_its_days() -> None:
    assert len(list(NEW_YEAR.days())) == 8
    assert list(Closed(MONDAY, MONDAY).days()) == [MONDAY]

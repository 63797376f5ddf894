"""The days and hours on which the shop is open."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from crmdesk.core.domain.opening import Closed, Hours, Opening

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

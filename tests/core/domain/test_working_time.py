"""Working time, held against a count minute by minute."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.domain.working_time import (
    after_days,
    after_minutes,
    end_of_day,
    first_day,
    working_minutes,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York")]
MINUTE = dt.timedelta(minutes=1)
# Mon 2026-11-23 is the Monday of an ordinary week: open until Saturday, 9 to 18.
MONDAY = dt.date(2026, 11, 23)


def at(day: dt.date, hour: int, minute: int = 0, zone: dt.tzinfo = SHANGHAI) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def counted(opening: Opening, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> int:
    """Count open minutes one by one, by what the clock on the wall shows at each of them."""
    total = 0
    instant = start.astimezone(dt.UTC)
    while instant + MINUTE <= end:
        shown = instant.astimezone(zone)
        hours = opening.hours(shown.date())
        total += hours is not None and hours.opens <= shown.time() < hours.closes
        instant += MINUTE
    return total


@st.composite
def hours(draw: st.DrawFn) -> Hours | None:
    """Hours away from the night, where clocks are put forward and back."""
    if draw(st.integers(0, 3)) == 0:
        return None
    opens = draw(st.integers(4 * 60, 20 * 60))
    closes = draw(st.integers(opens + 1, 24 * 60 - 1))
    return Hours(dt.time(opens // 60, opens % 60), dt.time(closes // 60, closes % 60))


@st.composite
def openings(draw: st.DrawFn, around: dt.date) -> Opening:
    near = st.integers(-2, 12).map(lambda number: around + dt.timedelta(days=number))
    week = tuple(draw(hours()) for _day in range(7))
    first = draw(near)
    closed = (Closed(first, first + dt.timedelta(days=draw(st.integers(0, 3)))),)
    return Opening(week, closed if draw(st.booleans()) else (), frozenset(draw(st.sets(near))))


# Days around which the clocks of Berlin and New York are changed are among them.
DAYS = st.sampled_from([dt.date(2026, 3, 27), dt.date(2026, 10, 23), dt.date(2026, 10, 30), MONDAY])


@st.composite
def moments(draw: st.DrawFn) -> tuple[Opening, ZoneInfo, dt.datetime]:
    day, zone = draw(DAYS), draw(st.sampled_from(ZONES))
    minute = draw(st.integers(0, 24 * 60 - 1))
    return draw(openings(day)), zone, at(day, minute // 60, minute % 60, zone).astimezone(dt.UTC)


@given(moments(), st.integers(0, 5 * 24 * 60))
def test_that_working_minutes_are_those_of_a_count_minute_by_minute(
    moment: tuple[Opening, ZoneInfo, dt.datetime], later: int
) -> None:
    opening, zone, start = moment
    end = start + later * MINUTE
    assert working_minutes(opening, start, end, zone) == counted(opening, start, end, zone)


@given(moments(), st.integers(1, 2500))
def test_that_after_so_many_minutes_exactly_so_many_were_open(
    moment: tuple[Opening, ZoneInfo, dt.datetime], minutes: int
) -> None:
    opening, zone, start = moment
    end = after_minutes(opening, start, minutes, zone)
    if any(opening.week):
        assert working_minutes(opening, start, end, zone) == minutes
        assert working_minutes(opening, start, end - MINUTE, zone) == minutes - 1
    else:
        assert end >= start


@given(moments(), st.integers(0, 6))
def test_that_so_many_days_later_is_the_end_of_the_day_so_many_open_days_on(
    moment: tuple[Opening, ZoneInfo, dt.datetime], days: int
) -> None:
    opening, zone, start = moment
    due = after_days(opening, start, days, zone)
    begin = first_day(opening, start, zone)
    last = due.astimezone(zone).date()
    assert due == end_of_day(opening, last, zone)
    if any(opening.week):
        between = (begin + dt.timedelta(days=one + 1) for one in range((last - begin).days))
        assert sum(map(opening.is_open, between)) == days


@pytest.mark.parametrize(
    ("begun", "days", "due"),
    [
        (at(MONDAY, 10), 0, at(MONDAY, 18)),
        (at(MONDAY, 7), 0, at(MONDAY, 18)),
        (at(MONDAY, 18), 0, at(MONDAY + dt.timedelta(days=1), 18)),
        (at(MONDAY, 10), 1, at(MONDAY + dt.timedelta(days=1), 18)),
        (at(MONDAY + dt.timedelta(days=4), 10), 3, at(MONDAY + dt.timedelta(days=8), 18)),
        (at(MONDAY + dt.timedelta(days=6), 10), 1, at(MONDAY + dt.timedelta(days=8), 18)),
    ],
    ids=["same day", "before opening", "after closing", "next day", "over Sunday", "on Sunday"],
)
def test_that_the_day_it_begins_on_does_not_count(
    begun: dt.datetime, days: int, due: dt.datetime
) -> None:
    assert after_days(Opening(), begun, days, SHANGHAI) == due


def test_that_a_shop_that_never_opens_has_days_all_the_same() -> None:
    never = Opening((None,) * 7)
    assert after_days(never, at(MONDAY, 10), 2, SHANGHAI) == at(
        MONDAY + dt.timedelta(days=2), 23, 59
    )
    assert after_minutes(never, at(MONDAY, 10), 5, SHANGHAI) == at(MONDAY, 10, 5)
    assert working_minutes(never, at(MONDAY, 0), at(MONDAY, 23), SHANGHAI) == 0

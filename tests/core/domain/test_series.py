"""Which date of a series is next, and which are to come: ends, misses and what is stored."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Next, Occurrences, Repeat, Series, coming, next_of

TODAY = dt.date(2026, 11, 21)
SATURDAYS = Rule("FREQ=WEEKLY;BYDAY=SA")
DAYS = st.integers(0, 120).map(lambda days: TODAY + dt.timedelta(days=days))


def week(number: int) -> dt.date:
    return TODAY + dt.timedelta(weeks=number)


def series(rule: Rule = SATURDAYS, until: dt.date | None = None, most: int = 0) -> Series:
    repeat = Repeat(rule=rule, until=until, most=most)
    return Series(customer_id=1, repeat=repeat, start=TODAY, reached=TODAY)


def test_that_the_first_dates_end_where_the_series_does() -> None:
    assert Repeat(rule=SATURDAYS).dates(TODAY, 3) == [TODAY, week(1), week(2)]
    assert Repeat(rule=SATURDAYS, most=2).dates(TODAY, 3) == [TODAY, week(1)]
    assert Repeat(rule=SATURDAYS, until=week(1)).dates(TODAY, 3) == [TODAY, week(1)]
    assert Repeat(rule=SATURDAYS, until=TODAY).dates(week(1), 3) == []
    assert Repeat(rule=Rule("AFTER=30")).dates(TODAY, 3) == [TODAY]
    assert Repeat(rule=SATURDAYS).first_date(TODAY + dt.timedelta(days=1)) == week(1)


def test_that_the_next_one_follows_the_one_reached() -> None:
    done = Occurrences(over=frozenset({TODAY}), count=1)
    assert next_of(series(), done, TODAY) == Next(week(1))
    # Done ahead of its time it is still the one after it.
    assert next_of(series(), done, TODAY - dt.timedelta(days=3)) == Next(week(1))


def test_that_what_is_over_or_waits_is_not_written_again() -> None:
    over = Occurrences(over=frozenset({TODAY, week(1)}), count=2)
    assert next_of(series(), over, TODAY) == Next(week(2))
    waiting = Occurrences(waiting=frozenset({week(1)}), over=frozenset({TODAY}), count=2)
    assert next_of(series(), waiting, TODAY) == Next(week(1))


def test_that_missed_ones_are_passed_over_but_not_those_that_are_stored() -> None:
    stored = Occurrences(over=frozenset({TODAY, week(2)}), count=2)
    assert next_of(series(), stored, week(3)) == Next(week(3), (week(1),))


def test_that_nothing_comes_after_the_end() -> None:
    done = Occurrences(over=frozenset({TODAY}), count=1)
    assert next_of(series(most=1), done, TODAY) == Next(None)
    assert next_of(series(until=week(1)), done, week(2)) == Next(None, (week(1),))
    rolling = series(Rule("AFTER=30"), until=week(1))
    assert next_of(rolling, done, TODAY) == Next(None)


@given(DAYS, DAYS, st.sets(st.integers(0, 20).map(week)), st.integers(0, 9))
def test_that_what_is_to_come_is_never_stored_past_or_beyond_the_end(
    today: dt.date, last: dt.date, stored: set[dt.date], most: int
) -> None:
    known = stored | {TODAY}
    found = coming(series(most=most, until=week(12)), known, len(known), today, last)
    assert found == sorted(set(found) - known)
    assert all(max(today, TODAY) <= day <= min(last, week(12)) for day in found)
    assert not most or len(found) + len(known) <= max(most, len(known))


@given(DAYS, st.sets(st.integers(0, 12).map(week)))
def test_that_the_next_one_is_the_first_to_come(today: dt.date, over: set[dt.date]) -> None:
    known = Occurrences(over=frozenset(over | {TODAY}), count=len(over) + 1)
    found = next_of(series(), known, today)
    far = today + dt.timedelta(days=300)
    assert found.date == coming(series(), known.over, known.count, today, far)[0]
    assert all(TODAY < day < today and day not in over for day in found.passed)


def test_that_one_that_waits_ahead_is_the_next_one_even_when_it_is_late() -> None:
    stored = Occurrences(waiting=frozenset({week(2)}), over=frozenset({TODAY}), count=2)
    assert next_of(series(), stored, week(4)) == Next(week(2), (week(1),))

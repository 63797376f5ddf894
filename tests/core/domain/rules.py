"""Rules of recurrence of every kind, for tests that try many."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.rule_parts import LAST, MOST, made, text_of


def days_of_a_month() -> st.SearchStrategy[tuple[int, ...]]:
    """Return one or several days of a month, of which at most one is after the 28th."""
    first = st.lists(st.integers(1, 28), max_size=4).map(tuple)
    late = st.sampled_from((29, 30, 31, LAST)).map(lambda day: (day,))
    return st.builds(lambda one, two: one + two, first, late) | first.filter(bool)


def _rules() -> st.SearchStrategy[Rule]:
    every = st.integers(1, 6)
    weekdays = st.lists(st.integers(0, 6), min_size=1, max_size=7).map(tuple)
    weekday = st.integers(0, 6).map(lambda day: (day,))
    one_nth = st.sampled_from((1, 2, 3, 4, LAST)).map(lambda nth: (nth,))
    nth = st.lists(st.sampled_from((1, 2, 3, 4, LAST)), min_size=1, max_size=5).map(tuple)
    month = st.integers(1, 12)
    parts = st.one_of(
        st.builds(lambda n: made("DAILY", n), st.integers(1, MOST["DAILY"])),
        st.builds(lambda n, days: made("WEEKLY", n, weekdays=days), every, weekdays),
        st.builds(lambda n, days: made("MONTHLY", n, days=days), every, days_of_a_month()),
        st.builds(lambda n, day, k: made("MONTHLY", n, weekdays=day, nth=k), every, weekday, nth),
        st.builds(
            lambda n, day: made("YEARLY", n, days=(day.day,), month=day.month),
            every,
            st.dates(dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
        ),
        st.builds(
            lambda n, day, k, m: made("YEARLY", n, weekdays=day, nth=k, month=m),
            every,
            weekday,
            one_nth,
            month,
        ),
        st.builds(lambda n: made("AFTER", n), st.integers(1, MOST["AFTER"])),
    )
    return parts.map(lambda one: Rule(text_of(one)))


RULES = _rules()
FIXED = RULES.filter(lambda rule: not rule.rolling_days)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))

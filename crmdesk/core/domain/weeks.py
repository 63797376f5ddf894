"""On which day of the week a week begins, wherever days stand side by side."""

from __future__ import annotations

import datetime as dt
from typing import Final

MONDAY: Final = "monday"
SUNDAY: Final = "sunday"
# As Python counts the days of the week.
_NUMBERS: Final = {MONDAY: 0, SUNDAY: 6}
WEEK_DAYS: Final = 7

_begins = MONDAY


def begin_on(day: str) -> None:
    """Let weeks begin on Monday or on Sunday from now on; anything else is Monday."""
    global _begins
    _begins = day if day in _NUMBERS else MONDAY


def begins() -> str:
    """Return on which day weeks begin."""
    return _begins


def week_start(day: dt.date) -> dt.date:
    """Return the first day of a day's week."""
    return day - dt.timedelta(days=(day.weekday() - _NUMBERS[_begins]) % WEEK_DAYS)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday before a day, or the day itself: working weeks begin there everywhere."""
    return day - dt.timedelta(days=day.weekday())


def week_of(day: dt.date) -> tuple[dt.date, ...]:
    """Return the seven days of a day's week."""
    first = week_start(day)
    return tuple(first + dt.timedelta(days=count) for count in range(WEEK_DAYS))

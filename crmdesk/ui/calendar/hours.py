"""The measures of a board with hours: where a day, a time and a line for the whole day stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.opening import CLOSES, OPENS
from crmdesk.ui.calendar.book import Book

MINUTES_OF_DAY: Final = 24 * 60
LOWEST_HOUR: Final = 38
HIGHEST_HOUR: Final = 84
# A little more than the opening hours is seen, so that they do not stick to the edge.
MARGIN: Final = 30


@dataclass(frozen=True, slots=True)
class Measures:
    """Columns beside a gutter, a head and the lines of whole days over the hours."""

    width: int
    height: int
    gutter: int
    head: int
    whole_days: int
    hour: int
    columns: int

    @property
    def top(self) -> int:
        """Return where the hours begin."""
        return self.head + self.whole_days

    @property
    def room(self) -> int:
        """Return how high the part with the hours is."""
        return max(self.height - self.top, 1)

    def column(self, number: int) -> tuple[int, int]:
        """Return left and right of a column."""
        width = self.width - self.gutter
        left = self.gutter + number * width // self.columns
        return left, self.gutter + (number + 1) * width // self.columns

    def column_at(self, x: int) -> int | None:
        """Return the column at a place, None beside them."""
        if not self.gutter <= x < self.width:
            return None
        # The exact inverse of `column`, whose edges are rounded down.
        return ((x - self.gutter + 1) * self.columns - 1) // (self.width - self.gutter)

    def y(self, minutes: int) -> int:
        """Return where a time of day stands, not scrolled."""
        return self.top + minutes * self.hour // 60

    def minutes(self, y: int, step: int) -> int:
        """Return the time of day at a place, not scrolled, down to the step."""
        found = (y - self.top) * 60 // self.hour
        return max(0, min(found // step * step, MINUTES_OF_DAY - step))


def wanted_hours(book: Book, days: Iterable[dt.date]) -> tuple[int, int]:
    """Return from when to when the day is worth seeing: when the shop is open, and all items."""
    begin, end = [], []
    for day in days:
        hours = book.hours(day)
        if hours is not None:
            begin.append(minutes_of(hours.opens))
            end.append(minutes_of(hours.closes))
        for item in book.timed(day):
            begin.append(minutes_of(item.at))
            end.append(minutes_of(item.at) + item.minutes)
    first = min(begin, default=minutes_of(OPENS)) - MARGIN
    last = max(end, default=minutes_of(CLOSES)) + MARGIN
    return max(0, first), min(MINUTES_OF_DAY, last)


def hour_height(room: int, first: int, last: int) -> int:
    """Return the height of an hour with which the wanted ones just fit, within reason."""
    return max(LOWEST_HOUR, min(room * 60 // max(last - first, 60), HIGHEST_HOUR))


def minutes_of(time: dt.time | None) -> int:
    """Return the minutes since midnight."""
    return time.hour * 60 + time.minute if time is not None else 0


def time_of(minutes: int) -> dt.time:
    """Return the time of day of some minutes since midnight."""
    return dt.time(minutes // 60, minutes % 60)

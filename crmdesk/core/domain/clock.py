"""The clock that is passed in, so that nothing below depends on today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


def _system_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the instant in UTC and the local date."""

    now: Callable[[], dt.datetime] = _system_now

    def today(self) -> dt.date:
        """Return the date on the shop's wall calendar."""
        return self.now().astimezone().date()

    def wall(self) -> dt.datetime:
        """Return what the clock on the shop's wall shows, without a zone."""
        return self.now().astimezone().replace(tzinfo=None)


def fixed_clock(year: int, month: int, day: int, hour: int = 9) -> Clock:
    """Return a clock that stands still at a local date and hour."""
    instant = dt.datetime(year, month, day, hour).astimezone(dt.UTC)
    return Clock(lambda: instant)

"""Working time: how long the shop was open between two instants, and when so much of it is over.

Instants carry a zone; the opening hours are what the clock on the shop's wall shows. `zone` None
is the zone of this PC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from crmdesk.core.domain.opening import Opening

_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
# What a shop that never opens ends its days with.
_LAST_MINUTE = dt.time(23, 59)


def wall(instant: dt.datetime, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return what the clock on the wall shows at an instant, with its zone."""
    return instant.astimezone(zone)


def instant_of(day: dt.date, time: dt.time, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return the instant, in UTC, at which the clock on the wall shows a time of a day."""
    shown = dt.datetime.combine(day, time, tzinfo=zone)
    return shown.astimezone(dt.UTC)


def _spans(
    opening: Opening, start: dt.datetime, zone: dt.tzinfo | None
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the times the shop is open from an instant on, in UTC; none if it never opens."""
    for day in opening.open_days_from(wall(start, zone).date()):
        hours = opening.hours(day)
        assert hours is not None
        begins = max(start, instant_of(day, hours.opens, zone))
        ends = instant_of(day, hours.closes, zone)
        if begins < ends:
            yield begins, ends


def working_minutes(
    opening: Opening, start: dt.datetime, end: dt.datetime, zone: dt.tzinfo | None = None
) -> int:
    """Return the whole minutes the shop was open from `start` to `end`; 0 when `end` is earlier."""
    total = dt.timedelta()
    for begins, ends in _spans(opening, start, zone):
        if begins >= end:
            break
        total += min(ends, end) - begins
    return total // _MINUTE


def after_minutes(
    opening: Opening, start: dt.datetime, minutes: int, zone: dt.tzinfo | None = None
) -> dt.datetime:
    """Return the instant, in UTC, when the shop was open for so many minutes since `start`.

    `start` itself for none; a shop that never opens counts every minute.
    """
    left = dt.timedelta(minutes=minutes)
    if not left:
        return start.astimezone(dt.UTC)
    for begins, ends in _spans(opening, start, zone):
        if left <= ends - begins:
            return (begins + left).astimezone(dt.UTC)
        left -= ends - begins
    return start.astimezone(dt.UTC) + left


def first_day(opening: Opening, start: dt.datetime, zone: dt.tzinfo | None = None) -> dt.date:
    """Return the working day an instant belongs to: after closing it is the next open one."""
    begin = wall(start, zone)
    for day in opening.open_days_from(begin.date()):
        hours = opening.hours(day)
        assert hours is not None
        if day > begin.date() or begin < instant_of(day, hours.closes, zone):
            return day
    return begin.date()


def end_of_day(opening: Opening, day: dt.date, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return the instant, in UTC, at which the shop closes on a day."""
    hours = opening.hours(day)
    return instant_of(day, hours.closes if hours else _LAST_MINUTE, zone)


def after_days(
    opening: Opening, start: dt.datetime, days: int, zone: dt.tzinfo | None = None
) -> dt.datetime:
    """Return when so many working days are over, in UTC: the closing time of the last of them.

    The day it begins on does not count (as GB/T 19012 and common usage have it); 0 days is the
    closing time of that day itself.
    """
    begin = first_day(opening, start, zone)
    left = days
    for day in opening.open_days_from(begin):
        if day > begin:
            left -= 1
        if left <= 0:
            return end_of_day(opening, day, zone)
    return end_of_day(opening, begin + _DAY * days, zone)

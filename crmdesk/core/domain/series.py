"""A follow-up that comes again: its rule, when it ends, and which date is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from crmdesk.core.domain.followup import NORMAL, FollowUp
from crmdesk.core.domain.recurrence import Rule, dates_between, next_date

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How a follow-up comes again; it ends on `until`, after `most` times, or never."""

    rule: Rule
    until: dt.date | None = None
    most: int = 0

    def first_date(self, wanted: dt.date) -> dt.date:
        """Return the first date that suits the rule, from a wanted date on."""
        if self.rule.rolling_days:
            return wanted
        return next(iter(self.dates(wanted, 1)), wanted)

    def dates(self, start: dt.date, count: int) -> list[dt.date]:
        """Return the first dates of a series that starts on a day, as far as they are known."""
        if self.rule.rolling_days:
            return [] if self.until and start > self.until else [start]
        found: list[dt.date] = []
        day = next_date(self.rule, start, start - _DAY) if start > dt.date.min else None
        count = min(count, self.most or count)
        while day is not None and len(found) < count and day <= (self.until or day):
            found.append(day)
            day = next_date(self.rule, start, day)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What all follow-ups of a series share.

    `start` is the first day of the rule; of a rolling one the contact its days count from.
    `reached` is the date by the rule up to which follow-ups were written one after the other: the
    last of them waits, and all later ones are only worked out.
    """

    id: int = 0
    customer_id: int
    repeat: Repeat
    start: dt.date
    reached: dt.date
    at: dt.time | None = None
    what: str = ""
    kind: str = "call"
    priority: int = NORMAL
    staff: str = ""
    ended_on: dt.date | None = None

    @property
    def rule(self) -> Rule:
        """The rule by which it comes again."""
        return self.repeat.rule

    def follow_up(self, occurrence: dt.date) -> FollowUp:
        """Return the follow-up of one date of the rule, not stored yet."""
        return FollowUp(
            customer_id=self.customer_id,
            due=occurrence,
            at=self.at,
            what=self.what,
            kind=self.kind,
            priority=self.priority,
            staff=self.staff,
            series_id=self.id,
            occurrence=occurrence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """What is stored of a series: the dates that wait, those that are over, and how many."""

    waiting: frozenset[dt.date] = frozenset()
    over: frozenset[dt.date] = frozenset()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Next:
    """The next date of a series (None: it was the last one), and the dates passed over."""

    date: dt.date | None
    passed: tuple[dt.date, ...] = field(default_factory=tuple)


def next_of(series: Series, stored: Occurrences, today: dt.date) -> Next:
    """Return what comes after the occurrence a series has reached.

    What was missed meanwhile is passed over: the next one is on or after today.
    """
    if series.repeat.most and stored.count >= series.repeat.most:
        return Next(next((day for day in sorted(stored.waiting)), None))
    if series.rule.rolling_days:
        return _within(series, next_date(series.rule, today, today), ())
    floor = max(series.reached, today - _DAY)
    day = next_date(series.rule, series.start, floor)
    while day is not None and day in stored.over:
        day = next_date(series.rule, series.start, day)
    # One that was written ahead of its turn and still waits is the next one.
    ahead = [one for one in stored.waiting if one > series.reached]
    day = min([one for one in (day, *ahead) if one is not None], default=None)
    last = min(floor, series.repeat.until or floor, day or floor)
    between = dates_between(series.rule, series.start, series.reached + _DAY, last)
    known = stored.waiting | stored.over
    return _within(series, day, tuple(one for one in between if one != day and one not in known))


def _within(series: Series, day: dt.date | None, passed: tuple[dt.date, ...]) -> Next:
    until = series.repeat.until
    return Next(None if day is None or (until and day > until) else day, passed)


def coming(
    series: Series, stored: Collection[dt.date], count: int, today: dt.date, last: dt.date
) -> list[dt.date]:
    """Return the dates to come that are not written yet, up to a day.

    `stored` are the dates that are written, `count` how many there are in all.
    """
    if series.ended_on is not None or series.rule.rolling_days:
        return []
    last = min(last, series.repeat.until or last)
    if last <= series.reached:
        return []
    first = max(series.reached + _DAY, today)
    found = [
        day for day in dates_between(series.rule, series.start, first, last) if day not in stored
    ]
    return found[: max(series.repeat.most - count, 0)] if series.repeat.most else found

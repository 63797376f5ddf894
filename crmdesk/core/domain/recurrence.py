"""How something comes again: every second Tuesday, the last day of the month, 30 days after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from crmdesk.core.domain import rule_chinese, rule_english, rule_words
from crmdesk.core.domain.rule_parts import (
    AFTER,
    DAILY,
    MONTHLY,
    WEEKLY,
    RuleParts,
    month_days,
    not_a_rule,
    parts_of,
    read_rrule,
    text_of,
)

# A rule of a unit comes at least once in so many days, and a little longer.
_LONGEST: Final = {DAILY: 1, WEEKLY: 7, MONTHLY: 62, "YEARLY": 732}
# The week in which the calendar ends is more than dateutil can bear.
_END: Final = dt.date(9999, 12, 24)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its one canonical text: an RRULE, or `AFTER=30` for one that rolls.

    A promised day is never skipped: the 31st (30th, 29th) of a month without one is its last day,
    29 February is 28 February in ordinary years. Raises BadValue for a text that is not canonical.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse a text that is no rule, as BadValue."""
        parts_of(self.text)

    @property
    def parts(self) -> RuleParts:
        """Return what the rule consists of."""
        return parts_of(self.text)

    @property
    def rolling_days(self) -> int:
        """Return how many days after the last contact it comes, 0 for a rule with fixed dates."""
        parts = self.parts
        return parts.every if parts.unit == AFTER else 0


def parse_rule(text: str, start: dt.date) -> Rule:
    """Return the rule that a text means: an RRULE, English or Chinese words.

    What the words leave open (weekly, monthly) is taken from the day it starts on. Raises BadValue.
    """
    parts = (
        read_rrule(text, start) or rule_english.read(text, start) or rule_chinese.read(text, start)
    )
    if parts is None:
        raise not_a_rule(text)
    return Rule(text_of(parts))


def show_rule(rule: Rule) -> str:
    """Return the rule in the user's language, in words that `parse_rule` understands."""
    return rule_words.show(rule.parts)


def show_rule_text(text: str) -> str:
    """Return the rule of a canonical text in words, nothing for none."""
    return show_rule(Rule(text)) if text else ""


def dates_between(rule: Rule, start: dt.date, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the dates from `first` to `last`, both included, of a rule that begins on `start`.

    The first date is the first one on or after `start` that suits the rule; intervals count from
    there. A rolling rule has no dates before its contact is known, so it gives none.
    """
    if rule.rolling_days or first > last:
        return []
    begin = _first(rule.parts, start)
    if begin is None or begin > last:
        return []
    low = max(first, begin)
    return [day for day in _dates(rule.text, _anchor(rule.parts, begin, low), last) if day >= low]


def next_date(rule: Rule, start: dt.date, after: dt.date) -> dt.date | None:
    """Return the first date after a day; None at the end of the calendar.

    Of a rolling rule it is so many days after that day: the day of the last contact.
    """
    parts = rule.parts
    if parts.unit == AFTER:
        return _later(after, parts.every) if after < dt.date.max else None
    if after >= dt.date.max:
        return None
    low = max(_later(after, 1), start)
    window = (parts.every + 1) * _LONGEST[parts.unit]
    return next(iter(dates_between(rule, start, low, _later(low, window))), None)


def _later(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


@lru_cache(maxsize=4096)
def _first(parts: RuleParts, start: dt.date) -> dt.date | None:
    if parts.unit == DAILY:
        return start
    each = replace(parts, every=1)
    last = _later(start, _LONGEST[parts.unit])
    found = _dates(text_of(each), _anchor(each, start, start), last)
    return next((day for day in found if day >= start), None)


def _anchor(parts: RuleParts, begin: dt.date, low: dt.date) -> dt.date:
    """Return the start of the last period that counts and begins on or before a day.

    Many series of one rule then share their dates, and an old series costs no more than a new one.
    """
    if parts.unit == DAILY:
        steps = (low - begin).days // parts.every
        return begin + dt.timedelta(days=steps * parts.every)
    if parts.unit == WEEKLY:
        monday = begin.toordinal() - begin.weekday()
        steps = (low.toordinal() - monday) // (7 * parts.every)
        return dt.date.fromordinal(max(monday + steps * 7 * parts.every, 1))
    if parts.unit == MONTHLY:
        months = (low.year - begin.year) * 12 + low.month - begin.month
        year, month = divmod(
            begin.year * 12 + begin.month - 1 + months // parts.every * parts.every, 12
        )
        return dt.date(year, month + 1, 1)
    return dt.date(begin.year + (low.year - begin.year) // parts.every * parts.every, 1, 1)


@lru_cache(maxsize=4096)
def _dates(text: str, anchor: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    last = min(last, _END)
    if anchor > last:
        return ()
    # 10 ms that a start without any series need not pay.
    from dateutil import rrule

    parts = parts_of(text)
    weekdays = [rrule.weekday(day, nth) for day in parts.weekdays for nth in parts.nth or (None,)]
    days, places = month_days(parts) if parts.days else ([], [])
    found = rrule.rrule(
        getattr(rrule, parts.unit),
        dtstart=dt.datetime.combine(anchor, dt.time()),
        until=dt.datetime.combine(last, dt.time()),
        interval=parts.every,
        byweekday=weekdays or None,
        bymonthday=days or None,
        bymonth=parts.month or None,
        bysetpos=places or None,
    )
    return tuple(_of_this_calendar(one.date() for one in found))


def _of_this_calendar(days: Iterator[dt.date]) -> Iterator[dt.date]:
    """Yield days up to the end of the calendar: dateutil looks a period beyond the last one."""
    try:
        yield from days
    except ValueError:
        return

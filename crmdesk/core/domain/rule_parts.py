"""What a rule of recurrence consists of, and its one canonical text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crmdesk.core.domain.date_text import no_such_day
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

DAILY: Final = "DAILY"
WEEKLY: Final = "WEEKLY"
MONTHLY: Final = "MONTHLY"
YEARLY: Final = "YEARLY"
AFTER: Final = "AFTER"
LAST: Final = -1
WORKING_DAYS: Final = (0, 1, 2, 3, 4)

# Nobody plans further ahead than about ten years.
MOST: Final = {DAILY: 3660, WEEKLY: 520, MONTHLY: 120, YEARLY: 10, AFTER: 3660}

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORT_MONTH: Final = 28
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NTH: Final = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_OF_MONTH: Final = {"INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS"}
_KNOWN: Final = {
    DAILY: {"INTERVAL"},
    WEEKLY: {"INTERVAL", "BYDAY"},
    MONTHLY: _OF_MONTH,
    YEARLY: _OF_MONTH | {"BYMONTH"},
}


@dataclass(frozen=True, slots=True)
class RuleParts:
    """The pieces of a rule.

    `every` counts days, weeks, months or years (of AFTER: days after the last contact).
    `weekdays` are 0 to 6, Monday first; with `nth` (1 to 4, or LAST at the end) there is one, of
    the month. `days` are the days of the month (1 to 30, or LAST at the end). Of a year there is
    one day only.
    """

    unit: str
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    month: int = 0


def made(
    unit: str,
    every: int = 1,
    *,
    weekdays: tuple[int, ...] = (),
    nth: tuple[int, ...] = (),
    days: tuple[int, ...] = (),
    month: int = 0,
) -> RuleParts:
    """Return the parts of a rule, each rule in one way only.

    The 31st is the last day of a month, as is 29 February. Raises BadValue for what never comes.
    """
    if not 1 <= every <= MOST[unit]:
        raise BadValue(
            _("“{count}” is not a number of times to count on.").format(count=every),
            _("Choose a number from 1 to {most}.").format(most=MOST[unit]),
        )
    if not set(nth) <= {1, 2, 3, 4, LAST}:
        raise BadValue(
            _("Not every month has a fifth week with this day."),
            _("Choose the first to the fourth, or the last."),
        )
    if month and not 1 <= month <= 12:
        raise no_such_day(f"{month:02d}-{days[0] if days else 0:02d}")
    if not nth and unit in (MONTHLY, YEARLY):
        days = _canonical_days(days, month)
    return RuleParts(
        unit, every, tuple(sorted(set(weekdays))), tuple(_in_order(set(nth))), days, month
    )


def _canonical_days(days: tuple[int, ...], month: int) -> tuple[int, ...]:
    found = _in_order({_canonical_day(day, month) for day in days})
    # In February they would be the same day.
    if sum(day == LAST or day > _SHORT_MONTH for day in found) > 1:
        raise BadValue(
            _("Not every month has two days after the 28th."),
            _("Choose one of them, or the last day of the month."),
        )
    return tuple(found)


def _in_order(days: Iterable[int]) -> list[int]:
    return sorted(days, key=lambda day: (day == LAST, day))


def _canonical_day(day: int, month: int) -> int:
    longest = _LONGEST[month - 1] if month else 31
    if day != LAST and not 1 <= day <= longest:
        raise no_such_day(f"{month:02d}-{day:02d}" if month else str(day))
    if month in (0, 2):
        return LAST if day == longest else day
    return longest if day == LAST else day


def not_a_rule(text: str) -> BadValue:
    """Return the error for a text that is no rule."""
    return BadValue(
        _("“{value}” does not say how often something comes again.").format(value=shown(text)),
        _("Write it like every 2 weeks, monthly, last Friday of the month, or every 28 days."),
    )


def text_of(parts: RuleParts) -> str:
    """Return the canonical text: an RRULE that calendars understand too, or `AFTER=30`."""
    if parts.unit == AFTER:
        return f"AFTER={parts.every}"
    words = [f"FREQ={parts.unit}"]
    if parts.every > 1:
        words.append(f"INTERVAL={parts.every}")
    if parts.month:
        words.append(f"BYMONTH={parts.month}")
    if parts.nth:
        name = _DAYS[parts.weekdays[0]]
        words.append("BYDAY=" + ",".join(f"{nth}{name}" for nth in parts.nth))
    elif parts.weekdays:
        words.append("BYDAY=" + ",".join(_DAYS[day] for day in parts.weekdays))
    if parts.days:
        days, places = month_days(parts)
        words.append("BYMONTHDAY=" + ",".join(map(str, days)))
        if places:
            words.append("BYSETPOS=" + ",".join(map(str, places)))
    return ";".join(words)


def month_days(parts: RuleParts) -> tuple[list[int], list[int]]:
    """Return days of a month, and which of those it has are meant; no places for all of them.

    The 30th is the last of 28, 29 and 30.
    """
    *first, day = parts.days
    if day <= _SHORT_MONTH or parts.month not in (0, 2):
        return list(parts.days), []
    days = sorted({*first, *range(_SHORT_MONTH, day + 1)})
    return days, [*range(1, len(first) + 1), LAST]


@lru_cache(maxsize=4096)
def parts_of(text: str) -> RuleParts:
    """Return the parts of a canonical text. Raises BadValue for any other text."""
    found = read_rrule(text)
    if found is None or text_of(found) != text:
        raise not_a_rule(text)
    return found


def read_rrule(text: str, start: dt.date | None = None) -> RuleParts | None:
    """Return the parts of an RRULE or of `AFTER=30`, None when the text is neither.

    What it leaves open (`FREQ=WEEKLY`) is taken from the day it begins on. Raises BadValue for an
    RRULE that says more than a rule here can.
    """
    words = text.strip().upper().removeprefix("RRULE:")
    if re.fullmatch(r"AFTER=\d{1,9}", words):
        return made(AFTER, int(words[6:]))
    if not words.startswith("FREQ="):
        return None
    given = dict(word.partition("=")[::2] for word in words.split(";") if word)
    unit = given.pop("FREQ")
    given.pop("WKST", None)
    if unit not in MOST or unit == AFTER or not given.keys() <= _KNOWN[unit]:
        raise not_a_rule(text)
    try:
        return _of_rrule(unit, given, start)
    except (KeyError, AttributeError, IndexError, TypeError, ValueError) as error:
        if isinstance(error, BadValue):
            raise
        raise not_a_rule(text) from None


def _nth_of(days: str, places: str) -> tuple[int, tuple[int, ...]]:
    """Return the one weekday and which of them in a month: of 2TU,4TU, or of TU with places."""
    found = [_NTH.fullmatch(day) for day in days.split(",")]
    names = {match[2] for match in found if match}
    numbers = [match[1] for match in found if match and match[1]]
    if len(names) != 1 or None in found or not (numbers or len(found) == 1):
        raise ValueError("no such weekday of a month")
    if len(numbers) not in (0, len(found)):
        raise ValueError("some or all weekdays of a month")
    nth = tuple(int(number) for number in numbers or places.split(","))
    if 0 in nth:
        raise ValueError("no such weekday of a month")
    return _DAYS.index(names.pop()), nth


def _of_rrule(unit: str, given: dict[str, str], start: dt.date | None) -> RuleParts:
    every = int(given.get("INTERVAL", "1")[:9])
    if unit == DAILY:
        return made(DAILY, every)
    if start is not None and unit == WEEKLY:
        given.setdefault("BYDAY", _DAYS[start.weekday()])
    if unit == WEEKLY:
        return made(WEEKLY, every, weekdays=tuple(map(_DAYS.index, given["BYDAY"].split(","))))
    if start is not None:
        if unit == YEARLY:
            given.setdefault("BYMONTH", str(start.month))
        if "BYDAY" not in given:
            given.setdefault("BYMONTHDAY", str(start.day))
    month = int(given["BYMONTH"]) if unit == YEARLY else 0
    if "BYDAY" in given and "BYMONTHDAY" not in given:
        weekday, nth = _nth_of(given["BYDAY"], given.get("BYSETPOS", ""))
        if unit == YEARLY and len(nth) > 1:
            raise ValueError("more than a day of a year")
        return made(unit, every, weekdays=(weekday,), nth=nth, month=month)
    days = _in_order(int(day) for day in given["BYMONTHDAY"].split(","))
    places = [int(place) for place in given.get("BYSETPOS", "").split(",") if place]
    meant = (*days[: len(places) - 1], days[-1]) if places else tuple(days)
    parts = made(unit, every, days=meant, month=month)
    alone = len(days) == 1 and places in ([1], [LAST])
    if "BYDAY" in given or (unit == YEARLY and len(meant) > 1):
        raise ValueError("more than a day of a month")
    if places and not alone and (days, places) != month_days(parts):
        raise ValueError("not the days a rule can say")
    return parts

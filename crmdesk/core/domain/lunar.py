"""The Chinese calendar from 1900 to 2100: its months, its days, and the days of solar terms."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _

FIRST_LUNAR_YEAR: Final = 1900
LAST_LUNAR_YEAR: Final = 2100
LUNAR_MONTHS: Final = "正二三四五六七八九十冬腊"
QINGMING: Final = 6
WINTER_SOLSTICE: Final = 23

_NUMERALS: Final = "一二三四五六七八九十"
# The new moons of 4 September 2089 and 7 August 2097 fall minutes before midnight. The table of
# borax has them a day later, as the older tables of the Hong Kong Observatory do; the Observatory
# itself names these days in its footnote.
_BEGINS_EARLIER: Final = {(2089, 8), (2097, 7)}


class LunarMonth(NamedTuple):
    """A month of a lunar year: its number, the ordinal of its first day, and its length."""

    number: int
    leap: bool
    first: int
    length: int


class LunarDay(NamedTuple):
    """A day in the Chinese calendar; `length` is that of its month, 29 or 30."""

    year: int
    month: int
    day: int
    leap: bool
    length: int


@cache
def lunar_months(year: int) -> tuple[LunarMonth, ...]:
    """Return the 12 or 13 months of a lunar year. Raises BadValue for a year that is not known."""
    # Imported at its first use: most starts of the program need no lunar date.
    from borax.calendars.lunardate import LCalendars, LunarDate

    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
        raise BadValue(
            _("The lunar calendar of {year} is not known.").format(year=year),
            _("Choose a date between {first} and {last}.").format(
                first=FIRST_LUNAR_YEAR, last=LAST_LUNAR_YEAR
            ),
        )
    ordinal = LunarDate(year, 1, 1).to_solar_date().toordinal()
    known = [(number, days, bool(leap)) for number, days, leap in LCalendars.iter_year_month(year)]
    months: list[LunarMonth] = []
    for place, (number, days, leap) in enumerate(known):
        following = known[place + 1][0] if place + 1 < len(known) else 0
        length = days - ((year, following) in _BEGINS_EARLIER) + ((year, number) in _BEGINS_EARLIER)
        months.append(LunarMonth(number, leap, ordinal, length))
        ordinal += length
    return tuple(months)


def lunar_day_of(date: dt.date) -> LunarDay:
    """Return the lunar day of a date. Raises BadValue outside the years that are known."""
    year = lunar_year_of(date)
    months, ordinal = lunar_months(year), date.toordinal()
    month = months[bisect_right(_first_days(year), ordinal) - 1]
    return LunarDay(year, month.number, ordinal - month.first + 1, month.leap, month.length)


def lunar_year_of(date: dt.date) -> int:
    """Return the lunar year a date lies in. Raises BadValue outside the years that are known."""
    if date.year > LAST_LUNAR_YEAR:
        months = lunar_months(LAST_LUNAR_YEAR)
        last = months[-1].first + months[-1].length - 1
        return LAST_LUNAR_YEAR if date.toordinal() <= last else date.year
    return date.year if date.toordinal() >= lunar_months(date.year)[0].first else date.year - 1


def solar_date(year: int, month: int, day: int) -> dt.date:
    """Return the date of a day of an ordinary (not leap) lunar month; the 30th is its last day."""
    found = next(one for one in lunar_months(year) if one.number == month and not one.leap)
    return dt.date.fromordinal(found.first + min(day, found.length) - 1)


@cache
def term_date(year: int, term: int) -> dt.date:
    """Return the date of a solar term in a solar year, such as `QINGMING`."""
    from borax.calendars.lunardate import TermUtils

    found: dt.date = TermUtils.nth_term_day(year, term)
    return found


def lunar_day_name(day: int) -> str:
    """Return the Chinese name of a lunar day: 初一, 十五, 廿三, 三十."""
    if day <= 10:
        return "初" + _NUMERALS[day - 1]
    if day == 20:
        return "二十"
    if day == 30:
        return "三十"
    return ("十" if day < 20 else "廿") + _NUMERALS[day % 10 - 1]


@cache
def _first_days(year: int) -> tuple[int, ...]:
    return tuple(month.first for month in lunar_months(year))

"""Birthdays in the solar and the lunar calendar, with or without a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.domain.lunar import (
    FIRST_LUNAR_YEAR,
    LAST_LUNAR_YEAR,
    LUNAR_MONTHS,
    lunar_day_name,
    lunar_months,
    lunar_year_of,
)
from crmdesk.core.i18n import N_, _

MONTH_NAMES: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_DAYS_OF_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_STORED: Final = re.compile(r"(L?)(?:(\d{4})|-)-(\d\d)(\+?)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Birthday:
    """Month and day in one of the two calendars; the year (of the same calendar) may be unknown."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False

    def __post_init__(self) -> None:
        """Refuse a day that no year has, as ValueError."""
        if not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        last = 30 if self.lunar else _DAYS_OF_MONTH[self.month - 1]
        if not 1 <= self.day <= last:
            raise ValueError(f"no such day: {self.month}-{self.day}")
        if self.year is not None:
            self._check_year(self.year)
        if self.leap and not self.lunar:
            raise ValueError("only lunar months are leap months")

    def _check_year(self, year: int) -> None:
        if not 1 <= year <= 9999:
            raise ValueError(f"no such year: {year}")
        if self.day == 29 and self.month == 2 and not self.lunar and not calendar.isleap(year):
            raise ValueError(f"no such day: {year}-2-29")

    @property
    def solar_key(self) -> int:
        """Return month * 100 + day of a solar birthday, 0 of a lunar one."""
        return 0 if self.lunar else self.month * 100 + self.day

    def to_text(self) -> str:
        """Return the storage text: `1990-05-03`, `--05-03`, `L1990-08-15`, `L1990-04+-02`."""
        year = "-" if self.year is None else f"{self.year:04d}"
        if not self.lunar:
            return f"{year}-{self.month:02d}-{self.day:02d}"
        return f"L{year}-{self.month:02d}{'+' if self.leap else ''}-{self.day:02d}"

    @staticmethod
    def from_text(text: str) -> Birthday:
        """Return the birthday of a storage text, the exact inverse of `to_text`."""
        return _from_text(text)

    def next_on_or_after(self, day: dt.date) -> dt.date:
        """Return the first celebration on or after a day.

        29 February becomes 28 February in ordinary years; a leap month is celebrated in the
        ordinary month of the same number, the 30th of a short lunar month on the 29th.
        """
        if self.lunar:
            return self._next_lunar(day)
        this_year = self._in_solar_year(day.year)
        return this_year if this_year >= day else self._in_solar_year(day.year + 1)

    def _in_solar_year(self, year: int) -> dt.date:
        if self.day == 29 and self.month == 2 and not calendar.isleap(year):
            return dt.date(year, 2, 28)
        return dt.date(year, self.month, self.day)

    def _next_lunar(self, day: dt.date) -> dt.date:
        wanted = day.toordinal()
        for year in range(max(day.year - 1, FIRST_LUNAR_YEAR), day.year + 2):
            first, length = _ordinary_months(year)[self.month - 1]
            found = first + min(self.day, length) - 1
            if found >= wanted:
                return dt.date.fromordinal(found)
        raise AssertionError("a lunar day comes at least every 13 months")

    def age_turning(self, on: dt.date) -> int | None:
        """Return the age reached with the birthday in the (lunar) year of a day, if known."""
        if self.year is None:
            return None
        age = (lunar_year_of(on) if self.lunar else on.year) - self.year
        return age if age >= 0 else None

    def show(self) -> str:
        """Return the birthday in the user's language."""
        if self.lunar:
            return self._show_lunar()
        month = _(MONTH_NAMES[self.month - 1])
        if self.year is None:
            return _("{day} {month}").format(day=self.day, month=month)
        return _("{day} {month} {year}").format(day=self.day, month=month, year=self.year)

    def _show_lunar(self) -> str:
        month, day = str(self.month), str(self.day)
        if i18n.language().startswith("zh"):
            month, day = LUNAR_MONTHS[self.month - 1], lunar_day_name(self.day)
        if self.leap:
            month = _("leap {month}").format(month=month)
        if self.year is None:
            return _("lunar {month}-{day}").format(month=month, day=day)
        return _("lunar {year}-{month}-{day}").format(year=self.year, month=month, day=day)


def lunar_days_between(start: dt.date, days: int) -> list[tuple[dt.date, int, int]]:
    """Return (date, lunar month, lunar day) of the birthdays celebrated on `days` days from start.

    Days of a leap month are nobody's; the 29th of a short month also stands for the 30th. Of
    years whose moon is not known there are none.
    """
    found: list[tuple[dt.date, int, int]] = []
    first, last = start.toordinal(), start.toordinal() + days - 1
    end = min(dt.date.fromordinal(min(last, dt.date.max.toordinal())).year, LAST_LUNAR_YEAR)
    for year in range(max(start.year - 1, FIRST_LUNAR_YEAR), end + 1):
        for number, (begin, length) in enumerate(_ordinary_months(year), 1):
            for day in range(max(first - begin, 0), min(last - begin + 1, length)):
                date = dt.date.fromordinal(begin + day)
                found.append((date, number, day + 1))
                if day == 28 and length == 29:
                    found.append((date, number, 30))
    return found


@lru_cache(maxsize=65536)
def _from_text(text: str) -> Birthday:
    match = _STORED.fullmatch(text)
    if match is None:
        raise ValueError(f"not a stored birthday: {text!r}")
    mark, year, month, plus, day = match.groups()
    return Birthday(int(month), int(day), int(year) if year else None, bool(mark), bool(plus))


@cache
def _ordinary_months(year: int) -> tuple[tuple[int, int], ...]:
    """Return (ordinal of the first day, number of days) of the 12 months that are not leap."""
    return tuple((month.first, month.length) for month in lunar_months(year) if not month.leap)

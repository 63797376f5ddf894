"""Dates as people write them, and as the user reads them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.date_text import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    DateParts,
    no_such_day,
    not_a_date,
    read_parts,
)
from crmdesk.core.domain.due_dates import parse_due, parse_time
from crmdesk.core.domain.shown_dates import show_date, show_date_time, show_day, show_time
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

__all__ = [
    "BadValue",
    "Birthday",
    "day_first",
    "lunar_days_between",
    "parse_birthday",
    "parse_date",
    "parse_due",
    "parse_time",
    "show_date",
    "show_date_time",
    "show_day",
    "show_time",
]

LAST_SERIAL: Final = 60000
# No clock is earlier than the program: an older year needs no look at it.
_WRITTEN: Final = 2025
# Lists hold dates of a few years ahead (the next visit), never of a decade.
_YEARS_AHEAD: Final = 10
_USUAL: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?", re.ASCII
)
_SERIAL: Final = re.compile(r"\d{1,4}|\d{5}(?:\.\d+)?|\d{3,4}\.0+")
_EMPTY_DATE: Final = re.compile(
    r"(?:0000|1899|1900)[-/.](?:0?0|12|0?1)[-/.](?:0?0|30|31)(?:[ T].*)?"
)
_ORDER: Final = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d\d))?(?:\s.*)?")


def parse_birthday(
    value: object,
    *,
    lunar: bool = False,
    epoch_1904: bool = False,
    day_first: bool = False,
    this_year: int = 0,
) -> Birthday:
    """Return the birthday that a cell or a text means; raise BadValue when it means none.

    `lunar`: the column holds lunar dates (a text may still name its own calendar).
    `day_first`: 03/05/1990 is 3 May. `this_year` (0: the clock's) decides two-digit years.
    """
    if isinstance(value, str):
        return _birthday_of_text(value, lunar, epoch_1904, day_first, this_year)
    if isinstance(value, dt.date):
        return _birthday_of_date(value, lunar, this_year)
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = _number_text(value)
        return _birthday_of_text(text, lunar, epoch_1904, day_first, this_year)
    raise not_a_date(value)


def parse_date(
    value: object, *, epoch_1904: bool = False, day_first: bool = False, this_year: int = 0
) -> dt.date:
    """Return the date, year included, that a cell or a text means; raise BadValue when none."""
    if isinstance(value, str):
        return _date_of_text(value, epoch_1904, day_first, this_year)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        if value.year < EARLIEST_YEAR or value <= dt.date(1899, 12, 31):
            raise _not_a_full_date(value)
        if value.year > LATEST_YEAR:
            # What other programs write for "never".
            raise _unlikely_year(value.isoformat())
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_of_text(_number_text(value), epoch_1904, day_first, this_year)
    raise _not_a_full_date(value)


def day_first(values: Iterable[object]) -> bool | None:
    """Return whether the texts of a whole column are day/month; None when they leave it open.

    False when no value needs the decision.
    """
    open_values = days = months = 0
    for value in values:
        match = _ORDER.fullmatch(value) if isinstance(value, str) else None
        if match is None or (match[3] and len(match[3]) == 2 and int(match[3]) <= 31):
            continue
        first, second = int(match[1]), int(match[2])
        days += first > 12 >= second
        months += second > 12 >= first
        # Without a year the month comes first, as the Chinese write it.
        open_values += match[3] is not None and first <= 12 and second <= 12 and first != second
    if days and not months:
        return True
    return None if open_values and (days or not months) else False


def from_serial(number: int, *, epoch_1904: bool = False) -> dt.date:
    """Return the date of a workbook's serial number."""
    if epoch_1904:
        return dt.date(1904, 1, 1) + dt.timedelta(days=number)
    # Workbooks count a 29 February 1900 that never was.
    base = dt.date(1899, 12, 31) if number < 60 else dt.date(1899, 12, 30)
    return base + dt.timedelta(days=number)


def _number_text(value: int | float) -> str:
    """Return a number cell as the text that was typed, or raise BadValue."""
    if isinstance(value, float):
        if not math.isfinite(value) or value < 0:
            raise not_a_date(value)
        if value.is_integer():
            return str(int(value))
        if value < 13:
            return _month_dot_day(value)
        return str(int(value)) if value < 1_000_000 else repr(value)
    return str(value)


def _month_dot_day(value: float) -> str:
    if value < 1:
        raise not_a_date(value)
    text = f"{value:.6f}".rstrip("0")
    if text.split(".")[1] in ("1", "2", "3"):
        raise BadValue(
            _("“{value}” is a number; its last zero may be missing.").format(value=text),
            _("Write it like 05-01 or 05-10."),
        )
    return text


@lru_cache(maxsize=65536)
def _birthday_of_text(
    text: str, lunar: bool, epoch_1904: bool, day_first: bool, this_year: int
) -> Birthday:
    parts = _usual_parts(text)
    if parts is None:
        pivot = (this_year or Clock().today().year) % 100
        parts = _parts_of_text(text, epoch_1904, day_first, pivot, monthly=True)
    if parts.year is not None and (parts.year < EARLIEST_YEAR or _later(parts.year, this_year)):
        raise _unlikely_year(text)
    in_lunar = parts.lunar if parts.lunar is not None else lunar
    try:
        return Birthday(parts.month, parts.day, parts.year, in_lunar, parts.leap)
    except ValueError:
        raise no_such_day(text) from None


def _birthday_of_date(value: dt.date, lunar: bool, this_year: int) -> Birthday:
    year: int | None = value.year
    if value.year < EARLIEST_YEAR:
        year = None if value.year == 1604 else 0
    elif (value.year == 1899 and value.month == 12 and value.day >= 30) or _later(
        value.year, this_year
    ):
        year = 0
    if year == 0:
        raise _unlikely_year(value)
    if lunar and value.day > 30:
        raise no_such_day(value)
    return Birthday(value.month, value.day, year, lunar)


@lru_cache(maxsize=65536)
def _date_of_text(text: str, epoch_1904: bool, day_first: bool, this_year: int) -> dt.date:
    parts = _usual_parts(text)
    if parts is None:
        pivot = min((this_year or Clock().today().year) % 100 + _YEARS_AHEAD, 99)
        parts = _parts_of_text(text, epoch_1904, day_first, pivot, monthly=False)
    if parts.lunar:
        raise BadValue(
            _("“{value}” is a lunar date.").format(value=shown(text)),
            _("Write the solar date, like 1990-05-03."),
        )
    if parts.year is None:
        raise BadValue(
            _("“{value}” has no year.").format(value=shown(text)),
            _with_year(),
        )
    if not EARLIEST_YEAR <= parts.year <= LATEST_YEAR:
        raise _unlikely_year(text)
    try:
        return dt.date(parts.year, parts.month, parts.day)
    except ValueError:
        raise no_such_day(text) from None


def _later(year: int, this_year: int) -> bool:
    return year > (this_year or _WRITTEN) and year > (this_year or Clock().today().year)


def _usual_parts(text: str) -> DateParts | None:
    """Return year, month and day of the usual ways, None where a closer look is needed."""
    match = _USUAL.fullmatch(text)
    if match is None or text.startswith(("0", "1604", "1899")) or int(match[3]) == 0:
        return None
    return DateParts(int(match[1]), int(match[2]), int(match[3]))


def _parts_of_text(
    text: str, epoch_1904: bool, day_first: bool, pivot: int, *, monthly: bool
) -> DateParts:
    text = text.strip()
    if _EMPTY_DATE.fullmatch(text) and not text.endswith(("-01-31", "1900-12-30", "1900-12-31")):
        raise BadValue(
            _("“{value}” is what a program writes for no date.").format(value=shown(text)),
            _("Leave the cell empty."),
        )
    if _SERIAL.fullmatch(text):
        return _parts_of_serial(text, epoch_1904, monthly)
    try:
        return read_parts(text, day_first=day_first, pivot=pivot)
    except BadValue:
        if monthly:
            raise
        raise _not_a_full_date(text) from None


def _parts_of_serial(text: str, epoch_1904: bool, monthly: bool) -> DateParts:
    number = int(text.split(".")[0])
    if EARLIEST_YEAR <= number <= 2100 and len(text) == 4:
        raise BadValue(
            _("“{value}” is only a year.").format(value=text),
            _("Write month and day too, like 1990-05-03."),
        )
    # Nobody in the list was born in 1903: 1015 is 15 October.
    month, day = divmod(number, 100)
    if monthly and 3 <= len(text) <= 4 and 1 <= month <= 12 and 1 <= day <= 31:
        return DateParts(None, month, day)
    if not 1 <= number <= LAST_SERIAL or number == 60 or text.startswith("0"):
        raise not_a_date(text) if monthly else _not_a_full_date(text)
    date = from_serial(number, epoch_1904=epoch_1904)
    return DateParts(date.year, date.month, date.day)


def _not_a_full_date(value: object) -> BadValue:
    return not_a_date(value, _with_year())


def _with_year() -> str:
    return _("Write the date with its year, like 1990-05-03.")


def _unlikely_year(value: object) -> BadValue:
    return BadValue(
        _("The year of “{value}” cannot be right.").format(value=shown(value)),
        _("Check the year, or leave it out."),
    )

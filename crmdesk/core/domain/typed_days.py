"""What days to come and days gone by are typed with alike: steps, weekdays, days of a month."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.date_text import CHINESE_DIGITS, DateParts, chinese_number, no_such_day

# By the first letter of each word for it.
_UNITS: Final = {"d": "d", "w": "w", "m": "m", "y": "y", "天": "d", "日": "d", "周": "w"} | {
    "星": "w",
    "礼": "w",
    "月": "m",
    "年": "y",
}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def moved(day: dt.date, count: int, unit: str) -> dt.date:
    """Return the day so many days, weeks, months or years on, or back where `count` is negative.

    `unit` is any word for it. Raises OverflowError or ValueError beyond the calendar.
    """
    kind = _UNITS[unit[0]]
    if kind in "my":
        return add_months(day, count * (12 if kind == "y" else 1))
    return day + dt.timedelta(days=count * (7 if kind == "w" else 1))


def counted(number: str) -> int:
    """Return the count of digits, of Chinese numerals, or of an article."""
    if number in ("a", "an"):
        return 1
    return int(number) if number.isdigit() else chinese_number(number.replace("两", "二"))


def weekday_in(
    words: str, chinese: re.Pattern[str], english: re.Pattern[str]
) -> tuple[str, int] | None:
    """Return the word before a weekday, and its number from Monday's 0; None for other words.

    The first group of both patterns is the word before, the second one the weekday.
    """
    if (match := chinese.fullmatch(words)) is not None:
        number = 6 if match[2] in "日天" else CHINESE_DIGITS[match[2]] - 1
    elif (match := english.fullmatch(words)) is not None:
        number = _WEEKDAYS.index(match[2])
    else:
        return None
    return match[1] or "", number


def day_of_month(words: str, pattern: re.Pattern[str], today: dt.date, step: int) -> dt.date | None:
    """Return the next (`step` is 1) or the last (-1) such day of a month; None for other words.

    The first group of the pattern names the month beside this one, the second one is the day.
    """
    match = pattern.fullmatch(words)
    if match is None or not 1 <= (day := int(match[2])) <= 31:
        return None
    month = add_months(today.replace(day=1), step if match[1] else 0)
    while (
        day > calendar.monthrange(month.year, month.month)[1]
        or (month.replace(day=day) - today).days * step < 0
    ):
        month = add_months(month, step)
    return month.replace(day=day)


def yearly(parts: DateParts, text: str) -> Birthday:
    """Return the day that comes every year. Raises BadValue where there is none."""
    try:
        return Birthday(parts.month, parts.day, None, bool(parts.lunar))
    except ValueError:
        raise no_such_day(text) from None


def on_the_day(year: int, parts: DateParts, text: str) -> dt.date:
    """Return the day in a year. Raises BadValue where there is none."""
    try:
        return dt.date(year, parts.month, parts.day)
    except ValueError:
        raise no_such_day(text) from None

"""Dates that have been, in the few words people type when they tell what happened."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.date_text import (
    CHINESE_DIGITS,
    LATEST_YEAR,
    DateParts,
    chinese_number,
    no_such_day,
    not_a_date,
    plain,
    read_parts,
)
from crmdesk.core.domain.due_dates import add_months
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _

_WORDS: Final = {
    "today": 0,
    "now": 0,
    "今天": 0,
    "今日": 0,
    "刚才": 0,
    "yesterday": 1,
    "昨天": 1,
    "昨日": 1,
    "昨晚": 1,
    "前天": 2,
    "day before yesterday": 2,
    "the day before yesterday": 2,
    "大前天": 3,
    "last week": 7,
}
_AGO: Final = re.compile(
    r"(?:-\s*(\d{1,4})\s*(?:days?|d)?|(\d{1,4}|an?) (days?|weeks?|months?|years?) ago"
    r"|(\d{1,4}|[一二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)\s*个?(天|日|周|星期|礼拜|月|年)(?:以|之)?前)"
)
_CHINESE_WEEKDAY: Final = re.compile(r"(上)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH_WEEKDAY: Final = re.compile(r"(?:(last|on) )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_DAY_OF_MONTH: Final = re.compile(r"(上个?月)?(\d{1,2})[日号]")
_WEEK: Final = 7
# A lunar day comes at least every thirteen months.
_LONGEST_YEAR: Final = dt.timedelta(days=400)


def parse_past(text: str, today: dt.date) -> dt.date:
    """Return the date that a text about something past means, such as 昨天, -3, 上周五 or 11-25.

    A date without a year is the last such date. Raises BadValue when it means none.
    """
    words = " ".join(plain(text).split())
    if words in _WORDS:
        return today - dt.timedelta(days=_WORDS[words])
    found = _ago(words, today, text) or _weekday(words, today) or _day_of_month(words, today)
    return found or _written(words, today, text)


def _written(words: str, today: dt.date, text: str) -> dt.date:
    if words.isdigit() and len(words) < 6:
        words = f"--{words}" if len(words) == 4 else ""
    try:
        parts = read_parts(words, day_first=False, pivot=today.year % 100 + 1)
    except BadValue:
        raise _not_a_day(text) from None
    if parts.lunar or parts.year is None:
        return _last_before(parts, today, text)
    if parts.year > LATEST_YEAR:
        raise _not_a_day(text)
    try:
        return dt.date(parts.year, parts.month, parts.day)
    except ValueError:
        raise no_such_day(text) from None


def _last_before(parts: DateParts, today: dt.date, text: str) -> dt.date:
    try:
        day = Birthday(parts.month, parts.day, None, bool(parts.lunar))
    except ValueError:
        raise no_such_day(text) from None
    found = day.next_on_or_after(today - _LONGEST_YEAR)
    while (later := day.next_on_or_after(found + dt.timedelta(days=1))) <= today:
        found = later
    return found


def _ago(words: str, today: dt.date, text: str) -> dt.date | None:
    match = _AGO.fullmatch(words)
    if match is None:
        return None
    number = match[1] or match[2] or match[4]
    unit = (match[3] or match[5] or "d")[0]
    if number in ("a", "an"):
        number = "1"
    count = int(number) if number.isdigit() else chinese_number(number.replace("两", "二"))
    try:
        if unit in "my月年":
            return add_months(today, -count * (12 if unit in "y年" else 1))
        return today - dt.timedelta(days=count * (1 if unit in "d天日" else _WEEK))
    except (OverflowError, ValueError):
        raise _not_a_day(text) from None


def _weekday(words: str, today: dt.date) -> dt.date | None:
    match = _CHINESE_WEEKDAY.fullmatch(words)
    if match is not None:
        number = 6 if match[2] in "日天" else CHINESE_DIGITS[match[2]] - 1
    else:
        match = _ENGLISH_WEEKDAY.fullmatch(words)
        if match is None:
            return None
        number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(match[2])
    found = today - dt.timedelta(days=today.weekday() - number)
    if match[1] in ("上", "last"):
        return found - dt.timedelta(days=_WEEK)
    return found if found <= today else found - dt.timedelta(days=_WEEK)


def _day_of_month(words: str, today: dt.date) -> dt.date | None:
    match = _DAY_OF_MONTH.fullmatch(words)
    if match is None or not 1 <= (day := int(match[2])) <= 31:
        return None
    month = add_months(today.replace(day=1), -1 if match[1] else 0)
    while day > calendar.monthrange(month.year, month.month)[1] or month.replace(day=day) > today:
        month = add_months(month, -1)
    return month.replace(day=day)


def _not_a_day(text: str) -> BadValue:
    return not_a_date(text, _("Write it like yesterday, 11-25 or 2026-11-25."))

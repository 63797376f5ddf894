"""Dates that have been, in the few words people type when they tell what happened."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.date_text import (
    LATEST_YEAR,
    DateParts,
    not_a_date,
    plain,
    read_parts,
)
from crmdesk.core.domain.typed_days import (
    counted,
    day_of_month,
    moved,
    on_the_day,
    weekday_in,
    yearly,
)
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
_WEEK: Final = dt.timedelta(days=7)
# A lunar day comes at least every thirteen months.
_LONGEST_YEAR: Final = dt.timedelta(days=400)


def parse_past(text: str, today: dt.date) -> dt.date:
    """Return the date that a text about something past means, such as 昨天, -3, 上周五 or 11-25.

    A date without a year is the last such date. Raises BadValue when it means none.
    """
    words = " ".join(plain(text).split())
    if words in _WORDS:
        return today - dt.timedelta(days=_WORDS[words])
    found = (
        _ago(words, today, text)
        or _weekday(words, today)
        or day_of_month(words, _DAY_OF_MONTH, today, -1)
    )
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
    return on_the_day(parts.year, parts, text)


def _last_before(parts: DateParts, today: dt.date, text: str) -> dt.date:
    day = yearly(parts, text)
    found = day.next_on_or_after(today - _LONGEST_YEAR)
    while (later := day.next_on_or_after(found + dt.timedelta(days=1))) <= today:
        found = later
    return found


def _ago(words: str, today: dt.date, text: str) -> dt.date | None:
    match = _AGO.fullmatch(words)
    if match is None:
        return None
    number = match[1] or match[2] or match[4]
    try:
        return moved(today, -counted(number), match[3] or match[5] or "d")
    except (OverflowError, ValueError):
        raise _not_a_day(text) from None


def _weekday(words: str, today: dt.date) -> dt.date | None:
    named = weekday_in(words, _CHINESE_WEEKDAY, _ENGLISH_WEEKDAY)
    if named is None:
        return None
    before, number = named
    found = today - dt.timedelta(days=today.weekday() - number)
    return found if found <= today and before not in ("上", "last") else found - _WEEK


def _not_a_day(text: str) -> BadValue:
    return not_a_date(text, _("Write it like yesterday, 11-25 or 2026-11-25."))

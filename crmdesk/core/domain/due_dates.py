"""Dates and times to come, in the few words people type when they plan."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.date_text import (
    CHINESE_DIGITS,
    LATEST_YEAR,
    chinese_number,
    no_such_day,
    not_a_date,
    plain,
    read_parts,
)
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

_WORDS: Final = {
    "today": 0,
    "now": 0,
    "今天": 0,
    "今日": 0,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "大后天": 3,
    "next week": 7,
    "下周": 7,
    "下星期": 7,
    "下个星期": 7,
    "下礼拜": 7,
}
_IN: Final = re.compile(
    r"(?:\+\s*(\d+)\s*(days?|weeks?|months?|years?|[dwmy])?"
    r"|in (\d+|an?) (days?|weeks?|months?|years?)"
    r"|(?:再?过)?(\d+|[一二两三四五六七八九十]+|半)\s*个?(天|日|周|星期|礼拜|月|年)(?:以?后|之后)?)"
)
_UNITS: Final = {"d": "d", "w": "w", "m": "m", "y": "y", "天": "d", "日": "d", "周": "w"} | {
    "星": "w",
    "礼": "w",
    "月": "m",
    "年": "y",
}
_CHINESE_WEEKDAY: Final = re.compile(r"(下下?)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_ENGLISH_WEEKDAY: Final = re.compile(r"(?:(next|on) )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_DAY_OF_MONTH: Final = re.compile(r"(下个?月)?(\d{1,2})[日号]")
_HALVES: Final = (
    (re.compile(r"凌晨|早上|早晨|清晨|上午|早|a\.?m\.?"), False),
    (re.compile(r"中午|下午|傍晚|晚上|晚|p\.?m\.?"), True),
)
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?:[:.点时](?:(\d{1,2}|半|一刻|三刻)分?)?(?:[:]\d\d)?钟?|整)?"
)
_FOUR_DIGITS: Final = re.compile(r"(\d{1,2})(\d\d)")
_CHINESE_HOUR: Final = re.compile(
    r"[一二两三四五六七八九十]+(?=[点时])|(?<=[点时])[一二三四五]?十[一二三四五六七八九]?(?=分|$)"
)


def parse_due(text: str, today: dt.date) -> dt.date:
    """Return the date that a planning text means, such as 明天, +3, 下周一 or 5月1日.

    A date without a year is the next such date. Raises BadValue when it means none.
    """
    words = " ".join(plain(text).split())
    if words in _WORDS:
        return _later(today, _WORDS[words], "d", text)
    found = _after(words, today, text) or _weekday(words, today) or _day_of_month(words, today)
    if found is not None:
        return found
    if words.isdigit() and len(words) < 6:
        words = f"--{words}" if len(words) == 4 else "?"
    try:
        parts = read_parts(words if words != "?" else text, day_first=False, pivot=99)
    except BadValue:
        raise _not_a_day(text) from None
    if parts.lunar:
        return _birthday(parts.month, parts.day, text, lunar=True).next_on_or_after(today)
    if parts.year is None:
        return _birthday(parts.month, parts.day, text).next_on_or_after(today)
    if parts.year > LATEST_YEAR:
        raise _not_a_day(text)
    try:
        return dt.date(parts.year, parts.month, parts.day)
    except ValueError:
        raise no_such_day(text) from None


def parse_time(text: str) -> dt.time:
    """Return the time of day of a text such as 9:30, 0930, 9点半, 下午3点 or 3pm."""
    words = plain(text).replace(" ", "").replace("两点", "二点")
    words = _CHINESE_HOUR.sub(lambda found: str(chinese_number(found[0])), words)
    afternoon: bool | None = None
    for pattern, later in _HALVES:
        words, count = pattern.subn("", words)
        if count:
            afternoon = later
    match = _CLOCK.fullmatch(words) or _FOUR_DIGITS.fullmatch(words)
    if match is None or (not words.isascii() and not re.search("[点时整]", words)):
        raise _not_a_time(text)
    hour = int(match[1])
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(match[2] or "0") or int(match[2] or 0)
    if afternoon and hour < 12:
        hour += 12
    elif afternoon is False and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise _not_a_time(text)
    return dt.time(hour, minute)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _later(today: dt.date, count: int, unit: str, text: str) -> dt.date:
    try:
        if unit in "my":
            return add_months(today, count * (12 if unit == "y" else 1))
        return today + dt.timedelta(days=count * (7 if unit == "w" else 1))
    except (OverflowError, ValueError):
        raise _not_a_day(text) from None


def _after(words: str, today: dt.date, text: str) -> dt.date | None:
    if words in ("next month", "下月", "下个月"):
        return add_months(today, 1)
    if words in ("月底", "本月底", "end of month"):
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    match = _IN.fullmatch(words)
    if match is None or (match[5] and not words.startswith(("过", "再")) and words[-1] != "后"):
        return None
    unit = match[2] or match[4] or match[6] or "d"
    number = match[1] or match[3] or match[5]
    if number == "半":
        return _later(today, 6, "m", text) if unit == "年" else _later(today, 15, "d", text)
    if number in ("a", "an"):
        number = "1"
    if not number.isdigit():
        number = number.replace("两", "二")
        if len(number) > 3 or (len(number) > 1 and "十" not in number):
            raise _not_a_day(text)
        number = str(chinese_number(number))
    return _later(today, min(int(number[:9]), 10**6), _UNITS[unit[0]], text)


def _weekday(words: str, today: dt.date) -> dt.date | None:
    monday = today - dt.timedelta(days=today.weekday())
    match = _CHINESE_WEEKDAY.fullmatch(words)
    if match is not None:
        number = 6 if match[2] in "日天" else CHINESE_DIGITS[match[2]] - 1
        weeks = len(match[1] or "")
    else:
        match = _ENGLISH_WEEKDAY.fullmatch(words)
        if match is None:
            return None
        number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(match[2])
        weeks = int(match[1] == "next")
    found = monday + dt.timedelta(days=number + 7 * weeks)
    return found if found >= today else found + dt.timedelta(days=7)


def _day_of_month(words: str, today: dt.date) -> dt.date | None:
    match = _DAY_OF_MONTH.fullmatch(words)
    if match is None:
        return None
    day = int(match[2])
    if not 1 <= day <= 31:
        return None
    month = add_months(today.replace(day=1), 1 if match[1] else 0)
    while True:
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found >= today:
                return found
        month = add_months(month, 1)


def _birthday(month: int, day: int, text: str, *, lunar: bool = False) -> Birthday:
    try:
        return Birthday(month, day, None, lunar)
    except ValueError:
        raise no_such_day(text) from None


def _not_a_day(text: str) -> BadValue:
    return not_a_date(text, _("Write it like +7, tomorrow or 2026-12-05."))


def _not_a_time(text: str) -> BadValue:
    return BadValue(
        _("“{value}” is not a time.").format(value=shown(text)),
        _("Write it like 9:30 or 15:00."),
    )

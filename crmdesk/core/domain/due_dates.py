"""Dates and times to come, in the few words people type when they plan."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.date_text import (
    LATEST_YEAR,
    chinese_number,
    not_a_date,
    plain,
    read_parts,
)
from crmdesk.core.domain.typed_days import (
    add_months,
    counted,
    day_of_month,
    moved,
    on_the_day,
    weekday_in,
    yearly,
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
    found = (
        _after(words, today, text)
        or _weekday(words, today)
        or day_of_month(words, _DAY_OF_MONTH, today, 1)
    )
    if found is not None:
        return found
    if words.isdigit() and len(words) < 6:
        words = f"--{words}" if len(words) == 4 else "?"
    try:
        parts = read_parts(words if words != "?" else text, day_first=False, pivot=99)
    except BadValue:
        raise _not_a_day(text) from None
    if parts.lunar or parts.year is None:
        return yearly(parts, text).next_on_or_after(today)
    if parts.year > LATEST_YEAR:
        raise _not_a_day(text)
    return on_the_day(parts.year, parts, text)


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


def _later(today: dt.date, count: int, unit: str, text: str) -> dt.date:
    try:
        return moved(today, count, unit)
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
    numeral = not number.isascii() and not number.isdigit()
    if numeral and (len(number) > 3 or (len(number) > 1 and "十" not in number)):
        raise _not_a_day(text)
    return _later(today, min(counted(number[:9]), 10**6), unit, text)


def _weekday(words: str, today: dt.date) -> dt.date | None:
    named = weekday_in(words, _CHINESE_WEEKDAY, _ENGLISH_WEEKDAY)
    if named is None:
        return None
    before, number = named
    weeks = before.count("下") + (before == "next")
    found = today + dt.timedelta(days=number - today.weekday() + 7 * weeks)
    return found if found >= today else found + dt.timedelta(days=7)


def _not_a_day(text: str) -> BadValue:
    return not_a_date(text, _("Write it like +7, tomorrow or 2026-12-05."))


def _not_a_time(text: str) -> BadValue:
    return BadValue(
        _("“{value}” is not a time.").format(value=shown(text)),
        _("Write it like 9:30 or 15:00."),
    )

"""What a Chinese calendar writes under a day: 初一, 闰六月, 腊月, 中秋, 冬至."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from crmdesk.core.domain.lunar import (
    LUNAR_MONTHS,
    QINGMING,
    WINTER_SOLSTICE,
    LunarDay,
    lunar_day_name,
    lunar_day_of,
    term_date,
)
from crmdesk.core.domain.values import BadValue

_DAYS: Final = {
    (1, 1): "春节",
    (1, 15): "元宵",
    (5, 5): "端午",
    (7, 7): "七夕",
    (8, 15): "中秋",
    (9, 9): "重阳",
    (12, 8): "腊八",
}


@lru_cache(maxsize=4096)
def lunar_label(day: dt.date, *, festivals: bool = False) -> str:
    """Return the few signs a calendar writes under a day; nothing where the moon is not known.

    The first of a month bears the month's name. `festivals`: a traditional festival, 清明 or 冬至
    takes the place of the day's name.
    """
    try:
        lunar = lunar_day_of(day)
    except BadValue:
        return ""
    if festivals:
        found = _festival(day, lunar)
        if found:
            return found
    return _month_name(lunar) if lunar.day == 1 else lunar_day_name(lunar.day)


def _month_name(lunar: LunarDay) -> str:
    return ("闰" if lunar.leap else "") + LUNAR_MONTHS[lunar.month - 1] + "月"


def _festival(day: dt.date, lunar: LunarDay) -> str:
    if (lunar.month, lunar.day) == (12, lunar.length) and not lunar.leap:
        return "除夕"
    if not lunar.leap and (lunar.month, lunar.day) in _DAYS:
        return _DAYS[lunar.month, lunar.day]
    if day.month == 4 and day == term_date(day.year, QINGMING):
        return "清明"
    if day.month == 12 and day == term_date(day.year, WINTER_SOLSTICE):
        return "冬至"
    return ""

"""Chinese words for how often something comes again."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.date_text import CHINESE_DIGITS, chinese_number, plain
from crmdesk.core.domain.rule_english import usual
from crmdesk.core.domain.rule_parts import (
    AFTER,
    DAILY,
    LAST,
    MONTHLY,
    WEEKLY,
    YEARLY,
    RuleParts,
    made,
)
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

_TRADITIONAL: Final = str.maketrans("個聯繫絡進觸訪溝兩雙間最後", "个联系络进触访沟两双间最后")
_LEFT_OUT: Final = re.compile(r"[\s,，、。;；的和与及在于]|提醒|重复")
_NUMBER: Final = (
    r"(?:\d{1,6}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
)
_WEEK: Final = r"(?:周|星期|礼拜)"
_ROLLING: Final = re.compile(
    r"距?离?(?:最后|最近|上)?一?次?(?:联系|联络|跟进|沟通|拜访|接触|回访)(?:之?后|以后)?"
    rf"({_NUMBER})个?(天|日|周|星期|礼拜|月|年)(?:之?后|以后)?"
)
_DAYS_OF: Final = {"天": 1, "日": 1, "月": 30, "年": 365}
_HOW_OFTEN: Final = re.compile(
    rf"(?:每(?P<skips>间?隔)?(?P<times>{_NUMBER}(?!月))?|每?(?P<other>[隔双]))个?"
    rf"(?P<unit>天|日|{_WEEK}|月|季度?|年)"
)
_UNITS: Final = {
    "天": (DAILY, 1),
    "日": (DAILY, 1),
    "周": (WEEKLY, 1),
    "星期": (WEEKLY, 1),
    "礼拜": (WEEKLY, 1),
    "月": (MONTHLY, 1),
    "季": (MONTHLY, 3),
    "季度": (MONTHLY, 3),
    "年": (YEARLY, 1),
}
_SAID_OTHERWISE: Final = (
    (re.compile("每半个?年"), "每6个月"),
    (re.compile("每半个?月"), "每15天"),
    (re.compile("天天"), "每天"),
    (re.compile("(?:每个?)?工作日"), "每周一至周五"),
    (re.compile("^每?个?月([底末])"), r"每月\1"),
)
_WEEKDAYS: Final = re.compile(rf"(?:{_WEEK}?[一二三四五六日天])+")
_RANGE: Final = re.compile(rf"{_WEEK}?([一二三四五六日天])[至到~-]{_WEEK}?([一二三四五六日天])")
# Of several only the last one needs its 个: 第二和第四个周二. A sign between two numbers became 日.
_ONE_NTH: Final = rf"(?:第?({_NUMBER})(?:[个日]|(?=[第最]))|(最后)一?个?)"
_NTH: Final = re.compile(rf"((?:{_ONE_NTH})+)(?<!日){_WEEK}([一二三四五六日天])")
_EACH_NTH: Final = re.compile(_ONE_NTH)
_DAY: Final = rf"(?:({_NUMBER})[日号]?|最后一?[天日]|月?[底末])"
# Only the last day may do without its sign: 十五 are not two days.
_DAYS: Final = re.compile(rf"(?:{_NUMBER}[日号])*{_DAY}")
_EACH_DAY: Final = re.compile(_DAY)
# 1、15号 are two days of a month; without the sign they would be one number.
_BETWEEN_DAYS: Final = re.compile(
    r"(?<=[\d一二两三四五六七八九十])(?:\s*[,，、和与及]\s*|(?<=\d)\s+(?=\d))"
    r"(?=[\d一二两三四五六七八九十])"
)
_MONTH: Final = re.compile(rf"({_NUMBER})月(.+)")


def read(text: str, start: dt.date) -> RuleParts | None:
    """Return what a Chinese text says, None when it is none. Raises BadValue for no such day."""
    words = plain(text).translate(_TRADITIONAL)
    if "月" in words:
        words = _BETWEEN_DAYS.sub("日", words)
    words = _LEFT_OUT.sub("", words)
    rolling = _ROLLING.fullmatch(words)
    if rolling is not None:
        return made(AFTER, _count(rolling[1]) * _DAYS_OF.get(rolling[2], 7))
    for pattern, usually in _SAID_OTHERWISE:
        words = pattern.sub(usually, words)
    match = _HOW_OFTEN.match(words)
    if match is None:
        return _weekly(1, words) or _yearly(1, words)
    times = _times(match, text)
    unit, months = _UNITS[match["unit"]]
    rest = words[match.end() :]
    if not rest:
        return usual(unit, times * months, start)
    if unit == DAILY:
        return None
    if unit == WEEKLY:
        return _weekly(times, rest)
    if unit == YEARLY:
        return _yearly(times, rest)
    return _on_day(MONTHLY, times * months, 0, rest)


def _times(match: re.Match[str], text: str) -> int:
    count = _count(match["times"]) if match["times"] else 1
    if match["other"] or (match["skips"] and count == 1):
        return 2
    if match["skips"]:
        # 每隔三天 is every third day to some and every fourth to others.
        raise BadValue(
            _("“{value}” can be understood in two ways.").format(value=shown(text)),
            _("Write it like every 3 days."),
        )
    return count


def _count(number: str) -> int:
    return chinese_number(number.replace("两", "二"))


def _weekday(sign: str) -> int:
    return 6 if sign in "日天" else CHINESE_DIGITS[sign] - 1


def _weekly(times: int, words: str) -> RuleParts | None:
    span = _RANGE.fullmatch(words)
    if span is not None:
        first, last = _weekday(span[1]), _weekday(span[2])
        days = tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
        return made(WEEKLY, times, weekdays=days)
    if _WEEKDAYS.fullmatch(words) is None:
        return None
    signs = re.sub(_WEEK, "", words)
    return made(WEEKLY, times, weekdays=tuple(map(_weekday, signs)))


def _yearly(times: int, words: str) -> RuleParts | None:
    match = _MONTH.fullmatch(words)
    return _on_day(YEARLY, times, _count(match[1]), match[2]) if match else None


def _on_day(unit: str, times: int, month: int, words: str) -> RuleParts | None:
    nth = _NTH.fullmatch(words)
    if nth is not None:
        found = _EACH_NTH.finditer(nth[1])
        numbers = tuple(LAST if one[2] else _count(one[1]) for one in found)
        if unit == YEARLY and numbers[1:]:
            return None
        return made(unit, times, weekdays=(_weekday(nth[4]),), nth=numbers, month=month)
    if _DAYS.fullmatch(words) is None:
        return None
    days = tuple(_count(day[1]) if day[1] else LAST for day in _EACH_DAY.finditer(words))
    return made(unit, times, days=days, month=month) if unit == MONTHLY or not days[1:] else None

"""English words for how often something comes again."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from crmdesk.core.domain.date_text import plain
from crmdesk.core.domain.rule_parts import (
    AFTER,
    DAILY,
    LAST,
    MONTHLY,
    WEEKLY,
    WORKING_DAYS,
    YEARLY,
    RuleParts,
    made,
)

_FILLING: Final = frozenset(("the", "on", "in", "at", "and", "&", "only", "repeat", "repeats"))
_SAID_OTHERWISE: Final = (
    (re.compile(r"\b(?:once )?(?:an?|per|each)\b|\bonce every\b"), "every"),
    (re.compile(r"\bhalf[- ]yearly\b|\bsemi-?annually\b"), "every 6 months"),
    (re.compile(r"\bevery half[- ]?(?:a )?year\b"), "every 6 months"),
    (
        re.compile(r"\b(?:the )?(?:month[- ]end|end of (?:the |each |every )?month)\b"),
        "last day of month",
    ),
    (re.compile(r"\bbi-weekly\b"), "biweekly"),
    # Every 15th is a day of the month; what is written in letters may count weeks.
    (
        re.compile(
            r"^(?:every |on |the )*(\d{1,2}(?:st|nd|rd|th)"
            r"(?:(?:, and|,| and| &) (?:the )?\d{1,2}(?:st|nd|rd|th))*)$"
        ),
        r"\1 of month",
    ),
)
_NUMBERS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ADVERBS: Final = {
    "daily": (DAILY, 1),
    "weekly": (WEEKLY, 1),
    "biweekly": (WEEKLY, 2),
    "fortnightly": (WEEKLY, 2),
    "monthly": (MONTHLY, 1),
    "quarterly": (MONTHLY, 3),
    "yearly": (YEARLY, 1),
    "annually": (YEARLY, 1),
}
_UNITS: Final = {
    "day": (DAILY, 1),
    "week": (WEEKLY, 1),
    "fortnight": (WEEKLY, 2),
    "month": (MONTHLY, 1),
    "quarter": (MONTHLY, 3),
    "year": (YEARLY, 1),
}
_DAYS_OF: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = re.compile(
    r"(mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(days?)?|weekdays?|workdays?"
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = re.compile(
    r"(jan)(uary)?|(feb)(ruary)?|(mar)(ch)?|(apr)(il)?|(may)|(june?)|(july?)|(aug)(ust)?"
    r"|(sept?)(ember)?|(oct)(ober)?|(nov)(ember)?|(dec)(ember)?"
)
_LETTERS: Final = {"every": "E", "of": "F", "last": "L", "other": "T"} | dict.fromkeys(
    ("to", "-", "through", "till", "until"), "R"
)
_WORD: Final = re.compile(r"[a-z]+|\d{1,6}(?:st|nd|rd|th)?(?![a-z\d])|[^\s,.;]")
_ROLLING: Final = re.compile(
    r"(?:every )?(\d{1,6}|an?|[a-z]+) (day|week|month|year)s? (?:after|since)"
    r" (?:the |my |our )?(?:last |latest |previous )?(?:contact|call|talk|visit|touch)"
)

# The words as letters: E every, N number, O ordinal, L last, T other, F of, W weekday, M month,
# U unit, A monthly and its like, R to. Only in a month there may be several days.
_HOW_OFTEN: Final = r"(?:(?P<adverb>A)|E(?P<count>[NOT])?(?P<unit>U))"
_LAST_DAY: Final = r"(?:(?P<last>L)(?P<lastday>U))"
_NTH: Final = r"(?P<nth>[OL])(?P<nthday>W)"
_SEVERAL_NTH: Final = r"(?P<nth>[OL]+)(?P<nthday>W)"
_DAY: Final = rf"(?:(?P<days>[NO])|{_LAST_DAY}|{_NTH})"
_DAYS: Final = rf"(?:(?=[NOL])(?P<days>[NO]*){_LAST_DAY}?|{_SEVERAL_NTH})"
_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        rf"{_HOW_OFTEN}(?:F?{_DAYS})?",
        rf"{_HOW_OFTEN}(?P<weekdays>W+)",
        r"(?:E(?P<count>[NOT])?)?(?P<weekdays>W+)",
        rf"E?{_DAYS}F?E?(?P<month>U)",
        rf"(?:{_HOW_OFTEN}|E)?F?{_DAY}F?(?P<named>M)(?:EU)?",
        rf"(?:{_HOW_OFTEN}|E)?F?(?P<named>M)(?P<days>[NO])(?:EU)?",
        # Every second Tuesday counts weeks, see above; the second Tuesday is one of the month.
        rf"E?{_SEVERAL_NTH}",
    )
)

_Token = tuple[str, tuple[int, ...], tuple[str, int]]
_NO_UNIT: Final = ("", 0)


def read(text: str, start: dt.date) -> RuleParts | None:
    """Return what an English text says, None when it is none. Raises BadValue for no such day."""
    words = " ".join(plain(text).split())
    rolling = _ROLLING.fullmatch(words)
    if rolling is not None:
        count = _count(rolling[1])
        return made(AFTER, count * _DAYS_OF[rolling[2]]) if count else None
    for pattern, usual in _SAID_OTHERWISE:
        words = pattern.sub(usual, words)
    tokens = _tokens(words)
    letters = "".join(letter for letter, _numbers, _unit in tokens)
    for shape in _SHAPES:
        match = shape.fullmatch(letters)
        if match is not None:
            return _Reading(match, tokens).parts(start)
    return None


class _Reading:
    """The words of a text that has one of the shapes."""

    def __init__(self, match: re.Match[str], tokens: list[_Token]) -> None:
        self._match = match
        self._tokens = tokens

    def parts(self, start: dt.date) -> RuleParts | None:
        """Return the rule, what is left open taken from the day it starts on."""
        unit, times = self._unit("adverb") or self._unit("unit") or _NO_UNIT
        if self._has("count"):
            times = max(times, 1) * self._number("count")
        if self._has("weekdays"):
            days = tuple(self._numbers("weekdays"))
            return made(WEEKLY, times or 1, weekdays=days) if unit in ("", WEEKLY) else None
        named = self._number("named") if self._has("named") else 0
        if (self._has("month") and self._unit("month") != (MONTHLY, 1)) or (
            self._has("lastday") and self._unit("lastday") != (DAILY, 1)
        ):
            return None
        if named:
            return self._on_day(YEARLY, times or 1, named) if unit in ("", YEARLY) else None
        if any(map(self._has, ("days", "last", "nth"))):
            return self._on_day(MONTHLY, times or 1, 0) if unit in ("", MONTHLY) else None
        return usual(unit, times, start)

    def _on_day(self, unit: str, times: int, month: int) -> RuleParts:
        if self._has("nth"):
            day = self._tokens[self._match.start("nthday")][1][:1]
            return made(unit, times, weekdays=day, nth=tuple(self._numbers("nth")), month=month)
        days = self._numbers("days") if self._has("days") else []
        if self._has("last"):
            days.append(LAST)
        return made(unit, times, days=tuple(days), month=month)

    def _has(self, group: str) -> bool:
        return self._match.groupdict().get(group) is not None

    def _number(self, group: str) -> int:
        return self._tokens[self._match.start(group)][1][0]

    def _numbers(self, group: str) -> list[int]:
        first, last = self._match.span(group)
        return [number for _, found, _unit in self._tokens[first:last] for number in found]

    def _unit(self, group: str) -> tuple[str, int] | None:
        return self._tokens[self._match.start(group)][2] if self._has(group) else None


def usual(unit: str, times: int, start: dt.date) -> RuleParts:
    """Return the rule of which only the unit is said; the rest is that of its first day."""
    if unit == WEEKLY:
        return made(WEEKLY, times, weekdays=(start.weekday(),))
    if unit == MONTHLY:
        return made(MONTHLY, times, days=(start.day,))
    if unit == YEARLY:
        return made(YEARLY, times, days=(start.day,), month=start.month)
    return made(DAILY, times)


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 1 if word in ("a", "an") else _NUMBERS.get(word, 0)


def _tokens(words: str) -> list[_Token]:
    found = [_token(word) for word in _WORD.findall(words) if word not in _FILLING]
    joined: list[_Token] = []
    for token in found:
        if len(joined) > 1 and [one[0] for one in joined[-2:]] == ["W", "R"] and token[0] == "W":
            first, last = joined[-2][1][0], token[1][0]
            days = tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
            joined[-2:] = [("W", days, _NO_UNIT)]
        else:
            joined.append(token)
    return joined


def _token(word: str) -> _Token:
    if word in _ADVERBS:
        return "A", (), _ADVERBS[word]
    if word.removesuffix("s") in _UNITS:
        return "U", (), _UNITS[word.removesuffix("s")]
    if word in _LETTERS:
        return _LETTERS[word], (LAST if word == "last" else 2,), _NO_UNIT
    if _WEEKDAY.fullmatch(word):
        days = (_WEEKDAYS.index(word[:3]),) if word[:3] in _WEEKDAYS else WORKING_DAYS
        return "W", days, _NO_UNIT
    if _MONTH.fullmatch(word):
        return "M", (_MONTHS.index(word[:3]) + 1,), _NO_UNIT
    if word in _ORDINALS:
        return "O", (_ORDINALS[word],), _NO_UNIT
    if word[0].isdigit():
        number = int(re.sub(r"\D", "", word))
        return ("N" if word.isdigit() else "O"), (number,), _NO_UNIT
    return ("N", (_NUMBERS[word],), _NO_UNIT) if word in _NUMBERS else ("?", (), _NO_UNIT)

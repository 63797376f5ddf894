"""Year, month and day out of the ways people write a date, Chinese and English."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

CHINESE_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0}
NO_YEAR: Final = 1604
EARLIEST_YEAR: Final = 1850
LATEST_YEAR: Final = 2200

_TRADITIONAL: Final = str.maketrans("農曆陰陽舊國閏臘號後禮週號歷", "农历阴阳旧国闰腊号后礼周号历")
_LUNAR_WORD: Final = re.compile(r"(?:农历|阴历|旧历|lunar|农|阴|^l(?=[\d-]))[::]?")
_SOLAR_WORD: Final = re.compile(r"(?:公历|阳历|新历|国历|西历|solar|公元)[::]?")
_TIME: Final = re.compile(
    r"(?<=[\d日号])[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*"
    r"(?:z|utc|gmt|[+-]\d\d:?\d\d)?$"
)
_WEEKDAY: Final = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]"
    r"|\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|wednes|satur)(?:day)?\b[.,]*"
)
_BIRTH_WORD: Final = re.compile(r"^(?:生日|出生日期|出生|生于)[::]?\s*|(?:出生|生日|生)$|[()\[\]]")
_SEPARATORS: Final = re.compile(r"[年月./\\_,\s·・~–—―-]+")
_THREE: Final = re.compile(r"(\d{1,4})-(\d{1,2})-(\d{1,4})-?")
_TWO: Final = re.compile(r"(\d{1,2})-(\d{1,2})-?")
_REPUBLIC: Final = re.compile(r"民国(\d{1,3}|元)年?")
_CHINESE: Final = re.compile(
    r"(?:([〇零○一二三四五六七八九]{4}|\d{2,4})年)?(闰?)(正|冬|腊|十[一二]?|[一二三四五六七八九]|\d{1,2})月[大小]?"
    r"(初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?"
    r"|[一二三四五六七八九]|\d{1,2})([日号]?)"
)
_CHINESE_MARKS: Final = re.compile(r"[正冬腊闰初廿卅一二三四五六七八九十]")
_FEASTS: Final = {
    "除夕": (12, 30),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_ENGLISH_TOKEN: Final = re.compile(r"([a-z]+)|(\d+)(?:st|nd|rd|th)?(?![a-z\d])")


class DateParts(NamedTuple):
    """What a text says; `lunar` is None when it does not name a calendar."""

    year: int | None
    month: int
    day: int
    lunar: bool | None = None
    leap: bool = False


def not_a_date(value: object, advice: str = "") -> BadValue:
    """Return the error for a value that is no date; the usual advice is that for a birthday."""
    return BadValue(
        _("“{value}” is not a date.").format(value=shown(value)),
        advice or _("Write it like 1990-05-03, or 05-03 when the year is not known."),
    )


def no_such_day(value: object) -> BadValue:
    """Return the error for a day that never comes."""
    return BadValue(
        _("There is no such day: {value}.").format(value=shown(value)),
        _("Check the day and the month."),
    )


def plain(text: str) -> str:
    """Return the text with half-width signs, simplified date words and small letters."""
    return unicodedata.normalize("NFKC", text).translate(_TRADITIONAL).strip().lower()


def read_parts(text: str, *, day_first: bool, pivot: int) -> DateParts:
    """Return what a text says, serial numbers excepted; raise BadValue when it is no date.

    Two-digit years above `pivot` are of the last century.
    """
    words = plain(text)
    lunar: bool | None = None
    if not words.isascii() or words[:1] == "l":
        words, lunar = _calendar_of(words)
    words = _TIME.sub("", words)
    words = _BIRTH_WORD.sub("", _WEEKDAY.sub("", words)).strip(" ,")
    parts = (
        _digits(words, pivot)
        or _numbers(words, day_first, pivot)
        or _chinese(words, pivot)
        or _english(words, pivot)
    )
    if parts is None:
        raise not_a_date(text)
    return parts if parts.lunar is not None else parts._replace(lunar=lunar)


def day_first_of(first: int, second: int, day_first: bool) -> tuple[int, int]:
    """Return (month, day) of two numbers whose order only the values or the column tell."""
    if (first > 12 >= second) or (day_first and second <= 12):
        return second, first
    return first, second


def _calendar_of(words: str) -> tuple[str, bool | None]:
    rest, found = _LUNAR_WORD.subn("", words)
    if found:
        return rest.strip(), True
    rest, found = _SOLAR_WORD.subn("", words)
    return (rest.strip(), False) if found else (words, None)


def full_year(text: str, pivot: int) -> int | None:
    """Return the four-digit year, None where a program put a year because it had to."""
    year = int(text)
    if len(text) <= 2:
        return year + (1900 if year > pivot else 2000)
    return None if year in (0, NO_YEAR) else year


def _digits(words: str, pivot: int) -> DateParts | None:
    if not (words.isascii() and words.isdigit()):
        return None
    if len(words) in (8, 14):
        return DateParts(full_year(words[:4], pivot), int(words[4:6]), int(words[6:8]))
    # 200501 may be January 2005 or 1 May 2020: not for us to say.
    if len(words) == 6 and not (words[:2] == "20" and int(words[2:4]) <= 12 >= int(words[4:])):
        return DateParts(full_year(words[:2], pivot), int(words[2:4]), int(words[4:]))
    return None


def _numbers(words: str, day_first: bool, pivot: int) -> DateParts | None:
    if words[:1] == "-" and words[:2] != "--":
        return None
    if words[:2] == "--" and len(words) == 6 and words[2:].isdigit():
        return DateParts(None, int(words[2:4]), int(words[4:]))
    marked = "月" in words
    words = _REPUBLIC.sub(_year_of_republic, words)
    if words[-1:] in ("日", "号"):
        words = words[:-1]
    words = _SEPARATORS.sub("-", words).lstrip("-")
    match = _THREE.fullmatch(words)
    if match is not None:
        return _three_numbers(*match.groups(), day_first=day_first and not marked, pivot=pivot)
    match = _TWO.fullmatch(words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    return DateParts(None, *((first, second) if marked else day_first_of(first, second, day_first)))


def _year_of_republic(match: re.Match[str]) -> str:
    return f"{1911 + (1 if match[1] == '元' else int(match[1]))}-"


def _three_numbers(
    first: str, second: str, third: str, *, day_first: bool, pivot: int
) -> DateParts | None:
    one, two, three = int(first), int(second), int(third)
    if len(first) == 4 and len(third) <= 2:
        return DateParts(full_year(first, pivot), two, three)
    if len(first) > 2 or len(third) == 3:
        return None
    year_first = len(third) <= 2 and two <= 12 and 1 <= three <= 31
    if year_first and not (day_first and 1 <= one <= 31):
        return DateParts(full_year(first, pivot), two, three)
    return DateParts(full_year(third, pivot), *day_first_of(one, two, day_first))


def chinese_number(text: str) -> int:
    """Return the number (up to 39) of Chinese numerals such as 十五, 廿三, 三十一 or digits."""
    if text.isdigit():
        return int(text)
    text = text.replace("初", "").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return CHINESE_DIGITS[ones]
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)


def _chinese(words: str, pivot: int) -> DateParts | None:
    words = words.replace(" ", "")
    feast = _FEASTS.get(words.removesuffix("节"))
    if feast is not None:
        return DateParts(None, *feast, lunar=True)
    match = _CHINESE.fullmatch(words)
    if match is None or _CHINESE_MARKS.search(words) is None:
        return None
    year, leap, month, day, end = match.groups()
    number = {"正": 1, "冬": 11, "腊": 12}.get(month) or chinese_number(month)
    certain = bool(leap) or month in "正冬腊" or day[0] in "初廿卅"
    # 八月十五 without 日 is how lunar days are told; 五月三日 is a solar date spelled out.
    usual = not end and not month.isdigit() and not day.isdigit() and chinese_number(day) <= 30
    return DateParts(
        full_year("".join(str(CHINESE_DIGITS.get(c, c)) for c in year), pivot) if year else None,
        number,
        chinese_number(day),
        lunar=True if certain or usual else None,
        leap=bool(leap),
    )


def _english(words: str, pivot: int) -> DateParts | None:
    rest = _ENGLISH_TOKEN.sub("", words)
    if rest.strip(" ,.-/"):
        return None
    names, numbers = [], []
    for name, number in _ENGLISH_TOKEN.findall(words):
        if number:
            numbers.append(number)
        elif name not in ("of", "the"):
            names.append(name)
    if len(names) != 1 or names[0] not in _MONTHS or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 2 and (len(numbers[0]) == 4 or int(numbers[0]) > 31):
        numbers.reverse()
    if any(
        len(number) not in allowed
        for number, allowed in zip(numbers, ((1, 2), (2, 4)), strict=False)
    ):
        return None
    year = full_year(numbers[1], pivot) if len(numbers) == 2 else None
    return DateParts(year, _MONTHS[names[0]], int(numbers[0]))

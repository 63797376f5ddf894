"""Birthdays as contacts write them, as the text of a cell."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.domain.lunar import (
    FIRST_LUNAR_YEAR,
    LAST_LUNAR_YEAR,
    LUNAR_MONTHS,
    lunar_day_name,
)

_WITH_YEAR: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ][\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_WITHOUT_YEAR: Final = re.compile(r"--?-?(\d\d)-?(\d\d)(?:T.*)?", re.ASCII)
_IN_CYCLES: Final = re.compile(r"(\d{4})-?(\d{4})-?([Ll]?)(\d\d)-?(\d\d)", re.ASCII)
_FIRST_CYCLE: Final = 78
_FIRST_YEAR: Final = 1984
_LONGEST_MONTH: Final = 30
# Where no year is known, phones write one that is none.
_NO_YEARS: Final = frozenset({"0000", "0001", "1604"})


def birthday_cell(text: str, omitted_year: str = "") -> str:
    """Return `1990-05-03`, or `--05-03` without a year; what is no date stays as it stands."""
    plain = text.strip()
    if found := _WITH_YEAR.fullmatch(plain):
        year, month, day = found.groups()
        if year in _NO_YEARS or year == omitted_year:
            return f"--{month}-{day}"
        return f"{year}-{month}-{day}"
    if found := _WITHOUT_YEAR.fullmatch(plain):
        return f"--{found[1]}-{found[2]}"
    return plain


def lunar_cell(text: str) -> str:
    """Return a birthday of the Chinese calendar as words such as 农历2014年三月十八.

    Phones count years in cycles of sixty, of which the 78th began in 1984.
    """
    found = _IN_CYCLES.fullmatch(text.strip())
    if found is None:
        return birthday_cell(text)
    cycle, number, leap, month, day = found.groups()
    place = int(month) - 1
    if not (0 <= place < len(LUNAR_MONTHS) and 1 <= int(day) <= _LONGEST_MONTH):
        return text.strip()
    year = _FIRST_YEAR + (int(cycle) - _FIRST_CYCLE) * 60 + int(number) - 1
    known = FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR and 1 <= int(number) <= 60
    words = f"{LUNAR_MONTHS[place]}月{lunar_day_name(int(day))}"
    return f"农历{f'{year}年' if known else ''}{'闰' if leap else ''}{words}"

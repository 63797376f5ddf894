"""Birthdays as contacts write them, as the text of a cell."""

from __future__ import annotations

import re
from typing import Final

_WITH_YEAR: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ][\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_WITHOUT_YEAR: Final = re.compile(r"--?-?(\d\d)-?(\d\d)(?:T.*)?", re.ASCII)
_IN_CYCLES: Final = re.compile(r"(?:\d{1,3}-)?\d{1,2}-(\d\d)-(\d\d)", re.ASCII)
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
    """Return a birthday of the Chinese calendar as `--08-15`, with its year where that is plain.

    Some programs count years in cycles of sixty: such a year is not taken for one of ours.
    """
    found = _IN_CYCLES.fullmatch(text.strip())
    return f"--{found[1]}-{found[2]}" if found else birthday_cell(text)

"""Which field a column is, told from its values when its header says nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from crmdesk.core.importing.sheet import Cell

LOOKED_AT: Final = 1000  # rows; a column that is empty for so long tells nothing

_MOBILE: Final = re.compile(r"(?:\+?86[\s-]*)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")
_LANDLINE: Final = re.compile(r"(?:\(?0\d{2,3}\)?[\s-]*)[2-9]\d{6,7}(?:(?:转|-|ext\.?)\s*\d{1,5})?")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_GENDER: Final = frozenset({"男", "女", "先生", "女士", "男性", "女性", "male", "female"})
_ADDRESS: Final = re.compile(
    r".*[省市区县州镇乡村路街道巷弄苑].*\d.*[号楼室栋幢座弄].*|.*[省市].*[区县].+"
)
_HAN_NAME: Final = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]{2,4}(?:·[㐀-鿿]{1,6})?")


def show_cell(cell: Cell) -> str:
    """Return a cell as a person would read it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != dt.time() else str(cell.date())
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return " ".join(str(cell).split())


def filled_values(rows: Sequence[Sequence[Cell]], index: int) -> list[str]:
    """Return the non-empty values of a column among the first rows, as shown."""
    shown = (show_cell(row[index]) for row in rows[:LOOKED_AT] if index < len(row))
    return [text for text in shown if text]


def field_for_values(values: Sequence[str]) -> str | None:
    """Return the key of the field that most values look like, or None."""
    if not values:
        return None
    for key, looks in _LOOKS:
        if sum(map(looks, values)) * 10 >= len(values) * 6:
            return key
    return None


def look_like_names(values: Sequence[str]) -> bool:
    """Tell whether a column holds Chinese names: two to four characters, and few of them twice."""
    names = sum(_HAN_NAME.fullmatch(value) is not None for value in values)
    return names * 10 >= len(values) * 8 > 0 and len(set(values)) * 2 >= len(values)


def count_up(values: Sequence[str]) -> bool:
    """Tell whether a column is 1, 2, 3, ..., which numbers the rows and not the customers."""
    try:
        numbers = [int(value) for value in values]
    except ValueError:
        return False
    steps = sum(later - earlier == 1 for earlier, later in pairwise(numbers))
    return bool(numbers) and numbers[0] in (0, 1) and steps * 10 >= (len(numbers) - 1) * 9


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("mobile", _matches(_MOBILE)),
    ("email", _matches(_EMAIL)),
    ("gender", lambda value: value.lower() in _GENDER),
    ("phone", _matches(_LANDLINE)),
    ("address", lambda value: len(value) <= 200 and _matches(_ADDRESS)(value)),
)

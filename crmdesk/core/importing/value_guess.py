"""Which field a column is, told from its values when its header says nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, TEXT, TYPES, YES_NO, parse_value
from crmdesk.core.domain.forms_of_address import is_title
from crmdesk.core.domain.normalise import normal_gender, yes_no
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, in_every_language
from crmdesk.core.importing.sheet import Cell

LOOKED_AT: Final = 1000  # rows; a column that is empty for so long tells nothing

_MOBILE: Final = re.compile(r"(?:\+?86[\s-]*)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}")
_LANDLINE: Final = re.compile(r"(?:\(?0\d{2,3}\)?[\s-]*)[2-9]\d{6,7}(?:(?:转|-|ext\.?)\s*\d{1,5})?")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_GENDER: Final = frozenset({"男", "女", "先生", "女士", "男性", "女性", "male", "female"})
_ADDRESS: Final = re.compile(
    r".*[省市区县州镇乡村路街道巷弄苑].*\d.*[号楼室栋幢座弄].*|.*[省市].*[区县].+"
)
_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WXID: Final = re.compile(r"wxid_[A-Za-z0-9_-]{6,}")
_ID_NUMBER: Final = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx]")
_DAY: Final = re.compile(r"(\d{4})[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
# Nobody younger than that is a customer of his own; nobody older either.
_LIKE_A_CODE: Final = re.compile(r"0\d|\d{9,}")
_BORN: Final = ("1920", "2012")
_FEWEST_YEARS: Final = 3
_MOST_CHOICES: Final = 15
_LONGEST_CHOICE: Final = 20
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
    return "birthday" if _look_like_birthdays(values) else None


def look_like_ids(values: Sequence[str]) -> bool:
    """Tell whether a column holds the numbers of identity cards, which can harm their owner."""
    numbers = sum(_ID_NUMBER.fullmatch(value) is not None for value in values)
    return numbers * 10 >= len(values) * 6 > 0


def field_type_for_values(values: Sequence[str]) -> str:
    """Return the type of an own field that suits the values of a column, see custom_fields."""
    if not values:
        return TEXT
    distinct = set(values)
    if all(yes_no(value) is not None for value in distinct):
        return YES_NO
    if _all_read(NUMBER, distinct) and not any(_LIKE_A_CODE.match(value) for value in distinct):
        return NUMBER
    if _all_read(DATE, distinct):
        return DATE
    short = all(len(value) <= _LONGEST_CHOICE for value in distinct)
    if short and len(distinct) <= _MOST_CHOICES and len(distinct) * 2 <= len(values):
        return CHOICE
    return TEXT


def type_that_keeps(values: Sequence[str], told: str = "") -> str:
    """Return a type of an own field in which every value stays as it is written.

    `told` is the type that the list itself tells; else it is guessed.
    """
    distinct = set(values)
    for kind in (told, field_type_for_values(values)):
        if kind in TYPES and _all_kept(kind, distinct):
            return kind
    return TEXT


def _all_kept(kind: str, values: AbstractSet[str]) -> bool:
    if kind == YES_NO:
        return values <= in_every_language(N_("Yes")) | in_every_language(N_("No"))
    try:
        return kind in (TEXT, CHOICE) or all(parse_value(kind, one) == one for one in values)
    except BadValue:
        return False


def _all_read(kind: str, values: Collection[str]) -> bool:
    try:
        for value in values:
            parse_value(kind, value)
    except BadValue:
        return False
    return True


def look_like_names(values: Sequence[str]) -> bool:
    """Tell whether a column holds Chinese names: two to four characters, and few of them twice."""
    names = sum(_HAN_NAME.fullmatch(value) is not None for value in values)
    return names * 10 >= len(values) * 8 > 0 and len(set(values)) * 2 >= len(values)


def look_like_forms_of_address(values: Sequence[str]) -> bool:
    """Tell whether a column says Mr, Ms or Dr of people, and so of some whether man or woman."""
    titles = sum(_tells_gender(value) or is_title(value) for value in values)
    return titles * 10 >= len(values) * 6 and any(map(_tells_gender, values))


def is_title_of_anyone(text: str) -> bool:
    """Tell whether a text is a form of address for men and women alike: 老师, Dr."""
    return is_title(text) and not _tells_gender(text)


def _tells_gender(value: str) -> bool:
    try:
        return bool(normal_gender(value))
    except BadValue:
        return False


def count_up(values: Sequence[str]) -> bool:
    """Tell whether a column is 1, 2, 3, ..., which numbers the rows and not the customers."""
    try:
        numbers = [int(value) for value in values]
    except ValueError:
        return False
    steps = sum(later - earlier == 1 for earlier, later in pairwise(numbers))
    return bool(numbers) and numbers[0] in (0, 1) and steps * 10 >= (len(numbers) - 1) * 9


def _look_like_birthdays(values: Sequence[str]) -> bool:
    years = [match[1] for match in map(_DAY.fullmatch, values) if match]
    if len(years) * 10 < len(values) * 8:
        return False
    born = sum(_BORN[0] <= year <= _BORN[1] for year in years)
    return born * 10 >= len(years) * 9 and len(set(years)) >= min(_FEWEST_YEARS, len(values))


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_LOOKS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("mobile", _matches(_MOBILE)),
    ("email", _matches(_EMAIL)),
    ("wechat", _matches(_WXID)),
    ("website", _matches(_URL)),
    ("gender", lambda value: value.lower() in _GENDER),
    ("phone", _matches(_LANDLINE)),
    ("address", lambda value: len(value) <= 200 and _matches(_ADDRESS)(value)),
)

"""What a whole column of dates tells: whether the day comes first, and what looks doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.dates import day_first, parse_birthday
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

_MANY_EQUAL: Final = 0.5
_ENOUGH_ROWS: Final = 10
_MANY_BIRTHDAYS: Final = 0.1
_MANY_BORN: Final = 5
DAY_FIRST: Final = "day"
MONTH_FIRST: Final = "month"
_DATES: Final = frozenset({"birthday", "date", "custom_date"})
_TWO_READINGS: Final = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*")


def holds_dates(mapping: ColumnMapping, catalogue: Catalogue) -> bool:
    """Tell whether a column goes to a field of dates, an owner's own one among them."""
    field = catalogue.by_key.get(mapping.field or "")
    return field is not None and field.type in _DATES


def look_at(
    mapping: ColumnMapping,
    rows: Sequence[Sequence[Cell]],
    sheet: str | None,
    catalogue: Catalogue = BUILT_IN,
    answer: str | None = None,
) -> tuple[bool, list[Problem]]:
    """Return whether the day comes before the month in a column, and the doubts about it.

    `answer` is the order the user chose, `day` or `month`.
    """
    if not holds_dates(mapping, catalogue):
        return False, []
    index = mapping.index
    cells = [row[index] for row in rows if len(row) > index and row[index] is not None]
    doubts: list[Problem] = []
    decided = day_first(cells) if answer is None else answer == DAY_FIRST
    if decided is None:
        doubts.append(_open_order(mapping.header, cells, sheet))
    birthday = catalogue.by_key[mapping.field or ""].type == "birthday"
    if (common := _too_common(cells, birthday)) is not None:
        doubts.append(
            Problem(
                _("Many rows have the same date in this column."),
                _("It may be the day the list was made. Leave the column out if it is wrong."),
                None,
                mapping.header,
                shown(common),
                sheet,
            )
        )
    return bool(decided), doubts


def two_readings(cells: Sequence[Cell]) -> tuple[str, str, str]:
    """Return a date that can be read in two ways, with month/day and day/month in words."""
    for cell in cells:
        if not isinstance(cell, str) or not _TWO_READINGS.fullmatch(cell):
            continue
        try:
            first, second = parse_birthday(cell), parse_birthday(cell, day_first=True)
        except BadValue:
            continue
        if first != second:
            return cell.strip(), first.show(), second.show()
    return "", "", ""


def _too_common(cells: Sequence[Cell], birthday: bool) -> Cell:
    """Return the date that stands in too many rows to be true, None when none does."""
    if len(cells) < _ENOUGH_ROWS:
        return None
    common, count = Counter(cells).most_common(1)[0]
    # One birthday in ten of a list is no chance; a list may well have been made on few days.
    if birthday:
        return common if count >= _MANY_BORN and count > len(cells) * _MANY_BIRTHDAYS else None
    return common if count > len(cells) * _MANY_EQUAL else None


def _open_order(header: str, cells: Sequence[Cell], sheet: str | None) -> Problem:
    value, month, day = two_readings(cells)
    told = _("The dates in this column can be read in two ways.")
    if value:
        told = _("“{value}” may be {first} or {second}.").format(
            value=shown(value), first=month, second=day
        )
    return Problem(
        told,
        _("The column was read as month, then day. Choose the order if that is wrong."),
        None,
        header,
        shown(value) if value else None,
        sheet,
    )

"""What a whole column of dates tells: whether the day comes first, and what looks doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.dates import day_first, parse_birthday
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

_MANY_EQUAL: Final = 0.5
_ENOUGH_ROWS: Final = 10
_TWO_READINGS: Final = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*")


def look_at(
    mapping: ColumnMapping, rows: Sequence[Sequence[Cell]], sheet: str | None
) -> tuple[bool, list[Problem]]:
    """Return whether the day comes before the month in a column, and the doubts about it."""
    if mapping.field is None or BY_KEY[mapping.field].type not in ("birthday", "date"):
        return False, []
    index = mapping.index
    cells = [row[index] for row in rows if len(row) > index and row[index] is not None]
    doubts: list[Problem] = []
    decided = day_first(cells)
    if decided is None:
        doubts.append(_two_readings(mapping.header, cells, sheet))
    if len(cells) >= _ENOUGH_ROWS:
        common, count = Counter(cells).most_common(1)[0]
        if count > len(cells) * _MANY_EQUAL:
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


def _two_readings(header: str, cells: Sequence[Cell], sheet: str | None) -> Problem:
    for cell in cells:
        if not isinstance(cell, str) or not _TWO_READINGS.fullmatch(cell):
            continue
        try:
            first, second = parse_birthday(cell), parse_birthday(cell, day_first=True)
        except BadValue:
            continue
        if first != second:
            return Problem(
                _("“{value}” may be {first} or {second}.").format(
                    value=shown(cell), first=first.show(), second=second.show()
                ),
                _("The column was read as month, then day. Change the list if that is wrong."),
                None,
                header,
                shown(cell),
                sheet,
            )
    return Problem(
        _("The dates in this column can be read in two ways."),
        _("The column was read as month, then day. Change the list if that is wrong."),
        None,
        header,
        None,
        sheet,
    )

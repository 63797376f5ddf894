"""Where a list begins: the sheet that holds it, and the row of its headers."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.i18n import _
from crmdesk.core.importing import known_headers
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile
from crmdesk.core.importing.value_guess import field_for_values, show_cell

_LOOKED_AT: Final = 20
_COMPARED: Final = 50
_LONGEST: Final = 30
_DATA: Final = re.compile(r"\d{4,}|@|^[\d\s.,:/年月日-]+$")


def guess_sheet(file: SheetFile) -> int:
    """Return the index of the sheet to take: shown, with many rows under known headers."""

    def worth(index: int) -> tuple[bool, int, int]:
        sheet = file.sheets[index]
        known = max(map(_known, sheet.rows[:_LOOKED_AT]), default=0)
        return (not sheet.hidden and bool(sheet.rows), known * len(sheet.rows), len(sheet.rows))

    return max(range(len(file.sheets)), key=worth)


def find_header(sheet: Sheet) -> int | None:
    """Return the index in `sheet.rows` of the headers, or None when the list begins at once.

    Looks at the first 20 rows for known headers; where there are none, a first row of short texts
    above other kinds of values will do.
    """
    rows = sheet.rows[:_LOOKED_AT]
    candidates = [index for index, row in enumerate(rows) if _is_wordy(row)]
    best = max(candidates, key=lambda index: (_known(rows[index]), -index), default=None)
    if best is not None and (known := _known(rows[best])):
        likely = known > 1 or best == _first_wide(rows)
        # 微信 may be a header or where the first customer came from; a header comes only once.
        if likely and (known > 2 or not _comes_again(sheet, best)):
            return best
    first = _first_wide(rows)
    return first if first is not None and _stands_out(sheet, first) else None


def first_data_row(header: int | None) -> int:
    """Return the index in `sheet.rows` of the first row below the headers."""
    return 0 if header is None else header + 1


def column_names(sheet: Sheet, header: int | None) -> list[str]:
    """Return one name per column: its header, else `Column 3`; columns are counted from 1."""
    width = max(map(len, sheet.rows), default=0)
    named = [] if header is None else [show_cell(cell) for cell in sheet.rows[header]]
    named += [""] * (width - len(named))
    return [name or _("Column {number}").format(number=n) for n, name in enumerate(named, 1)]


def _filled(row: list[Cell]) -> list[Cell]:
    return [cell for cell in row if show_cell(cell)]


def _known(row: list[Cell]) -> int:
    texts = {cell for cell in row if isinstance(cell, str) and len(cell) <= _LONGEST}
    if not any(known_headers.field_for_header(text) for text in texts):
        return 0
    return sum(known_headers.is_known(text) for text in texts)


def _is_wordy(row: list[Cell]) -> bool:
    # A row of headers holds words; a number that is written out, a date or an address is data.
    filled = _filled(row)
    words = [cell for cell in filled if isinstance(cell, str) and not _DATA.search(cell)]
    return bool(filled) and len(words) * 10 >= len(filled) * 9


def _first_wide(rows: list[list[Cell]]) -> int | None:
    # Titles stand alone in their row, or with a date at the far end.
    widest = max((len(_filled(row)) for row in rows), default=0)
    for index, row in enumerate(rows):
        if len(_filled(row)) * 2 >= widest > 0:
            return index
    return None


def _stands_out(sheet: Sheet, first: int) -> bool:
    row = sheet.rows[first]
    names = [show_cell(cell) for cell in row if show_cell(cell)]
    if not _is_wordy(row) or len(set(names)) < len(names):
        return False
    if any(len(name) > _LONGEST for name in names) or field_for_values(names):
        return False
    if any(field_for_values([name]) for name in names) or _comes_again(sheet, first):
        return False
    return len(sheet.rows) > first + 1


def _comes_again(sheet: Sheet, row: int) -> bool:
    below = sheet.rows[row + 1 : row + 1 + _COMPARED]
    return any(
        cell is not None and any(index < len(other) and other[index] == cell for other in below)
        for index, cell in enumerate(sheet.rows[row])
    )

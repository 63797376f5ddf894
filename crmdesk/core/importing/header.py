"""Where a list begins: the sheet that holds it, and the one or two rows of its headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from crmdesk.core.i18n import _
from crmdesk.core.importing import known_headers
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile
from crmdesk.core.importing.value_guess import field_for_values, show_cell

_LOOKED_AT: Final = 20
_COMPARED: Final = 50
_LONGEST: Final = 30
_DATA: Final = re.compile(r"\d{4,}|@|^[\d\s.,:/年月日-]+$")
_REMARK: Final = re.compile(r"[:：]\s*\S")
# Of these a customer has one; what comes again is somebody else's.
_ONE_PERSON: Final = frozenset({"name", "gender", "birthday", "family_name", "given_name"})


class Heading(NamedTuple):
    """What a column is called: as it is shown, as it is understood, and the header above it."""

    shown: str
    meant: str
    parent: str = ""


def headings_of(headers: Iterable[str | Heading]) -> list[Heading]:
    """Return headers as headings: one that is a plain text means what it shows."""
    return [Heading(one, one) if isinstance(one, str) else one for one in headers]


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
    above other kinds of values will do. Of headers in two rows the index is that of the upper one.
    """
    rows = sheet.rows[:_LOOKED_AT]
    candidates = [index for index, row in enumerate(rows) if _is_wordy(row)]
    worth = {index: _worth(sheet, index) for index in candidates}
    best = max(candidates, key=lambda index: (worth[index], -index), default=None)
    if best is not None and (known := int(worth[best])):
        likely = known > 1 or best == _first_wide(rows)
        # 微信 may be a header or where the first customer came from; a header comes only once, or
        # again as a whole row at the top of each printed page.
        if likely and (known > 2 or not _comes_again(sheet, best, but_whole=known > 1)):
            return best
    first = _first_wide(rows)
    return first if first is not None and _stands_out(sheet, first) else None


def height_of(sheet: Sheet, header: int | None) -> int:
    """Return in how many rows the headers stand that begin in a row: 1 or 2."""
    if header is None or not _may_be_two(sheet, header):
        return 1
    single, double = _known(sheet.rows[header]), _known_in_two(sheet, header)
    return 2 if double > single else 1


def first_data_row(header: int | None, height: int = 1) -> int:
    """Return the index in `sheet.rows` of the first row below the headers."""
    return 0 if header is None else header + height


def headings(sheet: Sheet, header: int | None, height: int = 1) -> list[Heading]:
    """Return what each column is called, else `Column 3`; columns are counted from 1."""
    width = max(map(len, sheet.rows), default=0)
    if header is None:
        found: list[Heading] = []
    elif height == 1:
        found = [Heading(text, text) for text in map(show_cell, sheet.rows[header])]
    else:
        found = _joined(sheet, header)
    found += [Heading("", "")] * (width - len(found))
    unnamed = _("Column {number}")
    return [
        one if one.shown else Heading(*[unnamed.format(number=number)] * 2)
        for number, one in enumerate(found, 1)
    ]


def _joined(sheet: Sheet, header: int) -> list[Heading]:
    """Return the headings of two rows: what stands above is shown, and meant where it helps."""
    children = [show_cell(cell) for cell in sheet.rows[header + 1]]
    parents = _parents(sheet, header, children)
    children += [""] * (len(parents) - len(children))
    parents += [""] * (len(children) - len(parents))
    found = []
    for above, below in zip(parents, children, strict=True):
        if not above or not below or above == below:
            found.append(Heading(above or below, above or below))
            continue
        both = f"{above}{'' if _is_wide(above) or _is_wide(below) else ' '}{below}"
        if known_headers.is_known(both):
            meant = both
        else:
            meant = below if known_headers.is_known(below) else both
        found.append(Heading(f"{above} / {below}", meant, above))
    return _without_repeats(found)


def _without_repeats(found: list[Heading]) -> list[Heading]:
    # 姓名 under 本人 and again under 紧急联系人: the second is not the customer's name.
    seen: Counter[str] = Counter()
    told = []
    for one in found:
        key = known_headers.field_for_header(one.meant)
        seen[one.meant] += 1
        if seen[one.meant] > 1 and one.parent and key in _ONE_PERSON:
            other = known_headers.field_for_header(one.parent)
            meant = one.parent if other == "contact_person" and key == "name" else one.shown
            told.append(Heading(one.shown, meant, one.parent))
        else:
            told.append(one)
    return told


def _parents(sheet: Sheet, header: int, children: list[str]) -> list[str]:
    """Return per column the text that stands above it, spread to the right as it is merged."""
    row = sheet.rows[header]
    width = max(len(row), len(children))
    texts = [show_cell(cell) for cell in row] + [""] * (width - len(row))
    spans = {
        area.left: area.right
        for area in sheet.merged
        if area.top <= header <= area.bottom and area.right > area.left
    }
    covered = {c for left, right in spans.items() for c in range(left + 1, right + 1)}
    found = list(texts)
    for left, right in spans.items():
        for column in range(left + 1, min(right + 1, width)):
            found[column] = texts[left]
    if spans:
        return found
    for column in range(1, width):
        below = column < len(children) and children[column]
        before = column - 1 < len(children) and children[column - 1]
        if not texts[column] and below and before and column not in covered:
            found[column] = found[column - 1]
    return found


def _may_be_two(sheet: Sheet, header: int) -> bool:
    """Tell whether the row below fills the gaps of a row of headers."""
    if header + 1 >= len(sheet.rows):
        return False
    upper, lower = sheet.rows[header], sheet.rows[header + 1]
    above = {index for index, cell in enumerate(upper) if show_cell(cell)}
    below = {index for index, cell in enumerate(lower) if show_cell(cell)}
    if len(above) < 2 or not _is_wordy(upper) or not _is_wordy(lower):
        return False
    told = [show_cell(upper[index]) for index in above]
    if any(len(text) > _LONGEST or _REMARK.search(text) for text in told) or not below - above:
        return False
    known = sum(known_headers.is_known(show_cell(lower[index])) for index in below)
    if known * 2 < len(below):
        return False
    children = [show_cell(cell) for cell in lower]
    parents = _parents(sheet, header, children)
    # What stands below another header must share it with its neighbour.
    return all(
        index + 1 in below and index + 1 not in above and parents[index + 1] == parents[index]
        for index in below & above
    )


def _known_in_two(sheet: Sheet, header: int) -> int:
    texts = {one.meant for one in _joined(sheet, header) if len(one.meant) <= _LONGEST}
    if not any(known_headers.field_for_header(text) for text in texts):
        return 0
    return sum(known_headers.is_known(text) for text in texts)


def _worth(sheet: Sheet, index: int) -> float:
    single = _known(sheet.rows[index])
    if not _may_be_two(sheet, index):
        return single
    return max(single, _known_in_two(sheet, index))


def _is_wide(text: str) -> bool:
    return not text.isascii()


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


def _comes_again(sheet: Sheet, row: int, *, but_whole: bool = False) -> bool:
    below = sheet.rows[row + 1 : row + 1 + _COMPARED]
    if but_whole:
        below = [other for other in below if other != sheet.rows[row]]
    return any(
        cell is not None and any(index < len(other) and other[index] == cell for other in below)
        for index, cell in enumerate(sheet.rows[row])
    )

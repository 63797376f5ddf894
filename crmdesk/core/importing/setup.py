"""How a list is understood: the sheet, its headers, the columns, and what the user answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.i18n import N_
from crmdesk.core.importing.date_columns import DAY_FIRST, MONTH_FIRST
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.plan import FILL
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile

__all__ = [
    "ACTIVITIES",
    "COMPLAINTS",
    "CUSTOMERS",
    "DAY_FIRST",
    "MONTH_FIRST",
    "TARGETS",
    "ImportSetup",
    "cells_of",
    "cells_reader",
    "data_rows",
]

CUSTOMERS: Final = "customers"
ACTIVITIES: Final = "activities"
COMPLAINTS: Final = "complaints"
# A file may claim merged blocks without end; no list that is meant has as many.
_MOST_FILLED: Final = 1_000_000
TARGETS: Final = {
    CUSTOMERS: N_("Customers"),
    ACTIVITIES: N_("Past contacts and follow-ups"),
    COMPLAINTS: N_("Complaints"),
}


@dataclass(frozen=True, slots=True)
class ImportSetup:
    """A list with everything that is known of how it is meant; rows and columns count from 0.

    `header_index` is None for a list without headers, which else stand in `header_height` rows.
    `catalogue` knows the owner's fields and those this import makes. `value_maps`: by field, what
    a value becomes that is written in the list; an empty text leaves it out. `date_orders`: by
    column, whether day or month comes first. `companies`: each company becomes one customer, and
    the persons of its rows its contact persons. `edits`: cells the user wrote anew, by row and
    column. `decisions`: by row, a mode other than the list's, or SKIP to leave the row out.
    """

    file: SheetFile
    sheet_index: int
    header_index: int | None
    mappings: tuple[ColumnMapping, ...]
    mode: str = FILL
    target: str = CUSTOMERS
    header_height: int = 1
    take_hidden: bool = True
    catalogue: Catalogue = BUILT_IN
    value_maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_orders: Mapping[int, str] = field(default_factory=dict)
    companies: bool = False
    edits: Mapping[tuple[int, int], str] = field(default_factory=dict)
    decisions: Mapping[int, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is imported."""
        return self.file.sheets[self.sheet_index]

    @property
    def first_data(self) -> int:
        """The index of the first row below the headers."""
        return 0 if self.header_index is None else self.header_index + self.header_height

    @property
    def header_row(self) -> int:
        """The headers' row as the file counts, from 1; 0 for a list without headers."""
        return 0 if self.header_index is None else self.sheet.first_row + self.header_index


def data_rows(setup: ImportSetup) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Give the index and the cells of every row below the headers, as the user wants them read.

    A cell that is merged over several rows stands in each of them, as it does on the screen; edits
    replace what stood there; hidden rows are left out when the user said so.
    """
    rows = setup.sheet.rows
    hidden = frozenset() if setup.take_hidden else frozenset(setup.sheet.hidden_rows)
    changed = _changed_cells(setup)
    for index in range(setup.first_data, len(rows)):
        if index in hidden:
            continue
        cells = rows[index]
        yield index, _with(cells, changed[index]) if index in changed else cells


def cells_of(setup: ImportSetup, index: int) -> Sequence[Cell]:
    """Return the cells of one row as the user wants them read."""
    return cells_reader(setup)(index)


def cells_reader(setup: ImportSetup) -> Callable[[int], Sequence[Cell]]:
    """Return what does as `cells_of`, quickly for many rows of a setup."""
    rows = setup.sheet.rows
    with no_collection():
        changed = _changed_cells(setup)

    def cells(index: int) -> Sequence[Cell]:
        return _with(rows[index], changed[index]) if index in changed else rows[index]

    return cells


def _changed_cells(setup: ImportSetup) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    rows, room = setup.sheet.rows, _MOST_FILLED
    for area in setup.sheet.merged:
        if area.top < setup.first_data or area.bottom == area.top or area.top >= len(rows):
            continue
        cells = rows[area.top]
        value = cells[area.left] if area.left < len(cells) else None
        if value is None:
            continue
        below = range(area.top + 1, min(area.bottom + 1, len(rows)))
        room -= len(below)
        if room < 0:
            break
        for index in below:
            # A row that holds nothing of its own is no row.
            if any(cell is not None for cell in rows[index]):
                found.setdefault(index, {})[area.left] = value
    for (index, column), text in setup.edits.items():
        found.setdefault(index, {})[column] = text or None
    return found


def _with(cells: Sequence[Cell], changed: Mapping[int, Cell]) -> list[Cell]:
    row = list(cells)
    row.extend([None] * (max(changed) + 1 - len(row)))
    for column, value in changed.items():
        row[column] = value
    return row

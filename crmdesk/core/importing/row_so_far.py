"""What has been read of a row, and what the readers of its cells need to know of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core.domain.canonical import phone_method
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.customer import ContactMethod, ContactPerson
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.phones import MOST_EXACT
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.sheet import Cell


@dataclass(slots=True)
class RowSoFar:
    """What has been read of a row; `places` are addresses and their parts by key and number."""

    number: int
    cells: Sequence[Cell] = ()
    values: dict[str, Any] = field(default_factory=dict)
    methods: list[ContactMethod] = field(default_factory=list)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    persons: list[ContactPerson] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Reader = Callable[[RowSoFar, Cell], None]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What holds for all rows of a list: its fields, the owner's labels, answers, its calendar."""

    catalogue: Catalogue
    labels: Mapping[str, Mapping[str, str]]
    value_maps: Mapping[str, Mapping[str, str]]
    today: dt.date
    epoch_1904: bool = False
    sheet: str | None = None
    plain_notes: bool = True
    islands: frozenset[int] = frozenset()


def take_phone(
    row: RowSoFar,
    kind: str,
    part: str,
    cell: Cell,
    header: str,
    sheet: str | None,
    islands: bool = False,
) -> None:
    """Take one number of a cell into the row, and tell a doubtful one. Raises BadValue for none."""
    method, doubtful = phone_method(kind, part, islands=islands)
    row.methods.append(method)
    if doubtful:
        row.problems.append(
            Problem(
                _("The number {value} is unusual.").format(value=shown(part)),
                _("It was taken as it is; look whether it is right."),
                row.number,
                header,
                shown(cell),
                sheet,
            )
        )


def tell(row: RowSoFar, header: str, cell: Cell, bad: BadValue, sheet: str | None) -> None:
    """Tell a value that could not be read, and keep it in words."""
    row.problems.append(Problem(bad.message, bad.advice, row.number, header, shown(cell), sheet))
    # What could not be read is kept in words, unless it is a number known to be wrong.
    if not is_rounded(cell):
        row.notes.append(f"{header}: {clean_text(cell)}")


def is_rounded(cell: Cell) -> bool:
    """Tell whether a cell is a number so large that its workbook has lost its last digits."""
    return isinstance(cell, float) and abs(cell) >= MOST_EXACT

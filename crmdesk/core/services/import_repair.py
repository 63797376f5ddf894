"""Repairing a list before it is written: both sides of a row, cells written anew, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.importing.plan import MODES, SKIP, ImportPlan
from crmdesk.core.importing.setup import ImportSetup, cells_of, data_rows
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services.workspace import Workspace

LEAVE_OUT: Final = SKIP


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: what is stored, what the list says, and what it becomes, as shown."""

    key: str
    label: str
    stored: str
    listed: str
    becomes: str

    @property
    def changes(self) -> bool:
        """Whether the import changes what is stored."""
        return self.stored != self.becomes


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of a row, field by field; `customer_id` is 0 for one that is not stored yet."""

    customer_id: int
    name: str
    why: str
    changes: tuple[FieldChange, ...]


def compare(
    workspace: Workspace, setup: ImportSetup, plan: ImportPlan, position: int
) -> Comparison:
    """Return both sides of a planned row; `position` is its place in the plan's rows."""
    row = plan.rows[position]
    return Comparison(row.customer_id, row.name, row.reason, ())


def cells_alike(setup: ImportSetup, index: int, column: int) -> list[int]:
    """Return the indexes of all rows whose cell in a column says the same as this row's."""

    def text(cells: object) -> str:
        assert isinstance(cells, list | tuple)
        cell: Cell = cells[column] if column < len(cells) else None
        return clean_text(cell) if cell is not None else ""

    wanted = text(list(cells_of(setup, index)))
    return [other for other, cells in data_rows(setup) if text(list(cells)) == wanted]


def with_edit(setup: ImportSetup, indexes: Iterable[int], column: int, text: str) -> ImportSetup:
    """Return the setup with a cell written anew in one or many rows; an empty text empties it."""
    edits = dict(setup.edits)
    edits.update(((index, column), text) for index in indexes)
    return replace(setup, edits=edits)


def with_decision(setup: ImportSetup, indexes: Iterable[int], decision: str | None) -> ImportSetup:
    """Return the setup with a mode of their own for rows, SKIP to leave them out, None for none."""
    if decision is not None and decision not in MODES:
        raise ValueError(decision)
    decisions = dict(setup.decisions)
    for index in indexes:
        decisions.pop(index, None)
        if decision is not None:
            decisions[index] = decision
    return replace(setup, decisions=decisions)


def rows_alike(plan: ImportPlan, position: int) -> list[int]:
    """Return the places of all planned rows with the same state for the same kind of reason."""
    this = plan.rows[position]
    return [
        place
        for place, row in enumerate(plan.rows)
        if row.state == this.state and row.why == this.why
    ]

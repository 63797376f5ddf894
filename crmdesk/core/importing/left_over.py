"""Columns nothing is known of: what is left out because no field is meant for it."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.field_labels import LONGEST_LABEL, label_key
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing import known_headers, setup_changes, value_guess
from crmdesk.core.importing.known_headers import ADDRESS_PARTS
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.setup import ACTIVITIES, CUSTOMERS, ImportSetup, data_rows
from crmdesk.core.importing.sheet import Cell

# What is done with such columns, as a user says it.
NOTES: Final = "notes"
FIELDS: Final = "fields"
LEAVE: Final = "leave"
_FEWEST_COUNTED: Final = 5
_MOST_LABELS: Final = 100


def columns(setup: ImportSetup) -> list[ColumnMapping]:
    """Return the columns with values that go nowhere though nobody wanted it so.

    Not among them: running numbers, what programs keep for themselves, numbers that can harm
    their owner, parts of an address that comes whole, and what the user left out.
    """
    beside = {one.label for one in setup.mappings if one.field is not None}
    taken = {one.field for one in setup.mappings}
    first = setup.first_data
    rows = setup.sheet.rows[first : first + value_guess.LOOKED_AT]
    found = []
    for one in setup.mappings:
        if one.field is not None or one.reason == "user" or one.ask or one.index in beside:
            continue
        header = one.meant or one.header
        if known_headers.is_left_out(header):
            continue
        meant = known_headers.field_for_header(header)
        if meant in ADDRESS_PARTS and "address" in taken:
            continue
        values = value_guess.filled_values(rows, one.index)
        counts = meant == "card" or len(values) >= _FEWEST_COUNTED
        if counts and values and value_guess.count_up(values):
            continue
        if values or _has_value(setup, one.index):
            found.append(one)
    return found


def with_own_fields(setup: ImportSetup) -> ImportSetup:
    """Return the setup in which each column left over becomes a field of the owner's own.

    Of the type that all its values can be read as. What can have no such field goes to the notes.
    """
    if setup.target != CUSTOMERS:
        return with_notes(setup)
    for one in columns(setup):
        kind = _type_of(setup, one.index)
        try:
            label = _free_label(setup, one.header)
            setup = setup_changes.with_new_field(setup, one.index, label, kind)
        except CrmError:
            # A header such as that of a built-in field that another column goes to.
            setup = setup_changes.with_field(setup, one.index, NOTES)[0]
    return setup


def with_notes(setup: ImportSetup) -> ImportSetup:
    """Return the setup in which each column left over is kept in words, behind its header."""
    key = "text" if setup.target == ACTIVITIES else NOTES
    for one in columns(setup):
        setup = setup_changes.with_field(setup, one.index, key)[0]
    return setup


def _has_value(setup: ImportSetup, column: int) -> bool:
    return any(
        column < len(cells) and cells[column] not in (None, "")
        for _index, cells in data_rows(setup)
    )


def _type_of(setup: ImportSetup, column: int) -> str:
    shown: dict[Cell, str] = {}
    values = []
    for _index, cells in data_rows(setup):
        cell = cells[column] if column < len(cells) else None
        if cell is None:
            continue
        if cell not in shown:
            shown[cell] = value_guess.show_cell(cell)
        if shown[cell]:
            values.append(shown[cell])
    return value_guess.field_type_for_values(values)


def _free_label(setup: ImportSetup, header: str) -> str:
    """Return a label of its own for a column: two columns may have the same header."""
    label = " ".join(header.split())[:LONGEST_LABEL]
    used = {one.field for one in setup.mappings}
    taken = {label_key(one.label) for one in setup.catalogue.custom if one.key in used}
    if label_key(label) not in taken:
        return label
    numbered = (f"{label[: LONGEST_LABEL - 6]} {number}" for number in range(2, _MOST_LABELS))
    return next((one for one in numbered if label_key(one) not in taken), label)


__all__ = ["FIELDS", "LEAVE", "NOTES", "columns", "with_notes", "with_own_fields"]

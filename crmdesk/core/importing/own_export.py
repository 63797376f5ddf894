"""An own export in a shop that lacks its fields: they are made, and no value of them changes."""

from __future__ import annotations

from dataclasses import replace

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing.mapping import is_own_export, own_places
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.setup_changes import with_new_field
from crmdesk.core.importing.value_guess import show_cell, type_that_keeps


def with_its_fields(setup: ImportSetup) -> ImportSetup:
    """Return the setup in which each column of an own field that is not there makes it.

    Any other list comes back as it is.
    """
    keys = [one.field for one in setup.mappings]
    if not is_own_export(keys):
        return setup
    told = dict(setup.sheet.types)
    first, last = own_places(keys)
    for place in range(first, last):
        one = setup.mappings[place]
        if one.field is not None:
            continue
        kind = type_that_keeps(_values(setup, one.index), told.get(one.index, ""))
        try:
            setup = with_new_field(setup, one.index, one.header, kind)
        except CrmError:
            continue  # somebody renamed the column: the user says what it is
        mappings = list(setup.mappings)
        mappings[place] = replace(mappings[place], reason="header")
        setup = replace(setup, mappings=tuple(mappings))
    return setup


def _values(setup: ImportSetup, column: int) -> list[str]:
    rows = setup.sheet.rows[setup.first_data :]
    shown = (show_cell(row[column]) for row in rows if column < len(row))
    return [text for text in shown if text]

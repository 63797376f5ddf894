"""Rows of lists of contacts and of complaints, read by one reader with a table for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crmdesk.core.domain import activity_fields, complaint_fields
from crmdesk.core.domain.event_fields import EventCatalogue
from crmdesk.core.importing import activity_rows, complaint_rows
from crmdesk.core.importing.event_rows import EventReader
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.setup import ImportSetup
from tests.factories import a_list

KINDS: list[tuple[EventCatalogue, Callable[[ImportSetup], EventReader]]] = [
    (activity_fields.CATALOGUE, activity_rows.reader_of),
    (complaint_fields.CATALOGUE, complaint_rows.reader_of),
]


@pytest.mark.parametrize("catalogue, reader_of", KINDS)
def test_that_a_column_can_go_to_each_field_of_its_kind_of_list(
    catalogue: EventCatalogue, reader_of: Callable[[ImportSetup], EventReader]
) -> None:
    keys = list(catalogue.by_key)
    columns = tuple(ColumnMapping(at, key, key, "user") for at, key in enumerate(keys))
    file = a_list(keys, ["2" for _key in keys])
    draft = reader_of(ImportSetup(file, 0, 0, columns, catalogue=catalogue)).read(
        2, file.sheets[0].rows[1]
    )
    assert draft is not None
    assert draft.name == "2"
    assert {one.sheet for one in draft.problems} == {file.sheets[0].name}

"""Which column of a list of complaints goes to which field: by its header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain import complaint_fields
from crmdesk.core.domain.complaint_fields import CATALOGUE
from crmdesk.core.domain.event_fields import WHO
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.importing import value_guess
from crmdesk.core.importing.event_mapping import keep_first, who_by_header
from crmdesk.core.importing.header import Heading, headings_of
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

# A list that says one of these in a header is of complaints.
_MARKS: Final = ("投诉", "complaint", "complainant")


def guess_mapping(
    headers: Sequence[str | Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnMapping]:
    """Return one mapping per header; `rows` are the rows below the headers."""
    headings = headings_of(headers)
    values = [value_guess.filled_values(rows, index) for index in range(len(headings))]
    keys = [_by_header(one.meant) for one in headings]
    # What else a list says stays with what happened, so that nothing is lost.
    keep_first(keys, values, CATALOGUE)
    return [
        ColumnMapping.of(index, heading, key, "header" if key else "", values[index])
        for index, (heading, key) in enumerate(zip(headings, keys, strict=True))
    ]


def looks_like_complaints(headers: Sequence[str | Heading]) -> bool:
    """Tell whether a list is of complaints: headers say so, and what was done about them."""
    meant = [one.meant for one in headings_of(headers)]
    plain = [normal_header(one) for one in meant]
    said = any(mark in one for one in plain for mark in _MARKS)
    keys = {_by_header(one) for one in meant}
    return said and "what" in keys and not keys.isdisjoint(WHO)


def _by_header(header: str) -> str | None:
    return complaint_fields.field_for_header(header) or who_by_header(header)

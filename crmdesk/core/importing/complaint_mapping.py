"""Which column of a list of complaints goes to which field: by its header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain import complaint_fields
from crmdesk.core.domain.complaint_fields import CATALOGUE
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.importing import known_headers, value_guess
from crmdesk.core.importing.header import Heading
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

_SAMPLES: Final = 3
_WHO: Final = frozenset({"name", "mobile", "phone", "wechat", "email", "card", "company"})
# A list that says one of these in a header is of complaints.
_MARKS: Final = ("投诉", "complaint", "complainant")


def guess_mapping(
    headers: Sequence[str | Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnMapping]:
    """Return one mapping per header; `rows` are the rows below the headers."""
    headings = [Heading(one, one) if isinstance(one, str) else one for one in headers]
    values = [value_guess.filled_values(rows, index) for index in range(len(headings))]
    keys = [_by_header(one.meant) for one in headings]
    _keep_first(keys, values)
    return [
        ColumnMapping(
            index=index,
            header=heading.shown,
            field=keys[index],
            reason="header" if keys[index] else "",
            samples=tuple(dict.fromkeys(values[index]))[:_SAMPLES],
            meant=heading.meant if heading.meant != heading.shown else "",
        )
        for index, heading in enumerate(headings)
    ]


def looks_like_complaints(headers: Sequence[str | Heading]) -> bool:
    """Tell whether a list is of complaints: headers say so, and what was done about them."""
    meant = [one if isinstance(one, str) else one.meant for one in headers]
    plain = [normal_header(one) for one in meant]
    said = any(mark in one for one in plain for mark in _MARKS)
    keys = {_by_header(one) for one in meant}
    return said and "what" in keys and bool(keys & _WHO)


def _by_header(header: str) -> str | None:
    if key := complaint_fields.field_for_header(header):
        return key
    key = known_headers.field_for_header(header)
    if key == "contact_person":
        return "name"
    return key if key in _WHO else None


def _keep_first(keys: list[str | None], values: list[list[str]]) -> None:
    for key in {key for key in keys if key and not CATALOGUE.by_key[key].many}:
        same = [index for index, other in enumerate(keys) if other == key]
        kept = next((index for index in same if values[index]), same[0])
        for index in same:
            if index != kept:
                # What else a list says stays with what happened, so that nothing is lost.
                keys[index] = None

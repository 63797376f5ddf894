"""Which column of a list of events goes to which field: what all kinds of them have in common."""

from __future__ import annotations

from crmdesk.core.domain.event_fields import WHO, EventCatalogue
from crmdesk.core.importing import known_headers
from crmdesk.core.importing.mapping import Keys, Values


def who_by_header(header: str) -> str | None:
    """Return the key of the field a header means that says whom a row is about, else None."""
    key = known_headers.field_for_header(header)
    if key == "contact_person":
        return "name"
    return key if key in WHO else None


def keep_first(keys: Keys, values: Values, catalogue: EventCatalogue) -> None:
    """Leave a field that takes one column to the first that has values."""
    for key in {key for key in keys if key and not catalogue.by_key[key].many}:
        same = [index for index, other in enumerate(keys) if other == key]
        kept = next((index for index in same if values[index]), same[0])
        for index in same:
            if index != kept:
                keys[index] = None

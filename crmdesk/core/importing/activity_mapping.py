"""Which column of a list of contacts goes to which field: by its header, then by its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain import activity_fields
from crmdesk.core.domain.activity_fields import CATALOGUE, WHO
from crmdesk.core.domain.custom_fields import DATE
from crmdesk.core.importing import known_headers, value_guess
from crmdesk.core.importing.event_mapping import keep_first, who_by_header
from crmdesk.core.importing.header import Heading, headings_of
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

_LONG_TEXT: Final = 6
# What a list says of customers themselves; a list of contacts hardly ever does.
_OF_CUSTOMERS: Final = frozenset(
    {
        *("birthday", "birthday_lunar", "birth_month", "gender", "grade", "source", "referrer"),
        *("address", "street", "tags", "created"),
    }
)
_MOST_OF_CUSTOMERS: Final = 1


def guess_mapping(
    headers: Sequence[str | Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnMapping]:
    """Return one mapping per header; `rows` are the rows below the headers."""
    headings = headings_of(headers)
    values = [value_guess.filled_values(rows, index) for index in range(len(headings))]
    keys = [_by_header(one.meant) for one in headings]
    _tell_phones_from_kinds(keys, values)
    keep_first(keys, values, CATALOGUE)
    reasons = ["header" if key else "" for key in keys]
    _guess_from_values(headings, keys, reasons, values)
    return [
        ColumnMapping.of(
            index,
            heading,
            keys[index],
            reasons[index],
            values[index],
            ask=known_headers.must_ask(heading.meant),
        )
        for index, heading in enumerate(headings)
    ]


def looks_like_contacts(headers: Sequence[str | Heading], rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a list is of past contacts: whom, when, and what by headers of such lists only.

    What a list of customers has as well, such as 最近跟进时间 or 备注, says nothing.
    """
    headings = headings_of(headers)
    theirs = [known_headers.field_for_header(one.meant) for one in headings]
    if len(_OF_CUSTOMERS.intersection(filter(None, theirs))) > _MOST_OF_CUSTOMERS:
        return False
    filled = {
        activity_fields.field_for_header(one.meant)
        for index, one in enumerate(headings)
        if not known_headers.is_known(one.meant) and value_guess.filled_values(rows, index)
    }
    who = not frozenset(WHO).isdisjoint(_by_header(one.meant) or "" for one in headings)
    return who and "on" in filled and not filled.isdisjoint({"how", "text"})


def _by_header(header: str) -> str | None:
    return activity_fields.field_for_header(header) or who_by_header(header)


def _tell_phones_from_kinds(keys: list[str | None], values: list[list[str]]) -> None:
    # 联系方式 is a phone in one list and “by telephone” in the next.
    for index, key in enumerate(keys):
        if key == "how" and value_guess.field_for_values(values[index]) in ("mobile", "phone"):
            keys[index] = "mobile"


def _guess_from_values(
    headings: Sequence[Heading],
    keys: list[str | None],
    reasons: list[str],
    values: list[list[str]],
) -> None:
    unknown = [
        index
        for index, heading in enumerate(headings)
        if keys[index] is None and values[index] and not known_headers.is_left_out(heading.meant)
    ]
    for index in unknown:
        found = value_guess.field_for_values(values[index])
        if found not in WHO or found in keys:
            found = None
        if found is None and "on" not in keys and _dates(values[index]):
            found = "on"
        if found is None and "name" not in keys and value_guess.look_like_names(values[index]):
            found = "name"
        if found is not None:
            keys[index], reasons[index] = found, "values"
    if "text" not in keys:
        longest = max(
            (index for index in unknown if keys[index] is None),
            key=lambda index: sum(map(len, values[index])) / len(values[index]),
            default=None,
        )
        if longest is not None and _long(values[longest]):
            keys[longest], reasons[longest] = "text", "values"


def _dates(values: Sequence[str]) -> bool:
    return value_guess.field_type_for_values(values) == DATE


def _long(values: Sequence[str]) -> bool:
    return sum(map(len, values)) >= _LONG_TEXT * len(values)

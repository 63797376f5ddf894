"""Several customers side by side, and the one customer they become, field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from crmdesk.core.domain.customer import METHOD_KINDS, Customer
from crmdesk.core.domain.uniting import united_addresses, united_methods

# For each field the places of those members, 0 for the first, whose values the customer gets.
Chosen = dict[str, frozenset[int]]

SINGLE: Final = (
    "name",
    "kind",
    "company",
    "gender",
    "birthday",
    "grade",
    "stage",
    "source",
    "referrer",
    "staff",
    "card",
    "stay_days",
    "created",
)
# Of these the customer gets what all members have.
UNITED: Final = (*METHOD_KINDS, "contact_person", "address", "tags", "notes")
ORDER: Final = (
    *("name", "kind", *METHOD_KINDS, "company", "contact_person", "gender", "birthday"),
    *("address", "grade", "stage", "source", "referrer", "tags", "staff", "card"),
    "stay_days",
)


def keys_of(members: Sequence[Customer]) -> tuple[str, ...]:
    """Return the fields that members have, in the order they are shown; their own ones last."""
    own = sorted(
        {key for one in members for key, _text in one.custom}, key=lambda key: int(key[1:])
    )
    wanted = (*ORDER, *own, "created", "notes")
    return tuple(key for key in wanted if any(value_of(one, key) for one in members))


def is_united(key: str) -> bool:
    """Tell whether a field takes the values of several members at once."""
    return key in UNITED


def value_of(customer: Customer, key: str) -> Any:
    """Return what a customer has in a field; something empty for nothing."""
    if key in METHOD_KINDS:
        return customer.all(key)
    if key == "contact_person":
        return customer.persons
    if key == "address":
        return customer.addresses
    if key == "referrer":
        return (customer.referrer, customer.referrer_id) if customer.referrer else None
    if key in SINGLE or key in UNITED:
        return getattr(customer, key)
    return customer.custom_value(key)


def leading(members: Sequence[Customer]) -> int:
    """Return the place of the member whose file is the fullest, then the one seen last."""

    def weight(place: int) -> tuple[int, str, int]:
        one = members[place]
        filled = sum(bool(value_of(one, key)) for key in (*ORDER, "notes"))
        seen = one.last_contact.isoformat() if one.last_contact else ""
        return filled + len(one.custom), seen, -one.id

    return max(range(len(members)), key=weight)


def first_choice(members: Sequence[Customer], leader: int = 0) -> Chosen:
    """Return for every field what the customer gets unless the user wishes otherwise.

    The leading member's values stand, blanks are filled from the others, lists are united; the
    customer has been one since the earliest day.
    """
    places = [leader, *(place for place in range(len(members)) if place != leader)]
    ids = {one.id for one in members}
    chosen: Chosen = {}
    for key in keys_of(members):
        having = [place for place in places if value_of(members[place], key)]
        if key == "referrer":
            # Nobody is brought by themselves.
            others = [place for place in having if members[place].referrer_id not in ids]
            having = others or having
        if key == "created":
            having.sort(key=lambda place: str(members[place].created))
        chosen[key] = frozenset(having) if is_united(key) else frozenset(having[:1])
    return chosen


def combined(
    members: Sequence[Customer], chosen: Mapping[str, frozenset[int]], leader: int = 0
) -> Customer:
    """Return the customer that members become; it has the id of the leading one."""
    lead = members[leader]
    places = [leader, *(place for place in range(len(members)) if place != leader)]

    def taken(key: str) -> list[Customer]:
        wanted = chosen.get(key, frozenset())
        return [members[place] for place in places if place in wanted]

    values: dict[str, Any] = {}
    for key in SINGLE:
        one = next(iter(taken(key)), None)
        values[key] = getattr(one or Customer(), key)
        if key == "referrer":
            values["referrer_id"] = one.referrer_id if one else None
    if values["referrer_id"] in {one.id for one in members}:
        values["referrer"], values["referrer_id"] = "", None
    values["methods"] = united_methods(
        method
        for kind in METHOD_KINDS
        for one in taken(kind)
        for method in one.methods
        if method.kind == kind
    )
    values["addresses"] = united_addresses(a for one in taken("address") for a in one.addresses)
    values["persons"] = tuple(dict.fromkeys(p for c in taken("contact_person") for p in c.persons))
    values["tags"] = tuple(dict.fromkeys(tag for one in taken("tags") for tag in one.tags))
    values["notes"] = _notes(one.notes for one in taken("notes"))
    own = [key for key in keys_of(members) if key not in (*SINGLE, *UNITED)]
    values["custom"] = tuple(
        (key, text) for key in own for one in taken(key) if (text := one.custom_value(key))
    )
    return dataclasses.replace(lead, **values)


def _notes(notes: Iterable[str]) -> str:
    found: list[str] = []
    for text in notes:
        if text and all(text not in before for before in found):
            found.append(text)
    return "\n".join(found)

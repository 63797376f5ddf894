"""What several records say of one customer, each thing once: contact methods and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crmdesk.core.domain.canonical import ordered
from crmdesk.core.domain.customer import Address, ContactMethod
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import same_phone


def united_methods(methods: Iterable[ContactMethod]) -> tuple[ContactMethod, ...]:
    """Return contact methods as the first one wrote each; a number is one in either column."""
    found: dict[tuple[str, str], ContactMethod] = {}
    for one in methods:
        key = one.kind, one.value.lower()
        if one.kind in ("mobile", "phone"):
            key = "phone", same_phone(one.value) or one.value
        found.setdefault(key, one)
    return ordered(found.values())


def united_addresses(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Return addresses as the first one wrote each, with what only a later one knows of it."""
    found: dict[str, Address] = {}
    for one in addresses:
        key = fold_key(one.text) or fold_key(one.district) or one.postcode
        known = found.get(key)
        if known is None:
            found[key] = one
        elif (one.district and not known.district) or (one.postcode and not known.postcode):
            district, postcode = known.district or one.district, known.postcode or one.postcode
            found[key] = replace(known, district=district, postcode=postcode)
    return tuple(found.values())

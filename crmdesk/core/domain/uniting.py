"""What several records say of one customer, each thing once: contact methods and addresses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from crmdesk.core.domain.canonical import ordered, place_of
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import same_phone


def united_methods(methods: Iterable[ContactMethod]) -> tuple[ContactMethod, ...]:
    """Return contact methods as the first one wrote each; a number is one in either column."""
    found: dict[tuple[str, str], ContactMethod] = {}
    for one in methods:
        found.setdefault(_method_key(one), one)
    return ordered(found.values())


def _method_key(one: ContactMethod) -> tuple[str, str]:
    if one.kind in ("mobile", "phone"):
        return "phone", same_phone(one.value) or one.value
    return one.kind, one.value.lower()


def united_addresses(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Return addresses as the first one wrote each, with what only a later one knows of it."""
    found: dict[str, Address] = {}
    for one in addresses:
        key = _address_key(one)
        known = found.get(key)
        if known is None:
            found[key] = one
        elif (one.district and not known.district) or (one.postcode and not known.postcode):
            district, postcode = known.district or one.district, known.postcode or one.postcode
            found[key] = replace(known, district=district, postcode=postcode)
    return tuple(found.values())


def _address_key(one: Address) -> str:
    return fold_key(one.text) or fold_key(one.district) or one.postcode


@dataclass(slots=True)
class Seen:
    """What one customer has, kept at hand while thousands of rows add to it.

    It holds for the very things it was made from and is made anew for any others.
    """

    methods: tuple[ContactMethod, ...] = ()
    addresses: tuple[Address, ...] = ()
    persons: tuple[ContactPerson, ...] = ()
    _methods: dict[tuple[str, str], ContactMethod] = field(default_factory=dict)
    _addresses: dict[str, Address] = field(default_factory=dict)
    _persons: set[ContactPerson] = field(default_factory=set)

    def with_methods(
        self, known: tuple[ContactMethod, ...], fresh: Sequence[ContactMethod], first: bool
    ) -> tuple[ContactMethod, ...]:
        """Return what `united_methods` does of the known and the fresh; `first`: the fresh lead."""
        if self.methods != known:
            self.methods = united_methods(known)
            self._methods = {_method_key(one): one for one in self.methods}
        known = self.methods
        if first:
            fresh = united_methods(fresh)[::-1]
        for one in fresh:
            key = _method_key(one)
            have = self._methods.get(key)
            if have is not None and not first:
                continue
            if have is not None:
                known = tuple([other for other in known if other is not have])
            search = bisect_left if first else bisect_right
            place = search(known, place_of(one), key=place_of)
            known = (*known[:place], one, *known[place:])
            self._methods[key] = one
        self.methods = known
        return known

    def with_addresses(
        self, known: tuple[Address, ...], fresh: Sequence[Address], first: bool
    ) -> tuple[Address, ...]:
        """Return what `united_addresses` does of the known and the fresh, as `with_methods`."""
        if self.addresses != known:
            self.addresses = united_addresses(known)
            self._addresses = {_address_key(one): one for one in self.addresses}
        known = self.addresses
        if first:
            fresh = united_addresses(fresh)[::-1]
        for one in fresh:
            key = _address_key(one)
            have = self._addresses.get(key)
            if have is None:
                known = (one, *known) if first else (*known, one)
                self._addresses[key] = one
                continue
            (best,) = united_addresses((one, have) if first else (have, one))
            if first:
                known = (best, *[other for other in known if other is not have])
            elif best is not have:
                known = tuple([best if other is have else other for other in known])
            self._addresses[key] = best
        self.addresses = known
        return known

    def with_persons(
        self, known: tuple[ContactPerson, ...], fresh: Sequence[ContactPerson]
    ) -> tuple[ContactPerson, ...]:
        """Return the known contact persons and those of the fresh who are not among them."""
        if not fresh:
            return known
        if self.persons != known:
            self._persons = set(known)
        new = tuple([one for one in fresh if one not in self._persons])
        self._persons.update(new)
        self.persons = known + new
        return self.persons

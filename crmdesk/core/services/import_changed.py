"""Which rows of a list a change may concern; all others stay as they were planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import Keys
from crmdesk.core.importing.drafts import ReadRows
from crmdesk.core.importing.plan import Kept, RowDraft
from crmdesk.core.services.import_known import accounts_of

Link = tuple[str, str]


class Concerned(NamedTuple):
    """What is to be compared again: rows by their place, stored customers, and what links them."""

    rows: list[int]
    stored: list[tuple[Customer, Keys]]
    links: Collection[Link]


def changed_rows(read: ReadRows, before: ReadRows) -> list[int]:
    """Return the places of rows that read differently now, or that the user decided of anew."""
    known = dict(zip(before.indexes, before.drafts, strict=True))
    ours, theirs = read.setup.decisions, before.setup.decisions
    decided = {
        index for index in ours.keys() | theirs.keys() if ours.get(index) != theirs.get(index)
    }
    return [
        place
        for place, (index, draft) in enumerate(zip(read.indexes, read.drafts, strict=True))
        if known.get(index) is not draft or index in decided
    ]


def concerned(read: ReadRows, before: ReadRows, changed: Iterable[int], kept: Kept) -> Concerned:
    """Return all that may be planned otherwise when the rows at some places have changed.

    Whoever shares a key or an account with a changed row, as it reads or as it read, is concerned,
    and whoever shares one with those.
    """
    rows = set(changed)
    links: set[Link] = set()
    for place in rows:
        links.update(_links(read.drafts[place], read.keys[place]))
    now = dict(zip(read.indexes, read.drafts, strict=True))
    for index, draft, keys in zip(before.indexes, before.drafts, before.keys, strict=True):
        if now.get(index) is not draft:
            links.update(_links(draft, keys))
    stored: dict[int, tuple[Customer, Keys]] = {}
    while True:
        more = _linked_rows(read, links) - rows
        for place in more:
            links.update(_links(read.drafts[place], read.keys[place]))
        found = {
            number: one
            for number, one in kept.stored.items()
            if not links.isdisjoint(one[1]) and number not in stored
        }
        for _customer, keys in found.values():
            links.update(keys)
        rows |= more
        stored |= found
        if not more and not found:
            return Concerned(sorted(rows), [stored[number] for number in sorted(stored)], links)


def _links(draft: RowDraft, keys: Keys) -> list[Link]:
    return [*keys, *accounts_of(draft)]


def _linked_rows(read: ReadRows, links: Collection[Link]) -> set[int]:
    known = frozenset(links)
    # Most accounts are told apart by their value alone.
    values = {value for _kind, value in known}
    found = {place for place, keys in enumerate(read.keys) if not known.isdisjoint(keys)}
    for place, draft in enumerate(read.drafts):
        for method in draft.customer.methods:
            if method.value.lower() in values and not known.isdisjoint(accounts_of(draft)):
                found.add(place)
    return found

"""Which rows of a list a change may concern; all others stay as they were planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import Keys
from crmdesk.core.importing.drafts import ReadRows
from crmdesk.core.importing.plan import Kept

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
        links.update(read.keys[place], read.accounts[place])
    now = dict(zip(read.indexes, read.drafts, strict=True))
    for place, (index, draft) in enumerate(zip(before.indexes, before.drafts, strict=True)):
        if now.get(index) is not draft:
            links.update(before.keys[place], before.accounts[place])
    stored: dict[int, tuple[Customer, Keys]] = {}
    while True:
        more = _linked_rows(read, links) - rows
        for place in more:
            links.update(read.keys[place], read.accounts[place])
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


def _linked_rows(read: ReadRows, links: set[Link]) -> set[int]:
    return {
        place
        for place, (keys, accounts) in enumerate(zip(read.keys, read.accounts, strict=True))
        if not links.isdisjoint(keys) or (accounts and not links.isdisjoint(accounts))
    }

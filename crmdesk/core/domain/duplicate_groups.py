"""Pairs of likely duplicates brought together into groups of a size a person can look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.duplicates import DuplicatePair

MOST_MEMBERS: Final = 20
_MOST_REASONS: Final = 6


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Customers that may be one and the same, by id, with their names in the same order.

    `score` (0 to 100) is that of the weakest link that holds the group together.
    """

    ids: tuple[int, ...]
    names: tuple[str, ...]
    score: int
    reasons: tuple[str, ...]


class _Sets:
    """Which customers hang together so far."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, one: int) -> int:
        parent = self._parent.setdefault(one, one)
        while parent != one:
            self._parent[one] = self._parent.setdefault(parent, parent)
            one, parent = parent, self._parent[parent]
        return one

    def join(self, one: int, other: int) -> bool:
        first, second = self.find(one), self.find(other)
        self._parent[max(first, second)] = min(first, second)
        return first != second


def groups_of(
    pairs: Iterable[DuplicatePair], names: Mapping[int, str], most: int = MOST_MEMBERS
) -> list[DuplicateGroup]:
    """Return the groups that pairs form, the surest first.

    The strongest links are taken first; a link that would make a group larger than `most` is left.
    """
    ordered = sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))
    together = _Sets()
    sizes: dict[int, int] = defaultdict(lambda: 1)
    links: list[DuplicatePair] = []
    for pair in ordered:
        one, other = together.find(pair.first), together.find(pair.second)
        if one == other:
            continue
        if sizes[one] + sizes[other] > most:
            continue
        size = sizes[one] + sizes[other]
        together.join(one, other)
        sizes[together.find(one)] = size
        links.append(pair)
    holding: dict[int, list[DuplicatePair]] = defaultdict(list)
    for pair in links:
        holding[together.find(pair.first)].append(pair)
    found = [_group(chain, names) for chain in holding.values()]
    return sorted(found, key=lambda group: (-group.score, group.ids))


def _group(chain: Sequence[DuplicatePair], names: Mapping[int, str]) -> DuplicateGroup:
    ids = tuple(sorted({one for pair in chain for one in (pair.first, pair.second)}))
    reasons = tuple(dict.fromkeys(reason for pair in chain for reason in pair.reasons))
    return DuplicateGroup(
        ids,
        tuple(names.get(one, "") for one in ids),
        min(pair.score for pair in chain),
        reasons[:_MOST_REASONS],
    )

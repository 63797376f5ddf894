"""How rows of complaints become figures: counted by what is behind them, measured, ranked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter
from typing import Any, Final

from crmdesk.core.domain.complaint_figures import COUNTED, TIMES, Cause, Counted, Figures, Spread
from crmdesk.core.domain.complaint_query import ComplaintQuery

# Complaints as columns: `mask` with a bit for each of COUNTED, `cost`, the TIMES in minutes.
Columns = Mapping[str, Sequence[Any]]
_MEASURED: Final = ("mask", "cost", *TIMES)


def figures_of(query: ComplaintQuery, rows: Columns) -> Figures:
    """Return the figures of the rows that a query finds."""
    return Figures(
        query=query,
        counts=_counts(rows["mask"]),
        cost=sum(rows["cost"]),
        spreads={time: spread_of(rows[time]) for time in TIMES},
    )


def split(rows: Columns, column: str) -> dict[str, Columns]:
    """Return what figures need of the rows by the values of a column."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(rows[column]):
        places[key].append(place)
    return {key: _picked(rows, mine) for key, mine in places.items()}


def _picked(rows: Columns, places: Sequence[int]) -> Columns:
    # A getter takes half the time of a loop; with one place alone it would give no sequence.
    pick = itemgetter(*places, places[0])
    return {name: pick(rows[name])[:-1] for name in _MEASURED}


def _counts(masks: Sequence[int]) -> dict[str, int]:
    found = dict.fromkeys((one.key for one in COUNTED), 0)
    # Few masks differ, however many rows there are.
    for mask, times in Counter(masks).items():
        for place, one in enumerate(COUNTED):
            if mask >> place & 1:
                found[one.key] += times
    return found


def spread_of(minutes: Iterable[int | None]) -> Spread:
    """Return the median and the 90th percentile of those minutes that were measured."""
    # Counted rather than sorted: a shop's times are many, and few of them differ.
    counted = Counter(minutes)
    counted.pop(None, None)
    count = counted.total()
    if not count:
        return Spread()
    values = sorted(one for one in counted if one is not None)
    ends = list(accumulate(counted[one] for one in values))

    def at(rank: int) -> int:
        return values[bisect_right(ends, rank)]

    median = (at((count - 1) // 2) + at(count // 2)) // 2
    return Spread(median, at(-(-count * 9 // 10) - 1))


def pareto(
    counts: Mapping[str, int], labels: Mapping[str, str], query: ComplaintQuery
) -> tuple[Cause, ...]:
    """Return the causes, the most frequent first, with their shares of all that have one."""
    whole = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda one: (-one[1], labels.get(one[0], one[0])))
    found: list[Cause] = []
    so_far = 0
    for key, count in ordered:
        so_far += count
        behind = replace(query, cause=key)
        label = labels.get(key, key)
        found.append(Cause(key, label, Counted(count, behind), count / whole, so_far / whole))
    return tuple(found)

"""Sharing a pile of overdue work out over days: evenly, what matters first, fair to the staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crmdesk.core.domain.followup import FollowUp


def shares(loads: Sequence[int], count: int) -> list[int]:
    """Return how many of `count` things each day takes on top of what it has already.

    The days come out as level as they can; the earlier ones take what does not divide.
    """
    low, high = min(loads, default=0), max(loads, default=0) + count
    # The lowest level up to which all days together hold the pile.
    while low < high:
        middle = (low + high) // 2
        if sum(max(0, middle - load) for load in loads) >= count:
            high = middle
        else:
            low = middle + 1
    found = [max(0, low - 1 - load) for load in loads]
    left = count - sum(found)
    for place, load in enumerate(loads):
        if left and load + found[place] < low:
            found[place] += 1
            left -= 1
    return found


def in_working_order(follow_ups: Sequence[FollowUp]) -> list[FollowUp]:
    """Return follow-ups with the important ones first, each one's staff evenly mixed in."""
    by_staff: dict[str, list[FollowUp]] = defaultdict(list)
    for one in sorted(follow_ups, key=lambda one: (-one.priority, one.due, one.id)):
        by_staff[one.staff].append(one)
    placed = [
        ((place + 0.5) / len(own), -one.priority, one.due, one.id, one)
        for own in by_staff.values()
        for place, one in enumerate(own)
    ]
    return [entry[-1] for entry in sorted(placed, key=lambda entry: entry[:-1])]

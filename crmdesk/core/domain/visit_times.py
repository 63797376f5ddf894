"""When the visits of a day are made, worked out from a start, a length and the way between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_STEP: Final = 5
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class TimePlan:
    """How a day is laid out; `near` is the way inside a district, `far` to another one.

    No visit is begun that would run into the pause; without a pause both its ends are None.
    """

    start: dt.time = dt.time(9)
    minutes: int = 45
    near: int = 10
    far: int = 30
    pause_from: dt.time | None = dt.time(12)
    pause_to: dt.time | None = dt.time(13)


def times_for(districts: Sequence[str], plan: TimePlan) -> list[dt.time | None]:
    """Return a time for each visit by the districts in their order; None after midnight."""
    found: list[dt.time | None] = []
    now = minute_of(plan.start)
    for place, district in enumerate(districts):
        if place:
            now += plan.minutes + way(districts[place - 1], district, plan)
        now = _after_pause(-(-now // _STEP) * _STEP, plan)
        found.append(dt.time(now // 60, now % 60) if now < _DAY else None)
    return found


def way(before: str, after: str, plan: TimePlan) -> int:
    """Return the minutes from one visit to the next; where a district is unknown, it is far."""
    return plan.near if before and before == after else plan.far


def minutes_needed(districts: Sequence[str], plan: TimePlan) -> int:
    """Return how long visits take with the ways between them."""
    ways = sum(way(one, other, plan) for one, other in pairwise(districts))
    return len(districts) * plan.minutes + ways


def minute_of(time: dt.time) -> int:
    """Return the minute of the day."""
    return time.hour * 60 + time.minute


def _after_pause(now: int, plan: TimePlan) -> int:
    if plan.pause_from is None or plan.pause_to is None:
        return now
    first, last = minute_of(plan.pause_from), minute_of(plan.pause_to)
    return last if now < last and now + plan.minutes > first else now

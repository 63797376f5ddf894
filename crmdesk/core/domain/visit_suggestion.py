"""A suggestion: somebody who should be visited, with every reason in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

VISIT_DUE: Final = "visit_due"
ROUND: Final = "round"
DUE: Final = "due"
SILENT: Final = "silent"
BIRTHDAY: Final = "birthday"
NEARBY: Final = "nearby"

# What a reason counts; several reasons add up.
WEIGHTS: Final = {VISIT_DUE: 100, ROUND: 80, DUE: 60, SILENT: 40, BIRTHDAY: 30, NEARBY: 25}
GRADE_WEIGHTS: Final = {"A": 9, "B": 5, "C": 2}
_LONGEST_WAIT: Final = 30


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody should be visited; `waits` are the days since it was due."""

    kind: str
    text: str
    waits: int = 0

    @property
    def weight(self) -> int:
        """How much it counts: what waits for long counts more, up to a month."""
        return WEIGHTS[self.kind] + min(max(self.waits, 0), _LONGEST_WAIT) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody who should be visited; `warnings` are told beside the reasons."""

    customer_id: int
    name: str
    phone: str
    address: str
    district: str
    grade: str
    staff: str
    last_contact: dt.date | None
    reasons: tuple[Reason, ...]
    warnings: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much speaks for the visit."""
        return sum(one.weight for one in self.reasons) + GRADE_WEIGHTS.get(self.grade, 0)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Who should be visited around a day, the most urgent first; `total` counts all of them."""

    day: dt.date
    rows: tuple[Suggestion, ...]
    total: int
    districts: tuple[str, ...]


def ranked(found: list[Suggestion]) -> list[Suggestion]:
    """Return suggestions with the strongest first; equal ones by who was met longest ago."""
    return sorted(
        found,
        key=lambda one: (-one.weight, one.last_contact or dt.date.min, one.customer_id),
    )

"""A visit: a planned call at the customer's place, or theirs at the shop."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_

PLANNED: Final = "planned"
DONE: Final = "done"
MISSED: Final = "missed"
MOVED: Final = "moved"
STATUSES: Final = {
    PLANNED: N_("Planned"),
    DONE: N_("Done"),
    MISSED: N_("Missed"),
    MOVED: N_("Moved"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit on a local date; `position` orders the visits of a day, `at` is an optional time.

    `round_id` names the round it was planned by, 0 for none.
    """

    id: int = 0
    customer_id: int
    on: dt.date
    at: dt.time | None = None
    position: int = 0
    purpose: str = ""
    staff: str = ""
    status: str = PLANNED
    outcome: str = ""
    moved_to: dt.date | None = None
    round_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit as a line of a plan or a sheet, with what the visitor needs to know."""

    visit: Visit
    customer: str
    phone: str
    address: str
    district: str
    grade: str
    last_note: str

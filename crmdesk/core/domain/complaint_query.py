"""What a list of complaints shows: a saved filter or one's own, and its order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.complaint import OPEN, WAITING
from crmdesk.core.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintQuery:
    """Which complaints are wanted; empty leaves a question out.

    `states` are codes; `overdue` asks for those whose time is over now; `text` is looked for in
    number, names, product and words. `received_from` to `received_to` and `ended_from` to
    `ended_to` are local dates, both included; `open_on` asks for what was open at the end of a
    day. `without` names fields that must be empty. `acknowledged`, `answered` and `ended` ask for
    those whose time until then is known, `on_time` and `late` for answers in and after their
    time, `scored` and `unreached` for those with a score and those closed without one, `paid` for
    those that cost something; `made_by` for those that an operation (an import) brought. `sort` is
    a key of SORTS.
    """

    states: frozenset[str] = frozenset()
    overdue: bool = False
    staff: str = ""
    severity: str = ""
    category: str = ""
    channel: str = ""
    product: str = ""
    cause: str = ""
    without: frozenset[str] = frozenset()
    customer_id: int = 0
    walk_in_phone: str = ""
    text: str = ""
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    ended_from: dt.date | None = None
    ended_to: dt.date | None = None
    open_on: dt.date | None = None
    acknowledged: bool = False
    answered: bool = False
    ended: bool = False
    on_time: bool = False
    late: bool = False
    reopened: bool = False
    satisfaction: int = 0
    scored: bool = False
    unreached: bool = False
    paid: bool = False
    made_by: int = 0
    sort: str = "due"
    descending: bool = False


SORTS: Final = {
    "due": N_("Due"),
    "received": N_("Received"),
    "number": N_("Complaint no."),
    "name": N_("Name"),
    "severity": N_("Severity"),
    "state": N_("State"),
    "category": N_("Category"),
    "staff": N_("Staff"),
    "satisfaction": N_("Satisfaction"),
    "cost": N_("Cost"),
}

ALL: Final = "all"
OPEN_ONES: Final = "open"
OVERDUE: Final = "overdue"
WAITING_ONES: Final = "waiting"
MINE: Final = "mine"
THIS_MONTH: Final = "month"
SAVED: Final = {
    OPEN_ONES: N_("Open"),
    OVERDUE: N_("Overdue"),
    WAITING_ONES: N_("Waiting"),
    MINE: N_("Mine"),
    THIS_MONTH: N_("This month"),
    ALL: N_("All"),
}


def saved_query(key: str, *, today: dt.date, me: str) -> ComplaintQuery:
    """Return the query of a saved filter; `me` is who uses this PC. Raises KeyError."""
    month = today.replace(day=1)
    return {
        OPEN_ONES: ComplaintQuery(states=OPEN),
        OVERDUE: ComplaintQuery(states=OPEN, overdue=True),
        WAITING_ONES: ComplaintQuery(states=WAITING),
        MINE: ComplaintQuery(states=OPEN, staff=me),
        THIS_MONTH: ComplaintQuery(received_from=month, sort="received", descending=True),
        ALL: ComplaintQuery(sort="received", descending=True),
    }[key]

"""A complaint: a customer's expressed dissatisfaction, tracked to its close (ISO 10002)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.activity import Activity
from crmdesk.core.i18n import N_

NEW: Final = "new"
IN_PROGRESS: Final = "in_progress"
WAITING_CUSTOMER: Final = "waiting_customer"
WAITING_THIRD: Final = "waiting_third"
ANSWERED: Final = "answered"
CLOSED: Final = "closed"
REOPENED: Final = "reopened"
UNFOUNDED: Final = "unfounded"
DUPLICATE: Final = "duplicate"
STATES: Final = {
    NEW: N_("Not started"),
    IN_PROGRESS: N_("In progress"),
    WAITING_CUSTOMER: N_("Waiting for customer"),
    WAITING_THIRD: N_("Waiting for third party"),
    ANSWERED: N_("Answered"),
    REOPENED: N_("Reopened"),
    # Of a shop that is shut it is another word in Chinese.
    CLOSED: N_("Case closed"),
    UNFOUNDED: N_("Unfounded"),
    DUPLICATE: N_("Duplicate"),
}
WAITING: Final = frozenset({WAITING_CUSTOMER, WAITING_THIRD})
# In hand: somebody has to do something, or waits for somebody.
UNSOLVED: Final = frozenset({NEW, IN_PROGRESS, REOPENED}) | WAITING
OPEN: Final = UNSOLVED | {ANSWERED}
ENDED: Final = frozenset({CLOSED, UNFOUNDED, DUPLICATE})

MINOR: Final = "minor"
SERIOUS: Final = "serious"
SEVERE: Final = "severe"
SEVERITIES: Final = {MINOR: N_("Minor"), SERIOUS: N_("Serious"), SEVERE: N_("Severe")}

WISHES: Final = {
    "refund": N_("Refund"),
    "exchange": N_("Exchange"),
    "repair": N_("Repair"),
    "apology": N_("Apology"),
    "compensation": N_("Compensation"),
    "explanation": N_("Explanation"),
}
FOUNDED: Final = {"yes": N_("Yes"), "partly": N_("Partly"), "no": N_("No")}

# A customer with such a score is not satisfied: to reopen is proposed.
MOST_UNSATISFIED: Final = 2
SCORES: Final = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint as it stands; instants are in UTC, `cost` is in hundredths of the currency.

    `customer_id` is 0 for a walk-in, whose name and phone stand beside it. `wish` is a code of
    WISHES, `wish_text` its words. From `state` on everything follows from the log. `opened_at` is
    when the clock of solving began (received, or last reopened); `waited` are the working minutes
    it stood still since, `waited_before` those of earlier rounds, `promised_waited` those
    before the promised day was named. `due_at` is when the next thing
    must be done (None: nothing must, or it waits). `late` tells that an answer came after its
    time. `acknowledge_minutes`, `answer_minutes` and `close_minutes` are working minutes from the
    beginning without waits, None before. `call_back_on` is the day of the call-back, once it is
    answered; it moves with its follow-up. `activity_id` is its line on the timeline,
    `follow_up_id` the call-back.
    """

    id: int = 0
    number: str = ""
    customer_id: int = 0
    walk_in_name: str = ""
    walk_in_phone: str = ""
    received_at: dt.datetime
    received_by: str = ""
    channel: str = ""
    category: str = ""
    product: str = ""
    ordered_on: dt.date | None = None
    what: str = ""
    wish: str = ""
    wish_text: str = ""
    severity: str = MINOR
    staff: str = ""
    promised_on: dt.date | None = None
    cause: str = ""
    founded: str = ""
    action: str = ""
    cost: int = 0
    prevention: str = ""
    satisfaction: int = 0
    call_back_on: dt.date | None = None
    state: str = NEW
    opened_at: dt.datetime | None = None
    acknowledged_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    waiting_since: dt.datetime | None = None
    due_at: dt.datetime | None = None
    waited: int = 0
    waited_before: int = 0
    promised_waited: int = 0
    tries: int = 0
    reopened: int = 0
    late: bool = False
    acknowledge_minutes: int | None = None
    answer_minutes: int | None = None
    close_minutes: int | None = None
    duplicate_of: int = 0
    activity_id: int = 0
    follow_up_id: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, be it only the call-back."""
        return self.state in OPEN

    def is_overdue(self, now: dt.datetime) -> bool:
        """Tell whether what is to be done next should be done already."""
        return self.due_at is not None and self.due_at < now


NUMBER_MARK: Final = "TS"
# Of the number within a year; what is longer was made by another program.
MOST_DIGITS: Final = 6
_DIGITS: Final = re.compile(r"[0-9]{1,99}")


def number_of(year: int, number: int) -> str:
    """Return a complaint's number as people say it: TS-2026-0012."""
    return f"{NUMBER_MARK}-{year:04d}-{number:04d}"


def number_key(number: str) -> str:
    """Return a text whose byte order is the order of numbers, 9 before 10."""
    return _DIGITS.sub(_counted, number)


def _counted(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"{len(digits):02d}{digits}"


# What a form changes; all else follows from the log.
EDITED: Final = (
    "walk_in_name",
    "walk_in_phone",
    "received_at",
    "received_by",
    "channel",
    "category",
    "product",
    "ordered_on",
    "what",
    "wish",
    "wish_text",
    "severity",
    "staff",
    "promised_on",
    "cause",
    "founded",
    "action",
    "cost",
    "prevention",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One step of a complaint's own log: what was done, when (in UTC), by whom.

    `state` is the one it led to; `details` what the step carried, by name.
    """

    id: int = 0
    complaint_id: int = 0
    at: dt.datetime
    who: str = ""
    event: str
    state: str
    note: str = ""
    details: dict[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The oldest open complaint of a customer, and how many are open in all."""

    number: str
    what: str
    since: dt.date
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """A complaint as a line of a list, with whom to speak to; `grade` is empty for a walk-in."""

    complaint: Complaint
    name: str
    phone: str
    grade: str = ""
    binned: bool = False


def activity_of(complaint: Complaint, activity_id: int = 0) -> Activity:
    """Return the line of a complaint on its customer's timeline."""
    local = complaint.received_at.astimezone()
    return Activity(
        id=activity_id,
        customer_id=complaint.customer_id,
        on=local.date(),
        at=local.time().replace(second=0, microsecond=0),
        kind="complaint",
        text=f"{complaint.number} · {complaint.what}",
        staff=complaint.received_by,
    )

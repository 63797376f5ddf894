"""A follow-up: something to do for a customer by a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_

KINDS: Final = {
    "call": N_("Call"),
    "wechat": N_("WeChat chat"),
    "visit": N_("Visit"),
    "message": N_("Text message"),
    "task": N_("Task"),
}
OPEN: Final = "open"
DONE: Final = "done"
CANCELLED: Final = "cancelled"
STATUSES: Final = {OPEN: N_("To do"), DONE: N_("Done"), CANCELLED: N_("Cancelled")}
PRIORITIES: Final = {0: N_("Low"), 1: N_("Normal"), 2: N_("High")}
NORMAL: Final = 1

# Proposed where neither the customer nor the grade says how often.
USUAL_NEXT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Promised:
    """A date of a series whose follow-up is not written yet."""

    series_id: int
    occurrence: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A promise to a customer; `due` is a local date, `at` an optional time of day.

    One of a series has its date by the rule as `occurrence`, which stays when it is moved; one of
    a chain has the template and the day the chain began as `chain`: `care@2026-11-21`.
    """

    id: int = 0
    customer_id: int
    due: dt.date
    at: dt.time | None = None
    what: str = ""
    kind: str = "call"
    priority: int = NORMAL
    staff: str = ""
    status: str = OPEN
    moved: int = 0
    done_on: dt.date | None = None
    done_note: str = ""
    series_id: int = 0
    occurrence: dt.date | None = None
    chain: str = ""

    @property
    def which(self) -> int | Promised:
        """What names it: its number, or its date of the series while it is not written."""
        if self.id or not self.series_id or self.occurrence is None:
            return self.id
        return Promised(self.series_id, self.occurrence)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A follow-up as a line of a list, with what is needed to act at once.

    `rule` is the text of the rule by which it comes again; nothing when it does not.
    `complaint_id` is the answered complaint whose call-back it is, or 0.
    """

    follow_up: FollowUp
    customer: str
    mobile: str
    company: str
    grade: str
    last_note: str
    rule: str = ""
    complaint_id: int = 0

"""An activity: something that happened with a customer, shown on the timeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_

KINDS: Final = {
    "call": N_("Call"),
    "visit": N_("Visit"),
    "wechat": N_("WeChat chat"),
    "shop": N_("In the shop"),
    "message": N_("Text message"),
    "sale": N_("Sale"),
    "repair": N_("Repair"),
    "complaint": N_("Complaint"),
    "note": N_("Note"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What happened with a customer at a local date; `id` is 0 until it is stored."""

    id: int = 0
    customer_id: int
    on: dt.date
    at: dt.time | None = None
    kind: str = "note"
    text: str = ""
    staff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One line of a customer's timeline: an activity, a follow-up or a visit.

    `noun` is `activity`, `follow_up` or `visit`; `kind` and `status` are codes of that noun;
    `open` tells that it still waits to be done; `rule` is the text of the rule by which it comes
    again, `chain` the mark of the chain it belongs to.
    """

    noun: str
    id: int
    on: dt.date
    at: dt.time | None
    kind: str
    status: str
    text: str
    detail: str
    staff: str
    open: bool
    rule: str = ""
    chain: str = ""

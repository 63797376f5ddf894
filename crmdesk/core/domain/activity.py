"""An activity: something that happened with a customer, shown on the timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_

# Somebody was in touch, and nobody knows how: what a list says of its last contact.
CONTACT: Final = "contact"
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
    CONTACT: N_("In touch"),
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
    again, `chain` the mark of the chain it belongs to. `complaint_id` is the complaint it tells
    of, or whose call-back it is; 0 for most.
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
    complaint_id: int = 0


def told_once(items: Sequence[TimelineItem]) -> list[TimelineItem]:
    """Return the items without those that say again what another says.

    A follow-up that was done became an activity with its words: the activity tells it. A visit
    tells more than the activity it became: the visit stays.
    """
    activities = [item for item in items if item.noun == "activity"]
    again: set[tuple[str, int]] = set()
    taken: set[int] = set()
    for plan in items:
        if plan.noun == "activity" or plan.status != "done":
            continue
        for told in activities:
            if told.id not in taken and _tells(told, plan):
                taken.add(told.id)
                second = told if plan.noun == "visit" else plan
                again.add((second.noun, second.id))
                break
    return [item for item in items if (item.noun, item.id) not in again]


def _tells(told: TimelineItem, plan: TimelineItem) -> bool:
    if told.on != plan.on:
        return False
    if plan.noun == "visit":
        # The answers of a form stand below what was said.
        said = told.text in (plan.text, plan.detail) or plan.detail.startswith(f"{told.text}\n")
        return told.kind == "visit" and said
    both = ": ".join(filter(None, (plan.text, plan.detail)))
    return told.text == both

"""Complaints of the last weeks at every state, so that the demo shows the whole way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import MINOR, SERIOUS, SEVERE, Complaint
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    REJECT,
    REOPEN,
    RESUME,
    TRY_CALL,
    WAIT_CUSTOMER,
    WAIT_THIRD,
    Given,
    check,
)
from crmdesk.core.services import complaint_steps, complaints, opening
from crmdesk.core.services.demo_complaint_texts import TEXTS
from crmdesk.core.services.demo_names import STAFF
from crmdesk.core.services.demo_plans import Known
from crmdesk.core.services.workspace import Workspace, Writing
from crmdesk.core.store import followups


@dataclass(frozen=True, slots=True)
class _Story:
    """What happened so many open days ago, and the steps since, each with open days after it."""

    days: int
    severity: str
    category: str
    channel: str
    wish: str
    steps: tuple[tuple[str, int], ...] = ()
    score: int = 0
    cost: int = 0
    cause: str = ""


_STORIES: Final = (
    _Story(1, SEVERE, "quality", "phone", "repair"),
    _Story(0, SERIOUS, "delivery", "wechat", "explanation"),
    _Story(4, MINOR, "after_sales", "phone", "repair", ((ACKNOWLEDGE, 0),)),
    _Story(1, MINOR, "attitude", "shop", "apology", ((ACKNOWLEDGE, 0),)),
    _Story(
        5,
        SERIOUS,
        "quality",
        "shop",
        "exchange",
        ((ACKNOWLEDGE, 0), (WAIT_THIRD, 1)),
        0,
        0,
        "supplier",
    ),
    _Story(3, MINOR, "price", "wechat", "refund", ((ACKNOWLEDGE, 0), (WAIT_CUSTOMER, 1))),
    _Story(
        4,
        MINOR,
        "quality",
        "phone",
        "exchange",
        ((ACKNOWLEDGE, 0), (ANSWER, 2)),
        0,
        6000,
        "product",
    ),
    _Story(
        7,
        SERIOUS,
        "delivery",
        "platform",
        "refund",
        ((ACKNOWLEDGE, 1), (ANSWER, 2), (TRY_CALL, 1)),
        0,
        12000,
        "delivery",
    ),
    _Story(
        12,
        MINOR,
        "after_sales",
        "phone",
        "repair",
        ((ACKNOWLEDGE, 0), (ANSWER, 2), (CLOSE, 2)),
        5,
        0,
        "mistake",
    ),
    _Story(
        14,
        SERIOUS,
        "quality",
        "shop",
        "exchange",
        ((ACKNOWLEDGE, 0), (ANSWER, 4), (CLOSE, 1)),
        3,
        18000,
        "supplier",
    ),
    _Story(16, MINOR, "attitude", "wechat", "apology", ((ANSWER, 0), (CLOSE, 3)), 4, 0, "mistake"),
    _Story(
        18,
        MINOR,
        "quality",
        "phone",
        "repair",
        ((ACKNOWLEDGE, 0), (ANSWER, 1), (CLOSE, 2), (REOPEN, 3), (ACKNOWLEDGE, 0)),
        2,
        0,
        "supplier",
    ),
    _Story(20, MINOR, "price", "shop", "compensation", ((ACKNOWLEDGE, 0), (REJECT, 1))),
    _Story(3, MINOR, "delivery", "wechat", "explanation", ((IS_DUPLICATE, 0),)),
    _Story(
        30,
        SEVERE,
        "quality",
        "phone",
        "compensation",
        ((ACKNOWLEDGE, 0), (WAIT_THIRD, 0), (RESUME, 2), (ANSWER, 1), (CLOSE, 2)),
        5,
        88000,
        "product",
    ),
    _Story(
        34,
        MINOR,
        "delivery",
        "platform",
        "refund",
        ((ACKNOWLEDGE, 1), (ANSWER, 1), (CLOSE, 2)),
        4,
        5000,
        "delivery",
    ),
)
_HOUR: Final = dt.time(10, 20)
_LOOKED_AT: Final = 300


def write(workspace: Workspace, writing: Writing, known: Sequence[Known], language: str) -> None:
    """Write the complaints of customers who are still with the shop, and of one walk-in."""
    lasting = [one for one in known if one.stage not in ("lost", "silent")]
    # A complaint would end the chains the demo shows.
    lasting = [
        one for one in lasting[:_LOOKED_AT] if not followups.open_chains(writing.connection, one.id)
    ]
    if not lasting:
        return
    made: list[Complaint] = []
    days = _days_back(workspace, writing, max(one.days for one in _STORIES))
    for number, story in enumerate(sorted(_STORIES, key=lambda one: -one.days)):
        who = lasting[(number * 7 + 3) % len(lasting)]
        made.append(_tell(workspace, writing, story, who, days, language, made))


def _days_back(workspace: Workspace, writing: Writing, most: int) -> list[dt.date]:
    """Return the open days up to today, today first."""
    hours = opening.opening_of(writing.connection)
    day = workspace.clock.today()
    found = [day]
    while len(found) <= most:
        day -= dt.timedelta(days=1)
        if hours.is_open(day):
            found.append(day)
    return found


def _tell(
    workspace: Workspace,
    writing: Writing,
    story: _Story,
    who: Known,
    days: list[dt.date],
    language: str,
    before: Sequence[Complaint],
) -> Complaint:
    texts = TEXTS[language]
    staff = STAFF[language][story.days % len(STAFF[language])]
    now = workspace.clock.now()

    def then(day: int, later: int) -> Workspace:
        local = dt.datetime.combine(days[day], _HOUR) + dt.timedelta(minutes=25 * later)
        # Nothing of the demo lies ahead of now.
        instant = min(local.astimezone(dt.UTC), now - dt.timedelta(minutes=30 - later))
        return replace(workspace, clock=Clock(lambda: instant), who=staff)

    walk_in = story.channel == "platform"
    what, product, _answer = texts[story.category]
    current, _name = complaints.write_new(
        then(story.days, 0),
        writing,
        Complaint(
            customer_id=0 if walk_in else who.id,
            walk_in_name=texts["walk_in"][0] if walk_in else "",
            walk_in_phone="13800001234" if walk_in else "",
            received_at=then(story.days, 0).clock.now(),
            channel=story.channel,
            category=story.category,
            product=product,
            ordered_on=days[story.days] - dt.timedelta(days=9),
            what=what,
            wish=story.wish,
            severity=story.severity,
            staff=staff,
        ),
    )
    return _go_on(writing, story, current, then, texts, before)


def _go_on(
    writing: Writing,
    story: _Story,
    current: Complaint,
    then: Callable[[int, int], Workspace],
    texts: dict[str, tuple[str, ...]],
    before: Sequence[Complaint],
) -> Complaint:
    day = story.days
    for number, (event, later) in enumerate(story.steps):
        day = max(day - later, 0)
        given = Given(
            note=texts["note"][0] if event in (REJECT, REOPEN, WAIT_THIRD, WAIT_CUSTOMER) else "",
            action=texts[story.category][2] if event == ANSWER else "",
            founded="yes" if event == ANSWER else "",
            cause=story.cause if event == ANSWER else "",
            cost=story.cost if event == ANSWER else None,
            satisfaction=story.score if event == CLOSE else 0,
            original=before[-1].id if event == IS_DUPLICATE else 0,
        )
        taken = check(current, event, given)
        current = complaint_steps.take(then(day, number + 1), writing, current, taken, given)
    return current

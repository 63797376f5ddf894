"""What the tests of complaints do over and over: receive a walk-in's one, take a step, look."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.services import complaint_steps, complaints
from crmdesk.core.services.workspace import Workspace
from tests.factories import TODAY

# The shop's today is a Saturday, 9 o'clock; it is open from Monday to Saturday, 9 to 18.
MONDAY = TODAY + dt.timedelta(days=2)
TUESDAY = MONDAY + dt.timedelta(days=1)


def walk_in(shop: Workspace, **more: object) -> int:
    made = Complaint(
        received_at=shop.clock.now(),
        what="the soup was cold",
        walk_in_name="王先生",
        walk_in_phone="13800138000",
    )
    return complaints.receive(shop, dataclasses.replace(made, **more)).new_id  # type: ignore[arg-type]


def step(shop: Workspace, complaint_id: int, event: str, **given: object) -> Complaint:
    complaint_steps.step(shop, complaint_id, event, Given(**given))  # type: ignore[arg-type]
    return complaints.get(shop, complaint_id)


def due(shop: Workspace, complaint_id: int) -> dt.datetime | None:
    instant = complaints.get(shop, complaint_id).due_at
    return instant.astimezone().replace(tzinfo=None) if instant else None


def evening(day: dt.date, hour: int = 18) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour))

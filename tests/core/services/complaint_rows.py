"""Complaints of any kind for tests, written as they are: believable or not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from crmdesk.core.domain.complaint import ENDED, SEVERITIES, STATES, Complaint
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaints

BEGIN = dt.datetime(2025, 6, 30, 20, tzinfo=dt.UTC)
_DAYS = 600
_MINUTES = st.none() | st.integers(0, 5000)


@st.composite
def complaint(draw: st.DrawFn, customers: Sequence[int] = ()) -> Complaint:
    """Draw a complaint of the year and a half before TODAY, or of the days after it."""
    received = BEGIN + dt.timedelta(minutes=draw(st.integers(0, _DAYS * 24 * 60)))
    state = draw(st.sampled_from(sorted(STATES)))
    ended = received + dt.timedelta(minutes=draw(st.integers(0, 90 * 24 * 60)))
    due = received + dt.timedelta(days=draw(st.integers(0, 30)))
    answered = draw(_MINUTES)
    return Complaint(
        customer_id=draw(st.sampled_from([0, *customers])),
        walk_in_name=draw(st.sampled_from(["", "王先生"])),
        walk_in_phone=draw(st.sampled_from(["", "13800138000", "138 0013-8000", "13900139000"])),
        received_at=received,
        what="色差",
        category=draw(st.sampled_from(["", "quality", "price"])),
        channel=draw(st.sampled_from(["", "shop", "phone"])),
        product=draw(st.sampled_from(["", "窗帘", "=1+1"])),
        staff=draw(st.sampled_from(["", "李", "王"])),
        severity=draw(st.sampled_from(sorted(SEVERITIES))),
        cause=draw(st.sampled_from(["", "supplier", "mistake", "use"])),
        cost=draw(st.sampled_from([0, 0, 1250, 30000])),
        state=state,
        ended_at=ended if state in ENDED else None,
        due_at=draw(st.sampled_from([None, due])),
        acknowledge_minutes=draw(_MINUTES),
        answer_minutes=answered,
        close_minutes=draw(_MINUTES),
        late=answered is not None and draw(st.booleans()),
        reopened=draw(st.integers(0, 2)),
        satisfaction=draw(st.integers(0, 5)) if state == "closed" else 0,
    )


def put(shop: Workspace, wanted: Sequence[Complaint]) -> None:
    """Let these complaints be all there are."""
    columns = list(complaints.values_of(wanted[0])) if wanted else []
    marks = ", ".join("?" * len(columns))
    with shop.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM complaint")
        for number, one in enumerate(wanted, start=1):
            values = complaints.values_of(dataclasses.replace(one, number=f"TS-{number:04d}"))
            connection.exec_driver_sql(
                f"INSERT INTO complaint ({', '.join(columns)}) VALUES ({marks})",
                tuple(values[name] for name in columns),
            )

"""The colours of complaints."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.complaint import Complaint
from crmdesk.ui.parts.complaint_looks import due_tone

NOW = dt.datetime(2026, 11, 23, 9, 0).astimezone()


@pytest.mark.parametrize(("days", "tone"), [(0, "muted"), (6, "muted"), (7, "warning")])
def test_that_what_has_waited_for_a_week_stands_out(days: int, tone: str) -> None:
    since = NOW - dt.timedelta(days=days)
    one = Complaint(received_at=since, state="waiting_third", waiting_since=since)
    assert due_tone(one, NOW) == tone
    assert due_tone(Complaint(received_at=since, state="closed"), NOW) == "muted"

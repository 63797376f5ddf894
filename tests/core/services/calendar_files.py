"""Calendar files written and read again by another library."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import icalendar

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import calendar_export, followups
from crmdesk.core.services.workspace import Workspace
from tests.factories import TODAY

DAY = dt.timedelta(days=1)
LAST = TODAY + 60 * DAY
LINE = re.compile(r"[A-Z][A-Z0-9-]*(;[A-Z0-9-]+=[^:;\x00-\x1f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")


def lines_of(data: bytes) -> list[str]:
    """Return the unfolded lines, having checked what RFC 5545 asks of every one."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in raw)
    assert max(map(len, raw)) <= 75
    for line in raw:
        line.decode("utf-8")  # no character is cut in two
    unfolded = data.replace(b"\r\n ", b"").decode("utf-8")[:-2].split("\r\n")
    assert all(LINE.fullmatch(line) for line in unfolded)
    depth: list[str] = []
    for line in unfolded:
        name, _sign, value = line.partition(":")
        if name == "BEGIN":
            depth.append(value)
        elif name == "END":
            assert depth.pop() == value
    assert depth == []
    return unfolded


def plan(shop_: Workspace, customer_id: int, days: int, **more: Any) -> int:
    wanted = FollowUp(customer_id=customer_id, due=TODAY + days * DAY, **more)
    return followups.plan(shop_, wanted).new_id


def write(shop_: Workspace, path: Path, **more: Any) -> dict[str, Any]:
    """Export and return the entries by what they are called."""
    first = more.pop("first", TODAY - 5 * DAY)
    done = calendar_export.export(shop_, path, first, more.pop("last", LAST), **more)
    data = path.read_bytes()
    lines_of(data)
    found = icalendar.Calendar.from_ical(data)
    events = list(found.walk("VEVENT"))
    assert done.count == len(events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    return {str(event["summary"]): event for event in events}

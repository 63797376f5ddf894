"""The log of a complaint: every step of it, with who and when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.complaint import (
    Complaint,
    LogEntry,
)
from crmdesk.core.store import complaint_tables as tables
from crmdesk.core.store.complaints import instant_text
from crmdesk.core.store.customers import chunks
from crmdesk.core.store.history import Operation


def write_log(current: Operation, complaint: Complaint, entry: LogEntry) -> int:
    """Write a step into the log of a complaint."""
    return current.insert(tables.complaint_log, log_values(complaint, entry))


def log_values(complaint: Complaint, entry: LogEntry) -> dict[str, Any]:
    """Return the row of a step of a complaint's log without its id."""
    return {
        "customer_id": complaint.customer_id or None,
        "complaint_id": complaint.id,
        "at": instant_text(entry.at),
        "who": entry.who,
        "event": entry.event,
        "state": entry.state,
        "note": entry.note,
        "details": json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
    }


def log_of(connection: sa.Connection, complaint_id: int) -> list[LogEntry]:
    """Return the log of a complaint, the oldest step first."""
    return logs_of(connection, [complaint_id])[complaint_id]


def logs_of(connection: sa.Connection, ids: Sequence[int]) -> dict[int, list[LogEntry]]:
    """Return the logs of complaints by their ids, the oldest step first."""
    table = tables.complaint_log
    found: dict[int, list[LogEntry]] = {one: [] for one in ids}
    for part in chunks(list(found)):
        rows = connection.execute(
            sa.select(table).where(table.c.complaint_id.in_(part)).order_by(table.c.id)
        )
        for row in rows:
            found[row.complaint_id].append(_as_entry(row))
    return found


def longest_log(connection: sa.Connection) -> int:
    """Return how many characters the longest log takes as text, at the most."""
    found = connection.exec_driver_sql(
        # A line end takes two characters there; the rest of a line is 200 at the most.
        "SELECT max(total) FROM (SELECT sum(2*length(note) + 2*length(details) + length(who) + 200)"
        " AS total FROM complaint_log GROUP BY complaint_id)"
    )
    return int(found.scalar() or 0)


def _as_entry(row: Any) -> LogEntry:
    return LogEntry(
        id=row.id,
        complaint_id=row.complaint_id,
        at=dt.datetime.fromisoformat(row.at),
        who=row.who,
        event=row.event,
        state=row.state,
        note=row.note,
        details=json.loads(row.details) if row.details else None,
    )

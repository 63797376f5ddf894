"""Complaints that became overdue, each to come to mind once for each time it was due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.reminders import COMPLAINT, Reminder, named_by, of_complaint
from crmdesk.core.store.complaint_tables import OPEN_SQL
from crmdesk.core.store.complaints import instant_text
from crmdesk.core.store.customers import chunks, marks

# As `Reminder.key` writes it; the instant stands in it, so that no change of the zone makes
# another key.
_KEY: Final = f"'{COMPLAINT}:'||t.id||'@'||t.due_at"
_DUE: Final = f"t.{OPEN_SQL} AND t.due_at IS NOT NULL"
_SELECT: Final = (
    "SELECT t.id, coalesce(t.customer_id, 0) AS customer_id, t.number, t.what, t.due_at,"
    " coalesce(c.name, nullif(t.walk_in_name, ''), t.walk_in_phone) AS name"
    " FROM complaint t LEFT JOIN customer c ON c.id=t.customer_id"
)
# Tells whether what a row `r` of the reminders speaks of still waits for the same time.
STANDS: Final = (
    f"(r.key LIKE '{COMPLAINT}:%' AND EXISTS (SELECT 1 FROM complaint t"
    f" WHERE t.id=CAST(substr(r.key, {len(COMPLAINT) + 2}) AS INTEGER) AND {_DUE}"
    f" AND r.key={_KEY}))"
)


def waiting(connection: sa.Connection, until: dt.datetime) -> list[Reminder]:
    """Return the open complaints that were due by an instant and not brought to mind for it."""
    rows = connection.exec_driver_sql(
        f"{_SELECT} WHERE {_DUE} AND t.due_at <= ?"
        f" AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.key={_KEY})",
        (instant_text(until),),
    )
    return [_reminder(row) for row in rows]


def standing(connection: sa.Connection, keys: Sequence[str]) -> list[Reminder]:
    """Return the complaints with these keys that are open; the caller compares the time."""
    found: list[Reminder] = []
    for part in chunks(sorted({named_by(key)[1] for key in keys})):
        rows = connection.exec_driver_sql(
            f"{_SELECT} WHERE {_DUE} AND t.id IN ({marks(part)})", tuple(part)
        )
        found += [_reminder(row) for row in rows]
    return found


def still_known(
    connection: sa.Connection, moved: Sequence[tuple[int, dt.datetime, dt.datetime]]
) -> None:
    """Let what was brought to mind count as that, or stay put off, for another time it was due.

    `moved` are complaints with the time they were due before, and now.
    """
    keys = [
        (of_complaint(one, 0, now).key, of_complaint(one, 0, before).key)
        for one, before, now in moved
        if before != now
    ]
    if keys:
        connection.exec_driver_sql(
            "INSERT INTO reminder (key, reminded_at, snoozed_until)"
            " SELECT ?, reminded_at, snoozed_until FROM reminder WHERE key=?"
            " ON CONFLICT (key) DO NOTHING",
            keys,
        )


def _reminder(row: Any) -> Reminder:
    return of_complaint(
        row.id,
        row.customer_id,
        dt.datetime.fromisoformat(row.due_at),
        customer=row.name,
        what=f"{row.number} · {row.what}",
    )

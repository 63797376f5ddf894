"""The pile of overdue follow-ups, and the days it is moved to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.store import followups, tables
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import Operation


def overdue(connection: sa.Connection, today: dt.date, ids: Sequence[int] | None) -> list[FollowUp]:
    """Return the open follow-ups that were due before a day, all or those of some ids."""
    wanted = None if ids is None else set(ids)
    rows = connection.exec_driver_sql(
        "SELECT f.* FROM follow_up f JOIN customer c ON c.id=f.customer_id"
        " AND c.binned_at IS NULL WHERE f.status='open' AND f.due<? ORDER BY f.due, f.id",
        (today.isoformat(),),
    )
    found = map(followups.as_follow_up, rows)
    return [one for one in found if wanted is None or one.id in wanted]


def loads(connection: sa.Connection, days: Sequence[dt.date]) -> dict[dt.date, int]:
    """Return how many open follow-ups are due on each of these days."""
    found: dict[dt.date, int] = {}
    for part in chunks(days):
        rows = connection.exec_driver_sql(
            "SELECT f.due, count(*) FROM follow_up f JOIN customer c ON c.id=f.customer_id"
            f" AND c.binned_at IS NULL WHERE f.status='open' AND f.due IN ({marks(part)})"
            " GROUP BY f.due",
            tuple(day.isoformat() for day in part),
        )
        found |= {dt.date.fromisoformat(row[0]): row[1] for row in rows}
    return found


def move(current: Operation, moves: Sequence[tuple[int, dt.date]]) -> None:
    """Put follow-ups on other days; each keeps its time of day."""
    table = tables.follow_up
    now: dict[int, tuple[int, str, int]] = {}
    for part in chunks([row_id for row_id, _day in moves]):
        rows = current.connection.execute(
            sa.select(table.c.id, table.c.customer_id, table.c.due, table.c.moved).where(
                table.c.id.in_(part)
            )
        )
        now |= {row.id: (row.customer_id, row.due, row.moved) for row in rows}
    changed = []
    for row_id, day in moves:
        owner, due, moved = now[row_id]
        before = {"due": due, "moved": moved}
        changed.append((row_id, owner, before, {"due": day.isoformat(), "moved": moved + 1}))
    current.update_many(table, changed)

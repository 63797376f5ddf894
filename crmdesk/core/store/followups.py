"""Follow-ups in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.followup import FollowUp, FollowUpRow
from crmdesk.core.store import activities, tables
from crmdesk.core.store.customers import chunks, date_or_none, marks, time_or_none, time_text
from crmdesk.core.store.history import Operation

# The few in the bin are named, so that nobody else has to be looked up.
_OPEN = (
    "f.status='open' AND f.customer_id NOT IN (SELECT id FROM customer WHERE binned_at IS NOT NULL)"
)
_ORDER = "f.due, f.priority DESC, coalesce(f.at_time, '99'), f.id"


def values_of(follow_up: FollowUp) -> dict[str, Any]:
    """Return the row of a follow-up without its id."""
    return {
        "customer_id": follow_up.customer_id,
        "due": follow_up.due.isoformat(),
        "at_time": time_text(follow_up.at),
        "what": follow_up.what,
        "kind": follow_up.kind,
        "priority": follow_up.priority,
        "staff": follow_up.staff,
        "status": follow_up.status,
        "moved": follow_up.moved,
        "done_on": follow_up.done_on.isoformat() if follow_up.done_on else None,
        "done_note": follow_up.done_note,
        "series_id": follow_up.series_id,
        "occurrence": follow_up.occurrence.isoformat() if follow_up.occurrence else None,
        "chain": follow_up.chain,
    }


def insert(current: Operation, follow_up: FollowUp) -> int:
    """Write a new follow-up and return its id."""
    return current.insert(tables.follow_up, values_of(follow_up))


def update(current: Operation, follow_up: FollowUp) -> bool:
    """Write what differs from the stored follow-up."""
    return current.update(tables.follow_up, follow_up.id, values_of(follow_up))


def keep(current: Operation, follow_up: FollowUp) -> int:
    """Write what differs from the stored follow-up; return the new id of one not stored yet."""
    if not follow_up.id:
        return insert(current, follow_up)
    update(current, follow_up)
    return 0


def as_follow_up(row: Any) -> FollowUp:
    """Return the follow-up of a row."""
    return FollowUp(
        id=row.id,
        customer_id=row.customer_id,
        due=dt.date.fromisoformat(row.due),
        at=time_or_none(row.at_time),
        what=row.what,
        kind=row.kind,
        priority=row.priority,
        staff=row.staff,
        status=row.status,
        moved=row.moved,
        done_on=date_or_none(row.done_on),
        done_note=row.done_note,
        series_id=row.series_id,
        occurrence=date_or_none(row.occurrence),
        chain=row.chain,
    )


def get(connection: sa.Connection, follow_up_id: int) -> FollowUp | None:
    """Return a follow-up, or None."""
    table = tables.follow_up
    row = connection.execute(sa.select(table).where(table.c.id == follow_up_id)).first()
    return as_follow_up(row) if row else None


def visits_due(connection: sa.Connection, customer_id: int, day: dt.date) -> list[FollowUp]:
    """Return the visits promised to a customer by a day that wait, the longest waiting first."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM follow_up WHERE customer_id=? AND status='open' AND kind='visit'"
        " AND due<=? ORDER BY due, id",
        (customer_id, day.isoformat()),
    )
    return [as_follow_up(row) for row in rows]


def due_of(connection: sa.Connection, customer_id: int, day: dt.date) -> list[FollowUp]:
    """Return what waits for a customer and is due by a day, the longest waiting first."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM follow_up WHERE customer_id=? AND status='open' AND due<=? ORDER BY due, id",
        (customer_id, day.isoformat()),
    )
    return [as_follow_up(row) for row in rows]


def open_chains(connection: sa.Connection, customer_id: int) -> list[tuple[int, str]]:
    """Return the open follow-ups of a customer that belong to chains, with the chain's mark."""
    rows = connection.exec_driver_sql(
        "SELECT id, chain FROM follow_up WHERE customer_id=? AND status='open' AND chain<>''"
        " ORDER BY due, id",
        (customer_id,),
    )
    return [(row[0], row[1]) for row in rows]


def chain_keys(connection: sa.Connection) -> set[str]:
    """Return the keys of all chains that ever began."""
    rows = connection.exec_driver_sql("SELECT DISTINCT chain FROM follow_up WHERE chain<>''")
    return {row[0].rpartition("@")[0] for row in rows}


def has_chain(connection: sa.Connection, customer_id: int, mark: str) -> bool:
    """Tell whether a chain of this mark ever began for a customer."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM follow_up WHERE customer_id=? AND chain=? LIMIT 1", (customer_id, mark)
    )
    return found.first() is not None


def open_rows(
    connection: sa.Connection,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    staff: str = "",
    limit: int = 1000,
) -> list[FollowUpRow]:
    """Return open follow-ups due from `start` to `end`, both included, in working order."""
    where, values = _between(start, end, staff)
    # Which come first is known from the index of their dates; only those are looked at.
    rows = connection.exec_driver_sql(
        "SELECT f.*, c.name, c.mobile AS customer_mobile, c.company, c.grade, s.rule,"
        " (SELECT t.id FROM complaint t WHERE t.follow_up_id=f.id AND t.follow_up_id>0"
        " AND t.state='answered') AS complaint_id"
        f" FROM (SELECT f.id FROM follow_up f WHERE {where} ORDER BY {_ORDER} LIMIT ?) first"
        " CROSS JOIN follow_up f ON f.id=first.id CROSS JOIN customer c ON c.id=f.customer_id"
        " LEFT JOIN follow_up_series s ON s.id=f.series_id AND s.ended_on IS NULL"
        f" ORDER BY {_ORDER}",
        (*values, limit),
    ).fetchall()
    notes = activities.last_notes(connection, sorted({row.customer_id for row in rows}))
    return [
        FollowUpRow(
            follow_up=as_follow_up(row),
            customer=row.name,
            mobile=row.customer_mobile,
            company=row.company,
            grade=row.grade,
            last_note=notes.get(row.customer_id, ""),
            rule=row.rule or "",
            complaint_id=row.complaint_id or 0,
        )
        for row in rows
    ]


def waiting(connection: sa.Connection, day: dt.date, last: dt.date) -> tuple[int, int, int]:
    """Return how many open follow-ups were due before a day, on it, and after it up to another."""
    on, until = day.isoformat(), last.isoformat()
    found = connection.exec_driver_sql(
        "SELECT coalesce(sum(f.due < ?), 0), coalesce(sum(f.due = ?), 0),"
        f" coalesce(sum(f.due > ?), 0) FROM follow_up f WHERE {_OPEN} AND f.due <= ?",
        (on, on, on, until),
    ).one()
    return int(found[0]), int(found[1]), int(found[2])


def next_whats(connection: sa.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return what is to be done first for each customer that has something open."""
    found: dict[int, str] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            "SELECT customer_id, what FROM follow_up"
            f" WHERE status='open' AND customer_id IN ({marks(part)})"
            " ORDER BY due, coalesce(at_time, '99'), id",
            tuple(part),
        )
        for customer_id, what in rows:
            found.setdefault(customer_id, what)
    return found


def _between(start: dt.date | None, end: dt.date | None, staff: str) -> tuple[str, Sequence[Any]]:
    parts, values = [_OPEN], []
    if start:
        parts.append("f.due >= ?")
        values.append(start.isoformat())
    if end:
        parts.append("f.due <= ?")
        values.append(end.isoformat())
    if staff:
        parts.append("f.staff = ?")
        values.append(staff)
    return " AND ".join(parts), values


def planned_by(connection: sa.Connection, operation_id: int) -> int:
    """Return the last follow-up an operation wrote that is no step of a chain, 0 for none."""
    found = connection.exec_driver_sql(
        "SELECT max(f.id) FROM change c JOIN follow_up f ON f.id=c.row_id AND f.chain=''"
        " WHERE c.operation_id=? AND c.noun='follow_up' AND c.action='i'",
        (operation_id,),
    )
    return int(found.scalar() or 0)

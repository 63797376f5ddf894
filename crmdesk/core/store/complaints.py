"""Complaints and their log in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.complaint import (
    OPEN,
    Complaint,
    ComplaintRow,
    OpenCase,
    number_key,
)
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.store import complaint_tables as tables
from crmdesk.core.store.customers import chunks, date_or_none, marks
from crmdesk.core.store.history import Operation

_INSTANTS: Final = (
    "received_at",
    "opened_at",
    "acknowledged_at",
    "answered_at",
    "ended_at",
    "waiting_since",
    "due_at",
)
_WAITS: Final = ("waited", "waited_before", "promised_waited")
_DATES: Final = ("ordered_on", "promised_on", "call_back_on")
# What orders lists follows from the rest.
_BESIDE: Final = ("id", "customer_id", "number_key", "walk_in_key")
_FIELDS: Final = tuple(column.name for column in tables.complaint.c if column.name not in _BESIDE)


def instant_text(instant: dt.datetime | None) -> str | None:
    """Return an instant as it is stored: in UTC, to the second, so that texts sort."""
    if instant is None:
        return None
    return instant.astimezone(dt.UTC).isoformat(timespec="seconds")


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def values_of(complaint: Complaint) -> dict[str, Any]:
    """Return the row of a complaint without its id."""
    values: dict[str, Any] = {name: getattr(complaint, name) for name in _FIELDS}
    for name in _INSTANTS:
        values[name] = instant_text(values[name])
    for name in _DATES:
        values[name] = values[name].isoformat() if values[name] else None
    values["late"] = int(complaint.late)
    values["customer_id"] = complaint.customer_id or None
    values["number_key"] = number_key(complaint.number)
    values["walk_in_key"] = sort_key(complaint.walk_in_name or complaint.walk_in_phone)
    return values


def as_complaint(row: Any) -> Complaint:
    """Return the complaint of a row that has all columns of the table."""
    found = row._mapping
    values: dict[str, Any] = {name: found[name] for name in _FIELDS}
    for name in _INSTANTS:
        values[name] = _instant(values[name])
    for name in _DATES:
        values[name] = date_or_none(values[name])
    values["late"] = bool(values["late"])
    return Complaint(id=found["id"], customer_id=found["customer_id"] or 0, **values)


def insert(current: Operation, complaint: Complaint) -> int:
    """Write a new complaint and return its id."""
    return current.insert(tables.complaint, values_of(complaint))


def update(current: Operation, complaint: Complaint) -> bool:
    """Write what differs from the stored complaint."""
    return current.update(tables.complaint, complaint.id, values_of(complaint))


def get(connection: sa.Connection, complaint_id: int) -> Complaint | None:
    """Return a complaint, or None."""
    table = tables.complaint
    row = connection.execute(sa.select(table).where(table.c.id == complaint_id)).first()
    return as_complaint(row) if row else None


def by_number(connection: sa.Connection, number: str) -> Complaint | None:
    """Return the complaint of a number, or None."""
    table = tables.complaint
    row = connection.execute(sa.select(table).where(table.c.number == number)).first()
    return as_complaint(row) if row else None


def next_number(connection: sa.Connection, year: int) -> int:
    """Take the next number of a year; it is never given again, not even after undo."""
    row = connection.exec_driver_sql(
        "INSERT INTO complaint_number (year, last) VALUES (?, 1)"
        " ON CONFLICT (year) DO UPDATE SET last=last+1 RETURNING last",
        (year,),
    )
    return int(row.scalar_one())


def taken_up_to(connection: sa.Connection, year: int, number: int) -> None:
    """Remember that numbers of a year were given elsewhere, such as in a list that came in."""
    connection.exec_driver_sql(
        "INSERT INTO complaint_number (year, last) VALUES (?, ?)"
        " ON CONFLICT (year) DO UPDATE SET last=max(last, excluded.last)",
        (year, number),
    )


def rows_of(connection: sa.Connection, ids: Sequence[int]) -> list[ComplaintRow | None]:
    """Return lines of a list in the order of the ids; None where one is gone."""
    found: dict[int, ComplaintRow] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        rows = connection.exec_driver_sql(
            "SELECT t.*, c.name AS customer_name, c.mobile, c.grade, c.binned_at FROM complaint t"
            f" LEFT JOIN customer c ON c.id=t.customer_id WHERE t.id IN ({marks(part)})",
            tuple(part),
        )
        found.update((row.id, _as_row(row)) for row in rows)
    return [found.get(one) for one in ids]


def _as_row(row: Any) -> ComplaintRow:
    complaint = as_complaint(row)
    if not complaint.customer_id:
        return ComplaintRow(
            complaint=complaint, name=complaint.walk_in_name, phone=complaint.walk_in_phone
        )
    return ComplaintRow(
        complaint=complaint,
        name=row.customer_name,
        phone=row.mobile or complaint.walk_in_phone,
        grade=row.grade,
        binned=row.binned_at is not None,
    )


def of_customer(connection: sa.Connection, customer_id: int) -> list[Complaint]:
    """Return the complaints of a customer, the open ones first, then the newest."""
    table = tables.complaint
    rows = connection.execute(
        sa.select(table)
        .where(table.c.customer_id == customer_id)
        .order_by(table.c.state.not_in(sorted(OPEN)), table.c.received_at.desc(), table.c.id.desc())
    )
    return [as_complaint(row) for row in rows]


def on_timeline(connection: sa.Connection, customer_id: int) -> dict[tuple[str, int], int]:
    """Return the complaints of a customer by noun and id of what tells of them on the timeline."""
    rows = connection.exec_driver_sql(
        "SELECT activity_id, follow_up_id, id FROM complaint WHERE customer_id=?", (customer_id,)
    )
    found: dict[tuple[str, int], int] = {}
    for activity_id, follow_up_id, complaint_id in rows:
        found["activity", activity_id] = found["follow_up", follow_up_id] = complaint_id
    return found


def open_cases(connection: sa.Connection, customer_ids: Sequence[int]) -> dict[int, OpenCase]:
    """Return the open complaints of customers; those without one are absent."""
    found: dict[int, OpenCase] = {}
    for part in chunks(sorted(set(customer_ids))):
        rows = connection.exec_driver_sql(
            "SELECT customer_id, number, what, min(received_at) AS first, count(*) FROM complaint"
            f" WHERE {tables.OPEN_SQL} AND customer_id IN ({marks(part)}) GROUP BY customer_id",
            tuple(part),
        )
        for customer_id, number, what, first, count in rows:
            since = dt.datetime.fromisoformat(first).astimezone().date()
            found[customer_id] = OpenCase(number, what, since, count)
    return found


def called_back_by(connection: sa.Connection, follow_up_id: int) -> Complaint | None:
    """Return the answered complaint whose call-back a follow-up is, or None."""
    row = connection.exec_driver_sql(
        "SELECT * FROM complaint WHERE follow_up_id=? AND follow_up_id>0 AND state='answered'",
        (follow_up_id,),
    ).first()
    return as_complaint(row) if row else None


def call_backs_elsewhere(connection: sa.Connection) -> list[tuple[Complaint, dt.date]]:
    """Return the answered complaints whose call-back waits on another day, with that day."""
    rows = connection.exec_driver_sql(
        "SELECT t.*, f.due FROM complaint t JOIN follow_up f ON f.id=t.follow_up_id"
        " WHERE t.state='answered' AND f.status='open' AND f.due<>coalesce(t.call_back_on, '')"
    )
    return [(as_complaint(row), dt.date.fromisoformat(row.due)) for row in rows]


def without_call_back(connection: sa.Connection, customer_ids: Sequence[int]) -> list[Complaint]:
    """Return the answered complaints of customers for which no call-back was planned."""
    found: list[Complaint] = []
    for part in chunks(sorted(set(customer_ids))):
        rows = connection.exec_driver_sql(
            "SELECT * FROM complaint WHERE state='answered' AND follow_up_id=0"
            f" AND customer_id IN ({marks(part)}) ORDER BY id",
            tuple(part),
        )
        found.extend(as_complaint(row) for row in rows)
    return found


def with_clocks(connection: sa.Connection, operation_id: int = 0) -> list[Complaint]:
    """Return the complaints that are open or have a time to be due at.

    All of them, or only those that an operation wrote row by row.
    """
    wanted = f"({tables.OPEN_SQL} OR due_at IS NOT NULL)"
    if operation_id:
        wanted += (
            " AND id IN (SELECT row_id FROM change"
            f" WHERE operation_id={int(operation_id)} AND noun='complaint' AND action<>'d')"
        )
    rows = connection.exec_driver_sql(f"SELECT * FROM complaint WHERE {wanted} ORDER BY id")
    return [as_complaint(row) for row in rows]


def update_clocks(current: Operation, changed: Sequence[tuple[Complaint, Complaint]]) -> None:
    """Write other waits and due times of complaints, each as it was stored and as it is to be."""
    rows = []
    for was, now in changed:
        before, after = _clock_values(was), _clock_values(now)
        differing = [name for name in after if before[name] != after[name]]
        if differing:
            old, new = ({name: values[name] for name in differing} for values in (before, after))
            rows.append((was.id, was.customer_id, old, new))
    current.update_many(tables.complaint, rows)


def _clock_values(complaint: Complaint) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(complaint, name) for name in _WAITS}
    return {**values, "due_at": instant_text(complaint.due_at)}


def give_to(current: Operation, complaint_id: int, customer_id: int) -> None:
    """Let a walk-in's complaint, its log and its files belong to a customer."""
    for table in (tables.complaint_log, tables.attachment):
        rows = current.connection.execute(
            sa.select(table.c.id).where(table.c.complaint_id == complaint_id)
        ).scalars()
        for row_id in list(rows):
            current.update(table, row_id, {"customer_id": customer_id})
    current.update(tables.complaint, complaint_id, {"customer_id": customer_id})
    current.touch([customer_id])

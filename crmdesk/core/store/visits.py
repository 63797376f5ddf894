"""Visits in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.visit import MOVED, PLANNED, OpenSheet, Visit, VisitRow, oldest_open
from crmdesk.core.domain.visit_forms import answers_of, answers_text
from crmdesk.core.store import activities, tables
from crmdesk.core.store.customers import chunks, date_or_none, marks, time_or_none, time_text
from crmdesk.core.store.history import Operation


def values_of(visit: Visit) -> dict[str, Any]:
    """Return the row of a visit without its id."""
    return {
        "customer_id": visit.customer_id,
        "on_date": visit.on.isoformat(),
        "at_time": time_text(visit.at),
        "position": visit.position,
        "purpose": visit.purpose,
        "staff": visit.staff,
        "status": visit.status,
        "outcome": visit.outcome,
        "moved_to": visit.moved_to.isoformat() if visit.moved_to else None,
        "round_id": visit.round_id,
        "by_hand": int(visit.by_hand),
        "form": visit.form,
        "answers": answers_text(visit.answers),
        "activity_id": visit.activity_id,
        "follow_up_id": visit.follow_up_id,
        "moved_id": visit.moved_id,
        "on_sheet": int(visit.on_sheet),
        "promise_id": visit.promise_id,
    }


def insert(current: Operation, visit: Visit) -> int:
    """Write a new visit and return its id."""
    return current.insert(tables.visit, values_of(visit))


def update(current: Operation, visit: Visit) -> bool:
    """Write what differs from the stored visit."""
    return current.update(tables.visit, visit.id, values_of(visit))


def as_visit(row: Any) -> Visit:
    """Return the visit of a row."""
    return Visit(
        id=row.id,
        customer_id=row.customer_id,
        on=dt.date.fromisoformat(row.on_date),
        at=time_or_none(row.at_time),
        position=row.position,
        purpose=row.purpose,
        staff=row.staff,
        status=row.status,
        outcome=row.outcome,
        moved_to=date_or_none(row.moved_to),
        round_id=row.round_id,
        by_hand=bool(row.by_hand),
        form=row.form,
        answers=answers_of(row.answers),
        activity_id=row.activity_id,
        follow_up_id=row.follow_up_id,
        moved_id=row.moved_id,
        on_sheet=bool(row.on_sheet),
        promise_id=row.promise_id,
    )


def get(connection: sa.Connection, visit_id: int) -> Visit | None:
    """Return a visit, or None."""
    table = tables.visit
    row = connection.execute(sa.select(table).where(table.c.id == visit_id)).first()
    return as_visit(row) if row else None


def next_position(connection: sa.Connection, on: dt.date) -> int:
    """Return the place after the last visit of a day."""
    found = connection.exec_driver_sql(
        "SELECT coalesce(max(position), 0) + 1 FROM visit WHERE on_date=?", (on.isoformat(),)
    )
    return int(found.scalar_one())


def ids_of_day(connection: sa.Connection, on: dt.date) -> list[int]:
    """Return the visits of a day in their order, whoever makes them."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM visit WHERE on_date=? ORDER BY position, coalesce(at_time, '99'), id",
        (on.isoformat(),),
    )
    return [row[0] for row in rows]


def districts(connection: sa.Connection, customer_ids: Sequence[int]) -> dict[int, str]:
    """Return the district of each customer, empty where there is none."""
    found: dict[int, str] = {}
    for part in chunks(sorted(set(customer_ids))):
        rows = connection.exec_driver_sql(
            f"SELECT id, district FROM customer WHERE id IN ({marks(part)})", tuple(part)
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def postcodes(connection: sa.Connection, customer_ids: Sequence[int]) -> dict[int, str]:
    """Return the postcode of the first address of each customer that has one."""
    found: dict[int, str] = {}
    for part in chunks(sorted(set(customer_ids))):
        rows = connection.exec_driver_sql(
            "SELECT customer_id, postcode FROM address WHERE postcode<>''"
            f" AND customer_id IN ({marks(part)}) ORDER BY customer_id, position, id",
            tuple(part),
        )
        for row in rows:
            found.setdefault(row[0], row[1])
    return found


def positions(connection: sa.Connection, visit_ids: Sequence[int]) -> list[int]:
    """Return the places the visits have in their day, in ascending order."""
    table = tables.visit
    found = connection.execute(sa.select(table.c.position).where(table.c.id.in_(visit_ids)))
    return sorted(found.scalars())


def between(
    connection: sa.Connection,
    start: dt.date,
    end: dt.date,
    staff: str = "",
    limit: int = 10_000,
    moved: bool = True,
) -> list[VisitRow]:
    """Return the visits from `start` to `end`, both included, in the order of the days' plans.

    `moved` False leaves out those that are on another day now.
    """
    return _rows(
        connection,
        "v.on_date BETWEEN ? AND ? AND (?='' OR v.staff=?) AND (? OR v.status<>?)"
        " AND c.binned_at IS NULL"
        " ORDER BY v.on_date, v.position, coalesce(v.at_time, '99'), v.id LIMIT ?",
        (start.isoformat(), end.isoformat(), staff, staff, moved, MOVED, limit),
    )


def rows_of(connection: sa.Connection, visit_ids: Sequence[int]) -> dict[int, VisitRow]:
    """Return visits by id, those to customers in the bin too."""
    found: dict[int, VisitRow] = {}
    for part in chunks(list(dict.fromkeys(visit_ids))):
        rows = _rows(connection, f"v.id IN ({marks(part)})", tuple(part))
        found.update((row.visit.id, row) for row in rows)
    return found


def to_the_bin(connection: sa.Connection, start: dt.date, end: dt.date) -> list[VisitRow]:
    """Return the planned visits from `start` to `end` that no plan shows: those to the bin."""
    return _rows(
        connection,
        "v.on_date BETWEEN ? AND ? AND v.status=? AND c.binned_at IS NOT NULL"
        " ORDER BY v.on_date, v.position, v.id",
        (start.isoformat(), end.isoformat(), PLANNED),
    )


def _rows(connection: sa.Connection, where: str, values: tuple[Any, ...]) -> list[VisitRow]:
    rows = connection.exec_driver_sql(
        "SELECT v.*, c.name, c.mobile AS phone, c.address, c.district, c.grade FROM visit v"
        f" JOIN customer c ON c.id=v.customer_id WHERE {where}",
        values,
    ).fetchall()
    notes = activities.last_notes(connection, sorted({row.customer_id for row in rows}))
    return [
        VisitRow(
            visit=as_visit(row),
            customer=row.name,
            phone=row.phone,
            address=row.address,
            district=row.district,
            grade=row.grade,
            last_note=notes.get(row.customer_id, ""),
        )
        for row in rows
    ]


def count_on(connection: sa.Connection, on: dt.date) -> tuple[int, int]:
    """Return how many visits a day has without those moved elsewhere, and how many are open."""
    found = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(v.status=?), 0) FROM visit v"
        " JOIN customer c ON c.id=v.customer_id AND c.binned_at IS NULL"
        " WHERE v.on_date=? AND v.status<>?",
        (PLANNED, on.isoformat(), MOVED),
    )
    count, waiting = found.one()
    return int(count), int(waiting)


def open_sheet(connection: sa.Connection, before: dt.date) -> OpenSheet | None:
    """Return the last day before a date whose sheet has visits without a result, or None."""
    found = connection.exec_driver_sql(
        "SELECT v.on_date, count(*) FROM visit v JOIN customer c ON c.id=v.customer_id"
        " AND c.binned_at IS NULL WHERE v.on_date >= ? AND v.on_date < ? AND v.status=?"
        " GROUP BY v.on_date ORDER BY v.on_date DESC",
        (oldest_open(before).isoformat(), before.isoformat(), PLANNED),
    ).fetchall()
    if not found:
        return None
    (day, count), *older = found
    return OpenSheet(dt.date.fromisoformat(day), int(count), sum(int(row[1]) for row in older))


def last_outcomes(connection: sa.Connection, looked_at: int, longest: int) -> list[str]:
    """Return the short outcomes of the newest visits, each once, the last one first."""
    found = connection.exec_driver_sql(
        "SELECT outcome FROM (SELECT outcome, on_date, id FROM visit WHERE outcome<>''"
        " AND length(outcome) <= ? ORDER BY on_date DESC, id DESC LIMIT ?)"
        " GROUP BY outcome ORDER BY max(on_date) DESC, max(id) DESC",
        (longest, looked_at),
    )
    return [row[0] for row in found]


def days_of(connection: sa.Connection, visit_ids: Sequence[int]) -> list[dt.date]:
    """Return the days of visits, each once, the earliest first."""
    table = tables.visit
    found = connection.execute(
        sa.select(table.c.on_date)
        .where(table.c.id.in_(visit_ids))
        .distinct()
        .order_by(table.c.on_date)
    )
    return [dt.date.fromisoformat(day) for day in found.scalars()]


def planned_on(connection: sa.Connection, customer_id: int, on: dt.date) -> Visit | None:
    """Return the newest visit to a customer that is planned on a day, or None."""
    table = tables.visit
    row = connection.execute(
        sa.select(table)
        .where(
            table.c.customer_id == customer_id,
            table.c.on_date == on.isoformat(),
            table.c.status == PLANNED,
        )
        .order_by(table.c.id.desc())
    ).first()
    return as_visit(row) if row else None

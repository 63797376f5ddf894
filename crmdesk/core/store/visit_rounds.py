"""Rounds of visits in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.visit import PLANNED, Visit
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.store import tables, visits
from crmdesk.core.store.customers import date_or_none, time_or_none, time_text
from crmdesk.core.store.history import Operation


def values_of(one: VisitRound) -> dict[str, Any]:
    """Return the row of a round without its id; its customers are rows of their own."""
    return {
        "name": one.name,
        "rule": one.rule,
        "start": one.start.isoformat(),
        "until": _text(one.until),
        "at_time": time_text(one.at),
        "purpose": one.purpose,
        "staff": one.staff,
        "form": one.form,
        "planned_until": _text(one.planned_until),
        "paused_on": _text(one.paused_on),
    }


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def insert(current: Operation, one: VisitRound) -> int:
    """Write a new round with its customers and return its id."""
    round_id = current.insert(tables.visit_round, values_of(one))
    _insert_customers(current, round_id, one.customer_ids)
    return round_id


def update(current: Operation, one: VisitRound) -> bool:
    """Write what differs from the stored round, its customers and their order too."""
    changed = current.update(tables.visit_round, one.id, values_of(one))
    rows = _customer_rows(current.connection, one.id)
    if [row.customer_id for row in rows] == list(one.customer_ids):
        return changed
    for row in rows:
        current.delete(tables.round_customer, row.id)
    _insert_customers(current, one.id, one.customer_ids)
    return True


def _insert_customers(current: Operation, round_id: int, ids: Iterable[int]) -> None:
    for position, customer_id in enumerate(dict.fromkeys(ids), start=1):
        row = {"customer_id": customer_id, "round_id": round_id, "position": position}
        current.insert(tables.round_customer, row)


def note_planned(current: Operation, round_id: int, until: dt.date) -> None:
    """Keep up to which day a round is planned; no part of the history.

    To undo the planning takes the visits away, and they shall not come back the next day.
    """
    current.connection.exec_driver_sql(
        "UPDATE visit_round SET planned_until=? WHERE id=?", (until.isoformat(), round_id)
    )


def get(connection: sa.Connection, round_id: int) -> VisitRound | None:
    """Return a round, or None."""
    table = tables.visit_round
    row = connection.execute(sa.select(table).where(table.c.id == round_id)).first()
    return _as_round(connection, row) if row else None


def every(connection: sa.Connection) -> list[VisitRound]:
    """Return all rounds by name."""
    table = tables.visit_round
    rows = connection.execute(sa.select(table).order_by(table.c.name, table.c.id)).fetchall()
    return [_as_round(connection, row) for row in rows]


def _as_round(connection: sa.Connection, row: Any) -> VisitRound:
    # After a merge a customer may stand in a round twice.
    ids = dict.fromkeys(one.customer_id for one in _customer_rows(connection, row.id))
    return VisitRound(
        id=row.id,
        name=row.name,
        rule=row.rule,
        start=dt.date.fromisoformat(row.start),
        until=date_or_none(row.until),
        at=time_or_none(row.at_time),
        purpose=row.purpose,
        staff=row.staff,
        form=row.form,
        planned_until=date_or_none(row.planned_until),
        paused_on=date_or_none(row.paused_on),
        customer_ids=tuple(ids),
    )


def _customer_rows(connection: sa.Connection, round_id: int) -> Sequence[Any]:
    table = tables.round_customer
    wanted = sa.select(table.c.id, table.c.customer_id).where(table.c.round_id == round_id)
    return connection.execute(wanted.order_by(table.c.position, table.c.id)).fetchall()


def planned_visits(connection: sa.Connection, round_id: int, after: dt.date) -> list[Visit]:
    """Return what a round has planned after a day, in the order of the days' plans."""
    table = tables.visit
    rows = connection.execute(
        sa.select(table)
        .where(table.c.on_date > after.isoformat(), table.c.round_id == round_id)
        .where(table.c.status == PLANNED)
        .order_by(table.c.on_date, table.c.position, table.c.id)
    )
    return [visits.as_visit(row) for row in rows]


def form_keys(connection: sa.Connection) -> set[str]:
    """Return the keys of forms that visits and rounds name, those of removed forms too."""
    rows = connection.exec_driver_sql(
        "SELECT form FROM visit WHERE form<>'' UNION SELECT form FROM visit_round WHERE form<>''"
    )
    return {row[0] for row in rows}

"""Greetings in and out of the database, and whom a festival's list of care names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.store import tables
from crmdesk.core.store.customers import date_or_none, marks
from crmdesk.core.store.history import Operation

Row = tuple[int, str, str, str]
_OF_GRADE: Final = "FROM customer c WHERE c.grade=? AND c.binned_at IS NULL"
_NOT_GREETED: Final = (
    "NOT EXISTS (SELECT 1 FROM greeting g WHERE g.customer_id=c.id AND g.occasion=?"
    " AND g.on_date=?)"
)


def insert(
    current: Operation,
    customer_id: int,
    occasion: str,
    on: dt.date,
    *,
    sent: dt.date | None,
    text: str = "",
    staff: str = "",
) -> int:
    """Keep that a customer was greeted for an occasion; without `sent`: was left out this time."""
    return current.insert(
        tables.greeting,
        {
            "customer_id": customer_id,
            "occasion": occasion,
            "on_date": on.isoformat(),
            "sent_on": sent.isoformat() if sent else "",
            "text": text,
            "staff": staff,
        },
    )


def any_kept(connection: sa.Connection, customer_id: int, occasion: str, on: dt.date) -> bool:
    """Tell whether a customer was greeted for an occasion, or left out of it."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM greeting WHERE customer_id=? AND occasion=? AND on_date=?",
        (customer_id, occasion, on.isoformat()),
    )
    return found.first() is not None


def kept_between(
    connection: sa.Connection, occasion: str, first: dt.date, last: dt.date
) -> dict[tuple[int, str], bool]:
    """Return (customer, day) of those dealt with from a day to a day: sent, or only left out."""
    rows = connection.exec_driver_sql(
        "SELECT customer_id, on_date, max(sent_on<>'') FROM greeting"
        " WHERE on_date BETWEEN ? AND ? AND occasion=? GROUP BY customer_id, on_date",
        (first.isoformat(), last.isoformat(), occasion),
    )
    return {(row[0], row[1]): bool(row[2]) for row in rows}


def count_of_grade(connection: sa.Connection, grade: str) -> int:
    """Return how many customers have a grade, without the bin."""
    found = connection.exec_driver_sql(f"SELECT count(*) {_OF_GRADE}", (grade,))
    return int(found.scalar_one())


def count_ungreeted(
    connection: sa.Connection, grade: str, places: int, occasion: str, on: dt.date
) -> int:
    """Return how many of the first so many customers of a grade were not greeted yet."""
    last = _id_at(connection, grade, places - 1)
    if last is None:
        return 0
    found = connection.exec_driver_sql(
        "SELECT count(DISTINCT g.customer_id) FROM greeting g JOIN customer c ON c.id=g.customer_id"
        " WHERE g.on_date=? AND g.occasion=? AND c.grade=? AND c.binned_at IS NULL AND c.id<=?",
        (on.isoformat(), occasion, grade, last),
    )
    return places - int(found.scalar_one())


def ungreeted(
    connection: sa.Connection,
    grade: str,
    places: tuple[int, int],
    occasion: str,
    on: dt.date,
    limit: int,
) -> list[Row]:
    """Return (id, name, mobile, grade) of those not greeted yet, from a place up to another.

    The customers of a grade stand in the order in which they were made.
    """
    first, last = (_id_at(connection, grade, place) for place in (places[0], places[1] - 1))
    if first is None or last is None or limit <= 0:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT c.id, c.name, c.mobile, c.grade {_OF_GRADE} AND c.id BETWEEN ? AND ?"
        f" AND {_NOT_GREETED} ORDER BY c.id LIMIT ?",
        (grade, first, last, occasion, on.isoformat(), limit),
    )
    return [tuple(row) for row in rows]


def _id_at(connection: sa.Connection, grade: str, place: int) -> int | None:
    if place < 0:
        return None
    found = connection.exec_driver_sql(
        f"SELECT c.id {_OF_GRADE} ORDER BY c.id LIMIT 1 OFFSET ?", (grade, place)
    ).scalar()
    return None if found is None else int(found)


def last_of_kinds(
    connection: sa.Connection, customer_id: int, kinds: Sequence[str], until: dt.date
) -> tuple[dt.date, str, str] | None:
    """Return (day, kind, text) of the newest activity of some kinds up to a day, or None."""
    row = connection.exec_driver_sql(
        f"SELECT on_date, kind, text FROM activity WHERE customer_id=? AND kind IN ({marks(kinds)})"
        " AND on_date<=? ORDER BY on_date DESC, id DESC LIMIT 1",
        (customer_id, *kinds, until.isoformat()),
    ).first()
    on = date_or_none(row[0]) if row else None
    return (on, row[1], row[2]) if row and on else None

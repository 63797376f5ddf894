"""Who may be worth a visit: the first ones of each reason, and what is known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.visit import DONE, PLANNED
from crmdesk.core.store.customers import chunks, date_or_none, marks


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose customers are looked at: those of one of the staff, of one district; empty for all."""

    staff: str = ""
    district: str = ""

    def where(self) -> tuple[str, tuple[Any, ...]]:
        """Return the condition on a customer `c`, with its values."""
        parts, values = ["c.binned_at IS NULL"], []
        if self.staff:
            parts.append("c.staff=?")
            values.append(self.staff)
        if self.district:
            parts.append("c.district=?")
            values.append(self.district)
        return " AND ".join(parts), tuple(values)


@dataclass(frozen=True, slots=True)
class Due:
    """An open follow-up that may be done on a visit."""

    customer_id: int
    due: dt.date
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer who may be visited."""

    id: int
    name: str
    phone: str
    address: str
    district: str
    grade: str
    staff: str
    last_contact: dt.date | None


def due(
    connection: sa.Connection, until: dt.date, wanted: Wanted, limit: int, *, visits: bool
) -> list[Due]:
    """Return open follow-ups due by a day, the longest waiting first: visits, or all others."""
    where, values = wanted.where()
    rows = connection.exec_driver_sql(
        "SELECT f.customer_id, f.due, f.kind, f.what FROM follow_up f"
        f" JOIN customer c ON c.id=f.customer_id AND {where}"
        f" WHERE f.status='open' AND f.due<=? AND f.kind{'=' if visits else '<>'}'visit'"
        " ORDER BY f.due, f.id LIMIT ?",
        (*values, until.isoformat(), limit),
    )
    return [Due(row[0], dt.date.fromisoformat(row[1]), row[2], row[3]) for row in rows]


def long_ago(
    connection: sa.Connection, district: str, before: dt.date, wanted: Wanted, limit: int
) -> list[int]:
    """Return customers of a district who were last met before a day, the longest ago first."""
    where, values = wanted.where()
    rows = connection.exec_driver_sql(
        f"SELECT c.id FROM customer c WHERE c.district=? AND {where}"
        " AND c.stage<>'lost' AND c.last_contact<? ORDER BY c.last_contact, c.id LIMIT ?",
        (district, *values, before.isoformat(), limit),
    )
    return [row[0] for row in rows]


def planned(connection: sa.Connection, first: dt.date, last: dt.date) -> set[int]:
    """Return who has a visit from one day to another, planned or made."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT customer_id FROM visit WHERE on_date BETWEEN ? AND ? AND status IN (?, ?)",
        (first.isoformat(), last.isoformat(), PLANNED, DONE),
    )
    return {row[0] for row in rows}


def candidates(connection: sa.Connection, ids: Collection[int], wanted: Wanted) -> list[Candidate]:
    """Return those of the customers who are looked at."""
    where, values = wanted.where()
    found: list[Candidate] = []
    for part in chunks(sorted(ids)):
        rows = connection.exec_driver_sql(
            "SELECT c.id, c.name, c.mobile, c.address, c.district, c.grade, c.staff,"
            f" c.last_contact FROM customer c WHERE c.id IN ({marks(part)}) AND {where}",
            (*part, *values),
        )
        found.extend(
            Candidate(
                id=row.id,
                name=row.name,
                phone=row.mobile,
                address=row.address,
                district=row.district,
                grade=row.grade,
                staff=row.staff,
                last_contact=date_or_none(row.last_contact),
            )
            for row in rows
        )
    return found


def districts(connection: sa.Connection, ids: Sequence[int]) -> list[str]:
    """Return the districts of customers, most of them first."""
    counts: dict[str, int] = {}
    for part in chunks(sorted(set(ids))):
        rows = connection.exec_driver_sql(
            "SELECT district, count(*) FROM customer WHERE district<>''"
            f" AND id IN ({marks(part)}) GROUP BY district",
            tuple(part),
        )
        for row in rows:
            counts[row[0]] = counts.get(row[0], 0) + row[1]
    return sorted(counts, key=lambda name: (-counts[name], name))

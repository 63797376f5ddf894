"""Kept answers, and the answers of earlier complaints, out of the database."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.solution import EarlierAnswer, Solution
from crmdesk.core.store.complaint_tables import solution
from crmdesk.core.store.history import Operation

# So many of the newest in the category are looked at: typing must not wait for all of them.
_LOOKED_AT: Final = 600
_FIELDS: Final = "id, number, category, product, what, action, satisfaction"


def insert(current: Operation, category: str, text: str) -> int:
    """Write a kept answer and return its id."""
    return current.insert(solution, {"category": category, "text": text})


def all_kept(connection: sa.Connection) -> list[Solution]:
    """Return the kept answers, by category, the newest first."""
    rows = connection.execute(
        sa.select(solution).order_by(solution.c.category, solution.c.id.desc())
    )
    return [Solution(id=row.id, category=row.category, text=row.text) for row in rows]


def give_category(current: Operation, category: str, into: str) -> None:
    """Keep the answers of a category under another one; what stands there already goes."""
    kept = all_kept(current.connection)
    there = {one.text for one in kept if one.category == into}
    for one in kept:
        if one.category == category and one.text in there:
            current.delete(solution, one.id)
        elif one.category == category:
            current.update(solution, one.id, {"category": into})


def earlier(connection: sa.Connection, category: str, product: str) -> list[EarlierAnswer]:
    """Return the newest answers in a category, and those about a product."""
    parts: list[str] = []
    values: list[str] = []
    for column, value in (("category", category), ("product", product)):
        if value:
            parts.append(
                f"SELECT * FROM (SELECT {_FIELDS}, received_at FROM complaint WHERE {column}=?"
                f" AND {column}<>'' AND action<>'' ORDER BY received_at DESC LIMIT {_LOOKED_AT})"
            )
            values.append(value)
    if not parts:
        return []
    rows = connection.exec_driver_sql(
        f"{' UNION '.join(parts)} ORDER BY received_at DESC", tuple(values)
    )
    return [
        EarlierAnswer(
            complaint_id=row[0],
            number=row[1],
            category=row[2],
            product=row[3],
            what=row[4],
            action=row[5],
            satisfaction=row[6],
        )
        for row in rows
    ]

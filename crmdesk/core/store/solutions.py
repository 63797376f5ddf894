"""Kept answers, and the answers of earlier complaints, out of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.solution import EarlierAnswer, Solution
from crmdesk.core.store.complaint_tables import solution
from crmdesk.core.store.history import Operation

# So many of the newest are looked at, of all and in the category: typing must not wait for more.
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
    """Return the newest answers: in a category, about a product, and of all."""
    newest = f"action<>'' ORDER BY received_at DESC LIMIT {_LOOKED_AT}"
    parts = [f"SELECT * FROM (SELECT id FROM complaint WHERE {newest})"]
    values: list[str] = []
    for column, value in (("category", category), ("product", product)):
        if value:
            asked = f"{column}=? AND {column}<>'' AND {newest}"
            parts.append(f"SELECT * FROM (SELECT id FROM complaint WHERE {asked})")
            values.append(value)
    return _answers(
        connection, f"id IN ({' UNION '.join(parts)}) ORDER BY received_at DESC", values
    )


def of_number(connection: sa.Connection, number: str) -> list[EarlierAnswer]:
    """Return the answer of a complaint by its number; nothing where it has none."""
    return _answers(connection, "number=? AND action<>''", [number])


def _answers(connection: sa.Connection, where: str, values: Sequence[str]) -> list[EarlierAnswer]:
    rows = connection.exec_driver_sql(
        f"SELECT {_FIELDS} FROM complaint WHERE {where}", tuple(values)
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

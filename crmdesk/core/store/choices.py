"""The owner's value lists and the shop's settings in and out of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, Choice
from crmdesk.core.store import tables
from crmdesk.core.store.history import Operation

_COLUMN: Final = {GRADE: "grade", STAGE: "stage", SOURCE: "source", STAFF: "staff"}


def of_list(connection: sa.Connection, name: str) -> list[Choice]:
    """Return the values of a list in the owner's order, then those only customers carry."""
    used = _used(connection, name)
    table = tables.choice
    rows = connection.execute(
        sa.select(table).where(table.c.list == name).order_by(table.c.position, table.c.id)
    ).fetchall()
    found = [Choice(name, row.code, row.label, row.position, used.pop(row.code, 0)) for row in rows]
    start = len(found)
    return found + [
        Choice(name, code, "", start + place, count)
        for place, (code, count) in enumerate(sorted(used.items()))
    ]


def _used(connection: sa.Connection, name: str) -> dict[str, int]:
    if name == TAG:
        query = "SELECT tag, count(*) FROM customer_tag GROUP BY tag"
    else:
        column = _COLUMN[name]
        query = f"SELECT {column}, count(*) FROM customer WHERE {column}<>'' GROUP BY {column}"
    return {row[0]: row[1] for row in connection.exec_driver_sql(query)}


def districts(connection: sa.Connection, most: int) -> list[str]:
    """Return the districts customers live in, the most frequent first."""
    rows = connection.exec_driver_sql(
        "SELECT district FROM customer WHERE district<>'' AND binned_at IS NULL"
        " GROUP BY district ORDER BY count(*) DESC, district LIMIT ?",
        (most,),
    )
    return [row[0] for row in rows]


def codes(connection: sa.Connection, name: str) -> set[str]:
    """Return the codes a list holds."""
    table = tables.choice
    return set(connection.execute(sa.select(table.c.code).where(table.c.list == name)).scalars())


def add(current: Operation, name: str, code: str, label: str = "") -> None:
    """Add a value at the end of a list, unless it is there."""
    table = tables.choice
    if code in codes(current.connection, name):
        return
    last = current.connection.execute(
        sa.select(sa.func.max(table.c.position)).where(table.c.list == name)
    ).scalar()
    position = 0 if last is None else int(last) + 1
    current.insert(table, {"list": name, "code": code, "label": label, "position": position})


def add_many(current: Operation, name: str, wanted: Iterable[str]) -> None:
    """Add the values a list does not hold yet at its end, in the order they come."""
    table = tables.choice
    known = codes(current.connection, name)
    fresh = [code for code in dict.fromkeys(wanted) if code and code not in known]
    if not fresh:
        return
    last = current.connection.execute(
        sa.select(sa.func.max(table.c.position)).where(table.c.list == name)
    ).scalar()
    first_place = 0 if last is None else int(last) + 1
    first_id = current.next_id(table)
    rows = [
        (first_id + number, name, code, "", first_place + number)
        for number, code in enumerate(fresh)
    ]
    current.insert_many(table, ("id", "list", "code", "label", "position"), rows, (0, 0))


def row_id(connection: sa.Connection, name: str, code: str) -> int | None:
    """Return the id of a value of a list, or None."""
    table = tables.choice
    return connection.execute(
        sa.select(table.c.id).where(table.c.list == name, table.c.code == code)
    ).scalar()


def relabel(current: Operation, name: str, code: str, label: str) -> None:
    """Give a value another label; customers keep the code."""
    found = row_id(current.connection, name, code)
    if found is None:
        add(current, name, code, label)
    else:
        current.update(tables.choice, found, {"label": label})


def remove(current: Operation, name: str, code: str) -> None:
    """Take a value out of a list."""
    found = row_id(current.connection, name, code)
    if found is not None:
        current.delete(tables.choice, found)


def setting(connection: sa.Connection, key: str, default: Any) -> Any:
    """Return a setting of the shop, or the default."""
    table = tables.setting
    found = connection.execute(sa.select(table.c.value).where(table.c.key == key)).scalar()
    return default if found is None else json.loads(found)


def set_setting(current: Operation, key: str, value: Any) -> None:
    """Write a setting of the shop."""
    table = tables.setting
    text = json.dumps(value, ensure_ascii=False)
    found = current.connection.execute(sa.select(table.c.id).where(table.c.key == key)).scalar()
    if found is None:
        current.insert(table, {"key": key, "value": text})
    else:
        current.update(table, int(found), {"value": text})

"""The owner's value lists and the shop's settings in and out of the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.choices import (
    CATEGORY,
    CAUSE,
    CHANNEL,
    GRADE,
    LISTS,
    OTHER,
    SOURCE,
    STAFF,
    STAGE,
    TAG,
    Choice,
)
from crmdesk.core.domain.custom_fields import CHOICE, id_of_key
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.store import tables
from crmdesk.core.store.complaint_tables import complaint
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import Operation

_COLUMN: Final = {GRADE: "grade", STAGE: "stage", SOURCE: "source", STAFF: "staff"}
_OF_COMPLAINT: Final = {CATEGORY: "category", CHANNEL: "channel", CAUSE: "cause"}
_OF_ANSWER: Final = "EXISTS (SELECT 1 FROM solution x WHERE x.category=t.code)"
# Tells of a row `t` of the lists whether a customer, a complaint or a kept answer carries it.
CARRIED: Final = (
    "CASE t.list WHEN 'tag' THEN EXISTS (SELECT 1 FROM customer_tag x WHERE x.tag=t.code) "
    + " ".join(
        f"WHEN '{name}' THEN EXISTS (SELECT 1 FROM customer x WHERE x.{column}=t.code)"
        for name, column in _COLUMN.items()
    )
    + " "
    + " ".join(
        f"WHEN '{name}' THEN EXISTS (SELECT 1 FROM complaint x WHERE x.{column}=t.code)"
        + (f" OR {_OF_ANSWER}" if name == CATEGORY else "")
        for name, column in _OF_COMPLAINT.items()
    )
    + " ELSE EXISTS (SELECT 1 FROM custom_value x"
    " WHERE x.field_id=CAST(substr(t.list, 2) AS INTEGER) AND x.value=t.code) END"
)


def of_list(connection: sa.Connection, name: str, *, counted: bool = True) -> list[Choice]:
    """Return the values of a list in the owner's order; to count who uses each reads everybody.

    Every value a customer carries is in its list: what writes customers sees to that.
    """
    counts = _counts(connection, name) if counted else {}
    table = tables.choice
    rows = connection.execute(
        sa.select(table)
        .where(table.c.list == name)
        .order_by(table.c.code == OTHER, table.c.position, table.c.id)
    ).fetchall()
    return [
        Choice(name, row.code, row.label, row.position, counts.get(row.code, 0)) for row in rows
    ]


def labels(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """Return the owner's own labels of codes by list."""
    table = tables.choice
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(sa.select(table).where(table.c.label != "")):
        found.setdefault(row.list, {})[row.code] = row.label
    return found


def used(connection: sa.Connection, name: str, code: str) -> int:
    """Return how many customers, or complaints, carry a value of a list."""
    own = id_of_key(name)
    if own is not None:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM custom_value WHERE field_id=? AND value=?", (own, code)
        )
        return int(found.scalar_one())
    table, column = _carrier(name)
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE {column}=?", (code,))
    return int(found.scalar_one())


def answers_under(connection: sa.Connection, category: str) -> int:
    """Return how many answers are kept under a category of complaints."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM solution WHERE category=?", (category,)
    )
    return int(found.scalar_one())


def add_carried(current: Operation, ids: Collection[int]) -> None:
    """Add the values that these customers carry and that the lists lost meanwhile."""
    for part in chunks(sorted(ids)):
        for name in LISTS:
            table, column, owner = (
                ("customer_tag", "tag", "customer_id")
                if name == TAG
                else ("customer", _COLUMN[name], "id")
            )
            rows = current.connection.exec_driver_sql(
                f"SELECT DISTINCT {column} FROM {table}"
                f" WHERE {owner} IN ({marks(part)}) AND {column}<>''"
                f" AND {column} NOT IN (SELECT code FROM choice WHERE list=?) ORDER BY 1",
                (*part, name),
            ).fetchall()
            add_many(current, name, [row[0] for row in rows])
        _add_carried_own(current, part)


def add_carried_by_complaints(current: Operation) -> None:
    """Add the values that complaints and kept answers carry by what an operation wrote."""
    places = [(name, "complaint", column) for name, column in _OF_COMPLAINT.items()]
    for name, table, column in (*places, (CATEGORY, "solution", "category")):
        rows = current.connection.exec_driver_sql(
            f"SELECT DISTINCT t.{column} FROM change c JOIN {table} t"
            " ON t.id BETWEEN c.row_id AND c.last_row_id"
            f" WHERE c.operation_id=? AND c.noun='{table}' AND c.action<>'d' AND t.{column}<>''"
            f" AND t.{column} NOT IN (SELECT code FROM choice WHERE list=?) ORDER BY 1",
            (current.id, name),
        ).fetchall()
        add_many(current, name, [row[0] for row in rows])


def _add_carried_own(current: Operation, ids: Sequence[int]) -> None:
    rows = current.connection.exec_driver_sql(
        "SELECT DISTINCT f.id, v.value FROM custom_value v JOIN custom_field f ON f.id=v.field_id"
        f" WHERE v.customer_id IN ({marks(ids)}) AND f.type='{CHOICE}' AND NOT EXISTS"
        " (SELECT 1 FROM choice x WHERE x.list='c'||f.id AND x.code=v.value) ORDER BY 1, 2",
        tuple(ids),
    ).fetchall()
    for field_id in dict.fromkeys(row[0] for row in rows):
        add_many(current, f"c{field_id}", [row[1] for row in rows if row[0] == field_id])


def _carrier(name: str) -> tuple[str, str]:
    """Return the table and the column that hold the values of a built-in list."""
    if name == TAG:
        return "customer_tag", "tag"
    if name in _OF_COMPLAINT:
        return "complaint", _OF_COMPLAINT[name]
    return "customer", _COLUMN[name]


def _counts(connection: sa.Connection, name: str) -> dict[str, int]:
    own = id_of_key(name)
    if own is not None:
        query = f"SELECT value, count(*) FROM custom_value WHERE field_id={own} GROUP BY value"
    else:
        table, column = _carrier(name)
        query = f"SELECT {column}, count(*) FROM {table} WHERE {column}<>'' GROUP BY {column}"
    return {row[0]: row[1] for row in connection.exec_driver_sql(query)}


def districts(connection: sa.Connection, most: int) -> list[str]:
    """Return the districts customers live in, in the order of their characters.

    Each is found by a step along the index: it costs the same for any number of customers.
    """
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE step(name) AS ("
        "SELECT min(district) FROM customer WHERE district != ''"
        " UNION ALL SELECT (SELECT min(district) FROM customer"
        " WHERE district != '' AND district > step.name) FROM step WHERE step.name IS NOT NULL)"
        " SELECT step.name FROM step WHERE step.name IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM customer WHERE district = step.name AND district != ''"
        " AND binned_at IS NULL) LIMIT ?",
        (most,),
    )
    return [row[0] for row in rows]


def planned_staff(connection: sa.Connection) -> list[str]:
    """Return all names that stand on plans and complaints, in the order of their characters."""
    plans = (tables.follow_up, tables.follow_up_series, tables.visit, tables.visit_round, complaint)
    names = sa.union(*(sa.select(plan.c.staff).where(plan.c.staff != "") for plan in plans))
    return sorted(connection.execute(names).scalars())


def work_of_staff(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """Return how many visits, follow-ups and complaints stand under each name, by kind."""
    tables_of = {"visit": "visit", "follow_up": "follow_up", "complaint": "complaint"}
    found: dict[str, dict[str, int]] = {}
    for kind, table in tables_of.items():
        query = f"SELECT staff, count(*) FROM {table} WHERE staff<>'' GROUP BY staff"
        for name, count in connection.exec_driver_sql(query):
            found.setdefault(name, {})[kind] = count
    return found


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


def put_in_order(current: Operation, name: str, wanted: Sequence[str]) -> None:
    """Put the values of a list in an order."""
    table = tables.choice
    rows = current.connection.execute(
        sa.select(table.c.id, table.c.code).where(table.c.list == name)
    )
    ids = {row.code: row.id for row in rows}
    for position, code in enumerate(wanted):
        current.update(table, ids[code], {"position": position})


def give_another(current: Operation, name: str, code: str, into: str, progress: Progress) -> int:
    """Give complaints that carry a value of a list another one, and return how many did.

    No customer is concerned by that: what is worked out of them does not ask for it. Raises
    Cancelled.
    """
    column = _OF_COMPLAINT[name]
    rows = current.connection.exec_driver_sql(
        f"SELECT id FROM complaint WHERE {column}=? ORDER BY id", (code,)
    ).fetchall()
    changes = ((row[0], 0, {column: code}, {column: into}) for row in rows)
    current.update_many(complaint, progress.through(changes, len(rows), _("Merging")))
    return len(rows)


def remove(current: Operation, name: str, code: str) -> None:
    """Take a value out of a list."""
    found = row_id(current.connection, name, code)
    if found is not None:
        current.delete(tables.choice, found)

"""Several customers become one: what is attached moves along, and the others are deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.changes import OperationRecord
from crmdesk.core.domain.customer import Customer
from crmdesk.core.store import customers, search, tables
from crmdesk.core.store.history import Operation

# What makes up a customer's own file is united in the customer that is written.
OWN: Final = (
    tables.contact_method,
    tables.address,
    tables.contact_person,
    tables.customer_tag,
    tables.custom_value,
)


def merge(current: Operation, survivor: Customer, others: Collection[int]) -> None:
    """Write the customer that several become, move what the others have, and delete them."""
    # Those that go may name each other as referrers.
    current.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    customers.update(current, survivor)
    gone = sorted(others)
    _move_pairs(current, survivor.id, gone)
    _visit_once(current, survivor.id, gone)
    move_attached(current, survivor.id, gone)
    for table in OWN:
        for row_id in _rows(current, table, "customer_id", gone):
            current.delete(table, row_id)
    for one in gone:
        current.delete(tables.customer, one)
    search.forget_deleted(current.connection, current.id)


def _visit_once(current: Operation, survivor: int, others: Sequence[int]) -> None:
    """Take off what a round has planned twice for customers that are one."""
    ids = customers.marks([survivor, *others])
    rows = current.connection.exec_driver_sql(
        "SELECT v.id FROM visit v WHERE v.round_id>0 AND v.status='planned' AND v.by_hand=0"
        f" AND v.customer_id<>? AND v.customer_id IN ({ids}) AND EXISTS (SELECT 1 FROM visit x"
        " WHERE x.round_id=v.round_id AND x.on_date=v.on_date AND x.status IN ('planned', 'done')"
        f" AND x.customer_id IN ({ids}) AND (x.customer_id=? OR x.id<v.id) AND x.id<>v.id)",
        (survivor, survivor, *others, survivor, *others, survivor),
    ).fetchall()
    for (row_id,) in rows:
        current.delete(tables.visit, row_id)


def move_attached(current: Operation, survivor: int, others: Sequence[int]) -> None:
    """Let everything that hangs on other customers hang on one."""
    for table, column in _links():
        _move(current, table, column, survivor, others)


def _links() -> Iterator[tuple[sa.Table, str]]:
    """Return every column that names a customer, in whichever table; own files and pairs apart."""
    for table in tables.RECORDED:
        if table is tables.not_duplicate:
            continue
        for column in table.c:
            names = any(key.column.table is tables.customer for key in column.foreign_keys)
            if names and not (table in OWN and column.name == "customer_id"):
                yield table, column.name


def _move(
    current: Operation, table: sa.Table, column: str, survivor: int, others: Sequence[int]
) -> None:
    for row_id in _rows(current, table, column, others):
        if table is tables.customer and row_id in others:
            continue
        wanted = None if table is tables.customer and row_id == survivor else survivor
        current.update(table, row_id, {column: wanted})
    current.touch([survivor])


def _rows(current: Operation, table: sa.Table, column: str, ids: Sequence[int]) -> list[int]:
    found: list[int] = []
    for part in customers.chunks(ids):
        rows = current.connection.exec_driver_sql(
            f"SELECT id FROM {table.name} WHERE {column} IN ({customers.marks(part)}) ORDER BY id",
            tuple(part),
        )
        found.extend(row[0] for row in rows)
    return found


def _move_pairs(current: Operation, survivor: int, others: Sequence[int]) -> None:
    """Let the survivor be different from whom the others were different from, each pair once."""
    table = tables.not_duplicate
    ids = [survivor, *others]
    known = {
        row.id: (row.customer_id, row.other_id)
        for column in (table.c.customer_id, table.c.other_id)
        for row in current.connection.execute(sa.select(table).where(column.in_(ids)))
    }
    kept: set[tuple[int, int]] = set()
    for row_id, pair in sorted(known.items()):
        low, high = sorted(survivor if one in others else one for one in pair)
        if low == high or (low, high) in kept:
            current.delete(table, row_id)
            continue
        kept.add((low, high))
        if (low, high) != pair:
            current.update(table, row_id, {"customer_id": low, "other_id": high})
            current.touch({low} - set(others))


def set_apart(current: Operation, ids: Sequence[int]) -> int:
    """Remember that customers are all different from each other; return how many pairs are new."""
    table = tables.not_duplicate
    ordered = sorted(set(ids))
    rows = current.connection.execute(
        sa.select(table.c.customer_id, table.c.other_id).where(table.c.customer_id.in_(ordered))
    )
    known = {(row.customer_id, row.other_id) for row in rows}
    fresh = [
        (low, high)
        for place, low in enumerate(ordered)
        for high in ordered[place + 1 :]
        if (low, high) not in known
    ]
    for low, high in fresh:
        current.insert(table, {"customer_id": low, "other_id": high})
    return len(fresh)


def attached(connection: sa.Connection, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many activities, follow-ups and visits customers have, by id and table."""
    found: dict[int, dict[str, int]] = {one: {} for one in ids}
    for table in (tables.activity, tables.follow_up, tables.visit):
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, count(*) FROM {table.name}"
            f" WHERE customer_id IN ({customers.marks(ids)}) GROUP BY customer_id",
            tuple(ids),
        )
        for row in rows:
            found[row[0]][table.name] = row[1]
    return found


def merge_details(record: OperationRecord) -> dict[str, object] | None:
    """Return what a merge, or taking it back or doing it again, is about; None for all else."""
    kind, details = record.kind, record.details
    while kind == "undo":
        kind, details = str(details.get("kind", "")), details.get("details", {})
    return details if kind == "customer.merge" else None


def lost_to(connection: sa.Connection, record: OperationRecord) -> int:
    """Return the standing operation that took away the customer a merge made; 0 while it is there.

    Without that customer nobody could tell whose what is.
    """
    details = merge_details(record)
    survivor = int(str(details["survivor"])) if details else 0
    if not survivor or survivor in customers.names(connection, [survivor]):
        return 0
    found = connection.exec_driver_sql(
        "SELECT max(operation_id) FROM change WHERE noun='customer' AND action='d' AND row_id=?",
        (survivor,),
    )
    return int(found.scalar() or 0)

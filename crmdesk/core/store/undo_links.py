"""Undo where customers were merged: what was moved to another customer goes back to its own."""

from __future__ import annotations

import json
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.changes import EditedRecord
from crmdesk.core.store import complaint_tables, merging, tables
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import Operation
from crmdesk.core.store.operations import one_operation

# Columns by which a row hangs on a customer; given back before anything else is.
LINKS: Final = frozenset({"customer_id", "other_id"})
# What belongs to whom a row `p` does: rows `t` of a table, and how they hang on it.
_HANGING: Final[dict[str, tuple[tuple[sa.Table, str], ...]]] = {
    "follow_up": ((tables.follow_up_series, "t.id=p.series_id"),),
    "follow_up_series": ((tables.follow_up, "t.series_id>0 AND t.series_id=p.id"),),
    "visit": (
        (tables.activity, "t.id=p.activity_id"),
        (tables.follow_up, "t.id=p.follow_up_id"),
        (tables.visit, "t.id=p.moved_id"),
    ),
    "complaint": (
        (complaint_tables.complaint_log, "t.complaint_id=p.id"),
        (complaint_tables.attachment, "t.complaint_id=p.id"),
        (tables.activity, "t.id=p.activity_id"),
        (tables.follow_up, "t.id=p.follow_up_id"),
    ),
}


def taken_in(connection: sa.Connection, operation_id: int) -> list[EditedRecord]:
    """Return the customers that took in others of an operation by a later, standing merge."""
    rows = connection.exec_driver_sql(
        """
        SELECT DISTINCT c.id, c.name
        FROM operation o
        CROSS JOIN change later ON later.operation_id = o.id
             AND later.noun = 'customer' AND later.action = 'd'
        CROSS JOIN customer c ON c.id = json_extract(o.details, '$.survivor')
        WHERE o.id > ? AND o.kind = 'customer.merge' AND o.undone_by IS NULL
          AND EXISTS (SELECT 1 FROM change mine WHERE mine.operation_id = ?
                      AND later.customer_id BETWEEN mine.customer_id AND mine.last_customer_id)
        """,
        (operation_id, operation_id),
    )
    return [EditedRecord(row[0], row[1]) for row in rows]


def merged_away(connection: sa.Connection, operation_id: int) -> int:
    """Return the newest standing merge that took away a customer an operation changed; 0 for none.

    What it changed of them comes back with them only: until then it cannot be taken back.
    """
    own = ", ".join(f"'{table.name}'" for table in merging.OWN)
    mine = (
        "SELECT 1 FROM change mine WHERE mine.operation_id = ?"
        " AND gone.value BETWEEN mine.customer_id AND mine.last_customer_id"
    )
    found = connection.exec_driver_sql(
        # Doing a merge again is that merge.
        "WITH RECURSIVE above(id) AS (SELECT ? UNION ALL SELECT o.undoes FROM operation o"
        " JOIN above ON o.id=above.id WHERE o.undoes IS NOT NULL)"
        " SELECT max(o.id) FROM operation o, json_each(o.details, '$.others') gone"
        " WHERE o.kind = 'customer.merge' AND o.undone_by IS NULL"
        " AND o.id NOT IN (SELECT id FROM above)"
        " AND gone.value NOT IN (SELECT id FROM customer)"
        f" AND EXISTS ({mine} AND (mine.noun IN ({own})"
        " OR (mine.noun = 'customer' AND mine.action = 'u')))"
        # Whom it made it takes away, wherever they are by now.
        f" AND NOT EXISTS ({mine} AND mine.noun = 'customer' AND mine.action = 'i')",
        (operation_id, operation_id, operation_id),
    )
    return int(found.scalar() or 0)


def move_back(current: Operation, operation_id: int) -> None:
    """Give rows back to the customers they belonged to before an operation moved them.

    Comes first: customers that vanish must not take with them what is not theirs. A customer left
    alone keeps what it has, unless it belongs to one that comes back.
    """
    rows = current.connection.exec_driver_sql(
        "SELECT noun, row_id, before FROM change WHERE operation_id=? AND action='u'"
        " AND noun<>'customer'"
        " AND (before LIKE '%\"customer_id\"%' OR before LIKE '%\"other_id\"%')"
        " ORDER BY id DESC",
        (operation_id,),
    ).fetchall()
    if not rows:
        return
    wanted: dict[str, dict[int, dict[str, int | None]]] = {}
    for noun, row_id, before in rows:
        links = {key: value for key, value in json.loads(before).items() if key in LINKS}
        wanted.setdefault(noun, {}).setdefault(row_id, {}).update(links)
    coming = _ids(
        current,
        "SELECT row_id FROM change WHERE operation_id=? AND noun='customer' AND action='d'"
        " AND row_id NOT IN (SELECT id FROM left_alone)",
        operation_id,
    )
    stay = _ids(current, "SELECT id FROM left_alone")
    for table in tables.RECORDED:
        if table.name in wanted:
            _move(current, table, wanted[table.name], coming, stay)
    for name in _HANGING.keys() & wanted.keys():
        _take_along(current, name, list(wanted[name]))


def _take_along(current: Operation, name: str, ids: list[int]) -> None:
    """Let what was written since to series, visits and complaints belong to whom these do."""
    for table, link in _HANGING[name]:
        given = _go_along(current, table, name, link, ids)
        if given and table.name in _HANGING:
            _take_along(current, table.name, given)


def _go_along(
    current: Operation, table: sa.Table, parent: str, link: str, parents: list[int]
) -> list[int]:
    """Give rows `t` to the customers of the rows `p` they hang on; return which were given."""
    given: list[int] = []
    for part in chunks(parents):
        rows = current.connection.exec_driver_sql(
            f"SELECT t.id, t.customer_id, p.customer_id FROM {parent} p"
            f" JOIN {table.name} t ON {link} AND t.customer_id<>p.customer_id"
            f" WHERE p.id IN ({marks(part)})",
            tuple(part),
        ).fetchall()
        given += [row_id for row_id, _now, _owner in rows]
        current.touch(owner for _id, _now, owner in rows)
        current.update_many(
            table,
            [
                (row_id, now, {"customer_id": now}, {"customer_id": owner})
                for row_id, now, owner in rows
            ],
        )
    return given


def move_along(current: Operation, operation_id: int) -> None:
    """Where a merge is done again, take along what the others were given since it came apart."""
    record = one_operation(current.connection, operation_id)
    details = merging.merge_details(record) if record else None
    survivor = int(str(details["survivor"])) if details else 0
    if not survivor or not _stored(current, {survivor}):
        return
    going = _ids(
        current,
        "SELECT row_id FROM change WHERE operation_id=? AND noun='customer' AND action='i'"
        " AND row_id NOT IN (SELECT id FROM left_alone)",
        operation_id,
    )
    if going:
        merging.move_attached(current, survivor, sorted(going - {survivor}))


def _move(
    current: Operation,
    table: sa.Table,
    wanted: dict[int, dict[str, int | None]],
    coming: set[int],
    stay: set[int],
) -> None:
    names = [column.name for column in table.c if column.name in LINKS]
    for part in chunks(list(wanted)):
        found = current.connection.exec_driver_sql(
            f"SELECT id, {', '.join(names)} FROM {table.name} WHERE id IN ({marks(part)})",
            tuple(part),
        ).fetchall()
        batch: list[tuple[int, int, dict[str, Any], dict[str, Any]]] = []
        for row_id, *values in found:
            now = dict(zip(names, values, strict=True))
            links = {key: value for key, value in wanted[row_id].items() if now[key] != value}
            # A complaint that was given to a customer may go back to nobody's (None).
            targets = {one for one in links.values() if one is not None}
            known = targets <= coming or targets - coming <= _stored(current, targets - coming)
            if not links or not known or (now["customer_id"] in stay and not targets & coming):
                continue
            owner = now["customer_id"] or 0
            batch.append((row_id, owner, {key: now[key] for key in links}, links))
            current.touch(targets)
        current.update_many(table, batch)


def _stored(current: Operation, ids: set[int]) -> set[int]:
    listed = sorted(ids)
    statement = f"SELECT id FROM customer WHERE id IN ({marks(listed)})"
    return _ids(current, statement, *listed)


def _ids(current: Operation, statement: str, *known: int) -> set[int]:
    return {row[0] for row in current.connection.exec_driver_sql(statement, known)}


def forget_lost_pairs(current: Operation) -> None:
    """Forget that a customer differs from one who is not there any more."""
    rows = current.connection.exec_driver_sql(
        "SELECT id FROM not_duplicate WHERE other_id NOT IN (SELECT id FROM customer)"
        " OR customer_id NOT IN (SELECT id FROM customer)"
    ).fetchall()
    for (row_id,) in rows:
        current.delete(tables.not_duplicate, row_id)

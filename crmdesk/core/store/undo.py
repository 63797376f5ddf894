"""The inverse of an operation, itself an operation that can be undone."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.changes import CUSTOMERS, EditedRecord
from crmdesk.core.domain.custom_fields import YES_NO
from crmdesk.core.store import choices, complaint_tables, operations, search, tables, undo_links
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import NOUNS, Operation, owner_column, owner_of

_CHILDREN = tuple(table for table in tables.RECORDED if "customer_id" in table.c)
# What later operations hung on a row that goes, and what goes with it: of a round what it planned.
_HANGING = {
    "complaint": (
        (complaint_tables.complaint_log, "t.complaint_id {run}"),
        (complaint_tables.attachment, "t.complaint_id {run}"),
    ),
    "visit_round": (
        (tables.round_customer, "t.round_id {run}"),
        (tables.visit, "t.round_id {run} AND t.status='planned' AND t.by_hand=0"),
    ),
}
# What may be there once only, and may have been added again meanwhile.
_ONCE = {
    "choice": ("list", "code"),
    "setting": ("key",),
    "custom_value": ("customer_id", "field_id"),
}
# What an operation made goes only when nobody carries it any more; known when all else is done.
_LAST = {
    "choice": f" AND NOT {choices.CARRIED}",
    "custom_field": " AND NOT EXISTS (SELECT 1 FROM custom_value x WHERE x.field_id=t.id)",
}


def edited_since(connection: sa.Connection, operation_id: int) -> list[EditedRecord]:
    """Return the customers of an operation that a later, standing operation changed again.

    To take back something even later is no change; to take back something earlier is one.
    """
    rows = connection.exec_driver_sql(
        """
        SELECT DISTINCT c.id, c.name
        FROM change mine
        JOIN change later ON later.customer_id BETWEEN mine.customer_id AND mine.last_customer_id
             AND later.operation_id > mine.operation_id
        JOIN operation o ON o.id = later.operation_id
             AND o.undone_by IS NULL AND coalesce(o.undoes, 0) < mine.operation_id
        JOIN customer c ON c.id = later.customer_id
        WHERE mine.operation_id = ? AND mine.customer_id > 0
        ORDER BY c.id
        """,
        (operation_id,),
    )
    found = {row[0]: EditedRecord(row[0], row[1]) for row in rows}
    found |= {one.customer_id: one for one in undo_links.taken_in(connection, operation_id)}
    return [found[customer_id] for customer_id in sorted(found)]


def take_back(current: Operation, operation_id: int, leave: Collection[int] = ()) -> None:
    """Write the inverse of an operation; customers in `leave` stay as they are."""
    connection = current.connection
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS left_alone (id INTEGER PRIMARY KEY)"
    )
    connection.exec_driver_sql("DELETE FROM left_alone")
    if leave:
        connection.exec_driver_sql(
            "INSERT INTO left_alone VALUES (?)", [(customer_id,) for customer_id in leave]
        )
    # Links between customers are put right at the end, when it is known who is there.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    undo_links.move_back(current, operation_id)
    undo_links.move_along(current, operation_id)
    # Children go before their parents, and come back after them.
    for table in reversed(tables.RECORDED):
        if table.name not in _LAST:
            _remove_inserted(current, table, operation_id)
    # Once for all: every statement after it would make the text index put its pages in order.
    search.forget_deleted(connection, current.id)
    for table in tables.RECORDED:
        _put_back_deleted(current, table, operation_id)
        _restore_updated(current, table, operation_id)
    _forget_lost_referrers(current)
    undo_links.forget_lost_pairs(current)
    # Only now it is known which values of the lists, and which fields, are carried by somebody.
    for table in (tables.choice, tables.custom_field):
        _remove_inserted(current, table, operation_id)
    choices.add_carried(current, current.touched)
    choices.add_carried_by_complaints(current)
    _tell_what_stands(current)


def _tell_what_stands(current: Operation) -> None:
    """Mark as undone all that was done, taken back and done again before in this chain.

    What stands is the operation being written and, when that does the first one again, the first.
    """
    above = current.connection.exec_driver_sql(
        "WITH RECURSIVE above(id, undoes) AS (SELECT id, undoes FROM operation WHERE id=?"
        " UNION ALL SELECT o.id, o.undoes FROM operation o JOIN above ON o.id=above.undoes)"
        " SELECT id FROM above ORDER BY id",
        (current.id,),
    ).fetchall()
    first = int(above[0][0])
    current.connection.exec_driver_sql(
        "WITH RECURSIVE chain(id) AS (SELECT ? UNION ALL"
        " SELECT o.id FROM operation o JOIN chain ON o.undoes=chain.id)"
        " UPDATE operation SET undone_by=coalesce(undone_by, ?)"
        " WHERE id IN (SELECT id FROM chain) AND id<>?",
        (first, current.id, current.id),
    )
    if len(above) % 2:
        current.connection.exec_driver_sql(
            "UPDATE operation SET undone_by=NULL WHERE id=?", (first,)
        )


def _remove_inserted(current: Operation, table: sa.Table, operation_id: int) -> None:
    """Delete what the operation inserted, keeping each row whole in the history."""
    runs = operations.inserted(current.connection, table.name, operation_id)
    hanging = _HANGING.get(table.name, ()) if runs and _is_first(current, operation_id) else ()
    for first, last in runs:
        run = f"BETWEEN {first} AND {last}"
        if table is tables.customer:
            # What was attached to the new customers later has to go before they do.
            for child in _CHILDREN:
                _delete_rows(current, child, f"t.customer_id {run}")
        for child, link in hanging:
            _delete_rows(current, child, link.format(run=run))
        where = f"t.id {run}"
        where += _LAST.get(table.name, "")
        _delete_rows(current, table, where)


def _is_first(current: Operation, operation_id: int) -> bool:
    """Tell what did something from what took it back or did it again, which leads back exactly."""
    found = current.connection.exec_driver_sql(
        "SELECT undoes FROM operation WHERE id=?", (operation_id,)
    )
    return found.scalar() is None


def _delete_rows(current: Operation, table: sa.Table, where: str) -> None:
    """Delete rows named by a condition on `t`, except those of customers left alone."""
    owner = owner_column(table)
    if owner != "0":
        where += f" AND {owner} NOT IN (SELECT id FROM left_alone)"
    current.delete_where(table, where)


def _forget_lost_referrers(current: Operation) -> None:
    rows = current.connection.exec_driver_sql(
        "SELECT id FROM customer WHERE referrer_id IS NOT NULL"
        " AND referrer_id NOT IN (SELECT id FROM customer)"
    ).fetchall()
    for (customer_id,) in rows:
        current.update(tables.customer, customer_id, {"referrer_id": None})


def _put_back_deleted(current: Operation, table: sa.Table, operation_id: int) -> None:
    """Insert again what the operation deleted, unless it is there or its customer is gone."""
    names = [column.name for column in table.c]
    values = ", ".join(f"json_extract(before, '$.{name}')" for name in names)
    wanted = (
        "operation_id=? AND noun=? AND action='d'"
        " AND customer_id NOT IN (SELECT id FROM left_alone)"
        f" AND NOT EXISTS (SELECT 1 FROM {table.name} x WHERE x.id=change.row_id)"
    )
    if table in _CHILDREN:
        there = "EXISTS (SELECT 1 FROM customer x WHERE x.id=change.customer_id)"
        # What is nobody's, such as the complaint of a walk-in, needs no customer.
        wanted += f" AND (change.customer_id=0 OR {there})"
    if "complaint_id" in table.c:
        told = "SELECT 1 FROM complaint x WHERE x.id=json_extract(before, '$.complaint_id')"
        wanted += f" AND EXISTS ({told})"
    searched = ""
    if table is tables.custom_value:
        field = (
            "EXISTS (SELECT 1 FROM custom_field x WHERE x.id=json_extract(before, '$.field_id'))"
        )
        wanted += f" AND {field}"
        # Nothing is worked out from a yes or no.
        searched = f" AND {field[:-1]} AND x.type<>'{YES_NO}')"
    if table.name in _ONCE:
        same = " AND ".join(
            f"x.{name}=json_extract(before, '$.{name}')" for name in _ONCE[table.name]
        )
        wanted += f" AND NOT EXISTS (SELECT 1 FROM {table.name} x WHERE {same})"
    known = (operation_id, table.name)
    done = current.connection.exec_driver_sql(
        "INSERT INTO change (operation_id, action, noun, row_id, last_row_id, customer_id,"
        f" last_customer_id) SELECT {current.id}, 'i', noun, row_id, row_id, customer_id,"
        f" customer_id FROM change WHERE {wanted}",
        known,
    ).rowcount
    if not done:
        return
    rows = current.connection.exec_driver_sql(
        f"SELECT DISTINCT customer_id FROM change WHERE {wanted}{searched} AND customer_id > 0",
        known,
    )
    current.touch(row[0] for row in rows)
    current.connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {values} FROM change"
        f" WHERE {wanted} ORDER BY row_id",
        known,
    )
    current.nouns.add(_noun(table))
    current.written = True


def _restore_updated(current: Operation, table: sa.Table, operation_id: int) -> None:
    """Give rows back the values the operation overwrote, newest change first."""
    rows = current.connection.exec_driver_sql(
        "SELECT row_id, before FROM change WHERE operation_id=? AND noun=? AND action='u'"
        " AND customer_id NOT IN (SELECT id FROM left_alone) ORDER BY id DESC",
        (operation_id, table.name),
    ).fetchall()
    if not rows:
        return
    # The oldest value of each field is the one to come back to.
    overwritten: dict[int, dict[str, Any]] = {}
    for row_id, before in rows:
        overwritten.setdefault(row_id, {}).update(json.loads(before))
    names = [column.name for column in table.c]
    left = {row[0] for row in current.connection.exec_driver_sql("SELECT id FROM left_alone")}
    for part in chunks(list(overwritten)):
        found = current.connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {table.name} WHERE id IN ({marks(part)})", tuple(part)
        ).fetchall()
        batch = []
        for row in found:
            now = dict(zip(names, row, strict=True))
            values = overwritten[now["id"]]
            if table is not tables.customer:
                values = {k: v for k, v in values.items() if k not in undo_links.LINKS}
            # It may have become theirs only by a merge since then.
            if values and owner_of(table, now) not in left:
                before = {key: now[key] for key in values}
                batch.append((now["id"], owner_of(table, now), before, values))
        current.update_many(table, batch)


def _noun(table: sa.Table) -> str:
    return NOUNS.get(table.name, CUSTOMERS)

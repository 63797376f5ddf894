"""What was done, read from the history: the operations, and what each of them touched."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.changes import CUSTOMERS, OperationRecord
from crmdesk.core.store import tables
from crmdesk.core.store.history import NOUNS


def operations(
    connection: sa.Connection, limit: int = 100, kind: str | None = None
) -> list[OperationRecord]:
    """Return the newest operations first, all or those of one kind."""
    table = tables.operation
    wanted = sa.select(table).order_by(table.c.id.desc()).limit(limit)
    if kind is not None:
        wanted = wanted.where(table.c.kind == kind)
    return [_as_record(row) for row in connection.execute(wanted)]


def one_operation(connection: sa.Connection, operation_id: int) -> OperationRecord | None:
    """Return an operation, or None when there is no such one."""
    table = tables.operation
    row = connection.execute(sa.select(table).where(table.c.id == operation_id)).first()
    return _as_record(row) if row else None


def newest_number(connection: sa.Connection) -> int:
    """Return the number of the newest operation, 0 for none."""
    return int(connection.exec_driver_sql("SELECT max(id) FROM operation").scalar() or 0)


def mark_of(connection: sa.Connection, number: int) -> str:
    """Return what tells an operation from any other that was ever given its number."""
    found = connection.exec_driver_sql(
        "SELECT at || ' ' || who || ' ' || kind || ' ' || details FROM operation WHERE id=?",
        (number,),
    )
    return str(found.scalar() or "")


def inserted(connection: sa.Connection, noun: str, number: int) -> list[tuple[int, int]]:
    """Return the runs of ids an operation inserted; those without a gap between them are one."""
    rows = connection.exec_driver_sql(
        "SELECT row_id, last_row_id FROM change WHERE operation_id=? AND noun=? AND action='i'"
        " ORDER BY row_id",
        (number, noun),
    )
    runs: list[tuple[int, int]] = []
    for first, last in rows:
        if runs and first == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def nouns_since(connection: sa.Connection, number: int) -> dict[int, set[str]]:
    """Return what each operation after another one touched, by its number."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT operation_id, noun FROM change WHERE operation_id>?", (number,)
    )
    found: dict[int, set[str]] = {}
    for operation_id, noun in rows:
        found.setdefault(operation_id, set()).add(NOUNS.get(noun, CUSTOMERS))
    return found


def newest_undoable(connection: sa.Connection) -> OperationRecord | None:
    """Return the newest operation that stands and is not itself an undo."""
    table = tables.operation
    row = connection.execute(
        sa.select(table)
        .where(table.c.undone_by.is_(None), table.c.undoes.is_(None))
        .order_by(table.c.id.desc())
        .limit(1)
    ).first()
    return _as_record(row) if row else None


def newest_redoable(connection: sa.Connection) -> OperationRecord | None:
    """Return the newest undo that stands, when nothing else was done after it."""
    table = tables.operation
    newest_step = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0)).where(
        table.c.undoes.is_(None)
    )
    standing = (
        sa.select(table)
        .where(table.c.undone_by.is_(None), table.c.id > newest_step.scalar_subquery())
        .order_by(table.c.id.desc())
    )
    for row in connection.execute(standing):
        record = _as_record(row)
        if _takes_back(connection, record):
            return record
    return None


def _takes_back(connection: sa.Connection, record: OperationRecord) -> bool:
    """Tell an undo from what did something again, which is an undo of an undo."""
    steps, above = 0, record
    while above.undoes is not None:
        found = one_operation(connection, above.undoes)
        if found is None:
            break
        steps, above = steps + 1, found
    return steps % 2 == 1


def _as_record(row: Any) -> OperationRecord:
    return OperationRecord(
        id=row.id,
        at=dt.datetime.fromisoformat(row.at),
        who=row.who,
        kind=row.kind,
        details=json.loads(row.details),
        undone_by=row.undone_by,
        undoes=row.undoes,
    )

"""The one door for writing: every operation keeps what it overwrote, so that it can be undone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.changes import (
    ACTIVITIES,
    COMPLAINTS,
    CUSTOMERS,
    FOLLOW_UPS,
    GREETINGS,
    SETTINGS,
    VISITS,
)
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.problems import NotFound
from crmdesk.core.i18n import _
from crmdesk.core.store import complaint_tables, tables
from crmdesk.core.store.database import Database

NOUNS = {
    "activity": ACTIVITIES,
    "follow_up": FOLLOW_UPS,
    "follow_up_series": FOLLOW_UPS,
    "visit": VISITS,
    "visit_round": VISITS,
    "round_customer": VISITS,
    "greeting": GREETINGS,
    "complaint": COMPLAINTS,
    "complaint_log": COMPLAINTS,
    "attachment": COMPLAINTS,
    "solution": COMPLAINTS,
    "choice": SETTINGS,
    "setting": SETTINGS,
    "custom_field": SETTINGS,
}

_INSERT_CHANGE: Final = (
    "INSERT INTO change (operation_id, action, noun, row_id, last_row_id, customer_id,"
    " last_customer_id, before) VALUES (?,?,?,?,?,?,?,?)"
)


class Operation:
    """One thing a user does, while it is being written; all its rows go through it."""

    def __init__(self, connection: sa.Connection, operation_id: int) -> None:
        self.connection = connection
        self.id = operation_id
        self.touched: set[int] = set()
        # Those of them whose derived values and text index have to be worked out anew.
        self.stale: set[int] = set()
        self.nouns: set[str] = set()
        self.written = False

    def insert(self, table: sa.Table, values: Mapping[str, Any]) -> int:
        """Insert a row and return its id."""
        row_id = _insert(self.connection, table, values)
        owner = row_id if table is tables.customer else int(values.get("customer_id") or 0)
        self.record("i", table, row_id, owner, None)
        return row_id

    def update(self, table: sa.Table, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change the values of a row that differ, and tell whether any did."""
        current = self._row(table, row_id)
        before = {key: current[key] for key, value in values.items() if current[key] != value}
        if not before:
            return False
        changed = {key: values[key] for key in before}
        self.connection.execute(table.update().where(table.c.id == row_id), changed)
        self.record("u", table, row_id, owner_of(table, current), before)
        return True

    def touch(self, owners: Iterable[int]) -> None:
        """Mark customers as concerned, with everything that is worked out from them."""
        concerned = set(owners) - {0}
        self.touched |= concerned
        self.stale |= concerned

    def update_many(
        self, table: sa.Table, rows: Iterable[tuple[int, int, Mapping[str, Any], Mapping[str, Any]]]
    ) -> None:
        """Change many rows at once: `(id, owner, overwritten values, new values)` of each.

        The overwritten values are those the caller has read in this transaction or knows to stand.
        """
        updates: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        kept: list[tuple[Any, ...]] = []
        for row_id, owner, before, after in rows:
            updates.setdefault(tuple(after), []).append((*after.values(), row_id))
            text = json.dumps(before, ensure_ascii=False)
            kept.append((self.id, "u", table.name, row_id, row_id, owner, owner, text))
            self._mark(table, owner, before)
        if not kept:
            return
        for names, values in updates.items():
            assignments = ", ".join(f"{name}=?" for name in names)
            self.connection.exec_driver_sql(
                f"UPDATE {table.name} SET {assignments} WHERE id=?", values
            )
        self._note(table.name)
        self.connection.exec_driver_sql(_INSERT_CHANGE, kept)

    def delete(self, table: sa.Table, row_id: int) -> None:
        """Delete a row; the whole of it is kept in the history."""
        current = self._row(table, row_id)
        self.connection.execute(table.delete().where(table.c.id == row_id))
        self.record("d", table, row_id, owner_of(table, current), dict(current))

    def delete_where(self, table: sa.Table, where: str) -> int:
        """Delete the rows that a condition on `t` names, and return how many there were.

        Each is kept whole in the history; their customers, unless they go too, are touched.
        """
        owner = owner_column(table)
        packed = ", ".join(f"'{column.name}', t.{column.name}" for column in table.c)
        kept = self.connection.exec_driver_sql(
            "INSERT INTO change (operation_id, action, noun, row_id, last_row_id, customer_id,"
            f" last_customer_id, before) SELECT {self.id}, 'd', '{table.name}', t.id, t.id,"
            f" {owner}, {owner}, json_object({packed}) FROM {table.name} t WHERE {where}"
        ).rowcount
        if not kept:
            return 0
        self._note(table.name)
        if owner != "0" and table is not tables.customer:
            rows = self.connection.exec_driver_sql(
                f"SELECT DISTINCT {owner} FROM {table.name} t WHERE {where}"
            )
            self.touch(row[0] for row in rows)
        self.connection.exec_driver_sql(f"DELETE FROM {table.name} AS t WHERE {where}")
        return kept

    def next_id(self, table: sa.Table) -> int:
        """Return the id after the last one that was ever given in a table."""
        found = self.connection.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name=?", (table.name,)
        )
        return int(found.scalar() or 0) + 1

    def insert_many(
        self,
        table: sa.Table,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        owners: tuple[int, int],
    ) -> None:
        """Insert many rows that belong to customers of a run of ids; `id` is their first column.

        The rows' ids must be a run without gaps that nobody else has.
        """
        batch = rows if isinstance(rows, list) else list(rows)
        if not batch:
            return
        marks = ",".join("?" * len(columns))
        self.connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({','.join(columns)}) VALUES ({marks})", batch
        )
        self._note(table.name)
        self._write_change("i", table.name, batch[0][0], batch[-1][0], owners, None)

    def insert_each(
        self,
        table: sa.Table,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        owners: Sequence[int],
    ) -> None:
        """Insert many rows, each of a customer of its own; `id` is the first column."""
        if not rows:
            return
        marks = ",".join("?" * len(columns))
        self.connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({','.join(columns)}) VALUES ({marks})", list(rows)
        )
        self._note(table.name)
        self.connection.exec_driver_sql(
            _INSERT_CHANGE,
            [
                (self.id, "i", table.name, row[0], row[0], owner, owner, None)
                for row, owner in zip(rows, owners, strict=True)
            ],
        )

    def record(
        self,
        action: str,
        table: sa.Table,
        row_id: int,
        owner: int,
        before: Mapping[str, Any] | None,
    ) -> None:
        """Keep what was done to one row."""
        self._mark(table, owner, before if action == "u" else None)
        self._note(table.name)
        self._write_change(action, table.name, row_id, row_id, (owner, owner), before)

    def _mark(self, table: sa.Table, owner: int, before: Mapping[str, Any] | None) -> None:
        if not owner:
            return
        self.touched.add(owner)
        plain = table is tables.customer and before is not None and before.keys() <= tables.PLAIN
        # Nor is anything of a customer worked out from complaints.
        if not plain and table not in complaint_tables.RECORDED:
            self.stale.add(owner)

    def _note(self, noun: str) -> None:
        self.written = True
        self.nouns.add(NOUNS.get(noun, CUSTOMERS))

    def _write_change(
        self,
        action: str,
        noun: str,
        first: int,
        last: int,
        owners: tuple[int, int],
        before: Mapping[str, Any] | None,
    ) -> None:
        self.connection.exec_driver_sql(
            _INSERT_CHANGE,
            (
                self.id,
                action,
                noun,
                first,
                last,
                *owners,
                None if before is None else json.dumps(before, ensure_ascii=False),
            ),
        )

    def _row(self, table: sa.Table, row_id: int) -> Mapping[str, Any]:
        found = self.connection.execute(sa.select(table).where(table.c.id == row_id)).mappings()
        row = found.first()
        if row is None:
            raise NotFound(
                _("What you want to change is not there any more."),
                _("Look at the list again; nothing was changed."),
            )
        return dict(row)


def _insert(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> int:
    key = connection.execute(table.insert(), dict(values)).inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no id")
    return int(key[0])


def owner_of(table: sa.Table, row: Mapping[str, Any]) -> int:
    """Return the customer a row belongs to, or 0 for settings, choices and what is nobody's."""
    return int(row["id"] if table is tables.customer else row.get("customer_id") or 0)


def owner_column(table: sa.Table) -> str:
    """Return what names the customer of a row `t` in SQL."""
    if table is tables.customer:
        return "t.id"
    if "customer_id" not in table.c:
        return "0"
    return "coalesce(t.customer_id, 0)" if table.c.customer_id.nullable else "t.customer_id"


@contextmanager
def operation(
    database: Database,
    kind: str,
    details: Mapping[str, Any],
    clock: Clock,
    who: str,
    *,
    undoes: int | None = None,
    finish: Callable[[sa.Connection, set[int]], None],
) -> Iterator[Operation]:
    """Open an operation in one transaction; `finish` brings derived values up to date at its end.

    An operation that wrote nothing leaves no trace in the history.
    """
    with database.write() as connection:
        row = {
            "at": clock.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
            "who": who,
            "kind": kind,
            "details": json.dumps(dict(details), ensure_ascii=False),
            "undoes": undoes,
        }
        current = Operation(connection, _insert(connection, tables.operation, row))
        yield current
        if current.written or undoes:
            finish(connection, current.stale)
        else:
            connection.execute(tables.operation.delete().where(tables.operation.c.id == current.id))


def set_details(current: Operation, details: Mapping[str, Any]) -> None:
    """Replace the details of an operation once they are known."""
    current.connection.execute(
        tables.operation.update()
        .where(tables.operation.c.id == current.id)
        .values(details=json.dumps(dict(details), ensure_ascii=False))
    )

"""What calendars outside may hold: the entries that were ever exported, and their number.

No part of the history: to undo a step takes nothing out of a phone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from crmdesk.core.store.customers import marks, time_or_none
from crmdesk.core.store.database import Database, tables_and_version

MARK: Final = "calendar_mark"
NUMBER: Final = "calendar_number"
_ENTRIES: Final = "SELECT key, noun, on_date, at_time, summary, staff FROM exported_entry"


class Entry(NamedTuple):
    """An entry as it was exported last."""

    key: str
    noun: str
    day: dt.date
    at: dt.time | None
    summary: str
    staff: str


def mark(connection: sa.Connection, fresh: str) -> str:
    """Return the mark of this database in calendars, made when there is none."""
    found = _setting(connection, MARK)
    if found is not None:
        return str(found)
    _set(connection, MARK, fresh)
    return fresh


def next_number(connection: sa.Connection, operation: int, seconds: int) -> int:
    """Return the number of an export: greater than the last one when something was changed.

    It grows with the time as well: a backup that was put back knows of older exports only.
    """
    kept: dict[str, int] = _setting(connection, NUMBER) or {"number": 0, "operation": operation}
    number = max(kept["number"] + (kept["operation"] != operation), seconds)
    _set(connection, NUMBER, {"number": number, "operation": operation})
    return number


def remember(connection: sa.Connection, entries: Iterable[Entry]) -> None:
    """Keep what was exported."""
    values = [
        (one.key, one.noun, one.day.isoformat(), _time(one.at), one.summary, one.staff)
        for one in entries
    ]
    if values:
        connection.exec_driver_sql(
            "INSERT INTO exported_entry (key, noun, on_date, at_time, summary, staff)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET on_date=excluded.on_date,"
            " at_time=excluded.at_time, summary=excluded.summary, staff=excluded.staff",
            values,
        )


def between(
    connection: sa.Connection, first: dt.date, last: dt.date, kinds: Collection[str], staff: str
) -> list[Entry]:
    """Return what was exported for some days, of some kinds, for one of the staff or for all."""
    nouns = sorted(kinds)
    rows = connection.exec_driver_sql(
        f"{_ENTRIES} WHERE on_date BETWEEN ? AND ? AND noun IN ({marks(nouns)})"
        " AND (?='' OR staff=?) ORDER BY on_date, id",
        (first.isoformat(), last.isoformat(), *nouns, staff, staff),
    )
    return _entries(rows)


def _entries(rows: Iterable[Any]) -> list[Entry]:
    return [
        Entry(
            row.key,
            row.noun,
            dt.date.fromisoformat(row.on_date),
            time_or_none(row.at_time),
            row.summary,
            row.staff,
        )
        for row in rows
    ]


def any_in(file: Path) -> bool:
    """Tell whether anything was ever exported of a database."""
    names, _version = tables_and_version(file)
    if "exported_entry" not in names:
        return False
    database = Database(file)
    try:
        with database.read() as connection:
            return _setting(connection, MARK) is not None
    finally:
        database.close()


def carry_over(file: Path, target: Path) -> None:
    """Let a backup know what was exported of the database it is put in the place of.

    Otherwise what came into calendars since the backup would stay there for ever. A backup that
    exported by another mark is of another shop, one from before exports learns nothing.
    """
    if "exported_entry" not in tables_and_version(target)[0]:
        return
    source, copy = Database(file), Database(target)
    try:
        with source.read() as known, copy.write() as connection:
            own = _setting(known, MARK)
            if mark(connection, own) != own:
                return
            entries = _entries(known.exec_driver_sql(f"{_ENTRIES} ORDER BY id"))
            remember(connection, entries)
            numbers = [_setting(one, NUMBER) or {"number": 0} for one in (known, connection)]
            # Numbers of operations are given anew: none of them is the one that was exported last.
            newest = max(one["number"] for one in numbers)
            _set(connection, NUMBER, {"number": newest, "operation": -1})
    finally:
        source.close()
        copy.close()


def _time(at: dt.time | None) -> str | None:
    return at.isoformat("minutes") if at else None


def _setting(connection: sa.Connection, key: str) -> Any:
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key=?", (key,)).scalar()
    return None if found is None else json.loads(found)


def _set(connection: sa.Connection, key: str, value: object) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value=excluded.value",
        (key, json.dumps(value)),
    )

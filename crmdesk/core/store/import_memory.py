"""How lists with the same headers were understood, and the files that were brought in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """An import of a file that stands: when (in UTC), how many rows, the file's name."""

    at: dt.datetime
    rows: int
    file: str
    operation_id: int


def put(connection: sa.Connection, fingerprint: str, day: dt.date, understanding: str) -> None:
    """Keep the understanding of a list, in place of an earlier one."""
    connection.exec_driver_sql(
        "INSERT INTO import_memory (fingerprint, used_on, understanding) VALUES (?, ?, ?)"
        " ON CONFLICT (fingerprint) DO UPDATE"
        " SET used_on=excluded.used_on, understanding=excluded.understanding",
        (fingerprint, day.isoformat(), understanding),
    )


def get(connection: sa.Connection, fingerprint: str) -> tuple[dt.date, str] | None:
    """Return the day and what was kept for a fingerprint, None for nothing."""
    found = connection.exec_driver_sql(
        "SELECT used_on, understanding FROM import_memory WHERE fingerprint=?", (fingerprint,)
    ).first()
    return None if found is None else (dt.date.fromisoformat(found[0]), str(found[1]))


def newest_import(connection: sa.Connection, digest: str, name: str) -> SeenBefore | None:
    """Return the newest import that stands of the same content, else of a file of this name.

    An empty name is that of no file.
    """
    rows = connection.exec_driver_sql(
        "SELECT id, at, details FROM operation WHERE kind='import' AND undone_by IS NULL"
        " ORDER BY id DESC"
    )
    named: SeenBefore | None = None
    for operation_id, at, text in rows:
        details = json.loads(text)
        same = bool(digest) and details.get("digest") == digest
        if not same and (named is not None or not name or details.get("file") != name):
            continue
        found = SeenBefore(
            dt.datetime.fromisoformat(at),
            int(details.get("rows", 0)),
            str(details.get("file", "")),
            int(operation_id),
        )
        if same:
            return found
        named = found
    return named

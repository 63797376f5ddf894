"""The settings of a shop, each kept under its key."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from crmdesk.core.store import tables
from crmdesk.core.store.history import Operation


def setting(connection: sa.Connection, key: str, default: Any) -> Any:
    """Return a setting of the shop, or the default."""
    table = tables.setting
    found = connection.execute(sa.select(table.c.value).where(table.c.key == key)).scalar()
    return default if found is None else json.loads(found)


def keep_setting(connection: sa.Connection, key: str, value: Any) -> bool:
    """Write down what only the program keeps, once, outside the history; tell whether it did."""
    done = connection.exec_driver_sql(
        "INSERT INTO setting (key, value) SELECT ?, ?"
        " WHERE NOT EXISTS (SELECT 1 FROM setting WHERE key=?)",
        (key, json.dumps(value, ensure_ascii=False), key),
    )
    return bool(done.rowcount)


def set_setting(current: Operation, key: str, value: Any) -> None:
    """Write a setting of the shop."""
    table = tables.setting
    text = json.dumps(value, ensure_ascii=False)
    found = current.connection.execute(sa.select(table.c.id).where(table.c.key == key)).scalar()
    if found is None:
        current.insert(table, {"key": key, "value": text})
    else:
        current.update(table, int(found), {"value": text})

"""Stored customers that may be the ones of a list, looked up many at a time."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.store.customers import chunks, load, marks


def newest_operation(connection: sa.Connection, before: int | None = None) -> int:
    """Return the number of the newest operation, or of the newest before another; 0 for none."""
    found = connection.exec_driver_sql(
        "SELECT coalesce(max(id), 0) FROM operation WHERE ? IS NULL OR id < ?", (before, before)
    )
    return int(found.scalar_one())


def in_bin(connection: sa.Connection, phones: Collection[str]) -> dict[str, str]:
    """Return the names of customers in the bin by the phone keys they have."""
    rows = connection.exec_driver_sql(
        "SELECT m.key, c.name FROM customer c JOIN contact_method m ON m.customer_id=c.id"
        " WHERE c.binned_at IS NOT NULL AND m.kind IN ('mobile', 'phone')"
    )
    return {row[0]: row[1] for row in rows if row[0] in phones}


def candidates(
    connection: sa.Connection, phones: Collection[str], names: Collection[str]
) -> list[Customer]:
    """Return the live customers that have one of the phone keys, or sound like one of the names."""
    ids: set[int] = set()
    for part in chunks(list(phones)):
        rows = connection.exec_driver_sql(
            "SELECT m.customer_id FROM contact_method m JOIN customer c ON c.id=m.customer_id"
            f" WHERE m.key IN ({marks(part)}) AND m.kind IN ('mobile', 'phone')"
            " AND c.binned_at IS NULL",
            tuple(part),
        )
        ids.update(row[0] for row in rows)
    for part in chunks(list({sort_key(name) for name in names})):
        rows = connection.exec_driver_sql(
            f"SELECT id FROM customer WHERE name_key IN ({marks(part)}) AND binned_at IS NULL",
            tuple(part),
        )
        ids.update(row[0] for row in rows)
    return load(connection, sorted(ids))


def owners(
    connection: sa.Connection, accounts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the names of live customers by those of the (kind, key) of methods they have."""
    found: dict[tuple[str, str], str] = {}
    for part in chunks(list({key for _kind, key in accounts})):
        rows = connection.exec_driver_sql(
            "SELECT m.kind, m.key, c.name FROM contact_method m"
            " JOIN customer c ON c.id=m.customer_id"
            f" WHERE m.key IN ({marks(part)}) AND c.binned_at IS NULL ORDER BY c.id DESC",
            tuple(part),
        )
        found.update(((row[0], row[1]), row[2]) for row in rows)
    return found

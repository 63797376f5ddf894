"""Past contacts and follow-ups of a list: whom they are about, what is there, and many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.choices import STAFF
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.store import activities, choices, derived, followups, tables
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import Operation


def by_method(
    connection: sa.Connection, kinds: Sequence[str], keys: Collection[str]
) -> dict[str, list[int]]:
    """Return the live customers by those of the keys of contact methods they have."""
    found: dict[str, list[int]] = {}
    for part in chunks(list(keys)):
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT m.key, c.id FROM contact_method m"
            " JOIN customer c ON c.id=m.customer_id"
            f" WHERE m.key IN ({marks(part)}) AND m.kind IN ({marks(kinds)})"
            " AND c.binned_at IS NULL ORDER BY c.id",
            (*part, *kinds),
        )
        for key, customer_id in rows:
            found.setdefault(key, []).append(customer_id)
    return found


def by_card(connection: sa.Connection, cards: Collection[str]) -> dict[str, list[int]]:
    """Return the live customers by those of the member cards they have."""
    found: dict[str, list[int]] = {}
    for part in chunks(list(cards)):
        rows = connection.exec_driver_sql(
            "SELECT card, id FROM customer"
            f" WHERE card IN ({marks(part)}) AND card<>'' AND binned_at IS NULL ORDER BY id",
            tuple(part),
        )
        for card, customer_id in rows:
            found.setdefault(card, []).append(customer_id)
    return found


def by_sound(connection: sa.Connection, names: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """Return the live customers with their names by the sound of those of the names they have."""
    found: dict[str, list[tuple[int, str]]] = {}
    for part in chunks(list({sort_key(name) for name in names})):
        rows = connection.exec_driver_sql(
            "SELECT name_key, id, name FROM customer"
            f" WHERE name_key IN ({marks(part)}) AND binned_at IS NULL ORDER BY id",
            tuple(part),
        )
        for key, customer_id, name in rows:
            found.setdefault(key, []).append((customer_id, name))
    return found


def living(connection: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    """Return the names of those of the customers that are there and not in the bin."""
    found: dict[int, str] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT id, name FROM customer WHERE id IN ({marks(part)}) AND binned_at IS NULL",
            tuple(part),
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def known_activities(connection: sa.Connection, ids: Collection[int]) -> set[tuple[int, str, str]]:
    """Return (customer, day, text) of everything that happened with the customers."""
    found: set[tuple[int, str, str]] = set()
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, on_date, text FROM activity WHERE customer_id IN ({marks(part)})",
            tuple(part),
        )
        found.update((row[0], row[1], row[2]) for row in rows)
    return found


def known_follow_ups(connection: sa.Connection, ids: Collection[int]) -> set[tuple[int, str, str]]:
    """Return (customer, due day, what) of all follow-ups of the customers."""
    found: set[tuple[int, str, str]] = set()
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, due, what FROM follow_up WHERE customer_id IN ({marks(part)})",
            tuple(part),
        )
        found.update((row[0], row[1], row[2]) for row in rows)
    return found


def write(current: Operation, happened: Sequence[Activity], promised: Sequence[FollowUp]) -> None:
    """Write what happened and what is to be done, and bring the customers' dates up to date."""
    staff = [one.staff for one in happened] + [one.staff for one in promised]
    choices.add_many(current, STAFF, staff)
    _insert(current, tables.activity, [activities.values_of(one) for one in happened])
    _insert(current, tables.follow_up, [followups.values_of(one) for one in promised])
    met = {one.customer_id for one in happened}
    concerned = sorted(met | {one.customer_id for one in promised})
    current.touched.update(concerned)
    for part in chunks(concerned):
        derived.refresh_dates(current.connection, f"IN ({marks(part)})", part)


def _insert(current: Operation, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    first = current.next_id(table)
    current.insert_each(
        table,
        ("id", *rows[0]),
        [(number, *row.values()) for number, row in enumerate(rows, first)],
        [int(row["customer_id"]) for row in rows],
    )

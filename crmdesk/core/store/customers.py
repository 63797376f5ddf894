"""Customers in and out of the database, with all that belongs to them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import (
    PHONE_KINDS,
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.phones import phone_key
from crmdesk.core.store import tables
from crmdesk.core.store.history import Operation

_CHUNK: Final = 500
_Value = TypeVar("_Value")
_PLAIN: Final = (
    "kind",
    "name",
    "gender",
    "company",
    "grade",
    "stage",
    "source",
    "referrer",
    "referrer_id",
    "staff",
    "card",
    "stay_days",
    "notes",
)
OWN: Final = (*_PLAIN, "birthday", "created")
_PLAIN_OF: Final = attrgetter(*_PLAIN)
_CHILDREN: Final[dict[str, tuple[sa.Table, tuple[str, ...]]]] = {
    "methods": (tables.contact_method, ("kind", "value", "key")),
    "addresses": (tables.address, ("text", "district", "postcode")),
    "persons": (tables.contact_person, ("name", "role", "phone", "notes")),
    "tags": (tables.customer_tag, ("tag",)),
    "custom": (tables.custom_value, ("field_id", "value")),
}


def date_or_none(text: str | None) -> dt.date | None:
    """Return the date of an ISO text, or None for nothing."""
    return dt.date.fromisoformat(text) if text else None


def time_or_none(text: str | None) -> dt.time | None:
    """Return the time of an ISO text, or None for nothing."""
    return dt.time.fromisoformat(text) if text else None


def time_text(time: dt.time | None) -> str | None:
    """Return a time as hours and minutes, or None for nothing."""
    return time.isoformat("minutes") if time else None


def chunks(ids: Sequence[_Value], size: int = _CHUNK) -> Iterator[Sequence[_Value]]:
    """Cut a run of values into pieces a statement can take."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def marks(values: Sequence[Any]) -> str:
    """Return as many question marks as there are values."""
    return ",".join("?" * len(values))


def method_key(kind: str, value: str) -> str:
    """Return the canonical form of a contact method by which duplicates are found."""
    return phone_key(value) if kind in PHONE_KINDS else value.strip().lower()


def load(connection: sa.Connection, ids: Sequence[int]) -> list[Customer]:
    """Return customers whole, in the order of the ids; unknown ids are left out."""
    found: dict[int, Customer] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT * FROM customer WHERE id IN ({marks(part)})", tuple(part)
        ).mappings()
        rows_by_id = {row["id"]: row for row in rows.fetchall()}
        children = _load_children(connection, list(rows_by_id))
        for customer_id, row in rows_by_id.items():
            found[customer_id] = _as_customer(row, children[customer_id])
    return [found[customer_id] for customer_id in ids if customer_id in found]


def _load_children(connection: sa.Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    if not ids:
        return found
    lists: dict[tuple[int, str], list[Any]] = defaultdict(list)
    makers: dict[str, Any] = {
        "methods": lambda kind, value, key: ContactMethod(kind, value),
        "addresses": Address,
        "persons": ContactPerson,
        "tags": str,
        "custom": lambda field_id, value: (f"c{field_id}", value),
    }
    for name, (table, columns) in _CHILDREN.items():
        make = makers[name]
        rows = connection.exec_driver_sql(
            f"SELECT customer_id, {', '.join(columns)} FROM {table.name}"
            f" WHERE customer_id IN ({marks(ids)}) ORDER BY customer_id, position, id",
            tuple(ids),
        ).fetchall()
        for row in rows:
            lists[row[0], name].append(make(*row[1:]))
    for (customer_id, name), values in lists.items():
        found[customer_id][name] = tuple(values)
    return found


def _as_customer(row: Any, children: dict[str, Any]) -> Customer:
    return Customer(
        id=row["id"],
        birthday=Birthday.from_text(row["birthday"]) if row["birthday"] else None,
        created=date_or_none(row["created"]),
        binned_at=dt.datetime.fromisoformat(row["binned_at"]) if row["binned_at"] else None,
        last_contact=date_or_none(row["last_contact"]),
        next_due=date_or_none(row["next_due"]),
        **{name: row[name] for name in _PLAIN},
        **children,
    )


def own_row(customer: Customer, today: dt.date | None = None) -> tuple[Any, ...]:
    """Return the values of the customer's own row in the order of `OWN`, without derived ones.

    `today` is the date of creation of a customer that has none.
    """
    created = customer.created or today
    return (
        *_PLAIN_OF(customer),
        customer.birthday.to_text() if customer.birthday else "",
        created.isoformat() if created else "",
    )


def own_values(customer: Customer) -> dict[str, Any]:
    """Return the values of the customer's own row, without the derived ones."""
    return dict(zip(OWN, own_row(customer), strict=True))


def child_rows(customer: Customer) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return the rows of what belongs to a customer, in the columns' order, by kind."""
    return [
        (
            "methods",
            [(one.kind, one.value, method_key(one.kind, one.value)) for one in customer.methods],
        ),
        ("addresses", [(one.text, one.district, one.postcode) for one in customer.addresses]),
        ("persons", [(one.name, one.role, one.phone, one.notes) for one in customer.persons]),
        ("tags", [(tag,) for tag in customer.tags]),
        ("custom", [(int(key[1:]), value) for key, value in customer.custom]),
    ]


def insert(current: Operation, customer: Customer) -> int:
    """Write a new customer and return its id."""
    customer_id = current.insert(tables.customer, own_values(customer))
    for name, rows in child_rows(customer):
        table, columns = _CHILDREN[name]
        for position, row in enumerate(rows):
            values = dict(zip(columns, row, strict=True))
            current.insert(table, {"customer_id": customer_id, "position": position, **values})
    return customer_id


def update(current: Operation, customer: Customer) -> bool:
    """Write what differs from the stored customer, and tell whether anything did."""
    changed = current.update(tables.customer, customer.id, own_values(customer))
    for name, rows in child_rows(customer):
        changed = _update_children(current, customer.id, name, rows) or changed
    return changed


def update_many(current: Operation, pairs: Sequence[tuple[Customer, Customer]]) -> None:
    """Write what differs between customers as they are stored and as they are wanted.

    The stored ones must be as they stand in this transaction.
    """
    own: list[tuple[int, int, dict[str, Any], dict[str, Any]]] = []
    for stored, wanted in pairs:
        old, new = own_values(stored), own_values(wanted)
        after = {name: value for name, value in new.items() if old[name] != value}
        if after:
            before = {name: old[name] for name in after}
            own.append((stored.id, stored.id, before, after))
    current.update_many(tables.customer, own)
    for stored, wanted in pairs:
        for name in _CHILDREN:
            if getattr(stored, name) != getattr(wanted, name):
                rows = dict(child_rows(wanted))[name]
                _update_children(current, stored.id, name, rows)


def _update_children(
    current: Operation, customer_id: int, name: str, wanted: list[tuple[Any, ...]]
) -> bool:
    """Bring the rows of one kind to the wanted ones, in their order."""
    table, columns = _CHILDREN[name]
    stored = current.connection.execute(
        sa.select(table).where(table.c.customer_id == customer_id).order_by(table.c.position)
    ).mappings()
    left = {tuple(row[column] for column in columns): row["id"] for row in stored}
    # Equal rows stay what they are; the rest are written anew.
    kept = {row: left.pop(row) for row in wanted if row in left}
    for row_id in left.values():
        current.delete(table, row_id)
    changed = bool(left)
    for position, row in enumerate(dict.fromkeys(wanted)):
        values = dict(zip(columns, row, strict=True))
        if row in kept:
            changed = current.update(table, kept[row], {"position": position}) or changed
        else:
            current.insert(table, {"customer_id": customer_id, "position": position, **values})
            changed = True
    return changed


def names(connection: sa.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of customers by id."""
    found: dict[int, str] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT id, name FROM customer WHERE id IN ({marks(part)})", tuple(part)
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def all_ids(connection: sa.Connection) -> list[int]:
    """Return the ids of all customers in order, those in the bin among them."""
    return [row[0] for row in connection.exec_driver_sql("SELECT id FROM customer ORDER BY id")]


def any_stored(connection: sa.Connection) -> bool:
    """Tell whether there is a customer at all, be it in the bin."""
    return connection.exec_driver_sql("SELECT 1 FROM customer LIMIT 1").first() is not None


def count_live(connection: sa.Connection) -> int:
    """Return how many customers there are, without the bin."""
    found = connection.exec_driver_sql("SELECT count(*) FROM customer WHERE binned_at IS NULL")
    return int(found.scalar_one())


def binned_at(connection: sa.Connection, customer_id: int) -> str | None:
    """Return when a customer was put into the bin, None outside of it."""
    found = connection.exec_driver_sql(
        "SELECT binned_at FROM customer WHERE id=?", (customer_id,)
    ).scalar()
    return None if found is None else str(found)


def in_bin(connection: sa.Connection, ids: Iterable[int]) -> list[int]:
    """Return those of the customers that are in the bin."""
    found: list[int] = []
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT id FROM customer WHERE binned_at IS NOT NULL AND id IN ({marks(part)})",
            tuple(part),
        )
        found.extend(row[0] for row in rows)
    return found


def sort_keys(connection: sa.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the sort keys of customers by id: the name's syllables, separated by spaces."""
    found: dict[int, str] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            f"SELECT id, name_key FROM customer WHERE id IN ({marks(part)})", tuple(part)
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def most_of_each(connection: sa.Connection) -> tuple[dict[str, int], int]:
    """Return how many contact methods of each kind, and addresses, a customer has at the most."""
    found = connection.exec_driver_sql(
        "SELECT kind, max(many) FROM (SELECT kind, count(*) AS many FROM contact_method"
        " GROUP BY customer_id, kind) GROUP BY kind"
    )
    methods = {row[0]: int(row[1]) for row in found}
    most = connection.exec_driver_sql(
        "SELECT max(many) FROM (SELECT count(*) AS many FROM address GROUP BY customer_id)"
    ).scalar()
    return methods, int(most or 0)

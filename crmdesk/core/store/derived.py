"""What is worked out from a customer's own data: list columns, contact dates and the text index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.store import customers, rhythm, search
from crmdesk.core.store.tables import DERIVED

_FROM_DATES: Final = ("last_contact", "next_due", "usual_days", "drift_on")
_PLAIN: Final = tuple(name for name in DERIVED if name not in _FROM_DATES)
# The rhythm needs a second look at those with contacts enough.
_DATES: Final = (
    "last_contact=(SELECT max(a.on_date) FROM activity a"
    f" WHERE a.customer_id=customer.id AND a.kind<>'{rhythm.NO_CONTACT}')"
    ", next_due=(SELECT min(f.due) FROM follow_up f"
    f" WHERE f.customer_id=customer.id AND f.status='open'), {rhythm.NONE}"
)
_UPDATE: Final = (
    f"UPDATE customer SET {', '.join(f'{name}=?' for name in _PLAIN)}, {_DATES} WHERE id=?"
)


def values(customer: Customer) -> tuple[Any, ...]:
    """Return the derived list columns of a customer, in the order of the plain names."""
    birthday = customer.birthday
    address = customer.addresses[0] if customer.addresses else None
    return (
        sort_key(customer.name),
        customer.mobile,
        address.district if address else "",
        address.text if address else "",
        ", ".join(customer.tags),
        birthday.solar_key if birthday and not birthday.lunar else 0,
        birthday.month * 100 + birthday.day if birthday and birthday.lunar else 0,
    )


PLAIN_NAMES: Final = _PLAIN


def refresh(connection: sa.Connection, touched: Collection[int]) -> None:
    """Bring derived values and the text index of customers up to date."""
    for part in customers.chunks(sorted(touched)):
        refresh_known(connection, customers.load(connection, part))


def refresh_known(connection: sa.Connection, found: Sequence[Customer]) -> None:
    """Bring derived values and the text index up to date of customers as they are stored now."""
    _write(connection, found)
    search.replace(connection, [search.index_row(customer.id, customer) for customer in found])


def refresh_dates(connection: sa.Connection, condition: str, values: Sequence[Any]) -> None:
    """Bring up to date only what follows from contacts and follow-ups.

    `condition` says of which customers, such as `BETWEEN ? AND ?`.
    """
    connection.exec_driver_sql(f"UPDATE customer SET {_DATES} WHERE id {condition}", tuple(values))
    rhythm.write(connection, condition, values)


def rebuild(connection: sa.Connection) -> int:
    """Work out everything derived anew for all customers, and return how many there are."""
    ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM customer ORDER BY id")]
    search.clear(connection)
    for part in customers.chunks(ids):
        found = customers.load(connection, part)
        _write(connection, found)
        search.add(connection, [search.index_row(customer.id, customer) for customer in found])
    return len(ids)


def _write(connection: sa.Connection, found: Sequence[Customer]) -> None:
    if not found:
        return
    connection.exec_driver_sql(_UPDATE, [(*values(customer), customer.id) for customer in found])
    for part in customers.chunks([customer.id for customer in found]):
        rhythm.write(connection, f"IN ({customers.marks(part)})", part)

"""The fields an owner made, and one value of them given to many customers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.custom_fields import YES_NO, CustomField
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.store import derived, tables
from crmdesk.core.store.customers import chunks
from crmdesk.core.store.history import Operation

_PART: Final = 2000


def all_fields(connection: sa.Connection) -> tuple[CustomField, ...]:
    """Return the owner's own fields in their order."""
    rows = connection.exec_driver_sql(
        "SELECT id, label, type, position FROM custom_field ORDER BY position, id"
    )
    return tuple(CustomField(*row) for row in rows)


def counts(connection: sa.Connection) -> dict[int, int]:
    """Return how many customers have a value of each field, by the field's id."""
    rows = connection.exec_driver_sql(
        "SELECT field_id, count(*) FROM custom_value GROUP BY field_id"
    )
    return {row[0]: row[1] for row in rows}


def insert(current: Operation, label: str, kind: str) -> int:
    """Make a field after the others, and return its id."""
    last = current.connection.exec_driver_sql("SELECT max(position) FROM custom_field").scalar()
    position = 0 if last is None else int(last) + 1
    return current.insert(tables.custom_field, {"label": label, "type": kind, "position": position})


def rename(current: Operation, field_id: int, label: str) -> bool:
    """Give a field another label, and tell whether it had another one."""
    return current.update(tables.custom_field, field_id, {"label": label})


def put_in_order(current: Operation, ids: Sequence[int]) -> None:
    """Put all fields in an order."""
    for position, field_id in enumerate(ids):
        current.update(tables.custom_field, field_id, {"position": position})


def remove(current: Operation, one: CustomField, progress: Progress) -> int:
    """Remove a field with all its values and choices; return how many customers had a value.

    Raises Cancelled.
    """
    had = current.delete_where(tables.custom_value, f"t.field_id={one.id}")
    if one.type == YES_NO:
        # The text index knows nothing of yes and no.
        current.stale.clear()
    current.delete_where(tables.choice, f"t.list='{one.key}'")
    current.delete(tables.custom_field, one.id)
    _index_anew(current, progress)
    return had


def _index_anew(current: Operation, progress: Progress) -> None:
    """Bring the text index of the touched customers up to date, telling how far it is."""
    ids = sorted(current.stale)
    for number, part in enumerate(chunks(ids, _PART)):
        progress.check()
        progress.report(number * _PART, len(ids), _("Writing"))
        derived.refresh(current.connection, part)
        current.stale.difference_update(part)


def with_value(customer: Customer, key: str, value: str, keys: Sequence[str]) -> Customer:
    """Return a customer with one value of an own field changed; `keys` is the fields' order."""
    values = {**dict(customer.custom), key: value}
    kept = tuple((name, values[name]) for name in keys if values.get(name))
    return dataclasses.replace(customer, custom=kept)

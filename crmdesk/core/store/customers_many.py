"""One change given to many customers at once, part by part."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.store import customers, derived, tables
from crmdesk.core.store.history import Operation

_PART = 2000


def set_column(
    current: Operation, ids: Sequence[int], column: str, value: str | int, progress: Progress
) -> dict[int, str]:
    """Give a column one value, and return the names of those whose value was another, by id.

    Customers that are gone are left out. Raises Cancelled.
    """
    return _set(current, ids, column, value, f"{column} != ?", (value,), progress)


def set_binned(
    current: Operation, ids: Sequence[int], moment: str | None, progress: Progress
) -> dict[int, str]:
    """Put customers into the bin, or out of it without a moment; return the names of those moved.

    Customers that are gone are left out. Raises Cancelled.
    """
    other = "binned_at IS NULL" if moment else "binned_at IS NOT NULL"
    return _set(current, ids, "binned_at", moment, other, (), progress)


def binned_since(connection: sa.Connection, ids: Sequence[int]) -> dict[int, dt.date]:
    """Return the day since which each of the customers is in the bin."""
    found: dict[int, dt.date] = {}
    for part in customers.chunks(list(ids)):
        rows = connection.exec_driver_sql(
            "SELECT id, substr(binned_at, 1, 10) FROM customer"
            f" WHERE id IN ({customers.marks(part)}) AND binned_at IS NOT NULL",
            tuple(part),
        )
        found.update((row[0], dt.date.fromisoformat(row[1])) for row in rows)
    return found


def _set(
    current: Operation,
    ids: Sequence[int],
    column: str,
    value: str | int | None,
    differs: str,
    known: tuple[str | int, ...],
    progress: Progress,
) -> dict[int, str]:
    changed: dict[int, str] = {}
    after = {column: value}
    for part in _parts(ids, progress):
        rows = current.connection.exec_driver_sql(
            f"SELECT id, name, {column} FROM customer"
            f" WHERE id IN ({customers.marks(part)}) AND {differs}",
            (*part, *known),
        ).fetchall()
        current.update_many(
            tables.customer, [(row[0], row[0], {column: row[2]}, after) for row in rows]
        )
        changed.update((row[0], row[1]) for row in rows)
    return changed


def change_tags(
    current: Operation,
    ids: Sequence[int],
    change: Callable[[tuple[str, ...]], tuple[str, ...]],
    progress: Progress,
) -> int:
    """Change the tags of customers, and return how many had others before. Raises Cancelled."""
    return change_each(
        current, ids, lambda one: dataclasses.replace(one, tags=change(one.tags)), progress
    )


def change_each(
    current: Operation,
    ids: Sequence[int],
    change: Callable[[Customer], Customer],
    progress: Progress,
) -> int:
    """Change customers one by one, and return how many were different before. Raises Cancelled."""
    changed = 0
    for part in _parts(ids, progress):
        pairs = [(one, change(one)) for one in customers.load(current.connection, part)]
        pairs = [(stored, wanted) for stored, wanted in pairs if stored != wanted]
        customers.update_many(current, pairs)
        # What was read and written is known: nothing has to be loaded again at the end.
        derived.refresh_known(current.connection, [wanted for _stored, wanted in pairs])
        current.stale.difference_update(wanted.id for _stored, wanted in pairs)
        changed += len(pairs)
    return changed


def any_there(current: Operation, ids: Sequence[int]) -> bool:
    """Tell whether at least one of the customers is stored."""
    return any(customers.names(current.connection, part) for part in customers.chunks(list(ids)))


def _parts(ids: Sequence[int], progress: Progress) -> Iterator[Sequence[int]]:
    unique = list(dict.fromkeys(ids))
    for number, part in enumerate(customers.chunks(unique, _PART)):
        progress.check()
        progress.report(number * _PART, len(unique), _("Writing"))
        yield part

"""Many activities, follow-ups and visits written at once, for customers of a run of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit import Visit
from crmdesk.core.store import activities, derived, followups, tables, visits
from crmdesk.core.store.history import Operation

Run = tuple[int, int]


def write(
    current: Operation,
    owners: Run,
    happened: Sequence[Activity] = (),
    promised: Sequence[FollowUp] = (),
    planned: Sequence[Visit] = (),
) -> None:
    """Write what belongs to customers whose ids lie in a run, without touching the customers."""
    _insert(current, tables.activity, owners, [activities.values_of(one) for one in happened])
    _insert(current, tables.follow_up, owners, [followups.values_of(one) for one in promised])
    _insert(current, tables.visit, owners, [visits.values_of(one) for one in planned])


def _insert(
    current: Operation, table: sa.Table, owners: Run, rows: Sequence[Mapping[str, Any]]
) -> None:
    if not rows:
        return
    first = current.next_id(table)
    numbered = [(number, *row.values()) for number, row in enumerate(rows, first)]
    current.insert_many(table, ("id", *rows[0]), numbered, owners)


def newest_customers(current: Operation, count: int) -> Run:
    """Return the first and the last id of the customers that were written last."""
    last = int(current.connection.exec_driver_sql("SELECT max(id) FROM customer").scalar_one())
    return last - count + 1, last


def refresh_dates(current: Operation, owners: Run) -> None:
    """Work out last contact, next date and rhythm of customers of a run of ids."""
    derived.refresh_dates(current.connection, "BETWEEN ? AND ?", owners)

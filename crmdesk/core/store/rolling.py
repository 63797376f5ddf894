"""Series that count from the last contact: they move on with every contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.changes import ACTIVITIES, FOLLOW_UPS
from crmdesk.core.domain.followup import CANCELLED, OPEN
from crmdesk.core.domain.recurrence import next_date
from crmdesk.core.domain.series import Series
from crmdesk.core.store import tables
from crmdesk.core.store.customers import chunks, date_or_none, marks
from crmdesk.core.store.history import Operation
from crmdesk.core.store.plan_tables import ROLLING
from crmdesk.core.store.rhythm import NO_CONTACT
from crmdesk.core.store.series import _FEW, _as_series, open_at, open_ids


def last_contact(connection: sa.Connection, customer_id: int, today: dt.date) -> dt.date | None:
    """Return the day a customer was last met; what is dated after today has not happened."""
    found = connection.exec_driver_sql(
        "SELECT max(on_date) FROM activity WHERE customer_id=? AND on_date<=?"
        f" AND kind<>'{NO_CONTACT}'",
        (customer_id, today.isoformat()),
    )
    return date_or_none(found.scalar())


def roll(current: Operation, today: dt.date) -> None:
    """Move what comes so many days after the last contact, where an operation changed that.

    It is cancelled where that would be after its end. Costs one look into a small index where
    nothing happened with such a customer.
    """
    if not current.nouns & {ACTIVITIES, FOLLOW_UPS}:
        return
    if ACTIVITIES in current.nouns:
        _roll_back(current, today)
    for series, contact in list(_met_again(current, today)):
        met, due = contact.isoformat(), next_date(series.rule, contact, contact)
        own = {"start": met}

        if due is None or due > (series.repeat.until or due):
            own |= {"ended_on": met}
            values = {"status": CANCELLED, "done_on": met}
        else:
            own |= {"reached": due.isoformat()}
            values = {"due": due.isoformat(), "occurrence": due.isoformat()}
        current.update(tables.follow_up_series, series.id, own)
        _write_waiting(current, series, values)


def _write_waiting(current: Operation, series: Series, values: dict[str, Any]) -> None:
    # Only the one that was written last: another may have been opened again, on a day of its own.
    waiting = open_at(current.connection, series.id, series.reached)
    if not waiting:
        waiting = max(open_ids(current.connection, series.id), default=0)
    if waiting:
        current.update(tables.follow_up, waiting, values)


def _met_again(current: Operation, today: dt.date) -> Iterator[tuple[Series, dt.date]]:
    """Yield the rolling series whose customer was met after the day they count from."""
    touched = sorted(current.touched) if len(current.touched) <= _FEW else []
    named = f" AND s.customer_id IN ({marks(touched)})" if touched else ""
    rows = current.connection.exec_driver_sql(
        "SELECT s.*, (SELECT max(a.on_date) FROM activity a WHERE a.customer_id=s.customer_id"
        f" AND a.on_date<=? AND a.kind<>'{NO_CONTACT}') AS contact"
        f" FROM follow_up_series s WHERE {ROLLING}{named}",
        (today.isoformat(), *touched),
    )
    for row in rows:
        if row.contact and row.contact > row.start and row.customer_id in current.touched:
            yield _as_series(row), dt.date.fromisoformat(row.contact)


def _roll_back(current: Operation, today: dt.date) -> None:
    """Count again from the contact before, where the one that was counted from is gone."""
    rows = current.connection.exec_driver_sql(
        "SELECT DISTINCT s.* FROM change g LEFT JOIN activity a ON a.id=g.row_id"
        " JOIN follow_up_series s ON s.customer_id=g.customer_id"
        " WHERE g.operation_id=? AND g.noun='activity' AND g.action IN ('d', 'u')"
        " AND s.rule BETWEEN 'AFTER' AND 'B'"
        " AND s.start=coalesce(json_extract(g.before, '$.on_date'), a.on_date)",
        (current.id,),
    ).fetchall()
    for series in map(_as_series, rows):
        usual = next_date(series.rule, series.start, series.start)
        until = series.repeat.until
        by_contact = series.ended_on == series.start and until and usual and usual > until
        if series.ended_on is not None and not by_contact:
            continue
        counted = _counted_from(current.connection, series, today)
        if counted < series.start:
            _begin_again_from(current, series, counted)


def rolling_customers(connection: sa.Connection, customer_ids: Sequence[int]) -> set[int]:
    """Return those of some customers who are met again by themselves after each contact."""
    found: set[int] = set()
    for part in chunks(sorted(set(customer_ids))):
        rows = connection.exec_driver_sql(
            f"SELECT s.customer_id FROM follow_up_series s WHERE {ROLLING}"
            f" AND s.customer_id IN ({marks(part)})",
            tuple(part),
        )
        found.update(row[0] for row in rows)
    return found


def rolling_waiting(connection: sa.Connection, customer_id: int) -> tuple[Series, int] | None:
    """Return the first follow-up that waits to meet a customer again after the last contact."""
    row = connection.exec_driver_sql(
        "SELECT s.*, f.id AS waiting FROM follow_up_series s JOIN follow_up f ON f.series_id=s.id"
        f" AND f.series_id>0 AND f.status='open' WHERE s.customer_id=? AND s.{ROLLING}"
        " ORDER BY f.due, f.id LIMIT 1",
        (customer_id,),
    ).first()
    return (_as_series(row), row.waiting) if row else None


def _counted_from(connection: sa.Connection, series: Series, today: dt.date) -> dt.date:
    """Return the day to count from: the last contact, or when one of the series was over."""
    over = connection.exec_driver_sql(
        "SELECT max(done_on) FROM follow_up WHERE series_id=? AND series_id>0 AND status<>'open'"
        " AND occurrence<>?",
        (series.id, series.reached.isoformat()),
    )
    days = (last_contact(connection, series.customer_id, today), date_or_none(over.scalar()))
    return max((day for day in days if day is not None), default=dt.date.min)


def _begin_again_from(current: Operation, series: Series, counted: dt.date) -> None:
    due = next_date(series.rule, counted, counted) if counted > dt.date.min else None
    due = due or _chosen_before(current.connection, series) or series.reached
    own = {"start": counted.isoformat(), "reached": due.isoformat(), "ended_on": None}
    values = {"due": due.isoformat(), "occurrence": due.isoformat()}
    if series.ended_on is None:
        _write_waiting(current, series, values)
    else:
        _wake(current, series, values)
    current.update(tables.follow_up_series, series.id, own)


def _wake(current: Operation, series: Series, values: dict[str, Any]) -> None:
    found = current.connection.exec_driver_sql(
        "SELECT max(id) FROM follow_up WHERE series_id=? AND series_id>0 AND occurrence=?"
        " AND status='cancelled'",
        (series.id, series.reached.isoformat()),
    ).scalar()
    if found:
        current.update(tables.follow_up, found, {**values, "status": OPEN, "done_on": None})


def _chosen_before(connection: sa.Connection, series: Series) -> dt.date | None:
    """Return the day that was chosen before the customer was ever met."""
    found = connection.exec_driver_sql(
        "SELECT json_extract(before, '$.reached') FROM change WHERE customer_id=?"
        " AND noun='follow_up_series' AND row_id=? AND action='u'"
        " AND json_extract(before, '$.start')=? ORDER BY id DESC LIMIT 1",
        (series.customer_id, series.id, dt.date.min.isoformat()),
    )
    return date_or_none(found.scalar())

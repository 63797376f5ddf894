"""Series of follow-ups in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.changes import ACTIVITIES, FOLLOW_UPS
from crmdesk.core.domain.followup import CANCELLED, OPEN
from crmdesk.core.domain.recurrence import Rule, next_date
from crmdesk.core.domain.series import Occurrences, Repeat, Series
from crmdesk.core.store import tables
from crmdesk.core.store.customers import chunks, date_or_none, marks, time_or_none, time_text
from crmdesk.core.store.history import Operation
from crmdesk.core.store.plan_tables import ROLLING
from crmdesk.core.store.rhythm import NO_CONTACT

# Where an operation concerns more customers than these, all that roll are looked through.
_FEW: Final = 500


def values_of(series: Series) -> dict[str, Any]:
    """Return the row of a series without its id."""
    until = series.repeat.until
    return {
        "customer_id": series.customer_id,
        "rule": series.rule.text,
        "start": series.start.isoformat(),
        "reached": series.reached.isoformat(),
        "until": until.isoformat() if until else None,
        "most": series.repeat.most,
        "at_time": time_text(series.at),
        "what": series.what,
        "kind": series.kind,
        "priority": series.priority,
        "staff": series.staff,
        "ended_on": series.ended_on.isoformat() if series.ended_on else None,
    }


def insert(current: Operation, series: Series) -> int:
    """Write a new series and return its id."""
    return current.insert(tables.follow_up_series, values_of(series))


def update(current: Operation, series: Series) -> bool:
    """Write what differs from the stored series."""
    return current.update(tables.follow_up_series, series.id, values_of(series))


def _as_series(row: Any) -> Series:
    return Series(
        id=row.id,
        customer_id=row.customer_id,
        repeat=Repeat(rule=Rule(row.rule), until=date_or_none(row.until), most=row.most),
        start=dt.date.fromisoformat(row.start),
        reached=dt.date.fromisoformat(row.reached),
        at=time_or_none(row.at_time),
        what=row.what,
        kind=row.kind,
        priority=row.priority,
        staff=row.staff,
        ended_on=date_or_none(row.ended_on),
    )


def get(connection: sa.Connection, series_id: int) -> Series | None:
    """Return a series, or None."""
    table = tables.follow_up_series
    row = connection.execute(sa.select(table).where(table.c.id == series_id)).first()
    return _as_series(row) if row else None


def going_on(
    connection: sa.Connection, first: dt.date, last: dt.date, staff: str = ""
) -> list[Series]:
    """Return the series that may have dates to come from `first` to `last`.

    Those that roll have none, nor have customers in the bin.
    """
    rows = connection.exec_driver_sql(
        "SELECT s.* FROM follow_up_series s"
        " JOIN customer c ON c.id=s.customer_id AND c.binned_at IS NULL"
        " WHERE s.ended_on IS NULL AND s.rule>='B' AND s.reached<? AND coalesce(s.until, ?)>=?"
        " AND (?='' OR s.staff=?) ORDER BY s.id",
        (last.isoformat(), first.isoformat(), first.isoformat(), staff, staff),
    ).fetchall()
    return [_as_series(row) for row in rows]


def occurrences(connection: sa.Connection, series_id: int) -> Occurrences:
    """Return what is stored of a series."""
    rows = connection.exec_driver_sql(
        "SELECT occurrence, status FROM follow_up WHERE series_id=? AND series_id>0", (series_id,)
    ).fetchall()
    return Occurrences(
        waiting=frozenset(day for day in (_day(row) for row in rows if row[1] == OPEN) if day),
        over=frozenset(day for day in (_day(row) for row in rows if row[1] != OPEN) if day),
        count=len(rows),
    )


def _day(row: Any) -> dt.date | None:
    return date_or_none(row[0])


def stored_after(connection: sa.Connection, first: dt.date) -> dict[int, set[dt.date]]:
    """Return the dates by the rule that are written, from a day on, by series."""
    rows = connection.exec_driver_sql(
        "SELECT series_id, occurrence FROM follow_up WHERE series_id>0 AND occurrence>=?",
        (first.isoformat(),),
    )
    found: dict[int, set[dt.date]] = {}
    for series_id, occurrence in rows:
        found.setdefault(series_id, set()).add(dt.date.fromisoformat(occurrence))
    return found


def counts(connection: sa.Connection, ids: Collection[int]) -> dict[int, int]:
    """Return how many follow-ups are stored of each of these series."""
    found: dict[int, int] = {}
    for part in chunks(sorted(ids)):
        rows = connection.exec_driver_sql(
            "SELECT series_id, count(*) FROM follow_up"
            f" WHERE series_id>0 AND series_id IN ({marks(part)}) GROUP BY series_id",
            tuple(part),
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def open_at(connection: sa.Connection, series_id: int, occurrence: dt.date) -> int:
    """Return the id of the follow-up of a date that waits, 0 for none."""
    found = connection.exec_driver_sql(
        "SELECT max(id) FROM follow_up WHERE series_id=? AND series_id>0 AND occurrence=?"
        " AND status='open'",
        (series_id, occurrence.isoformat()),
    )
    return int(found.scalar() or 0)


def open_ids(connection: sa.Connection, series_id: int) -> list[int]:
    """Return the follow-ups of a series that wait, by their date."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM follow_up WHERE series_id=? AND series_id>0 AND status='open'"
        " ORDER BY occurrence, id",
        (series_id,),
    )
    return [row[0] for row in rows]


def without_waiting(connection: sa.Connection, operation_id: int) -> list[Series]:
    """Return the series of an operation that go on although none of their follow-ups waits."""
    rows = connection.exec_driver_sql(
        "SELECT s.* FROM follow_up_series s WHERE s.ended_on IS NULL AND s.id IN ("
        " SELECT c.row_id FROM change c WHERE c.operation_id=:one AND c.noun='follow_up_series'"
        " UNION SELECT json_extract(c.before, '$.series_id') FROM change c"
        " WHERE c.operation_id=:one AND c.noun='follow_up' AND c.action='d'"
        " UNION SELECT f.series_id FROM change c JOIN follow_up f ON f.id=c.row_id"
        " WHERE c.operation_id=:one AND c.noun='follow_up')"
        " AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.series_id=s.id AND f.series_id>0"
        " AND f.status='open') ORDER BY s.id",
        {"one": operation_id},
    ).fetchall()
    return [_as_series(row) for row in rows]


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

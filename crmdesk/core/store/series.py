"""Series of follow-ups in and out of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.followup import OPEN
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Occurrences, Repeat, Series
from crmdesk.core.store import tables
from crmdesk.core.store.customers import chunks, date_or_none, marks, time_or_none, time_text
from crmdesk.core.store.history import Operation

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

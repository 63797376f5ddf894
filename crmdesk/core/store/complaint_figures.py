"""What the figures of complaints are reckoned from, read in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.complaint_figures import CAUSE, COLUMNS, COUNTED, TIMES
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.store.complaint_lists import PHONE_SQL, begin_of, where_of

READ: Final = ("received_at", "mask", "cost", *TIMES, *COLUMNS, CAUSE)


def read(
    connection: sa.Connection, first: dt.date, last: dt.date, now: dt.datetime
) -> dict[str, Sequence[Any]]:
    """Return what was received on some days as the columns of READ, in the order of receiving.

    A mask has a bit for each figure of COUNTED, set by the very condition its list asks with;
    times are in working minutes.
    """
    mask, values = _mask(now)
    minutes = ", ".join(f"t.{time}_minutes" for time in TIMES)
    columns = ", ".join(f"t.{name}" for name in (*COLUMNS, CAUSE))
    found = connection.exec_driver_sql(
        f"SELECT t.received_at, {mask}, t.cost, {minutes}, {columns} FROM complaint t"
        " WHERE t.received_at >= ? AND t.received_at < ? ORDER BY t.received_at",
        (*values, begin_of(first), begin_of(last + dt.timedelta(days=1))),
    )
    # Past the library's rows, which take several times as long as the reading itself.
    rows = found.cursor.fetchall()
    found.close()
    columns_read = zip(*rows, strict=True) if rows else [()] * len(READ)
    return dict(zip(READ, columns_read, strict=True))


def _mask(now: dt.datetime) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for place, one in enumerate(COUNTED):
        where, more = where_of(ComplaintQuery(**one.asks), now)
        parts.append(f"(({where}) << {place})")
        values.extend(more)
    return " | ".join(parts), values


@dataclass(frozen=True, slots=True)
class Repeated:
    """Who is behind several complaints: how many there are since a day, and how many in all."""

    customer_id: int
    name: str
    phone: str
    since: int
    total: int


def repeated(
    connection: sa.Connection,
    query: ComplaintQuery,
    now: dt.datetime,
    since: dt.date,
    limit: int,
) -> tuple[list[Repeated], int]:
    """Return who has two or more of those a query finds, one of them since a day; and how many."""
    where, values = where_of(query, now)
    begin = begin_of(since)
    # The + keeps the database from walking through the customers instead of the days.
    several = "HAVING count(*) >= 2 AND max(t.received_at) >= ?"
    rows = connection.exec_driver_sql(
        "WITH who AS ("
        " SELECT +t.customer_id AS customer_id, '' AS phone, max(t.id) AS newest,"
        " count(*) AS total, sum(t.received_at >= ?) AS since"
        f" FROM complaint t WHERE +t.customer_id IS NOT NULL AND {where}"
        f" GROUP BY +t.customer_id {several}"
        f" UNION ALL SELECT 0, {PHONE_SQL}, max(t.id), count(*), sum(t.received_at >= ?)"
        f" FROM complaint t WHERE +t.customer_id IS NULL AND t.walk_in_phone<>'' AND {where}"
        f" GROUP BY {PHONE_SQL} {several}),"
        # Names are looked up of those alone that are shown.
        " first AS (SELECT *, count(*) OVER () AS people FROM who"
        " ORDER BY since DESC, total DESC, newest DESC LIMIT ?)"
        " SELECT w.customer_id, coalesce(c.name, x.walk_in_name), coalesce(c.mobile, w.phone),"
        " w.since, w.total, w.people FROM first w JOIN complaint x ON x.id=w.newest"
        " LEFT JOIN customer c ON c.id=w.customer_id"
        " ORDER BY w.since DESC, w.total DESC, w.newest DESC",
        (begin, *values, begin, begin, *values, begin, limit),
    ).fetchall()
    return [Repeated(*row[:5]) for row in rows], rows[0][5] if rows else 0

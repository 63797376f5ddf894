"""Activities in and out of the database, and the timeline they share with plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.activity import CONTACT, Activity, TimelineItem
from crmdesk.core.domain.visit import Visit
from crmdesk.core.domain.visit_forms import answers_of, answers_words
from crmdesk.core.store import tables
from crmdesk.core.store.customers import date_or_none, time_or_none, time_text
from crmdesk.core.store.history import Operation


def values_of(activity: Activity) -> dict[str, Any]:
    """Return the row of an activity without its id."""
    return {
        "customer_id": activity.customer_id,
        "on_date": activity.on.isoformat(),
        "at_time": time_text(activity.at),
        "kind": activity.kind,
        "text": activity.text,
        "staff": activity.staff,
    }


def insert(current: Operation, activity: Activity) -> int:
    """Write a new activity and return its id."""
    return current.insert(tables.activity, values_of(activity))


def update(current: Operation, activity: Activity) -> bool:
    """Write what differs from the stored activity."""
    return current.update(tables.activity, activity.id, values_of(activity))


def get(connection: sa.Connection, activity_id: int) -> Activity | None:
    """Return an activity, or None."""
    table = tables.activity
    row = connection.execute(sa.select(table).where(table.c.id == activity_id)).first()
    if row is None:
        return None
    return Activity(
        id=row.id,
        customer_id=row.customer_id,
        on=date_or_none(row.on_date) or _missing(),
        at=time_or_none(row.at_time),
        kind=row.kind,
        text=row.text,
        staff=row.staff,
    )


def of_visit(connection: sa.Connection, visit: Visit) -> int:
    """Return the id of the activity that tells a visit in the very same words, or 0."""
    table = tables.activity
    found = connection.execute(
        sa.select(sa.func.max(table.c.id)).where(
            table.c.customer_id == visit.customer_id,
            table.c.kind == "visit",
            table.c.on_date == visit.on.isoformat(),
            table.c.text == (visit.outcome or visit.purpose),
        )
    ).scalar()
    return int(found or 0)


def any_on(connection: sa.Connection, customer_id: int, kind: str, day: dt.date) -> bool:
    """Tell whether anything of a kind is noted for a customer on a day."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM activity WHERE customer_id=? AND kind=? AND on_date=? LIMIT 1",
        (customer_id, kind, day.isoformat()),
    )
    return found.first() is not None


def _missing() -> Any:
    raise ValueError("a stored activity has no date")


def timeline(connection: sa.Connection, customer_id: int, limit: int) -> list[TimelineItem]:
    """Return what happened and what is planned for a customer: open plans first, then newest."""
    rows = connection.exec_driver_sql(
        """
        SELECT * FROM (
            SELECT 'activity' AS noun, id, on_date AS day, at_time, kind, 'done' AS status,
                   text, '' AS detail, staff, 0 AS is_open, '' AS answers,
                   '' AS rule, '' AS chain
            FROM activity WHERE customer_id = :id
            UNION ALL
            SELECT 'follow_up', id, coalesce(done_on, due), at_time, kind, status,
                   what, done_note, staff, status = 'open', '',
                   (SELECT s.rule FROM follow_up_series s WHERE s.id = series_id
                    AND s.ended_on IS NULL AND status = 'open'), chain
            FROM follow_up WHERE customer_id = :id
            UNION ALL
            SELECT 'visit', id, on_date, at_time, 'visit', status,
                   purpose, outcome, staff, status = 'planned', answers, '', ''
            FROM visit WHERE customer_id = :id
        ) ORDER BY is_open DESC, day DESC, coalesce(at_time, '') DESC, noun, id DESC LIMIT :limit
        """.replace(":id", "?").replace(":limit", "?"),
        (customer_id, customer_id, customer_id, limit),
    )
    return [
        TimelineItem(
            noun=row[0],
            id=row[1],
            on=date_or_none(row[2]) or _missing(),
            at=time_or_none(row[3]),
            kind=row[4],
            status=row[5],
            text=row[6],
            detail="\n".join(part for part in (row[7], answers_words(answers_of(row[10]))) if part),
            staff=row[8],
            open=bool(row[9]),
            rule=row[11] or "",
            chain=row[12],
        )
        for row in rows
    ]


def last_notes(connection: sa.Connection, ids: list[int]) -> dict[int, str]:
    """Return the text of the newest activity of each customer that tells something of them.

    A greeting that was sent and the last contact of a list tell nothing.
    """
    if not ids:
        return {}
    rows = connection.exec_driver_sql(
        "SELECT customer_id, text FROM (SELECT customer_id, text, row_number() OVER"
        " (PARTITION BY customer_id ORDER BY on_date DESC, id DESC) AS place FROM activity a"
        f" WHERE text<>'' AND kind<>? AND customer_id IN ({','.join('?' * len(ids))})"
        " AND NOT EXISTS (SELECT 1 FROM greeting g WHERE g.customer_id=a.customer_id"
        " AND g.sent_on=a.on_date AND g.text<>'' AND substr(a.text, -length(g.text))=g.text))"
        " WHERE place=1",
        (CONTACT, *ids),
    )
    return {row[0]: row[1] for row in rows}

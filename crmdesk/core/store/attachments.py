"""Files of complaints in and out of the database; what is in them is kept once."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa

from crmdesk.core.domain.attachment import Attachment, NewFile, kept_name, kind_of
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.store.complaint_lists import where_of
from crmdesk.core.store.complaint_tables import attachment, blob
from crmdesk.core.store.complaints import instant_text
from crmdesk.core.store.history import Operation


def add(current: Operation, complaint: Complaint, file: NewFile, now: dt.datetime, who: str) -> int:
    """Write a file of a complaint and return its id."""
    name = kept_name(file.name)
    return current.insert(
        attachment,
        {
            "customer_id": complaint.customer_id or None,
            "complaint_id": complaint.id,
            "name": name,
            "kind": kind_of(name, file.data),
            "size": len(file.data),
            "blob_id": _kept(current.connection, file.data),
            "added_at": instant_text(now),
            "added_by": who,
        },
    )


def _kept(connection: sa.Connection, data: bytes) -> int:
    """Keep what is in a file, unless it is kept already; return where.

    Beside the history: a row that comes back by undo finds it here.
    """
    mark = hashlib.sha256(data).hexdigest()
    found = connection.execute(sa.select(blob.c.id).where(blob.c.sha256 == mark)).scalar()
    if found is not None:
        return int(found)
    row = connection.exec_driver_sql(
        "INSERT INTO blob (sha256, data) VALUES (?, ?) RETURNING id", (mark, data)
    )
    return int(row.scalar_one())


def of_complaint(connection: sa.Connection, complaint_id: int) -> list[Attachment]:
    """Return the files of a complaint, the oldest first."""
    rows = connection.execute(
        sa.select(attachment)
        .where(attachment.c.complaint_id == complaint_id)
        .order_by(attachment.c.id)
    )
    return [_as_attachment(row) for row in rows]


def counted(
    connection: sa.Connection, query: ComplaintQuery, now: dt.datetime
) -> list[tuple[int, str, int, int]]:
    """Return id and number of the complaints a query finds that have files, how many, how large."""
    where, values = where_of(query, now)
    rows = connection.exec_driver_sql(
        "SELECT t.id, t.number, count(*), sum(a.size) FROM attachment a"
        f" CROSS JOIN complaint t ON t.id=a.complaint_id WHERE {where}"
        " GROUP BY t.id ORDER BY t.id",
        tuple(values),
    )
    return [tuple(row) for row in rows]


def get(connection: sa.Connection, attachment_id: int) -> Attachment | None:
    """Return a file as it is listed, or None."""
    row = connection.execute(sa.select(attachment).where(attachment.c.id == attachment_id)).first()
    return _as_attachment(row) if row else None


def data_of(connection: sa.Connection, attachment_id: int) -> bytes:
    """Return what is in a file. Raises LookupError when it is not there."""
    found = connection.execute(
        sa.select(blob.c.data)
        .join(attachment, attachment.c.blob_id == blob.c.id)
        .where(attachment.c.id == attachment_id)
    ).scalar()
    if found is None:
        raise LookupError(attachment_id)
    return bytes(found)


def _as_attachment(row: Any) -> Attachment:
    return Attachment(
        id=row.id,
        complaint_id=row.complaint_id,
        name=row.name,
        kind=row.kind,
        size=row.size,
        added_at=dt.datetime.fromisoformat(row.added_at),
        added_by=row.added_by,
    )

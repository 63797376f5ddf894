"""The lines of a list of customers: only what a table shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import CustomerRow
from crmdesk.core.store.customers import chunks, date_or_none, marks


def list_rows(connection: sa.Connection, ids: Sequence[int]) -> list[CustomerRow | None]:
    """Return the lines of a list in the order of the ids; None for one that is gone."""
    found: dict[int, CustomerRow] = {}
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            "SELECT id, kind, name, mobile, company, grade, stage, source, staff, card, gender,"
            " birthday, district, address, tags, created, last_contact, next_due, stay_days"
            f" FROM customer WHERE id IN ({marks(part)})",
            tuple(part),
        ).fetchall()
        for row in rows:
            found[row[0]] = CustomerRow(
                id=row[0],
                kind=row[1],
                name=row[2],
                mobile=row[3],
                company=row[4],
                grade=row[5],
                stage=row[6],
                source=row[7],
                staff=row[8],
                card=row[9],
                gender=row[10],
                birthday=Birthday.from_text(row[11]) if row[11] else None,
                district=row[12],
                address=row[13],
                tags=row[14],
                created=date_or_none(row[15]),
                last_contact=date_or_none(row[16]),
                next_due=date_or_none(row[17]),
                stay_days=row[18],
            )
    for customer_id, values in _own_values(connection, ids).items():
        if customer_id in found:
            found[customer_id] = replace(found[customer_id], custom=values)
    return [found.get(customer_id) for customer_id in ids]


def _own_values(connection: sa.Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the values of the owner's own fields by customer and by the field's key."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    if connection.exec_driver_sql("SELECT 1 FROM custom_field LIMIT 1").first() is None:
        return found
    for part in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            "SELECT customer_id, field_id, value FROM custom_value"
            f" WHERE customer_id IN ({marks(part)})",
            tuple(part),
        )
        for customer_id, field_id, value in rows:
            found[customer_id][f"c{field_id}"] = value
    return found

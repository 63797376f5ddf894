"""How often each customer is in touch, worked out from what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.staying import FEWEST_GAPS, rhythm

# A note to oneself is no contact; everything else that happened is.
NO_CONTACT: Final = "note"
# Before it is worked out anew; most customers have too few contacts for more.
NONE: Final = "usual_days=0, drift_on=NULL"

_AT_ONCE: Final = 5_000


def write(connection: sa.Connection, condition: str, values: Sequence[Any]) -> None:
    """Write the rhythm of those of the customers who have one.

    `condition` says who they are by their ids, such as `BETWEEN ? AND ?`.
    """
    rows = connection.exec_driver_sql(
        "SELECT customer_id, group_concat(DISTINCT on_date) FROM activity"
        f" WHERE customer_id {condition} AND kind<>'{NO_CONTACT}' GROUP BY customer_id"
        f" HAVING count(*) > {FEWEST_GAPS}",
        tuple(values),
    ).fetchall()
    found = []
    for customer_id, days in rows:
        known = rhythm(map(dt.date.fromisoformat, days.split(",")))
        if known is not None:
            found.append((known.usual_days, known.drift_on.isoformat(), customer_id))
    if found:
        connection.exec_driver_sql("UPDATE customer SET usual_days=?, drift_on=? WHERE id=?", found)


def write_all(connection: sa.Connection) -> None:
    """Write the rhythm of all customers who have one, a part of them at a time."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM customer").scalar_one()
    for first in range(1, last + 1, _AT_ONCE):
        write(connection, "BETWEEN ? AND ?", (first, first + _AT_ONCE - 1))

"""Customers silent for too long, and those never contacted, found by indexes that hold them."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from crmdesk.core.domain.staying import Intervals
from crmdesk.core.domain.visit import PLANNED
from crmdesk.core.store.customers import chunks, date_or_none, marks
from crmdesk.core.store.rhythm import NO_CONTACT

# Word for word what the indexes say of whom they hold, or they would not be used.
_MAY_BE: Final = (
    "binned_at IS NULL AND last_contact IS NOT NULL AND next_due IS NULL AND stage != 'lost'"
)
_NEVER: Final = (
    "binned_at IS NULL AND last_contact IS NULL AND next_due IS NULL AND stage != 'lost'"
)
# Who has a visit ahead is not forgotten. These are few: the database notes them once and looks
# each customer up there.
_NOT_PLANNED: Final = (
    "id NOT IN (SELECT customer_id FROM visit INDEXED BY ix_visit_on_date"
    f" WHERE on_date >= ? AND status = '{PLANNED}')"
)
# Left to itself the database would read every customer instead of the index that holds it all.
_NEVER_FROM: Final = "customer INDEXED BY ix_customer_grade"


class Part(NamedTuple):
    """A condition with its values; `in_order`: an index gives the longest silent first."""

    where: str
    values: list[Any]
    in_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSilent:
    """What is stored of a customer on the list."""

    id: int
    kind: str
    name: str
    mobile: str
    company: str
    grade: str
    district: str
    staff: str
    last_contact: dt.date | None
    own_days: int
    usual_days: int
    drift_on: dt.date | None


def count(connection: sa.Connection, intervals: Intervals, today: dt.date) -> int:
    """Return how many customers are silent."""
    total = 0
    for where, values, _in_order in _parts(intervals, today, today):
        found = connection.exec_driver_sql(
            f"SELECT count(*) FROM customer WHERE {where}", tuple(values)
        )
        total += int(found.scalar_one())
    return total


def ids(
    connection: sa.Connection,
    intervals: Intervals,
    today: dt.date,
    limit: int | None = None,
    *,
    staff: str = "",
    district: str = "",
    visits_from: dt.date | None = None,
) -> array[int]:
    """Return the silent customers, the longest silent first: all of them or the first ones.

    `staff` and `district` ask for the customers of one of the staff, or of a district. Who has a
    visit planned from `visits_from` on, else from `today`, is not silent.
    """
    most = -1 if limit is None else limit
    asked = [(name, one) for name, one in (("staff", staff), ("district", district)) if one]
    only = "".join(f" AND {name} = ?" for name, _one in asked)
    selects, known = [], []
    for part in _parts(intervals, today, visits_from or today):
        # Each part takes no more than the whole list does. The plus keeps SQLite from reading
        # everybody in order of the last contact where few are meant.
        order = "last_contact" if part.in_order else "+last_contact"
        selects.append(
            f"SELECT * FROM (SELECT last_contact, id FROM customer WHERE {part.where}{only}"
            f" ORDER BY {order}, id LIMIT ?)"
        )
        known += [*part.values, *(one for _name, one in asked), most]
    rows = connection.exec_driver_sql(
        f"{' UNION ALL '.join(selects)} ORDER BY last_contact, id LIMIT ?", (*known, most)
    )
    return array("q", [row[1] for row in rows])


def _parts(intervals: Intervals, today: dt.date, visits_from: dt.date) -> list[Part]:
    """Return the conditions of the silent; together they name each customer once."""
    planned = visits_from.isoformat()
    return [
        part._replace(where=f"{part.where} AND {_NOT_PLANNED}", values=[*part.values, planned])
        for part in _silent_parts(intervals, today)
    ]


def _silent_parts(intervals: Intervals, today: dt.date) -> list[Part]:
    bounds = {
        grade: (today - dt.timedelta(days=days)).isoformat()
        for grade, days in intervals.by_grade.items()
        if days
    }
    parts: list[Part] = [
        Part(
            f"{_MAY_BE} AND stay_days = 0 AND grade = ? AND last_contact < ?", [grade, bound], True
        )
        for grade, bound in bounds.items()
    ]
    parts.append(
        Part(
            f"{_MAY_BE} AND stay_days > 0 AND last_contact < date(?, '-' || stay_days || ' days')",
            [today.isoformat()],
        )
    )
    drifted = Part(
        f"{_MAY_BE} AND stay_days = 0 AND drift_on IS NOT NULL AND drift_on <= ?",
        [today.isoformat()],
    )
    for grade, bound in bounds.items():
        drifted = Part(
            f"{drifted.where} AND NOT (grade = ? AND last_contact < ?)",
            [*drifted.values, grade, bound],
        )
    return [*parts, drifted]


def any_own_interval(connection: sa.Connection) -> bool:
    """Tell whether any customer has an interval of their own."""
    found = connection.exec_driver_sql("SELECT 1 FROM customer WHERE stay_days > 0 LIMIT 1")
    return found.first() is not None


def count_never(connection: sa.Connection, intervals: Intervals, today: dt.date) -> int:
    """Return how many customers with an interval were never contacted."""
    where, values, _in_order = _never(intervals, today)
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM {_NEVER_FROM} WHERE {where}", tuple(values)
    )
    return int(found.scalar_one())


def never_ids(
    connection: sa.Connection, intervals: Intervals, today: dt.date, limit: int | None = None
) -> array[int]:
    """Return the customers with an interval that were never contacted, the oldest first."""
    where, values, _in_order = _never(intervals, today)
    rows = connection.exec_driver_sql(
        f"SELECT id FROM {_NEVER_FROM} WHERE {where} ORDER BY created, id LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return array("q", [row[0] for row in rows])


def _never(intervals: Intervals, today: dt.date) -> Part:
    grades = [grade for grade, days in intervals.by_grade.items() if days]
    own = f"grade IN ({marks(grades)}) OR " if grades else ""
    where = f"{_NEVER} AND ({own}stay_days > 0) AND {_NOT_PLANNED}"
    return Part(where, [*grades, today.isoformat()])


def rows(connection: sa.Connection, wanted: Sequence[int]) -> list[StoredSilent | None]:
    """Return what is stored of customers in the order of the ids; None for one that is gone."""
    found: dict[int, StoredSilent] = {}
    for part in chunks(list(wanted)):
        for row in connection.exec_driver_sql(
            "SELECT id, name, mobile, company, grade, district, staff, last_contact, stay_days,"
            f" usual_days, drift_on, kind FROM customer WHERE id IN ({marks(part)})",
            tuple(part),
        ):
            found[row[0]] = StoredSilent(
                id=row[0],
                name=row[1],
                mobile=row[2],
                company=row[3],
                grade=row[4],
                district=row[5],
                staff=row[6],
                last_contact=date_or_none(row[7]),
                own_days=row[8],
                usual_days=row[9],
                drift_on=date_or_none(row[10]),
                kind=row[11],
            )
    return [found.get(customer_id) for customer_id in wanted]


def contact_days(connection: sa.Connection, customer_id: int, limit: int) -> list[dt.date]:
    """Return the last distinct days of contact with a customer, the newest first."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT on_date FROM activity"
        f" WHERE customer_id=? AND kind<>'{NO_CONTACT}' ORDER BY on_date DESC LIMIT ?",
        (customer_id, limit),
    )
    return [dt.date.fromisoformat(row[0]) for row in found]

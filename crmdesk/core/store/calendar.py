"""What the calendar shows of some days, read day by day so that a full day costs no more."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import lunar_days_between
from crmdesk.core.domain.lunar import FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR
from crmdesk.core.domain.visit import MOVED
from crmdesk.core.store.customers import chunks, marks

# More than any day can hold.
EVERYTHING: Final = 10**9
_YEAR: Final = 366
_FEBRUARY_28, _FEBRUARY_29 = 228, 229
_FIRST_LUNAR_DAY: Final = dt.date(FIRST_LUNAR_YEAR + 1, 1, 1)
_LAST_LUNAR_DAY: Final = dt.date(LAST_LUNAR_YEAR - 1, 12, 31)

# Names are read of those alone that are shown; the bin is small and has an index.
_NOT_BINNED: Final = "customer_id NOT IN (SELECT id FROM customer WHERE binned_at IS NOT NULL)"
# What follows the last contact moves with it: its date does not tell one from another.
_OCCURRENCE: Final = (
    "CASE WHEN series_id > 0 AND NOT EXISTS (SELECT 1 FROM follow_up_series s"
    " WHERE s.id=series_id AND s.rule BETWEEN 'AFTER' AND 'B') THEN occurrence END"
)
# Each status has an index of its own; the planner would take none of them for "open or done".
_FOLLOW_UPS: Final = (
    "SELECT id, customer_id, due AS day, at_time, what, kind, priority, staff, status, series_id,"
    f" {_OCCURRENCE} AS occurrence FROM follow_up"
    " WHERE status='{status}' AND due BETWEEN :first AND :last"
    f" AND (:staff='' OR staff=:staff) AND {_NOT_BINNED}"
)
_VISITS: Final = (
    "SELECT id, customer_id, on_date AS day, at_time, position, purpose, staff, status, round_id"
    " FROM visit"
    " WHERE on_date BETWEEN :first AND :last AND status<>:moved"
    f" AND (:staff='' OR staff=:staff) AND {_NOT_BINNED}"
)


class Born(NamedTuple):
    """A customer with a birthday, and how many have theirs on that day of that calendar."""

    id: int
    name: str
    birthday: str
    staff: str
    mobile: str
    many: int


def follow_ups(
    connection: sa.Connection,
    first: dt.date,
    last: dt.date,
    staff: str = "",
    most: int = EVERYTHING,
) -> Sequence[Any]:
    """Return rows of follow-ups open or done, `most` of a day; `many` counts the day."""
    inner = " UNION ALL ".join(_FOLLOW_UPS.format(status=status) for status in ("open", "done"))
    return _first_of_each_day(
        connection,
        inner,
        "status DESC, coalesce(at_time, '99'), priority DESC, id",
        most,
        {"first": first.isoformat(), "last": last.isoformat(), "staff": staff},
    )


def visits(
    connection: sa.Connection,
    first: dt.date,
    last: dt.date,
    staff: str = "",
    most: int = EVERYTHING,
) -> Sequence[Any]:
    """Return rows of visits, but for those that are on another day now."""
    values = {"first": first.isoformat(), "last": last.isoformat(), "staff": staff, "moved": MOVED}
    return _first_of_each_day(
        connection,
        _VISITS,
        "coalesce(at_time, '99'), position, id",
        most,
        values,
    )


def _first_of_each_day(
    connection: sa.Connection, inner: str, order: str, most: int, values: dict[str, Any]
) -> Sequence[Any]:
    return connection.execute(
        sa.text(
            "SELECT p.*, c.name, c.mobile, c.address FROM (SELECT *,"
            " count(*) OVER (PARTITION BY day) AS many,"
            f" row_number() OVER (PARTITION BY day ORDER BY {order}) AS place FROM ({inner})) p"
            " JOIN customer c ON c.id=p.customer_id WHERE p.place <= :most"
        ),
        {**values, "most": most},
    ).fetchall()


def birthdays(
    connection: sa.Connection,
    first: dt.date,
    last: dt.date,
    staff: str = "",
    most: int = EVERYTHING,
) -> list[Born]:
    """Return customers with a birthday in these days, `most` of one month and day."""
    days = (last - first).days + 1
    found = list(_born(connection, "birthday_md", _solar_keys(first, days), staff, most))
    begin, end = max(first, _FIRST_LUNAR_DAY), min(last, _LAST_LUNAR_DAY)
    if begin <= end and _any_lunar(connection):
        lunar_days = lunar_days_between(begin, min((end - begin).days + 1, 2 * _YEAR))
        lunar = {month * 100 + day for _, month, day in lunar_days}
        found.extend(_born(connection, "lunar_md", lunar, staff, most))
    return found


def _solar_keys(first: dt.date, days: int) -> set[int]:
    wanted = [first + dt.timedelta(days=number) for number in range(min(days, _YEAR))]
    keys = {day.month * 100 + day.day for day in wanted}
    # In ordinary years a birthday on 29 February is kept on the 28th.
    return keys | {_FEBRUARY_29} if _FEBRUARY_28 in keys else keys


def _any_lunar(connection: sa.Connection) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM customer WHERE lunar_md > 0 LIMIT 1")
    return found.first() is not None


def _born(
    connection: sa.Connection, column: str, keys: set[int], staff: str, most: int
) -> Iterator[Born]:
    where = "binned_at IS NULL AND (:staff='' OR staff=:staff)"
    names = f"SELECT id, name, birthday, staff, mobile, {column} AS md FROM customer"
    if most >= EVERYTHING:
        listed = f"{names} WHERE {column} > 0 AND {column} IN ({_listed(keys)}) AND {where}"
    else:
        # One short walk along the index for each day; of a thousand birthdays few are read.
        listed = " UNION ALL ".join(
            f"SELECT * FROM ({names} WHERE {column} > 0 AND {column}={key} AND {where}"
            " ORDER BY id LIMIT :most)"
            for key in sorted(keys)
        )
    rows = connection.execute(sa.text(listed), {"staff": staff, "most": most}).fetchall()
    many = Counter(row.md for row in rows)
    if many and max(many.values()) >= most:
        many = _count_born(connection, column, keys, staff)
    for row in rows:
        yield Born(row.id, row.name, row.birthday, row.staff, row.mobile, many[row.md])


def _count_born(connection: sa.Connection, column: str, keys: set[int], staff: str) -> Counter[int]:
    counted = f"SELECT {column}, count(*) FROM customer WHERE"
    within = f"{column} IN ({_listed(keys)})"
    if staff:
        mine = f"{counted} {column} > 0 AND {within} AND binned_at IS NULL AND staff=:staff"
        rows = connection.execute(sa.text(f"{mine} GROUP BY 1"), {"staff": staff})
        return Counter(dict(map(tuple, rows)))
    # The index alone answers how many there are, and the bin is small.
    everybody = connection.exec_driver_sql(f"{counted} {column} > 0 AND {within} GROUP BY 1")
    binned = connection.exec_driver_sql(f"{counted} binned_at IS NOT NULL AND +{within} GROUP BY 1")
    return Counter(dict(map(tuple, everybody))) - Counter(dict(map(tuple, binned)))


def _listed(keys: set[int]) -> str:
    return ",".join(str(key) for key in sorted(keys))


def people(connection: sa.Connection, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return name and phone of customers by id, but for those in the bin."""
    found: dict[int, tuple[str, str]] = {}
    for part in chunks(sorted(set(ids))):
        rows = connection.exec_driver_sql(
            f"SELECT id, name, mobile FROM customer WHERE id IN ({marks(part)})"
            " AND binned_at IS NULL",
            tuple(part),
        )
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found

"""Birthdays that come up, found by month and day in both calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.occasions import birthdays_on
from crmdesk.core.store.customers import chunks, marks

Coming = tuple[int, str, str, str, Birthday, dt.date]
_FEBRUARY_29 = 229


def coming(connection: sa.Connection, start: dt.date, days: int) -> list[Coming]:
    """Return `(id, name, mobile, grade, birthday, date)` from `start` to `start + days`."""
    last = start + dt.timedelta(days=days)
    return [
        (*row[:4], birthday, on)
        for row in _found(connection, start, days)
        for birthday in [Birthday.from_text(row[4])]
        for on in birthdays_on(birthday, start, last)
    ]


@dataclass(frozen=True, slots=True)
class BirthdayKey:
    """The birthdays of one month and day of a calendar, and how many customers have it.

    `column` is `birthday_md` or `lunar_md`, `on` when it is celebrated.
    """

    on: dt.date
    column: str
    key: int
    count: int


def keys_between(connection: sa.Connection, start: dt.date, days: int) -> list[BirthdayKey]:
    """Return which birthdays come up from `start` to `start + days` and how many, day by day.

    A day of a calendar is celebrated alike for everybody: it is reckoned once and counted.
    """
    last = start + dt.timedelta(days=days)
    found: list[BirthdayKey] = []
    for column, keys in _keys(connection, start, days):
        rows = connection.exec_driver_sql(
            f"SELECT {column}, count(*) FROM customer WHERE {column} > 0 AND binned_at IS NULL"
            f" AND {column} IN ({marks(keys)}) GROUP BY {column}",
            tuple(keys),
        )
        for key, count in rows:
            birthday = Birthday(key // 100, key % 100, None, column == "lunar_md")
            found += [
                BirthdayKey(on, column, key, count) for on in birthdays_on(birthday, start, last)
            ]
    return sorted(found, key=lambda one: (one.on, one.column, one.key))


def first_of(connection: sa.Connection, keys: Sequence[BirthdayKey], limit: int) -> list[Coming]:
    """Return the first customers with these birthdays, by the day, the grade and the number."""
    found: list[Coming] = []
    for on, same_day in groupby(keys, key=lambda one: one.on):
        parts = [
            f"SELECT id, name, mobile, grade, birthday FROM customer WHERE {one.column} > 0"
            f" AND {one.column} = {one.key} AND binned_at IS NULL"
            for one in same_day
        ]
        rows = connection.exec_driver_sql(
            f"SELECT * FROM ({' UNION ALL '.join(parts)})"
            " ORDER BY CASE grade WHEN '' THEN '~' ELSE grade END, id LIMIT ?",
            (limit - len(found),),
        ).fetchall()
        found += [(*row[:4], Birthday.from_text(row[4]), on) for row in rows]
        if len(found) >= limit:
            break
    return found


def celebrating(connection: sa.Connection, days: Collection[tuple[int, str]]) -> int:
    """Return how many of (customer, ISO day) are birthdays of customers outside of the bin."""
    known: dict[int, Birthday] = {}
    for part in chunks(sorted({customer_id for customer_id, _day in days})):
        rows = connection.exec_driver_sql(
            "SELECT id, birthday FROM customer WHERE birthday<>'' AND binned_at IS NULL"
            f" AND id IN ({marks(part)})",
            tuple(part),
        )
        known.update((row[0], Birthday.from_text(row[1])) for row in rows)
    return sum(
        customer_id in known and any(birthdays_on(known[customer_id], on, on))
        for customer_id, on in ((one[0], dt.date.fromisoformat(one[1])) for one in days)
    )


def _found(
    connection: sa.Connection, start: dt.date, days: int
) -> list[tuple[int, str, str, str, str]]:
    return [
        row
        for column, keys in _keys(connection, start, days)
        for row in _rows(connection, column, keys)
    ]


def _keys(connection: sa.Connection, start: dt.date, days: int) -> Iterator[tuple[str, list[int]]]:
    """Yield the months and days of each calendar that come up, under the column that holds them."""
    # In a year every day comes round.
    wanted = [start + dt.timedelta(days=number) for number in range(min(days, 366) + 1)]
    solar = {day.month * 100 + day.day for day in wanted}
    if 228 in solar:
        # In ordinary years a birthday on 29 February is kept on the 28th.
        solar.add(_FEBRUARY_29)
    yield "birthday_md", sorted(solar)
    if _any_lunar(connection):
        found = lunar_days_between(start, days + 1)
        yield "lunar_md", sorted({month * 100 + day for _day, month, day in found})


def _any_lunar(connection: sa.Connection) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM customer WHERE lunar_md > 0 LIMIT 1")
    return found.first() is not None


def _rows(
    connection: sa.Connection, column: str, keys: Sequence[int]
) -> list[tuple[int, str, str, str, str]]:
    rows = connection.exec_driver_sql(
        f"SELECT id, name, mobile, grade, birthday FROM customer WHERE {column} > 0"
        f" AND {column} IN ({marks(keys)}) AND binned_at IS NULL",
        tuple(keys),
    ).fetchall()
    return [tuple(row) for row in rows]

"""Birthdays that come up, found by month and day in both calendars."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.occasions import birthdays_on

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


def _found(
    connection: sa.Connection, start: dt.date, days: int
) -> list[tuple[int, str, str, str, str]]:
    # In a year every day comes round.
    wanted = [start + dt.timedelta(days=number) for number in range(min(days, 366) + 1)]
    solar = {day.month * 100 + day.day for day in wanted}
    if 228 in solar:
        # In ordinary years a birthday on 29 February is kept on the 28th.
        solar.add(_FEBRUARY_29)
    found = _rows(connection, "birthday_md", solar)
    if _any_lunar(connection):
        lunar = {month * 100 + day for _, month, day in lunar_days_between(start, days + 1)}
        found += _rows(connection, "lunar_md", lunar)
    return found


def _any_lunar(connection: sa.Connection) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM customer WHERE lunar_md > 0 LIMIT 1")
    return found.first() is not None


def _rows(
    connection: sa.Connection, column: str, keys: set[int]
) -> list[tuple[int, str, str, str, str]]:
    ordered = sorted(keys)
    places = ",".join("?" * len(ordered))
    rows = connection.exec_driver_sql(
        f"SELECT id, name, mobile, grade, birthday FROM customer WHERE {column} > 0"
        f" AND {column} IN ({places}) AND binned_at IS NULL",
        tuple(ordered),
    ).fetchall()
    return [tuple(row) for row in rows]

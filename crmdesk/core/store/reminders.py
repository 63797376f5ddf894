"""What is to come to mind, and what was reminded already, in and out of the database."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.reminders import BIRTHDAY, COMPLAINT, FOLLOW_UP, VISIT, Reminder, named_by
from crmdesk.core.domain.visit import oldest_open
from crmdesk.core.store import birthday_reminders, complaint_reminders
from crmdesk.core.store.customers import chunks, marks, time_or_none

# Remembers when somebody looked last; no reminder has such a key.
_LOOKED: Final = "looked"
# As many are remembered of what is done or was moved, should a step be taken back.
REMEMBERED: Final = 5000

_SOURCES: Final = {
    FOLLOW_UP: ("follow_up", "t.due", "t.what", "t.status='open'"),
    VISIT: ("visit", "t.on_date", "t.purpose", "t.status='planned'"),
}


def _key(noun: str) -> str:
    """Return the key of a row `t` in SQL, as `Reminder.key` writes it."""
    return f"'{noun}:'||t.id||'@'||{_SOURCES[noun][1]}||coalesce('T'||t.at_time, '')"


def _select(noun: str, where: str) -> str:
    table, day, what, alive = _SOURCES[noun]
    return (
        f"SELECT '{noun}' AS noun, t.id, t.customer_id, {day} AS day, t.at_time, c.name,"
        f" {what} AS what FROM {table} t"
        " JOIN customer c ON c.id=t.customer_id AND c.binned_at IS NULL"
        f" WHERE {alive} AND {where}"
    )


def _read(connection: sa.Connection, query: str, values: Sequence[Any]) -> list[Reminder]:
    return [
        Reminder(
            noun=row.noun,
            id=row.id,
            customer_id=row.customer_id,
            day=dt.date.fromisoformat(row.day),
            at=time_or_none(row.at_time),
            customer=row.name,
            what=row.what,
        )
        for row in connection.exec_driver_sql(query, tuple(values))
    ]


def waiting(connection: sa.Connection, first: dt.date | None, last: dt.date) -> list[Reminder]:
    """Return what is planned for `first` (None: ever) to `last` and was not reminded yet."""
    found: list[Reminder] = []
    for noun in _SOURCES:
        found += _unreminded(connection, noun, first, last, "")
    return found


def changed(connection: sa.Connection, since: int, last: dt.date) -> list[Reminder]:
    """Return what is planned up to `last`, not reminded yet, and concerned by newer operations."""
    found: list[Reminder] = []
    concerned = (
        " AND t.customer_id IN (SELECT x.id FROM change g JOIN customer x"
        f" ON x.id BETWEEN g.customer_id AND g.last_customer_id WHERE g.operation_id>{since:d})"
    )
    for noun in _SOURCES:
        found += _unreminded(connection, noun, None, last, concerned)
    return found


def _unreminded(
    connection: sa.Connection, noun: str, first: dt.date | None, last: dt.date, more: str
) -> list[Reminder]:
    day = _SOURCES[noun][1]
    values = [last.isoformat()]
    if noun == VISIT:
        # Nobody is asked for the result of an older one, here or on the page Today. What is read
        # ends tomorrow: a visit may be reminded a day ahead.
        oldest = oldest_open(dt.date.fromordinal(max(last.toordinal() - 1, 1)))
        first = oldest if first is None else max(first, oldest)
    if first is not None:
        more += f" AND {day}>=?"
        values.append(first.isoformat())
    query = _select(
        noun,
        f"{day}<=?{more} AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.key={_key(noun)})",
    )
    return _read(connection, query, values)


def snoozed(connection: sa.Connection, due: str, too_far: str) -> list[tuple[str, str]]:
    """Return `(key, until)` of what was put off until `due`, or to beyond `too_far`."""
    rows = connection.exec_driver_sql(
        "SELECT key, snoozed_until FROM reminder WHERE snoozed_until IS NOT NULL"
        " AND (snoozed_until<=? OR snoozed_until>?) ORDER BY id",
        (due, too_far),
    )
    return [(row[0], row[1]) for row in rows]


def put_off_until(connection: sa.Connection, now: str) -> dict[str, str]:
    """Return until when what is put off beyond now comes back, by key."""
    rows = connection.exec_driver_sql(
        "SELECT key, snoozed_until FROM reminder WHERE snoozed_until>?", (now,)
    )
    return {row[0]: row[1] for row in rows}


def standing(connection: sa.Connection, keys: Sequence[str]) -> list[Reminder]:
    """Return those of the reminders with these keys that still wait for the same time."""
    found = birthday_reminders.standing(
        connection, [key for key in keys if named_by(key)[0] == BIRTHDAY]
    )
    found += complaint_reminders.standing(
        connection, [key for key in keys if named_by(key)[0] == COMPLAINT]
    )
    for noun in _SOURCES:
        ids = [row_id for name, row_id in map(named_by, keys) if name == noun]
        for part in chunks(ids):
            found += _read(connection, _select(noun, f"t.id IN ({marks(part)})"), part)
    wanted = set(keys)
    return [one for one in found if one.key in wanted]


def remember(connection: sa.Connection, keys: Sequence[str], at: str) -> set[str]:
    """Keep that these were reminded, and return those that were not yet."""
    fresh = set(keys)
    for part in chunks(keys):
        known = connection.exec_driver_sql(
            f"SELECT key FROM reminder WHERE key IN ({marks(part)})", tuple(part)
        )
        fresh -= set(known.scalars())
    if fresh:
        connection.exec_driver_sql(
            "INSERT INTO reminder (key, reminded_at) VALUES (?, ?)",
            [(key, at) for key in keys if key in fresh],
        )
    return fresh


def come_back(connection: sa.Connection, put_off: Iterable[tuple[str, str]], at: str) -> set[str]:
    """Keep that what was put off until a time came back, and return what nobody took before."""
    fresh: set[str] = set()
    for key, until in put_off:
        done = connection.exec_driver_sql(
            "UPDATE reminder SET snoozed_until=NULL, reminded_at=? WHERE key=? AND snoozed_until=?",
            (at, key, until),
        )
        if done.rowcount:
            fresh.add(key)
    return fresh


def put_off(connection: sa.Connection, keys: Iterable[str], until: str, at: str) -> None:
    """Let reminders come back at a time."""
    connection.exec_driver_sql(
        "INSERT INTO reminder (key, reminded_at, snoozed_until) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET snoozed_until=excluded.snoozed_until",
        [(key, at, until) for key in keys],
    )


def looked_at(connection: sa.Connection) -> str:
    """Return when somebody looked last, or nothing."""
    found = connection.exec_driver_sql("SELECT reminded_at FROM reminder WHERE key=?", (_LOOKED,))
    return str(found.scalar() or "")


def set_looked(connection: sa.Connection, at: str) -> None:
    """Keep when somebody looked."""
    connection.exec_driver_sql(
        "INSERT INTO reminder (key, reminded_at) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET reminded_at=excluded.reminded_at",
        (_LOOKED, at),
    )


def writers(
    connection: sa.Connection, since: int, things: Collection[tuple[str, int]]
) -> dict[tuple[str, int], tuple[int, str]]:
    """Return which operation after another wrote each of some (noun, id) last, and its kind."""
    ids: dict[str, list[int]] = {}
    for noun, row_id in sorted(things):
        ids.setdefault(noun, []).append(row_id)
    rows = connection.exec_driver_sql(
        "SELECT g.noun, g.row_id, g.last_row_id, g.operation_id, o.kind FROM change g"
        " JOIN operation o ON o.id=g.operation_id"
        f" WHERE g.operation_id>? AND g.noun IN ({marks(list(ids))}) ORDER BY g.operation_id",
        (since, *ids),
    )
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for noun, first, last, operation, kind in rows:
        run = ids[noun]
        for row_id in run[bisect_left(run, first) : bisect_right(run, last)]:
            found[noun, row_id] = (operation, kind)
    return found


def tidy(connection: sa.Connection, remembered: int = REMEMBERED) -> int:
    """Forget what is done or was moved, but for the newest, and return how many were forgotten.

    Old is what has a low number: the clock has no say in it.
    """
    stands = " OR ".join(
        f"(r.key LIKE '{noun}:%' AND EXISTS (SELECT 1 FROM {table} t"
        f" WHERE t.id=CAST(substr(r.key, {len(noun) + 2}) AS INTEGER) AND {alive}"
        f" AND r.key={_key(noun)}))"
        for noun, (table, _day, _what, alive) in _SOURCES.items()
    )
    return connection.exec_driver_sql(
        "DELETE FROM reminder AS r WHERE r.id <= (SELECT max(id) FROM reminder) - ?"
        f" AND r.snoozed_until IS NULL AND r.key <> '{_LOOKED}'"
        f" AND NOT ({stands} OR {complaint_reminders.STANDS})"
        f" AND NOT (r.key LIKE '{BIRTHDAY}:%' AND r.id > (SELECT max(id) FROM reminder) - ?)",
        (remembered, max(remembered, birthday_reminders.REMEMBERED)),
    ).rowcount

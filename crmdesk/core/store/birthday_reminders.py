"""Birthdays that are to come to mind so many days before them, each once for each lead time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.occasions import BIRTHDAY as OCCASION
from crmdesk.core.domain.occasions import birthdays_on
from crmdesk.core.domain.reminders import BIRTHDAY, Reminder, birthday_of, lead_of
from crmdesk.core.store import birthdays
from crmdesk.core.store.customers import chunks, marks

# As many are remembered: between two lead times of the same birthday many others come to mind.
REMEMBERED: Final = 100_000
_GREETED: Final = "SELECT customer_id FROM greeting WHERE on_date=? AND occasion=?"


def waiting(connection: sa.Connection, today: dt.date, leads: Collection[int]) -> list[Reminder]:
    """Return the birthdays that stand at a lead time and were not brought to mind for it yet.

    Who was greeted already, or left out, is not among them.
    """
    if not leads:
        return []
    found: list[Reminder] = []
    # A clock may stand anywhere.
    days = min(max(leads), (dt.date.max - today).days)
    for one in birthdays.keys_between(connection, today, days):
        lead = lead_of((one.on - today).days, leads)
        assert lead is not None
        rows = connection.exec_driver_sql(
            f"SELECT c.id, c.name FROM customer c WHERE c.{one.column} > 0"
            f" AND c.{one.column}=? AND c.binned_at IS NULL AND c.id NOT IN ({_GREETED})"
            " AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.key=?||c.id||?)",
            (one.key, one.on.isoformat(), OCCASION, *_around_the_id(one.on, lead)),
        )
        found += [
            Reminder(
                noun=BIRTHDAY,
                id=row.id,
                customer_id=row.id,
                day=one.on,
                lead=lead,
                customer=row.name,
            )
            for row in rows
        ]
    return found


def _around_the_id(day: dt.date, lead: int) -> tuple[str, str]:
    """Return what stands before and after the customer's number in the key of a reminder."""
    key = Reminder(noun=BIRTHDAY, id=0, customer_id=0, day=day, lead=lead).key
    before, _zero, after = key.partition(":0@")
    return f"{before}:", f"@{after}"


def any_reminded(connection: sa.Connection) -> bool:
    """Tell whether any birthday was ever brought to mind."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM reminder WHERE key>? AND key<? LIMIT 1", (f"{BIRTHDAY}:", f"{BIRTHDAY};")
    )
    return found.first() is not None


def standing(connection: sa.Connection, keys: Sequence[str]) -> list[Reminder]:
    """Return those of the birthdays with these keys that are still on that day, and not greeted."""
    wanted = [birthday_of(key) for key in keys]
    names: dict[int, tuple[str, Birthday]] = {}
    for part in chunks(sorted({one.id for one in wanted})):
        rows = connection.exec_driver_sql(
            "SELECT id, name, birthday FROM customer WHERE birthday<>'' AND binned_at IS NULL"
            f" AND id IN ({marks(part)})",
            tuple(part),
        )
        names.update((row[0], (row[1], Birthday.from_text(row[2]))) for row in rows)
    greeted: set[tuple[int, dt.date]] = set()
    for day in {one.day for one in wanted}:
        rows = connection.exec_driver_sql(_GREETED, (day.isoformat(), OCCASION))
        greeted |= {(row[0], day) for row in rows}
    found: list[Reminder] = []
    for one in wanted:
        name, birthday = names.get(one.id, ("", None))
        if birthday is None or (one.id, one.day) in greeted:
            continue
        if any(birthdays_on(birthday, one.day, one.day)):
            found.append(
                Reminder(
                    noun=BIRTHDAY,
                    id=one.id,
                    customer_id=one.id,
                    day=one.day,
                    lead=one.lead,
                    customer=name,
                )
            )
    return found

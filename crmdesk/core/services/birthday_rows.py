"""Birthdays between two days, each with its customer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from crmdesk.core.domain.occasions import BIRTHDAY, BirthdayRow
from crmdesk.core.services.occasion_settings import settings_of
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import birthdays as stored_birthdays
from crmdesk.core.store import greetings as stored
from crmdesk.core.store.birthdays import BirthdayKey
from crmdesk.core.store.database import Connection


def birthdays_between(workspace: Workspace, first: dt.date, last: dt.date) -> list[BirthdayRow]:
    """Return the birthdays celebrated from a day to a day by day and grade."""
    with workspace.database.read() as connection:
        return birthdays_of(connection, first, last)


def birthdays_of(connection: Connection, first: dt.date, last: dt.date) -> list[BirthdayRow]:
    """Return the birthdays celebrated from a day to a day as a connection sees them."""
    found = stored_birthdays.coming(connection, first, (last - first).days)
    kept = stored.kept_between(connection, BIRTHDAY, first, last)
    rows = [_birthday_row(one, kept) for one in found]
    return sorted(rows, key=lambda row: (row.on, row.grade or "~", row.customer_id))


def keys_soon(connection: Connection, day: dt.date, last: dt.date) -> list[BirthdayKey]:
    """Return which birthdays come up to a day, and of later ones those to be brought to mind.

    They are counted; `first_birthdays` looks at the first customers who have them.
    """
    keys = stored_birthdays.keys_between(connection, day, (last - day).days)
    for lead in sorted(settings_of(connection).lead_days):
        on = day + dt.timedelta(days=lead)
        if on > last:
            keys += stored_birthdays.keys_between(connection, on, 0)
    return keys


def first_birthdays(
    connection: Connection, keys: Sequence[BirthdayKey], day: dt.date, limit: int
) -> list[BirthdayRow]:
    """Return the first customers with some birthdays, in the same order.

    Those to be brought to mind on a day are marked, by the lead days of the settings.
    """
    if not keys:
        return []
    kept = stored.kept_between(connection, BIRTHDAY, keys[0].on, keys[-1].on)
    leads = settings_of(connection).lead_days
    rows = [_birthday_row(one, kept) for one in stored_birthdays.first_of(connection, keys, limit)]
    return [dataclasses.replace(row, reminds=(row.on - day).days in leads) for row in rows]


def _birthday_row(
    found: stored_birthdays.Coming, kept: Mapping[tuple[int, str], bool]
) -> BirthdayRow:
    customer_id, name, mobile, grade, birthday, on = found
    return BirthdayRow(
        customer_id=customer_id,
        name=name,
        mobile=mobile,
        grade=grade,
        birthday=birthday,
        on=on,
        turning=birthday.age_turning(on),
        greeted=bool(kept) and kept.get((customer_id, on.isoformat()), False),
    )

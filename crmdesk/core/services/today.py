"""What needs attention today: follow-ups, visits and birthdays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import crmdesk.core.store.birthdays as stored_birthdays
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.visit import VisitRow
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import customers, followups, visits

DAYS_AHEAD: Final = 7
LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayRow:
    """A birthday that comes up: on which date, and how old the customer turns if known."""

    customer_id: int
    name: str
    mobile: str
    grade: str
    birthday: Birthday
    on: dt.date
    turning: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each, also where a list shows only the first ones."""

    overdue: int
    due: int
    coming: int
    visits: int
    birthdays: int
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The start page for a date; each list holds at most 200 entries."""

    on: dt.date
    overdue: tuple[FollowUpRow, ...]
    due: tuple[FollowUpRow, ...]
    coming: tuple[FollowUpRow, ...]
    visits: tuple[VisitRow, ...]
    birthdays: tuple[BirthdayRow, ...]
    counts: Counts


def today(workspace: Workspace, on: dt.date | None = None) -> Today:
    """Return what waits on a date: overdue, due, the next seven days, visits and birthdays."""
    day = on or workspace.clock.today()
    before, after = day - dt.timedelta(days=1), day + dt.timedelta(days=1)
    last = day + dt.timedelta(days=DAYS_AHEAD)
    with workspace.database.read() as connection:
        birthdays = _birthdays(stored_birthdays.coming(connection, day, DAYS_AHEAD), day)
        counts = Counts(
            overdue=followups.count_open(connection, end=before),
            due=followups.count_open(connection, start=day, end=day),
            coming=followups.count_open(connection, start=after, end=last),
            visits=visits.count_between(connection, day, day),
            birthdays=len(birthdays),
            customers=customers.count_live(connection),
        )

        def rows(start: dt.date | None, end: dt.date) -> tuple[FollowUpRow, ...]:
            return tuple(followups.open_rows(connection, start=start, end=end, limit=LONGEST_LIST))

        return Today(
            on=day,
            overdue=rows(None, before),
            due=rows(day, day),
            coming=rows(after, last),
            visits=tuple(visits.between(connection, day, day, limit=LONGEST_LIST, moved=False)),
            birthdays=tuple(birthdays[:LONGEST_LIST]),
            counts=counts,
        )


def _birthdays(
    found: list[tuple[int, str, str, str, Birthday, dt.date]], day: dt.date
) -> list[BirthdayRow]:
    rows = [
        BirthdayRow(
            customer_id=customer_id,
            name=name,
            mobile=mobile,
            grade=grade,
            birthday=birthday,
            on=on,
            turning=birthday.age_turning(on),
        )
        for customer_id, name, mobile, grade, birthday, on in found
    ]
    return sorted(rows, key=lambda row: (row.on, row.grade or "~", row.customer_id))

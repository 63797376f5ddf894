"""What needs attention today: follow-ups, visits and birthdays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.occasions import BirthdayRow as BirthdayRow
from crmdesk.core.domain.visit import OpenSheet, VisitRow
from crmdesk.core.services import occasions
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import customers, followups, visits

DAYS_AHEAD: Final = 7
LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each, also where a list shows only the first ones."""

    overdue: int
    due: int
    coming: int
    visits: int
    birthdays: int
    customers: int
    greetings: int = 0


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
    open_sheet: OpenSheet | None = None


def today(workspace: Workspace, on: dt.date | None = None) -> Today:
    """Return what waits on a date: overdue, due, the next seven days, visits and birthdays."""
    day = on or workspace.clock.today()
    before, after = day - dt.timedelta(days=1), day + dt.timedelta(days=1)
    last = day + dt.timedelta(days=DAYS_AHEAD)
    with workspace.database.read() as connection:
        birthdays = occasions.birthdays_soon(connection, day, last)
        counts = Counts(
            overdue=followups.count_open(connection, end=before),
            due=followups.count_open(connection, start=day, end=day),
            coming=followups.count_open(connection, start=after, end=last),
            visits=visits.count_between(connection, day, day),
            birthdays=len(birthdays),
            customers=customers.count_live(connection),
            greetings=occasions.count_due(connection, day),
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
            open_sheet=visits.open_sheet(connection, day),
        )

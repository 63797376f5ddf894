"""What needs attention today: complaints, follow-ups, visits, birthdays, silent customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.occasions import BirthdayRow as BirthdayRow
from crmdesk.core.domain.visit import MOVED, DayLine, OpenSheet, numbered
from crmdesk.core.services import birthday_rows, complaint_lists, occasions, reminders, silent
from crmdesk.core.services.silent import SilentRow
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import followups, visits
from crmdesk.core.store.birthdays import BirthdayKey
from crmdesk.core.store.database import Connection

DAYS_AHEAD: Final = 7
# Nobody looks at more of one list; the counts tell how many there are.
LONGEST_LIST: Final = 100
LONGEST_SILENT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are of each, also where a list shows only the first ones.

    `waiting` are the follow-ups and complaints that are overdue or due, each thing once: a
    call-back stands among the follow-ups. `complaints_late` are all overdue complaints.
    """

    overdue: int
    due: int
    coming: int
    visits: int
    visits_open: int
    birthdays: int
    greetings: int
    silent: int
    complaints_overdue: int = 0
    complaints_due: int = 0
    complaints_late: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The start page for a date; each list holds at most 100 entries, the silent ones 5.

    The complaints are those overdue or due by the end of the day, the longest overdue first,
    without the call-backs, which are among the follow-ups. The birthdays are those of the day and
    the seven after it; `counts.greetings` are the customers to be greeted on the day, whatever
    for. `put_off` tells by noun and number until when a reminder waits.
    """

    on: dt.date
    overdue: tuple[FollowUpRow, ...]
    due: tuple[FollowUpRow, ...]
    coming: tuple[FollowUpRow, ...]
    visits: tuple[DayLine, ...]
    birthdays: tuple[BirthdayRow, ...]
    silent: tuple[SilentRow, ...]
    counts: Counts
    open_sheet: OpenSheet | None = None
    complaints: tuple[ComplaintRow, ...] = ()
    put_off: Mapping[tuple[str, int], dt.datetime] = field(default_factory=dict)


def today(workspace: Workspace, on: dt.date | None = None) -> Today:
    """Return what waits on a date: overdue, due, the next seven days, visits, birthdays, silent."""
    day = on or workspace.clock.today()
    before, after = day - dt.timedelta(days=1), day + dt.timedelta(days=1)
    last = day + dt.timedelta(days=DAYS_AHEAD)
    with workspace.database.read() as connection:
        pressing, overdue, due = complaint_lists.pressing(
            connection, workspace.clock.now(), day, LONGEST_LIST
        )
        counts, born = _counts(connection, day, last)
        counts = replace(
            counts,
            complaints_overdue=overdue,
            complaints_due=due,
            complaints_late=complaint_lists.count_overdue(connection, workspace.clock.now()),
            waiting=counts.overdue + counts.due + overdue + due,
        )

        def rows(start: dt.date | None, end: dt.date) -> tuple[FollowUpRow, ...]:
            return tuple(followups.open_rows(connection, start=start, end=end, limit=LONGEST_LIST))

        return Today(
            on=day,
            overdue=rows(None, before) if counts.overdue else (),
            due=rows(day, day) if counts.due else (),
            coming=rows(after, last) if counts.coming else (),
            visits=_visits(connection, day),
            birthdays=tuple(birthday_rows.first_birthdays(connection, born, day, LONGEST_LIST)),
            silent=tuple(silent.first_rows(connection, day, LONGEST_SILENT)),
            counts=counts,
            open_sheet=visits.open_sheet(connection, day),
            complaints=tuple(pressing),
            put_off=reminders.put_off(connection, workspace.clock.wall()),
        )


def _visits(connection: Connection, day: dt.date) -> tuple[DayLine, ...]:
    """Return the visits that stay on the day, with the numbers of the printed sheet."""
    lines = numbered(visits.between(connection, day, day))
    return tuple(line for line in lines if line.row.visit.status != MOVED)[:LONGEST_LIST]


def waiting(workspace: Workspace) -> int:
    """Return how many follow-ups and complaints are overdue or due today, each thing once."""
    day, now = workspace.clock.today(), workspace.clock.now()
    with workspace.database.read() as connection:
        return sum(followups.waiting(connection, day, day)) + complaint_lists.count_pressing(
            connection, now, day
        )


def _counts(
    connection: Connection, day: dt.date, last: dt.date
) -> tuple[Counts, list[BirthdayKey]]:
    overdue, due, coming = followups.waiting(connection, day, last)
    born = birthday_rows.keys_soon(connection, day, last)
    all_visits, open_visits = visits.count_on(connection, day)
    counts = Counts(
        overdue=overdue,
        due=due,
        coming=coming,
        visits=all_visits,
        visits_open=open_visits,
        birthdays=sum(one.count for one in born),
        greetings=occasions.count_due(connection, day),
        silent=silent.count(connection, day),
    )
    return counts, born

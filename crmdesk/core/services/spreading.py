"""Spreading a pile of overdue follow-ups over the next open days, in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.spreading import in_working_order, shares
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.opening import opening_of
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import spreading as stored
from crmdesk.core.store.database import Connection

MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class DayShare:
    """How many follow-ups of the pile a day takes, beside those that are due on it already."""

    day: dt.date
    already: int
    added: int


@dataclass(frozen=True, slots=True)
class SpreadPlan:
    """What spreading would do: the new day of each follow-up, and what each day comes to."""

    days: tuple[DayShare, ...]
    moves: tuple[tuple[int, dt.date], ...]


def preview(
    workspace: Workspace, first_day: dt.date, days: int, ids: Iterable[int] | None = None
) -> SpreadPlan:
    """Return how overdue follow-ups (all without ids) would lie on so many open days."""
    with workspace.database.read() as connection:
        pile = _pile(workspace, connection, ids)
        first = _from_today(workspace, first_day)
        return _over(connection, pile, _open_days(connection, first, days))


def over_days(
    workspace: Workspace, first_day: dt.date, days: int, ids: Iterable[int] | None = None
) -> Changes:
    """Spread overdue follow-ups (all without ids) over so many open days from a day on."""
    with operate(workspace, "follow_up.spread") as writing:
        connection = writing.connection
        pile = _pile(workspace, connection, ids)
        first = _from_today(workspace, first_day)
        plan = _over(connection, pile, _open_days(connection, first, days))
        stored.move(writing.operation, plan.moves)
        count = len(plan.moves)
        writing.many = True
        writing.describe(count=count)
        writing.message = ngettext(
            "{count} follow-up was spread over the days to come.",
            "{count} follow-ups were spread over the days to come.",
            count,
        ).format(count=count)
    return writing.changes()


def spread(
    workspace: Workspace, ids: Iterable[int] | None, first_day: dt.date, per_day: int
) -> Changes:
    """Spread overdue follow-ups (all without ids) so that no day has more than `per_day`.

    Raises CrmError when not even a year of days has room for them.
    """
    wanted = None if ids is None else list(ids)
    return over_days(workspace, first_day, days_for(workspace, first_day, per_day, wanted), wanted)


def days_for(
    workspace: Workspace, first_day: dt.date, per_day: int, ids: Iterable[int] | None = None
) -> int:
    """Return over how many open days the pile has to go for at most so many a day."""
    with workspace.database.read() as connection:
        room, needed = 0, len(_pile(workspace, connection, ids))
        days = _open_days(connection, _from_today(workspace, first_day), MOST_DAYS)
        loads = stored.loads(connection, days)
    for place, day in enumerate(days):
        room += max(0, per_day - loads.get(day, 0))
        if room >= needed:
            return place + 1
    raise CrmError(
        _("So few a day are too few: the pile would not end within a year."),
        _("Allow more follow-ups a day."),
    )


def _from_today(workspace: Workspace, first: dt.date) -> dt.date:
    # Spread over days that are over, everything would be overdue again.
    return max(first, workspace.clock.today())


def _pile(
    workspace: Workspace, connection: Connection, ids: Iterable[int] | None
) -> list[FollowUp]:
    wanted = None if ids is None else list(ids)
    return stored.overdue(connection, workspace.clock.today(), wanted)


def _open_days(connection: Connection, first: dt.date, count: int) -> list[dt.date]:
    opening = opening_of(connection)
    found = list(islice(opening.open_days_from(first), max(1, min(count, MOST_DAYS))))
    # A shop that never opens still wants its pile shared out.
    return found or [first + dt.timedelta(days=number) for number in range(max(1, count))]


def _over(connection: Connection, pile: Sequence[FollowUp], days: Sequence[dt.date]) -> SpreadPlan:
    loads = stored.loads(connection, days)
    already = [loads.get(day, 0) for day in days]
    added = shares(already, len(pile))
    order = iter(in_working_order(pile))
    moves = [
        (one.id, day)
        for day, count in zip(days, added, strict=True)
        for one in islice(order, count)
    ]
    return SpreadPlan(
        days=tuple(map(DayShare, days, already, added)),
        moves=tuple(moves),
    )


def proposal(workspace: Workspace) -> tuple[dt.date, int]:
    """Return the day to begin with and how many are overdue.

    It is today while the shop is open, else the next open day.
    """
    with workspace.database.read() as connection:
        opening = opening_of(connection)
        count = len(_pile(workspace, connection, None))
    return opening.next_open(_begin(workspace.clock.wall(), opening)), count


def _begin(now: dt.datetime, opening: Opening) -> dt.date:
    hours = opening.hours(now.date())
    over = hours is not None and now.time() >= hours.closes
    return now.date() + dt.timedelta(days=1) if over else now.date()

"""The visits of rounds are planned two weeks ahead, whenever a day begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.recurrence import dates_between, parse_rule
from crmdesk.core.domain.visit_round import DAYS_AHEAD, VisitRound, open_dates
from crmdesk.core.i18n import ngettext
from crmdesk.core.services import round_planning
from crmdesk.core.services.opening import opening_of
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import visit_rounds as stored


def plan_ahead(workspace: Workspace) -> Changes:
    """Plan the visits of all rounds for the next two weeks, as one operation.

    It is called once a day; where nothing is left to plan nothing is written.
    """
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        waiting = [one.id for one in stored.every(connection) if _dates(one, today)]
    if not waiting or workspace.read_only:
        return Changes(0, "")
    with operate(workspace, "round.plan") as writing:
        planned: dict[str, int] = {}
        for round_id in waiting:
            one = stored.get(writing.connection, round_id)
            if one is None or not _dates(one, today):
                continue
            count = plan_from(writing, one, planned_to(one, today), today)
            if count:
                planned[one.name] = count
        name = next(iter(planned), "")
        writing.describe(name=name, count=len(planned))
        total = sum(planned.values())
        writing.message = ngettext(
            "Planned by rounds: {count} visit.", "Planned by rounds: {count} visits.", total
        ).format(count=total)
    return writing.changes() if planned else Changes(0, "")


def welcome_back(writing: Writing, binned: Mapping[int, dt.date], today: dt.date) -> None:
    """Plan for customers out of the bin what their rounds planned for others in the meantime.

    `binned` tells since when they were there; what had been planned before that is still there.
    """
    opening = opening_of(writing.connection)
    for one in stored.every(writing.connection):
        if one.rests(today) or one.planned_until is None:
            continue
        for who in [who for who in one.customer_ids if who in binned]:
            first = max(today, binned[who] + dt.timedelta(days=DAYS_AHEAD))
            dates = _dates_between(one, first + dt.timedelta(days=1), one.planned_until)
            days = open_dates(dates, opening)
            round_planning.plan(writing, replace(one, customer_ids=(who,)), days)


def planned_to(one: VisitRound, today: dt.date) -> dt.date:
    """Return the last day for which nothing has to be planned any more."""
    yesterday = today - dt.timedelta(days=1)
    return max(one.planned_until or yesterday, yesterday)


def _dates(one: VisitRound, today: dt.date) -> list[dt.date]:
    """Return the days by the rule, two weeks ahead, that are not planned yet."""
    if one.rests(today):
        return []
    first = planned_to(one, today) + dt.timedelta(days=1)
    return _dates_between(one, first, today + dt.timedelta(days=DAYS_AHEAD))


def _dates_between(one: VisitRound, first: dt.date, last: dt.date) -> list[dt.date]:
    last = min(last, one.until or last)
    return dates_between(parse_rule(one.rule, one.start), one.start, first, last)


def plan_from(writing: Writing, one: VisitRound, after: dt.date, today: dt.date) -> int:
    """Plan a round from the day after one day on, two weeks ahead; return how many visits."""
    last = today + dt.timedelta(days=DAYS_AHEAD)
    dates = _dates_between(one, max(after + dt.timedelta(days=1), today), last)
    days = open_dates(dates, opening_of(writing.connection))
    count = round_planning.plan(writing, one, days)
    stored.note_planned(writing.operation, one.id, last)
    return count

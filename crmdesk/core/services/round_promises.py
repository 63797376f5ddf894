"""The visits that rounds will plan later: worked out where they are shown, and never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.recurrence import dates_between, parse_rule
from crmdesk.core.domain.visit_round import LONGEST_SHIFT, VisitRound, open_dates
from crmdesk.core.services.round_planning import times_of
from crmdesk.core.store import customers, visit_rounds, visit_suggestions
from crmdesk.core.store.database import Connection


@dataclass(frozen=True, slots=True)
class PromisedVisit:
    """A visit to come of a round, on its day and at its time."""

    round: VisitRound
    customer_id: int
    on: dt.date
    at: dt.time | None


def coming(
    connection: Connection,
    opening: Opening,
    today: dt.date,
    first: dt.date,
    last: dt.date,
    staff: str = "",
) -> list[PromisedVisit]:
    """Return the visits of all rounds that are not planned yet, by day, in the order of the way.

    Nobody is visited twice on a day, and nobody in the bin is.
    """
    found: list[PromisedVisit] = []
    taken: dict[dt.date, set[int]] = {}
    for one in visit_rounds.every(connection):
        days = _days(one, opening, today, first, last)
        if not days:
            continue
        there = customers.names(connection, one.customer_ids)
        binned = set(customers.in_bin(connection, one.customer_ids))
        ids = [who for who in one.customer_ids if who in there and who not in binned]
        for day in days:
            if day not in taken:
                taken[day] = visit_suggestions.planned(connection, day, day)
            wanted = [who for who in ids if who not in taken[day]]
            taken[day].update(wanted)
            # Whose round it is matters only here: another one may not visit the same customer.
            if staff in ("", one.staff):
                found.extend(_visits(connection, one, day, wanted))
    return sorted(found, key=lambda visit: visit.on)


def _visits(
    connection: Connection, one: VisitRound, day: dt.date, ids: Sequence[int]
) -> Iterator[PromisedVisit]:
    for who, at in zip(ids, times_of(connection, one, ids), strict=True):
        yield PromisedVisit(one, who, day, at)


def _days(
    one: VisitRound, opening: Opening, today: dt.date, first: dt.date, last: dt.date
) -> list[dt.date]:
    """Return the days of a round from one day to another that lie beyond what it has planned."""
    if one.rests(today):
        return []
    yesterday = today - dt.timedelta(days=1)
    planned = max(one.planned_until or yesterday, yesterday)
    if last <= planned:
        return []
    # What falls on a closed day goes out on the next open one.
    begin = max(planned.toordinal() + 1, first.toordinal() - LONGEST_SHIFT.days)
    end = min(last, one.until or last)
    dates = dates_between(
        parse_rule(one.rule, one.start), one.start, dt.date.fromordinal(begin), end
    )
    return [day for day in open_dates(dates, opening) if first <= day <= last]

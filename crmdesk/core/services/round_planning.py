"""The visits a round writes: planned on its days, following its changes, taken off again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crmdesk.core.domain.visit import Visit
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.domain.visit_times import times_for
from crmdesk.core.services import visit_forms
from crmdesk.core.services.visit_times import time_plan_of
from crmdesk.core.services.workspace import Writing
from crmdesk.core.store import customers, tables, visit_rounds, visit_suggestions, visits


def plan(writing: Writing, one: VisitRound, days: Sequence[dt.date]) -> int:
    """Plan the customers of a round on its days; return how many visits were written.

    Who is in the bin is left out, and who is visited on that day anyway.
    """
    return sum(_plan_day(writing, one, day, one.customer_ids) for day in days)


def _plan_day(writing: Writing, one: VisitRound, day: dt.date, customer_ids: Sequence[int]) -> int:
    connection = writing.connection
    there = customers.names(connection, customer_ids)
    left_out = {*customers.in_bin(connection, customer_ids)}
    left_out |= visit_suggestions.planned(connection, day, day)
    wanted = [who for who in customer_ids if who in there and who not in left_out]
    times: Sequence[dt.time | None] = [None] * len(wanted)
    if one.at is not None:
        districts = visits.districts(connection, wanted)
        layout = replace(time_plan_of(connection), start=one.at)
        times = times_for([districts.get(who, "") for who in wanted], layout)
    position = visits.next_position(connection, day)
    form = one.form or visit_forms.key_for(connection, one.purpose)
    for number, (who, at) in enumerate(zip(wanted, times, strict=True)):
        visit = Visit(
            customer_id=who,
            on=day,
            at=at,
            position=position + number,
            purpose=one.purpose,
            staff=one.staff,
            round_id=one.id,
            form=form,
        )
        visits.insert(writing.operation, visit)
    return len(wanted)


def take_off(writing: Writing, round_id: int, after: dt.date) -> int:
    """Take off what a round has planned after a day; return how many visits it was."""
    found = visit_rounds.planned_visits(writing.connection, round_id, after)
    for visit_id, _who, _day in found:
        writing.operation.delete(tables.visit, visit_id)
    return len(found)


def follow(writing: Writing, before: VisitRound, now: VisitRound, after: dt.date) -> None:
    """Let what a round has planned after a day follow its customers, purpose and staff.

    A purpose or staff that a visit was given by hand stays.
    """
    planned = visit_rounds.planned_visits(writing.connection, now.id, after)
    days = list(dict.fromkeys(day for _id, _who, day in planned))
    added = [who for who in now.customer_ids if who not in before.customer_ids]
    for visit_id, who, _day in planned:
        if who not in now.customer_ids:
            writing.operation.delete(tables.visit, visit_id)
            continue
        found = visits.get(writing.connection, visit_id)
        if found is not None:
            changed = replace(
                found,
                purpose=now.purpose if found.purpose == before.purpose else found.purpose,
                staff=now.staff if found.staff == before.staff else found.staff,
            )
            visits.update(writing.operation, changed)
    for day in days:
        _plan_day(writing, now, day, added)
    if now.customer_ids != before.customer_ids:
        _put_in_order(writing, now, after)


def _put_in_order(writing: Writing, one: VisitRound, after: dt.date) -> None:
    planned = visit_rounds.planned_visits(writing.connection, one.id, after)
    rank = {who: place for place, who in enumerate(one.customer_ids)}
    for day in dict.fromkeys(day for _id, _who, day in planned):
        of_day = [(visit_id, who) for visit_id, who, on in planned if on == day]
        places = visits.positions(writing.connection, [visit_id for visit_id, _who in of_day])
        ordered = sorted(of_day, key=lambda pair: rank.get(pair[1], len(rank)))
        for place, (visit_id, _who) in zip(places, ordered, strict=True):
            writing.operation.update(tables.visit, visit_id, {"position": place})

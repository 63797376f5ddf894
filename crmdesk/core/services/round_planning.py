"""The visits a round writes: planned on its days, following its changes, taken off again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from crmdesk.core.domain.visit import Visit
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.domain.visit_times import times_for
from crmdesk.core.services import visit_forms
from crmdesk.core.services.visit_times import time_plan_of
from crmdesk.core.services.workspace import Writing
from crmdesk.core.store import customers, tables, visit_rounds, visit_suggestions, visits
from crmdesk.core.store.customers import time_text
from crmdesk.core.store.database import Connection


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
    times = times_of(connection, one, wanted)
    position = visits.next_position(connection, day)
    form = _form(connection, one)
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


def take_off(
    writing: Writing, round_id: int, after: dt.date, keep: Collection[dt.date] = ()
) -> int:
    """Take off what a round has planned after a day; return how many visits it was.

    What was changed by hand since stays, and so does what is on one of the days to `keep`.
    """
    found = visit_rounds.planned_visits(writing.connection, round_id, after)
    going = [visit.id for visit in found if not visit.by_hand and visit.on not in keep]
    for visit_id in going:
        writing.operation.delete(tables.visit, visit_id)
    return len(going)


def follow(writing: Writing, before: VisitRound, now: VisitRound, after: dt.date) -> None:
    """Let what a round has planned after a day follow its customers, time, purpose, staff and form.

    What a visit was given by hand stays, and so does one of a customer who left.
    """
    planned = visit_rounds.planned_visits(writing.connection, now.id, after)
    forms = [_form(writing.connection, one) for one in (before, now)]
    for visit in planned:
        if visit.customer_id not in now.customer_ids:
            if not visit.by_hand:
                writing.operation.delete(tables.visit, visit.id)
            continue
        changed = replace(
            visit,
            purpose=now.purpose if visit.purpose == before.purpose else visit.purpose,
            staff=now.staff if visit.staff == before.staff else visit.staff,
            form=forms[1] if visit.form == forms[0] else visit.form,
        )
        visits.update(writing.operation, changed)
    added = [who for who in now.customer_ids if who not in before.customer_ids]
    for day in dict.fromkeys(visit.on for visit in planned):
        _plan_day(writing, now, day, added)
    if now.customer_ids != before.customer_ids:
        _put_in_order(writing, now, after)
    if now.at != before.at or (now.at is not None and added):
        _set_times(writing, now, after)


def _put_in_order(writing: Writing, one: VisitRound, after: dt.date) -> None:
    rank = {who: place for place, who in enumerate(one.customer_ids)}
    for of_day in _by_day(writing, one, after):
        places = visits.positions(writing.connection, [visit.id for visit in of_day])
        ordered = sorted(of_day, key=lambda visit: rank.get(visit.customer_id, len(rank)))
        for place, visit in zip(places, ordered, strict=True):
            writing.operation.update(tables.visit, visit.id, {"position": place})


def _set_times(writing: Writing, one: VisitRound, after: dt.date) -> None:
    for of_day in _by_day(writing, one, after):
        times = times_of(writing.connection, one, [visit.customer_id for visit in of_day])
        for visit, at in zip(of_day, times, strict=True):
            if not visit.by_hand:
                writing.operation.update(tables.visit, visit.id, {"at_time": time_text(at)})


def _by_day(writing: Writing, one: VisitRound, after: dt.date) -> Iterator[list[Visit]]:
    planned = visit_rounds.planned_visits(writing.connection, one.id, after)
    for _day, of_day in groupby(planned, key=lambda visit: visit.on):
        yield list(of_day)


def times_of(
    connection: Connection, one: VisitRound, customer_ids: Sequence[int]
) -> Sequence[dt.time | None]:
    """Return when a round is at each of its customers, if it has a time."""
    if one.at is None:
        return [None] * len(customer_ids)
    districts = visits.districts(connection, customer_ids)
    layout = replace(time_plan_of(connection), start=one.at)
    return times_for([districts.get(who, "") for who in customer_ids], layout)


def _form(connection: Connection, one: VisitRound) -> str:
    return one.form or visit_forms.key_for(connection, one.purpose)

"""What holds for complaints at any time, whatever was done to them in whichever order."""

from __future__ import annotations

import dataclasses
import datetime as dt
from bisect import bisect_left
from functools import cache

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    ENDED,
    STATES,
    WAITING,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_clock import replay
from crmdesk.core.domain.complaint_states import BESIDE, TRANSITIONS
from crmdesk.core.domain.opening import Opening
from crmdesk.core.services import complaint_time, complaints, opening
from crmdesk.core.services.workspace import Workspace

MINUTE = dt.timedelta(minutes=1)
START = dt.datetime(2026, 3, 24, 1, 30, tzinfo=dt.UTC)
LONGEST = 90 * 24 * 60
# What was judged by the opening days of that time, and what nobody needs of an ended one.
JUDGED = ("late", "acknowledge_minutes", "answer_minutes", "close_minutes", "call_back_on")
WAITED = ("waited", "waited_before", "promised_waited")


@cache
def open_minutes(hours: Opening) -> list[int]:
    """Return every minute from the start on at which the shop is open, by the wall clock."""
    found: list[int] = []
    # It opens and closes at full hours: half an hour is open or it is not.
    for first in range(0, LONGEST, 30):
        shown = (START + first * MINUTE).astimezone()
        today = hours.hours(shown.date())
        if today is not None and today.opens <= shown.time() < today.closes:
            found.extend(range(first, first + 30))
    return found


def open_between(hours: Opening, start: dt.datetime, end: dt.datetime) -> int:
    """Count the minutes between two instants at which the shop is open."""
    minutes = open_minutes(hours)
    first, last = (start - START) // MINUTE, (end - START) // MINUTE
    return max(0, bisect_left(minutes, last) - bisect_left(minutes, first))


def judged(shop: Workspace) -> dict[int, tuple[object, ...]]:
    """Return what was judged of each complaint by now."""
    return {
        one: tuple(getattr(complaints.get(shop, one), name) for name in JUDGED)
        for one in ids_of(shop)
    }


def ids_of(shop: Workspace) -> list[int]:
    """Return the complaints that are there."""
    return [row[0] for row in rows_of(shop, "SELECT id FROM complaint ORDER BY id")]


def rows_of(shop: Workspace, statement: str, *known: object) -> list[tuple[object, ...]]:
    """Return what a statement finds."""
    with shop.database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement, known)]


def check(shop: Workspace, *, changed: bool) -> None:
    """Check all complaints; `changed` tells that other opening days were in force before."""
    for complaint_id in ids_of(shop):
        now, log = complaints.get(shop, complaint_id), complaints.log(shop, complaint_id)
        then = replay(now, log, complaint_time.read(shop))
        if changed:
            kept = (*JUDGED, "due_at", *(() if now.is_open else WAITED))
            then = dataclasses.replace(then, **{name: getattr(now, name) for name in kept})
            then = dataclasses.replace(then, due_at=complaint_time.read(shop).due(then))
        assert then == now
        _check_path(log)
        _check_rules(now, log)
        if now.is_open or not changed:
            _check_clock(shop, now, log)
        _check_owners(shop, now)
    gone = "WHERE complaint_id NOT IN (SELECT id FROM complaint)"
    for table in ("complaint_log", "attachment"):
        assert rows_of(shop, f"SELECT id FROM {table} {gone}") == []


def _check_path(log: list[LogEntry]) -> None:
    ways = {(state, one.event, one.to or state) for one in TRANSITIONS for state in one.states}
    state = "new"
    for entry in log:
        if entry.event not in BESIDE:
            assert (state, entry.event, entry.state) in ways
        state = entry.state
        assert state in STATES


def _check_rules(now: Complaint, log: list[LogEntry]) -> None:
    assert now.state == log[-1].state
    if now.state == CLOSED:
        assert now.action
        assert 1 <= now.satisfaction <= 5 or now.tries
    if now.state == DUPLICATE:
        assert now.duplicate_of not in (0, now.id)
    assert (now.due_at is None) == (now.state in ENDED | WAITING)
    assert now.reopened == sum(one.event == "reopen" for one in log)


def _check_clock(shop: Workspace, now: Complaint, log: list[LogEntry]) -> None:
    """Hold the waits and the due time against a count of open minutes, one by one."""
    hours = opening.opening(shop)
    waited, since, state = 0, None, "new"
    for entry in log:
        if entry.event == "reopen":
            waited = 0
        if entry.state in WAITING and state not in WAITING:
            since = entry.at
        if state in WAITING and entry.state not in WAITING and since is not None:
            waited += open_between(hours, since, entry.at)
        state = entry.state
    assert now.waited == waited
    if now.due_at is None or now.state == ANSWERED or now.acknowledged_at is None:
        return
    base = complaint_time.read(shop).solve_due(dataclasses.replace(now, waited=0))
    moved = open_between(hours, base, now.due_at)
    assert moved == waited or now.due_at > START + LONGEST * MINUTE


def _check_owners(shop: Workspace, now: Complaint) -> None:
    """All that is written about a complaint belongs to whom the complaint does."""
    mine = [(now.customer_id or None,)]
    for table in ("complaint_log", "attachment"):
        found = f"SELECT DISTINCT customer_id FROM {table} WHERE complaint_id=?"
        owners = rows_of(shop, found, now.id)
        assert owners == mine or (table == "attachment" and not owners)
    words = f"{now.number} · %"
    told = rows_of(shop, "SELECT DISTINCT customer_id FROM activity WHERE text LIKE ?", words)
    assert told == (mine if now.customer_id else [])
    planned = rows_of(shop, "SELECT customer_id, due FROM follow_up WHERE id=?", now.follow_up_id)
    on = now.call_back_on.isoformat() if now.call_back_on else ""
    assert planned == ([(now.customer_id, on)] if now.follow_up_id else [])
    if now.customer_id and now.state == ANSWERED:
        assert now.follow_up_id

"""Complaints driven by random steps on a real database, over clock jumps and undo."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    ENDED,
    SEVERITIES,
    STATES,
    WAITING,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_clock import replay
from crmdesk.core.domain.complaint_states import BESIDE, EVENTS, TRANSITIONS, Given, possible
from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import complaint_steps, complaint_time, complaints, history, opening
from crmdesk.core.services.workspace import Workspace
from tests import factories

MINUTE = dt.timedelta(minutes=1)
START = dt.datetime(2026, 3, 24, 1, 30, tzinfo=dt.UTC)
LONGEST = 90 * 24 * 60


def open_minutes(shop_hours: Opening) -> list[int]:
    """Return every minute from the start on at which the shop is open, by the wall clock."""
    found: list[int] = []
    for number in range(LONGEST):
        shown = (START + number * MINUTE).astimezone()
        hours = shop_hours.hours(shown.date())
        if hours is not None and hours.opens <= shown.time() < hours.closes:
            found.append(number)
    return found


class Desk(RuleBasedStateMachine):
    """One shop with complaints; what is believed of them is worked out from the log alone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now = START
        self.ids: list[int] = []
        self.shop: Workspace = factories.open_shop(
            Path(self.folder.name), clock=Clock(lambda: self.now)
        )

    def teardown(self) -> None:
        self.shop.database.close()
        self.folder.cleanup()

    @initialize(
        opens=st.integers(6, 12),
        length=st.integers(1, 11),
        free=st.sets(st.integers(0, 6), max_size=5),
        closed=st.integers(1, 20),
    )
    def open_the_shop(self, opens: int, length: int, free: set[int], closed: int) -> None:
        hours = Hours(dt.time(opens), dt.time(opens + length))
        week = tuple(None if day in free else hours for day in range(7))
        day = START.date() + dt.timedelta(days=closed)
        self.hours = Opening(week, (Closed(day, day + dt.timedelta(days=2)),))
        opening.save(self.shop, self.hours)
        self.minutes = open_minutes(self.hours)
        self.customer = factories.add(self.shop)
        self.before = history.recent(self.shop)[0].record.id

    @rule(severity=st.sampled_from(sorted(SEVERITIES)), walk_in=st.booleans())
    def somebody_complains(self, severity: str, walk_in: bool) -> None:
        complaint = Complaint(
            received_at=self.now,
            what="the soup was cold",
            severity=severity,
            customer_id=0 if walk_in else self.customer,
            walk_in_name="王先生" if walk_in else "",
        )
        self.ids.append(complaints.receive(self.shop, complaint).new_id)

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), full=st.booleans(), minutes=st.integers(0, 3000))
    def a_step_is_tried(self, data: st.DataObject, full: bool, minutes: int) -> None:
        self.now += minutes * MINUTE
        complaint_id = data.draw(st.sampled_from(self.ids))
        before = complaints.get(self.shop, complaint_id)
        allowed = {one.event: one for one in possible(before.state)}
        # Half of them are what the buttons offer.
        event = data.draw(st.sampled_from(sorted(allowed) if full else EVENTS))
        others = [0, *self.ids]
        given = Given(
            note="because" if full else data.draw(st.sampled_from(["", "so"])),
            action="money back" if full else "",
            satisfaction=data.draw(st.integers(0, 5)),
            tries=data.draw(st.integers(0, 3)),
            original=data.draw(st.sampled_from(others)),
        )
        log = complaints.log(self.shop, complaint_id)
        refused = self._refused(lambda: complaint_steps.step(self.shop, complaint_id, event, given))
        if refused is not None:
            assert refused.advice
            assert complaints.get(self.shop, complaint_id) == before
            assert complaints.log(self.shop, complaint_id) == log
            return
        after = complaints.get(self.shop, complaint_id)
        assert event in allowed
        assert after.state == (allowed[event].to or before.state)
        assert len(complaints.log(self.shop, complaint_id)) == len(log) + 1

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), severity=st.sampled_from(sorted(SEVERITIES)))
    def it_turns_out_worse(self, data: st.DataObject, severity: str) -> None:
        now = complaints.get(self.shop, data.draw(st.sampled_from(self.ids)))
        complaints.save(self.shop, dataclasses.replace(now, severity=severity), loaded=now)

    @rule(minutes=st.integers(-120, 600))
    def time_goes_by_or_jumps(self, minutes: int) -> None:
        wanted = self.now + minutes * MINUTE
        self.now = max(START, wanted)

    @rule(data=st.data(), forced=st.booleans())
    def something_is_taken_back(self, data: st.DataObject, forced: bool) -> None:
        lines = [
            line.record.id
            for line in history.recent(self.shop)
            if line.can_undo and line.record.id > self.before
        ]
        if not lines:
            return
        wanted = data.draw(st.sampled_from(lines))
        refused = self._refused(
            lambda: history.undo(self.shop, wanted, leave=() if forced else None)
        )
        assert refused is None or refused.advice
        self.ids = [one for one in self.ids if self._is_there(one)]

    @staticmethod
    def _refused(work: Callable[[], object]) -> CrmError | None:
        try:
            work()
        except CrmError as refused:
            return refused
        return None

    def _is_there(self, complaint_id: int) -> bool:
        with self.shop.database.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT 1 FROM complaint WHERE id=?", (complaint_id,)
            ).first()
        return found is not None

    @invariant()
    def the_log_leads_to_where_each_complaint_stands(self) -> None:
        for complaint_id in self.ids:
            now = complaints.get(self.shop, complaint_id)
            log = complaints.log(self.shop, complaint_id)
            with self.shop.database.read() as connection:
                time = complaint_time.shop_time(connection)
            assert replay(now, log, time) == now
            self._check_path(log)
            self._check_rules(now, log)
            self._check_clock(now, log)

    def _check_path(self, log: list[LogEntry]) -> None:
        ways = {(state, one.event, one.to or state) for one in TRANSITIONS for state in one.states}
        state = "new"
        for entry in log:
            if entry.event not in BESIDE:
                assert (state, entry.event, entry.state) in ways
            state = entry.state
            assert state in STATES

    def _check_rules(self, now: Complaint, log: list[LogEntry]) -> None:
        assert now.state == log[-1].state
        if now.state == CLOSED:
            assert now.action
            assert 1 <= now.satisfaction <= 5 or now.tries
        if now.state == DUPLICATE:
            assert now.duplicate_of not in (0, now.id)
        assert (now.due_at is None) == (now.state in ENDED | WAITING)
        assert now.reopened == sum(one.event == "reopen" for one in log)

    def _check_clock(self, now: Complaint, log: list[LogEntry]) -> None:
        """Hold the waits and the due time against a count of open minutes, one by one."""
        waited, since, state = 0, None, "new"
        for entry in log:
            if entry.event == "reopen":
                waited = 0
            if entry.state in WAITING and state not in WAITING:
                since = entry.at
            if state in WAITING and entry.state not in WAITING and since is not None:
                waited += self._open_between(since, entry.at)
            state = entry.state
        assert now.waited == waited
        if now.due_at is None or now.state == ANSWERED or now.acknowledged_at is None:
            return
        without = dataclasses.replace(now, waited=0)
        with self.shop.database.read() as connection:
            base = complaint_time.shop_time(connection).solve_due(without)
        moved = self._open_between(base, now.due_at)
        assert moved == waited or now.due_at > START + LONGEST * MINUTE

    def _open_between(self, start: dt.datetime, end: dt.datetime) -> int:
        first, last = start - START, end - START
        return sum(first // MINUTE <= minute < last // MINUTE for minute in self.minutes)


TestComplaintsAtRandom = Desk.TestCase
TestComplaintsAtRandom.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

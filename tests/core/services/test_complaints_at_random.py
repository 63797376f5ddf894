"""Complaints driven by random steps on a real database, over clock jumps, merges and undo."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crmdesk.core.domain.attachment import NewFile
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import SEVERITIES, Complaint
from crmdesk.core.domain.complaint_states import EVENTS, IS_DUPLICATE, Given, possible
from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    complaint_customers,
    complaint_files,
    complaint_steps,
    complaints,
    customers,
    duplicates,
    history,
    opening,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_checks import MINUTE, START, check, ids_of, judged, rows_of

# Few complaints are touched often; what is taken back is mostly about one of them.
MOST = 2
NEWEST = 5


class Desk(RuleBasedStateMachine):
    """One shop with complaints; what is believed of them is worked out from the log alone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now = START
        self.changed = False
        self.shop: Workspace = factories.open_shop(
            Path(self.folder.name), clock=Clock(lambda: self.now)
        )

    @property
    def ids(self) -> list[int]:
        return ids_of(self.shop)

    @property
    def people(self) -> list[int]:
        return [int(str(row[0])) for row in rows_of(self.shop, "SELECT id FROM customer")]

    photos = 0

    def teardown(self) -> None:
        self.shop.database.close()
        self.folder.cleanup()

    @initialize(data=st.data())
    def open_the_shop(self, data: st.DataObject) -> None:
        opening.save(self.shop, self._opening(data))
        self.before = history.recent(self.shop)[0].record.id
        for name in ("甲", "乙"):
            factories.add(self.shop, name)

    @staticmethod
    def _opening(data: st.DataObject) -> Opening:
        opens, length = data.draw(st.integers(6, 12)), data.draw(st.integers(1, 11))
        free = data.draw(st.sets(st.integers(0, 6), max_size=5))
        day = START.date() + dt.timedelta(days=data.draw(st.integers(1, 20)))
        hours = Hours(dt.time(opens), dt.time(opens + length))
        week = tuple(None if day in free else hours for day in range(7))
        return Opening(week, (Closed(day, day + dt.timedelta(days=2)),))

    @precondition(lambda self: len(self.ids) < MOST)
    @rule(data=st.data(), severity=st.sampled_from(sorted(SEVERITIES)))
    def somebody_complains(self, data: st.DataObject, severity: str) -> None:
        customer = data.draw(st.sampled_from([0, *self.people]))
        complaint = Complaint(
            received_at=self.now,
            what="the soup was cold",
            severity=severity,
            customer_id=customer,
            walk_in_name="" if customer else "王先生",
        )
        complaints.receive(self.shop, complaint)

    @precondition(lambda self: self.ids)
    @rule(data=st.data())
    def a_step_is_taken(self, data: st.DataObject) -> None:
        self.now += MINUTE
        now = complaints.get(self.shop, data.draw(st.sampled_from(self.ids)))
        events = {one.event for one in possible(now.state)} - {IS_DUPLICATE}
        given = Given(note="because", action="money back", satisfaction=3)
        event = data.draw(st.sampled_from(sorted(events)))
        complaint_steps.step(self.shop, now.id, event, given)

    @precondition(lambda self: self.ids)
    @rule(data=st.data())
    def a_photo_is_added(self, data: st.DataObject) -> None:
        # Each is another one: the same is kept once in a complaint.
        self.photos += 1
        photo = NewFile(f"soup {self.photos}.txt", b"cold")
        complaint_files.add(self.shop, data.draw(st.sampled_from(self.ids)), [photo])

    @rule(data=st.data())
    def a_walk_in_is_somebody(self, data: st.DataObject) -> None:
        walk_ins = [one for one in self.ids if not complaints.get(self.shop, one).customer_id]
        if not walk_ins:
            return
        complaint_id = data.draw(st.sampled_from(walk_ins))
        customer = data.draw(st.sampled_from([0, *self.people]))
        if customer:
            complaint_customers.give_to(self.shop, complaint_id, customer)
        else:
            complaint_customers.make_customer(self.shop, complaint_id, factories.person("王先生"))

    @precondition(lambda self: len(self.people) > 1)
    @rule(data=st.data())
    def two_are_one(self, data: st.DataObject) -> None:
        pair = data.draw(st.permutations(self.people))[:2]
        duplicates.merge(self.shop, pair, customers.get(self.shop, pair[0]))

    @rule(data=st.data())
    def something_is_taken_back(self, data: st.DataObject) -> None:
        lines = [
            line.record
            for line in history.recent(self.shop)
            if line.can_undo and line.record.id > self.before
        ]
        if not lines:
            return
        # The newest lines first: those about the same complaint.
        wanted = data.draw(st.sampled_from(lines[:NEWEST]))
        before, log = judged(self.shop), rows_of(self.shop, "SELECT * FROM complaint_log")
        leave = data.draw(st.sampled_from([(), None]))
        refused = self._refused(lambda: history.undo(self.shop, wanted.id, leave=leave))
        assert refused is None or refused.advice
        if refused is not None or wanted.kind == "opening.save":
            assert judged(self.shop) == before
            assert rows_of(self.shop, "SELECT * FROM complaint_log") == log

    @staticmethod
    def _refused(work: Callable[[], object]) -> CrmError | None:
        try:
            work()
        except CrmError as refused:
            return refused
        return None

    @invariant()
    def the_log_leads_to_where_each_complaint_stands(self) -> None:
        check(self.shop, changed=self.changed)


class WholeDesk(Desk):
    """The same shop over clock jumps, changing opening days, and steps that may not be taken."""

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

    @rule(data=st.data())
    def the_opening_days_change(self, data: st.DataObject) -> None:
        before = judged(self.shop)
        self.changed = True
        opening.save(self.shop, self._opening(data))
        assert judged(self.shop) == before

    @rule(minutes=st.integers(-120, 600))
    def time_goes_by_or_jumps(self, minutes: int) -> None:
        wanted = self.now + minutes * MINUTE
        self.now = max(START, wanted)


def _settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


TestHistoryOfComplaintsAtRandom = Desk.TestCase
TestHistoryOfComplaintsAtRandom.settings = _settings(30, 20)
TestComplaintsAtRandom = WholeDesk.TestCase
TestComplaintsAtRandom.settings = _settings(30, 30)

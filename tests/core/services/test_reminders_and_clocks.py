"""However the clock goes, jumps or is changed, nothing comes twice and nothing is lost."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import SEVERITIES, Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.occasions import LEAD_DAYS
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.services import (
    complaint_lists,
    complaint_steps,
    complaints,
    customers,
    followups,
    history,
    reminders,
)
from crmdesk.core.services.reminders import Brought, Seen
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.reminding import SATURDAY, born, brought, elsewhere, on, plan

USUAL = ReminderSettings()
SEVERITY = sorted(SEVERITIES)
STEPS = (
    events.ACKNOWLEDGE,
    events.WAIT_CUSTOMER,
    events.RESUME,
    events.ANSWER,
    events.CLOSE,
    events.REOPEN,
)


def test_that_what_was_put_off_under_a_wrong_clock_comes_back_when_it_is_right(
    shop: Workspace,
) -> None:
    plan(shop, SATURDAY)
    ahead = on(shop, dt.date(2027, 11, 23))
    reminders.snooze(ahead, [one.key for one in brought(ahead).reminders], rules.HOUR)
    assert brought(shop).follow_ups == 1


def test_that_after_a_pause_the_days_and_the_birthdays_are_counted(shop: Workspace) -> None:
    assert brought(shop).away == 0
    factories.add(shop, "王芳", birthday=Birthday(11, 25))
    factories.add(shop, "赵强", birthday=Birthday(12, 3))
    factories.add(shop, "孙丽", birthday=Birthday(12, 5))
    for day in (24, 25, 26):
        plan(shop, dt.date(2026, 11, day))
    back = brought(on(shop, dt.date(2026, 12, 3)))
    assert (back.away, back.follow_ups, back.birthdays) == (12, 3, 2)
    assert brought(on(shop, dt.date(2026, 12, 3), 10)).away == 0


def test_that_a_window_left_open_for_days_was_not_away(shop: Workspace) -> None:
    seen = None
    for day in (20, 21, 23, 24, 25):
        at = on(shop, dt.date(2026, 11, day))
        look = reminders.look(at, seen)
        assert reminders.claim(at, look).away < rules.AWAY_DAYS
        seen = look.seen


def test_that_a_clock_at_1970_makes_nobody_away_for_half_a_century(shop: Workspace) -> None:
    brought(on(shop, dt.date(1970, 1, 1)))
    assert brought(shop).away == 0


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Carry the PC into another zone."""

    def carry(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield carry
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "day", "first_utc"),
    [
        # The clock goes from 2:00 to 3:00, and from 2:00 back to 1:00.
        ("America/New_York", dt.date(2026, 3, 8), 4),
        ("America/New_York", dt.date(2026, 11, 1), 3),
        ("Europe/London", dt.date(2026, 3, 29), 23),
        ("Australia/Lord_Howe", dt.date(2026, 4, 5), 11),
        ("Asia/Shanghai", dt.date(2026, 3, 8), 15),
    ],
)
def test_that_each_half_hour_of_a_night_of_daylight_saving_comes_once(
    shop: Workspace, in_zone: Callable[[str], None], zone: str, day: dt.date, first_utc: int
) -> None:
    in_zone(zone)
    reminders.save(shop, ReminderSettings(quiet=None, on_closed_days=True))
    customer = factories.add(shop)
    times = [dt.time(hour, minute) for hour in range(5) for minute in (0, 30)]
    followups.plan_many(shop, [FollowUp(customer_id=customer, due=day, at=at) for at in times])
    before = day - dt.timedelta(days=1)
    start = dt.datetime(before.year, before.month, before.day, first_utc, tzinfo=dt.UTC)
    told: list[dt.time | None] = []
    seen = None
    for minutes in range(0, 36 * 60, 10):
        now = start + dt.timedelta(minutes=minutes)
        moment = dataclasses.replace(shop, clock=Clock(lambda now=now: now))
        look = reminders.look(moment, seen)
        seen = look.seen
        told += [one.at for one in look.due]
        if look.to_claim:
            reminders.claim(moment, look)
    assert told == times


def test_that_a_flight_around_the_world_reminds_once(
    shop: Workspace, in_zone: Callable[[str], None]
) -> None:
    reminders.save(shop, ReminderSettings(quiet=None, on_closed_days=True))
    plan(shop, SATURDAY, dt.time(12))
    now = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)
    moment = dataclasses.replace(shop, clock=Clock(lambda: now))
    counts = []
    for zone in ("America/New_York", "Asia/Shanghai", "America/New_York", "Pacific/Auckland"):
        in_zone(zone)
        counts.append(len(brought(moment).reminders))
    assert counts == [0, 1, 0, 0]


class Looking(RuleBasedStateMachine):
    """A shop whose clock jumps while things are planned, moved, put off, done and undone.

    `told` is what came to mind, `known` what was planned for today by who sat before it, `not_ours`
    what another window planned, `back` what was put off and until when.
    """

    numbers = Bundle("numbers")
    complained = Bundle("complained")

    @initialize(loud=st.booleans())
    def open_shop(self, loud: bool) -> None:
        self.folder = TemporaryDirectory()
        self.now = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
        self.shop = factories.open_shop(Path(self.folder.name), clock=Clock(lambda: self.now))
        self.how = ReminderSettings(quiet=None, on_closed_days=True) if loud else USUAL
        reminders.save(self.shop, self.how)
        self.customer = factories.add(self.shop)
        self.born = {
            born(self.shop, f"客户{ahead}", self.shop.clock.today() + dt.timedelta(days=ahead))
            for ahead in (0, 1, 3, 8, 13, 16, 40)
        }
        self.seen: Seen | None = None
        self.told: list[str] = []
        self.known: set[str] = set()
        self.not_ours: set[int] = set()
        self.back: dict[str, dt.datetime] = {}

    @rule(
        target=numbers,
        days=st.sampled_from((0, 0, 0, -1, 1, 2)),
        hour=st.none() | st.integers(0, 23),
        looks=st.booleans(),
        here=st.booleans(),
    )
    def plan(self, days: int, hour: int | None, looks: bool, here: bool) -> int:
        due = self.shop.clock.today() + dt.timedelta(days=days)
        at = None if hour is None else dt.time(hour)
        shop = self.shop if here else elsewhere(self.shop)
        followups.plan(shop, FollowUp(customer_id=self.customer, due=due, at=at))
        if not here:
            with self.shop.database.read() as connection:
                newest = connection.exec_driver_sql("SELECT max(id) FROM follow_up").scalar_one()
            self.not_ours.add(newest)
        if looks:
            self.look()
        with self.shop.database.read() as connection:
            return int(connection.exec_driver_sql("SELECT max(id) FROM follow_up").scalar_one())

    @rule(number=numbers, days=st.integers(-1, 2), hour=st.none() | st.integers(0, 23))
    def move(self, number: int, days: int, hour: int | None) -> None:
        if self.is_open(number):
            due = self.shop.clock.today() + dt.timedelta(days=days)
            followups.move(self.shop, number, due, None if hour is None else dt.time(hour))
            self.not_ours.discard(number)

    @rule(number=numbers)
    def done(self, number: int) -> None:
        if self.is_open(number):
            followups.done(self.shop, number)

    @rule()
    def undo(self) -> None:
        newest = next(line for line in history.recent(self.shop) if line.can_undo)
        if newest.record.kind not in ("customer.create", "reminders.save"):
            history.undo(self.shop, newest.record.id)
            # Who takes something back sees what comes of it.
            self.not_ours.clear()

    def is_open(self, number: int) -> bool:
        return number in {row.follow_up.id for row in followups.open_rows(self.shop)}

    @rule(
        hours=st.sampled_from([0.02, 0.5, 2, 5, 14, 26, 72, -1, -24, 8760, -8760]),
        sleeps=st.booleans(),
        restarts=st.sampled_from([False, False, False, True]),
    )
    def time_goes_or_jumps(self, hours: float, sleeps: bool, restarts: bool) -> None:
        self.now += dt.timedelta(hours=hours)
        if restarts:
            self.seen = None
        if not sleeps:
            self.look()

    @rule(ahead=st.integers(0, 15), here=st.booleans())
    def another_is_born(self, ahead: int, here: bool) -> None:
        day = self.shop.clock.today() + dt.timedelta(days=ahead)
        self.born.add(born(self.shop if here else elsewhere(self.shop), "新客", day))

    @rule(target=complained, days=st.sampled_from((0, 0, 1, 4)), severity=st.sampled_from(SEVERITY))
    def complain(self, days: int, severity: str) -> int:
        received = self.now - dt.timedelta(days=days)
        wanted = Complaint(
            walk_in_name="高先生", received_at=received, what="掉色", severity=severity
        )
        return complaints.receive(self.shop, wanted).new_id

    @rule(number=complained, event=st.sampled_from(STEPS))
    def a_complaint_goes_on(self, number: int, event: str) -> None:
        with contextlib.suppress(CrmError):
            complaint_steps.step(self.shop, number, event, Given(note="…", action="换", tries=1))

    @rule(choice=st.sampled_from((rules.MINUTES, rules.HOUR, rules.TOMORROW)))
    def put_off(self, choice: str) -> None:
        nouns = (rules.FOLLOW_UP, rules.COMPLAINT)
        for key in [one for one in self.told if one.startswith(nouns)][-1:]:
            self.back[key] = reminders.snooze(self.shop, [key], choice)

    def look(self) -> None:
        found = reminders.look(self.shop, self.seen)
        fresh = reminders.claim(self.shop, found) if found.to_claim else Brought()
        self.seen = found.seen or self.seen
        for one in fresh.reminders:
            if self.back.pop(one.key, None) is None:
                assert one.key not in self.told
                self.told.append(one.key)
        for key, _until in found.gone:
            self.back.pop(key)
        self.known |= set(found.known)
        known = {rules.named_by(key) for key in found.known}
        assert not known & {(rules.FOLLOW_UP, number) for number in self.not_ours}
        now = self.shop.clock.wall()
        if rules.held_until(now, self.how, Opening()) is not None:
            assert not fresh.reminders
            return
        late = {one.key for one in stored_open(self.shop) if rules.moment(one, self.how) <= now}
        late |= {one.key for one in self.birthdays() if rules.moment(one, self.how) <= now}
        late |= self.overdue()
        assert late <= {*self.told, *self.known}
        assert not [key for key, until in self.back.items() if until <= now]

    def overdue(self) -> set[str]:
        """Return the keys of all complaints whose time is over now."""
        everyone = complaint_lists.ids(self.shop, ComplaintQuery())
        rows = complaints.rows(self.shop, everyone.tolist())
        found = [row.complaint for row in rows if row is not None and row.complaint.is_open]
        return {
            f"complaint:{one.id}@{one.due_at.astimezone(dt.UTC).isoformat()}"
            for one in found
            if one.due_at is not None and one.due_at <= self.now
        }

    def birthdays(self) -> list[rules.Reminder]:
        """Return the birthdays that stand at a lead time, each reckoned by itself."""
        today = self.shop.clock.today()
        found = []
        for number in self.born:
            birthday = customers.get(self.shop, number).birthday
            assert birthday is not None
            day = birthday.next_on_or_after(today)
            lead = rules.lead_of((day - today).days, LEAD_DAYS)
            if lead is not None:
                found.append(
                    rules.Reminder(
                        noun=rules.BIRTHDAY, id=number, customer_id=number, day=day, lead=lead
                    )
                )
        return found

    @invariant()
    def nothing_is_told_twice(self) -> None:
        assert len(getattr(self, "told", [])) == len(set(getattr(self, "told", [])))

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.database.close()
            self.folder.cleanup()


def stored_open(shop: Workspace) -> list[rules.Reminder]:
    return [
        rules.Reminder(
            noun=rules.FOLLOW_UP,
            id=row.follow_up.id,
            customer_id=row.follow_up.customer_id,
            day=row.follow_up.due,
            at=row.follow_up.at,
        )
        for row in followups.open_rows(shop)
    ]


TestLooking = Looking.TestCase
TestLooking.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

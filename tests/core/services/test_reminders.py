"""Looking, claiming and putting off, on a real database: nothing comes twice, nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.occasions import LEAD_DAYS
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    customers,
    followups,
    greetings,
    history,
    importing,
    occasion_settings,
    occasions,
    reminders,
    visits,
)
from crmdesk.core.services import opening as openings
from crmdesk.core.services.reminders import Brought, Seen
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import reminders as stored
from tests import factories

FRIDAY = dt.date(2026, 11, 20)
SATURDAY = dt.date(2026, 11, 21)
USUAL = ReminderSettings()


def on(shop: Workspace, day: dt.date, hour: int = 9, minute: int = 0) -> Workspace:
    at = dt.datetime.combine(day, dt.time(hour, minute)).astimezone(dt.UTC)
    return dataclasses.replace(shop, clock=Clock(lambda: at))


def brought(shop: Workspace, since: Seen | None = None) -> Brought:
    return reminders.claim(shop, reminders.look(shop, since))


def plan(shop: Workspace, due: dt.date, at: dt.time | None = None, name: str = "张伟") -> int:
    follow_up = FollowUp(customer_id=factories.add(shop, name), due=due, at=at, what="窗帘")
    followups.plan(shop, follow_up)
    with shop.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT max(id) FROM follow_up").scalar_one())


def call_at(shop: Workspace, due: dt.date, at: dt.time | None = None) -> list[str]:
    return [one.customer for one in brought(on(shop, due, at.hour if at else 9)).reminders]


def test_that_what_is_due_is_brought_to_mind_once_also_after_a_restart(shop: Workspace) -> None:
    plan(shop, FRIDAY, name="李娜")
    plan(shop, SATURDAY, dt.time(8, 30))
    plan(shop, SATURDAY, dt.time(15))
    first = brought(shop)
    assert [one.customer for one in first.reminders] == ["李娜", "张伟"]
    assert (first.follow_ups, first.visits) == (2, 0)
    assert brought(shop).reminders == ()


def test_that_two_windows_on_one_file_tell_a_reminder_once(shop: Workspace) -> None:
    plan(shop, SATURDAY)
    one, other = reminders.look(shop), reminders.look(shop)
    assert len(reminders.claim(shop, one).reminders) == 1
    assert reminders.claim(shop, other).reminders == ()


def test_that_a_visit_comes_before_its_time_and_moved_it_comes_again(shop: Workspace) -> None:
    customer = factories.add(shop)
    visits.plan_visits(shop, [customer], SATURDAY, at=dt.time(10))
    assert brought(on(shop, SATURDAY, 9, 29)).reminders == ()
    assert brought(on(shop, SATURDAY, 9, 30)).visits == 1
    (row,) = visits.between(shop, SATURDAY, SATURDAY)
    visits.save(shop, dataclasses.replace(row.visit, at=dt.time(11)))
    assert brought(on(shop, SATURDAY, 10, 15)).reminders == ()
    assert brought(on(shop, SATURDAY, 10, 30)).visits == 1


def test_that_a_follow_up_moved_to_another_day_is_a_new_reminder(shop: Workspace) -> None:
    number = plan(shop, SATURDAY)
    assert brought(shop).follow_ups == 1
    followups.move(shop, number, dt.date(2026, 11, 24))
    assert brought(on(shop, dt.date(2026, 11, 23))).reminders == ()
    assert brought(on(shop, dt.date(2026, 11, 24))).follow_ups == 1


def test_that_to_undo_is_no_reason_to_be_reminded_twice(shop: Workspace) -> None:
    number = plan(shop, SATURDAY)
    assert brought(shop).follow_ups == 1
    done = followups.done(shop, number)
    history.undo(shop, done.operation_id)
    assert brought(shop).reminders == ()


def test_that_nothing_comes_of_what_is_done_or_whose_customer_is_in_the_bin(
    shop: Workspace,
) -> None:
    followups.done(shop, plan(shop, SATURDAY))
    gone = plan(shop, SATURDAY, name="李娜")
    customer = followups.get(shop, gone).customer_id
    customers.to_bin(shop, [customer])
    seen = reminders.look(shop).seen
    assert brought(shop).reminders == ()
    # Out of the bin again while the window was looking all the time.
    customers.restore(shop, [customer])
    later = on(shop, dt.date(2026, 11, 23))
    assert brought(later, seen).follow_ups == 1


def test_that_in_quiet_hours_everything_waits_and_on_a_closed_sunday_for_monday(
    shop: Workspace,
) -> None:
    plan(shop, SATURDAY, dt.time(20, 30))
    plan(shop, dt.date(2026, 11, 22))
    look = reminders.look(on(shop, SATURDAY, 21))
    assert not look.to_claim and look.seen is None
    assert look.look_at - look.now == rules.LOOK_EVERY
    assert not reminders.look(on(shop, dt.date(2026, 11, 22), 12)).to_claim
    assert brought(on(shop, dt.date(2026, 11, 23), 8)).follow_ups == 2


def test_that_the_owner_sets_quiet_hours_lead_and_closed_days(shop: Workspace) -> None:
    assert reminders.settings(shop) == ReminderSettings()
    wanted = ReminderSettings(quiet=None, visit_minutes=90, on_closed_days=True)
    changes = reminders.save(shop, wanted)
    assert reminders.settings(shop) == wanted
    plan(shop, dt.date(2026, 11, 22))
    assert brought(on(shop, dt.date(2026, 11, 22), 23)).follow_ups == 1
    history.undo(shop, changes.operation_id)
    assert reminders.settings(shop) == ReminderSettings()
    with pytest.raises(CrmError, match="at most a day"):
        reminders.save(shop, ReminderSettings(visit_minutes=2000))


def test_that_a_later_look_reads_what_came_due_and_what_was_changed_meanwhile(
    shop: Workspace,
) -> None:
    moved = plan(shop, dt.date(2026, 12, 24))
    seen = reminders.look(shop).seen
    assert seen is not None
    plan(shop, SATURDAY, dt.time(9, 5), name="李娜")
    assert call_due(on(shop, SATURDAY, 9, 4), seen) == []
    assert call_due(on(shop, SATURDAY, 9, 5), seen) == ["李娜"]
    followups.move(shop, moved, FRIDAY)
    assert call_due(on(shop, SATURDAY, 9, 6), seen) == ["张伟", "李娜"]


def call_due(shop: Workspace, seen: Seen) -> list[str]:
    return [one.customer for one in reminders.look(shop, seen).due]


def test_that_what_came_due_overnight_is_read_without_a_change_or_a_restart(
    shop: Workspace,
) -> None:
    plan(shop, SATURDAY, dt.time(18))
    plan(shop, dt.date(2026, 11, 22))
    seen = reminders.look(shop).seen
    assert seen is not None
    monday = on(shop, dt.date(2026, 11, 23))
    assert len(call_due(monday, seen)) == 2


def test_that_who_plans_for_today_without_a_time_is_not_told_of_it_a_minute_later(
    shop: Workspace,
) -> None:
    seen = reminders.look(shop).seen
    plan(shop, SATURDAY)
    assert brought(on(shop, SATURDAY, 9, 1), seen).reminders == ()
    assert brought(on(shop, SATURDAY, 9, 2)).reminders == ()
    # Planned while the program was not running, it is told at the next start.
    plan(shop, SATURDAY, name="李娜")
    assert [one.customer for one in brought(on(shop, SATURDAY, 10)).reminders] == ["李娜"]


def elsewhere(shop: Workspace) -> Workspace:
    """Return the shop as another window or the command line has it open."""
    return dataclasses.replace(shop, written=set())


def test_that_what_another_window_planned_for_today_is_told_once(shop: Workspace) -> None:
    seen = reminders.look(shop).seen
    number = plan(elsewhere(shop), SATURDAY)
    found = reminders.look(on(shop, SATURDAY, 9, 1), seen)
    assert [one.id for one in found.due] == [number]
    assert len(reminders.claim(shop, found).reminders) == 1
    assert brought(on(shop, SATURDAY, 9, 2), found.seen).reminders == ()
    # What was moved to today here is known, whoever planned it.
    later = plan(elsewhere(shop), dt.date(2026, 11, 30), name="李娜")
    followups.move(shop, later, SATURDAY)
    assert brought(on(shop, SATURDAY, 9, 3), found.seen).reminders == ()


def test_that_a_number_the_window_gave_back_names_what_somebody_else_writes(
    shop: Workspace,
) -> None:
    seen = reminders.look(shop).seen
    customer = factories.add(shop)
    with pytest.raises(ZeroDivisionError), operate(shop, "follow_up.plan"):
        raise ZeroDivisionError
    followups.plan(elsewhere(shop), FollowUp(customer_id=customer, due=SATURDAY))
    assert brought(on(shop, SATURDAY, 9, 1), seen).follow_ups == 1


def test_that_what_an_import_of_this_window_brought_for_today_is_told(shop: Workspace) -> None:
    factories.add(shop, "张伟", mobile="13800138000")
    seen = reminders.look(shop).seen
    sheet = factories.a_list(
        ("姓名", "手机", "下次跟进时间", "下次跟进内容"),
        ("张伟", "13800138000", "2026-11-21", "送样布"),
    )
    setup = importing.begin(sheet, header_index=0, target=ACTIVITIES)
    importing.write(shop, setup, importing.check(shop, setup))
    assert brought(on(shop, SATURDAY, 9, 1), seen).follow_ups == 1


def test_that_a_snoozed_reminder_comes_back_once_and_its_date_stays(shop: Workspace) -> None:
    number = plan(shop, SATURDAY)
    keys = [one.key for one in brought(shop).reminders]
    assert reminders.snooze(shop, keys, rules.HOUR) == dt.datetime(2026, 11, 21, 10)
    assert followups.get(shop, number).due == SATURDAY
    assert brought(on(shop, SATURDAY, 9, 59)).reminders == ()
    assert brought(on(shop, SATURDAY, 10)).follow_ups == 1
    assert brought(on(shop, SATURDAY, 10, 1)).reminders == ()
    assert reminders.snooze(shop, [], rules.HOUR) == dt.datetime(2026, 11, 21, 10)


def test_that_the_next_look_is_when_something_comes_back(shop: Workspace) -> None:
    plan(shop, SATURDAY)
    keys = [one.key for one in brought(shop).reminders]
    reminders.snooze(shop, keys, rules.MINUTES)
    at = dt.datetime(2026, 11, 21, 9, 9, 40).astimezone(dt.UTC)
    soon = dataclasses.replace(shop, clock=Clock(lambda: at))
    assert reminders.look(soon).look_at == dt.datetime(2026, 11, 21, 9, 10)


def test_that_what_is_done_or_moved_meanwhile_does_not_come_back(shop: Workspace) -> None:
    done, moved = plan(shop, SATURDAY), plan(shop, SATURDAY)
    keys = [one.key for one in brought(shop).reminders]
    reminders.snooze(shop, keys, rules.HOUR)
    followups.done(shop, done)
    followups.move(shop, moved, dt.date(2026, 11, 24))
    assert brought(on(shop, SATURDAY, 10)).reminders == ()
    assert reminders.look(on(shop, SATURDAY, 11)).gone == ()


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


def test_that_old_rows_go_but_those_of_what_still_waits_stay(shop: Workspace) -> None:
    done, waits = plan(shop, FRIDAY), plan(shop, FRIDAY)
    reminders.claim(shop, reminders.look(shop))
    followups.done(shop, done)
    with shop.database.write() as connection:
        assert stored.tidy(connection, remembered=100) == 0
        assert stored.tidy(connection, remembered=0) == 1
        keys = connection.exec_driver_sql("SELECT key FROM reminder ORDER BY id").scalars().all()
    assert keys == [f"follow_up:{waits}@2026-11-20", "looked"]
    assert brought(shop).reminders == ()


LOUD = ReminderSettings(quiet=None, on_closed_days=True)


def born(shop: Workspace, name: str, day: dt.date) -> int:
    return factories.add(shop, name, birthday=Birthday(day.month, day.day, 1986))


def leads_told(shop: Workspace, days: Iterable[int], hour: int = 9) -> list[tuple[int, str, int]]:
    """Look once on each of some days after Saturday, and return what was said of birthdays."""
    said = []
    for number in days:
        told = brought(on(shop, SATURDAY + dt.timedelta(days=number), hour))
        for one in told.reminders:
            ahead = (one.day - SATURDAY).days - number
            said.append((number, one.customer, ahead))
    return said


def test_that_a_birthday_is_told_once_at_each_lead_time(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=20))
    assert leads_told(shop, [*range(22), *range(22)]) == [
        (6, "王芳", 14),
        (13, "王芳", 7),
        (19, "王芳", 1),
        (20, "王芳", 0),
    ]


def test_that_the_owner_chooses_the_lead_times(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    usual = occasion_settings.settings(shop)
    occasion_settings.save(shop, dataclasses.replace(usual, lead_days=(3,)))
    born(shop, "王芳", SATURDAY + dt.timedelta(days=5))
    assert leads_told(shop, range(8)) == [(2, "王芳", 3)]
    occasion_settings.save(shop, dataclasses.replace(usual, lead_days=()))
    born(shop, "赵强", SATURDAY + dt.timedelta(days=9))
    assert leads_told(shop, range(8, 12)) == []


def test_that_lead_times_missed_in_a_pause_come_as_one(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=20))
    born(shop, "赵强", SATURDAY + dt.timedelta(days=12))
    assert leads_told(shop, [0, 16, 17, 18, 19]) == [(16, "王芳", 4), (19, "王芳", 1)]


def test_that_a_shop_that_begins_is_not_told_of_two_weeks_at_once(shop: Workspace) -> None:
    for ahead in (0, 3, 7, 9):
        born(shop, f"客户{ahead}", SATURDAY + dt.timedelta(days=ahead))
    found = brought(shop)
    assert [(one.customer, one.lead) for one in found.reminders] == [("客户0", 0), ("客户7", 7)]
    assert (found.birthdays, found.coming, found.missed) == (1, 1, 0)
    assert leads_told(shop, [2], 10) == [(2, "客户3", 1), (2, "客户9", 7)]


def test_that_a_moon_birthday_comes_at_its_lead_times_too(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    # The 15th of the tenth month is 23 November in 2026.
    factories.add(shop, "孙丽", birthday=Birthday(10, 15, None, lunar=True))
    assert leads_told(shop, range(-8, 4)) == [(-5, "孙丽", 7), (1, "孙丽", 1), (2, "孙丽", 0)]


def test_that_who_was_greeted_or_left_or_is_in_the_bin_is_not_told_of(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    week = SATURDAY + dt.timedelta(days=7)
    greeted, gone = born(shop, "王芳", week), born(shop, "赵强", week)
    row = occasions.for_customer(shop, greeted)[0]
    greetings.mark_sent(shop, row, "生日快乐")
    customers.to_bin(shop, [gone])
    assert brought(shop).reminders == ()


def test_that_birthdays_of_others_come_at_once_and_own_ones_are_known(shop: Workspace) -> None:
    born(shop, "孙丽", SATURDAY)
    look = reminders.look(shop)
    reminders.claim(shop, look)
    week = SATURDAY + dt.timedelta(days=7)
    born(shop, "王芳", week)
    born(elsewhere(shop), "赵强", SATURDAY + dt.timedelta(days=5))
    told = brought(on(shop, SATURDAY, 9, 1), look.seen)
    assert [one.customer for one in told.reminders] == ["赵强"]
    assert brought(on(shop, SATURDAY, 9, 2)).reminders == ()


def test_that_an_early_look_waits_for_the_morning(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=7))
    early = reminders.look(on(shop, SATURDAY, 6))
    assert early.due == ()
    # Nothing was changed meanwhile, and still it is looked for.
    assert len(reminders.look(on(shop, SATURDAY, 8), early.seen).due) == 1


def test_that_a_birthday_that_was_put_off_comes_back_unless_it_changed(shop: Workspace) -> None:
    week = SATURDAY + dt.timedelta(days=7)
    stays, moves = born(shop, "王芳", week), born(shop, "赵强", week)
    keys = [one.key for one in brought(shop).reminders]
    assert reminders.standing(shop, keys) == frozenset(keys)
    reminders.snooze(shop, keys, rules.HOUR)
    other = dataclasses.replace(customers.get(shop, moves), birthday=Birthday(3, 3))
    customers.save(shop, other)
    assert [one.id for one in brought(on(shop, SATURDAY, 10)).reminders] == [stays]


@pytest.mark.parametrize("year", [1, 1900, 2150, 9998])
def test_that_birthdays_are_looked_for_whatever_year_the_clock_shows(
    shop: Workspace, year: int
) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY)
    factories.add(shop, "孙丽", birthday=Birthday(10, 15, None, lunar=True))
    at = dt.datetime(year, 12, 30, 12, tzinfo=dt.UTC)
    assert reminders.look(dataclasses.replace(shop, clock=Clock(lambda: at))).seen is not None
    assert reminders.claim(shop, reminders.look(shop)).birthdays == 1


def test_that_birthdays_that_were_told_are_remembered_longer(shop: Workspace) -> None:
    born(shop, "王芳", SATURDAY)
    brought(shop)
    with shop.database.write() as connection:
        assert stored.tidy(connection, remembered=0) == 0


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

    @rule(choice=st.sampled_from((rules.MINUTES, rules.HOUR, rules.TOMORROW)))
    def put_off(self, choice: str) -> None:
        for key in [one for one in self.told if one.startswith(rules.FOLLOW_UP)][-1:]:
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
        assert late <= {*self.told, *self.known}
        assert not [key for key, until in self.back.items() if until <= now]

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


def test_that_the_opening_days_of_the_shop_hold_reminders(shop: Workspace) -> None:
    openings.save(shop, Opening(week=(None, *Opening().week[1:])))
    plan(shop, dt.date(2026, 11, 23))
    assert not reminders.look(on(shop, dt.date(2026, 11, 23), 12)).to_claim
    assert brought(on(shop, dt.date(2026, 11, 24))).follow_ups == 1

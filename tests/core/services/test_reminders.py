"""Looking, claiming and putting off, on a real database: nothing comes twice, nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    customers,
    followups,
    history,
    importing,
    reminders,
    visits,
)
from crmdesk.core.services import opening as openings
from crmdesk.core.services.reminders import Seen
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import reminders as stored
from tests import factories
from tests.core.services.reminding import SATURDAY, brought, elsewhere, on, plan

FRIDAY = dt.date(2026, 11, 20)


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


def test_that_the_opening_days_of_the_shop_hold_reminders(shop: Workspace) -> None:
    openings.save(shop, Opening(week=(None, *Opening().week[1:])))
    plan(shop, dt.date(2026, 11, 23))
    assert not reminders.look(on(shop, dt.date(2026, 11, 23), 12)).to_claim
    assert brought(on(shop, dt.date(2026, 11, 24))).follow_ups == 1

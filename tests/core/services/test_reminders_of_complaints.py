"""A complaint that becomes overdue comes to mind once for each time it was due."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

import pytest

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import SEVERE, Complaint
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.domain.reminders import COMPLAINT, ReminderSettings
from crmdesk.core.services import complaint_steps, complaints, history, opening, reminders
from crmdesk.core.services.today import today, waiting
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import reminders as stored
from tests import factories
from tests.core.services.reminding import SATURDAY, brought, on, plan

MONDAY = dt.date(2026, 11, 23)


def complain(shop: Workspace, customer_id: int = 0, **more: object) -> int:
    values: dict[str, object] = {
        "customer_id": customer_id,
        "walk_in_name": "" if customer_id else "高先生",
        "received_at": shop.clock.now(),
        "what": "窗帘掉色",
        **more,
    }
    return complaints.receive(shop, Complaint(**values)).new_id  # type: ignore[arg-type]


def step(shop: Workspace, number: int, event: str, **given: object) -> None:
    complaint_steps.step(shop, number, event, Given(**given))  # type: ignore[arg-type]


def test_that_a_complaint_comes_when_its_time_is_over_and_only_once(shop: Workspace) -> None:
    number = complain(shop)
    assert brought(on(shop, MONDAY, 17, 58)).reminders == ()
    found = brought(on(shop, MONDAY, 18))
    assert (found.complaints, found.follow_ups) == (1, 0)
    (one,) = found.reminders
    assert (one.noun, one.id, one.customer) == (COMPLAINT, number, "高先生")
    assert one.what == "TS-2026-0001 · 窗帘掉色"
    assert brought(on(shop, MONDAY, 18, 1)).reminders == ()
    assert brought(on(shop, dt.date(2026, 11, 24))).reminders == ()


def test_that_the_next_look_is_when_the_time_is_over(shop: Workspace) -> None:
    complain(shop)
    at = dt.datetime(2026, 11, 23, 17, 59, 40).astimezone(dt.UTC)
    soon = dataclasses.replace(shop, clock=Clock(lambda: at))
    assert reminders.look(soon).look_at == dt.datetime(2026, 11, 23, 18)


def test_that_accepted_in_time_it_comes_only_when_it_is_not_solved_in_time(
    shop: Workspace,
) -> None:
    number = complain(shop, factories.add(shop, "李娜"))
    step(on(shop, MONDAY, 10), number, events.ACKNOWLEDGE)
    assert brought(on(shop, MONDAY, 18)).reminders == ()
    late = on(shop, dt.date(2026, 11, 25), 18)
    assert [one.customer for one in brought(late).reminders] == ["李娜"]
    # The call-back has a time of its own.
    step(late, number, events.ANSWER, action="换了新的")
    assert brought(on(shop, dt.date(2026, 11, 26))).complaints == 0
    assert brought(on(shop, dt.date(2026, 11, 28), 18)).complaints == 1


def test_that_what_waits_or_is_over_does_not_come(shop: Workspace) -> None:
    waits, unfounded = complain(shop), complain(shop)
    step(shop, waits, events.WAIT_CUSTOMER)
    step(shop, unfounded, events.REJECT, note="是别家的货")
    assert brought(on(shop, dt.date(2026, 12, 1), 12)).reminders == ()
    history.undo(shop)
    assert brought(on(shop, dt.date(2026, 12, 1), 12)).complaints == 1


def test_that_a_severe_one_of_the_evening_waits_for_the_morning(shop: Workspace) -> None:
    reminders.save(shop, ReminderSettings(quiet=(dt.time(17), dt.time(9))))
    complain(shop, severity=SEVERE)
    assert not reminders.look(on(shop, SATURDAY, 18, 30)).to_claim
    assert brought(on(shop, MONDAY, 9)).complaints == 1


def test_that_carried_to_another_zone_it_does_not_come_again(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminders.save(shop, ReminderSettings(quiet=None, on_closed_days=True))
    complain(shop)
    now = on(shop, MONDAY, 19).clock.now()
    moment = dataclasses.replace(shop, clock=Clock(lambda: now))
    counts = []
    for zone in ("Asia/Shanghai", "America/New_York", "Pacific/Auckland"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        counts.append(brought(moment).complaints)
    monkeypatch.undo()
    time.tzset()
    assert counts == [1, 0, 0]


def test_that_put_off_it_comes_back_unless_it_was_seen_to(shop: Workspace) -> None:
    number = complain(shop)
    late = on(shop, MONDAY, 18)
    keys = [one.key for one in brought(late).reminders]
    reminders.snooze(late, keys, rules.MINUTES)
    assert reminders.standing(shop, keys) == frozenset(keys)
    assert brought(on(shop, MONDAY, 18, 10)).complaints == 1
    reminders.snooze(late, keys, rules.MINUTES)
    step(late, number, events.ACKNOWLEDGE)
    assert reminders.standing(shop, keys) == frozenset()
    assert brought(on(shop, MONDAY, 18, 20)).reminders == ()


def test_that_it_stays_remembered_while_it_is_open(shop: Workspace) -> None:
    complain(shop)
    late = on(shop, MONDAY, 18)
    brought(late)
    with shop.database.write() as connection:
        stored.tidy(connection, remembered=0)
    assert brought(late).reminders == ()


def test_that_what_waits_is_counted_once_though_a_call_back_is_a_follow_up_too(
    shop: Workspace,
) -> None:
    customer = factories.add(shop, "李娜")
    plan(shop, SATURDAY)
    complain(shop, severity=SEVERE)
    assert waiting(shop) == 2
    number = complain(shop, customer)
    step(shop, number, events.ANSWER, action="换了新的")
    call_back = on(shop, dt.date(2026, 11, 24))
    found = today(call_back)
    # The call-back stands among the follow-ups alone.
    assert (found.counts.complaints_overdue, found.counts.complaints_due) == (1, 0)
    # The promised call, the severe complaint, and the call-back that is a follow-up.
    assert waiting(call_back) == found.counts.waiting == 3


def test_that_other_opening_hours_bring_nothing_overdue_to_mind_again(shop: Workspace) -> None:
    told, put_off = complain(shop), complain(shop)
    late = on(shop, MONDAY, 18)
    found = {one.id: one.key for one in brought(late).reminders}
    until = reminders.snooze(late, [found[put_off]], rules.TOMORROW)
    hours = Hours(dt.time(9), dt.time(17))
    opening.save(late, Opening((hours,) * 6 + (None,)))
    assert complaints.get(shop, told).due_at == dt.datetime(2026, 11, 23, 17).astimezone(dt.UTC)
    assert brought(on(shop, MONDAY, 18, 5)).reminders == ()
    tomorrow = dataclasses.replace(shop, clock=Clock(lambda: until.astimezone(dt.UTC)))
    assert [one.id for one in brought(tomorrow).reminders] == [put_off]
    # What is due later than now comes once more.
    opening.save(tomorrow, Opening((hours,) * 6 + (None,), (Closed(MONDAY, MONDAY),)))
    due = complaints.get(shop, told).due_at
    assert due is not None and due > tomorrow.clock.now()
    then = dataclasses.replace(shop, clock=Clock(lambda: due))
    assert {one.id for one in brought(then).reminders} == {told, put_off}

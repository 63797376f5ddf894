"""Warnings looked up in a shop: opening days, complaints, the bin."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.complaint_states import REJECT, Given
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.services import (
    activities,
    complaint_steps,
    customers,
    opening,
    visit_times,
    visit_warnings,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

ADDRESS = "杭州市西湖区文三路1号"
TOMORROW = TODAY + dt.timedelta(days=1)


def told(shop: Workspace, *days: dt.date) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in visit_warnings.warnings(shop, days or (TODAY,))]


def happened(shop: Workspace, customer_id: int, kind: str, days_ago: int) -> None:
    on = TODAY - dt.timedelta(days=days_ago)
    activities.note_contact(shop, Activity(customer_id=customer_id, on=on, kind=kind, text=kind))


def test_that_a_complaint_is_told_until_it_is_over(shop: Workspace) -> None:
    made = factories.add(shop, "甲", "", ADDRESS)
    visits.plan_visits(shop, [made], TODAY)
    complaint = factories.complain(shop, made, days_ago=5)
    happened(shop, made, "call", 1)
    assert told(shop) == [("complaint", "Open complaint TS-2026-0001 since Mon 16 Nov")]
    complaint_steps.step(shop, complaint, REJECT, Given(note="误会"))
    assert told(shop) == []


def test_that_visits_to_the_bin_are_counted_at_their_day(shop: Workspace) -> None:
    made = [factories.add(shop, name, "", ADDRESS) for name in "甲乙"]
    visits.plan_visits(shop, made, TODAY)
    customers.to_bin(shop, made[:1])
    assert told(shop) == [("bin", "1 visit is not shown: its customer is in the bin")]
    customers.restore(shop, made[:1])
    assert told(shop) == []


def test_that_closed_days_come_from_the_opening_days(shop: Workspace) -> None:
    assert told(shop, TODAY, TOMORROW) == [("closed", "The shop is closed")]
    opening.save(shop, Opening(closed=(Closed(TODAY, TODAY, "装修"),)))
    assert told(shop) == [("closed", "Closed: 装修")]


def test_that_half_an_hour_apart_is_enough_until_the_shop_says_how_long_a_visit_takes(
    shop: Workspace,
) -> None:
    made = [factories.add(shop, name, "", ADDRESS) for name in "甲乙"]
    visits.plan_visits(shop, made[:1], TODAY, at=dt.time(10))
    visits.plan_visits(shop, made[1:], TODAY, at=dt.time(10, 30))
    third = factories.add(shop, "丙", "", ADDRESS)
    other = visits.plan_visits(shop, [third], TOMORROW).new_id
    assert told(shop) == []
    visit_times.fill(shop, [other], TimePlan(minutes=45))
    assert [kind for kind, _text in told(shop)] == ["double", "double"]


def test_that_the_past_is_left_alone(shop: Workspace) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    made = factories.add(shop)
    visits.plan_visits(shop, [made], yesterday)
    assert told(shop, yesterday) == []
    assert told(shop, yesterday, TODAY) == []

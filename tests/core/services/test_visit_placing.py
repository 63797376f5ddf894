"""Visits dragged to a day and a place, and given to one of the staff."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import MOVED, PLANNED, Spot
from crmdesk.core.services import customers, history, visit_placing, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

TOMORROW = TODAY + dt.timedelta(days=1)
LATER = TODAY + dt.timedelta(days=2)


@pytest.fixture
def planned(shop: Workspace) -> list[int]:
    """Plan visits to 甲, 乙, 丙 and 丁 tomorrow, and give the visits' ids."""
    ids = [factories.add(shop, name) for name in "甲乙丙丁"]
    visits.plan_visits(shop, ids, TOMORROW, at=dt.time(10))
    return [row.visit.id for row in visits.between(shop, TOMORROW, TOMORROW)]


def order(shop: Workspace, on: dt.date = TOMORROW) -> str:
    return "".join(row.customer for row in visits.between(shop, on, on))


def test_that_visits_are_put_before_another_one_of_the_day(
    shop: Workspace, planned: list[int]
) -> None:
    changes = visit_placing.put(shop, planned[2:], Spot(TOMORROW, before=planned[1]))
    assert (order(shop), changes.message) == ("甲丙丁乙", "The order was changed.")
    visit_placing.put(shop, [planned[0]], Spot(TOMORROW))
    assert order(shop) == "丙丁乙甲"
    history.undo(shop)
    history.undo(shop, changes.operation_id)
    assert order(shop) == "甲乙丙丁"


def test_that_what_is_planned_ahead_changes_its_day_without_a_mark(
    shop: Workspace, planned: list[int]
) -> None:
    first = visits.plan_visits(shop, [1], LATER).new_id
    changes = visit_placing.put(shop, planned[1:3], Spot(LATER, before=first))
    assert (order(shop), order(shop, LATER)) == ("甲丁", "乙丙甲")
    assert visits.get(shop, planned[1]).at == dt.time(10)
    assert changes.message == "2 visits are now on 2026-11-23."
    assert history.recent(shop)[0].text == "Moved 2 visits"
    history.undo(shop)
    assert (order(shop), order(shop, LATER)) == ("甲乙丙丁", "甲")


def test_that_what_belongs_to_today_leaves_its_mark(shop: Workspace, planned: list[int]) -> None:
    there = factories.at(shop, TOMORROW)
    changes = visit_placing.put(there, [planned[0]], Spot(LATER, staff="小李"))
    assert visits.get(shop, planned[0]).status == MOVED
    assert visits.get(shop, planned[0]).staff == ""
    fresh = visits.get(shop, changes.new_id)
    assert (fresh.on, fresh.status, fresh.staff) == (LATER, PLANNED, "小李")
    history.undo(shop)
    assert visits.get(shop, planned[0]).status == PLANNED


def test_that_a_spot_of_the_staff_makes_it_theirs(shop: Workspace, planned: list[int]) -> None:
    changes = visit_placing.put(shop, planned[:2], Spot(TOMORROW, staff="小李"))
    assert changes.message == "小李 makes 2 visits."
    assert [row.visit.staff for row in visits.between(shop, TOMORROW, TOMORROW)] == [
        "",
        "",
        "小李",
        "小李",
    ]
    assert history.recent(shop)[0].text == "Assigned 2 visits"
    visit_placing.put(shop, planned[:1], Spot(TOMORROW, staff=""))
    assert visits.get(shop, planned[0]).staff == ""


def test_that_another_day_and_other_staff_are_both_told(
    shop: Workspace, planned: list[int]
) -> None:
    changes = visit_placing.put(shop, planned[:1], Spot(LATER, staff="小李"))
    assert changes.message == "The visit to 甲 is now on 2026-11-23, made by 小李."
    changes = visit_placing.put(shop, planned[:3], Spot(LATER, staff="小李"))
    assert changes.message == "2 visits are now on 2026-11-23, made by 小李."
    changes = visit_placing.put(shop, planned[:1], Spot(TOMORROW, staff="小李"))
    assert changes.message == "The visit to 甲 is now on 2026-11-22."
    changes = visit_placing.put(shop, planned[:1], Spot(LATER, staff=""))
    assert changes.message == "The visit to 甲 is now on 2026-11-23 and nobody's yet."


def test_that_what_is_done_keeps_its_day_and_its_staff(shop: Workspace, planned: list[int]) -> None:
    visits.finish(shop, planned[0], outcome="成了")
    before = factories.recorded(shop)
    with pytest.raises(CrmError):
        visit_placing.put(shop, planned[:2], Spot(LATER))
    assert factories.recorded(shop) == before
    visit_placing.put(shop, planned[:1], Spot(TOMORROW, staff="小李"))
    assert visits.get(shop, planned[0]).staff == ""


def test_that_nothing_of_a_customer_in_the_bin_is_dragged_to_another_day(
    shop: Workspace, planned: list[int]
) -> None:
    customers.to_bin(shop, [1])
    with pytest.raises(CrmError, match="bin"):
        visit_placing.put(shop, planned[:1], Spot(LATER))


def test_that_visits_are_assigned_and_taken_back(shop: Workspace, planned: list[int]) -> None:
    changes = visit_placing.assign(shop, planned[:1], " 小李 ")
    assert changes.message == "小李 visits 甲."
    visit_placing.assign(shop, planned[:2], "")
    assert history.recent(shop)[0].text == "Assigned 2 visits"
    history.undo(shop)
    assert visits.get(shop, planned[0]).staff == "小李"
    history.undo(shop, changes.operation_id)
    assert visits.get(shop, planned[0]).staff == ""
    visits.finish(shop, planned[0], outcome="")
    with pytest.raises(CrmError):
        visit_placing.assign(shop, planned[:1], "小李")


def test_that_customers_are_planned_before_a_visit(shop: Workspace, planned: list[int]) -> None:
    new = [factories.add(shop, name) for name in "戊己"]
    visits.plan_visits(shop, new, TOMORROW, before=planned[1])
    assert order(shop) == "甲戊己乙丙丁"
    history.undo(shop)
    assert order(shop) == "甲乙丙丁"

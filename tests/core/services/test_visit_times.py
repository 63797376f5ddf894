"""Times filled in for a day and cleared again, each one step that can be undone."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.services import history, visit_placing, visit_times, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

PLAN = TimePlan(dt.time(9), 40, 10, 20, None, None)


@pytest.fixture
def planned(shop: Workspace) -> list[int]:
    ids = [
        factories.add(shop, name, "", f"杭州市{district}文三路1号")
        for name, district in (("甲", "西湖区"), ("乙", "西湖区"), ("丙", "滨江区"))
    ]
    visits.plan_visits(shop, ids, TODAY)
    return [row.visit.id for row in visits.between(shop, TODAY, TODAY)]


def times(shop: Workspace) -> list[str]:
    rows = visits.between(shop, TODAY, TODAY)
    return [f"{row.visit.at:%H:%M}" if row.visit.at else "" for row in rows]


def test_that_times_are_filled_in_by_the_way_and_taken_back(
    shop: Workspace, planned: list[int]
) -> None:
    changes = visit_times.fill(shop, planned, PLAN)
    assert changes.message == "3 visits have their times now."
    assert times(shop) == ["09:00", "09:50", "10:50"]
    history.undo(shop, changes.operation_id)
    assert times(shop) == ["", "", ""]


def test_that_the_shop_remembers_how_a_day_was_laid_out(
    shop: Workspace, planned: list[int]
) -> None:
    assert visit_times.time_plan(shop) == TimePlan()
    visit_times.fill(shop, planned, PLAN)
    assert visit_times.time_plan(shop) == PLAN


def test_that_each_of_the_staff_begins_at_the_start(shop: Workspace, planned: list[int]) -> None:
    visit_placing.assign(shop, planned[1:], "小李")
    visit_times.fill(shop, planned, PLAN)
    assert times(shop) == ["09:00", "09:00", "10:00"]


def test_that_what_is_done_keeps_its_time(shop: Workspace, planned: list[int]) -> None:
    visits.finish(shop, planned[0], outcome="成了")
    visit_times.fill(shop, planned, PLAN)
    assert times(shop) == ["", "09:00", "10:00"]
    for visit_id in planned[1:]:
        visits.miss(shop, visit_id)
    with pytest.raises(CrmError):
        visit_times.fill(shop, planned, PLAN)
    with pytest.raises(CrmError):
        visit_times.clear(shop, [])


def test_that_times_are_cleared_and_brought_back(shop: Workspace, planned: list[int]) -> None:
    visit_times.fill(shop, planned, PLAN)
    changes = visit_times.clear(shop, planned)
    assert changes.message == "3 visits have no times any more."
    assert times(shop) == ["", "", ""]
    history.undo(shop, changes.operation_id)
    assert times(shop) == ["09:00", "09:50", "10:50"]

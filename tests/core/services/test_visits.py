"""Visits: planned in an order, moved, finished, missed, taken off; nothing is said twice."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED
from crmdesk.core.services import customers, followups, history, visit_order, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

TOMORROW = TODAY + dt.timedelta(days=1)
ADDRESSES = ("杭州市西湖区文三路2号", "杭州市拱墅区莫干山路1号", "", "杭州市西湖区文三路1号")


@pytest.fixture
def planned(shop: Workspace) -> list[int]:
    """Plan visits to 甲, 乙, 丙 and 丁 tomorrow, and give the visits' ids."""
    ids = [
        factories.add(shop, name, "", text)
        for name, text in zip("甲乙丙丁", ADDRESSES, strict=True)
    ]
    visits.plan_visits(shop, ids, TOMORROW, purpose=" 送货 ", staff="小李")
    return [row.visit.id for row in visits.between(shop, TOMORROW, TOMORROW)]


def order(shop: Workspace, on: dt.date = TOMORROW) -> str:
    return "".join(row.customer for row in visits.between(shop, on, on))


def test_that_visits_stand_in_the_order_they_were_planned(
    shop: Workspace, planned: list[int]
) -> None:
    assert order(shop) == "甲乙丙丁"
    visits.plan_visits(shop, [1], TOMORROW)
    assert order(shop) == "甲乙丙丁甲"
    row = visits.between(shop, TOMORROW, TOMORROW)[0]
    assert (row.visit.purpose, row.visit.staff, row.visit.status) == ("送货", "小李", PLANNED)
    assert (row.district, row.address) == ("西湖区", ADDRESSES[0])


def test_that_a_customer_named_twice_is_visited_once(shop: Workspace) -> None:
    made = factories.add(shop)
    changes = visits.plan_visits(shop, [made, made], TOMORROW)
    assert len(visits.between(shop, TOMORROW, TOMORROW)) == 1
    assert changes.message == "Visit to 张伟 on 2026-11-22."


def test_that_nothing_is_planned_for_somebody_unknown(shop: Workspace) -> None:
    made = factories.add(shop)
    with pytest.raises(NotFound, match="99"):
        visits.plan_visits(shop, [made, 99], TOMORROW)
    assert visits.between(shop, TOMORROW, TOMORROW) == []


def test_that_the_order_is_changed_and_taken_back(shop: Workspace, planned: list[int]) -> None:
    visit_order.reorder(shop, [planned[2], planned[0], planned[3], planned[1]])
    assert order(shop) == "丙甲丁乙"
    history.undo(shop)
    assert order(shop) == "甲乙丙丁"


def test_that_districts_stand_together_and_those_without_one_last(
    shop: Workspace, planned: list[int]
) -> None:
    visit_order.order_by_district(shop, TOMORROW)
    assert order(shop) == "乙丁甲丙"


def test_that_districts_are_visited_by_their_first_fixed_time(shop: Workspace) -> None:
    plan = (
        ("甲", "杭州市西湖区文三路9号", dt.time(15)),
        ("乙", "杭州市拱墅区莫干山路1号", dt.time(9)),
        ("丙", "杭州市拱墅区莫干山路2号", None),
        ("丁", "杭州市西湖区文三路1号", None),
        ("戊", "杭州市西湖区文三路8号", dt.time(11, 30)),
        ("己", "杭州市滨江区江南大道1号", None),
        ("庚", "杭州市上城区解放路1号", None),
        ("辛", "", dt.time(10)),
        ("壬", "", None),
    )
    for name, address, at in plan:
        visits.plan_visits(shop, [factories.add(shop, name, "", address)], TOMORROW, at=at)
    moved = visits.between(shop, TOMORROW, TOMORROW)[0].visit.id
    visits.move(shop, moved, TOMORROW, dt.time(15))
    visit_order.order_by_district(shop, TOMORROW)
    rows = visits.between(shop, TOMORROW, TOMORROW)
    assert "".join(row.customer for row in rows if row.visit.id != moved) == "乙丙辛戊甲丁庚己壬"


def test_that_a_moved_visit_leaves_a_mark_and_a_new_one(
    shop: Workspace, planned: list[int]
) -> None:
    changes = visits.move(shop, planned[0], TODAY, dt.time(9, 30))
    old, new = visits.get(shop, planned[0]), visits.get(shop, changes.new_id)
    assert (old.status, old.moved_to) == (MOVED, TODAY)
    assert (new.status, new.on, new.at, new.purpose) == (PLANNED, TODAY, dt.time(9, 30), "送货")
    history.undo(shop)
    assert visits.get(shop, planned[0]).status == PLANNED
    assert order(shop, TODAY) == ""


def test_that_a_finished_visit_becomes_an_activity_and_may_set_the_next_date(
    shop: Workspace, planned: list[int]
) -> None:
    later = factories.at(shop, TOMORROW)
    next_date = TOMORROW + dt.timedelta(days=30)
    visits.finish(later, planned[0], outcome=" 订了十斤 ", next_date=next_date)
    assert visits.get(shop, planned[0]).status == DONE
    assert visits.get(shop, planned[0]).outcome == "订了十斤"
    lines = customers.timeline(shop, 1)
    assert [(line.noun, line.text, line.on) for line in lines] == [
        ("follow_up", "Get in touch again", next_date),
        ("activity", "订了十斤", TOMORROW),
        ("visit", "送货", TOMORROW),
    ]
    found = customers.get(shop, 1)
    assert (found.last_contact, found.next_due) == (TOMORROW, next_date)


def test_that_a_visit_finished_early_did_not_happen_in_the_future(
    shop: Workspace, planned: list[int]
) -> None:
    visits.finish(shop, planned[0], outcome="")
    assert customers.get(shop, 1).last_contact == TODAY


def test_that_a_missed_visit_keeps_why(shop: Workspace, planned: list[int]) -> None:
    visits.miss(shop, planned[0], "不在家")
    found = visits.get(shop, planned[0])
    assert (found.status, found.outcome) == (MISSED, "不在家")
    assert customers.get(shop, 1).last_contact is None


def test_that_a_missed_visit_can_still_be_done_or_moved(
    shop: Workspace, planned: list[int]
) -> None:
    for visit_id in planned[:2]:
        visits.miss(shop, visit_id)
    visits.finish(shop, planned[0], outcome="来了")
    visits.move(shop, planned[1], TODAY)
    assert [visits.get(shop, one).status for one in planned[:2]] == [DONE, MOVED]


def test_that_a_result_is_not_written_over(shop: Workspace, planned: list[int]) -> None:
    visits.finish(shop, planned[0], outcome="成了")
    visits.move(shop, planned[1], TODAY)
    before = factories.recorded(shop)
    for visit_id in planned[:2]:
        with pytest.raises(CrmError):
            visits.finish(shop, visit_id, outcome="再来")
        with pytest.raises(CrmError):
            visits.move(shop, visit_id, TODAY)
        with pytest.raises(CrmError):
            visits.miss(shop, visit_id)
    assert factories.recorded(shop) == before


def test_that_visits_are_taken_off_and_put_back(shop: Workspace, planned: list[int]) -> None:
    changes = visits.remove(shop, planned[:2])
    assert changes.message == "2 visits were taken off the plan."
    assert order(shop) == "丙丁"
    with pytest.raises(NotFound):
        visits.get(shop, planned[0])
    history.undo(shop)
    assert order(shop) == "甲乙丙丁"


def test_that_a_changed_visit_is_kept(shop: Workspace, planned: list[int]) -> None:
    wanted = dataclasses.replace(visits.get(shop, planned[0]), at=dt.time(14), purpose=" 收款 ")
    visits.save(shop, wanted)
    found = visits.get(shop, planned[0])
    assert (found.at, found.purpose) == (dt.time(14), "收款")


def test_that_visits_of_one_of_the_staff_can_be_listed(shop: Workspace, planned: list[int]) -> None:
    visits.plan_visits(shop, [1], TOMORROW, staff="小王")
    assert [row.customer for row in visits.between(shop, TOMORROW, TOMORROW, "小王")] == ["甲"]
    assert len(visits.between(shop, TODAY, TOMORROW)) == 5


def test_that_due_customers_without_a_visit_are_suggested_once(
    shop: Workspace, planned: list[int]
) -> None:
    other = factories.add(shop, "戊")
    for customer_id, days in ((1, 0), (other, 1), (other, 0), (other, 5)):
        due = TODAY + dt.timedelta(days=days)
        followups.plan(shop, FollowUp(customer_id=customer_id, due=due, what=f"{days}"))
    found = visits.suggestions(shop, TOMORROW)
    assert [(row.customer, row.follow_up.what) for row in found] == [("戊", "0")]


def test_that_a_form_that_was_open_does_not_take_a_result_back(shop: Workspace) -> None:
    visits.plan_visits(shop, [factories.add(shop)], TODAY)
    loaded = visits.between(shop, TODAY, TODAY)[0].visit
    visits.finish(shop, loaded.id, outcome="成了")
    visits.save(shop, dataclasses.replace(loaded, purpose="送货"))
    after = visits.get(shop, loaded.id)
    assert (after.status, after.outcome, after.purpose) == ("done", "成了", "送货")


def test_that_a_missed_visit_can_be_planned_again_and_a_done_one_cannot(shop: Workspace) -> None:
    visits.plan_visits(shop, [factories.add(shop)], TODAY)
    one = visits.between(shop, TODAY, TODAY)[0].visit.id
    visits.miss(shop, one, "不在")
    visits.plan_again(shop, one)
    assert (visits.get(shop, one).status, visits.get(shop, one).outcome) == (PLANNED, "")
    visits.finish(shop, one, outcome="成了")
    with pytest.raises(CrmError):
        visits.plan_again(shop, one)


def test_that_planning_says_who_makes_the_visits(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("孙燕", "赵丽")]
    day = TODAY + dt.timedelta(days=2)
    one = visits.plan_visits(shop, ids[:1], day, staff=" 小王 ")
    assert one.message == "小王 visits 孙燕 on 2026-11-23."
    timed = visits.plan_visits(shop, ids[:1], day, at=dt.time(9), staff="小王")
    assert timed.message == "小王 visits 孙燕 on 2026-11-23 at 09:00."
    both = visits.plan_visits(shop, ids, day, staff="小王")
    assert both.message == "小王 makes 2 visits on 2026-11-23."
    assert visits.plan_visits(shop, ids, day).message == "2 visits planned on 2026-11-23."

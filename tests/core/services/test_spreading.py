"""A pile of overdue follow-ups is spread over open days in one step, which undo takes back."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import customers, followups, history, opening, spreading
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at

MONDAY = dt.date(2026, 11, 23)


def a_pile(shop: Workspace, count: int, **more: object) -> int:
    customer = factories.add(shop)
    late = [TODAY - dt.timedelta(days=1 + number % 9) for number in range(count)]
    followups.plan_many(shop, [FollowUp(customer_id=customer, due=day, **more) for day in late])
    return customer


def days(shop: Workspace) -> Counter[dt.date]:
    return Counter(row.follow_up.due for row in followups.open_rows(shop))


def test_that_a_pile_is_spread_evenly_over_open_days_and_undo_takes_it_back(
    shop: Workspace,
) -> None:
    a_pile(shop, 10, at=dt.time(14, 30), staff="Li")
    before = days(shop)
    plan = spreading.preview(shop, TODAY, 3)
    assert [(one.day, one.already, one.added) for one in plan.days] == [
        (TODAY, 0, 4),
        (MONDAY, 0, 3),
        (MONDAY + dt.timedelta(days=1), 0, 3),
    ]
    assert days(shop) == before
    changes = spreading.over_days(shop, TODAY, 3)
    assert changes.message == "10 follow-ups were spread over the days to come."
    assert days(shop) == {one.day: one.added for one in plan.days}
    rows = followups.open_rows(shop)
    assert {row.follow_up.at for row in rows} == {dt.time(14, 30)}
    assert {row.follow_up.moved for row in rows} == {1}
    assert history.recent(shop)[0].text == "Spread 10 follow-ups"
    history.undo(shop, changes.operation_id)
    assert days(shop) == before


def test_that_days_with_work_of_their_own_take_less(shop: Workspace) -> None:
    customer = a_pile(shop, 6)
    own = FollowUp(customer_id=customer, due=MONDAY)
    followups.plan_many(shop, [own] * 4)
    plan = spreading.preview(shop, TODAY, 2)
    assert [(one.already, one.added) for one in plan.days] == [(0, 5), (4, 1)]


def test_that_what_matters_most_comes_on_the_first_day(shop: Workspace) -> None:
    customer = a_pile(shop, 4)
    late = TODAY - dt.timedelta(days=1)
    followups.plan(shop, FollowUp(customer_id=customer, due=late, priority=2))
    spreading.over_days(shop, TODAY, 5)
    (first,) = followups.open_rows(shop, until=TODAY)
    assert first.follow_up.priority == 2


def test_that_no_day_gets_more_than_was_allowed(shop: Workspace) -> None:
    customer = a_pile(shop, 11)
    followups.plan_many(shop, [FollowUp(customer_id=customer, due=MONDAY)] * 5)
    spreading.spread(shop, None, TODAY, 4)
    assert max(count for day, count in days(shop).items() if day != MONDAY) <= 4
    assert days(shop)[MONDAY] == 5
    with pytest.raises(CrmError, match="too few"):
        spreading.spread(at(shop, dt.date(2027, 6, 1)), None, dt.date(2027, 6, 1), 0)


def test_that_only_those_asked_for_are_moved_and_none_that_is_done_or_in_the_bin(
    shop: Workspace,
) -> None:
    a_pile(shop, 3)
    gone = a_pile(shop, 2)
    customers.to_bin(shop, [gone])
    ids = [row.follow_up.id for row in followups.open_rows(shop)]
    followups.done(shop, ids[0])
    spreading.spread(shop, ids[:2], MONDAY, 10)
    assert days(shop)[MONDAY] == 1


def test_that_a_shop_that_never_opens_still_spreads_its_pile(shop: Workspace) -> None:
    opening.save(shop, Opening(week=(None,) * 7))
    a_pile(shop, 4)
    spreading.over_days(shop, MONDAY, 2)
    assert list(days(shop).values()) == [2, 2]


def test_that_one_begins_today_while_the_shop_is_open_and_else_on_the_next_open_day(
    shop: Workspace,
) -> None:
    assert spreading.proposal(shop) == (TODAY, 0)
    assert spreading.proposal(at(shop, TODAY, 18)) == (MONDAY, 0)


def test_that_nothing_is_spread_over_days_that_are_over(shop: Workspace) -> None:
    a_pile(shop, 4)
    past = TODAY - dt.timedelta(days=5)
    assert spreading.preview(shop, past, 2).days[0].day == TODAY
    spreading.spread(shop, None, past, 2)
    assert days(shop) == {TODAY: 2, MONDAY: 2}

"""A series loses nothing where steps are taken back in another order, or customers come apart."""

from __future__ import annotations

from crmdesk.core.domain.followup import OPEN, FollowUp
from crmdesk.core.services import customers, duplicates, followups, history, series
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.coming_again import WEEK, begun, dues, repeat, waiting
from tests.core.services.merging import merge
from tests.factories import TODAY


def newest(shop: Workspace) -> int:
    return history.recent(shop, 1)[0].record.id


def test_that_a_series_that_comes_back_waits_again(shop: Workspace) -> None:
    begun(shop)
    planned = newest(shop)
    followups.done(shop, 1)
    done = newest(shop)
    away = history.undo(shop, planned, leave=()).operation_id
    history.undo(shop, done, leave=())
    assert dues(shop) == []
    before = factories.recorded(shop)
    back = history.undo(shop, away, leave=()).operation_id
    (one,) = waiting(shop)
    assert (one.due, one.series_id) == (TODAY + 2 * WEEK, 1)
    assert series.get(shop, 1).reached == one.due
    history.undo(shop, back)
    assert factories.recorded(shop) == before


def test_that_what_a_series_wrote_since_goes_back_to_its_customer(shop: Workspace) -> None:
    other = factories.add(shop, "李娜")
    begun(shop)
    owner = other + 1
    merged = duplicates.merge(shop, [other, owner], customers.get(shop, other)).operation_id
    followups.done(shop, 1)
    apart = history.undo(shop, merged, leave=()).operation_id
    (one,) = waiting(shop)
    assert one.customer_id == series.get(shop, 1).customer_id == owner
    assert one.status == OPEN and one.due == TODAY + WEEK
    history.undo(shop, apart, leave=())
    assert waiting(shop)[0].customer_id == series.get(shop, 1).customer_id == other


def test_that_what_became_a_series_since_goes_back_whole(shop: Workspace) -> None:
    first, second = factories.add(shop, "甲"), factories.add(shop, "乙")
    made = followups.plan(shop, FollowUp(customer_id=second, due=TODAY, what="送茶样")).new_id
    merged = merge(shop, first, second)
    series.save_following(shop, followups.get(shop, made), repeat("weekly"))
    followups.done(shop, made)
    history.undo(shop, merged, leave=())
    rows = factories.recorded(shop)
    assert {row[1] for row in rows["follow_up"]} == {second} and len(rows["follow_up"]) == 2
    assert series.get(shop, 1).customer_id == second

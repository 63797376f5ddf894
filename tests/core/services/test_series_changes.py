"""A series is changed, stopped, united and taken back, with what waits in it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.followup import CANCELLED, FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    chains,
    customers,
    duplicates,
    followups,
    history,
    series,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.coming_again import WEEK, begun, dues, met, repeat, waiting, written_ahead
from tests.factories import TODAY


def test_that_this_one_alone_can_be_changed(shop: Workspace) -> None:
    first = begun(shop)
    followups.save(shop, dataclasses.replace(followups.get(shop, first), what="送新茶"))
    followups.done(shop, first)
    assert [one.what for one in waiting(shop)] == ["送茶样"]


def test_that_it_can_be_changed_with_all_that_follow(shop: Workspace) -> None:
    first = begun(shop)
    before = factories.recorded(shop)
    wanted = dataclasses.replace(
        followups.get(shop, first), what="送新茶", due=TODAY + dt.timedelta(days=2), at=None
    )
    series.save_following(shop, wanted, repeat("every monday"))
    assert [(one.due.isoformat(), one.what) for one in waiting(shop)] == [("2026-11-23", "送新茶")]
    coming = series.coming(shop, TODAY, TODAY + 2 * WEEK)
    assert [(one.due.day, one.what, one.at) for one in coming] == [(30, "送新茶", None)]
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_a_single_one_becomes_a_series_and_the_other_way_round(shop: Workspace) -> None:
    made = factories.add(shop)
    single = followups.plan(shop, FollowUp(customer_id=made, due=TODAY)).new_id
    series.save_following(shop, followups.get(shop, single), repeat("monthly", most=2))
    assert [row.rule for row in followups.open_rows(shop)] == ["FREQ=MONTHLY;BYMONTHDAY=21"]
    assert len(series.coming(shop, TODAY, TODAY + 20 * WEEK)) == 1
    series.save_following(shop, followups.get(shop, single), None)
    assert [row.rule for row in followups.open_rows(shop)] == [""]
    followups.done(shop, single)
    assert waiting(shop) == []


def test_that_all_that_follow_begin_with_the_next_one(shop: Workspace) -> None:
    begun(shop)
    later = written_ahead(shop, TODAY + WEEK)
    with pytest.raises(CrmError, match="An earlier follow-up"):
        series.save_following(shop, followups.get(shop, later), repeat("monthly"))


def test_that_a_series_is_stopped_with_what_waits(shop: Workspace) -> None:
    first = begun(shop)
    written_ahead(shop, TODAY + WEEK)
    changes = series.stop(shop, first)
    assert changes.message == "The series with 张伟 was stopped."
    assert waiting(shop) == [] and series.coming(shop, TODAY, TODAY + 9 * WEEK) == []
    assert followups.get(shop, first).status == CANCELLED
    history.undo(shop)
    assert dues(shop) == ["11-21", "11-28"]
    followups.done(shop, first, last=True)
    assert waiting(shop) == []
    with pytest.raises(CrmError, match="does not come again"):
        series.stop(shop, first)


def test_that_one_opened_again_does_not_make_a_second_next_one(shop: Workspace) -> None:
    first = begun(shop)
    followups.done(shop, first)
    followups.reopen(shop, first)
    followups.done(shop, first)
    assert dues(shop) == ["11-28"]


def test_that_a_series_taken_back_leaves_plain_follow_ups(shop: Workspace) -> None:
    planned = begun(shop)
    followups.done(shop, planned)
    operation = history.recent(shop)[1].record.id
    with pytest.raises(history.EditedSince):
        history.undo(shop, operation)
    history.undo(shop, operation, leave=())
    assert dues(shop) == ["11-28"]
    followups.done(shop, waiting(shop)[0].id)
    assert waiting(shop) == []


def test_that_a_merged_customers_series_goes_on_once(shop: Workspace) -> None:
    begun(shop)
    begun(shop, "AFTER=30")
    other = factories.add(shop, "张伟伟")
    met(shop, other, 0)
    before = factories.recorded(shop)
    duplicates.merge(shop, [1, 2, other], customers.get(shop, other))
    assert {one.customer_id for one in waiting(shop)} == {other}
    # The contact of the one is a contact of the other now.
    assert dues(shop) == ["11-21", "12-21"]
    assert {one.customer_id for one in series.coming(shop, TODAY, TODAY + WEEK)} == {other}
    followups.done(shop, waiting(shop)[0].id)
    assert dues(shop) == ["11-28", "12-21"]
    history.undo(shop)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_series_in_the_bin_wait_there(shop: Workspace) -> None:
    first = begun(shop)
    customers.to_bin(shop, [1])
    assert series.coming(shop, TODAY, TODAY + 9 * WEEK) == []
    followups.done(shop, first)
    customers.restore(shop, [1])
    assert dues(shop) == ["11-28"]


def test_that_the_timeline_tells_what_comes_again(shop: Workspace) -> None:
    first = begun(shop)
    followups.done(shop, first)
    rules = {item.id: item.rule for item in customers.timeline(shop, 1) if item.noun == "follow_up"}
    assert rules == {first: "", first + 1: "FREQ=WEEKLY;BYDAY=SA"}


def test_that_a_step_of_a_chain_that_comes_again_leaves_the_chain(shop: Workspace) -> None:
    made = factories.add(shop)
    chains.begin(shop, made, "repair")
    step = waiting(shop)[0]
    series.save_following(shop, step, repeat("monthly"))
    met(shop, made, 1, "complaint")
    assert [one.id for one in waiting(shop)] == [step.id]


def test_that_what_is_over_does_not_begin_to_come_again(shop: Workspace) -> None:
    made = factories.add(shop)
    single = followups.plan(shop, FollowUp(customer_id=made, due=TODAY)).new_id
    followups.done(shop, single)
    with pytest.raises(CrmError, match="not open any more"):
        series.save_following(shop, followups.get(shop, single), repeat("weekly"))


def test_that_one_opened_again_after_a_stop_is_a_single_one(shop: Workspace) -> None:
    first = begun(shop)
    series.stop(shop, first)
    followups.reopen(shop, first)
    assert [row.rule for row in followups.open_rows(shop)] == [""]
    followups.done(shop, first)
    assert waiting(shop) == [] and series.coming(shop, TODAY, TODAY + 9 * WEEK) == []

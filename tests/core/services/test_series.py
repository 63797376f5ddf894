"""Series of follow-ups: only the next one is written, and the rule goes on whatever comes of it."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.followup import CANCELLED, DONE, FollowUp, Promised
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import (
    customers,
    followups,
    history,
    series,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.coming_again import WEEK, begun, dues, repeat, waiting, written_ahead
from tests.factories import TODAY, at


def test_that_only_the_next_one_is_written(shop: Workspace) -> None:
    begun(shop)
    assert dues(shop) == ["11-21"]
    coming = series.coming(shop, TODAY, TODAY + 3 * WEEK)
    assert [one.due for one in coming] == [TODAY + WEEK, TODAY + 2 * WEEK, TODAY + 3 * WEEK]
    assert {(one.id, one.what, one.staff, one.at) for one in coming} == {
        (0, "送茶样", "小李", dt.time(9))
    }
    assert series.coming(shop, TODAY, TODAY + WEEK, "小王") == []


def test_that_the_first_one_waits_for_the_first_day_of_the_rule(shop: Workspace) -> None:
    made = factories.add(shop)
    wanted = FollowUp(customer_id=made, due=TODAY)
    changes = series.plan(shop, wanted, repeat("every second tuesday"))
    assert changes.message == ("Follow-up with 张伟 on 2026-11-24, then every 2 weeks on Tuesday.")
    assert dues(shop) == ["11-24"]


def test_that_doing_it_writes_the_next_one_in_one_step(shop: Workspace) -> None:
    first = begun(shop)
    before = factories.recorded(shop)
    changes = followups.done(shop, first, note="好")
    assert changes.message == "Done: 张伟; next date 2026-11-28."
    following = waiting(shop)[0]
    assert (following.due, following.occurrence) == (TODAY + WEEK, TODAY + WEEK)
    assert (following.what, following.at, following.staff) == ("送茶样", dt.time(9), "小李")
    assert customers.get(shop, 1).next_due == TODAY + WEEK
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_cancelling_one_goes_on_with_the_next(shop: Workspace) -> None:
    changes = followups.cancel(shop, begun(shop))
    assert changes.message == "The follow-up with 张伟 was cancelled; next date 2026-11-28."
    assert dues(shop) == ["11-28"]


def test_that_moving_one_leaves_the_rule_as_it_is(shop: Workspace) -> None:
    first = begun(shop)
    followups.move(shop, first, TODAY + dt.timedelta(days=3))
    assert followups.get(shop, first).occurrence == TODAY
    followups.done(at(shop, TODAY + dt.timedelta(days=3)), first)
    assert dues(shop) == ["11-28"]


def test_that_the_next_date_can_be_chosen_by_hand(shop: Workspace) -> None:
    followups.done(shop, begun(shop), next_date=dt.date(2026, 11, 30), next_what="送新茶")
    following = waiting(shop)[0]
    assert (following.due.day, following.occurrence.day, following.what) == (30, 28, "送新茶")
    followups.done(shop, following.id)
    assert [(one.due.isoformat(), one.what) for one in waiting(shop)] == [("2026-12-05", "送茶样")]


def test_that_what_was_missed_is_passed_over_and_told(shop: Workspace) -> None:
    first = begun(shop)
    later = at(shop, TODAY + dt.timedelta(days=30))
    assert dues(later) == ["11-21"]
    assert [one.due.isoformat() for one in series.coming(later, TODAY, TODAY + 6 * WEEK)] == [
        "2026-12-26",
        "2027-01-02",
    ]
    changes = followups.done(later, first)
    assert changes.message == (
        "Done: 张伟; next date 2026-12-26. 4 dates were passed over:"
        " 2026-11-28, 2026-12-05, 2026-12-12…."
    )
    assert dues(shop) == ["12-26"]


def test_that_a_day_of_the_rule_that_is_today_is_not_passed_over(shop: Workspace) -> None:
    first = begun(shop)
    followups.done(at(shop, TODAY + WEEK), first)
    assert dues(shop) == ["11-28"]


def test_that_it_ends_with_its_date(shop: Workspace) -> None:
    first = begun(shop, until=TODAY + WEEK)
    followups.done(shop, first)
    changes = followups.done(shop, waiting(shop)[0].id)
    assert changes.message == "Done: 张伟. It is the last one of the series."
    assert waiting(shop) == []
    assert series.get(shop, 1).ended_on == TODAY
    history.undo(shop)
    assert series.get(shop, 1).ended_on is None
    assert dues(shop) == ["11-28"]


def test_that_it_ends_after_so_many_with_the_done_ones_counted(shop: Workspace) -> None:
    begun(shop, most=3)
    assert len(series.coming(shop, TODAY, TODAY + 9 * WEEK)) == 2
    followups.done(shop, waiting(shop)[0].id)
    followups.cancel(shop, waiting(shop)[0].id)
    assert series.coming(shop, TODAY, TODAY + 9 * WEEK) == []
    followups.done(shop, waiting(shop)[0].id)
    assert waiting(shop) == []


def test_that_a_series_without_any_day_is_refused(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="No day from"):
        begun(shop, "every second tuesday", until=TODAY + dt.timedelta(days=1))
    with pytest.raises(NotFound):
        series.plan(shop, FollowUp(customer_id=99, due=TODAY), repeat("daily"))
    with pytest.raises(NotFound):
        series.get(shop, 1)


def test_that_one_to_come_is_moved_and_not_written_twice(shop: Workspace) -> None:
    first = begun(shop)
    wednesday = TODAY + dt.timedelta(days=11)
    moved = followups.move(shop, Promised(1, TODAY + WEEK), wednesday).new_id
    assert followups.get(shop, moved).occurrence == TODAY + WEEK
    assert dues(shop) == ["11-21", "12-02"]
    assert [one.due for one in series.coming(shop, TODAY, TODAY + 2 * WEEK)] == [TODAY + 2 * WEEK]
    with pytest.raises(CrmError, match="written already"):
        followups.get(shop, Promised(1, TODAY + WEEK))
    followups.done(shop, first)
    # The moved one is the next one now.
    assert dues(shop) == ["12-02"]
    followups.done(shop, moved)
    assert dues(shop) == ["12-05"]


def test_that_one_done_ahead_of_time_does_not_come_back(shop: Workspace) -> None:
    first = begun(shop)
    early = written_ahead(shop, TODAY + WEEK)
    followups.done(shop, early)
    assert dues(shop) == ["11-21"]
    followups.done(shop, first)
    assert dues(shop) == ["12-05"]


def test_that_one_that_is_only_promised_is_done_or_cancelled_in_one_step(shop: Workspace) -> None:
    begun(shop)
    before = factories.recorded(shop)
    followups.done(shop, Promised(1, TODAY + WEEK), note="好")
    followups.cancel(shop, Promised(1, TODAY + 2 * WEEK))
    assert [one.due for one in series.coming(shop, TODAY, TODAY + 3 * WEEK)] == [TODAY + 3 * WEEK]
    with shop.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT status FROM follow_up ORDER BY id").scalars()
        assert list(rows) == ["open", DONE, CANCELLED]
    history.undo(shop)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_one_ahead_of_its_turn_proposes_no_date_of_its_own(shop: Workspace) -> None:
    begun(shop)
    found = series.proposed(shop, Promised(1, TODAY + WEEK))
    assert found == series.Proposed(None, "Comes again: every Saturday.")
    followups.done(shop, Promised(1, TODAY + WEEK), next_date=found.date)
    assert dues(shop) == ["11-21"]


def test_that_what_is_written_ahead_takes_the_wish_for_the_next_one(shop: Workspace) -> None:
    first = begun(shop)
    written_ahead(shop, TODAY + WEEK)
    day = TODAY + dt.timedelta(days=3)
    followups.done(shop, first, next_date=day, next_time=dt.time(15), next_what="送新茶")
    assert [(one.due, one.at, one.what) for one in waiting(shop)] == [(day, dt.time(15), "送新茶")]

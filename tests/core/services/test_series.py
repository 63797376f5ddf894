"""Follow-ups that come again: one waits, the next is written when it is over, undo takes both."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import CANCELLED, DONE, FollowUp, Promised
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    activities,
    chains,
    customers,
    duplicates,
    followups,
    history,
    importing,
    series,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at

# A Saturday.
WEEK = dt.timedelta(days=7)


def repeat(words: str, until: dt.date | None = None, most: int = 0) -> Repeat:
    return Repeat(rule=parse_rule(words, TODAY), until=until, most=most)


def begun(shop: Workspace, words: str = "weekly", due: dt.date = TODAY, **ends: object) -> int:
    made = factories.add(shop, "张伟")
    wanted = FollowUp(customer_id=made, due=due, what="送茶样", staff="小李", at=dt.time(9))
    return series.plan(shop, wanted, repeat(words, **ends)).new_id


def waiting(shop: Workspace) -> list[FollowUp]:
    return [row.follow_up for row in followups.open_rows(shop)]


def written_ahead(shop: Workspace, day: dt.date) -> int:
    return followups.save(shop, followups.get(shop, Promised(1, day))).new_id


def dues(shop: Workspace) -> list[str]:
    return [one.due.isoformat()[5:] for one in waiting(shop)]


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


def met(shop: Workspace, customer_id: int, days: int, kind: str = "call") -> None:
    on = TODAY + dt.timedelta(days=days)
    note = Activity(customer_id=customer_id, on=on, kind=kind, text="聊了")
    activities.note_contact(at(shop, on), note)


def test_that_a_contact_moves_what_comes_after_the_last_contact(shop: Workspace) -> None:
    rolling = begun(shop, "30 days after the last contact", TODAY + dt.timedelta(days=30))
    other = factories.add(shop, "李娜")
    met(shop, other, 3)
    met(shop, 1, 3, "note")
    assert dues(shop) == ["12-21"]
    before = factories.recorded(shop)
    met(shop, 1, 5)
    assert dues(shop) == ["12-26"]
    assert customers.get(shop, 1).next_due == dt.date(2026, 12, 26)
    history.undo(shop)
    assert factories.recorded(shop) == before
    met(shop, 1, -9)
    met(shop, 1, 5)
    # What happened before is no reason to come earlier.
    met(shop, 1, 4)
    assert dues(shop) == ["12-26"]
    changes = followups.done(at(shop, dt.date(2026, 12, 20)), rolling)
    assert changes.message == "Done: 张伟; next date 2027-01-19."
    assert series.coming(shop, TODAY, TODAY + 50 * WEEK) == []


def test_that_past_contacts_of_a_list_move_it_as_well(shop: Workspace) -> None:
    begun(shop, "AFTER=30", TODAY + dt.timedelta(days=2))
    before = factories.recorded(shop)
    rows = [
        ("姓名", "跟进时间", "跟进方式", "跟进内容"),
        ("张伟", "2026-11-01", "电话", "聊了"),
        ("张伟", "2026-11-10", "电话", "来了"),
    ]
    setup = importing.begin(factories.a_list(*rows), header_index=0, target=ACTIVITIES)
    importing.write(shop, setup, importing.check(shop, setup))
    assert dues(shop) == ["12-10"]
    history.undo(shop)
    assert factories.recorded(shop)["follow_up"] == before["follow_up"]
    assert factories.recorded(shop)["follow_up_series"] == before["follow_up_series"]


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


def test_that_a_contact_after_which_nothing_is_due_any_more_ends_it(shop: Workspace) -> None:
    rolling = begun(shop, "AFTER=30", TODAY + dt.timedelta(days=30), until=dt.date(2026, 12, 31))
    met(shop, 1, 5)
    assert dues(shop) == ["12-26"]
    met(shop, 1, 20)
    assert waiting(shop) == [] and series.get(shop, 1).ended_on == dt.date(2026, 12, 11)
    history.undo(shop)
    assert [one.id for one in waiting(shop)] == [rolling]


def test_that_a_step_of_a_chain_that_comes_again_leaves_the_chain(shop: Workspace) -> None:
    made = factories.add(shop)
    chains.begin(shop, made, "repair")
    step = waiting(shop)[0]
    series.save_following(shop, step, repeat("monthly"))
    met(shop, made, 1, "complaint")
    assert [one.id for one in waiting(shop)] == [step.id]


def test_that_what_is_written_ahead_takes_the_wish_for_the_next_one(shop: Workspace) -> None:
    first = begun(shop)
    written_ahead(shop, TODAY + WEEK)
    day = TODAY + dt.timedelta(days=3)
    followups.done(shop, first, next_date=day, next_time=dt.time(15), next_what="送新茶")
    assert [(one.due, one.at, one.what) for one in waiting(shop)] == [(day, dt.time(15), "送新茶")]


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


def test_that_what_rolls_does_not_end_before_it_begins(shop: Workspace) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    with pytest.raises(CrmError, match="No day from"):
        begun(shop, "AFTER=30", until=yesterday)
    contact = Activity(customer_id=1, on=TODAY, text="聊了")
    made = factories.add(shop)
    contact = dataclasses.replace(contact, customer_id=made)
    with pytest.raises(CrmError, match="No day from"):
        activities.note_contact(
            shop, contact, next_date=TODAY, repeat=repeat("AFTER=30", until=yesterday)
        )


def test_that_fixed_days_that_roll_from_now_on_count_from_the_last_contact(
    shop: Workspace,
) -> None:
    first = begun(shop, "daily")
    met(shop, 1, -11)
    wanted = dataclasses.replace(followups.get(shop, first), due=TODAY + 4 * WEEK)
    series.save_following(shop, wanted, repeat("AFTER=30"))
    assert dues(shop) == ["12-19"]
    met(shop, 1, 0)
    assert dues(shop) == ["12-21"]


def test_that_another_number_of_days_moves_what_rolls(shop: Workspace) -> None:
    met(shop, factories.add(shop), 0)
    due = TODAY + dt.timedelta(days=30)
    rolling = series.plan(shop, FollowUp(customer_id=1, due=due), repeat("AFTER=30")).new_id
    series.save_following(shop, followups.get(shop, rolling), repeat("AFTER=7"))
    assert dues(shop) == ["11-28"]
    by_hand = dataclasses.replace(followups.get(shop, rolling), due=TODAY + 2 * WEEK)
    series.save_following(shop, by_hand, repeat("AFTER=10"))
    assert dues(shop) == ["12-05"]


def test_that_a_form_opened_before_a_contact_does_not_take_the_date_back(shop: Workspace) -> None:
    rolling = begun(shop, "AFTER=30")
    loaded = followups.get(shop, rolling)
    met(shop, 1, 0)
    wanted = dataclasses.replace(loaded, what="送新茶")
    followups.save(shop, wanted, loaded=loaded)
    series.save_following(shop, wanted, repeat("AFTER=30"), loaded=loaded)
    assert [(one.due.isoformat(), one.what) for one in waiting(shop)] == [("2026-12-21", "送新茶")]

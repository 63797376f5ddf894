"""What comes after the last contact, when that contact turns out not to have been."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.recurrence import Rule, parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.domain.visit import DONE, Result
from crmdesk.core.services import activities, followups, history, series, visit_results, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at


def begun(shop: Workspace, due: dt.date, until: dt.date | None = None) -> int:
    repeat = Repeat(rule=Rule("AFTER=30"), until=until)
    wanted = FollowUp(customer_id=1, due=due, what="问候")
    return series.plan(shop, wanted, repeat).new_id


def met(shop: Workspace, on: dt.date) -> int:
    happened = Activity(customer_id=1, on=on, kind="call", text="聊了")
    return activities.note_contact(shop, happened).new_id


def dues(shop: Workspace) -> list[str]:
    return [row.follow_up.due.isoformat() for row in followups.open_rows(shop)]


def test_that_a_removed_contact_brings_it_back(shop: Workspace) -> None:
    factories.add(shop)
    met(shop, dt.date(2026, 11, 1))
    begun(shop, dt.date(2026, 12, 1))
    before = factories.recorded(shop)
    wrong = met(shop, TODAY)
    assert dues(shop) == ["2026-12-21"]
    activities.remove_activity(shop, wrong)
    assert dues(shop) == ["2026-12-01"]
    history.undo(shop)
    assert dues(shop) == ["2026-12-21"]
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_the_chosen_day_comes_back_where_no_contact_is_left(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    activities.remove_activity(shop, met(shop, TODAY))
    assert dues(shop) == ["2026-11-25"]


def test_that_a_corrected_contact_counts_from_its_right_day(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    wrong = met(shop, TODAY)
    entry = activities.get_activity(shop, wrong)
    activities.save_activity(shop, dataclasses.replace(entry, on=dt.date(2026, 11, 2)))
    assert dues(shop) == ["2026-12-02"]
    entry = activities.get_activity(shop, wrong)
    activities.save_activity(shop, dataclasses.replace(entry, kind="note"))
    assert dues(shop) == ["2026-11-25"]


def test_that_a_contact_dated_after_today_moves_nothing(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    wrong = met(shop, dt.date(2027, 11, 21))
    assert dues(shop) == ["2026-11-25"]
    entry = activities.get_activity(shop, wrong)
    activities.save_activity(shop, dataclasses.replace(entry, on=TODAY))
    assert dues(shop) == ["2026-12-21"]


def test_that_a_visit_nobody_made_brings_it_back(shop: Workspace) -> None:
    factories.add(shop)
    met(shop, dt.date(2026, 11, 1))
    begun(shop, dt.date(2026, 12, 1))
    visit = visits.plan_visits(shop, [1], TODAY).new_id
    visit_results.enter(shop, visit, Result(status="done", outcome="好"))
    assert dues(shop) == ["2026-12-21"]
    visit_results.correct(shop, visit, Result(status="missed", outcome="没人"))
    assert dues(shop) == ["2026-12-01"]


def test_that_one_ended_by_a_contact_that_is_removed_goes_on(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, TODAY, until=dt.date(2026, 12, 10))
    wrong = met(shop, TODAY)
    assert dues(shop) == []
    activities.remove_activity(shop, wrong)
    assert dues(shop) == [TODAY.isoformat()]
    assert series.get(shop, 1).ended_on is None


def test_that_one_stopped_by_hand_stays_stopped(shop: Workspace) -> None:
    factories.add(shop)
    planned = begun(shop, TODAY, until=dt.date(2027, 12, 10))
    wrong = met(shop, TODAY)
    series.stop(shop, planned)
    activities.remove_activity(shop, wrong)
    assert dues(shop) == [] and series.get(shop, 1).ended_on == TODAY


def test_that_a_cancelled_one_does_not_come_back_with_an_edited_note(shop: Workspace) -> None:
    factories.add(shop)
    planned = begun(shop, TODAY)
    followups.cancel(shop, planned)
    note = Activity(customer_id=1, on=TODAY, kind="note", text="想")
    wrong = activities.note_contact(shop, note).new_id
    activities.remove_activity(shop, wrong)
    assert dues(shop) == ["2026-12-21"]


def test_that_undoing_an_older_contact_leaves_the_newer_one_counted(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 1))
    older = activities.note_contact(
        shop, Activity(customer_id=1, on=dt.date(2026, 11, 10), kind="call", text="一")
    )
    met(shop, dt.date(2026, 11, 15))
    before = factories.recorded(shop)
    taken = history.undo(shop, older.operation_id, leave=[])
    assert dues(shop) == ["2026-12-15"]
    history.undo(shop, taken.operation_id, leave=[])
    assert factories.recorded(shop) == before


def test_that_one_opened_again_keeps_its_day_when_the_other_rolls(shop: Workspace) -> None:
    factories.add(shop)
    planned = begun(shop, TODAY)
    followups.done(shop, planned)
    followups.reopen(shop, planned)
    later = TODAY + dt.timedelta(days=2)
    met(at(shop, later), later)
    assert dues(shop) == [TODAY.isoformat(), "2026-12-23"]


def note(shop: Workspace, text: str = "聊了聊", **wish: Any) -> str:
    activity = Activity(customer_id=1, on=TODAY, kind="call", text=text)
    return activities.note_contact(shop, activity, **wish).message


def test_that_a_note_says_when_the_next_contact_comes_by_itself(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    assert note(shop) == (
        "Noted for 张伟; next date 2026-12-21. Comes again: 30 days after the last contact."
    )
    assert dues(shop) == ["2026-12-21"]
    assert series.proposed_for(shop, 1) == series.Proposed(
        None,
        "The next contact is planned for 2026-12-21. Comes again: 30 days after the last contact.",
    )


def test_that_the_next_date_of_a_note_is_a_wish_for_the_one_that_rolls(shop: Workspace) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    before = factories.recorded(shop)
    friday = dt.date(2026, 11, 27)
    said = note(shop, next_date=friday, next_time=dt.time(15), next_what="送样布")
    assert said == (
        "Noted for 张伟; next date 2026-11-27. Comes again: 30 days after the last contact."
    )
    (row,) = followups.open_rows(shop)
    assert (row.follow_up.due, row.follow_up.at, row.follow_up.what) == (
        friday,
        dt.time(15),
        "送样布",
    )
    # Done, it goes on by its rule.
    followups.done(at(shop, friday), row.follow_up.id)
    assert dues(shop) == ["2026-12-27"]
    history.undo(shop)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_a_date_without_words_moves_what_rolls_and_a_new_rule_takes_its_place(
    shop: Workspace,
) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    note(shop, "", next_date=dt.date(2026, 12, 1))
    assert dues(shop) == ["2026-12-01"]
    weekly = Repeat(rule=parse_rule("weekly", TODAY))
    note(shop, "", next_date=dt.date(2026, 12, 5), repeat=weekly)
    assert dues(shop) == ["2026-12-05"]


def test_that_a_follow_up_that_is_done_proposes_no_second_date_where_one_rolls(
    shop: Workspace,
) -> None:
    factories.add(shop)
    begun(shop, dt.date(2026, 11, 25))
    other = followups.plan(shop, FollowUp(customer_id=1, due=TODAY)).new_id
    assert series.proposed(shop, other) == series.proposed_for(shop, 1)
    said = followups.done(shop, other, next_date=dt.date(2026, 12, 1)).message
    assert said == (
        "Done: 张伟; next date 2026-12-01. Comes again: 30 days after the last contact."
    )
    assert dues(shop) == ["2026-12-01"]


def test_that_a_visit_proposes_no_second_date_where_a_rolling_one_waits(shop: Workspace) -> None:
    factories.add(shop)
    other = factories.add(shop, "李娜")
    begun(shop, dt.date(2026, 11, 25))
    visits.plan_visits(shop, [1, other], TODAY)
    rows = visit_results.sheet(shop, TODAY).rows
    assert [row.next_date is None for row in rows] == [True, False]
    assert series.proposed_for(shop, 1).date is None
    assert series.proposed_for(shop, other).date == rows[1].next_date
    visit_results.enter(shop, rows[0].visit.id, Result(status=DONE, outcome="很满意"))
    assert dues(shop) == ["2026-12-21"]

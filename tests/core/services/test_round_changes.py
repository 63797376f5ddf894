"""A round is changed, paused and ended, and what was done by hand outlives it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import MOVED, Result, Spot
from crmdesk.core.services import (
    history,
    opening,
    round_ahead,
    visit_forms,
    visit_placing,
    visit_results,
    visit_rounds,
    visit_times,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.rounds import NEXT, TUESDAY, planned, tuesdays
from tests.factories import TODAY


def test_that_new_customers_join_and_others_leave_what_is_planned(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    new = factories.add(shop, "丁")
    visit_placing.assign(shop, [visits.between(shop, NEXT, NEXT)[0].visit.id], "小王")
    now = visit_rounds.get(shop, made)
    changed = replace(now, customer_ids=(new, people[0], people[2]), staff="小李")
    visit_rounds.edit(shop, changed)
    assert planned(shop) == [("11-24", "丁甲丙"), ("12-01", "丁甲丙")]
    staff = [row.visit.staff for row in visits.between(shop, NEXT, NEXT)]
    assert staff == ["小李", "小王", "小李"]
    history.undo(shop)
    assert planned(shop) == [("11-24", "甲乙丙"), ("12-01", "甲乙丙")]
    assert visit_rounds.get(shop, made) == now


def test_that_what_was_taken_off_stays_off_when_customers_change(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    visits.remove(shop, [row.visit.id for row in visits.between(shop, TUESDAY, TUESDAY)])
    now = visit_rounds.get(shop, made)
    visit_rounds.edit(shop, replace(now, customer_ids=(people[1], people[0])))
    assert planned(shop) == [("12-01", "乙甲")]


def test_that_another_rule_plans_anew_from_tomorrow(shop: Workspace, people: list[int]) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    now = visit_rounds.get(shop, made)
    there = factories.at(shop, TUESDAY)
    visit_rounds.edit(there, replace(now, rule="every Friday"))
    assert [day for day, _names in planned(shop)] == ["11-24", "11-27", "12-04"]
    history.undo(there)
    assert [day for day, _names in planned(shop)] == ["11-24", "12-01"]


def test_that_a_paused_round_rests_and_goes_on(shop: Workspace, people: list[int]) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    changes = visit_rounds.pause(shop, made)
    assert changes.message == "The round “城西” is paused. 6 visits were taken off the plan."
    assert planned(shop) == []
    assert round_ahead.plan_ahead(factories.at(shop, NEXT)).operation_id == 0
    row = visit_rounds.rounds(shop)[0]
    assert (row.state(TODAY), row.next_on) == ("paused", None)
    visit_rounds.resume(shop, made)
    assert [day for day, _names in planned(shop)] == ["11-24", "12-01"]
    history.undo(shop)
    assert planned(shop) == []
    history.undo(shop, changes.operation_id)
    assert [day for day, _names in planned(shop)] == ["11-24", "12-01"]


def test_that_an_ended_round_does_not_go_on(shop: Workspace, people: list[int]) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    visit_rounds.end(shop, made)
    assert planned(shop) == []
    assert visit_rounds.rounds(shop)[0].state(TODAY) == "ended"
    with pytest.raises(CrmError, match="ended"):
        visit_rounds.resume(shop, made)
    history.undo(shop)
    assert visit_rounds.rounds(shop)[0].state(TODAY) == ""
    assert len(planned(shop)) == 2


def test_that_a_visit_moved_by_hand_outlives_the_round(shop: Workspace, people: list[int]) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    first, second, third = (row.visit.id for row in visits.between(shop, TUESDAY, TUESDAY))
    moved = TUESDAY + dt.timedelta(days=2)
    visits.move(shop, first, moved)
    visit_placing.put(shop, [second], Spot(moved))
    visits.save(shop, replace(visits.get(shop, third), on=moved))
    visit_rounds.pause(shop, made)
    assert planned(shop, moved) == [(f"{moved:%m-%d}", "甲乙丙")]
    visit_rounds.resume(shop, made)
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), rule="every Friday"))
    visit_rounds.end(shop, made)
    assert planned(shop, moved) == [(f"{moved:%m-%d}", "甲乙丙")]


def test_that_a_visit_moved_at_the_end_of_a_day_outlives_the_round(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    late = factories.at(shop, TUESDAY, 20)
    day = TUESDAY + dt.timedelta(days=1)
    first = visits.between(shop, TUESDAY, TUESDAY)[0].visit.id
    visit_results.close_day(late, [(first, Result(status=MOVED, to=day))])
    visit_rounds.end(late, made)
    assert planned(shop, day) == [(f"{day:%m-%d}", "甲")]


def test_that_a_visit_changed_by_hand_outlives_the_round(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    first, second, third = (row.visit.id for row in visits.between(shop, TUESDAY, TUESDAY))
    visits.save(shop, replace(visits.get(shop, first), at=dt.time(15), purpose="量尺寸"))
    visit_placing.assign(shop, [second], "小王")
    visit_times.fill(shop, [third], visit_times.time_plan(shop))
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), rule="every Friday"))
    assert planned(shop) == [("11-24", "甲乙丙"), ("11-27", "甲乙丙"), ("12-04", "甲乙丙")]
    visit_rounds.pause(shop, made)
    assert planned(shop) == [("11-24", "甲乙丙")]
    kept = visits.get(shop, first)
    assert (kept.at, kept.purpose) == (dt.time(15), "量尺寸")


def test_that_a_later_end_brings_nothing_back_and_plans_only_what_is_new(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people, until=TUESDAY)).new_id
    visits.remove(shop, [visits.between(shop, TUESDAY, TUESDAY)[0].visit.id])
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), until=dt.date(2027, 6, 1)))
    assert planned(shop) == [("11-24", "乙丙"), ("12-01", "甲乙丙")]
    visits.remove(shop, [visits.between(shop, NEXT, NEXT)[0].visit.id])
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), until=None))
    assert planned(shop) == [("11-24", "乙丙"), ("12-01", "乙丙")]


def test_that_an_earlier_end_takes_off_only_what_lies_after_it(
    shop: Workspace, people: list[int]
) -> None:
    closed = Closed(TUESDAY, TUESDAY, "盘点")
    opening.save(shop, Opening(closed=(closed,)))
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    put_off = TUESDAY + dt.timedelta(days=1)
    visits.remove(shop, [visits.between(shop, put_off, put_off)[0].visit.id])
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), until=TUESDAY))
    assert planned(shop) == [("11-25", "乙丙")]
    history.undo(shop)
    assert planned(shop) == [("11-25", "乙丙"), ("12-01", "甲乙丙")]


def test_that_an_ended_round_goes_on_when_its_end_is_changed(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people)).new_id
    visit_rounds.end(shop, made)
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), until=None))
    assert planned(shop) == [("11-24", "甲乙丙"), ("12-01", "甲乙丙")]


def test_that_the_time_and_the_form_of_a_round_follow_to_what_is_planned(
    shop: Workspace, people: list[int]
) -> None:
    visit_forms.add_proposals(shop)
    made = visit_rounds.make(shop, tuesdays(people, at=dt.time(9))).new_id
    by_hand = visits.between(shop, TUESDAY, TUESDAY)[1].visit
    visits.save(shop, replace(by_hand, at=dt.time(18), form="f2"))
    now = visit_rounds.get(shop, made)
    visit_rounds.edit(shop, replace(now, at=dt.time(14), form="f1"))
    first, second = (
        [(row.visit.at, row.visit.form) for row in visits.between(shop, day, day)]
        for day in (TUESDAY, NEXT)
    )
    assert second == [(dt.time(14), "f1"), (dt.time(14, 55), "f1"), (dt.time(16, 10), "f1")]
    assert first == [second[0], (dt.time(18), "f2"), second[2]]
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, made), at=None))
    assert [row.visit.at for row in visits.between(shop, NEXT, NEXT)] == [None] * 3


def test_that_who_joins_a_round_gets_a_time_of_their_own(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people[:1], at=dt.time(9))).new_id
    now = visit_rounds.get(shop, made)
    visit_rounds.edit(shop, replace(now, customer_ids=(people[0], people[1])))
    times = [row.visit.at for row in visits.between(shop, TUESDAY, TUESDAY)]
    assert times == [dt.time(9), dt.time(9, 55)]

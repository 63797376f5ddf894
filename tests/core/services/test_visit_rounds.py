"""Rounds: planned two weeks ahead by themselves, each step undone, nothing comes back unasked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit import MOVED, Result, Spot
from crmdesk.core.domain.visit_round import VisitRound, open_dates
from crmdesk.core.services import (
    customers,
    duplicates,
    history,
    opening,
    visit_forms,
    visit_placing,
    visit_results,
    visit_rounds,
    visit_suggestions,
    visit_times,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

# TODAY is a Saturday; the round goes out on Tuesdays.
TUESDAY = dt.date(2026, 11, 24)
NEXT = TUESDAY + dt.timedelta(days=7)
LAST = TODAY + dt.timedelta(days=14)


@pytest.fixture
def people(shop: Workspace) -> list[int]:
    return [
        factories.add(shop, name, "", f"杭州市{district}文三路1号")
        for name, district in (("甲", "西湖区"), ("乙", "西湖区"), ("丙", "滨江区"))
    ]


def tuesdays(people: list[int], **more: object) -> VisitRound:
    made = VisitRound(
        name="城西", rule="every Tuesday", start=TODAY, customer_ids=tuple(people), purpose="送货"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def planned(shop: Workspace, first: dt.date = TODAY, days: int = 60) -> list[tuple[str, str]]:
    rows = visits.between(shop, first, first + dt.timedelta(days=days))
    found: dict[str, str] = {}
    for row in rows:
        day = f"{row.visit.on:%m-%d}"
        found[day] = found.get(day, "") + row.customer
    return list(found.items())


def test_that_a_new_round_is_planned_two_weeks_ahead_and_undone_in_one_step(
    shop: Workspace, people: list[int]
) -> None:
    changes = visit_rounds.make(shop, tuesdays(people, staff="小李"))
    assert changes.message == "The round “城西” was made, 6 visits are planned."
    assert planned(shop) == [("11-24", "甲乙丙"), ("12-01", "甲乙丙")]
    row = visits.between(shop, TUESDAY, TUESDAY)[0].visit
    assert (row.purpose, row.staff, row.round_id) == ("送货", "小李", changes.new_id)
    undone = history.undo(shop)
    assert planned(shop) == []
    assert visit_rounds.rounds(shop) == []
    history.undo(shop, undone.operation_id)
    assert planned(shop) == [("11-24", "甲乙丙"), ("12-01", "甲乙丙")]


def test_that_the_next_visits_are_planned_once_as_the_days_go_by(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    assert visit_rounds.plan_ahead(shop).operation_id == 0
    later = factories.at(shop, dt.date(2026, 11, 24))
    changes = visit_rounds.plan_ahead(later)
    assert changes.message == "Planned by rounds: 3 visits."
    assert history.recent(shop)[0].text == "Planned the round “城西”"
    assert visit_rounds.plan_ahead(later).operation_id == 0
    assert [day for day, _names in planned(shop)] == ["11-24", "12-01", "12-08"]


def test_that_what_was_taken_off_or_taken_back_does_not_come_back(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    first = visits.between(shop, TUESDAY, TUESDAY)[0].visit.id
    visits.remove(shop, [first])
    later = factories.at(shop, TUESDAY)
    visit_rounds.plan_ahead(later)
    history.undo(later)
    after = factories.at(shop, TUESDAY + dt.timedelta(days=1))
    assert visit_rounds.plan_ahead(after).operation_id == 0
    assert planned(shop) == [("11-24", "乙丙"), ("12-01", "甲乙丙")]


def test_that_a_pc_that_was_off_plans_nothing_in_the_past(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    later = factories.at(shop, dt.date(2027, 1, 20))
    visit_rounds.plan_ahead(later)
    assert planned(shop, dt.date(2026, 12, 2)) == [("01-26", "甲乙丙")]


def test_that_a_closed_day_is_moved_to_the_next_open_one(
    shop: Workspace, people: list[int]
) -> None:
    opening.save(shop, Opening(closed=(Closed(TUESDAY, TUESDAY + dt.timedelta(days=1), "盘点"),)))
    visit_rounds.make(shop, tuesdays(people))
    assert [day for day, _names in planned(shop)] == ["11-26", "12-01"]
    assert visit_rounds.rounds(shop)[0].next_on == dt.date(2026, 11, 26)


def test_that_a_round_with_a_time_begins_then(shop: Workspace, people: list[int]) -> None:
    visit_rounds.make(shop, tuesdays(people, at=dt.time(14)))
    rows = visits.between(shop, TUESDAY, TUESDAY)
    layout = visit_times.time_plan(shop)
    assert (layout.minutes, layout.near, layout.far) == (45, 10, 30)
    assert [row.visit.at for row in rows] == [dt.time(14), dt.time(14, 55), dt.time(16, 10)]


def test_that_the_bin_is_left_out_and_a_merged_customer_is_visited_once(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    customers.to_bin(shop, people[2:])
    merged = duplicates.proposed(shop, people[:2], leading=people[0])
    duplicates.merge(shop, people[:2], merged)
    later = factories.at(shop, TUESDAY)
    visit_rounds.plan_ahead(later)
    assert planned(shop, dt.date(2026, 12, 8), 1) == [("12-08", "甲")]
    row = visit_rounds.rounds(shop)[0]
    assert (row.names, row.round.customer_ids) == (("甲",), (people[0], people[2]))


def test_that_who_is_visited_on_that_day_anyway_is_not_planned_twice(
    shop: Workspace, people: list[int]
) -> None:
    visits.plan_visits(shop, people[1:2], TUESDAY)
    visit_rounds.make(shop, tuesdays(people))
    assert planned(shop)[0] == ("11-24", "乙甲丙")


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
    assert visit_rounds.plan_ahead(factories.at(shop, NEXT)).operation_id == 0
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


def test_that_a_round_ends_on_its_last_day(shop: Workspace, people: list[int]) -> None:
    visit_rounds.make(shop, tuesdays(people, until=TUESDAY))
    assert [day for day, _names in planned(shop)] == ["11-24"]
    assert visit_rounds.plan_ahead(factories.at(shop, NEXT)).operation_id == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": "  "}, "name"),
        ({"customer_ids": ()}, "nobody"),
        ({"rule": "30 days after the last contact"}, "days of its own"),
        ({"until": TODAY - dt.timedelta(days=1)}, "never"),
    ],
)
def test_that_a_round_that_cannot_be_is_refused_in_a_sentence(
    shop: Workspace, people: list[int], more: dict[str, object], sentence: str
) -> None:
    before = factories.recorded(shop)
    with pytest.raises(CrmError, match=sentence):
        visit_rounds.make(shop, tuesdays(people, **more))
    assert factories.recorded(shop) == before


def test_that_nobody_in_the_bin_joins_a_round(shop: Workspace, people: list[int]) -> None:
    customers.to_bin(shop, people[:1])
    with pytest.raises(CrmError, match="bin"):
        visit_rounds.make(shop, tuesdays(people))
    made = visit_rounds.make(shop, tuesdays(people[1:])).new_id
    now = visit_rounds.get(shop, made)
    with pytest.raises(CrmError, match="bin"):
        visit_rounds.edit(shop, replace(now, customer_ids=tuple(people)))
    with pytest.raises(NotFound):
        visit_rounds.get(shop, 99)


def test_that_a_round_that_is_due_suggests_whom_it_visits(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    visits.remove(shop, [visits.between(shop, TUESDAY, TUESDAY)[0].visit.id])
    found = visit_suggestions.suggest(shop, TUESDAY)
    first = found.rows[0]
    assert (first.name, first.reasons[0].text) == ("甲", "The round “城西” is due")
    assert [row.name for row in visit_suggestions.suggest(shop, TODAY).rows] == []


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


def test_that_who_comes_out_of_the_bin_is_visited_by_the_round_again(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    visits.remove(shop, [visits.between(shop, NEXT, NEXT)[0].visit.id])
    customers.to_bin(shop, people[:1])
    later = factories.at(shop, TUESDAY)
    visit_rounds.plan_ahead(later)
    customers.restore(later, people[:1])
    assert planned(shop, NEXT) == [("12-01", "乙丙"), ("12-08", "乙丙甲")]
    history.undo(later)
    assert planned(shop, NEXT) == [("12-01", "乙丙"), ("12-08", "乙丙")]


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 400), max_size=20),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_that_every_date_of_a_round_falls_on_an_open_day(
    offsets: list[int], closed: set[int]
) -> None:
    shop = Opening()
    week = tuple(None if day in closed else shop.week[0] for day in range(7))
    opened = Opening(week=week)
    dates = [TODAY + dt.timedelta(days=one) for one in offsets]
    found = open_dates(dates, opened)
    assert found == sorted(set(found))
    assert all(opened.is_open(day) for day in found)
    assert all(any(day <= one <= day + dt.timedelta(days=7) for one in found) for day in dates)

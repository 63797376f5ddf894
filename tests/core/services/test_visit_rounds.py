"""Rounds: their visits are planned ahead, once, on open days, for whoever can be visited."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit_round import open_dates
from crmdesk.core.services import (
    customers,
    duplicates,
    history,
    opening,
    round_ahead,
    visit_rounds,
    visit_suggestions,
    visit_times,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.rounds import NEXT, TUESDAY, planned, tuesdays
from tests.factories import TODAY


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
    assert round_ahead.plan_ahead(shop).operation_id == 0
    later = factories.at(shop, dt.date(2026, 11, 24))
    changes = round_ahead.plan_ahead(later)
    assert changes.message == "Planned by rounds: 3 visits."
    assert history.recent(shop)[0].text == "Planned the round “城西”"
    assert round_ahead.plan_ahead(later).operation_id == 0
    assert [day for day, _names in planned(shop)] == ["11-24", "12-01", "12-08"]


def test_that_a_round_that_is_taken_back_takes_along_what_it_planned_since(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people))
    later = factories.at(shop, TUESDAY)
    round_ahead.plan_ahead(later)
    changed = visits.between(shop, NEXT, NEXT)[0].visit
    visits.save(later, replace(changed, at=dt.time(9)))
    before = factories.recorded(shop)
    undone = history.undo(later, made.operation_id, leave=())
    assert planned(shop) == []
    history.undo(later, undone.operation_id, leave=())
    assert factories.recorded(shop) == before


def test_that_visits_left_as_they_are_outlive_their_round_done_again_and_off_again(
    shop: Workspace, people: list[int]
) -> None:
    made = visit_rounds.make(shop, tuesdays(people))
    customers.add_tag(shop, people, "茶")
    off = history.undo(shop, made.operation_id, leave=people).operation_id
    before = factories.recorded(shop)
    assert planned(shop) == [("11-24", "甲乙丙"), ("12-01", "甲乙丙")]
    again = history.undo(shop, off, leave=()).operation_id
    history.undo(shop, again, leave=())
    assert factories.recorded(shop) == before


def test_that_what_was_taken_off_or_taken_back_does_not_come_back(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    first = visits.between(shop, TUESDAY, TUESDAY)[0].visit.id
    visits.remove(shop, [first])
    later = factories.at(shop, TUESDAY)
    round_ahead.plan_ahead(later)
    history.undo(later)
    after = factories.at(shop, TUESDAY + dt.timedelta(days=1))
    assert round_ahead.plan_ahead(after).operation_id == 0
    assert planned(shop) == [("11-24", "乙丙"), ("12-01", "甲乙丙")]


def test_that_a_pc_that_was_off_plans_nothing_in_the_past(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    later = factories.at(shop, dt.date(2027, 1, 20))
    round_ahead.plan_ahead(later)
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
    round_ahead.plan_ahead(later)
    assert planned(shop, dt.date(2026, 12, 8), 1) == [("12-08", "甲")]
    row = visit_rounds.rounds(shop)[0]
    assert (row.names, row.round.customer_ids) == (("甲",), (people[0], people[2]))


def test_that_two_of_a_round_that_become_one_are_planned_once(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    before = factories.recorded(shop)
    merged = duplicates.merge(shop, people[1:], customers.get(shop, people[1])).operation_id
    assert planned(shop) == [("11-24", "甲乙"), ("12-01", "甲乙")]
    history.undo(shop, merged)
    assert factories.recorded(shop) == before


def test_that_who_is_visited_on_that_day_anyway_is_not_planned_twice(
    shop: Workspace, people: list[int]
) -> None:
    visits.plan_visits(shop, people[1:2], TUESDAY)
    visit_rounds.make(shop, tuesdays(people))
    assert planned(shop)[0] == ("11-24", "乙甲丙")


def test_that_a_round_ends_on_its_last_day(shop: Workspace, people: list[int]) -> None:
    visit_rounds.make(shop, tuesdays(people, until=TUESDAY))
    assert [day for day, _names in planned(shop)] == ["11-24"]
    assert round_ahead.plan_ahead(factories.at(shop, NEXT)).operation_id == 0


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


def test_that_who_comes_out_of_the_bin_is_visited_by_the_round_again(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    visits.remove(shop, [visits.between(shop, NEXT, NEXT)[0].visit.id])
    customers.to_bin(shop, people[:1])
    later = factories.at(shop, TUESDAY)
    round_ahead.plan_ahead(later)
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


def test_that_two_rounds_that_go_on_have_two_names(shop: Workspace, people: list[int]) -> None:
    first = visit_rounds.make(shop, tuesdays(people, name="West")).new_id
    with pytest.raises(CrmError, match="There is a round “West” already"):
        visit_rounds.make(shop, tuesdays(people, name="west"))
    other = visit_rounds.make(shop, tuesdays(people, name="East")).new_id
    with pytest.raises(CrmError, match="already"):
        visit_rounds.edit(shop, replace(visit_rounds.get(shop, other), name="West"))
    visit_rounds.end(shop, first)
    visit_rounds.edit(shop, replace(visit_rounds.get(shop, other), name="West"))

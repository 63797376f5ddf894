"""The small sums behind the visits screen."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.ui.visits.planning import (
    day_name,
    day_near,
    dropped,
    shifted,
    spread,
)

SATURDAY = dt.date(2026, 11, 21)


@given(st.lists(st.integers(), unique=True), st.integers(1, 40), st.booleans())
def test_that_spreading_keeps_everybody_once_and_in_order(
    ids: list[int], days: int, working_days: bool
) -> None:
    shares = spread(ids, SATURDAY, days, working_days=working_days)
    assert [one for _, share in shares for one in share] == ids
    sizes = [len(share) for _, share in shares]
    assert not sizes or max(sizes) - min(sizes) <= 1
    if working_days:
        assert all(day.weekday() < 5 for day, _ in shares)


def test_that_seven_customers_over_three_days_are_three_two_two() -> None:
    shares = spread(range(7), SATURDAY, 3)
    assert [len(share) for _, share in shares] == [3, 2, 2]
    assert [day for day, _ in shares] == [SATURDAY + dt.timedelta(days=n) for n in range(3)]


def test_that_picked_visits_move_one_place_and_stop_at_the_edge() -> None:
    assert shifted([1, 2, 3, 4], {3}, -1) == [1, 3, 2, 4]
    assert shifted([1, 2, 3, 4], {1, 3}, -1) == [1, 3, 2, 4]
    assert shifted([1, 2, 3, 4], {1, 2}, -1) == [1, 2, 3, 4]
    assert shifted([1, 2, 3, 4], {2, 3}, 1) == [1, 4, 2, 3]
    assert shifted([1, 2, 3, 4], {3, 4}, 1) == [1, 2, 3, 4]


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.integers(0, 8))
def test_that_dropping_puts_the_picked_ones_together_and_loses_none(
    order: list[int], picked: set[int], before: int
) -> None:
    made = dropped(order, picked, before)
    assert sorted(made) == sorted(order)
    assert [one for one in made if one not in picked] == [o for o in order if o not in picked]
    places = [made.index(one) for one in picked]
    assert not places or max(places) - min(places) == len(places) - 1


def test_that_a_day_is_told_with_its_weekday() -> None:
    assert day_name(dt.date(2026, 11, 22), SATURDAY) == "Sun 22 Nov"
    assert day_name(dt.date(2027, 1, 2), SATURDAY) == "Sat 2 Jan 2027"
    assert day_near(dt.date(2026, 11, 22), SATURDAY) == "tomorrow"
    assert day_near(dt.date(2026, 11, 25), SATURDAY) == ""

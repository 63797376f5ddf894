"""A pile is shared out evenly, with what matters first and the staff mixed in."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.spreading import in_working_order, shares

DAY = dt.date(2026, 11, 1)


def one(number: int, priority: int = 1, staff: str = "", late: int = 0) -> FollowUp:
    due = DAY - dt.timedelta(days=late)
    return FollowUp(id=number, customer_id=number, due=due, priority=priority, staff=staff)


def test_that_empty_days_share_a_pile_evenly_and_the_first_take_the_rest() -> None:
    assert shares([0, 0, 0], 8) == [3, 3, 2]
    assert shares([0], 5) == [5]
    assert shares([1, 2], 0) == [0, 0]


def test_that_full_days_take_less_and_none_gives_anything_away() -> None:
    assert shares([5, 0, 1], 6) == [0, 4, 2]
    assert shares([9, 0, 0], 4) == [0, 2, 2]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), st.integers(0, 400))
def test_that_every_one_gets_a_day_and_no_day_is_needlessly_full(
    loads: list[int], count: int
) -> None:
    added = shares(loads, count)
    assert sum(added) == count and min(added) >= 0
    after = [load + more for load, more in zip(loads, added, strict=True)]
    for place, more in enumerate(added):
        if more:
            assert after[place] <= min(after) + 1


def test_that_important_ones_come_first_and_then_the_oldest() -> None:
    pile = [one(1), one(2, priority=2), one(3, late=9), one(4, priority=0)]
    assert [each.id for each in in_working_order(pile)] == [2, 3, 1, 4]


@given(st.lists(st.sampled_from(("", "Li", "Wang")), max_size=60), st.integers(1, 10))
def test_that_each_of_the_staff_has_about_as_much_every_day(staff: list[str], size: int) -> None:
    order = in_working_order([one(number, staff=who) for number, who in enumerate(staff)])
    assert len(order) == len(staff)
    for who in set(staff):
        share = staff.count(who) / len(staff)
        for start in range(0, len(order) - size + 1, size):
            day = Counter(each.staff for each in order[start : start + size])
            assert abs(day[who] - share * size) <= 2

"""The times of a day: room for each visit and the way, no visit in the pause."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.visit_times import TimePlan, minute_of, minutes_needed, times_for


def shown(districts: list[str], plan: TimePlan) -> list[str]:
    return [f"{time:%H:%M}" if time else "" for time in times_for(districts, plan)]


def test_that_visits_follow_each_other_with_the_way_between_districts() -> None:
    plan = TimePlan(dt.time(9), minutes=40, near=10, far=30, pause_from=None, pause_to=None)
    assert shown(["西湖区", "西湖区", "滨江区"], plan) == ["09:00", "09:50", "11:00"]


def test_that_an_unknown_district_is_far_from_everywhere() -> None:
    plan = TimePlan(dt.time(9), minutes=30, near=0, far=30, pause_from=None, pause_to=None)
    assert shown(["", "", "西湖区"], plan) == ["09:00", "10:00", "11:00"]


def test_that_no_visit_runs_into_the_pause() -> None:
    plan = TimePlan(dt.time(11), minutes=45, near=0, far=0)
    assert shown(["甲", "甲", "甲"], plan) == ["11:00", "13:00", "13:45"]


def test_that_times_are_full_five_minutes() -> None:
    plan = TimePlan(dt.time(9, 2), minutes=33, near=1, far=1, pause_from=None, pause_to=None)
    assert shown(["甲", "甲"], plan) == ["09:05", "09:40"]


def test_that_what_would_be_after_midnight_has_no_time() -> None:
    plan = TimePlan(dt.time(22), minutes=60, near=0, far=0, pause_from=None, pause_to=None)
    assert shown(["甲"] * 3, plan) == ["22:00", "23:00", ""]


_TIMES = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))


@given(
    st.lists(st.sampled_from(["", "甲", "乙"]), max_size=12),
    _TIMES,
    st.integers(1, 240),
    st.integers(0, 120),
    st.integers(0, 120),
)
def test_that_there_is_always_room_for_a_visit_and_its_way(
    districts: list[str], start: dt.time, minutes: int, near: int, far: int
) -> None:
    plan = TimePlan(start, minutes, near, far)
    times = times_for(districts, plan)
    assert len(times) == len(districts)
    known = [minute_of(time) for time in times if time]
    assert times[len(known) :] == [None] * (len(times) - len(known))
    for place, (one, other) in enumerate(pairwise(known)):
        same = districts[place] and districts[place] == districts[place + 1]
        assert other - one >= minutes + (near if same else far)
    assert all(not (12 * 60 - minutes < begin < 13 * 60) for begin in known)
    assert all(begin >= minute_of(start) for begin in known)


def test_that_a_day_needs_its_visits_and_its_ways() -> None:
    plan = TimePlan(minutes=40, near=10, far=30)
    assert minutes_needed(["甲", "甲", "乙"], plan) == 160
    assert minutes_needed([], plan) == 0

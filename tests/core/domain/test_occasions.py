"""Customers are spread over the days before a festival: everybody once, and nobody is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.occasions import (
    Care,
    birthdays_on,
    care_days,
    places_until,
    read_lead_days,
    show_lead_days,
    usual_cares,
)
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.values import BadValue

FESTIVAL = dt.date(2027, 2, 6)
NEVER = Opening(week=(None,) * 7)


@given(st.integers(0, 500), st.integers(1, 30))
def test_that_everybody_has_a_turn_on_one_day_and_the_days_are_even(count: int, many: int) -> None:
    days = [FESTIVAL - dt.timedelta(days=ahead) for ahead in range(many, 0, -1)]
    until = [places_until(day, days, count) for day in days]
    shares = [after - before for before, after in zip([0, *until], until, strict=False)]

    assert sum(shares) == count == places_until(FESTIVAL, days, count)
    assert max(shares) - min(shares) <= 1
    assert places_until(days[0] - dt.timedelta(days=1), days, count) == 0


@given(st.integers(0, 30), st.sets(st.integers(0, 6)), st.integers(0, 12))
def test_that_one_greets_on_open_days_before_the_festival(
    days: int, closed: set[int], pause: int
) -> None:
    week = tuple(None if n in closed else Opening().week[0] for n in range(7))
    opening = Opening(week, (Closed(FESTIVAL - dt.timedelta(days=pause), FESTIVAL),))
    found = care_days(FESTIVAL, days, opening)

    before = [FESTIVAL - dt.timedelta(days=ahead) for ahead in range(days, 0, -1)]
    open_days = [day for day in before if opening.is_open(day)]
    assert found == (open_days or before or [FESTIVAL])


def test_that_a_shop_that_never_opens_still_greets() -> None:
    assert care_days(FESTIVAL, 2, NEVER) == [dt.date(2027, 2, 4), dt.date(2027, 2, 5)]


def test_that_a_usual_shop_greets_for_the_festivals_of_its_regions() -> None:
    assert usual_cares(("cn",)) == (Care("spring_festival"), Care("mid_autumn"))
    assert usual_cares(("west", "hk"))[0].festival == "spring_festival"
    assert usual_cares(("west",)) == (Care("christmas"),)


@pytest.mark.parametrize(
    ("birthday", "dates"),
    [
        # The lunar year of 2023 had a leap month: this day came on 22 January and not again.
        (Birthday(1, 1, lunar=True), [dt.date(2023, 1, 22)]),
        # The first of the twelfth month came twice in 2023, at both ends.
        (Birthday(12, 5, lunar=True), []),
        (Birthday(11, 25, lunar=True), [dt.date(2022, 12, 18)]),
        (Birthday(2, 29, 2000), [dt.date(2023, 2, 28)]),
    ],
)
def test_that_all_celebrations_between_two_days_are_found(
    birthday: Birthday, dates: list[dt.date]
) -> None:
    first, last = dt.date(2022, 12, 15), dt.date(2023, 12, 20)
    found = list(birthdays_on(birthday, first, last))

    assert found[: len(dates)] == dates if dates else True
    assert found == sorted(
        {
            birthday.next_on_or_after(first + dt.timedelta(days=n))
            for n in range((last - first).days + 1)
        }
        - {on for on in [birthday.next_on_or_after(last)] if on > last}
    )


def test_that_years_without_a_known_moon_have_no_lunar_celebrations() -> None:
    birthday = Birthday(1, 1, lunar=True)

    assert list(birthdays_on(birthday, dt.date(2100, 1, 1), dt.date(2300, 1, 1))) == []
    assert list(birthdays_on(birthday, dt.date(1, 1, 1), dt.date(1902, 1, 1))) == [
        dt.date(1901, 2, 19)
    ]


@given(
    st.builds(Birthday, st.integers(1, 12), st.integers(1, 28), lunar=st.booleans()),
    st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)),
    st.integers(0, 900),
)
def test_that_no_celebration_is_missed_in_any_length_of_time(
    birthday: Birthday, first: dt.date, days: int
) -> None:
    last = first + dt.timedelta(days=days)
    found = list(birthdays_on(birthday, first, last))

    every = {birthday.next_on_or_after(first + dt.timedelta(days=n)) for n in range(days + 1)}
    assert found == sorted(on for on in every if on <= last)


@given(st.lists(st.integers(0, 60), max_size=6))
def test_that_lead_days_come_back_from_their_text(days: list[int]) -> None:
    wanted = tuple(sorted(set(days), reverse=True))

    assert read_lead_days(show_lead_days(days)) == wanted
    assert read_lead_days("、 ".join(map(str, days))) == wanted


@pytest.mark.parametrize("text", ["soon", "61", "-1", "1.5", "7 days", "²"])
def test_that_other_lead_days_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_lead_days(text)

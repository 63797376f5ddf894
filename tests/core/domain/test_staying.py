"""Intervals, rhythms and the words for a silence."""

from __future__ import annotations

import datetime as dt
import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.staying import GAPS, Intervals, Rhythm, parse_days, rhythm, silence
from crmdesk.core.domain.values import BadValue
from tests.factories import TODAY

DAY = dt.timedelta(days=1)
DAYS = st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2026, 11, 21)), max_size=40)


def every(days: int, times: int, last: dt.date = TODAY) -> list[dt.date]:
    return [last - number * days * DAY for number in range(times)]


def test_that_three_gaps_make_a_rhythm_and_two_do_not() -> None:
    assert rhythm(every(28, 3)) is None
    assert rhythm(every(28, 4)) == Rhythm(28, TODAY + 56 * DAY)


def test_that_several_contacts_of_a_day_are_one() -> None:
    assert rhythm([TODAY] * 9) is None
    assert rhythm(every(10, 4) * 3) == Rhythm(10, TODAY + 20 * DAY)


def test_that_who_comes_every_few_days_is_given_a_week_more() -> None:
    assert rhythm(every(2, 5)) == Rhythm(2, TODAY + 9 * DAY)
    assert rhythm(every(7, 5)) == Rhythm(7, TODAY + 14 * DAY)


def test_that_one_long_holiday_does_not_change_the_rhythm() -> None:
    days = [*every(14, 5), *every(14, 5, TODAY - 300 * DAY)]
    found = rhythm(days)
    assert found is not None and found.usual_days == 14


def test_that_the_half_of_an_even_number_of_gaps_is_rounded_up() -> None:
    days = [TODAY - number * DAY for number in (0, 10, 21, 31, 42)]
    found = rhythm(days)
    assert found is not None and found.usual_days == 11


def test_that_the_calendar_ends_before_the_patience_does() -> None:
    days = [dt.date(1, 1, 1), dt.date(3000, 1, 1), dt.date(6000, 1, 1), dt.date(9000, 1, 1)]
    found = rhythm(days)
    assert found is not None and found.drift_on == dt.date.max


@given(DAYS)
def test_that_a_rhythm_is_the_median_of_the_last_dozen_gaps(days: list[dt.date]) -> None:
    known = sorted(set(days))
    gaps = [(after - before).days for before, after in pairwise(known)][-GAPS:]
    found = rhythm(days)
    if len(gaps) < 3:
        assert found is None
        return
    assert found is not None
    assert abs(found.usual_days - statistics.median(gaps)) <= 0.5
    assert found.usual_days >= 1
    assert found.drift_on - known[-1] >= max(2 * found.usual_days, found.usual_days + 7) * DAY
    assert found == rhythm(reversed(known))


@given(st.integers(1, 400), st.integers(4, 30))
def test_that_who_keeps_the_rhythm_never_drifts(days: int, times: int) -> None:
    contacts = every(days, times)
    found = rhythm(contacts)
    assert found is not None
    assert TODAY + days * DAY < found.drift_on


def test_that_the_own_interval_decides_alone() -> None:
    known = Intervals()
    late = TODAY - 61 * DAY
    args = {"last_contact": late, "grade": "A", "usual_days": 28, "drift_on": TODAY - 5 * DAY}
    assert silence(TODAY, known, **args) is not None
    assert silence(TODAY, known, own_days=90, **args) is None
    found = silence(TODAY, known, own_days=60, **args)
    assert found is not None
    assert found.words() == "Own interval: every 60 days, last contact 2026-09-21 (61 days ago)"


def test_that_the_reason_is_said_in_words_with_its_dates() -> None:
    late = TODAY - 61 * DAY
    drift = TODAY - 5 * DAY
    by_grade = silence(TODAY, Intervals(), last_contact=late, grade="A")
    assert by_grade is not None
    assert by_grade.words() == "Grade A: every 14 days, last contact 2026-09-21 (61 days ago)"
    by_rhythm = silence(
        TODAY, Intervals(), last_contact=late, grade="D", usual_days=28, drift_on=drift
    )
    assert by_rhythm is not None
    assert by_rhythm.words() == "Usually every 28 days, now 61"
    both = silence(TODAY, Intervals(), last_contact=late, grade="A", usual_days=28, drift_on=drift)
    assert both is not None
    assert both.words() == f"{by_grade.words()} · usually every 28 days, now 61"


@pytest.mark.parametrize(("days", "silent"), [(13, False), (14, False), (15, True)])
def test_that_silence_begins_the_day_after_the_interval(days: int, silent: bool) -> None:
    found = silence(TODAY, Intervals(), last_contact=TODAY - days * DAY, grade="A")
    assert (found is not None) == silent


def test_that_a_drift_begins_on_its_day() -> None:
    def at(drift_on: dt.date) -> bool:
        return (
            silence(
                TODAY,
                Intervals(),
                last_contact=TODAY - 30 * DAY,
                grade="",
                usual_days=15,
                drift_on=drift_on,
            )
            is not None
        )

    assert at(TODAY) and not at(TODAY + DAY)


def test_that_who_was_never_in_touch_is_not_silent() -> None:
    assert silence(TODAY, Intervals(), last_contact=None, grade="A") is None


def test_that_the_next_date_follows_the_own_interval_then_the_grade_then_a_month() -> None:
    known = Intervals({"A": 7, "D": 0})
    assert known.next_date(TODAY, "A") == TODAY + 7 * DAY
    assert known.next_date(TODAY, "A", 45) == TODAY + 45 * DAY
    assert known.next_date(TODAY, "D") == TODAY + 30 * DAY
    assert known.next_date(TODAY) == TODAY + 30 * DAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", 0),
        (None, 0),
        (0, 0),
        (30, 30),
        (30.0, 30),
        ("30", 30),
        ("３０天", 30),
        ("每 45 天", 45),
        ("2周", 14),
        ("每周一次", 7),
        ("3个月", 90),
        ("每月", 30),
        ("1 year", 365),
        ("6 Weeks", 42),
    ],
)
def test_that_an_interval_is_read_as_people_write_it(text: object, days: int) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["often", "-3", "2.5", "4000", "99年", "每", "天天", "2026-11-21"])
def test_that_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="no number of days"):
        parse_days(text)


@given(st.text(max_size=12))
def test_that_any_text_is_an_interval_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_days(text) <= 3650
    except BadValue:
        pass

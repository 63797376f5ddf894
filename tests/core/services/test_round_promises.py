"""The calendar shows visits of rounds beyond the two weeks that are planned, and stores none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import icalendar

from crmdesk.core.domain.calendar import VISIT, CalendarItem
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.services import (
    calendar,
    calendar_export,
    calendar_moves,
    customers,
    opening,
    round_ahead,
    visit_rounds,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.rounds import TUESDAY, tuesdays
from tests.factories import TODAY

WEEK = dt.timedelta(days=7)
LAST = TUESDAY + 4 * WEEK


def shown(shop: Workspace, staff: str = "") -> list[CalendarItem]:
    return calendar.items(shop, TODAY, LAST, (VISIT,), staff)


def days(found: list[CalendarItem], name: str = "甲") -> list[tuple[str, bool]]:
    return [(f"{one.day:%m-%d}", bool(one.id)) for one in found if one.title == name]


def test_that_a_round_stands_on_all_its_days_and_only_two_weeks_of_it_are_stored(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people, at=dt.time(9)))
    assert days(shown(shop)) == [
        ("11-24", True),
        ("12-01", True),
        ("12-08", False),
        ("12-15", False),
        ("12-22", False),
    ]
    times = [(one.title, f"{one.at:%H:%M}", one.length) for one in shown(shop) if one.day == LAST]
    assert times == [("甲", "09:00", 45), ("乙", "09:55", 45), ("丙", "11:10", 45)]
    assert len(visits.between(shop, TODAY, LAST)) == 6
    later = factories.at(shop, TODAY + WEEK)
    before = [one.key for one in shown(later)]
    round_ahead.plan_ahead(later)
    assert days(shown(later))[2:4] == [("12-08", True), ("12-15", False)]
    assert [one.key for one in shown(later)] == before


def test_that_what_rests_or_ends_or_is_in_the_bin_is_not_promised(
    shop: Workspace, people: list[int]
) -> None:
    round_id = visit_rounds.make(shop, tuesdays(people, until=TUESDAY + 2 * WEEK)).new_id
    assert days(shown(shop))[2:] == [("12-08", False)]
    customers.to_bin(shop, people[1:2])
    assert {one.title for one in shown(shop) if not one.id} == {"甲", "丙"}
    visit_rounds.pause(shop, round_id)
    assert shown(shop) == []


def test_that_a_promised_visit_falls_on_the_next_open_day_and_on_nobody_twice(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people, name="城西", staff="小李"))
    visit_rounds.make(shop, tuesdays(people[:1], name="老客户", staff="小王"))
    pause = Closed(TUESDAY + 2 * WEEK, TUESDAY + 2 * WEEK, "盘点")
    opening.save(shop, replace(Opening(), closed=(pause,)))
    assert days(shown(shop))[2:3] == [("12-09", False)]
    assert days(shown(shop, "小王")) == []
    by_hand = visits.plan_visits(shop, people[:1], LAST).new_id
    assert [one.id for one in shown(shop) if one.day == LAST and one.title == "甲"] == [by_hand]


def test_that_a_promised_visit_says_when_it_can_be_moved(
    shop: Workspace, people: list[int]
) -> None:
    visit_rounds.make(shop, tuesdays(people))
    promised = next(one for one in shown(shop) if not one.id)
    assert not promised.movable
    assert calendar_moves.why_fixed(promised) == (
        "“城西” plans this visit two weeks ahead; then it can be moved."
    )


def test_that_a_phone_keeps_a_visit_of_a_round_that_is_planned_later(
    shop: Workspace, people: list[int], tmp_path: Path
) -> None:
    visit_rounds.make(shop, tuesdays(people[:1]))
    first = exported(shop, tmp_path / "a.ics")
    later = factories.at(shop, TODAY + WEEK)
    round_ahead.plan_ahead(later)
    assert exported(later, tmp_path / "b.ics") == first
    assert {status for _uid, status in first} == {"CONFIRMED"} and len(first) == 5


def exported(shop: Workspace, path: Path) -> set[tuple[str, str]]:
    calendar_export.export(shop, path, TODAY, LAST, kinds=(VISIT,))
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {(str(one["uid"]), str(one["status"])) for one in events}

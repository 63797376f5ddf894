"""What speaks against a plan: each rule, and that it is silent where nothing does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, Visit, VisitRow
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.domain.visit_warnings import Known, show_hours, warnings

MONDAY = dt.date(2026, 11, 23)
TUESDAY = dt.date(2026, 11, 24)
SUNDAY = dt.date(2026, 11, 29)
ORDINARY = Known(MONDAY, Opening(), TimePlan(), {})


def row(
    number: int, at: str = "", *, customer: int = 0, day: dt.date = MONDAY, **more: str
) -> VisitRow:
    visit = Visit(
        id=number,
        customer_id=customer or number,
        on=day,
        at=dt.time.fromisoformat(at) if at else None,
        staff=more.get("staff", ""),
        status=more.get("status", "planned"),
    )
    return VisitRow(
        visit=visit,
        customer=more.get("name", f"客户{number}"),
        phone=more.get("phone", "138"),
        address=more.get("address", "西湖区文三路1号"),
        district=more.get("district", "西湖区"),
        grade="",
        last_note="",
    )


def told(
    rows: list[VisitRow], known: Known = ORDINARY, *days: dt.date
) -> list[tuple[str, int, str]]:
    found = warnings(days or (MONDAY,), rows, known)
    return [(one.kind, one.visit_id, one.text) for one in found]


def with_complaints(complaints: Mapping[int, OpenCase]) -> Known:
    return replace(ORDINARY, complaints=complaints)


def test_that_an_ordinary_day_has_no_warnings() -> None:
    assert told([row(1, "09:00"), row(2, "10:00"), row(3)]) == []


def test_that_a_closed_day_is_told_with_its_reason_even_when_nothing_is_planned() -> None:
    assert told([], ORDINARY, SUNDAY) == [("closed", 0, "The shop is closed")]
    holiday = replace(ORDINARY, opening=Opening(closed=(Closed(MONDAY, MONDAY, "盘点"),)))
    assert told([row(1, day=MONDAY)], holiday) == [("closed", 0, "Closed: 盘点")]


def test_that_both_visits_that_overlap_name_each_other() -> None:
    assert told([row(2, "09:30"), row(1, "09:00")]) == [
        ("double", 1, "Overlaps with 客户2, 09:30"),
        ("double", 2, "Overlaps with 客户1, 09:00"),
    ]


def test_that_two_of_the_staff_may_be_on_their_way_at_the_same_time() -> None:
    assert told([row(1, "09:00", staff="小王"), row(2, "09:00", staff="小李")]) == []


def test_that_what_is_done_missed_or_moved_is_in_nobodys_way() -> None:
    rows = [
        row(1, "09:00"),
        *(row(n, "09:00", status=s) for n, s in ((2, DONE), (3, MISSED), (4, MOVED))),
    ]
    assert told(rows) == []


def test_that_a_customer_planned_twice_is_told_at_both_visits() -> None:
    rows = [row(1, customer=7), row(2, customer=7, day=TUESDAY)]
    assert told(rows, ORDINARY, MONDAY, TUESDAY) == [
        ("twice", 1, "Also planned Tue"),
        ("twice", 2, "Also planned Mon"),
    ]
    assert told([row(1, customer=7), row(2, customer=7)])[0] == ("twice", 1, "Twice on this day")


def test_that_visits_before_opening_and_from_closing_on_are_outside_the_hours() -> None:
    found = told([row(1, "08:59"), row(2, "18:00"), row(3, "10:00"), row(4, "17:15")])
    assert found == [
        ("hours", 1, "Before opening at 09:00"),
        ("hours", 2, "After closing at 18:00"),
    ]


def test_that_an_open_complaint_is_told_with_its_day() -> None:
    case = OpenCase("TS-2026-0003", "色差", dt.date(2026, 11, 20))
    words = "Open complaint TS-2026-0003 since Fri 20 Nov"
    assert told([row(1), row(2)], with_complaints({1: case})) == [("complaint", 1, words)]


def test_that_a_visit_without_an_address_says_what_is_missing() -> None:
    assert told([row(1, address=""), row(2, address="", phone=""), row(3, phone="")]) == [
        ("unreachable", 1, "No address"),
        ("unreachable", 2, "No address, no phone number"),
    ]


def test_that_too_many_visits_for_one_of_the_staff_are_told_at_the_day() -> None:
    many = [row(n, staff="小王") for n in range(1, 12)]
    assert told([*many, row(99, staff="小李")]) == [("full", 0, "Too much for 小王: 10 of 9 hours")]
    assert told([row(n) for n in range(1, 12)])[0][2] == "Too much for one day: 10 of 9 hours"
    assert told(many[:9]) == []


def test_that_days_before_today_are_left_alone() -> None:
    later = replace(ORDINARY, today=TUESDAY)
    assert told([row(1, "07:00", address="")], later, MONDAY) == []


def test_that_hours_are_shown_to_the_half() -> None:
    assert [show_hours(minutes) for minutes in (0, 44, 60, 95, 540)] == [
        "0",
        "0.5",
        "1",
        "1.5",
        "9",
    ]

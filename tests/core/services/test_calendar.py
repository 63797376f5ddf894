"""The calendar shows everything that has a date, on its day and in one order."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.occasions import OccasionSettings
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import (
    calendar,
    calendar_moves,
    customers,
    followups,
    history,
    occasion_settings,
    opening,
    series,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

DAY = dt.timedelta(days=1)
FIRST, LAST = TODAY - 10 * DAY, TODAY + 31 * DAY


def plan(shop: Workspace, customer_id: int, days: int, **more: object) -> int:
    wanted = FollowUp(customer_id=customer_id, due=TODAY + days * DAY, **more)  # type: ignore[arg-type]
    return followups.plan(shop, wanted).new_id


def titles(shop: Workspace, *kinds: str, first: dt.date = FIRST, last: dt.date = LAST) -> list[str]:
    return [item.title for item in calendar.items(shop, first, last, kinds or words.EVERY_KIND)]


def test_that_an_empty_shop_has_an_empty_calendar(shop: Workspace) -> None:
    assert calendar.items(shop, FIRST, LAST, (words.FOLLOW_UP, words.VISIT, words.BIRTHDAY)) == []


def test_that_a_day_begins_with_what_has_a_time_and_ends_with_birthdays(shop: Workspace) -> None:
    born = Birthday(TODAY.month, TODAY.day, 1986)
    a = factories.add(shop, "张伟", birthday=born)
    b = factories.add(shop, "李娜")
    plan(shop, a, 0, what="送样品")
    plan(shop, b, 0, at=dt.time(15), what="回电话")
    visits.plan_visits(shop, [a], TODAY, at=dt.time(10), purpose="量尺寸")
    found = calendar.items(shop, TODAY, TODAY, (words.FOLLOW_UP, words.VISIT, words.BIRTHDAY))
    assert [(one.noun, one.title, one.detail, one.at) for one in found] == [
        ("visit", "张伟", "量尺寸", dt.time(10)),
        ("follow_up", "李娜", "回电话", dt.time(15)),
        ("follow_up", "张伟", "送样品", None),
        ("birthday", "张伟", "turns 40", None),
    ]
    assert [one.movable for one in found] == [True, True, True, False]


def test_that_what_was_done_stays_and_what_was_cancelled_goes(shop: Workspace) -> None:
    made = factories.add(shop)
    done, gone = plan(shop, made, 2, what="打电话"), plan(shop, made, 3, what="不用了")
    followups.done(shop, done)
    followups.cancel(shop, gone)
    found = calendar.items(shop, FIRST, LAST, (words.FOLLOW_UP,))
    assert [(one.detail, one.done, one.movable) for one in found] == [("打电话", True, False)]


def test_that_a_moved_visit_stands_on_its_new_day_alone(shop: Workspace) -> None:
    made = factories.add(shop)
    visit = visits.plan_visits(shop, [made], TODAY).new_id
    visits.move(shop, visit, TODAY + 3 * DAY, dt.time(9))
    found = calendar.items(shop, FIRST, LAST, (words.VISIT,))
    assert [(one.day, one.at) for one in found] == [(TODAY + 3 * DAY, dt.time(9))]


def test_that_what_is_late_is_told_apart(shop: Workspace) -> None:
    made = factories.add(shop)
    plan(shop, made, -1), plan(shop, made, 1)
    assert [one.tone for one in calendar.items(shop, FIRST, LAST)][:2] == ["danger", "accent"]


def test_that_customers_in_the_bin_are_not_shown(shop: Workspace) -> None:
    made = factories.add(shop, birthday=Birthday(11, 25))
    plan(shop, made, 1)
    visits.plan_visits(shop, [made], TODAY)
    customers.to_bin(shop, [made])
    assert titles(shop, words.FOLLOW_UP, words.VISIT, words.BIRTHDAY) == []


def test_that_staff_see_their_own_and_what_is_everybodys(shop: Workspace) -> None:
    opening.save(shop, Opening(closed=(Closed(TODAY, TODAY, "盘点"),)))
    mine = factories.add(shop, "张伟", staff="小李", birthday=Birthday(11, 25))
    other = factories.add(shop, "李娜", staff="小王", birthday=Birthday(11, 25))
    plan(shop, mine, 1, staff="小王"), plan(shop, other, 1, staff="小李")
    found = calendar.items(
        shop, FIRST, LAST, (words.CLOSED, words.FOLLOW_UP, words.BIRTHDAY), "小李"
    )
    assert [(one.noun, one.title) for one in found] == [
        ("closed", "盘点"),
        ("follow_up", "李娜"),
        ("birthday", "张伟"),
    ]


def test_that_a_pause_is_shown_day_by_day_but_for_days_the_shop_is_open(shop: Workspace) -> None:
    pause = Closed(TODAY - 20 * DAY, TODAY + 3 * DAY, "装修")
    opening.save(shop, Opening(closed=(pause,), open_days=frozenset({TODAY + DAY})))
    found = calendar.items(shop, TODAY, LAST, (words.CLOSED,))
    assert [(one.day - TODAY).days for one in found] == [0, 2, 3]
    assert not any(one.movable for one in found)


def test_that_lunar_birthdays_fall_on_each_years_own_date(shop: Workspace) -> None:
    factories.add(shop, "老周", birthday=Birthday(8, 15, 1970, lunar=True))
    found = calendar.items(shop, dt.date(2025, 1, 1), dt.date(2027, 12, 31), (words.BIRTHDAY,))
    assert [one.day.isoformat() for one in found] == ["2025-10-06", "2026-09-25", "2027-09-15"]
    assert found[0].detail == "turns 55 · lunar 1970-8-15"
    assert len({one.key for one in found}) == 3


def test_that_festivals_are_those_of_the_shops_regions(shop: Workspace) -> None:
    found = calendar.items(shop, FIRST, LAST, (words.FESTIVAL,))
    assert [one.title for one in found] == ["Thanksgiving"]
    occasion_settings.save(shop, OccasionSettings(regions=("cn",)))
    found = calendar.items(shop, dt.date(2026, 12, 1), dt.date(2027, 2, 28), (words.FESTIVAL,))
    assert "Spring Festival" in [one.title for one in found if one.day == dt.date(2027, 2, 6)]
    assert not any(one.movable or one.customer_id for one in found)


def test_that_the_29th_of_february_is_kept_on_the_28th_of_other_years(shop: Workspace) -> None:
    factories.add(shop, birthday=Birthday(2, 29))
    found = calendar.items(shop, dt.date(2027, 2, 1), dt.date(2028, 3, 1), (words.BIRTHDAY,))
    assert [one.day.isoformat() for one in found] == ["2027-02-28", "2028-02-29"]


def test_that_the_lunar_calendar_ends_without_trouble(shop: Workspace) -> None:
    factories.add(shop, birthday=Birthday(1, 1, lunar=True))
    factories.add(shop, "李娜", birthday=Birthday(2, 3))
    for year in (1850, 2150):
        found = calendar.items(shop, dt.date(year, 1, 1), dt.date(year, 12, 31))
        assert [one.title for one in found if one.noun == words.BIRTHDAY] == ["李娜"]


def test_that_a_full_day_tells_how_many_there_are(shop: Workspace) -> None:
    ids = [factories.add(shop, f"客户{number}") for number in range(5)]
    for number in ids:
        plan(shop, number, 1, at=dt.time(8 + number % 10))
    visits.plan_visits(shop, ids, TODAY)
    found = calendar.span(shop, FIRST, LAST, (words.FOLLOW_UP, words.VISIT), most=2)
    assert len(found.items) == 4
    assert dict(found.counts) == {(TODAY + DAY, "follow_up"): 5, (TODAY, "visit"): 5}
    assert found.total() == 10


def test_that_birthdays_of_both_calendars_on_one_day_are_counted_together(shop: Workspace) -> None:
    day = dt.date(2026, 9, 25)  # the 15th of the 8th lunar month
    for number in range(3):
        factories.add(shop, f"甲{number}", birthday=Birthday(9, 25))
        factories.add(shop, f"乙{number}", birthday=Birthday(8, 15, lunar=True))
    found = calendar.span(shop, day, day, (words.BIRTHDAY,), most=2)
    assert (len(found.items), found.counts[(day, words.BIRTHDAY)]) == (4, 6)


def weekly(shop: Workspace) -> int:
    made = factories.add(shop, "张伟", "13800138000")
    wanted = FollowUp(customer_id=made, due=TODAY, what="送茶样", at=dt.time(9))
    return series.plan(shop, wanted, Repeat(rule=parse_rule("weekly", TODAY))).new_id


def test_that_what_comes_again_stands_on_all_its_days(shop: Workspace) -> None:
    waiting = weekly(shop)
    found = calendar.items(shop, TODAY, TODAY + 21 * DAY, (words.FOLLOW_UP,))
    assert [(one.id, (one.day - TODAY).days) for one in found] == [
        (waiting, 0),
        (0, 7),
        (0, 14),
        (0, 21),
    ]
    assert {(one.title, one.phone, one.at) for one in found} == {
        ("张伟", "13800138000", dt.time(9))
    }
    counted = calendar.span(shop, TODAY, TODAY + 21 * DAY, (words.FOLLOW_UP,), most=1)
    assert counted.total() == 4


def test_that_one_of_a_series_moves_alone_and_keeps_its_name(shop: Workspace) -> None:
    weekly(shop)
    second = calendar.items(shop, TODAY + DAY, TODAY + 7 * DAY, (words.FOLLOW_UP,))[0]
    calendar_moves.move(shop, second, TODAY + 9 * DAY, dt.time(11))
    found = calendar.items(shop, TODAY, TODAY + 14 * DAY, (words.FOLLOW_UP,))
    assert [(one.day - TODAY).days for one in found] == [0, 9, 14]
    assert (found[1].key, found[1].at) == (second.key, dt.time(11))
    assert found[1].id
    history.undo(shop)
    again = calendar.items(shop, TODAY, TODAY + 14 * DAY, (words.FOLLOW_UP,))
    assert [(one.day - TODAY).days for one in again] == [0, 7, 14]


def test_that_one_of_a_series_can_lose_its_time_or_be_left_out(shop: Workspace) -> None:
    weekly(shop)
    second, third = calendar.items(shop, TODAY + DAY, TODAY + 14 * DAY, (words.FOLLOW_UP,))
    calendar_moves.move(shop, second, second.day, None)
    calendar_moves.cancel(shop, third)
    found = calendar.items(shop, TODAY, TODAY + 21 * DAY, (words.FOLLOW_UP,))
    assert [((one.day - TODAY).days, one.at is None) for one in found] == [
        (0, False),
        (7, True),
        (21, False),
    ]


def test_that_one_of_a_series_is_left_out_in_one_step(shop: Workspace) -> None:
    weekly(shop)
    before = factories.recorded(shop)
    second = calendar.items(shop, TODAY + DAY, TODAY + 7 * DAY, (words.FOLLOW_UP,))[0]
    calendar_moves.cancel(shop, second)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_what_stays_where_it_is_says_why(shop: Workspace) -> None:
    made = factories.add(shop, birthday=Birthday(11, 25))
    done = plan(shop, made, 0)
    followups.done(shop, done)
    opening.save(shop, Opening(closed=(Closed(TODAY, TODAY),)))
    for item in calendar.items(shop, FIRST, LAST):
        assert not item.movable and calendar_moves.why_fixed(item)
        for act in (
            lambda one=item: calendar_moves.move(shop, one, TODAY + DAY),
            lambda one=item: calendar_moves.cancel(shop, one),
        ):
            with pytest.raises(CrmError):
                act()


def test_that_a_visit_that_changes_its_time_stays_the_same_visit(shop: Workspace) -> None:
    number = visits.plan_visits(shop, [factories.add(shop)], TODAY).new_id
    item = calendar.items(shop, TODAY, TODAY, (words.VISIT,))[0]
    calendar_moves.move(shop, item, TODAY, dt.time(10))
    found = calendar.items(shop, TODAY, TODAY, (words.VISIT,))
    assert [(one.id, one.at) for one in found] == [(number, dt.time(10))]
    calendar_moves.cancel(shop, found[0])
    assert calendar.items(shop, TODAY, TODAY, (words.VISIT,)) == []

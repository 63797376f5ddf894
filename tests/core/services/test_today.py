"""The start page tells what waits, with counts that are true beyond what is listed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.occasions import OccasionSettings
from crmdesk.core.domain.visit import MOVED, Result
from crmdesk.core.services import (
    activities,
    birthday_rows,
    customers,
    followups,
    greetings,
    occasion_settings,
    occasions,
    visit_results,
    visits,
)
from crmdesk.core.services.today import LONGEST_LIST, LONGEST_SILENT, today, waiting
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

DAY = dt.timedelta(days=1)


def plan(shop: Workspace, customer_id: int, days: int, what: str = "", **more: object) -> int:
    wanted = FollowUp(customer_id=customer_id, due=TODAY + days * DAY, what=what, **more)  # type: ignore[arg-type]
    return followups.plan(shop, wanted).new_id


def birthdays(shop: Workspace, on: dt.date) -> list[tuple[str, dt.date, int | None]]:
    return [(row.name, row.on, row.turning) for row in today(shop, on).birthdays]


def test_that_an_empty_shop_has_nothing_to_do(shop: Workspace) -> None:
    found = today(shop)
    assert (found.on, found.overdue, found.due, found.coming) == (TODAY, (), (), ())
    assert (found.visits, found.birthdays) == ((), ())
    assert (found.counts.silent, found.silent) == (0, ())


def test_that_follow_ups_stand_where_their_date_says(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000", company="西湖", grade="A")
    note = Activity(customer_id=made, on=TODAY, kind="call", text="说好再打")
    activities.note_contact(shop, note)
    for days in (-30, -1, 0, 1, 7, 8):
        plan(shop, made, days, f"{days}")
    found = today(shop)
    assert [row.follow_up.what for row in found.overdue] == ["-30", "-1"]
    assert [row.follow_up.what for row in found.due] == ["0"]
    assert [row.follow_up.what for row in found.coming] == ["1", "7"]
    counts = found.counts
    assert (counts.overdue, counts.due, counts.coming) == (2, 1, 2)
    row = found.due[0]
    assert (row.customer, row.mobile, row.company, row.grade, row.last_note) == (
        "张伟",
        "13800138000",
        "西湖",
        "A",
        "说好再打",
    )


def test_that_the_urgent_and_the_early_come_first(shop: Workspace) -> None:
    made = factories.add(shop)
    plan(shop, made, 0, "later", at=dt.time(15))
    plan(shop, made, 0, "untimed")
    plan(shop, made, 0, "early", at=dt.time(9))
    plan(shop, made, 0, "urgent", priority=2, at=dt.time(18))
    plan(shop, made, 0, "low", priority=0, at=dt.time(8))
    assert [row.follow_up.what for row in today(shop).due] == [
        "urgent",
        "early",
        "later",
        "untimed",
        "low",
    ]


def test_that_what_is_done_cancelled_or_in_the_bin_does_not_wait(shop: Workspace) -> None:
    made, gone = factories.add(shop), factories.add(shop, "李娜", birthday=Birthday(11, 21))
    followups.done(shop, plan(shop, made, 0))
    followups.cancel(shop, plan(shop, made, 0))
    plan(shop, gone, 0)
    visits.plan_visits(shop, [gone], TODAY)
    customers.to_bin(shop, [gone])
    found = today(shop)
    assert (found.due, found.visits, found.birthdays) == ((), (), ())
    assert found.counts.due == found.counts.visits == found.counts.birthdays == 0


def test_that_counts_go_on_where_lists_end(shop: Workspace) -> None:
    made = factories.add(shop)
    wanted = [FollowUp(customer_id=made, due=TODAY, what=f"{n}") for n in range(LONGEST_LIST + 3)]
    followups.plan_many(shop, wanted)
    found = today(shop)
    assert len(found.due) == LONGEST_LIST
    assert found.counts.due == LONGEST_LIST + 3


def test_that_visits_of_the_day_stand_in_their_order(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    visits.plan_visits(shop, ids[::-1], TODAY)
    visits.plan_visits(shop, ids, TODAY + DAY)
    found = today(shop)
    assert [line.row.customer for line in found.visits] == ["李娜", "张伟"]
    assert found.counts.visits == 2


def test_that_the_visits_counted_are_the_visits_listed(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜", "王芳")]
    visits.plan_visits(shop, ids, TODAY)
    first, second, _third = visits.between(shop, TODAY, TODAY)
    visits.finish(shop, first.visit.id, outcome="好")
    visits.move(shop, second.visit.id, TODAY + DAY)
    found = today(shop)
    assert [line.row.visit.status for line in found.visits] == ["done", "planned"]
    assert found.counts.visits == len(found.visits)


def test_that_a_visit_has_the_number_of_the_printed_sheet(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜", "王芳", "赵敏")]
    visits.plan_visits(shop, ids, TODAY)
    first, second, _third, _fourth = visits.between(shop, TODAY, TODAY)
    visits.move(shop, first.visit.id, TODAY + DAY)
    visit_results.enter(shop, second.visit.id, Result(status=MOVED, to=TODAY + DAY))
    sheet = {line.row.customer: line.number for line in visit_results.sheet(shop, TODAY).rows}
    shown = {line.row.customer: line.number for line in today(shop).visits}
    assert shown == {"王芳": 2, "赵敏": 3}
    assert shown.items() <= sheet.items()


def test_that_another_day_can_be_looked_at(shop: Workspace) -> None:
    plan(shop, factories.add(shop), 3)
    found = today(shop, TODAY + 3 * DAY)
    assert (len(found.due), found.on) == (1, TODAY + 3 * DAY)


@pytest.mark.parametrize(
    "birthday, on, expected",
    [
        (Birthday(11, 21, 1990), TODAY, (TODAY, 36)),
        (Birthday(11, 28), TODAY, (dt.date(2026, 11, 28), None)),
        (Birthday(11, 29), TODAY, None),
        (Birthday(11, 20), TODAY, None),
        (Birthday(1, 2, 2000), dt.date(2026, 12, 28), (dt.date(2027, 1, 2), 27)),
        (Birthday(12, 31), dt.date(2026, 12, 28), (dt.date(2026, 12, 31), None)),
        (Birthday(2, 29, 2000), dt.date(2027, 2, 25), (dt.date(2027, 2, 28), 27)),
        (Birthday(2, 29, 2000), dt.date(2027, 3, 1), None),
        (Birthday(2, 29, 2000), dt.date(2028, 2, 25), (dt.date(2028, 2, 29), 28)),
        (Birthday(2, 28), dt.date(2028, 2, 29), None),
        (Birthday(8, 15, 1990, True), dt.date(2026, 9, 20), (dt.date(2026, 9, 25), 36)),
        (Birthday(8, 15, None, True), dt.date(2026, 9, 26), None),
        (Birthday(1, 1, None, True), dt.date(2027, 2, 1), (dt.date(2027, 2, 6), None)),
        (Birthday(12, 30, None, True), dt.date(2027, 2, 1), (dt.date(2027, 2, 5), None)),
        (Birthday(6, 1, 2025, True, True), dt.date(2026, 7, 10), (dt.date(2026, 7, 14), 1)),
    ],
)
def test_that_birthdays_of_the_next_seven_days_come_in_both_calendars(
    shop: Workspace,
    birthday: Birthday,
    on: dt.date,
    expected: tuple[dt.date, int | None] | None,
) -> None:
    factories.add(shop, "张伟", birthday=birthday)
    found = birthdays(shop, on)
    assert found == ([] if expected is None else [("张伟", *expected)])
    assert today(shop, on).counts.birthdays == len(found)


def test_that_each_birthday_of_a_year_comes_exactly_once(shop: Workspace) -> None:
    # Two weeks ahead they would be brought to mind as well.
    occasion_settings.save(shop, OccasionSettings((), (0,)))
    rows = [("姓名", "生日", "手机")]
    for month in range(1, 13):
        for day in (1, 15, 28, 29, 30):
            if (month, day) != (2, 30):
                rows.append((f"S{month}-{day}", f"{month}-{day}", ""))
    factories.bring_in(shop, *rows, mode="add")
    seen: list[str] = []
    for week in range(46):
        found = birthdays(shop, dt.date(2027, 1, 1) + week * 8 * DAY)
        seen.extend(name for name, on, _age in found if on.year == 2027)
    assert sorted(seen) == sorted(row[0] for row in rows[1:])


def test_that_the_best_customers_birthday_stands_first_on_a_day(shop: Workspace) -> None:
    for name, grade in (("张伟", ""), ("李娜", "B"), ("王芳", "A")):
        factories.add(shop, name, grade=grade, birthday=Birthday(11, 22))
    factories.add(shop, "赵六", birthday=Birthday(11, 21))
    assert [row.name for row in today(shop).birthdays] == ["赵六", "王芳", "李娜", "张伟"]


def test_that_follow_ups_of_customers_in_the_bin_are_neither_listed_nor_counted(
    shop: Workspace,
) -> None:
    kept, binned = factories.add(shop, "留"), factories.add(shop, "删")
    for customer_id in (kept, binned):
        for days in (-2, 0, 3):
            plan(shop, customer_id, days)
    customers.to_bin(shop, [binned])
    found = today(shop)
    counts = found.counts
    assert (counts.overdue, counts.due, counts.coming) == (1, 1, 1)
    assert {row.customer for row in (*found.overdue, *found.due, *found.coming)} == {"留"}
    assert waiting(shop) == 2
    customers.restore(shop, [binned])
    assert waiting(shop) == 4


def test_that_silent_customers_are_counted_and_the_longest_silent_listed(shop: Workspace) -> None:
    for number in range(LONGEST_SILENT + 2):
        made = factories.add(shop, f"客{number}", grade="A")
        on = TODAY - (100 - number) * DAY
        activities.note_contact(shop, Activity(customer_id=made, on=on, kind="call", text="x"))
    found = today(shop)
    assert found.counts.silent == LONGEST_SILENT + 2
    assert [row.name for row in found.silent] == [f"客{n}" for n in range(LONGEST_SILENT)]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 12),
            st.integers(1, 29),
            st.booleans(),
            st.sampled_from(["", "A", "B", "钻石"]),
            st.booleans(),
        ),
        max_size=14,
    ),
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
)
@settings(max_examples=40, deadline=None)
def test_that_birthdays_are_counted_by_the_day_as_if_each_was_looked_at(
    people: list[tuple[int, int, bool, str, bool]], on: dt.date
) -> None:
    with TemporaryDirectory() as folder:
        shop = factories.open_shop(Path(folder))
        for month, day, lunar, grade, binned in people:
            if month == 2 or day < 29 or lunar:
                made = factories.add(
                    shop, "某", grade=grade, birthday=Birthday(month, day, None, lunar)
                )
                if binned:
                    customers.to_bin(shop, [made])
        last = on + 7 * DAY
        with shop.database.read() as connection:
            each = birthday_rows.birthdays_of(connection, on, last)
            # Those of the seventh day after it are to be brought to mind today.
            each += birthday_rows.birthdays_of(connection, last + 7 * DAY, last + 7 * DAY)
        found = today(shop, on)
        assert [dataclasses.replace(row, reminds=False) for row in found.birthdays] == each
        assert found.counts.birthdays == len(each)
        greetings = occasions.greetings_due(shop, on)
        born = [row for row in greetings.due if row.occasion == "birthday"]
        assert len(born) <= found.counts.greetings == greetings.count
        shop.database.close()


def test_that_who_was_greeted_is_not_counted_any_more(shop: Workspace) -> None:
    made = factories.add(shop, "寿", birthday=Birthday(11, 21, 1990))
    factories.add(shop, "星", birthday=Birthday(11, 20, 1990))
    before = today(shop).counts.greetings
    assert before == len(occasions.greetings_due(shop).due) == 2
    row = next(one for one in occasions.greetings_due(shop).due if one.customer_id == made)
    greetings.mark_sent(shop, row, "生日快乐")
    assert today(shop).counts.greetings == 1

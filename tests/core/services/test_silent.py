"""Who is silent, why, and in which order; contacts, grades, settings and the bin change it."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    activities,
    checking,
    customers,
    duplicates,
    followups,
    history,
    importing,
    silent,
    staying,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

DAY = dt.timedelta(days=1)


def contact(shop: Workspace, customer_id: int, *days_ago: int, kind: str = "call") -> int:
    last = 0
    for days in days_ago:
        note = Activity(customer_id=customer_id, on=TODAY - days * DAY, kind=kind, text="x")
        last = activities.note_contact(shop, note).operation_id
    return last


def met(shop: Workspace, name: str, *days_ago: int, **more: object) -> int:
    made = factories.add(shop, name, **more)  # type: ignore[arg-type]
    contact(shop, made, *days_ago)
    return made


def names(shop: Workspace) -> list[str]:
    with shop.database.read() as connection:
        counted = silent.count(connection, TODAY)
    found = silent.silent(shop)
    assert counted == len(found)
    assert [row.customer_id for row in found] == list(silent.ids(shop))
    page = silent.first_page(shop)
    assert (page.total, list(page.ids)) == (counted, list(silent.ids(shop)))
    return [row.name for row in found]


def never(shop: Workspace) -> list[str]:
    page = silent.first_page(shop, never=True)
    assert page.total == len(silent.ids(shop, never=True))
    return [row.name for row in page.rows if row is not None]


def rhythm(shop: Workspace, customer_id: int) -> tuple[int, str | None]:
    with shop.database.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT usual_days, drift_on FROM customer WHERE id=?", (customer_id,)
        ).one()
    return row[0], row[1]


def test_that_the_longest_silent_comes_first_with_the_reason_in_words(shop: Workspace) -> None:
    met(shop, "近", 10, grade="A")
    met(shop, "甲", 61, grade="A")
    met(shop, "丙", 91, grade="C")
    met(shop, "乙", 30, grade="B")
    met(shop, "丁", 500, grade="D")
    assert names(shop) == ["丙", "甲"]
    assert [row.reason() for row in silent.silent(shop)] == [
        "Grade C: every 90 days, last contact 2026-08-22 (91 days ago)",
        "Grade A: every 14 days, last contact 2026-09-21 (61 days ago)",
    ]
    assert [row.name for row in silent.silent(shop, 1)] == ["丙"]


def test_that_who_breaks_the_own_rhythm_is_silent_without_any_interval(shop: Workspace) -> None:
    made = met(shop, "常客", *(61 + 28 * number for number in range(5)), grade="D")
    met(shop, "稀客", 61, 89, 117)
    assert rhythm(shop, made) == (28, (TODAY - 5 * DAY).isoformat())
    assert names(shop) == ["常客"]
    assert silent.silent(shop)[0].reason() == "Usually every 28 days, now 61"
    assert silent.contact_days(shop, made)[:2] == [TODAY - 61 * DAY, TODAY - 89 * DAY]


def test_that_who_breaks_both_rules_stands_in_the_list_once(shop: Workspace) -> None:
    met(shop, "常客", *(61 + 28 * number for number in range(5)), grade="A")
    assert names(shop) == ["常客"]
    assert silent.silent(shop)[0].reason().endswith("· usually every 28 days, now 61")


def test_that_a_note_to_oneself_is_no_contact(shop: Workspace) -> None:
    made = met(shop, "甲", 61, grade="A")
    contact(shop, made, 1, 2, 3, 4, 5, kind="note")
    assert names(shop) == ["甲"]
    assert rhythm(shop, made) == (0, None)
    assert silent.contact_days(shop, made) == [TODAY - 61 * DAY]


def test_that_a_contact_ends_the_silence_and_its_undo_brings_it_back(shop: Workspace) -> None:
    made = met(shop, "甲", 60, 90, 120, 150, grade="A")
    before = rhythm(shop, made)
    assert before == (30, (TODAY).isoformat())
    noted = contact(shop, made, 0)
    assert names(shop) == []
    assert rhythm(shop, made) == (30, (TODAY + 60 * DAY).isoformat())
    history.undo(shop, noted)
    assert names(shop) == ["甲"]
    assert rhythm(shop, made) == before


def test_that_a_rhythm_ends_when_its_contacts_are_taken_away(shop: Workspace) -> None:
    made = met(shop, "甲", 70, 80, 90, 100, grade="")
    assert names(shop) == ["甲"]
    item = next(one for one in customers.timeline(shop, made) if one.noun == "activity")
    activities.remove_activity(shop, item.id)
    assert rhythm(shop, made) == (0, None)
    assert names(shop) == []


def test_that_an_open_follow_up_takes_the_customer_off_the_list(shop: Workspace) -> None:
    made = met(shop, "甲", 61, grade="A")
    wanted = FollowUp(customer_id=made, due=TODAY + DAY, what="打电话")
    planned = followups.plan(shop, wanted)
    assert names(shop) == []
    followups.cancel(shop, planned.new_id)
    assert names(shop) == ["甲"]


def test_that_another_grade_or_another_stage_changes_the_list_at_once(shop: Workspace) -> None:
    made = met(shop, "甲", 61, grade="C")
    assert names(shop) == []
    changed = customers.set_field(shop, [made], "grade", "A")
    assert names(shop) == ["甲"]
    customers.set_field(shop, [made], "stage", "lost")
    assert names(shop) == []
    customers.set_field(shop, [made], "stage", "silent")
    history.undo(shop, changed.operation_id, leave=())
    assert names(shop) == []


def test_that_other_intervals_make_others_silent(shop: Workspace) -> None:
    met(shop, "甲", 61, grade="A")
    met(shop, "钻", 5, grade="钻石")
    assert names(shop) == ["甲"]
    saved = staying.save(shop, {"A": 0, "钻石": 3})
    assert names(shop) == ["钻"]
    assert silent.silent(shop)[0].reason().startswith("Grade 钻石: every 3 days")
    history.undo(shop, saved.operation_id)
    assert names(shop) == ["甲"]


def test_that_the_bin_is_silent_about_its_customers(shop: Workspace) -> None:
    made = met(shop, "甲", 61, grade="A")
    factories.add(shop, "新", grade="A")
    customers.to_bin(shop, [made, made + 1])
    assert names(shop) == [] and never(shop) == []
    customers.restore(shop, [made, made + 1])
    assert names(shop) == ["甲"] and never(shop) == ["新"]


def test_that_those_never_contacted_are_a_list_of_their_own(shop: Workspace) -> None:
    factories.add(shop, "晚", grade="A", created=TODAY)
    factories.add(shop, "早", grade="C", created=TODAY - 30 * DAY)
    factories.add(shop, "无", grade="D")
    met(shop, "甲", 61, grade="A")
    planned = factories.add(shop, "约", grade="A")
    followups.plan(shop, FollowUp(customer_id=planned, due=TODAY, what="打电话"))
    assert names(shop) == ["甲"]
    assert never(shop) == ["早", "晚"]
    assert silent.first_page(shop, never=True).rows[0].reason() == "Never contacted"  # type: ignore[union-attr]


def test_that_a_rebuild_gives_the_same_rhythms(shop: Workspace) -> None:
    made = met(shop, "甲", 61, 70, 82, 90, 101, grade="A")
    before = rhythm(shop, made)
    assert before[0] == 10
    with shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET usual_days=99, drift_on='2000-01-01'")
    checking.rebuild(shop)
    assert rhythm(shop, made) == before


def test_that_a_list_of_past_contacts_brings_its_rhythm_and_takes_it_back(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000")
    rows = [("手机", "跟进时间", "跟进方式", "跟进内容")]
    rows += [("13800138000", f"2026-0{month}-01", "电话", "来电") for month in (1, 2, 3, 4)]
    setup = importing.begin(factories.a_list(*rows), header_index=0, target=ACTIVITIES)
    written = importing.write(shop, setup, importing.check(shop, setup))
    assert rhythm(shop, made) == (31, "2026-06-02")
    assert names(shop) == ["张伟"]
    history.undo(shop, written.changes.operation_id)
    assert rhythm(shop, made) == (0, None)


def test_that_a_merge_joins_the_contacts_of_both_and_undo_parts_them(shop: Workspace) -> None:
    first = met(shop, "甲", 100, 120)
    second = met(shop, "甲", 110, 130)
    ids = (first, second)
    merged = duplicates.merge(shop, ids, duplicates.proposed(shop, ids))
    assert [row.usual_days for row in silent.silent(shop)] == [10]
    history.undo(shop, merged.operation_id)
    assert rhythm(shop, first) == rhythm(shop, second) == (0, None)


def test_that_who_has_a_visit_ahead_is_not_forgotten(shop: Workspace) -> None:
    seen = met(shop, "约好", 61, grade="A")
    met(shop, "没约", 62, grade="A")
    own = met(shop, "自定", 200, grade="A", stay_days=30)
    new = factories.add(shop, "新来", grade="A")
    assert names(shop) == ["自定", "没约", "约好"] and never(shop) == ["新来"]
    made = visits.plan_visits(shop, [seen, own, new], TODAY + 3 * DAY)
    assert names(shop) == ["没约"] and never(shop) == []
    history.undo(shop, made.operation_id)
    assert names(shop) == ["自定", "没约", "约好"] and never(shop) == ["新来"]


def test_that_a_visit_that_is_over_or_did_not_happen_protects_nobody(shop: Workspace) -> None:
    late = met(shop, "过期", 61, grade="A")
    missed = met(shop, "没见到", 60, grade="A")
    today = met(shop, "今天", 59, grade="A")
    visits.plan_visits(shop, [late], TODAY - DAY)
    visits.miss(shop, visits.plan_visits(shop, [missed], TODAY).new_id)
    visits.plan_visits(shop, [today], TODAY)
    assert names(shop) == ["过期", "没见到"]

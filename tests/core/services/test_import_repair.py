"""Both sides of a row can be seen before it is written, and what is wrong be put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmdesk.core.domain.custom_fields import CHOICE, YES_NO
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import use_language
from crmdesk.core.importing.plan import DUPLICATE, FILL, NEW, OVERWRITE, SKIP, SKIPPED, UPDATE
from crmdesk.core.importing.setup_changes import with_new_field
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import choices, custom_fields, customers, history, importing
from crmdesk.core.services.import_repair import (
    Comparison,
    cells_alike,
    cells_to_offer,
    compare,
    rows_alike,
    with_decision,
    with_edit,
)
from crmdesk.core.services.importing import ImportSetup
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import everybody

HEADERS = ("姓名", "手机", "性别", "等级", "阶段", "备注", "最近到店")


def sides(shop: Workspace, setup: ImportSetup, position: int) -> Comparison:
    return compare(shop, setup, importing.check(shop, setup), position)


def listed(*rows: tuple[Cell, ...], mode: str = FILL) -> ImportSetup:
    return factories.set_up(factories.a_list(HEADERS, *rows), mode)


def told(found: Comparison) -> dict[str, tuple[str, str, str]]:
    return {one.key: (one.stored, one.listed, one.becomes) for one in found.changes}


def test_that_a_duplicate_shows_both_sides_field_by_field(shop: Workspace) -> None:
    known = factories.add(
        shop, "王芳", "13800138000", "杭州市文三路1号", gender="female", grade="B", stage="new"
    )
    row = ("王芳", "138 0013 8000", "女", "A", "老客户", "爱茶", "2026-11-01")
    setup = listed(row)
    found = sides(shop, setup, 0)
    assert (found.customer_id, found.name, found.why) == (known, "王芳", "same phone as 王芳")
    assert told(found) == {
        "name": ("王芳", "王芳", "王芳"),
        "kind": ("Person", "Person", "Person"),
        "mobile": ("13800138000", "13800138000", "13800138000"),
        "gender": ("Female", "Female", "Female"),
        "grade": ("B", "A", "B"),
        "stage": ("New", "Loyal", "New"),
        "address": ("杭州市文三路1号", "", "杭州市文三路1号"),
        "notes": ("", "爱茶", "爱茶"),
        "created": ("2026-11-21", "", "2026-11-21"),
        "last_contact": ("", "2026-11-01", "2026-11-01"),
    }
    assert [one.key for one in found.changes if one.changes] == ["last_contact", "notes"]
    over = told(sides(shop, replace(setup, mode=OVERWRITE), 0))
    assert (over["grade"], over["stage"]) == (("B", "A", "A"), ("New", "Loyal", "Loyal"))
    skipped = sides(shop, replace(setup, mode=SKIP), 0)
    assert not any(one.changes for one in skipped.changes)


def test_that_what_is_shown_is_what_is_written(shop: Workspace) -> None:
    factories.add(shop, "王芳", "13800138000", notes="怕吵")
    setup = listed(
        ("王芳", "13800138000", "女", "A", None, "爱茶", None),
        ("李娜", "13900139000", None, None, None, None, None),
        ("王芳芳", "13800138000", None, "C", None, "常来", "2026-10-01"),
        ("李娜", "13900139000", None, "D", None, None, None),
    )
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [UPDATE, NEW, UPDATE, UPDATE]
    before = [compare(shop, setup, plan, place) for place in range(4)]
    assert told(before[1])["name"] == ("", "李娜", "李娜")
    # A row above in the same list counts as stored.
    assert (before[3].customer_id, before[3].name) == (0, "李娜")
    assert told(before[3])["grade"] == ("", "D", "D")
    assert told(before[2])["notes"] == ("怕吵\n爱茶", "常来", "怕吵\n爱茶\n常来")
    importing.write(shop, setup, plan)
    first = customers.get(shop, 1)
    assert first.notes == told(before[2])["notes"][2]
    assert told(before[2])["contact_person"] == ("", "", "王芳芳")
    assert str(first.last_contact) == told(before[2])["last_contact"][2]


def test_that_a_row_left_out_or_failed_changes_nothing(shop: Workspace) -> None:
    factories.add(shop, "王芳", "13800138000")
    setup = listed(("王芳", "13800138000", "女"), (None, "13900139000"))
    plan = importing.check(shop, with_decision(setup, [1], SKIP))
    left, failed = (compare(shop, setup, plan, place) for place in (0, 1))
    assert plan.rows[0].state == SKIPPED
    assert told(left)["gender"] == ("", "Female", "")
    assert told(failed)["mobile"] == ("", "13900139000", "")
    assert failed.customer_id == 0


def test_that_labels_and_values_speak_the_users_language(shop: Workspace) -> None:
    key = f"c{custom_fields.add(shop, '寄贺卡', YES_NO).new_id}"
    factories.add(shop, "王芳", "13800138000", gender="female", custom=((key, "yes"),))
    use_language("zh_CN")
    try:
        catalogue = custom_fields.catalogue(shop)
        setup = replace(listed(("王芳", "13800138000", "女")), catalogue=catalogue)
        found = {one.key: one for one in sides(shop, setup, 0).changes}
    finally:
        use_language("en")
    assert (found["gender"].label, found["gender"].listed) == ("性别", "女")
    assert (found[key].label, found[key].stored, found[key].becomes) == ("寄贺卡", "是", "是")


def test_that_one_answer_can_be_given_to_all_cells_and_rows_alike(shop: Workspace) -> None:
    setup = listed(
        ("甲", "再问", None, None, None, "x"),
        ("乙", "13800138000"),
        ("丙", " 再问 "),
        (None, "13900139000"),
        ("丁", "忘了"),
    )
    assert cells_alike(setup, 1, 1) == [1, 3]
    plan = importing.check(shop, setup)
    assert rows_alike(plan, 0) == [0, 2, 4]
    assert rows_alike(plan, 1) == [1] and rows_alike(plan, 3) == [3]
    mended = with_edit(setup, cells_alike(setup, 1, 1), 1, "")
    plan = importing.check(shop, mended, before=plan)
    assert [bool(row.problems) for row in plan.rows] == [False, False, False, True, True]
    # What was written anew counts when cells are compared.
    assert cells_alike(mended, 2, 3) == [1, 2, 3, 4, 5]
    assert with_edit(mended, [1], 1, "再问").edits == {(3, 1): ""}


def test_that_a_name_is_offered_to_nobody_else_and_nothing_to_totals(shop: Workspace) -> None:
    setup = listed(
        (None, "13900139000", "女"),
        (None, "13900139001", "女"),
        ("甲", "再问", None),
        ("乙", "再问", None),
        ("合计", "再问", None),
    )
    plan = importing.check(shop, setup)
    assert [row.why for row in plan.rows][:2] == ["no name", "no name"]
    assert plan.rows[4].why == "total"
    assert cells_to_offer(setup, plan, 0, 0) == [], "a name where there was none is one's own"
    assert cells_to_offer(setup, plan, 0, 2) == [2]
    assert cells_to_offer(setup, plan, 2, 1) == [4], "a sum is no customer"
    assert cells_to_offer(setup, plan, 2, 2) == [4]


def test_that_a_decision_can_be_taken_back(shop: Workspace) -> None:
    factories.add(shop, "王芳", "13800138000", notes="爱茶")
    setup = listed(("王芳", "13800138000", None, "A"))
    left = with_decision(setup, [1], SKIP)
    assert importing.check(shop, left).rows[0].state == SKIPPED
    assert with_decision(left, [1], None) == setup
    assert importing.check(shop, replace(setup, mode=SKIP)).rows[0].state == DUPLICATE
    with pytest.raises(ValueError):
        with_decision(setup, [1], "perhaps")


def with_new_fields(mode: str = FILL) -> ImportSetup:
    file = factories.a_list(
        ("姓名", "手机", "茶", "欠款"),
        ("王芳", "13800138000", "龙井", "12.50"),
        ("李娜", "13900139000", "普洱", None),
    )
    setup = with_new_field(factories.set_up(file, mode), 2, "喜欢的茶", CHOICE)
    return with_new_field(setup, 3, "欠款", "number")


def test_that_new_fields_are_made_with_the_import_and_cancelling_makes_none(
    shop: Workspace,
) -> None:
    factories.add(shop, "王芳", "13800138000")
    setup = with_new_fields()
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [UPDATE, NEW]
    before = factories.recorded(shop)
    with pytest.raises(Cancelled):
        importing.write(shop, setup, plan, Progress(cancelled=lambda: True))
    assert factories.recorded(shop) == before
    importing.write(shop, setup, plan)
    fields = custom_fields.catalogue(shop).custom
    assert [(one.label, one.type) for one in fields] == [("喜欢的茶", CHOICE), ("欠款", "number")]
    tea, owed = (one.key for one in fields)
    assert [one.custom for one in everybody(shop)] == [
        ((tea, "龙井"), (owed, "12.5")),
        ((tea, "普洱"),),
    ]
    assert [one.code for one in choices.choices(shop, tea)] == ["普洱", "龙井"]
    history.undo(shop)
    assert factories.recorded(shop)["customer"] == before["customer"]
    assert custom_fields.catalogue(shop).custom == ()


def test_that_the_same_list_finds_the_fields_it_made(shop: Workspace) -> None:
    setup = with_new_fields()
    importing.write(shop, setup, importing.check(shop, setup))
    before = everybody(shop)
    importing.write(shop, setup, importing.check(shop, setup))
    assert len(custom_fields.catalogue(shop).custom) == 2
    assert everybody(shop) == before

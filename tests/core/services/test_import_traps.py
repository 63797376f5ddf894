"""The traps other systems fell into when a list meets customers that are there already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmdesk.core.domain.customer import ContactMethod, ContactPerson
from crmdesk.core.importing.plan import ADD, DUPLICATE, FILL, NEW, OVERWRITE, SKIP, UPDATE
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import customers, history, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import bring_in, everybody

HEADERS = ("姓名", "手机", "生日", "微信", "邮箱", "地址", "等级", "标签", "备注", "最近到店")
# One of each kind by which a customer is known again.
PEOPLE: tuple[tuple[Cell, ...], ...] = (
    ("张伟", "13800138000/0571-88881111", "1990-05-03", "wx_1", "a@b.cn", "杭州市文三路1号", "A"),
    ("李娜", None, "农历八月十五", None, None, None, None, "茶,老客"),
    ("王芳", None, None, "wx_2", None, None, None, None, "怕吵\n爱茶"),
    ("欧阳·娜娜", None, None, None, None, "宁波市海曙区药行街2号", None, None, None, "2026-11-01"),
    ("赵敏", 57188882222),
)
# A switchboard: more names than a family has.
OFFICE = tuple((f"同事{name}", "0571-87654321") for name in "甲乙丙丁戊己庚")


def counted(result: importing.ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.skipped, result.failed


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE])
def test_that_a_list_imported_twice_changes_nothing(shop: Workspace, mode: str) -> None:
    rows = (*PEOPLE, *OFFICE)
    assert bring_in(shop, HEADERS, *rows, mode=mode).created == len(rows)
    before = factories.recorded(shop)
    again = bring_in(shop, HEADERS, *rows, mode=mode)
    assert counted(again) == (0, 0, len(rows), 0)
    assert again.import_id == 0
    assert factories.recorded(shop) == before


@pytest.mark.parametrize("times", [1, 2, 3])
def test_that_leaving_known_customers_as_they_are_creates_nobody(
    shop: Workspace, times: int
) -> None:
    bring_in(shop, HEADERS, *PEOPLE)
    before = everybody(shop)
    for _time in range(times):
        rows = [(*row[:6], "C", "新") for row in PEOPLE]
        assert bring_in(shop, HEADERS, *rows, mode=SKIP).created == 0
    assert everybody(shop) == before


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE])
def test_that_the_same_phone_inside_a_list_is_one_customer(shop: Workspace, mode: str) -> None:
    rows = (("张伟", "13800138000"), ("张伟", "+86 138-0013-8000"), ("张伟", 13800138000))
    result = bring_in(shop, ("姓名", "手机"), *rows, mode=mode)
    assert counted(result) == (1, 0, 2, 0)


@pytest.mark.parametrize("mode", [FILL, OVERWRITE])
@pytest.mark.parametrize("stored", [True, False])
def test_that_another_name_at_the_same_phone_becomes_a_contact_person(
    shop: Workspace, mode: str, stored: bool
) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("张伟", "13800138000", None, "A", "爱茶"),
        ("李娜", "13800138000", "女", "B", "怕吵"),
    ]
    headers = ("姓名", "手机", "性别", "等级", "备注")
    if stored:
        bring_in(shop, headers, rows.pop(0))
    result = bring_in(shop, headers, *rows, mode=mode)
    assert result.updated == 1
    (one,) = everybody(shop)
    # Nothing of hers becomes his, and nothing is lost.
    assert (one.name, one.gender, one.grade, one.notes) == ("张伟", "", "A", "爱茶")
    assert one.persons == (ContactPerson("李娜", "", "", "Female\nB\n怕吵"),)


COLLEAGUES: tuple[tuple[Cell, ...], ...] = tuple(
    (name, f"1390013900{number}", "0571-88881111")
    for number, name in enumerate(("张伟", "李娜", "王芳", "赵敏"))
)


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE])
@pytest.mark.parametrize("stored", [0, 1, 2])
def test_that_colleagues_with_mobiles_of_their_own_stay_apart(
    shop: Workspace, mode: str, stored: int
) -> None:
    headers = ("姓名", "手机", "办公电话")
    if stored:
        bring_in(shop, headers, *COLLEAGUES[:stored])
    setup = factories.set_up(factories.a_list(headers, *COLLEAGUES[stored:]), mode)
    plan = importing.check(shop, setup)
    first = 0 if stored else 1
    assert [row.why for row in plan.rows[first:]] == ["same phone"] * (4 - stored - first)
    assert plan.rows[-1].reason == ("The same phone as 张伟: look whether it is the same customer.")
    importing.write(shop, setup, plan)
    assert [(one.name, one.mobile, one.persons) for one in everybody(shop)] == [
        (row[0], row[1], ()) for row in COLLEAGUES
    ]
    before = factories.recorded(shop)
    assert counted(bring_in(shop, headers, *COLLEAGUES, mode=mode)) == (0, 0, 4, 0)
    assert factories.recorded(shop) == before


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE])
def test_that_father_and_son_of_one_name_in_one_house_stay_apart(
    shop: Workspace, mode: str
) -> None:
    headers = ("姓名", "生日", "地址")
    rows = (
        ("张伟", "1960-05-03", "杭州市文三路1号"),
        ("张伟", "1990-01-09", "杭州市文三路1号"),
        ("张伟", None, "杭州市文三路1号"),
    )
    plan = importing.check(shop, factories.set_up(factories.a_list(headers, *rows), mode))
    assert [(row.state, row.why) for row in plan.rows[:2]] == [
        (NEW, ""),
        (NEW, "same name+address"),
    ]
    for created in (2, 0):
        assert counted(bring_in(shop, headers, *rows, mode=mode)) == (created, 0, 3 - created, 0)


def test_that_a_contact_person_stays_with_whom_they_were_kept(shop: Workspace) -> None:
    headers = ("姓名", "手机", "电话")
    bring_in(shop, headers, ("周岩", "13500135000", None))
    rows = (
        ("张伟", "13800138000", "0571-88881111"),
        ("李娜", None, "0571-88881111"),
        ("周岩", "13500135000", "0571-88881111"),
        ("李娜", "13900139000", "0571-88881111"),
    )
    bring_in(shop, headers, *rows)
    assert [(one.name, len(one.persons)) for one in everybody(shop)] == [("周岩", 0), ("张伟", 1)]
    before = factories.recorded(shop)
    assert counted(bring_in(shop, headers, *rows)) == (0, 0, 4, 0)
    assert factories.recorded(shop) == before


LANDLINES = [
    ("0571-88881111", 57188881111),
    ("0571-88881111", "57188881111"),
    ("021-68881111", 2168881111),
    ("010-68881111", 1068881111),
    ("0755-8888111", 7558888111),
]


@pytest.mark.parametrize("whole, cut", LANDLINES)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("together", [False, True])
def test_that_a_landline_without_its_zero_is_the_same_number(
    shop: Workspace, whole: Cell, cut: Cell, turned: bool, together: bool
) -> None:
    rows = [("张伟", cut), ("张伟", whole)] if turned else [("张伟", whole), ("张伟", cut)]
    if not together:
        bring_in(shop, ("姓名", "电话"), rows.pop(0))
    setup = factories.set_up(factories.a_list(("姓名", "电话"), *rows))
    plan = importing.check(shop, setup)
    assert (plan.rows[-1].state, plan.rows[-1].why) in ((UPDATE, "phone"), (DUPLICATE, "phone"))
    importing.write(shop, setup, plan)
    (one,) = everybody(shop)
    assert len(one.methods) == 1


def test_that_filling_leaves_every_known_value_as_it_was(shop: Workspace) -> None:
    bring_in(shop, HEADERS, PEOPLE[0])
    before = everybody(shop)[0]
    other = ("张伟", "13800138000", "1991-01-01", "wx_9", "z@z.cn", "上海市2号", "C", "新", "话多")
    bring_in(shop, HEADERS, other)
    after = everybody(shop)[0]
    assert (after.birthday, after.grade) == (before.birthday, before.grade)
    for kind in ("wechat", "email"):
        assert after.first(kind) == before.first(kind)
    assert after.addresses[0] == before.addresses[0]
    assert after.all("wechat") == ("wx_1", "wx_9")


def test_that_undo_restores_overwritten_values_and_leaves_later_ones(shop: Workspace) -> None:
    bring_in(shop, HEADERS, PEOPLE[0], PEOPLE[1])
    first, second = everybody(shop)
    over = replace(
        factories.set_up(
            factories.a_list(
                HEADERS,
                ("张伟", "13800138000", "1991-01-01", None, None, None, "C"),
                ("李娜", None, "农历八月十五", None, None, None, "D", None, "急"),
            )
        ),
        mode=OVERWRITE,
    )
    done = importing.write(shop, over, importing.check(shop, over))
    assert done.updated == 2
    changed = customers.get(shop, 1)
    assert (changed.grade, str(changed.birthday and changed.birthday.to_text())) == (
        "C",
        "1991-01-01",
    )
    customers.save(shop, replace(changed, notes="后来写的"))
    with pytest.raises(history.EditedSince) as told:
        history.undo(shop, done.import_id)
    assert [one.name for one in told.value.records] == ["张伟"]
    # Field by field: what was written later stays, what the import overwrote comes back.
    history.undo(shop, done.import_id, leave=())
    assert everybody(shop) == [replace(first, notes="后来写的"), second]


def test_that_a_customer_edited_since_can_be_left_alone(shop: Workspace) -> None:
    bring_in(shop, HEADERS, PEOPLE[0], PEOPLE[1])
    second = everybody(shop)[1]
    done = bring_in(
        shop,
        HEADERS,
        ("张伟", "13800138000", None, None, None, None, "C"),
        ("李娜", None, "农历八月十五", None, None, None, "D"),
        mode=OVERWRITE,
    )
    customers.save(shop, replace(customers.get(shop, 1), notes="后来写的"))
    kept = everybody(shop)[0]
    history.undo(shop, done.import_id, leave=(1,))
    assert everybody(shop) == [kept, second]


@pytest.mark.parametrize("kind, header", [("wechat", "微信"), ("email", "邮箱")])
def test_that_an_account_alone_makes_nobody_the_same(
    shop: Workspace, kind: str, header: str
) -> None:
    value = "wx_1" if kind == "wechat" else "a@b.cn"
    customers.create(shop, factories.person("张伟", methods=(ContactMethod(kind, value),)))
    setup = factories.set_up(factories.a_list(("姓名", header), ("李娜", value)))
    plan = importing.check(shop, setup)
    assert (plan.rows[0].state, plan.rows[0].why) == (NEW, f"same {kind}")
    assert importing.write(shop, setup, plan).created == 1


def test_that_colleagues_at_a_switchboard_are_told_and_stay_apart(shop: Workspace) -> None:
    setup = factories.set_up(factories.a_list(("姓名", "电话"), *OFFICE, OFFICE[0]))
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [NEW] * 7 + [DUPLICATE]
    assert plan.problems[0].message == "7 different customers have the number 057187654321."
    importing.write(shop, setup, plan)
    twice = replace(setup, mode=ADD)
    assert importing.check(shop, twice).counts[NEW] == 8


def test_that_the_history_tells_what_was_imported(shop: Workspace) -> None:
    file = factories.a_list(HEADERS, *PEOPLE, digest="abc")
    setup = factories.set_up(file)
    result = importing.write(shop, setup, importing.check(shop, setup))
    details = history.recent(shop)[0].record.details
    assert details == {
        "file": "客户.xlsx",
        "sheet": "客户",
        "digest": "abc",
        "target": "customers",
        "mode": FILL,
        "rows": 5,
        "created": 5,
        "updated": 0,
        "skipped": 0,
        "failed": 0,
    }
    assert result.setup is setup and len(result.plan.rows) == 5

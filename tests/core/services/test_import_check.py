"""What becomes of each row is planned: its place, its customer, its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from crmdesk.core.domain.customer import COMPANY, ContactMethod, ContactPerson
from crmdesk.core.importing.plan import (
    ADD,
    DUPLICATE,
    FILL,
    NEW,
    OVERWRITE,
    PROBLEM,
    SKIP,
    SKIPPED,
    UPDATE,
    ImportPlan,
)
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import customers, importing
from crmdesk.core.services.import_repair import with_decision
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import everybody

HEADERS = ("姓名", "手机", "生日", "微信", "备注")
WANG = ("王芳", "13800138000", None, None, "爱茶")


def checked(
    shop: Workspace, *rows: Sequence[Cell], mode: str = FILL, decisions: Mapping[int, str] = {}
) -> ImportPlan:
    setup = replace(factories.set_up(factories.a_list(HEADERS, *rows), mode), decisions=decisions)
    return importing.check(shop, setup)


def states(plan: ImportPlan) -> list[str]:
    return [row.state for row in plan.rows]


def test_that_a_row_knows_its_place_its_customer_and_the_kind_of_its_reason(
    shop: Workspace,
) -> None:
    known = factories.add(shop, "王芳", "13800138000")
    plan = checked(
        shop,
        WANG,
        (None,) * 5,
        (None, "13900139000", None, None, None),
        ("赵敏", "123", None, None, None),
        ("小李", "13800138000", None, None, None),
        ("合计", 4),
    )
    assert [row.index for row in plan.rows] == [1, 3, 4, 5, 6]
    assert [row.row for row in plan.rows] == [2, 4, 5, 6, 7]
    assert states(plan) == [UPDATE, PROBLEM, NEW, UPDATE, PROBLEM]
    whys = [row.why for row in plan.rows]
    assert whys[0] == "phone" and whys[1] == "no name" and whys[2].startswith("mobile: ")
    assert whys[3:] == ["phone, another name", "total"]
    assert [row.customer_id for row in plan.rows] == [known, 0, 0, known, 0]
    assert (plan.rows[2].problems[0].column, plan.rows[2].problems[0].value) == ("手机", "123")


def test_that_two_problems_of_one_kind_have_one_code_and_two_kinds_have_two(
    shop: Workspace,
) -> None:
    plan = checked(
        shop,
        ("甲", "12"),
        ("乙", "34"),
        ("丙", "再问"),
        ("丁", None, "乱写"),
        ("戊", None, "忘了"),
    )
    first, second, third, fourth, fifth = (row.why for row in plan.rows)
    assert first == second and fourth == fifth
    assert len({first, third, fourth}) == 3


def test_that_a_row_can_be_left_out(shop: Workspace) -> None:
    plan = checked(
        shop,
        WANG,
        (None, "13900139000"),
        ("王芳", "13800138000", None, None, "怕吵"),
        decisions={1: SKIP, 2: SKIP},
    )
    assert states(plan) == [SKIPPED, SKIPPED, NEW]
    assert plan.counts == {NEW: 1, UPDATE: 0, DUPLICATE: 0, PROBLEM: 0, SKIPPED: 2}


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE, ADD])
@pytest.mark.parametrize("decision", [FILL, OVERWRITE, ADD])
def test_that_a_rows_own_mode_stands_above_that_of_the_list(
    shop: Workspace, mode: str, decision: str
) -> None:
    factories.add(shop, "王芳", "13800138000", notes="怕吵")
    plan = checked(shop, WANG, WANG, mode=mode, decisions={1: decision})
    assert plan.rows[0].state == (NEW if decision == ADD else UPDATE)
    # The second row says nothing the first one did not, but for a list that adds everything.
    second = {FILL: DUPLICATE, SKIP: DUPLICATE, OVERWRITE: DUPLICATE, ADD: NEW}[mode]
    if decision == ADD and mode in (FILL, OVERWRITE):
        second = UPDATE
    assert plan.rows[1].state == second


def test_that_adding_one_duplicate_makes_a_customer_of_its_own(shop: Workspace) -> None:
    factories.add(shop, "王芳", "13800138000")
    setup = factories.set_up(factories.a_list(HEADERS, WANG, WANG))
    setup = with_decision(setup, [1], ADD)
    result = importing.write(shop, setup, importing.check(shop, setup))
    assert (result.created, result.updated) == (1, 1)
    assert [one.notes for one in everybody(shop)] == ["爱茶", "爱茶"]


def test_that_hidden_rows_that_are_left_out_are_no_rows(shop: Workspace) -> None:
    file = factories.a_list(HEADERS, WANG, ("李娜", "13900139000"))
    sheet = replace(file.sheets[0], hidden_rows=(2,))
    setup = factories.set_up(replace(file, sheets=(sheet,)))
    assert len(importing.check(shop, setup).rows) == 2
    left = importing.check(shop, replace(setup, take_hidden=False))
    assert [row.name for row in left.rows] == ["王芳"]


def test_that_an_account_alone_is_only_a_hint(shop: Workspace) -> None:
    customers.create(shop, factories.person("王芳", methods=(ContactMethod("wechat", "wx_1"),)))
    plan = checked(
        shop,
        ("李娜", None, None, "WX_1", None),
        ("赵敏", None, None, "wx_2", None),
        ("钱多", None, None, "wx_2", None),
    )
    assert states(plan) == [NEW, NEW, NEW]
    assert plan.rows[0].reason == ("The same WeChat as 王芳: look whether it is the same customer.")
    assert [row.why for row in plan.rows] == ["same wechat", "", "same wechat"]
    assert "赵敏" in plan.rows[2].reason


@pytest.mark.parametrize("mode", [FILL, SKIP, OVERWRITE, ADD])
def test_that_the_rows_of_a_company_become_one_customer_with_its_people(
    shop: Workspace, mode: str
) -> None:
    setup = factories.set_up(
        factories.a_list(
            ("公司", "联系人", "手机"),
            ("西湖茶业有限公司", "张伟", "13800138000"),
            ("湖滨酒店", "李娜", "13900139000"),
            ("西湖茶业有限公司", "王芳", "13700137000"),
        ),
        mode,
    )
    setup = replace(setup, companies=True)
    for time_ in (1, 2):
        result = importing.write(shop, setup, importing.check(shop, setup))
        if time_ == 1:
            assert (result.created, result.failed) == (2, 0)
    people = everybody(shop)
    assert len(people) == (4 if mode == ADD else 2)
    assert (people[0].kind, people[0].name) == (COMPANY, "西湖茶业有限公司")
    assert [one.name for one in people[0].persons] == ["张伟", "王芳"]
    assert isinstance(people[1].persons[0], ContactPerson)

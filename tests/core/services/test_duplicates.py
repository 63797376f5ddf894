"""Duplicates in the whole file are found by what speaks for and against them."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import ContactMethod
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import customers, duplicates, history
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.merging import found


def test_that_a_shared_phone_is_found_however_it_is_written(shop: Workspace) -> None:
    factories.add(shop, "张伟", "138-0013-8000")
    factories.add(shop, "李娜", "13900139000")
    factories.add(shop, "張偉", methods=(ContactMethod("phone", "+86 13800138000"),))
    (group,) = duplicates.find(shop)
    assert group.ids == (1, 3) and group.names == ("张伟", "張偉")
    assert group.score == 88
    assert group.reasons == (
        "same phone 13800138000",
        "same name, written differently: 张伟 / 張偉",
    )


def test_that_wechat_qq_and_mail_are_as_good_as_a_phone(shop: Workspace) -> None:
    for kind, value in (("wechat", "zhang_wei88"), ("qq", "1234567"), ("email", "zw@example.com")):
        factories.add(shop, f"甲{kind}", methods=(ContactMethod(kind, value),))
        factories.add(shop, f"甲{kind}", methods=(ContactMethod(kind, value.upper()),))
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2), (3, 4), (5, 6)]


def test_that_a_number_of_many_names_is_no_evidence(shop: Workspace) -> None:
    for name in ("王一", "李二", "赵三", "钱四", "孙五"):
        factories.add(shop, name, "0571-88886666")
    assert len(duplicates.find(shop)[0].ids) == 5
    factories.add(shop, "周六", "0571-88886666")
    assert found(shop) == []


@pytest.mark.parametrize(
    "first, second",
    [
        ({"birthday": Birthday(5, 3, 1990)}, {"birthday": Birthday(5, 3, 1990)}),
        ({"birthday": Birthday(8, 15, None, True)}, {"birthday": Birthday(8, 15, None, True)}),
        ({"address": "杭州市西湖区文三路99号"}, {"address": "西湖区文三路 99 号 2-301"}),
        ({"company": "西湖茶业有限公司"}, {"company": "西湖茶业"}),
    ],
)
@pytest.mark.parametrize("other", ["张伟", "張偉", "章炜", "zhang wei"])
def test_that_a_name_counts_beside_a_birthday_an_address_or_a_company(
    shop: Workspace, first: dict[str, object], second: dict[str, object], other: str
) -> None:
    factories.add(shop, "张伟", **first)
    factories.add(shop, other, **second)
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2)]


def test_that_a_name_alone_and_a_shared_house_alone_are_nothing(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000", birthday=Birthday(5, 3, 1990))
    factories.add(shop, "张伟", "13900139000", birthday=Birthday(6, 4, 1991))
    factories.add(shop, "李娜", address="西湖区文三路99号", birthday=Birthday(1, 1, 1980))
    factories.add(shop, "王芳", address="西湖区文三路99号", birthday=Birthday(1, 1, 1980))
    assert found(shop) == []


def test_that_a_slip_of_the_pen_is_a_hint_beside_two_other_facts(shop: Workspace) -> None:
    born, home = Birthday(5, 3, 1990), "西湖区文三路99号"
    factories.add(shop, "欧阳娜娜", birthday=born, address=home)
    factories.add(shop, "欧阳娜那", birthday=born)
    factories.add(shop, "欧阳哪呢", birthday=born, address="上城区解放路1号")
    factories.add(shop, "欧阳大娜", birthday=born, address=home)
    (group,) = duplicates.find(shop)
    assert group.ids == (1, 2, 4)
    assert "one letter apart: 欧阳娜娜 / 欧阳大娜" in group.reasons


def test_that_what_speaks_against_it_lowers_the_score(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000", gender="male")
    factories.add(shop, "李娜", "13800138000")
    factories.add(shop, "王芳", "13900139000", gender="female")
    factories.add(shop, "王芳", "13900139000", gender="male")
    assert found(shop) == [((3, 4), 70), ((1, 2), 45)]


def test_that_two_companies_of_one_name_are_found(shop: Workspace) -> None:
    factories.add(shop, "西湖茶业有限公司", kind="company")
    factories.add(shop, "西湖茶业", kind="company")
    factories.add(shop, "西湖茶业", kind="person")
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2)]


def test_that_the_bin_is_left_out(shop: Workspace) -> None:
    for _number in range(3):
        factories.add(shop, "张伟", "13800138000")
    customers.to_bin(shop, [2])
    assert [group.ids for group in duplicates.find(shop)] == [(1, 3)]


def test_that_a_group_is_never_too_large_to_be_looked_at(shop: Workspace) -> None:
    for number in range(30):
        wechat = (ContactMethod("wechat", f"wechat_{number // 3}"),)
        factories.add(shop, "张伟", "13800138000", methods=wechat)
    groups = duplicates.find(shop)
    assert sorted(one for group in groups for one in group.ids) == list(range(1, 31))
    assert max(len(group.ids) for group in groups) <= 20
    trios = [{number, number + 1, number + 2} for number in range(1, 31, 3)]
    assert all(any(trio <= set(group.ids) for group in groups) for trio in trios)


def test_that_no_duplicates_are_remembered_until_it_is_taken_back(shop: Workspace) -> None:
    for _number in range(3):
        factories.add(shop, "张伟", "13800138000")
    done = duplicates.not_the_same(shop, [3, 1])
    assert done.message == "张伟, 张伟 are not the same customer."
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2, 3)]
    duplicates.not_the_same(shop, [1, 2, 3])
    assert found(shop) == []
    assert duplicates.not_the_same(shop, [1, 2]).operation_id == 0
    history.undo(shop)
    history.undo(shop, done.operation_id)
    assert len(found(shop)) == 1
    assert factories.recorded(shop)["not_duplicate"] == []


def test_that_a_search_tells_how_far_it_is_and_can_be_stopped(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000")
    factories.add(shop, "张伟", "13800138000")
    told: list[str] = []
    duplicates.find(shop, Progress(lambda done, total, what: told.append(what)))
    assert told[0] == "Comparing phones and accounts" and "Comparing names" in told
    with pytest.raises(Cancelled):
        duplicates.find(shop, Progress(cancelled=lambda: True))

"""Who is known already is known again, and the mode of the import says what is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from crmdesk.core.importing.plan import DUPLICATE, UPDATE
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import customers, history, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.lists import FRESH, HEADERS, ROWS, counted, known
from tests.factories import bring_in, everybody


def names(shop: Workspace) -> list[str]:
    return [one.name for one in everybody(shop)]


@pytest.mark.parametrize("mode", ["fill", "skip", "overwrite"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS)
def test_that_the_same_list_a_second_time_adds_nobody(
    mode: str, rows: list[Sequence[Cell]]
) -> None:
    # Without a key a name alone is a new customer each time: such rows are left out.
    told = [row for row in rows if row[0] and row[1] == 13800138000]
    if not told:
        return
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        bring_in(shop, HEADERS, *told, mode=mode)
        before = factories.recorded(shop)
        again = bring_in(shop, HEADERS, *told, mode=mode)
        assert again.created == again.failed == 0
        if mode != "overwrite":
            assert (again.updated, again.import_id) == (0, 0)
        assert factories.recorded(shop) == before
        shop.database.close()


KEYS: tuple[tuple[tuple[Cell, ...], tuple[Cell, ...], str], ...] = (
    (("张伟", "13800138000"), ("张老板", "+86 138-0013-8000"), "same phone"),
    (("张伟", "0571-88881111"), ("张伟", "057188881111"), "same phone"),
    (("张伟", None, "1990-5-3"), ("張 偉", None, "1990年5月3日"), "same name and birthday"),
    (("张伟", None, None, "wx_1"), ("张伟", None, None, "WX_1"), "same name and WeChat"),
    (
        ("张伟", None, None, None, "杭州市西湖区文三路1号"),
        ("张伟", None, None, None, "杭州市西湖区文三路 1 号"),
        "same name and address",
    ),
)


def padded(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return row + (None,) * (len(HEADERS) - len(row))


@pytest.mark.parametrize("first, second, why", KEYS)
@pytest.mark.parametrize("together", [True, False])
def test_that_each_key_knows_a_customer_again_in_the_file_and_in_the_database(
    shop: Workspace,
    first: tuple[Cell, ...],
    second: tuple[Cell, ...],
    why: str,
    together: bool,
) -> None:
    rows = [padded(first), padded(second)]
    if not together:
        bring_in(shop, HEADERS, rows.pop(0))
    setup = factories.set_up(factories.a_list(HEADERS, *rows))
    plan = importing.check(shop, setup)
    assert plan.rows[-1].state in (UPDATE, DUPLICATE)
    assert plan.rows[-1].reason.startswith(f"{why} as 张伟")
    importing.write(shop, setup, plan)
    assert len(everybody(shop)) == 1


@pytest.mark.parametrize(
    "first, second",
    [
        (("张伟", "13800138000"), ("张伟", "13900139000")),
        (("张伟", None, "1990-5-3"), ("李娜", None, "1990-5-3")),
        (("张伟", None, None, "wx_1"), ("李娜", None, None, "wx_1")),
        (("张伟", None, None, None, "杭州"), ("张伟", None, None, None, "杭州")),
        (("张伟",), ("张伟",)),
        (("张伟", "0000000"), ("李娜", "0000000")),
    ],
)
def test_that_less_than_a_key_makes_no_duplicate(
    shop: Workspace, first: tuple[Cell, ...], second: tuple[Cell, ...]
) -> None:
    result = bring_in(shop, HEADERS, padded(first), padded(second))
    assert counted(result) == (2, 0, 0, 0)


def test_that_who_is_in_the_bin_is_no_duplicate(shop: Workspace) -> None:
    customers.to_bin(shop, [factories.add(shop, "张伟", "13800138000")])
    assert bring_in(shop, ("姓名", "手机"), ("张伟", "13800138000")).created == 1


def test_that_filling_never_overwrites_and_never_drops(shop: Workspace) -> None:
    before = known(shop)
    result = bring_in(shop, HEADERS[:9], FRESH)
    assert counted(result) == (0, 1, 0, 0)
    after = customers.get(shop, 1)
    for field in ("name", "grade", "gender", "created"):
        assert getattr(after, field) == getattr(before, field)
    assert after.company == "西湖茶业"
    assert after.birthday is not None and after.birthday.to_text() == "1990-05-03"
    assert after.tags == ("老", "茶")
    assert after.notes == "怕吵\n爱茶"
    assert [one.text for one in after.addresses] == ["杭州市西湖区文三路1号", "宁波市海曙区2号"]
    # 张老板 only addresses him.
    assert after.persons == ()
    assert after.first("wechat") == "wx_1"


def test_that_overwriting_takes_the_list_and_undo_gives_the_old_values_back(
    shop: Workspace,
) -> None:
    before = known(shop)
    assert counted(bring_in(shop, HEADERS[:9], FRESH, mode="overwrite")) == (0, 1, 0, 0)
    after = customers.get(shop, 1)
    assert (after.name, after.grade, after.company) == ("张伟", "A", "西湖茶业")
    assert after.addresses[0].text == "宁波市海曙区2号"
    assert "怕吵" in after.notes and "老" in after.tags and after.gender == "male"
    history.undo(shop)
    assert customers.get(shop, 1) == before


def test_that_an_empty_cell_overwrites_nothing(shop: Workspace) -> None:
    before = known(shop)
    row = padded(("张伟", "13800138000"))
    bring_in(shop, HEADERS, row, mode="overwrite")
    assert customers.get(shop, 1) == before


def test_that_skipping_leaves_everybody_as_they_are(shop: Workspace) -> None:
    before = known(shop)
    result = bring_in(shop, HEADERS[:9], FRESH, ("新人",) + FRESH[1:], mode="skip")
    assert counted(result) == (0, 0, 2, 0)
    assert result.import_id == 0
    assert customers.get(shop, 1) == before


def test_that_adding_makes_everybody_once_more(shop: Workspace) -> None:
    known(shop)
    assert counted(bring_in(shop, HEADERS[:9], FRESH, FRESH, mode="add")) == (2, 0, 0, 0)
    assert names(shop) == ["张伟", "张老板", "张老板"]


def test_that_rows_of_one_customer_make_one_of_all_they_say(shop: Workspace) -> None:
    bring_in(
        shop,
        ("姓名", "手机", "电话", "标签", "下次联系"),
        ("张伟", 13800138000, None, "茶", None),
        ("张伟", 13800138000, "0571-88881111", "急", "2026-12-01"),
        ("张伟", None, "0571-88881111", "新", "2026-12-05"),
    )
    assert names(shop) == ["张伟"]
    found = customers.get(shop, 1)
    assert found.tags == ("茶", "急", "新")
    assert found.all("phone") == ("0571-88881111",)
    assert found.next_due == dt.date(2026, 12, 1)


def test_that_a_family_with_one_phone_does_not_become_one_person(shop: Workspace) -> None:
    rows = (("丈夫", "13800138000", "男", ""), ("妻子", "13800138000", "女", "1992-02-02"))
    headers = ("姓名", "手机", "性别", "生日")
    assert counted(bring_in(shop, headers, *rows)) == (1, 1, 0, 0)
    husband = customers.get(shop, 1)
    assert (husband.name, husband.gender, husband.birthday) == ("丈夫", "male", None)
    assert husband.persons[0].name == "妻子" and "1992" in husband.persons[0].notes
    assert counted(bring_in(shop, headers, *rows)) == (0, 0, 2, 0)
    assert counted(bring_in(shop, headers, *rows, mode="overwrite")) == (0, 0, 2, 0)
    assert customers.get(shop, 1) == husband


def test_that_of_two_with_one_phone_the_one_of_the_same_name_is_meant(shop: Workspace) -> None:
    for name in ("丈夫", "妻子"):
        factories.add(shop, name, "13800138000")
    bring_in(shop, ("姓名", "手机", "等级"), ("妻子", "13800138000", "A"))
    assert [customers.get(shop, one).grade for one in (1, 2)] == ["", "A"]


def test_that_somebody_in_the_bin_is_named(shop: Workspace) -> None:
    customers.to_bin(shop, [factories.add(shop, "张伟", "13800138000")])
    setup = factories.set_up(factories.a_list(("姓名", "手机"), ("张伟", "13800138000")))
    (row,) = importing.check(shop, setup).rows
    assert row.state == "new" and "bin" in row.reason


def test_that_a_number_many_share_makes_nobody_the_same(shop: Workspace) -> None:
    rows = [(f"客户{number}", "13800138000") for number in range(8)]
    result = bring_in(shop, ("姓名", "手机"), *rows)
    assert counted(result) == (8, 0, 0, 0)
    assert [one.value for one in result.problems] == ["13800138000"]
    assert "8 different" in result.problems[0].message

"""A list comes in whole or not at all; who is there already is known again; all can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.importing.plan import DUPLICATE, NEW, PROBLEM, UPDATE
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import customers, finding, followups, history, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.importing.making import xlsx
from tests.core.store.test_undo import check_derived
from tests.factories import TODAY, bring_in, everybody

HEADERS = (
    "姓名",
    "手机",
    "生日",
    "微信",
    "地址",
    "公司",
    "等级",
    "标签",
    "备注",
    "最近到店",
    "下次联系",
)
MODES = ("fill", "skip", "overwrite", "add")


def counted(result: importing.ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.skipped, result.failed


def names(shop: Workspace) -> list[str]:
    return [one.name for one in everybody(shop)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from((None, "", "张伟", "张  伟", "張偉", "李娜", "王芳", "<b>", "Anna")),
        st.sampled_from(
            (None, 13800138000, "138 0013 8000", "13900139000/0571-88881111", "无", 1.38e16, "12")
        ),
        st.sampled_from((None, "1990-05-03", "5月3日", "乱写")),
        st.sampled_from((None, "wx_1", "WX_1")),
        st.sampled_from((None, "杭州市西湖区文三路1号", "杭州市西湖区文三路 1 号")),
        st.sampled_from((None, "西湖茶业", "湖滨")),
        st.sampled_from((None, "A", "b", "钻石")),
        st.sampled_from((None, "茶", "茶,急")),
        st.sampled_from((None, "怕吵", "爱喝龙井")),
        st.sampled_from((None, "2026-10-01", "2026-11-01")),
        st.sampled_from((None, "2026-12-01", "2027-01-01")),
    ),
    min_size=1,
    max_size=14,
)


@settings(
    max_examples=16,
    deadline=None,
    # Each try fills a database: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(first=ROWS, second=ROWS, modes=st.tuples(st.sampled_from(MODES), st.sampled_from(MODES)))
def test_that_counters_add_up_and_every_import_can_be_undone(
    first: list[Sequence[Cell]], second: list[Sequence[Cell]], modes: tuple[str, str]
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        states = [factories.recorded(shop)]
        for rows, mode in zip((first, second), modes, strict=True):
            before = len(everybody(shop))
            result = bring_in(shop, HEADERS, *rows, mode=mode)
            assert result.rows == sum(counted(result)) == sum(map(any, rows))
            assert len(everybody(shop)) == before + result.created
            assert result.failed == sum(any(row) and not (row[0] or row[5]) for row in rows)
            if mode == "add":
                assert (result.updated, result.skipped) == (0, 0)
            if mode == "skip":
                assert result.updated == 0
            check_derived(shop, Path(name))
            if result.import_id:
                states.append(factories.recorded(shop))
        for state in reversed(states[:-1]):
            history.undo(shop)
            assert factories.recorded(shop) == state
        shop.database.close()


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


def known(shop: Workspace) -> Customer:
    factories.add(
        shop,
        "张伟",
        "13800138000",
        "杭州市西湖区文三路1号",
        grade="B",
        tags=("老",),
        notes="怕吵",
        gender="male",
    )
    return customers.get(shop, 1)


FRESH = (
    "张老板",
    "13800138000",
    "1990-05-03",
    "wx_1",
    "宁波市海曙区2号",
    "西湖茶业",
    "A",
    "茶",
    "爱茶",
)


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


def test_that_an_unknown_grade_joins_the_owners_list(shop: Workspace) -> None:
    from crmdesk.core.services import choices

    bring_in(shop, ("姓名", "等级"), ("张伟", "钻石"))
    assert "钻石" in [one.code for one in choices.choices(shop, "grade")]
    history.undo(shop)
    assert "钻石" not in [one.code for one in choices.choices(shop, "grade")]


def test_that_failed_rows_tell_why_and_do_not_stop_the_others(shop: Workspace) -> None:
    setup = factories.set_up(
        factories.a_list(
            ("姓名", "手机"), ("张伟", 13800138000), (None, 13900139000), ("李娜", "再问")
        )
    )
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [NEW, PROBLEM, NEW]
    assert plan.rows[1].reason == "There is no name in this row."
    result = importing.write(shop, setup, plan)
    assert counted(result) == (2, 0, 0, 1)
    assert [(one.row, one.column) for one in result.problems] == [(3, None), (4, "手机")]
    assert [one.notes for one in everybody(shop)] == ["", "手机: 再问"]


def test_that_checking_writes_nothing(shop: Workspace) -> None:
    known(shop)
    before, operations = factories.recorded(shop), history.recent(shop)
    setup = factories.set_up(factories.a_list(HEADERS[:9], FRESH), "overwrite")
    plan = importing.check(shop, setup)
    result = importing.dry_run(setup, plan, 0.5)
    assert (counted(result), result.import_id) == ((0, 1, 0, 0), 0)
    assert factories.recorded(shop) == before
    assert history.recent(shop) == operations


@pytest.mark.parametrize("calls", [0, 1, 2])
def test_that_cancelling_leaves_nothing(shop: Workspace, calls: int) -> None:
    known(shop)
    before, operations = factories.recorded(shop), history.recent(shop)
    rows = [(f"客户{number}", 13900000000 + number) for number in range(2500)]
    setup = factories.set_up(factories.a_list(("姓名", "手机"), *rows))
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > calls

    with pytest.raises(Cancelled):
        importing.write(shop, setup, importing.check(shop, setup), Progress(cancelled=cancelled))
    assert factories.recorded(shop) == before
    assert history.recent(shop) == operations
    assert [hit.name for hit in finding.find(shop, "客户1")] == []


def test_that_a_check_can_be_cancelled(shop: Workspace) -> None:
    setup = factories.set_up(factories.a_list(("姓名",), ("张伟",)))
    with pytest.raises(Cancelled):
        importing.check(shop, setup, Progress(cancelled=lambda: True))


def test_that_progress_is_told_with_numbers(shop: Workspace) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(report=lambda done, total, what: told.append((done, total)))
    rows = [(f"客户{number}",) for number in range(4100)]
    setup = factories.set_up(factories.a_list(("姓名",), *rows))
    importing.write(shop, setup, importing.check(shop, setup, progress), progress)
    assert all(0 <= done <= total or total == 0 for done, total in told)
    assert (4000, 4100) in told


def test_that_last_contact_and_next_date_come_once(shop: Workspace) -> None:
    headers = ("姓名", "手机", "最近到店", "下次联系")
    row = ("张伟", 13800138000, "2026-10-01", "2026-12-01")
    bring_in(shop, headers, row)
    bring_in(shop, headers, row)
    found = customers.get(shop, 1)
    assert (found.last_contact, found.next_due) == (dt.date(2026, 10, 1), dt.date(2026, 12, 1))
    assert [item.noun for item in customers.timeline(shop, 1)] == ["follow_up", "activity"]
    later = ("张伟", 13800138000, "2026-11-01", "2027-01-01")
    bring_in(shop, headers, later)
    found = customers.get(shop, 1)
    assert (found.last_contact, found.next_due) == (dt.date(2026, 11, 1), dt.date(2026, 12, 1))
    assert len(followups.open_rows(shop)) == 1


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


def test_that_a_referrer_becomes_a_link_where_the_name_is_the_only_one(shop: Workspace) -> None:
    for name in ("张伟", "王芳", "王芳"):
        factories.add(shop, name)
    rows = (
        ("李娜", "张伟"),
        ("赵六", "王芳"),
        ("孙七", "李娜"),
        ("周八", "周八"),
        ("吴九", "不在"),
    )
    bring_in(shop, ("姓名", "介绍人"), *rows)
    linked = {one.name: (one.referrer, one.referrer_id) for one in everybody(shop)[3:]}
    assert linked == {
        "李娜": ("张伟", 1),
        "赵六": ("王芳", None),
        "孙七": ("李娜", 4),
        "周八": ("周八", None),
        "吴九": ("不在", None),
    }


def test_that_a_rounded_number_is_told_and_never_stored(shop: Workspace) -> None:
    result = bring_in(shop, ("姓名", "会员卡号"), ("张伟", 6.2220212345678e18))
    assert everybody(shop)[0] == factories.person("张伟", created=TODAY)
    assert "lost digits" in result.problems[0].message


def test_that_several_phones_and_a_split_address_arrive(shop: Workspace) -> None:
    bring_in(
        shop,
        ("姓", "名", "手机1", "联系电话", "省", "市", "区", "街道", "邮编"),
        (
            "欧阳",
            "娜娜",
            "13800138000/13900139000",
            "0571-88881111转8",
            "浙江省",
            "杭州市",
            "西湖区",
            "文三路1号",
            310012,
        ),
    )
    found = everybody(shop)[0]
    assert found.name == "欧阳娜娜"
    assert found.all("mobile") == ("13800138000", "13900139000")
    assert found.methods[2] == ContactMethod("phone", "0571-88881111转8")
    assert found.addresses == (Address("浙江省杭州市西湖区文三路1号", "西湖区", "310012"),)


@pytest.mark.parametrize(
    "name", ["<b>x</b>", "{{ 7*7 }}", "\"a\" 'b'", "a\0b", "😀", "长" * 10_000]
)
def test_that_hostile_names_are_kept_as_text(shop: Workspace, name: str) -> None:
    bring_in(shop, ("姓名", "备注"), (name, name))
    factories.add(shop, name, notes=name)
    plain = name.replace("\0", "")
    assert [(one.name, one.notes) for one in everybody(shop)] == [(plain, plain)] * 2


def test_that_columns_go_where_the_user_says(shop: Workspace) -> None:
    result = bring_in(
        shop, ("姓名", "甲", "备注"), ("张伟", "13800138000", "x"), 甲="mobile", 备注=None
    )
    assert result.mapping == {"姓名": "name", "甲": "mobile", "备注": None}
    assert everybody(shop)[0].mobile == "13800138000"
    assert everybody(shop)[0].notes == ""


@pytest.mark.parametrize(
    "rows, fields",
    [
        ((("手机",), ("13800138000",)), {}),
        ((("姓名", "手机"), ("张伟", "13800138000")), {"姓名": None}),
    ],
)
def test_that_a_list_without_a_name_column_is_refused(
    shop: Workspace, rows: Any, fields: dict[str, None]
) -> None:
    with pytest.raises(CrmError, match="No column holds the names"):
        bring_in(shop, *rows, **fields)


def test_that_a_list_without_rows_is_refused() -> None:
    with pytest.raises(CrmError, match="no rows below"):
        factories.set_up(factories.a_list(("姓名", "手机")))
    with pytest.raises(CrmError, match="no sheet"):
        importing.begin(factories.a_list(("姓名",), ("张伟",)), sheet="别的")


def test_that_a_file_comes_all_the_way(shop: Workspace, tmp_path: Path) -> None:
    rows = (
        ("客户名单 2026", None, None),
        (None, None, None),
        ("姓名", "手机", "生日"),
        ("张伟", 13800138000, dt.date(1990, 5, 3)),
        ("李娜", "139 0013 9000", "5月1日"),
    )
    setup = importing.begin(importing.read(xlsx(tmp_path / "a.xlsx", rows)))
    assert setup.header_row == 3
    result = importing.write(shop, setup, importing.check(shop, setup))
    assert counted(result) == (2, 0, 0, 0)
    assert [one.mobile for one in everybody(shop)] == ["13800138000", "13900139000"]
    assert (result.file, result.sheet, result.header_row) == ("a.xlsx", "客户", 3)
    assert history.recent(shop, 1)[0].text == "Imported a.xlsx: 2 new, 0 updated"


def test_that_a_backup_is_made_before_an_import(shop: Workspace) -> None:
    known(shop)
    bring_in(shop, ("姓名",), ("李娜",))
    made = [file.name for file in (shop.path.parent / "backups").glob("*.db")]
    assert made == ["shop-20261121-090000-import.db"]


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


def test_that_a_plan_is_not_written_once_something_else_was(shop: Workspace) -> None:
    setup = factories.set_up(factories.a_list(("姓名", "手机"), ("张伟", "13800138000")))
    plan = importing.check(shop, setup)
    factories.add(shop, "李娜")
    with pytest.raises(CrmError, match="meantime"):
        importing.write(shop, setup, plan)
    assert [one.name for one in factories.everybody(shop)] == ["李娜"]
    plan = importing.check(shop, setup)
    importing.write(shop, setup, plan)
    with pytest.raises(CrmError, match="meantime"):
        importing.write(shop, setup, plan)


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


def test_that_a_new_referrers_name_brings_its_own_link(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    bring_in(shop, ("姓名", "手机", "介绍人"), ("王强", "13800138000", "张伟"))
    rows = (("王强", "13800138000", "李娜"),)
    bring_in(shop, ("姓名", "手机", "介绍人"), *rows, mode="overwrite")
    after = next(one for one in everybody(shop) if one.name == "王强")
    assert (after.referrer, after.referrer_id) == ("李娜", ids[1])
    history.undo(shop)
    before = next(one for one in everybody(shop) if one.name == "王强")
    assert (before.referrer, before.referrer_id) == ("张伟", ids[0])

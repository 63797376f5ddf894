"""A list comes in whole: every row is counted, and what cannot come in says why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.customer import Address, ContactMethod
from crmdesk.core.domain.occasions import BIRTHDAY, GreetingRow
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.importing.plan import NEW, PROBLEM
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import (
    customers,
    finding,
    followups,
    greetings,
    history,
    importing,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.importing.making import xlsx
from tests.core.services.lists import FRESH, HEADERS, ROWS, counted, known
from tests.core.store.steps import check_derived
from tests.factories import TODAY, bring_in, everybody

MODES = ("fill", "skip", "overwrite", "add")


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


def test_that_the_last_contact_of_a_list_is_neither_a_meeting_nor_a_note(shop: Workspace) -> None:
    bring_in(shop, ("姓名", "手机", "最近联系"), ("张伟", "13800138000", "2026-10-02"))
    found = customers.get(shop, 1)
    assert found.last_contact == dt.date(2026, 10, 2)
    (item,) = customers.timeline(shop, found.id)
    assert (item.kind, item.text) == ("contact", "Last contact, from the list")
    row = GreetingRow(
        customer_id=found.id,
        name="",
        mobile="",
        grade="",
        occasion=BIRTHDAY,
        on=TODAY,
        due=TODAY,
    )
    assert "见到您" not in greetings.compose(shop, row).text
    visits.plan_visits(shop, [found.id], TODAY)
    assert [one.last_note for one in visits.between(shop, TODAY, TODAY)] == [""]


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


@pytest.mark.parametrize("name", ["<b>x</b>", "{{ 7*7 }}", "\"a\" 'b'", "a\0b", "😀", "长" * 100])
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

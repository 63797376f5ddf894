"""Each value of a row is read, kept in words, or told; never lost and never wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.customer import ContactMethod, ContactPerson, Customer
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import RowReader


def read(headers: Sequence[str], *rows: Sequence[Cell], **more: Any) -> list[RowDraft]:
    below = [list(row) for row in rows]
    reader = RowReader(guess_mapping(list(headers), below), below, sheet="客户", **more)
    drafts = [reader.read(number, row) for number, row in enumerate(below, 2)]
    return [draft for draft in drafts if draft is not None]


def one(headers: Sequence[str], *cells: Cell, **more: Any) -> Customer:
    return read(headers, cells, **more)[0].customer


def test_that_a_plain_row_becomes_a_customer() -> None:
    draft = read(
        ("姓名", "手机", "生日", "性别", "等级", "客户类型", "来源", "标签", "备注", "录入时间"),
        (
            "张伟",
            13800138000,
            "1990.5.3",
            "男",
            "a",
            "老客户",
            "朋友介绍",
            "茶，急",
            "怕吵",
            "2020-1-2",
        ),
    )[0]
    assert draft.row == 2 and not draft.failed and draft.problems == ()
    assert draft.customer == Customer(
        kind="person",
        name="张伟",
        gender="male",
        birthday=Birthday(5, 3, 1990),
        methods=(ContactMethod("mobile", "13800138000"),),
        grade="A",
        stage="loyal",
        source="referral",
        tags=("茶", "急"),
        notes="怕吵",
        created=dt.date(2020, 1, 2),
    )


@pytest.mark.parametrize(
    "cell, methods",
    [
        ("13800001111/0571-88881111", [("mobile", "13800001111"), ("phone", "0571-88881111")]),
        ("0571-88881111转801", [("phone", "0571-88881111转801")]),
        (13800138000, [("mobile", "13800138000")]),
        (13800138000.0, [("mobile", "13800138000")]),
        ("+86 138 0013 8000", [("mobile", "13800138000")]),
        ("13800138000,13800138000", [("mobile", "13800138000")]),
    ],
)
def test_that_phones_are_split_and_written_in_one_way(
    cell: Cell, methods: list[tuple[str, str]]
) -> None:
    found = one(("姓名", "电话"), "张伟", cell).methods
    assert [(method.kind, method.value) for method in found] == methods


def test_that_a_doubtful_phone_is_kept_as_written_and_told() -> None:
    draft = read(("姓名", "电话"), ("张伟", "138001380"))[0]
    assert draft.customer.methods == (ContactMethod("phone", "138001380"),)
    assert "is unusual" in draft.problems[0].message
    assert not draft.failed


@pytest.mark.parametrize(
    "header, cell, method",
    [
        ("微信", "wx: abc_1", ContactMethod("wechat", "wx: abc_1".removeprefix("wx: "))),
        ("QQ", 99887766, ContactMethod("qq", "99887766")),
        ("邮箱", "ZW@Example.com", ContactMethod("email", "zw@example.com")),
        ("传真", "0571-88881112", ContactMethod("fax", "0571-88881112")),
        ("网址", "https://tea.example.cn", ContactMethod("website", "https://tea.example.cn")),
    ],
)
def test_that_every_contact_method_is_typed(header: str, cell: Cell, method: ContactMethod) -> None:
    assert one(("姓名", header), "张伟", cell).methods == (method,)


@pytest.mark.parametrize(
    "headers, cells, birthday",
    [
        (("姓名", "农历生日"), ("张伟", "八月十五"), Birthday(8, 15, None, True)),
        (("姓名", "农历生日"), ("张伟", "1990-08-15"), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", "农历"), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", 0), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", 1), Birthday(8, 15, 1990)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", "是"), Birthday(8, 15, None, True)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", "否"), Birthday(8, 15)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", False), Birthday(8, 15)),
        (("姓名", "生日"), ("张伟", "5月1日"), Birthday(5, 1)),
        (("姓名", "生日"), ("张伟", 33000), Birthday(5, 7, 1990)),
        (
            ("Name", "Birth Year", "Birth Month", "Birth Day"),
            ("A", 1990, 5, 3),
            Birthday(5, 3, 1990),
        ),
        (("Name", "Birth Year", "Birth Month", "Birth Day"), ("A", None, 5, 3), Birthday(5, 3)),
        (
            ("姓名", "出生年", "出生月", "出生日"),
            ("A", "1990年", "5月", "3日"),
            Birthday(5, 3, 1990),
        ),
    ],
)
def test_that_birthdays_are_read_in_both_calendars(
    headers: Sequence[str], cells: Sequence[Cell], birthday: Birthday
) -> None:
    draft = read(headers, cells)[0]
    assert draft.problems == ()
    assert draft.customer.birthday == birthday


def test_that_a_1904_workbook_has_its_own_serials() -> None:
    assert one(("姓名", "生日"), "张伟", 31538, epoch_1904=True).birthday == Birthday(5, 7, 1990)


def test_that_the_order_of_a_date_is_decided_by_the_whole_column() -> None:
    drafts = read(("姓名", "生日"), ("张伟", "03/05/1990"), ("李娜", "25/12/1991"))
    assert [draft.customer.birthday for draft in drafts] == [
        Birthday(5, 3, 1990),
        Birthday(12, 25, 1991),
    ]


def test_that_a_column_that_can_be_read_in_two_ways_is_told_once() -> None:
    rows = [["张伟", "03/05/1990"], ["李娜", "04/06/1991"]]
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert [doubt.column for doubt in reader.doubts] == ["生日"]


def test_that_one_day_for_half_of_a_list_is_told_as_doubtful() -> None:
    rows = [[f"客户{number}", "2026-05-03"] for number in range(12)]
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert "same date" in reader.doubts[0].message


@pytest.mark.parametrize(
    "header, cell", [("生日", "去年"), ("性别", "?"), ("QQ", "abc"), ("手机", "无")]
)
def test_that_what_cannot_be_read_is_kept_in_the_notes_and_told(header: str, cell: str) -> None:
    draft = read(("姓名", header, "备注"), ("张伟", cell, "怕吵"))[0]
    assert draft.customer.notes.splitlines() == [f"{header}: {cell}", "怕吵"]
    problem = draft.problems[0]
    assert (problem.row, problem.column, problem.value, problem.sheet) == (2, header, cell, "客户")
    assert problem.advice
    assert not draft.failed


@pytest.mark.parametrize(
    "header", ["手机", "会员卡号", "备注", "微信", "QQ", "标签", "地址", "公司"]
)
@pytest.mark.parametrize("cell", [6.2220212345678e18, 1.234567890123456e15])
def test_that_a_number_the_workbook_has_rounded_is_never_stored(header: str, cell: float) -> None:
    draft = read(("姓名", header), ("张伟", cell))[0]
    assert draft.customer == Customer(name="张伟")
    assert "lost digits" in draft.problems[0].message


def test_that_a_solar_and_a_lunar_birthday_are_both_kept() -> None:
    draft = read(("姓名", "生日", "农历生日"), ("张伟", "1990-10-03", "八月十五"))[0]
    assert draft.customer.birthday == Birthday(10, 3, 1990)
    assert draft.customer.notes == "农历生日: 八月十五"


def test_that_a_lunar_day_no_month_has_is_told_and_not_changed() -> None:
    draft = read(("姓名", "生日", "生日类型"), ("张伟", "1990-05-31", "农历"))[0]
    assert draft.customer.birthday is None
    assert "1990-05-31" in draft.customer.notes
    assert len(draft.problems) == 1


def test_that_a_birth_year_without_a_day_is_kept_in_the_notes() -> None:
    draft = read(("Name", "Birth Year", "Birth Month", "Birth Day"), ("Anna", 1990, None, None))[0]
    assert draft.customer.birthday is None
    assert draft.customer.notes == "Birth Year: 1990"


@pytest.mark.parametrize(
    "headers, cells, name",
    [
        (("姓", "名"), ("欧阳", "娜娜"), "欧阳娜娜"),
        (("Last Name", "First Name"), ("O'Neil", "Anna"), "Anna O'Neil"),
        (("姓", "名"), ("张", None), "张"),
        (("姓名", "公司"), (None, "西湖茶业"), "西湖茶业"),
        (("姓名",), ("张　三",), "张三"),
        (("姓名",), ("a\0b",), "ab"),
    ],
)
def test_that_names_are_put_together(
    headers: Sequence[str], cells: Sequence[Cell], name: str
) -> None:
    assert one(headers, *cells).name == name


@pytest.mark.parametrize(
    "headers, cells, kind",
    [
        (("姓名",), ("张伟",), "person"),
        (("姓名",), ("西湖茶业有限公司",), "company"),
        (("姓名",), ("Acme Ltd.",), "company"),
        (("姓名", "公司"), (None, "西湖"), "company"),
        (("姓名", "公司"), ("张伟", "西湖茶业有限公司"), "person"),
        (("姓名",), ("测试贸易公司3",), "company"),
        (("姓名",), ("西湖茶业公司（杭州）",), "company"),
        (("姓名",), ("张伟（西湖茶业公司）",), "person"),
        (("姓名",), ("张伟3",), "person"),
        (("客户名称", "联系人"), ("西湖茶业", "张三"), "company"),
        (("客户名称", "联系人"), ("幸福茶庄12", "张三"), "company"),
        (("客户名称", "联系人"), ("李娜", "张三"), "person"),
        (("客户名称", "联系人"), ("Anna Smith", "Anna Smith"), "person"),
        (("客户名称", "联系人"), ("幸福茶庄", None), "person"),
        (("姓名", "联系人"), ("Anna Smith", "张三"), "person"),
        (("客户名称", "紧急联系人"), ("Anna Smith", "张三"), "person"),
        (("姓名", "个人/公司"), ("张伟", "公司"), "company"),
        (("姓名", "个人/公司"), ("西湖有限公司", "个人"), "person"),
    ],
)
def test_that_persons_and_companies_are_told_apart(
    headers: Sequence[str], cells: Sequence[Cell], kind: str
) -> None:
    assert one(headers, *cells).kind == kind


def test_that_contact_persons_beside_a_customer_are_kept() -> None:
    found = one(("客户名称", "联系人"), "西湖茶业有限公司", "张三、李四")
    assert found.persons == (ContactPerson("张三"), ContactPerson("李四"))


def test_that_a_row_without_a_name_fails_with_a_reason() -> None:
    draft = read(("姓名", "手机"), (None, 13800138000))[0]
    assert draft.failed
    assert "no name" in draft.problems[-1].message and draft.problems[-1].advice


def test_that_a_row_without_a_value_is_no_row() -> None:
    assert read(("姓名", "手机"), (None, None), ("", ""), ()) == []


def test_that_ragged_rows_are_read_as_far_as_they_go() -> None:
    drafts = read(("姓名", "手机"), ("张伟",), ("李娜", 13900139000, "too much"))
    assert [draft.customer.name for draft in drafts] == ["张伟", "李娜"]


def test_that_no_value_of_the_row_above_is_taken() -> None:
    drafts = read(("姓名", "等级", "标签"), ("张伟", "A", "茶"), ("李娜", None, None))
    assert (drafts[1].customer.grade, drafts[1].customer.tags) == ("", ())


@pytest.mark.parametrize(
    "name", ["<b>x</b>", "{{ 7*7 }}", "\"quoted\" 'name'", "😀", "长" * 10_000]
)
def test_that_hostile_names_stay_what_they_are(name: str) -> None:
    assert one(("姓名", "手机"), name, 13800138000).name == name


@pytest.mark.parametrize(
    "cell, told, kept",
    [
        (dt.date(1970, 1, 1), "may stand for no date", Birthday(1, 1, 1970)),
        ("1970-01-01", "may stand for no date", Birthday(1, 1, 1970)),
        (dt.date(1900, 1, 1), "may stand for no date", Birthday(1, 1, 1900)),
        ("1900/1/1", "may stand for no date", Birthday(1, 1, 1900)),
        ("1900-1-0", "what a program writes for no date", None),
        ("1905-06-07", "the age is over 110", Birthday(6, 7, 1905)),
        ("2026-11-23", "in the future", Birthday(11, 23, 2026)),
        ("2027-01-01", "cannot be right", None),
    ],
)
def test_that_a_doubtful_birthday_is_told_at_its_row(
    cell: Cell, told: str, kept: Birthday | None
) -> None:
    draft = read(("姓名", "生日"), ("张伟", cell), today=dt.date(2026, 11, 22))[0]
    [problem] = draft.problems
    assert told in problem.message
    assert (problem.row, problem.column) == (2, "生日")
    assert draft.customer.birthday == kept
    assert bool(draft.customer.notes) == (kept is None)


@pytest.mark.parametrize("cell", [dt.date(2026, 11, 22), "1970-01-02", "--01-01", "1917-01-01"])
def test_that_a_birthday_that_may_be_true_is_not_told(cell: Cell) -> None:
    draft = read(("姓名", "生日"), ("张伟", cell), today=dt.date(2026, 11, 22))[0]
    assert draft.problems == () and draft.customer.birthday is not None


def test_that_one_birthday_for_a_tenth_of_a_list_is_doubtful() -> None:
    rows: list[list[Cell]] = [[f"客户{n}", f"19{50 + n % 40}-0{1 + n % 9}-11"] for n in range(50)]
    for row in rows[:6]:
        row[1] = "1988-08-08"
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert [doubt.value for doubt in reader.doubts] == ["1988-08-08"]
    reader = RowReader(guess_mapping(["姓名", "录入时间"], rows), rows, sheet="客户")
    assert reader.doubts == []


@pytest.mark.parametrize(
    "text, birthday",
    [
        ("农历八月十五", Birthday(8, 15, None, True)),
        ("腊月三十", Birthday(12, 30, None, True)),
        ("闰四月初二", Birthday(4, 2, None, True, True)),
        ("農曆1990年八月十五", Birthday(8, 15, 1990, True)),
        ("05-03", Birthday(5, 3)),
        ("--05-03", Birthday(5, 3)),
    ],
)
def test_that_lunar_birthdays_and_those_without_a_year_are_read(
    text: str, birthday: Birthday
) -> None:
    draft = read(("姓名", "生日"), ("张伟", text))[0]
    assert (draft.customer.birthday, draft.problems) == (birthday, ())


OWN = Catalogue(
    (
        CustomField(3, "积分", "number"),
        CustomField(5, "签约", "date"),
        CustomField(6, "会员", "yes_no"),
        CustomField(8, "肤质", "choice"),
        CustomField(9, "口味", "text"),
    )
)


def own(*cells: Cell, **more: Any) -> RowDraft:
    headers = ["姓名", "口味", "会员", "签约", "积分", "肤质"]
    rows = [list(cells)]
    reader = RowReader(guess_mapping(headers, rows, OWN), rows, catalogue=OWN, **more)
    draft = reader.read(2, rows[0])
    assert draft is not None
    return draft


def test_that_own_fields_are_read_in_their_order_and_form() -> None:
    draft = own("张伟", " 清淡 ", "是", 33000, "1,234.50", "dry", labels={"c8": {"D": "Dry"}})
    assert draft.customer.custom == (
        ("c3", "1234.5"),
        ("c5", "1990-05-07"),
        ("c6", "yes"),
        ("c8", "D"),
        ("c9", "清淡"),
    )
    assert own("张伟", None, None, 31538, epoch_1904=True).customer.custom == (
        ("c5", "1990-05-07"),
    )


def test_that_what_an_own_field_cannot_hold_is_told_and_kept_in_words() -> None:
    draft = own("张伟", None, "也许", "去年", "很多")
    assert draft.customer.custom == ()
    assert draft.customer.notes.splitlines() == ["会员: 也许", "签约: 去年", "积分: 很多"]
    assert [problem.column for problem in draft.problems] == ["会员", "签约", "积分"]


@pytest.mark.parametrize(
    "headers, cells, notes",
    [
        (("姓名", "备注"), ("张伟", "怕吵"), "怕吵"),
        (("姓名", "备注", "喜好"), ("张伟", "怕吵", "茶"), "怕吵\n喜好: 茶"),
        (("姓名", "忌口"), ("张伟", "花生"), "忌口: 花生"),
        (("姓名", "备注", "备注2"), ("张伟", "怕吵", "爱茶"), "备注: 怕吵\n备注2: 爱茶"),
        (("姓名", "纪念日"), ("张伟", dt.date(2001, 5, 3)), "纪念日: 2001-05-03"),
        (("姓名", "职务"), ("张伟", "经理"), "职务: 经理"),
    ],
)
def test_that_several_columns_of_notes_say_what_they_are(
    headers: Sequence[str], cells: Sequence[Cell], notes: str
) -> None:
    assert one(headers, *cells).notes == notes


def test_that_headers_that_come_again_in_the_middle_are_no_customer() -> None:
    rows = (("张伟", "13800001111"), ("姓名", "手机"), ("姓名", "13800002222"))
    first, again, odd = read(("姓名", "手机"), *rows)
    assert again.failed and "repeats the headers" in again.problems[0].message
    assert not first.failed and not odd.failed


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**16), 10**16),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
HEADERS = [
    "姓名",
    "手机",
    "电话",
    "传真",
    "微信",
    "QQ",
    "邮箱",
    "网址",
    "公司",
    "联系人",
    "性别",
    "生日",
    "农历生日",
    "是否农历",
    "等级",
    "客户类型",
    "来源",
    "介绍人",
    "标签",
    "负责人",
    "卡号",
    "地址",
    "省",
    "市",
    "区",
    "街道",
    "邮编",
    "最近到店",
    "下次联系",
    "录入时间",
    "备注",
    "出生年",
    "出生月",
    "出生日",
]


@given(rows=st.lists(st.lists(CELLS, max_size=len(HEADERS)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_that_no_cell_stops_the_reading(rows: list[list[Cell]]) -> None:
    for draft in read(HEADERS, *rows):
        assert draft.failed == (draft.customer.name == "")
        assert "\0" not in repr(draft.customer)


def test_that_a_row_of_totals_is_no_customer() -> None:
    rows = (("合计", 60, None), (7, "小计师傅", "13800138000"))
    total, customer = read(("序号", "姓名", "手机"), *rows)
    assert total.failed and "total" in total.problems[0].message
    assert not customer.failed and customer.customer.name == "小计师傅"


def test_that_lists_of_taiwan_and_hong_kong_have_usual_mobiles() -> None:
    drafts = read(["姓名", "手机"], ["甲", "0912345678"], ["乙", 987654321], ["丙", "61234567"])
    assert [draft.customer.mobile for draft in drafts] == [
        "0912-345-678",
        "0987-654-321",
        "6123 4567",
    ]
    assert not any(draft.problems for draft in drafts)
    (alone,) = read(["姓名", "行動電話"], ["甲", "0912345678"])
    assert (alone.customer.mobile, alone.problems) == ("0912-345-678", ())


def test_that_a_number_of_another_place_stays_unusual_where_it_stands_alone() -> None:
    first, *rest = read(
        ["姓名", "手机"], ["甲", "0912345678"], ["乙", "13800138000"], ["丙", "0571-88881111"]
    )
    assert first.customer.methods == (ContactMethod("mobile", "0912345678"),)
    assert "unusual" in first.problems[0].message
    assert not any(draft.problems for draft in rest)


def test_that_a_label_says_what_a_number_abroad_is() -> None:
    headers = ["Name", "Phone 1 - Label", "Phone 1 - Value"]
    for label, kind in (("Mobile", "mobile"), ("手机", "mobile"), ("Work", "phone")):
        found = one(headers, "Ann", label, "+1 212 555 1234")
        assert found.methods == (ContactMethod(kind, "+1 212-555-1234"),)


@pytest.mark.parametrize(
    "cells, name, told",
    [
        (("", "", "阿强", "", "a@b.cn", "13800138000"), "阿强", "the nickname stands"),
        (("", "", "", "", "a@b.cn", "13800138000"), "a@b.cn", "the e-mail stands"),
        (("", "", "", "", "", "0571-88881111; 13800138000"), "13800138000", "the number stands"),
        (("", "", "", "", "", "0571-88881111"), "0571-88881111", "the number stands"),
        (("", "", "", "恒达公司", "a@b.cn", ""), "恒达公司", ""),
        (("张", "", "阿强", "", "a@b.cn", ""), "张", ""),
    ],
)
def test_that_a_contact_without_a_name_is_called_by_what_is_known(
    cells: Sequence[Cell], name: str, told: str
) -> None:
    headers = ["Last Name", "First Name", "Nickname", "Company", "E-mail Address", "Mobile Phone"]
    (draft,) = read(headers, cells)
    assert (draft.customer.name, draft.failed) == (name, False)
    assert [problem.message for problem in draft.problems] == (
        [f"There was no name; {told} for it."] if told else []
    )
    assert all(problem.advice and problem.row == 2 for problem in draft.problems)


def test_that_a_contact_of_which_nothing_is_known_and_a_row_of_a_list_have_no_name() -> None:
    assert read(["Last Name", "First Name", "Notes"], ["", "", "x"])[0].failed
    assert read(["姓名", "昵称", "手机"], ["", "阿强", "13800138000"])[0].failed
    rows = ["Name", "Mobile"], ["", "13800138000"]
    assert [draft.failed for draft in read(*rows)] == [True]
    assert [draft.failed for draft in read(*rows, contacts=True)] == [False]

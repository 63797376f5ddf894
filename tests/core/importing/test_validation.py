"""Rows become customers: names, phones, contact methods and fields as real lists write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.customer import ContactMethod, ContactPerson, Customer
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import RowReader
from tests.core.importing.rows import one, read


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


def test_that_a_form_of_address_for_men_and_women_alike_is_kept_in_words_and_no_mistake() -> None:
    drafts = read(
        ("姓名", "称呼", "手机"),
        ("张伟", "先生", "13800138000"),
        ("李娜", "小姐", "13800138001"),
        ("王敏", " 老师", "13800138002"),
    )
    assert [draft.customer.gender for draft in drafts if draft.customer] == ["male", "female", ""]
    assert drafts[2].problems == () and drafts[2].customer
    assert drafts[2].customer.notes == "称呼: 老师"


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

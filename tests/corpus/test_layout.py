"""Traps of layout: headers anywhere, hidden and blank rows, lists in an order of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill

from crmdesk.core.services import importing
from crmdesk.core.services.workspace import Workspace
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, understood, written

MEMBERS = (("张伟", 13800138000), ("李娜", 13800138001))
COMMON = ["张伟 mobile=13800138000", "李娜 mobile=13800138001"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "html", "xml"])
def test_that_headers_are_found_below_titles_and_empty_rows(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    rows: tuple[tuple[Any, ...], ...] = (
        ("清和布艺 2026 年客户名单", None, None),
        ("制表：陈思", None, "2026-11-01"),
        (None, None, None),
        ("序号", "姓名", "手机"),
        (1, *MEMBERS[0]),
        (None, None, None),
        (2, *MEMBERS[1]),
        ("合计", None, 2),
    )
    path = tmp_path / f"list.{kind}"
    files.MAKERS[kind](path, rows)
    brought = bring(shop, path)
    assert brought.result.header_row == 4
    assert brought.result.mapping == {"序号": None, "姓名": "name", "手机": "mobile"}
    assert records(shop) == people(*COMMON)
    assert brought.told == [(8, None, "This row holds a total, not a customer.")]


def test_that_another_row_of_headers_can_be_chosen(shop: Workspace, tmp_path: Path) -> None:
    rows = (("姓名", "手机"), ("名字", "备注"), *MEMBERS)
    file = importing.read(files.book(tmp_path / "list.xlsx", rows))
    setup = importing.begin(file, header_index=1, guess_header=False)
    assert written(shop, setup).result.header_row == 2
    assert records(shop) == people("张伟 notes=13800138000", "李娜 notes=13800138001")


def test_that_merged_headers_in_two_rows_are_one_header(shop: Workspace, tmp_path: Path) -> None:
    rows = (
        ("姓名", "联系方式", None, "家庭情况", None),
        (None, "手机", "微信", "配偶", "孩子生日"),
        ("张伟", 13800138000, "wx_zw", "王芳", "2015-06-01"),
    )

    def merge(_book: Any, sheet: Any) -> None:
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(area)

    brought = bring(shop, files.book(tmp_path / "list.xlsx", rows, merge))
    assert brought.result.mapping == {
        "姓名": "name",
        "联系方式 / 手机": "mobile",
        "联系方式 / 微信": "wechat",
        "家庭情况 / 配偶": "contact_person",
        "家庭情况 / 孩子生日": None,
    }
    assert records(shop) == [
        {
            "name": "张伟",
            "mobile": "13800138000",
            "wechat": "wx_zw",
            "persons": "王芳, 配偶",
        }
    ]


def _hide(book: Any, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    old = book.create_sheet("旧名单")
    old.append(["姓名", "手机", "微信"])
    for number in range(50):
        old.append([f"旧客{number}", f"1390000{number:04d}", f"wx_{number}"])
    old.sheet_state = "hidden"


@pytest.mark.parametrize("taken", [True, False])
def test_that_hidden_rows_and_sheets_are_told_and_the_user_chooses(
    shop: Workspace, tmp_path: Path, taken: bool
) -> None:
    path = files.book(tmp_path / "list.xlsx", (("姓名", "手机"), *MEMBERS[::-1]), _hide)
    setup = understood(shop, path)
    assert setup.sheet.name == "客户"
    assert setup.sheet.hidden_rows == (2,)
    assert [(one.name, one.hidden) for one in setup.file.sheets] == [
        ("客户", False),
        ("旧名单", True),
    ]
    written(shop, replace(setup, take_hidden=taken))
    assert records(shop) == people(*reversed(COMMON))[: 2 if taken else 1]
    assert bring(shop, path, sheet="旧名单").counts == (50, 0, 0, 0)


def test_that_blank_rows_with_a_colour_cost_nothing(shop: Workspace, tmp_path: Path) -> None:
    def colour(_book: Any, sheet: Any) -> None:
        fill = PatternFill("solid", fgColor="FFFF00")
        for row in range(4, 50_004):
            sheet.cell(row, 1).fill = fill

    path = files.book(tmp_path / "list.xlsx", (("姓名", "手机"), *MEMBERS), colour)
    assert bring(shop, path).counts == (2, 0, 0, 0)
    assert records(shop) == people(*COMMON)


@pytest.mark.parametrize(
    "headers", [(), ("甲列", "乙列", "丙列", "丁列", "戊列")], ids=["none", "unknown"]
)
def test_that_columns_are_understood_by_their_values(
    shop: Workspace, tmp_path: Path, headers: tuple[str, ...]
) -> None:
    rows = (
        *([headers] if headers else []),
        ("13800138000", "张伟", "男", "a@b.cn", "1990-05-03"),
        ("13800138001", "李娜", "女", "li@b.cn", "1991-06-04"),
        ("13800138002", "王芳", "女", "w@b.cn", "1992-07-05"),
    )
    brought = bring(shop, files.text(tmp_path / "list.csv", rows))
    assert list(brought.result.mapping.values()) == [
        *("mobile", "name", "gender", "email", "birthday")
    ]
    assert records(shop) == people(
        "张伟 gender=male birthday=1990-05-03 mobile=13800138000 email=a@b.cn",
        "李娜 gender=female birthday=1991-06-04 mobile=13800138001 email=li@b.cn",
        "王芳 gender=female birthday=1992-07-05 mobile=13800138002 email=w@b.cn",
    )


def test_that_columns_may_stand_in_any_order(shop: Workspace, tmp_path: Path) -> None:
    headers = ("手机", "备注", "姓名", "生日", "微信号")
    row = ("13800138000", "爱茶", "张伟", "1990.5.3", "wx_zw")
    for turn in range(len(headers)):
        rows = (headers[turn:] + headers[:turn], row[turn:] + row[:turn])
        bring(shop, files.text(tmp_path / f"{turn}.csv", rows), mode="add")
    one = people("张伟 birthday=1990-05-03 mobile=13800138000 wechat=wx_zw notes=爱茶")
    assert records(shop) == one * len(headers)


def test_that_an_unknown_grade_is_made_or_mapped(shop: Workspace, tmp_path: Path) -> None:
    from crmdesk.core.importing import setup_changes

    rows = (
        ("姓名", "会员等级", "来源", "状态"),
        ("张伟", "钻石卡", "抖音", "忠诚"),
        ("李娜", "A", "老客户介绍", "沉默"),
        ("王芳", "银卡", "", ""),
    )
    path = files.book(tmp_path / "list.xlsx", rows)
    setup = setup_changes.with_value(understood(shop, path), "grade", "银卡", "B")
    assert written(shop, setup).told == []
    assert records(shop) == people(
        "张伟 grade=钻石卡 stage=loyal source=抖音",
        "李娜 grade=A stage=silent source=老客户介绍",
        "王芳 grade=B",
    )


def test_that_headers_that_come_again_on_every_page_are_no_customers(
    shop: Workspace, tmp_path: Path
) -> None:
    headers = ("姓名", "手机")
    rows = (headers, MEMBERS[0], headers, MEMBERS[1], ("小计", 2), headers, ("合计", 2))
    brought = bring(shop, files.book(tmp_path / "list.xlsx", rows))
    assert (brought.result.header_row, brought.counts) == (1, (2, 0, 0, 4))
    assert records(shop) == people(*COMMON)
    repeated, total = "This row repeats the headers.", "This row holds a total, not a customer."
    assert [message for _row, _column, message in brought.told] == [
        *(repeated, total, repeated, total)
    ]

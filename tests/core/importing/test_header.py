from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.importing.header import column_names, find_header, guess_sheet
from crmdesk.core.importing.sheet import Cell, Sheet, SheetFile

DATA: list[list[Cell]] = [["张三", 13800001111, "杭州"], ["李四", 13800002222, "上海"]]


@pytest.mark.parametrize(
    "rows, header",
    [
        ([["姓名", "手机", "城市"], *DATA], 0),
        ([["客户名单"], ["姓名", "手机", "城市"], *DATA], 1),
        ([["2026年客户名单", None, dt.date(2026, 1, 1)], [], ["姓名", "手机", "城市"], *DATA], 2),
        ([["制表人：王五"], ["电话：13800000000"], ["* 姓名", "手机号码：", "城市"], *DATA], 2),
        ([["客户"], *DATA], None),
        ([["老板", "号", "在哪"], *DATA], 0),
        ([["名单"], ["老板", "号", "在哪"], *DATA], 1),
        (DATA, None),
        ([["张三", "微信"], ["李四", "微信"]], None),
        ([["张三", "男"], ["李四", "女"]], None),
        ([["姓名"], ["张三"]], 0),
        ([["姓名", "手机"]], 0),
        ([["序号", "客户名称", "联系人", "电话"], [1, "甲公司", "王", "1"]], 0),
        ([[]] * 19 + [["姓名", "手机"], ["张三", "1"]], 19),
        ([], None),
    ],
)
def test_that_the_header_is_found_below_titles(rows: list[list[Cell]], header: int | None) -> None:
    assert find_header(Sheet("客户", rows)) == header


def test_that_columns_without_a_header_are_numbered() -> None:
    sheet = Sheet("客户", [["姓名", None, "手机\n号码"], ["张三", 1, 2, 3]])
    assert column_names(sheet, 0) == ["姓名", "Column 2", "手机 号码", "Column 4"]
    assert column_names(sheet, None) == ["Column 1", "Column 2", "Column 3", "Column 4"]


def _file(*sheets: Sheet) -> SheetFile:
    return SheetFile("a.xlsx", "xlsx", None, "", sheets, ())


def test_that_the_sheet_with_the_list_is_taken() -> None:
    cover = Sheet("说明", [["本表说明"]] * 50)
    small = Sheet("样例", [["姓名", "手机"], ["张三", 1]])
    large = Sheet("客户", [["姓名", "手机"], *DATA])
    hidden = Sheet("旧", [["姓名", "手机"], *DATA, *DATA, *DATA], hidden=True)
    assert guess_sheet(_file(cover, small, large, hidden)) == 2
    assert guess_sheet(_file(Sheet("空", []), cover)) == 1
    assert guess_sheet(_file(Sheet("空", []), hidden)) == 1

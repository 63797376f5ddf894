from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.importing.header import (
    find_header,
    guess_sheet,
    headings,
    height_of,
)
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.sheet import Area, Cell, Sheet, SheetFile

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
    found = [one.shown for one in headings(sheet, 0)]
    assert found == ["姓名", "Column 2", "手机 号码", "Column 4"]
    found = [one.shown for one in headings(sheet, None)]
    assert found == ["Column 1", "Column 2", "Column 3", "Column 4"]


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


TWO_ROWS: list[list[Cell]] = [
    ["姓名", "联系方式", None, "住址", None, None, "备注"],
    [None, "手机", "微信", "省", "市", "区", None],
]
BELOW: list[list[Cell]] = [
    ["张三", 13800001111, "wx_1", "浙江省", "杭州市", "西湖区", "怕吵"],
    ["李四", 13800002222, "wx_2", "浙江省", "宁波市", "海曙区", None],
]
MERGED = (Area(0, 0, 1, 0), Area(0, 1, 0, 2), Area(0, 3, 0, 5), Area(0, 6, 1, 6))


def _lower(areas: tuple[Area, ...], rows: int) -> tuple[Area, ...]:
    return tuple(Area(a.top + rows, a.left, a.bottom + rows, a.right) for a in areas)


@pytest.mark.parametrize("merged", [(), MERGED])
@pytest.mark.parametrize(
    "before",
    [
        [],
        [["西湖茶业有限公司客户名单"]],
        [["客户名单"], ["制表人：王五", None, None, None, None, "打印日期：2026-11-22"], []],
        [["说明：红色的是老客户，请不要给他们打电话，有事发微信"]] * 17,
    ],
)
def test_that_headers_in_two_rows_are_read_as_one(
    merged: tuple[Area, ...], before: list[list[Cell]]
) -> None:
    start = len(before)
    title = (Area(0, 0, 0, 6),) if start else ()
    sheet = Sheet("客户", [*before, *TWO_ROWS, *BELOW], merged=(*title, *_lower(merged, start)))
    assert find_header(sheet) == start
    assert height_of(sheet, start) == 2
    found = guess_mapping(headings(sheet, start, 2), BELOW)
    assert [one.field for one in found] == [
        "name",
        "mobile",
        "wechat",
        "province",
        "city",
        "district",
        "notes",
    ]
    assert found[1].header == "联系方式 / 手机"


def test_that_groups_above_a_whole_row_of_headers_are_shown_with_them() -> None:
    rows: list[list[Cell]] = [
        ["基本信息", None, "家庭", None, "公司", None],
        ["姓名", "手机", "市", "街道", "市", "街道"],
        ["张三", 13800001111, "杭州市", "文三路1号", "宁波市", "中山路2号"],
    ]
    merged = (Area(0, 0, 0, 1), Area(0, 2, 0, 3), Area(0, 4, 0, 5))
    sheet = Sheet("客户", rows, merged=merged)
    assert (find_header(sheet), height_of(sheet, 0)) == (0, 2)
    found = guess_mapping(headings(sheet, 0, 2), rows[2:])
    assert [one.field for one in found] == ["name", "mobile", "city", "street", "city", "street"]
    assert [one.place for one in found][2:] == ["家庭", "家庭", "公司", "公司"]


def test_that_the_second_name_of_a_row_is_somebody_else() -> None:
    rows: list[list[Cell]] = [
        ["本人", None, "紧急联系人", None],
        ["姓名", "手机", "姓名", "手机"],
        ["张三", 13800001111, "李娜", 13800002222],
    ]
    merged = (Area(0, 0, 0, 1), Area(0, 2, 0, 3))
    found = guess_mapping(headings(Sheet("客户", rows, merged=merged), 0, 2), rows[2:])
    assert [one.field for one in found] == ["name", "mobile", "contact_person", "mobile"]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "手机", "来源"], ["张三", "13800001111", "微信"]],
        [["姓名", None, "来源"], ["张三", "男", "微信"]],
        [["制表人：王五", None, "部门：销售", None], ["姓名", "手机", "城市", "备注"], *DATA],
        [["姓名", "手机"], [None, None], *DATA],
        [["姓名", "手机"]],
    ],
)
def test_that_a_row_of_data_is_no_second_row_of_headers(rows: list[list[Cell]]) -> None:
    assert height_of(Sheet("客户", rows), 0) == 1


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["姓名", "手机", "联系方式", "省", "市", "客户名单", "张三", "Name"]),
    st.text(max_size=6),
    st.integers(),
    st.dates(),
    st.floats(),
)
AREAS = st.builds(
    lambda top, left, down, right: Area(top, left, top + down, left + right),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 2),
    st.integers(0, 4),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=7), st.lists(AREAS, max_size=3))
def test_that_no_sheet_stops_the_guessing(rows: list[list[Cell]], areas: list[Area]) -> None:
    sheet = Sheet("客户", rows, merged=tuple(areas))
    for header in (find_header(sheet), *range(len(rows))):
        height = height_of(sheet, header)
        assert height in (1, 2)
        names = headings(sheet, header, height)
        assert len(names) == max(map(len, rows), default=0)
        assert all(one.shown and one.meant for one in names)

"""The rows of a list as the user wants them read: merged blocks, edits, hidden rows."""

from __future__ import annotations

from crmdesk.core.importing.setup import ImportSetup, cells_of, data_rows
from crmdesk.core.importing.sheet import Area, Cell, Sheet
from tests.factories import a_list

HEADERS: list[Cell] = ["门店", "姓名", "手机"]


def setup_of(rows: list[list[Cell]], *merged: Area) -> ImportSetup:
    file = a_list(HEADERS, *rows)
    sheet = Sheet("客户", [HEADERS, *rows], merged=merged)
    return ImportSetup(type(file)(file.path_name, "xlsx", None, "", (sheet,), ()), 0, 0, ())


def test_that_a_merged_value_stands_in_each_row_of_its_block() -> None:
    rows: list[list[Cell]] = [["西湖店", "张伟", 1], [None, "李娜", 2], [None, "王芳", 3]]
    setup = setup_of(rows, Area(1, 0, 2, 0))
    assert [cells for _index, cells in data_rows(setup)] == [
        ["西湖店", "张伟", 1],
        ["西湖店", "李娜", 2],
        [None, "王芳", 3],
    ]
    assert cells_of(setup, 2) == ["西湖店", "李娜", 2]


def test_that_a_row_with_nothing_of_its_own_is_not_made_out_of_a_merged_block() -> None:
    setup = setup_of([["西湖店", "张伟", 1], [], [None, None, None]], Area(1, 1, 3, 1))
    assert [cells for _index, cells in data_rows(setup)][1:] == [[], [None, None, None]]


def test_that_merged_blocks_without_end_take_neither_time_nor_memory() -> None:
    wide: list[Cell] = [f"值{number}" for number in range(500)]
    rows: list[list[Cell]] = [wide, *([None, "张伟"] for _number in range(20_000))]
    blocks = (Area(1, at % 500, 1_000_000, at % 500) for at in range(10_000))
    setup = setup_of(rows, *blocks)
    filled = [sum(cell is not None for cell in cells) for _index, cells in data_rows(setup)]
    assert len(filled) == len(rows)
    assert sum(filled) < 1_500_000

"""What failed comes out as a list of its own, is repaired, and comes in again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.i18n import use_language
from crmdesk.core.importing.plan import PROBLEM, SKIP
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services import importing
from crmdesk.core.services.import_repair import with_decision, with_edit
from crmdesk.core.services.import_results import write_failed
from crmdesk.core.services.importing import ImportResult
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import everybody

HEADERS = ("客户姓名", "手机", "出生日期", "等级", "备注", "没人知道")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("王芳", 13800138000, dt.date(1990, 5, 3), "A", "爱茶", "x"),
    (None, 13900139000, dt.date(1991, 6, 4), "b", " =1+1 ", "y"),
    ("李娜", "+8613700137000", "1992-07-05", None, None, None),
    (None, 1.38e16, "08/07/1993", None, "两行\n备注", True),
    ("合计", 4),
    (None, 0.5, "25/12/1990"),
)


def brought(shop: Workspace) -> ImportResult:
    setup = factories.set_up(factories.a_list(HEADERS, *ROWS))
    return importing.write(shop, setup, importing.check(shop, setup))


def cells(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_that_the_failed_rows_keep_their_columns_and_tell_where_they_stood_and_why(
    shop: Workspace, tmp_path: Path
) -> None:
    result = brought(shop)
    assert (result.created, result.failed) == (2, 4)
    path = tmp_path / "failed.xlsx"
    assert write_failed(path, result.setup, result.plan) == 4
    found = cells(path)
    assert found[0] == (*HEADERS, "Row", "Reason")
    nameless = "There is no name in this row. Fill in a name in the list and import it again."
    assert found[1] == (
        *(None, "13900139000", "1991-06-04", "b", " =1+1 ", "y"),
        *("3", nameless),
    )
    # Rounded digits do not come out as if they were whole.
    assert found[2][1] == "1.38e+16"
    # 25/12 in another row told that the day comes first: alone the row could not say it.
    assert found[2][2] == "1993-07-08"
    assert found[2][4] == "两行\n备注" and str(found[2][7]).endswith(nameless)
    assert "total" in str(found[3][7])
    kinds = {
        cell.data_type
        for row in openpyxl.load_workbook(path)["客户"].iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_the_failed_rows_come_in_once_they_are_repaired(
    shop: Workspace, tmp_path: Path, language: str
) -> None:
    use_language(language)
    try:
        result = brought(shop)
        path = tmp_path / "failed.xlsx"
        write_failed(path, result.setup, result.plan)
        setup = importing.begin(importing.read(path))
    finally:
        use_language("en")
    kept = {one.header: one.field for one in result.setup.mappings if one.field}
    assert {one.header: one.field for one in setup.mappings if one.field} == kept
    again = importing.check(shop, setup)
    assert again.counts[PROBLEM] == 4
    # What was left of what was left has one row number and one reason.
    second = tmp_path / "again.xlsx"
    write_failed(second, setup, again)
    assert len(cells(second)[0]) == len(HEADERS) + 2
    setup = with_edit(setup, [1], 0, "赵敏")
    setup = with_edit(setup, [2], 0, "钱多")
    setup = with_decision(setup, [3, 4], SKIP)
    done = importing.write(shop, setup, importing.check(shop, setup, before=again))
    assert (done.created, done.skipped, done.failed) == (2, 2, 0)
    people = {one.name: one for one in everybody(shop)}
    assert people["赵敏"].mobile == "13900139000" and people["赵敏"].notes == "=1+1"
    assert str(people["赵敏"].birthday and people["赵敏"].birthday.to_text()) == "1991-06-04"
    born = people["钱多"].birthday
    assert born is not None and born.to_text() == "1993-07-08"
    # The wrong number is told, not kept.
    assert people["钱多"].methods == ()


def test_that_what_was_left_out_can_be_written_too_and_edits_are_kept(
    shop: Workspace, tmp_path: Path
) -> None:
    setup = factories.set_up(factories.a_list(HEADERS, *ROWS))
    setup = with_decision(with_edit(setup, [2], 4, "已改"), [1], SKIP)
    plan = importing.check(shop, setup)
    path = tmp_path / "left.xlsx"
    assert write_failed(path, setup, plan, skipped=True) == 5
    found = cells(path)
    assert found[1][0] == "王芳" and found[1][7] == "Left out"
    assert found[2][4] == "已改"


def test_that_serial_numbers_of_a_1904_workbook_become_dates(
    shop: Workspace, tmp_path: Path
) -> None:
    file = factories.a_list(("姓名", "生日"), (None, 31536), epoch_1904=True)
    setup = factories.set_up(file)
    path = tmp_path / "failed.xlsx"
    write_failed(path, setup, importing.check(shop, setup))
    assert cells(path)[1][1] == "1990-05-05"


def test_that_a_list_without_failed_rows_gives_a_list_with_headers_only(
    shop: Workspace, tmp_path: Path
) -> None:
    setup = factories.set_up(factories.a_list(HEADERS, ROWS[0]))
    path = tmp_path / "failed.xlsx"
    assert write_failed(path, setup, importing.check(shop, setup)) == 0
    assert len(cells(path)) == 1
    assert replace(setup, mode=SKIP).header_row == 1

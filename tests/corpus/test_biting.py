"""Texts that bite: mark-up, formulas, control signs and cells longer than a workbook may hold."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from crmdesk.core.services import exporting
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.corpus import files
from tests.corpus.bringing import bring, records

MARKED = '<img src="file://host/x.png">'
BITING = (
    ("姓名", "备注"),
    (MARKED, "<b>x</b>&amp;"),
    ("=cmd|' /C calc'!A0", "=1+1"),
    ("+王姐", "@SUM(A1)"),
    ("-李", "'引号"),
    ("@陈", '=HYPERLINK("http://x","y")'),
)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "html", "xml", "csv"])
def test_that_mark_up_and_formulas_come_in_as_the_letters_they_are(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"list.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(BITING)
    else:
        make = files.text_cells if kind == "xlsx" else files.MAKERS[kind]
        make(path, BITING)
    assert bring(shop, path).told == []
    assert records(shop) == [{"name": name, "notes": notes} for name, notes in BITING[1:]]


def test_that_no_cell_of_an_export_is_a_formula(shop: Workspace, tmp_path: Path) -> None:
    bring(shop, files.text_cells(tmp_path / "list.xlsx", BITING))
    exporting.export(shop, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {str(row[0]) for row in BITING[1:]} <= {str(cell.value) for cell in cells}
    exporting.export(shop, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [cell for row in csv.reader(file) for cell in row if cell]
    assert not [cell for cell in told if cell[0] in "=+-@\t\r\n"]
    assert "'=cmd|' /C calc'!A0" in told


@pytest.mark.parametrize("kind", [".xlsx", ".csv", ".vcf"])
def test_that_the_marks_of_an_export_are_taken_off_again(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    bring(shop, files.text_cells(tmp_path / "list.xlsx", BITING))
    exporting.export(shop, tmp_path / f"out{kind}")
    (tmp_path / "other").mkdir()
    other = factories.open_shop(tmp_path / "other")
    try:
        bring(other, tmp_path / f"out{kind}")
        both = [sorted(records(one), key=lambda it: it["name"]) for one in (other, shop)]
        assert both[0] == both[1]
    finally:
        other.database.close()


def test_that_control_signs_go_and_every_letter_stays(shop: Workspace, tmp_path: Path) -> None:
    rows = (("姓名", "备注"), ("张\x07伟", "爱\x00茶\u202e好"), ("李\u200b娜", "a\ufffeb"))
    bring(shop, files.text(tmp_path / "list.csv", rows))
    kept = [(one["name"], one["notes"]) for one in records(shop)]
    assert [name for name, _notes in kept] == ["张伟", "李娜"]
    assert [sign for sign in kept[0][1] if sign.isalpha()] == list("爱茶好")
    exporting.export(shop, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].max_row == 3


def test_that_what_a_workbook_cannot_hold_is_told_and_kept_in_the_shop(
    shop: Workspace, tmp_path: Path
) -> None:
    long = "茶" * 40_000
    bring(shop, files.text(tmp_path / "list.csv", (("姓名", "备注"), ("张伟", long))))
    assert records(shop) == [{"name": "张伟", "notes": long}]
    problems = exporting.export(shop, tmp_path / "out.xlsx").problems
    assert len(problems) == 1
    assert "32,767" in problems[0].message or "32767" in problems[0].message
    assert exporting.export(shop, tmp_path / "out.csv").problems == ()
    assert records(shop) == [{"name": "张伟", "notes": long}]

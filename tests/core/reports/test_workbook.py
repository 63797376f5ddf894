"""What is exported is text, is whole, and can be read back."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from crmdesk.core.domain.csv_mark import restore
from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.reports.workbook import MAX_CELL, write_csv, write_workbook
from tests.places import full_disk

HEADERS = ["姓名", "手机", "Notes"]
TRICKY = [
    ["张伟", "013800138000", "=1+1"],
    ["#N/A", "+86 138 0013 8000", "@SUM(A1)"],
    ["<b>O'Neill</b>", "", "two\nlines"],
    ["=cmd|' /C calc'!A0", "1e5", "_x0041_ stays"],
    ["  kept  ", "-5", "'=quoted"],
    ["😀", "2026-01-01", "TRUE"],
]


def _read_csv(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    text = path.read_bytes().decode(encoding)
    return [[restore(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def test_that_every_value_of_a_workbook_is_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert write_workbook(path, "客户", HEADERS, TRICKY) == []
    sheet = load_workbook(path)["客户"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_that_another_reader_gets_the_same_texts_back(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "客户", HEADERS, TRICKY)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("客户").to_python()
    assert rows == [HEADERS, *TRICKY]


def test_that_the_header_is_bold_frozen_and_has_a_filter(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "客户", HEADERS, TRICKY)
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:C{len(TRICKY) + 1}"


def test_that_chinese_columns_are_wide_enough_and_long_ones_bounded(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "x", ["a", "b"], [["浙江省杭州市西湖区", "y" * 500]])
    widths = load_workbook(path)["x"].column_dimensions
    assert widths["A"].width >= 2 * 9
    assert widths["B"].width <= 50


def test_that_a_header_longer_than_all_below_it_stands_on_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "x", ["答复用时（九成以内）（工作小时）"], [["1"]])
    sheet = load_workbook(path)["x"]
    assert sheet.column_dimensions["A"].width <= 16
    assert sheet["A1"].alignment.wrap_text and sheet.row_dimensions[1].height == 45


@pytest.mark.parametrize(("columns", "turned"), [(3, "portrait"), (14, "landscape")])
def test_that_a_sheet_is_printed_as_wide_as_the_page_with_its_header(
    tmp_path: Path, columns: int, turned: str
) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "x", ["手机"] * columns, [["13800138000"] * columns])
    sheet = load_workbook(path)["x"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (turned, 1)
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert sheet.oddFooter.center.text == "&P / &N"


def test_that_characters_a_workbook_cannot_hold_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    problems = write_workbook(path, "x", HEADERS, [["a\x00b\x1f", "1", "\ud800c"]])
    assert [(p.row, p.column) for p in problems] == [(2, "姓名"), (2, "Notes")]
    assert [cell.value for cell in load_workbook(path)["x"][2]] == ["ab", "1", "c"]


def test_that_a_text_too_long_for_a_cell_is_told_and_kept_in_csv(tmp_path: Path) -> None:
    text = "长" * (MAX_CELL + 5)
    problems = write_workbook(tmp_path / "a.xlsx", "x", ["备注"], [[text]])
    assert [(p.row, p.column) for p in problems] == [(2, "备注")]
    assert "CSV" in problems[0].advice
    assert len(load_workbook(tmp_path / "a.xlsx")["x"]["A2"].value) == MAX_CELL
    assert write_csv(tmp_path / "a.csv", ["备注"], [[text]]) == []
    assert _read_csv(tmp_path / "a.csv")[1] == [text]


def test_that_a_sheet_name_with_forbidden_signs_is_made_usable(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_workbook(path, "[a]:*?/\\" + "很" * 40, ["x"], [])
    assert load_workbook(path).sheetnames == ["a" + " " * 6 + "很" * 24]


def test_that_no_rows_give_a_file_with_only_the_header(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", "x", HEADERS, [])
    assert [c.value for c in load_workbook(tmp_path / "a.xlsx")["x"][1]] == HEADERS
    write_csv(tmp_path / "a.csv", HEADERS, [])
    assert _read_csv(tmp_path / "a.csv") == [HEADERS]


def test_that_a_csv_file_opens_in_a_spreadsheet_as_utf8_without_formulas(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, HEADERS, TRICKY)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    raw = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert not [c for row in raw for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert _read_csv(path) == [HEADERS, *TRICKY]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_that_any_text_comes_back_from_a_csv_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    assert write_csv(path, ["a", "b"], rows) == []
    assert _read_csv(path) == [["a", "b"], *rows]


def test_that_a_gb18030_file_can_be_written(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", HEADERS, TRICKY, encoding="gb18030")
    assert _read_csv(tmp_path / "a.csv", "gb18030") == [HEADERS, *TRICKY]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_that_a_stopped_export_leaves_the_old_file_and_no_rest(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list.{suffix}"
    path.write_bytes(b"old")
    seen: list[int] = []
    progress = Progress(lambda done, total, what: seen.append(done), lambda: len(seen) > 2)
    rows = (["a", str(number), ""] for number in range(100_000))
    with pytest.raises(Cancelled):
        _export(path, rows, progress)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert seen == [0, 1000, 2000]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_that_a_missing_folder_is_told_in_one_sentence(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(FileProblem) as caught:
        _export(tmp_path / "none" / f"a.{suffix}", iter([]), Progress())
    assert "none" in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_that_a_folder_in_place_of_the_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.mkdir()
    with pytest.raises(FileProblem):
        _export(path, iter([]), Progress())


def test_that_the_last_progress_tells_the_number_of_rows(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, what: told.append((done, total)))
    write_csv(tmp_path / "a.csv", ["a"], [["1"]] * 1500, progress, total=1500)
    assert told == [(0, 1500), (1000, 1500), (1500, 1500)]


def _export(path: Path, rows: Iterator[list[str]], progress: Progress) -> None:
    if path.suffix == ".csv":
        write_csv(path, HEADERS, rows, progress)
    else:
        write_workbook(path, "x", HEADERS, rows, progress)


def test_that_a_workbook_the_disk_has_no_room_for_is_told_once_and_leaves_no_rest(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [[f"{number:08d}"] for number in range(2000)]
    with full_disk(4_000), pytest.raises(FileProblem, match="the disk is full"):
        write_workbook(tmp_path / "a.xlsx", "x", ["a"], rows)
    gc.collect()
    assert capfd.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []

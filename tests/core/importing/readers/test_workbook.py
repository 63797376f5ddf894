from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import PatternFill

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import xls_slow, xlsx_slow
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from tests.core.importing import making

READ = [
    ["姓名", "手机", "生日"],
    ["张三", 13800138000, dt.date(1990, 5, 3)],
    ["李四", 13900139000, None],
]


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv", ".dat"])
def test_that_a_workbook_is_known_by_its_content_and_not_by_its_name(
    tmp_path: Path, make: object, ending: str
) -> None:
    assert callable(make)
    path = make(tmp_path / f"客户名单{ending}")
    file = readers.read(path)
    assert file.sheets[0].name == "客户"
    assert file.sheets[0].rows == READ
    assert file.encoding is None
    assert file.warnings == ()


def test_that_whole_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [[13800138000.0, 0.5, 57188881111, True, -0.0]])
    [row] = readers.read(path).sheets[0].rows
    assert row == [13800138000, 0.5, 57188881111, True, 0]
    assert [type(cell) for cell in row] == [int, float, int, bool, int]


def test_that_a_number_excel_has_rounded_stays_a_float(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [[6222021234567890123], [123456789012345]])
    rows = readers.read(path).sheets[0].rows
    assert isinstance(rows[0][0], float)
    assert rows[1] == [123456789012345]


def test_that_rows_keep_their_numbers_below_empty_ones(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C4"], sheet["C9"] = "姓名", "张三"
    book.save(tmp_path / "a.xlsx")
    read = readers.read(tmp_path / "a.xlsx").sheets[0]
    assert read.first_row == 1
    assert [index for index, row in enumerate(read.rows, 1) if any(row)] == [4, 9]


def test_that_fifty_thousand_coloured_blank_rows_are_cut_off(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="Z{n}"/></row>' for n in range(2, 50_002))
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    path = making.raw_xlsx(tmp_path / "a.xlsx", first + rows)
    assert readers.read(path).sheets[0].rows == [["姓名"]]


def test_that_blank_text_below_the_list_is_cut_off_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,手机,,\n张三,1,,\n" + ",,,\n" * 50_000, encoding="utf-8")
    assert readers.read(path).sheets[0].rows == [["姓名", "手机"], ["张三", "1"]]


def test_that_hidden_sheets_and_rows_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in making.LIST:
        sheet.append(list(row))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret = book.create_sheet("旧表")
    secret.sheet_state = "hidden"
    secret["A1"] = "姓名"
    book.save(tmp_path / "a.xlsx")
    shown, hidden = readers.read(tmp_path / "a.xlsx").sheets
    assert (shown.hidden, shown.hidden_rows) == (False, (1,))
    assert (hidden.hidden, hidden.hidden_rows) == (True, ())


def test_that_cells_with_errors_become_empty_and_are_counted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "手机"])
    sheet.append(["张三", "#N/A"])
    sheet["B2"].data_type = "e"
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    file = readers.read(tmp_path / "a.xlsx")
    assert file.sheets[0].rows[1] == ["张三"]
    assert len(file.warnings) == 1 and file.warnings[0].startswith("1 cell ")


def test_that_dates_of_the_1904_calendar_are_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert book.active is not None
    book.active["A1"] = dt.date(1990, 5, 3)
    book.save(tmp_path / "a.xlsx")
    file = readers.read(tmp_path / "a.xlsx")
    assert file.epoch_1904
    assert file.sheets[0].rows == [[dt.date(1990, 5, 3)]]


def test_that_moments_and_times_survive(tmp_path: Path) -> None:
    cells = [dt.datetime(2026, 5, 3, 9, 30), dt.time(9, 30), "x", None, dt.date(2026, 5, 3)]
    path = making.xlsx(tmp_path / "a.xlsx", [[cell] for cell in cells])
    assert [row[0] for row in readers.read(path).sheets[0].rows] == cells


def test_that_the_patient_readers_read_the_same(tmp_path: Path) -> None:
    for stream, path in (
        (xlsx_slow.stream, making.xlsx(tmp_path / "a.xlsx")),
        (xls_slow.stream, making.xls(tmp_path / "a.xls")),
    ):
        assembler = Assembler(path.name)
        for event in events(stream(Source.of(path), Limits()), Limits()):
            assembler.feed(event)
        rows = assembler.finish().sheets[0].rows
        assert [row[:2] for row in rows] == [row[:2] for row in READ]
        assert str(rows[1][2]).startswith("1990-05-03")


def test_that_the_patient_reader_steps_in_where_the_fast_one_gives_up(tmp_path: Path) -> None:
    cell = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
    path = making.raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cell}<c r="B1" t="x"/></row>')
    assert readers.read(path).sheets[0].rows[0][0] == "姓名"


def test_that_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    plain = making.xlsx(tmp_path / "a.xlsx")
    locked = tmp_path / "b.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("geheim", target)
    with pytest.raises(FileProblem, match="password"):
        readers.read(locked)


@pytest.mark.parametrize("make", [making.xlsx, making.xls, making.ods])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_that_a_file_that_breaks_off_is_a_problem_of_one_sentence(
    tmp_path: Path, make: object, share: float
) -> None:
    assert callable(make)
    whole = make(tmp_path / "a").read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FileProblem) as caught:
        readers.read(path)
    assert caught.value.message.endswith(".") and caught.value.advice


def test_that_more_than_a_thousand_used_columns_are_refused(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [[f"x{n}" for n in range(1001)]])
    with pytest.raises(FileProblem, match="1000 columns"):
        readers.read(path)


def test_that_one_far_cell_in_the_last_column_is_no_hindrance(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [["姓名"] + [None] * 16_382 + ["x"], ["张三"]])
    rows = readers.read(path).sheets[0].rows
    assert rows[0][0] == "姓名" and rows[0][16_383] == "x" and rows[1][0] == "张三"

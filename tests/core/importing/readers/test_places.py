from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.chart import BarChart, Reference

from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import xls_slow, xlsx_slow
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream
from crmdesk.core.importing.sheet import Area, ErrorCell, Sheet, SheetFile
from tests.core.importing import making, making_binary

# A list that begins at C5: a title over two columns, headers, a hidden row, an error in E8.
ROWS = [["名单", None], ["姓名", "手机", "金额"], ["张三", 1, 2.5], ["李四", 2, "#N/A"]]


def _xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for y, row in enumerate(ROWS, 5):
        for x, cell in enumerate(row, 3):
            sheet.cell(y, x, cell)
    sheet["E8"].data_type = "e"
    sheet.merge_cells("C5:D5")
    sheet.row_dimensions[7].hidden = True
    book.save(path)
    return path


def _xls(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    for y, row in enumerate(ROWS[1:], 5):
        for x, cell in enumerate(row, 2):
            sheet.write(y, x, cell) if cell != "#N/A" else sheet.row(y).set_cell_error(x, 0x2A)
    sheet.write_merge(4, 4, 2, 3, "名单")
    sheet.row(6).hidden = True
    book.save(str(path))
    return path


def _ods(path: Path) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    table.addElement(TableRow(numberrowsrepeated=4))
    for y, row in enumerate(ROWS):
        line = TableRow(visibility="collapse") if y == 2 else TableRow()
        line.addElement(TableCell(numbercolumnsrepeated=2))
        for cell in row:
            if cell is None:
                line.addElement(CoveredTableCell())
                continue
            box = (
                TableCell(valuetype="string", numbercolumnsspanned=2 if y == 0 else 1)
                if isinstance(cell, str)
                else TableCell(valuetype="float", value=cell)
            )
            box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return making.in_part(
        path,
        "content.xml",
        lambda text: text.replace(
            b"><text:p>#N/A", b' calcext:value-type="error"><text:p>#N/A'
        ).replace(
            b"<office:document-content ",
            b'<office:document-content xmlns:calcext="urn:org:documentfoundation:names:experimental'
            b':calc:xmlns:calcext:1.0" ',
        ),
    )


def _xlsb(path: Path) -> Path:
    rows = [[]] * 4 + [[None, None, *row] for row in ROWS]
    sheet = making_binary.xlsb_sheet(rows, hidden=[6], merged=[(4, 2, 4, 3)])
    return making_binary.xlsb(path, sheet)


def _slowly(stream: Callable[[Source, Limits], FileStream], path: Path) -> SheetFile:
    assembler = Assembler(path.name)
    for event in events(stream(Source.of(path), Limits()), Limits()):
        assembler.feed(event)
    return assembler.finish()


def _addressed(sheet: Sheet) -> dict[str, object]:
    return {
        sheet.address(y, x): cell
        for y, row in enumerate(sheet.rows)
        for x, cell in enumerate(row)
        if cell is not None
    }


def expect_the_cells_at_their_places(file: SheetFile) -> None:
    [sheet] = file.sheets
    assert _addressed(sheet) == {
        "C5": "名单",
        **dict(zip(("C6", "D6", "E6"), ROWS[1], strict=True)),
        **dict(zip(("C7", "D7", "E7"), ROWS[2], strict=True)),
        **dict(zip(("C8", "D8"), ROWS[3][:2], strict=True)),
    }
    [area] = sheet.merged
    assert sheet.address(area.top, area.left) == "C5"
    assert sheet.address(area.bottom, area.right) == "D5"
    [error] = sheet.errors
    assert (sheet.address(error.row, error.column), error.text) == ("E8", "#N/A")
    assert [sheet.address(row, 0)[1:] for row in sheet.hidden_rows] == ["7"]
    assert len(file.warnings) == 1 and file.warnings[0].startswith("1 cell holds an error")


@pytest.mark.parametrize("make", [_xlsx, _xls, _ods, _xlsb])
def test_that_every_cell_keeps_the_address_it_has_in_the_file(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    expect_the_cells_at_their_places(readers.read(make(tmp_path / "a.bin")))


def test_that_the_patient_readers_tell_the_same_places(tmp_path: Path) -> None:
    expect_the_cells_at_their_places(_slowly(xlsx_slow.stream, _xlsx(tmp_path / "a.xlsx")))
    expect_the_cells_at_their_places(_slowly(xls_slow.stream, _xls(tmp_path / "a.xls")))


@pytest.mark.parametrize("version", [2, 3, 4])
def test_that_workbooks_of_the_first_excels_are_read(tmp_path: Path, version: int) -> None:
    rows = [["姓名", "手机"], ["张三", 13800138000], ["李四", "#N/A"]]
    file = readers.read(making_binary.old_xls(tmp_path / "a.xls", version, rows))
    assert file.kind == "xls-old"
    assert file.sheets[0].rows == [*rows[:2], ["李四", None]]
    assert file.sheets[0].errors == (ErrorCell(2, 1, "#N/A"),)


def test_that_chinese_letters_of_excel_95_are_read(tmp_path: Path) -> None:
    rows = [["姓名", "手机"], ["张三", 13800138000]]
    file = readers.read(making_binary.excel_95(tmp_path / "a.xls", rows))
    assert (file.sheets[0].name, file.sheets[0].rows) == ("客户", rows)


def test_that_records_of_excel_97_without_their_container_are_read(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("客户").write(0, 0, "姓名")
    path = tmp_path / "a.xls"
    path.write_bytes(making_binary.book_stream(book))
    assert readers.read(path).sheets[0].rows == [["姓名"]]


def test_that_rows_that_do_not_tell_their_number_are_counted(tmp_path: Path) -> None:
    text = '<c t="inlineStr"><is><t>张三</t></is></c>'
    rows = f'<row>{text}</row><row hidden="1">{text}<c t="e"><v>#REF!</v></c></row>'
    file = readers.read(making.raw_xlsx(tmp_path / "a.xlsx", f'<row r="3">{text}</row>' + rows))
    [sheet] = file.sheets
    assert _addressed(sheet) == {"A3": "张三", "A4": "张三", "A5": "张三"}
    assert [sheet.address(row, 0) for row in sheet.hidden_rows] == ["A5"]
    assert [(sheet.address(e.row, e.column), e.text) for e in sheet.errors] == [("B5", "#REF!")]


def test_that_tags_with_a_prefix_and_other_quotes_are_understood(tmp_path: Path) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", "")
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    making.in_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda _text: (
            b"<x:worksheet xmlns:x='" + main + b"'><x:sheetData><x:row r='2' hidden='true'>"
            b"<x:c r='B2'><x:v>7</x:v></x:c><x:c r='C2' t='e'><x:v>#N/A</x:v></x:c></x:row>"
            b"</x:sheetData><x:mergeCells><x:mergeCell ref='B2:B3'/></x:mergeCells></x:worksheet>"
        ),
    )
    [sheet] = readers.read(path).sheets
    assert _addressed(sheet) == {"B2": 7}
    assert sheet.hidden_rows == (1,)
    assert sheet.merged == (Area(1, 0, 2, 0),)
    assert sheet.errors == (ErrorCell(1, 1, "#N/A"),)


@pytest.mark.parametrize("slowly", [False, True])
def test_that_a_chart_between_two_sheets_shifts_nothing(tmp_path: Path, slowly: bool) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["A1"] = 1
    chart = book.create_chartsheet("图表")
    bars = BarChart()
    bars.add_data(Reference(first, 1, 1, 1, 1))
    chart.add_chart(bars)
    second = book.create_sheet("二")
    second["A1"], second["A2"] = "姓名", "张三"
    second.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    path = tmp_path / "a.xlsx"
    file = _slowly(xlsx_slow.stream, path) if slowly else readers.read(path)
    assert [(sheet.name, sheet.hidden_rows) for sheet in file.sheets] == [
        ("Sheet", ()),
        ("二", (1,)),
    ]


@pytest.mark.parametrize("slowly", [False, True])
def test_that_lists_of_commands_are_left_out(tmp_path: Path, slowly: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append(["CLOSE()"])
    book.create_sheet("二").append(["姓名"])
    book["二"].row_dimensions[1].hidden = True
    path = tmp_path / "a.xlsm"
    book.save(path)
    making.with_macro_sheet(path)
    file = _slowly(xlsx_slow.stream, path) if slowly else readers.read(path)
    assert [(sheet.name, sheet.hidden_rows) for sheet in file.sheets] == [("二", (0,))]


def test_that_no_more_than_a_thousand_errors_keep_their_place(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(2, 2502))
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    file = readers.read(making.raw_xlsx(tmp_path / "a.xlsx", first + rows))
    assert len(file.sheets[0].errors) == 1000
    assert file.warnings[0].startswith("2500 cells ")


def test_that_rows_are_counted_across_the_pieces_in_which_a_large_sheet_is_looked_at(
    tmp_path: Path,
) -> None:
    long = "x" * 400
    rows = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n % 1000 == 0 else ""}>'
        f'<c r="A{n}" t="inlineStr"><is><t>{long}</t></is></c></row>'
        for n in range(1, 8001)
    )
    [sheet] = readers.read(making.raw_xlsx(tmp_path / "a.xlsx", rows)).sheets
    assert sheet.hidden_rows == tuple(range(999, 8000, 1000))


def test_that_the_calendar_of_1904_is_told_for_every_kind(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    book.add_sheet("a").write(0, 0, dt.date(1990, 5, 3), day)
    book.save(str(tmp_path / "a.xls"))
    for file in (readers.read(tmp_path / "a.xls"), _slowly(xls_slow.stream, tmp_path / "a.xls")):
        assert (file.epoch_1904, file.sheets[0].rows) == (True, [[dt.date(1990, 5, 3)]])
    sheet = making_binary.xlsb_sheet([["姓名"]])
    assert readers.read(making_binary.xlsb(tmp_path / "b", sheet, epoch_1904=True)).epoch_1904
    assert not readers.read(making_binary.xlsb(tmp_path / "c", sheet)).epoch_1904

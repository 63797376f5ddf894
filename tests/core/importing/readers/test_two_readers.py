"""Each workbook is read by two libraries, and every cell compared; a difference needs a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import odf.opendocument
import odf.teletype
import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from crmdesk.core.importing.readers import ods_slow, workbook, xls_slow, xlsx_slow
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream
from crmdesk.core.importing.sheet import SheetFile

Stream = Callable[[Source, Limits], FileStream]
DAY, MOMENT, CLOCK = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm"

# What stands in a cell, and how it is shown; the key says what is tried.
CELLS: dict[str, tuple[Any, str]] = {
    "text": ("张三", "General"),
    "text beyond the first plane": ("𠮷野 👩‍🦰", "General"),
    "text with blanks": ("  张三 ", "General"),
    "text of two lines": ("第一行\n第二行", "General"),
    "number as text": ("0013800138000", "@"),
    "text like a formula": ("+86 138", "@"),
    "text like a date": ("2024-05-03", "@"),
    "number": (13800138000, "0"),
    "long number": (123456789012345, "0"),
    "rounded number": (6222021234567890123, "0"),
    "fraction": (0.1, "General"),
    "percent": (0.125, "0.0%"),
    "money": (1234.5, "¥#,##0.00"),
    "small number": (1e-300, "General"),
    "negative": (-3, "General"),
    "true": (True, "General"),
    "false": (False, "General"),
    "day": (dt.date(1990, 5, 3), DAY),
    "first day after the day that never was": (dt.date(1900, 3, 1), DAY),
    "last day": (dt.date(9999, 12, 31), DAY),
    "leap day": (dt.date(2024, 2, 29), 'yyyy"年"m"月"d"日"'),
    "day without year": (dt.date(1990, 5, 3), 'm"月"d"日"'),
    "moment": (dt.datetime(1990, 5, 3, 9, 30, 15), MOMENT),
    "last second": (dt.datetime(2024, 12, 31, 23, 59, 59), MOMENT),
    "clock": (dt.time(9, 30), CLOCK),
    "midday": (0.5, CLOCK),
    "length of time": (1.5, "[h]:mm:ss"),
    "serial as number": (33000, "General"),
    "serial with half a day": (45000.5, "General"),
    "serial 60": (60, DAY),
    "serial 0": (0, DAY),
    "before all days": (-5, DAY),
    "after all days": (3_000_000, DAY),
    "half a day shown as a day": (0.5, DAY),
    "letters in quotes that look like a day": (7, '0 "days"'),
    "coloured": (7, "[Red]0"),
}

# The fast reader is believed wherever it opens a file. What it and the patient one tell
# differently, first the fast one's value, and why.
BEFORE = "neither has a day: Excel shows ######"
BEYOND = "Excel shows ######; a number is reported as a wrong date, an empty cell would be silent"
LENGTH = "the patient reader takes a length of time for a moment counted from the first day"
XLSX_DIFFERENCES = {
    "before all days": (dt.time(0, 0), dt.date(1899, 12, 25), BEFORE),
    "after all days": (3_000_000, None, BEYOND),
}
XLSX_1904_DIFFERENCES = {
    "before all days": (dt.time(0, 0), dt.date(1903, 12, 27), BEFORE),
    "after all days": (3_000_000, None, BEYOND),
}
XLS_DIFFERENCES = {
    "before all days": (dt.time(0, 0), dt.date(1899, 12, 26), BEFORE),
    "length of time": ("36:00:00", dt.datetime(1900, 1, 1, 12), LENGTH),
}
XLS_1904_DIFFERENCES = {
    "before all days": (dt.time(0, 0), dt.date(1903, 12, 27), BEFORE),
    "length of time": ("36:00:00", dt.datetime(1904, 1, 2, 12), LENGTH),
}


def _xlsx(path: Path, epoch_1904: bool = False) -> Path:
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row, (name, (value, shown)) in enumerate(_cells(epoch_1904).items(), 2):
        sheet.cell(row + row // 10, 2, name)  # an empty row now and then
        cell = sheet.cell(row + row // 10, 3, value)
        cell.number_format = shown
    bold = InlineFont(b=True)
    sheet["E2"] = CellRichText("张", TextBlock(bold, "三"), " 先生")
    sheet["E3"], sheet["E3"].data_type = "#DIV/0!", "e"
    sheet["E4"] = "合并"
    sheet.merge_cells("E4:F6")
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("空")
    book.create_sheet("隐").append(["x"])
    book["隐"].sheet_state = "veryHidden"
    book.save(path)
    return path


def _xls(path: Path, epoch_1904: bool = False) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = epoch_1904
    sheet = book.add_sheet("客户")
    for row, (name, (value, shown)) in enumerate(_cells(epoch_1904).items(), 1):
        sheet.write(row + row // 10, 1, name)
        sheet.write(row + row // 10, 2, value, xlwt.easyxf(num_format_str=shown))
    bold = xlwt.easyfont("bold on")
    sheet.write_rich_text(1, 4, ["张", ("三", bold), " 先生"])
    sheet.row(2).set_cell_error(4, 0x07)
    sheet.write_merge(3, 5, 4, 5, "合并")
    sheet.row(4).hidden = True
    book.add_sheet("空")
    hidden = book.add_sheet("隐")
    hidden.write(0, 0, "x")
    hidden.visibility = 2
    book.save(str(path))
    return path


def _cells(epoch_1904: bool) -> dict[str, tuple[Any, str]]:
    if not epoch_1904:
        return CELLS
    return {name: cell for name, cell in CELLS.items() if getattr(cell[0], "year", 1990) >= 1904}


def _ods(path: Path) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    table.addElement(TableRow(numberrowsrepeated=2))
    for name, (value, shown) in CELLS.items():
        line = TableRow()
        line.addElement(TableCell())
        for content in (name, value):
            line.addElement(_ods_cell(content, shown))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _ods_cell(value: Any, shown: str) -> Any:
    if isinstance(value, bool):
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, dt.time):
        cell = TableCell(valuetype="time", timevalue=f"PT{value.hour}H{value.minute}M0S")
    elif isinstance(value, str):
        cell = TableCell(valuetype="string")
        for line in value.split("\n"):
            paragraph = P()
            odf.teletype.addTextToElement(paragraph, line)
            cell.addElement(paragraph)
        return cell
    else:
        cell = TableCell(valuetype="percentage" if "%" in shown else "float", value=repr(value))
    cell.addElement(P(text=str(value)))
    return cell


def _read(stream: Stream, path: Path) -> SheetFile:
    assembler = Assembler(path.name)
    for event in events(stream(Source.of(path), Limits()), Limits()):
        assembler.feed(event)
    return assembler.finish()


def _by_address(file: SheetFile) -> dict[tuple[str, str], object]:
    return {
        (sheet.name, sheet.address(y, x)): cell
        for sheet in file.sheets
        for y, row in enumerate(sheet.rows)
        for x, cell in enumerate(row)
        if cell is not None
    }


def _differences(fast: SheetFile, slow: SheetFile) -> dict[object, tuple[object, object]]:
    """Return what differs by the text left of it, which says what is tried there."""
    left, right = _by_address(fast), _by_address(slow)
    found = {}
    for sheet, address in {*left, *right}:
        one, other = left.get((sheet, address)), right.get((sheet, address))
        if (one, type(one)) != (other, type(other)):
            found[left.get((sheet, "B" + address[1:]), address)] = (one, other)
    return found


@pytest.mark.parametrize(
    "make, patient, reasons",
    [
        (_xlsx, xlsx_slow.stream, XLSX_DIFFERENCES),
        (lambda path: _xlsx(path, True), xlsx_slow.stream, XLSX_1904_DIFFERENCES),
        (_xls, xls_slow.stream, XLS_DIFFERENCES),
        (lambda path: _xls(path, True), xls_slow.stream, XLS_1904_DIFFERENCES),
        (_ods, ods_slow.stream, {}),
    ],
)
def test_that_two_readers_tell_the_same_of_every_cell(
    tmp_path: Path,
    make: Callable[[Path], Path],
    patient: Stream,
    reasons: dict[str, tuple[object, object, str]],
) -> None:
    path = make(tmp_path / "a.bin")
    fast, slow = _read(workbook.stream, path), _read(patient, path)
    assert len(_by_address(fast)) > 60
    assert _differences(fast, slow) == {name: (a, b) for name, (a, b, _why) in reasons.items()}
    assert fast.epoch_1904 == slow.epoch_1904
    for one, other in zip(fast.sheets, slow.sheets, strict=True):
        assert (one.name, one.hidden) == (other.name, other.hidden)
        assert len(one.errors) == len(other.errors) and len(one.merged) == len(other.merged)
        assert len(one.hidden_rows) == len(other.hidden_rows)


def test_that_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    read = dict(_pairs(_read(workbook.stream, _xlsx(tmp_path / "a"))))
    for name, (value, _shown) in CELLS.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            assert read[name] == value
    assert read["length of time"] == "36:00:00"
    assert read["midday"] == dt.time(12)
    assert isinstance(read["rounded number"], float)


def _pairs(file: SheetFile) -> list[tuple[object, object]]:
    return [(row[0], row[1]) for row in file.sheets[0].rows if len(row) > 1]

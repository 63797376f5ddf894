"""Files as shops keep them, made anew for each test."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from crmdesk.core.importing.sheet import Cell

Rows = Sequence[Sequence[Cell]]
Change = Callable[[Any, Any], object]

LIST: Rows = (
    ("姓名", "手机", "生日"),
    ("张三", 13800138000, dt.date(1990, 5, 3)),
    ("李四", 13900139000, None),
)

_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""  # noqa: E501
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(path: Path, rows: Rows = LIST, title: str = "客户", change: Change | None = None) -> Path:
    """Write a workbook; `change` gets the book and its sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book, sheet)
    book.save(path)
    return path


def xls(path: Path, rows: Rows = LIST, change: Change | None = None) -> Path:
    """Write a workbook of Excel 97; `change` gets the book and its sheet before it is saved."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(y, x, cell, day)
            elif cell is not None:
                sheet.write(y, x, cell)
    if change is not None:
        change(book, sheet)
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows = LIST) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    for row in rows:
        line = TableRow()
        for cell in row:
            if isinstance(cell, dt.date):
                box = TableCell(valuetype="date", datevalue=cell.isoformat())
            elif isinstance(cell, int):
                box = TableCell(valuetype="float", value=cell)
            else:
                box = TableCell(valuetype="string")
            if cell is not None:
                box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def raw_xlsx(path: Path, sheet_data: str, before: str = "", styles: bool = False) -> Path:
    """Write a workbook whose sheet is given as XML, as no honest program would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{sheet_data}</sheetData></worksheet>',
        )
    return path


def in_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a zipped workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)
    return path


def with_macro_sheet(path: Path) -> Path:
    """Turn the first sheet of a workbook into one of commands, as Excel 4 had them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            data = data.replace(b"worksheets/sheet1.xml", b"macrosheets/sheet1.xml").replace(
                _OFFICE.encode() + b'/worksheet" Target="/xl/macro',
                b'http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" '
                b'Target="/xl/macro',
            )
            archive.writestr(name.replace("worksheets/sheet1.xml", "macrosheets/sheet1.xml"), data)
    return path

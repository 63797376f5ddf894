"""Makes the files of the corpus; workbooks beyond the usual come from tests/core/importing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from crmdesk.core.importing.sheet import Cell
from tests.core.importing import making, making_binary

Rows = Iterable[Sequence[Cell]]


def text(path: Path, rows: Rows, encoding: str = "utf-8", sign: str = ",") -> Path:
    """Write rows as text, without any quotes."""
    lines = [sign.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return path


def book(path: Path, rows: Rows, change: making.Change | None = None) -> Path:
    """Write a workbook of today; `change` gets the book and its sheet before it is saved."""
    return making.xlsx(path, list(rows), change=change)


def old_book(path: Path, rows: Rows, change: making.Change | None = None) -> Path:
    """Write a workbook of Excel 97."""
    return making.xls(path, list(rows), change)


def web(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """Write a web page with a table, as many programs do under the name of a workbook."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if c is None else str(c))}</td>" for c in row) + "</tr>"
        for row in rows
    )
    page = f'<html><head><meta charset="{encoding}"></head><body><table>{body}</table></html>'
    path.write_bytes(page.encode(encoding))
    return path


def xml_book(path: Path, rows: Rows) -> Path:
    """Write a workbook as Excel 2003 did in XML."""

    def cell(value: Cell) -> str:
        if value is None:
            return "<Cell/>"
        if isinstance(value, dt.date):
            return f'<Cell><Data ss:Type="DateTime">{value}T00:00:00.000</Data></Cell>'
        kind = "Number" if isinstance(value, int | float) else "String"
        return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'

    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="客户"><Table>{body}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def cards(path: Path, *people: str, version: str = "3.0", encoding: str = "utf-8") -> Path:
    """Write contacts; each is its lines without the frame."""
    found = []
    for lines in people:
        body = lines.strip().replace("\n", "\r\n")
        found.append(f"BEGIN:VCARD\r\nVERSION:{version}\r\n{body}\r\nEND:VCARD\r\n")
    path.write_bytes("".join(found).encode(encoding))
    return path


def text_cells(path: Path, rows: Rows) -> Path:
    """Write a workbook in which every cell is text, whatever it looks like."""

    def as_text(_book: Any, sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    cell.data_type = "s"

    return book(path, rows, as_text)


def _ods(path: Path, rows: Rows) -> Path:
    return making.ods(path, list(rows))


def _xlsb(path: Path, rows: Rows) -> Path:
    return making_binary.xlsb(path, making_binary.xlsb_sheet(list(rows)))


# One maker for each kind of table, by the ending its files have.
MAKERS: dict[str, Callable[[Path, Rows], Path]] = {
    "xlsx": book,
    "xls": old_book,
    "xlsb": _xlsb,
    "ods": _ods,
    "csv": text,
    "html": web,
    "xml": xml_book,
}

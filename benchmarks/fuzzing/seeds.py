"""Whole files from which broken ones are made: one or more of each kind that can be read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Sequence[Any]]

ROWS: Rows = (
    ("客户名单", None, None, None, None, None, None, None),
    ("姓名", "手机", "生日", "等级", "地址", "微信", "备注", "下次联系"),
    ("张伟", 13800138000, dt.date(1990, 5, 3), "A", "杭州市西湖区文三路1号", "zw_1", "=1+1", None),
    (
        "李娜（老板娘）",
        "139 0013 9000",
        "农历八月十五",
        "B",
        "上海市静安区",
        None,
        "两行\n备注",
        45000,
    ),
    ("王五/王六", "13700137000/0571-88881111", "03/04/1985", "VIP", None, "wxid_ab", "'+86", None),
    ("𠮷野 ☕", 57188881111, None, 3, "台北市信義區", "l", "a,b;c\td|e", dt.date(2026, 12, 1)),
    ("Ann O'Neil", "+44 20 7946 0958", "--03-07", "", "1 High St", "ann", '"quoted"', None),
    ("", None, None, None, None, None, None, None),
    ("合计", 5, None, None, None, None, None, None),
)
_CARDS = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;\r\n"
    "TEL;CELL:13800138000\r\nNOTE;ENCODING=QUOTED-PRINTABLE:one=\r\n two=0D=0Athree\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRg\r\n ABAQAAAQ==\r\n\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李娜\r\nN:李;娜;;;\r\nitem1.TEL;TYPE=cell,pref:139-0013-9000\r\n"
    "item1.X-ABLabel:_$!<Mobile>!$_\r\nADR;TYPE=home:;;文三路1号;杭州;浙江;310000;中国\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03\r\nORG:店;部门\r\nEND:VCARD\r\n"
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann\r\nTEL;VALUE=uri;TYPE="voice,cell":tel:+44-20-7946-0958\r\n'
    "BDAY:--0307\r\nEMAIL:ann@example.com\r\nNOTE:a\\, b\\; c\\nd\r\nEND:VCARD\r\n"
)
_WEB_PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"></head><body>'
    "<table><tr><th colspan=2>姓名</th><th>手机</th></tr>{rows}</table></body></html>"
)
_XML_BOOK = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
    "{rows}</Table></Worksheet></Workbook>"
)


def all_seeds() -> list[tuple[str, bytes]]:
    """Return the name and the bytes of every whole file."""
    found = [("xlsx", _xlsx()), ("xls", _xls()), ("ods", _ods()), ("strict", _strict())]
    found.append(("protected", _protected(found[0][1])))
    for encoding in ("utf-8-sig", "gb18030", "big5", "shift-jis", "utf-16", "cp1252"):
        found.append((f"csv {encoding}", _text(",", encoding)))
    found += [("tsv", _text("\t", "utf-8")), ("semicolons", _text(";", "utf-8"))]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        found.append((f"vcard {encoding}", _CARDS.encode(encoding)))
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell or ''}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    found.append(("html", _WEB_PAGE.format(rows=cells).encode("gb18030")))
    cells = "".join(
        f'<Row ss:Index="{number}">'
        + "".join(f'<Cell><Data ss:Type="String">{_plain(cell)}</Data></Cell>' for cell in row)
        + "</Row>"
        for number, row in enumerate(ROWS, 1)
    )
    found.append(("xml2003", _XML_BOOK.format(rows=cells).encode("utf-8")))
    return found


def _plain(cell: Any) -> str:
    return str(cell or "").replace("&", "&amp;").replace("<", "&lt;")


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(list(row))
    sheet.merge_cells("A1:H1")
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("旧")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "=1/0"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _strict() -> bytes:
    """Return the same workbook in the namespaces of Strict OOXML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for kind in (b"spreadsheetml/2006/main", b"officeDocument/2006/relationships"):
                strict = kind.replace(b"/2006/", b"/")
                text = text.replace(
                    b"http://schemas.openxmlformats.org/" + kind,
                    b"http://purl.oclc.org/ooxml/" + strict,
                )
            new.writestr(name, text)
    return made.getvalue()


def _xls() -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for y, row in enumerate(ROWS):
        for x, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(y, x, cell, day)
            elif cell is not None:
                sheet.write(y, x, cell)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    for row in ROWS:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            if cell is not None:
                box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _protected(workbook: bytes) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(workbook)
        made = io.BytesIO()
        with path.open("rb") as file:
            OOXMLFile(file).encrypt("VelvetSweatshop", made)
        return made.getvalue()


def _text(separator: str, encoding: str) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator).writerows(ROWS)
    return made.getvalue().encode(encoding, "replace")

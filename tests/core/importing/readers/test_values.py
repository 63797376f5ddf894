from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import ods_slow, xlsx_slow
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.problems import NothingFound
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream
from crmdesk.core.importing.sheet import Cell, SheetFile
from tests.core.importing import making

Stream = Callable[[Source, Limits], FileStream]


def _cell(inside: str, about: str = "") -> str:
    return f'<row r="1"><c r="A1" {about}>{inside}</c></row>'


def _strict(path: Path) -> Path:
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        making.in_part(
            path,
            part,
            lambda text: text.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    return path


def _slowly(path: Path, stream: Stream = xlsx_slow.stream) -> SheetFile:
    assembler = Assembler(path.name)
    for event in events(stream(Source.of(path), Limits()), Limits()):
        assembler.feed(event)
    return assembler.finish()


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("slowly", [False, True])
@pytest.mark.parametrize(
    "sheet_data, value",
    [
        # Rich text is joined; how it is pronounced is not part of it.
        (
            _cell(
                '<is><r><t>张</t></r><r><t xml:space="preserve"> 三</t></r>'
                '<rPh sb="0" eb="1"><t>チョウ</t></rPh><phoneticPr fontId="1"/></is>',
                't="inlineStr"',
            ),
            "张 三",
        ),
        (_cell('<is><t xml:space="preserve">  张三 </t></is>', 't="inlineStr"'), "  张三 "),
        (_cell("<is><t>0013800138000</t></is>", 't="inlineStr"'), "0013800138000"),
        (_cell("<is><t>a_x000D_\nb</t></is>", 't="inlineStr"'), "a\r\nb"),
        (_cell("<f>1+1</f><v>2</v>"), 2),
        (_cell("<f>A2&amp;A3</f><v>张&amp;三</v>", 't="str"'), "张&三"),
        (_cell("<v>1</v>", 't="b"'), True),
        (_cell("<v>1.38E+10</v>"), 13800000000),
        (_cell("<v>6222021234567890123</v>"), 6222021234567890123.0),
    ],
)
def test_that_a_cell_holds_what_excel_would_show(
    tmp_path: Path, sheet_data: str, value: Cell, slowly: bool, strict: bool
) -> None:
    path = making.raw_xlsx(tmp_path / "a.xlsx", sheet_data)
    if strict:
        _strict(path)
    file = _slowly(path) if slowly else readers.read(path)
    [[cell]] = file.sheets[0].rows
    assert (cell, type(cell)) == (value, type(value))


def test_that_a_formula_without_a_result_is_an_empty_cell(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1"><f>NOW()</f></c><c r="C1"><f>1</f><v/></c>'
    path = making.raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')
    assert readers.read(path).sheets[0].rows == [[1]]


def test_that_a_library_that_finds_no_sheets_has_failed_and_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _strict(making.raw_xlsx(tmp_path / "a.xlsx", _cell("<v>1</v>")))
    assert _slowly(path).sheets[0].rows == [[1]]
    monkeypatch.setattr(xlsx_slow, "_in_usual_dialect", lambda source: source)
    with pytest.raises(NothingFound):
        _slowly(path)


@pytest.mark.parametrize(
    "paragraphs, value",
    [
        ("<text:p>张<text:tab/>三</text:p>", "张\t三"),
        ("<text:p>张<text:line-break/>三</text:p>", "张\n三"),
        ('<text:p>张<text:s text:c="3"/>三</text:p>', "张   三"),
        ("<text:p>张</text:p><text:p>三</text:p>", "张\n三"),
        ("<text:p>张<text:span>三</text:span></text:p>", "张三"),
        ("<office:annotation><text:p>老客户</text:p></office:annotation><text:p>张</text:p>", "张"),
        (
            "<text:p><text:ruby><text:ruby-base>张</text:ruby-base>"
            "<text:ruby-text>zhang</text:ruby-text></text:ruby></text:p>",
            "张",
        ),
    ],
)
@pytest.mark.parametrize("slowly", [False, True])
def test_that_a_cell_of_an_ods_holds_the_text_that_is_shown(
    tmp_path: Path, paragraphs: str, value: str, slowly: bool
) -> None:
    path = making.in_part(
        making.ods(tmp_path / "a.ods", [["MARK"]]),
        "content.xml",
        lambda text: text.replace(b"<text:p>MARK</text:p>", paragraphs.encode()),
    )
    file = _slowly(path, ods_slow.stream) if slowly else readers.read(path)
    assert file.sheets[0].rows == [[value]]


def test_that_the_patient_reader_of_ods_tells_numbers_dates_and_hidden_sheets(
    tmp_path: Path,
) -> None:
    path = making.ods(tmp_path / "a.ods")
    style = (
        b'<style:style style:name="h" style:family="table"><style:table-properties '
        b'table:display="false"/></style:style></office:automatic-styles>'
    )
    making.in_part(
        path,
        "content.xml",
        lambda text: text.replace(
            b"<office:automatic-styles/>", b"<office:automatic-styles>" + style
        ).replace(b"<table:table ", b'<table:table table:style-name="h" '),
    )
    [sheet] = _slowly(path, ods_slow.stream).sheets
    assert sheet.hidden and readers.read(path).sheets[0].hidden
    assert sheet.rows == readers.read(path).sheets[0].rows
    assert sheet.rows[1] == ["张三", 13800138000, dt.date(1990, 5, 3)]


def test_that_a_number_shown_with_zeros_in_front_is_read_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    shown = (("000000000000", 57188881111), ("000000", 10010), ("00000_ ;@", 12), ("00000", 123456))
    kept = (("00000", -5), ("00000", 1.5), ("00000", "7"), ("0.00", 3), ("#,##0", 4))
    for row, (code, value) in enumerate(shown + kept, 2):
        sheet.cell(row, 2, value).number_format = code
    book.save(tmp_path / "list.xlsx")
    rows = readers.read(tmp_path / "list.xlsx").sheets[0].rows
    assert [row[-1] for row in rows if row] == [
        *("057188881111", "010010", "00012", 123456),
        *(-5, 1.5, "7", 3, 4),
    ]

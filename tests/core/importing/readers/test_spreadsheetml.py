from __future__ import annotations

import datetime as dt
import tracemalloc
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.problems import ReaderFailed
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.spreadsheetml import stream
from crmdesk.core.importing.sheet import Area, Cell, ErrorCell, SheetFile
from tests.core.importing.readers.reading import read

HEAD = (
    '<?xml version="1.0" encoding="{}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def book(table: str, encoding: str = "utf-8", more: str = "") -> str:
    """Return a workbook of one sheet; `more` stands behind its table."""
    return (
        f'{HEAD.format(encoding)}<Worksheet ss:Name="客户"><Table>{table}</Table>{more}</Worksheet>'
        "</Workbook>"
    )


def cell(kind: str, text: str, attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<Row {attributes}>{''.join(cells)}</Row>"


def only_row(*cells: str) -> list[Cell]:
    return read(book(row(*cells)), "a.xls").sheets[0].rows[0]


def opened(data: bytes, limits: Limits | None = None) -> SheetFile:
    """Read a workbook whatever it begins with."""
    limits, assembler = limits or Limits(), Assembler("a.xls")
    for event in events(stream(Source("a.xls", None, data), limits), limits):
        assembler.feed(event)
    return assembler.finish()


def told(data: bytes) -> str:
    """Return the kind of what was read, or in which words it is refused."""
    try:
        return opened(data).kind
    except FileProblem as refused:
        return refused.advice
    except ReaderFailed:
        return "damaged"


def test_that_each_type_of_cell_is_read_as_what_it_is() -> None:
    assert only_row(
        cell("String", "007"),
        cell("String", "  两 "),
        cell("Number", "13800138000"),
        cell("Number", "1.38E+10"),
        cell("Number", "0.5"),
        cell("Number", "12345678901234567"),
        cell("Boolean", "1"),
        cell("Boolean", "0"),
        cell("DateTime", "1990-05-03T00:00:00.000"),
        cell("DateTime", "2024-02-29T13:05:06.500"),
        cell("DateTime", "1899-12-31T10:30:00.000"),
    ) == [
        "007",
        "  两 ",
        13800138000,
        13800000000,
        0.5,
        1.2345678901234568e16,
        True,
        False,
        dt.date(1990, 5, 3),
        dt.datetime(2024, 2, 29, 13, 5, 6, 500_000),
        dt.time(10, 30),
    ]


def test_that_what_does_not_fit_its_type_stays_text() -> None:
    assert only_row(
        cell("Number", "十二"), cell("Number", "1e5 "), cell("DateTime", "1990-02-31T00:00:00")
    ) == ["十二", 100000, "1990-02-31T00:00:00"]
    assert only_row(cell("Number", "1" * 500), cell("String", "x"))[0] == "1" * 500


def test_that_rich_text_line_ends_and_comments_are_told_apart() -> None:
    rich = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">'
        '<B>张</B><Font html:Color="#FF0000" xmlns:html="x">三</Font>&#10;李 &amp; 四</ss:Data>'
        '<Comment ss:Author="a"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">note</ss:Data>'
        "</Comment><PhoneticText>ちょう</PhoneticText></Cell>"
    )
    assert only_row(rich, cell("String", "x")) == ["张三\n李 & 四", "x"]


def test_that_places_blocks_errors_and_hidden_rows_are_kept() -> None:
    file = read(
        book(
            row(cell("String", "会员", 'ss:MergeAcross="1" ss:MergeDown="1"'), cell("String", "a"))
            + row(cell("String", "b", 'ss:Index="3"'), attributes='ss:Index="4" ss:Hidden="1"')
            + row(attributes='ss:Span="2"')
            + row(cell("String", "c"), "<Cell/>", cell("Error", "#N/A"))
        ),
        "a.xls",
    )
    sheet = file.sheets[0]
    assert [[value for value in found if value] for found in sheet.rows] == [
        ["会员", "a"],
        [],
        [],
        ["b"],
        *[[]] * 3,
        ["c"],
    ]
    assert sheet.rows[3][2] == "b" and sheet.rows[0][2] == "a"
    assert sheet.merged == (Area(0, 0, 1, 1),)
    assert sheet.errors == (ErrorCell(7, 2, "#N/A"),) and len(file.warnings) == 1
    assert sheet.hidden_rows == (3,)
    assert sheet.address(3, 2) == "C4"


def test_that_several_sheets_are_read_and_hidden_ones_told() -> None:
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    second = f'<Worksheet ss:Name="乙"><Table>{row(cell("String", "y"))}</Table></Worksheet>'
    text = book(row(cell("String", "x")), more=hidden).replace(
        "</Workbook>", second + "</Workbook>"
    )
    file = read(text, "a.xls")
    assert [(sheet.name, sheet.hidden, sheet.rows) for sheet in file.sheets] == [
        ("客户", True, [["x"]]),
        ("乙", False, [["y"]]),
    ]


@pytest.mark.parametrize(
    "codec, claim",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb2312"),
        ("gbk", "utf-8"),
        ("utf-8", "gb2312"),
        ("cp950", "big5"),
        ("utf-16", "utf-16"),
        ("gbk", "windows-1252"),
    ],
)
def test_that_a_wrong_or_a_rare_declaration_of_the_encoding_does_no_harm(
    codec: str, claim: str
) -> None:
    text = book(row(cell("String", "姓名"), cell("String", "地址")), claim)
    text = text.replace("客户", "名")
    assert read(text.encode(codec), "a.xls").sheets[0].rows == [["姓名", "地址"]]


def test_that_what_careless_programs_write_is_lived_with() -> None:
    text = book(row(cell("String", "A&B &nbsp; 张\x0b三&#11;&#x1F;"))).replace(
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"', ""
    )
    assert read(text, "a.xls").sheets[0].rows == [["A&B &nbsp; 张三"]]
    assert only_row(cell("String", "<![CDATA[A & <B>]]>")) == ["A & <B>"]


@pytest.mark.parametrize(
    "definition",
    [
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        "<!-- " + "x" * 70_000 + ' --><!DOCTYPE a [<!ENTITY b "bb">]>',
    ],
)
def test_that_words_of_its_own_and_references_to_elsewhere_are_refused(definition: str) -> None:
    text = book(row(cell("String", "&b;"))).replace("<Workbook", definition + "<Workbook", 1)
    with pytest.raises(FileProblem, match="of its own") as caught:
        opened(text.encode())
    assert caught.value.advice


@pytest.mark.parametrize(
    "table",
    [
        row(cell("String", "x"), attributes='ss:Index="4294967295"'),
        row(cell("String", "x"), attributes='ss:Index="99999999999999999999999"'),
        row(cell("String", "x", 'ss:Index="4294967295"')),
        row(cell("String", "x", 'ss:MergeAcross="4294967295"')),
        row(cell("String", "x", 'ss:MergeDown="4294967295"')),
        row(attributes='ss:Span="4294967295"') + row(cell("String", "x")),
    ],
)
def test_that_billions_of_rows_or_columns_are_refused_before_room_is_made_for_them(
    table: str,
) -> None:
    data = book(table).encode()
    tracemalloc.start()
    try:
        with pytest.raises(FileProblem, match="claims more"):
            opened(data)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("cut", [300, -1, -20])
def test_that_a_workbook_that_breaks_off_is_said_to_be_damaged(cut: int) -> None:
    data = book(row(cell("String", "x")) * 5).encode()
    with pytest.raises(ReaderFailed):
        opened(data[:cut])


@given(
    st.lists(st.sampled_from(["<Row>", "</Row>", "<Cell>", "</Cell>", "<Data>", "</Data>", "x"]))
    | st.text(st.sampled_from("<>/RowCelDat &;!-x\"'"))
)
def test_that_no_content_whatever_does_harm(pieces: list[str] | str) -> None:
    content = "".join(pieces)
    for text in (book(content), f"<Workbook>{content}</Workbook>"):
        assert told(text.encode())


@given(st.binary())
def test_that_no_bytes_whatever_do_harm(data: bytes) -> None:
    assert told(data) == "damaged"


_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
)


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=4), min_size=1, max_size=5))
def test_that_a_written_workbook_is_read_as_it_was(table: list[list[str]]) -> None:
    lines = "".join(row(*(cell("String", escape(text)) for text in line)) for line in table)
    found = opened(book(lines).encode()).sheets[0].rows
    assert [[value for value in line if value] for line in found] == table

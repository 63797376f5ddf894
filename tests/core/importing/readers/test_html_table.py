from __future__ import annotations

import html
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.html_table import stream
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.problems import ReaderFailed
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.sheet import Area, Cell, ErrorCell, SheetFile
from tests.core.importing.readers.reading import read
from tests.growth import grows_with_length_only

ROWS: list[list[Cell]] = [["姓名", "手机"], ["张三", "13800138000"], ["李四", "007"]]
TABLE = (
    "<table><tr><th>姓名</th><th>手机</th></tr><tr><td>张三</td><td>13800138000</td></tr>"
    "<tr><td>李四</td><td>007</td></tr></table>"
)
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>会员</x:Name></x:ExcelWorksheet></xml><![endif]-->
<style><!--td {mso-number-format:"\\@";} table {x:y}--></style></head><body>
<table border=0 cellpadding=0><col width=72><tr height=19><td colspan=3>会员表</td></tr>
<tr><td>姓名<td class=xl24>手机<td>备注</tr>
<tr><td rowspan=2>张三</td><td x:num="13800138000">1.38E+10</td>
<td style='mso-number-format:"\\@";'>第一行<br style='mso-data-placement:same-cell;'>  第&amp;二行
</td></tr>
<tr style="display:none"><td x:str>007</td><td>&nbsp;</td></tr>
<tr><td x:err="#N/A" x:num>#N/A</td><td x:num="33000">1990-05-07</td><td x:num>1.50</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
</table></body></html>"""


def page(text: str | bytes) -> SheetFile:
    """Read a page whatever it begins with."""
    data = text.encode() if isinstance(text, str) else text
    source, assembler = Source("客户.xls", None, data), Assembler("客户.xls")
    for event in events(stream(source, Limits()), Limits()):
        assembler.feed(event)
    return assembler.finish()


def cells(text: str) -> list[list[Cell]]:
    return page(text).sheets[0].rows


def test_that_what_excel_saves_as_a_web_page_is_read_as_it_shows_it() -> None:
    file = read(EXCEL.encode("gbk"), "客户.xls")
    (sheet,) = file.sheets
    assert (file.kind, file.encoding, sheet.name) == ("html", "gb18030", "会员")
    found = [[cell for cell in row if cell is not None] for row in sheet.rows]
    assert found == [
        ["会员表"],
        ["姓名", "手机", "备注"],
        ["张三", "13800138000", "第一行\n第&二行"],
        ["007"],
        ["1990-05-07", "1.50"],
    ]
    assert sheet.rows[3][1] == "007"
    assert sheet.hidden_rows == (3,)
    assert sheet.merged == (Area(0, 0, 0, 2), Area(2, 0, 3, 0))
    assert sheet.errors == (ErrorCell(4, 0, "#N/A"),)
    assert len(file.warnings) == 1


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!DOCTYPE html>\n",
        "<?xml version='1.0'?>\n<!-- made by a program -->\n<html><body>",
        "<html><head><title>x</title><script>var a = '<table><tr><td>no</td><td>no</td>';</script>",
        "<div><p>会员表</p><select><option>1<option>2</select>",
    ],
)
def test_that_a_table_is_found_whatever_stands_before_it(before: str) -> None:
    file = read(before + TABLE, "客户.xls")
    assert file.kind == "html" and file.sheets[0].rows == ROWS
    assert file.sheets[0].name == "客户"


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>姓名<td>手机<tr><td>张三<td>13800138000<tr><td>李四<td>007",
        "<table><td>姓名</td><td>手机</td></tr><td>张三<td>13800138000</tr><td>李四<td>007</table>",
        TABLE.replace("</td>", "").replace("</th>", ""),
        TABLE.replace("<td>", "<TD class=a'b>"),
        TABLE.replace("<tr>", "<tbody><tr ").replace("</tr>", "</tr></tbody>"),
        TABLE.replace("<td>", '<td title="a > b" align=left>'),
        TABLE.replace("<td>", "<td><!-- a <td> in a comment --><font><b>"),
        TABLE.replace("张三", " 张\n\t").replace(" 张\n\t", "<span>张</span>三"),
        TABLE.replace("姓名", "&#22995;&#x540d;"),
        TABLE.upper(),
    ],
)
def test_that_tags_that_are_missing_odd_or_broken_do_no_harm(text: str) -> None:
    assert cells(text) == ROWS


@pytest.mark.parametrize(
    "codec, claim",
    [
        ("gbk", "gb2312"),
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("gbk", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "big5"),
        ("gbk", "klingon"),
    ],
)
def test_that_the_bytes_decide_when_the_page_is_wrong_about_its_encoding(
    codec: str, claim: str
) -> None:
    text = f'<html><meta charset="{claim}">{TABLE}</html>'
    assert read(text.encode(codec), "a.xls").sheets[0].rows == ROWS


def test_that_a_chosen_encoding_is_obeyed() -> None:
    text = f'<html><meta charset="gbk">{TABLE}</html>'.encode("cp950", "replace")
    assert read(text, "a.xls", Limits(encoding="big5")).encoding == "big5"


def test_that_text_stays_as_it_is_written() -> None:
    text = "<table><tr><td>x<td>y<tr><td>007<td>1.38E+10<tr><td>+86 138<td>a < b && c</table>"
    assert cells(text)[1:] == [["007", "1.38E+10"], ["+86 138", "a < b && c"]]


def test_that_blocks_and_line_breaks_part_lines_and_blanks_run_together() -> None:
    text = "<table><tr><td>x<td>y<tr><td><p>一  二</p>\n<p>三</p><td>四<br/>&nbsp;五\n六</table>"
    assert cells(text)[1] == ["一 二\n三", "四\n 五 六"]


def test_that_each_list_of_a_page_is_a_sheet_and_single_columns_give_way() -> None:
    text = f"<table><tr><td>菜单</table>{TABLE}<table><caption>乙</caption><tr><td>1<td>2</table>"
    file = page(text)
    assert [sheet.name for sheet in file.sheets] == ["Table 1", "乙"]
    assert file.sheets[1].rows == [["1", "2"]]
    assert cells("<table><tr><td>姓名<tr><td>张三</table>") == [["姓名"], ["张三"]]


def test_that_tables_that_only_arrange_the_page_do_not_hide_the_list() -> None:
    text = (
        "<table><tr><td>菜单</td><td><table><tr><td>"
        f"{TABLE}</td></tr></table></td><td>广告</td></tr></table>"
    )
    file = page(text)
    assert [sheet.rows for sheet in file.sheets] == [ROWS]


def test_that_a_small_table_inside_a_cell_is_the_text_of_that_cell() -> None:
    inner = "<table><tr><td>13800138000<td>手机<tr><td>0571-1<td>家</table>"
    lines = "".join(f"<tr><td>客户{n}<td>{inner}<td>x</tr>" for n in range(3))
    file = page(f"<table><tr><td>姓名<td>电话<td>备注{lines}</table>")
    assert len(file.sheets) == 1
    assert file.sheets[0].rows[1] == ["客户0", "13800138000 手机\n0571-1 家", "x"]


def test_that_cells_that_reach_down_push_the_later_ones_aside() -> None:
    text = (
        "<table><tr><td rowspan=3>甲<td>1<td rowspan=2>乙<td>2<tr><td>3<td>4<tr><td>5<td>6<td>7"
        "</table>"
    )
    sheet = page(text).sheets[0]
    assert sheet.rows == [["甲", "1", "乙", "2"], [None, "3", None, "4"], [None, "5", "6", "7"]]
    assert sheet.merged == (Area(0, 0, 2, 0), Area(0, 2, 1, 2))


def test_that_a_block_that_claims_more_rows_than_there_are_ends_with_the_table() -> None:
    sheet = page("<table><tr><td rowspan=65000>甲<td>1<tr><td>2</table>").sheets[0]
    assert sheet.merged == (Area(0, 0, 1, 0),)
    assert cells("<table><tr><td rowspan=x colspan=-1>甲<td colspan=0>1</table>") == [["甲", "1"]]


def test_that_a_page_and_its_parts_in_one_file_are_read_sheet_by_sheet() -> None:
    main = (
        "<html><xml><x:Name>甲</x:Name><x:Name>乙</x:Name></xml><frameset><frame></frameset></html>"
    )
    pages = [main, TABLE, TABLE.replace("张三", "王五")]
    archive = EmailMessage()
    for text in pages:
        archive.add_related(f"<html>{text}</html>", subtype="html", charset="utf-8", cte="base64")
    for head in (b"", b"From: <Saved by a program>\nSubject: x\n"):
        file = read(head + b"MIME-Version: 1.0\n" + archive.as_bytes(), "客户.xls")
        assert [sheet.name for sheet in file.sheets] == ["甲", "乙"]
        assert file.sheets[0].rows == ROWS and file.sheets[1].rows[1][0] == "王五"


def test_that_a_broken_archive_is_refused_like_any_page_without_a_table() -> None:
    nested = b"".join(
        b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    )
    for data in (b"MIME-Version: 1.0\n\nx", b"MIME-Version: 1.0\n" + nested):
        with pytest.raises((FileProblem, ReaderFailed)):
            page(data)


def test_that_a_page_without_a_table_and_one_that_claims_too_much_are_refused() -> None:
    with pytest.raises(FileProblem, match="no table"):
        page("<html><frameset><frame src='file.files/sheet001.htm'></frameset></html>")
    with pytest.raises(FileProblem, match="claims more"):
        page("<table><tr>" + "<td colspan=999>x" * 100)
    with pytest.raises(FileProblem, match="no table"):
        page("<table><tr><td>&nbsp;</td></tr></table>")


@pytest.mark.parametrize(
    "hostile",
    [
        "<a ",
        '<a "',
        "<td title='",
        "<!--",
        "<!",
        "</",
        "<table>",
        "<table><tr><td>",
        "<table><tr><td>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "<td rowspan=65534 colspan=1000>",
        "<tr><td rowspan=65534 colspan=900>",
        "<select>",
        "<script>",
        "&",
        "<a <",
        "<td>&nbsp;",
    ],
)
def test_that_a_hostile_page_takes_a_time_that_grows_with_its_length_only(hostile: str) -> None:
    def read(count: int) -> None:
        with suppress(FileProblem):
            page("<table><tr><td>a<td>b" + hostile * count)

    assert grows_with_length_only(read, 5_000)


@given(st.text(st.sampled_from("<>/tdr ab='\"!-&;x张\n")) | st.binary())
def test_that_no_page_whatever_does_harm(text: str | bytes) -> None:
    with suppress(FileProblem):
        data = text.encode() if isinstance(text, str) else text
        assert page(b"<table><tr><td>" + data).kind == "html"


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_that_a_written_table_is_read_as_it_was(table: list[list[str]]) -> None:
    lines = (
        "".join(f"<td>{html.escape(cell)}</td>" for cell in row).join(("<tr>", "</tr>"))
        for row in table
    )
    text = f"<html><meta charset=utf-8><table>\n{''.join(lines)}</table></html>"
    found = [[cell for cell in row if cell] for row in cells(text)]
    assert found == table


def test_that_the_content_tells_a_page_from_other_files() -> None:
    assert content.kind_of(Source("客户.xls", None, EXCEL.encode("gbk"))) == "html"

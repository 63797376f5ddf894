from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.pasted import pasted_source
from crmdesk.core.importing.sheet import Cell, SheetFile
from tests.core.importing.readers.reading import read_source

PAGE = (
    "<html><body><!--StartFragment--><table><tr><td>姓名</td><td>手机</td></tr>"
    "<tr><td>张三</td><td>13800138000</td></tr></table><!--EndFragment--></body></html>"
)
ROWS: list[list[Cell]] = [["姓名", "手机"], ["张三", "13800138000"]]


def pasted(text: str, page: str | None = None) -> SheetFile:
    return read_source(pasted_source(text, page))


def rows(text: str, page: str | None = None) -> list[list[Cell]]:
    return pasted(text, page).sheets[0].rows


def test_that_rows_copied_in_a_spreadsheet_are_read() -> None:
    file = pasted("姓名\t手机\r\n张三\t13800138000\r\n", PAGE)
    assert file.sheets[0].rows == ROWS
    assert file.sheets[0].name == file.path_name == "Pasted rows"
    assert file.sheets[0].first_row == 1


def test_that_cells_of_several_lines_and_marks_are_kept() -> None:
    assert rows('姓名\t备注\n张三\t"一\n二 ""三"""\n李四\t屏幕 5" 的\n') == [
        ["姓名", "备注"],
        ["张三", '一\n二 "三"'],
        ["李四", '屏幕 5" 的'],
    ]


@pytest.mark.parametrize(
    "text, found",
    [
        ("地址\n北京,朝阳\n上海,静安\n", [["地址"], ["北京,朝阳"], ["上海,静安"]]),
        ("张三\t138,1\n", [["张三", "138,1"]]),
        ("张三", [["张三"]]),
        ("张三,李四;王五", [["张三,李四;王五"]]),
        ("\n张三\n", [[], ["张三"]]),
    ],
)
def test_that_one_column_one_row_and_one_cell_stay_what_they_are(
    text: str, found: list[list[Cell]]
) -> None:
    read = [[cell for cell in row if cell] for row in rows(text, PAGE)]
    assert read == found


def test_that_a_web_page_alone_is_read_and_text_alone_like_a_file() -> None:
    assert rows("", PAGE) == ROWS
    assert rows("\r\n", PAGE.replace("<html>", "").replace("<body>", "")) == ROWS
    assert rows("姓名,手机\n张三,13800138000\n") == ROWS
    assert rows("姓名,手机\n张三,13800138000\n", "<p>姓名,手机</p>") == ROWS


def test_that_text_that_looks_like_a_formula_or_a_mark_is_kept() -> None:
    text = "a\tb\n=1+1\t'=2\n+86 138\t'007\n"
    assert rows(text)[1:] == [["=1+1", "'=2"], ["+86 138", "'007"]]


def test_that_contacts_may_be_pasted_as_well() -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nNOTE:a\tb\nFN:张三\nEND:VCARD\n"
    assert content.kind_of(pasted_source(card)) == "vcard"


def test_that_nothing_pasted_is_said_to_be_nothing() -> None:
    for text in ("", "\r\n", "\t\t\n"):
        with pytest.raises(FileProblem, match="nothing"):
            pasted(text)


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"'), min_size=1)


@example([[";", ";"]])
@given(st.lists(st.lists(_CELL, min_size=2, max_size=2), min_size=1, max_size=6))
def test_that_pasted_cells_are_read_as_they_were(table: list[list[str]]) -> None:
    assert rows("\r\n".join("\t".join(row) for row in table) + "\r\n", PAGE) == table


@given(st.text(), st.none() | st.text())
def test_that_nothing_pasted_does_harm(text: str, page: str | None) -> None:
    source = pasted_source(text, page)
    try:
        file = read_source(source)
    except FileProblem:
        return
    assert file.sheets

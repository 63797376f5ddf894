"""Documents become HTML in which data is never markup."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crmdesk.core.reports.document import Column, Document, Heading, Row, Table, Text, cell
from crmdesk.core.reports.html import to_html

NASTY = ["<b>x</b>", "{{ 7*7 }}", "{% raw %}", '"O\'Neill" & Sons', "😀", "&lt;", "a</td>b"]


def _document(text: str) -> Document:
    table = Table((Column(text, 50), Column("b", 50)), (Row((cell(text), cell("y"))),))
    return Document(text, "zh_CN", (Heading(text, text), Text(text), table))


@pytest.mark.parametrize("text", NASTY)
def test_that_data_is_shown_as_it_is(text: str) -> None:
    from html import escape, unescape

    html = to_html(_document(text))
    if escape(text) != text:
        assert text not in html.replace("<b></b>", "")
    assert unescape(html).count(text) >= 5


def test_that_characters_that_end_a_text_become_visible_marks() -> None:
    html = to_html(_document("a\x00b\x1bc\ud800d"))
    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c" in html
    html.encode()


def test_that_table_headings_are_repeatable_and_groups_span_all_columns() -> None:
    table = Table((Column("a", 50), Column("b", 50)), (Row((cell("g"),), group=True),))
    html = to_html(Document("t", "en", (table,)))
    assert "<thead>" in html
    assert 'colspan="2"' in html


def test_that_only_later_sections_begin_a_new_page() -> None:
    html = to_html(Document("t", "en", (Heading("a"), Heading("b", new_page=True))))
    assert html.count('class="next"') == 1


def test_that_room_to_write_is_given_in_the_engines_pixels() -> None:
    table = Table((Column("a", 100),), (Row((cell("x"),)),), row_height_mm=25.4)
    assert "padding-bottom: 96px" in to_html(Document("t", "en", (table,)))
    assert "padding-bottom: 72px" in to_html(Document("t", "en", (table,)), 72.0)


def test_that_building_documents_loads_no_template_engine() -> None:
    code = (
        "import sys, crmdesk.core.reports.html, crmdesk.core.reports.visit_sheet,"
        " crmdesk.core.reports.workbook; print(sorted({'jinja2', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Pages break where a reader expects it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from crmdesk.ui.kit.print_pages import Page, lay_out_pages

HEAD = "<table width='100%' cellspacing='0'><thead><tr><th>H</th><th>I</th></tr></thead>"


def _pages(html: str, height: float) -> list[Page]:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setTextWidth(400)
    return lay_out_pages(document, height, 1.0)


@pytest.fixture(autouse=True)
def _running(qapp: QApplication) -> None:
    """Text is measured by a running program only."""


@pytest.mark.parametrize("height", [60.0, 100.0, 333.0, 5000.0])
def test_that_pages_hold_everything_once_and_none_is_too_tall(height: float) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{'word ' * n}</td></tr>" for n in range(60))
    pages = _pages(f"<h1>A</h1>{HEAD}{rows}</table><h1>B</h1><p>end</p>", height)
    for page in pages:
        repeated = sum(band.height for band in (page.repeated, page.group) if band)
        assert page.body.height + repeated <= height + 1
    for first, second in pairwise(pages):
        assert second.body.top >= first.body.bottom - 1
        assert second.body.top - first.body.bottom < 40


def test_that_the_table_heading_is_repeated_from_the_second_page_on() -> None:
    rows = "<tr><td>a</td><td>b</td></tr>" * 30
    pages = _pages(f"{HEAD}{rows}</table>", 150)
    assert pages[0].repeated is None
    assert all(page.repeated is not None for page in pages[1:])


def test_that_a_page_knows_which_section_it_continues() -> None:
    rows = "<tr><td>a</td><td>b</td></tr>" * 9
    html = "".join(
        f"<h1>Day {n}&nbsp;&nbsp;&nbsp;9 visits</h1>{HEAD}{rows}</table>" for n in (1, 2)
    )
    html = html.replace("<h1>Day 2", "<h1 style='page-break-before:always'>Day 2")
    pages = _pages(html, 160)
    assert [page.continues for page in pages] == ["", "Day 1", "", "Day 2"]
    assert [page.anew for page in pages] == [True, False, True, False]


def test_that_a_group_row_stays_with_its_first_row() -> None:
    group = "<tr><td colspan='2'>group</td></tr>"
    row = "<tr><td>a</td><td>b</td></tr>"
    html = f"{HEAD}{row * 3}{group}{row * 3}</table>"
    whole = _pages(html, 10_000)[0].body.height
    each = whole / 8
    # Room for the heading, three rows and the group alone: the group goes on with its rows.
    pages = _pages(html, each * 5.5)
    assert pages[0].body.height == pytest.approx(each * 4, abs=2)


def test_that_a_short_section_under_a_minor_heading_is_not_split() -> None:
    row = "<tr><td>a</td></tr>"
    section = f"<h4>Causes</h4><table><thead><tr><th>H</th></tr></thead>{row * 3}</table>"
    height = _pages(section, 10_000)[0].body.height
    filler = "<p style='margin:0'>x</p>"
    line = _pages(filler * 10, 10_000)[0].body.height / 10
    page = 5 * height
    lines = int((page - 0.7 * height) / line)
    pages = _pages(filler * lines + section, page)
    assert pages[0].body.height == pytest.approx(lines * line, abs=2)
    assert pages[1].body.height == pytest.approx(height, abs=2)
    assert pages[1].repeated is None


def test_that_an_empty_document_has_no_page() -> None:
    assert _pages("", 100) == []

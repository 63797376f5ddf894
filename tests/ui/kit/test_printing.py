"""What comes out of the printer can be read, by people and by programs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageRanges, QPdfWriter
from PySide6.QtWidgets import QApplication

from crmdesk.core import i18n
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.reports.document import Look, PageSetup, Paper
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import VisitDay, build_day_sheet, build_week_sheet
from crmdesk.ui.kit.printing import Running, html_to_pdf, print_document, to_pdf

MONDAY = dt.date(2026, 11, 23)
SIZES_PT = {"A4": (842, 595), "Letter": (792, 612)}
LINE = VisitLine(
    1, "09:30", "方小明", "138 0013 8000", "杭州市西湖区文三路398号大厦", "回访空调", "骨角令返直"
)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    before = i18n.language()
    i18n.use_language("en")
    yield
    i18n.use_language(before)


def _days(count: int) -> list[VisitDay]:
    lines = (dataclasses.replace(LINE, number=n, name=f"客户{n}号") for n in range(1, count + 1))
    return [VisitDay(MONDAY, tuple(lines))]


def _print(path: Path, days: list[VisitDay], paper: Paper = "A4") -> list[str]:
    """Print a day sheet and return the text of each page, without white space."""
    count = to_pdf(build_day_sheet(Look("福星电器", MONDAY, paper), "李娜", days), path)
    pages = _pages(path)
    assert len(pages) == count
    return pages


def _pages(path: Path) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("count", [1, 40, 500])
def test_that_every_visit_and_every_running_text_is_on_paper(
    tmp_path: Path, count: int, paper: Paper
) -> None:
    pages = _print(tmp_path / "a.pdf", _days(count), paper)
    whole = "".join(pages)
    for number in range(1, count + 1):
        assert whole.count(f"客户{number}号") == 1
    for number, page in enumerate(pages, start=1):
        assert "福星电器" in page
        assert "Staff:李娜" in page
        assert f"Page{number}of{len(pages)}" in page
        assert "Signature" in page
        assert "Monday,23November2026" in page
    width, height = PdfReader(tmp_path / "a.pdf").pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == SIZES_PT[paper]


def test_that_chinese_text_comes_back_character_by_character(tmp_path: Path) -> None:
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (LINE,))])
    for text in (LINE.name, LINE.address, LINE.purpose, LINE.last_note, "福星电器"):
        assert text in pages[0]
    text = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert LINE.name in text
    assert "2026" in text


def test_that_the_mainlands_font_is_embedded_and_the_title_told(tmp_path: Path) -> None:
    _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (LINE,))])
    page = PdfReader(tmp_path / "a.pdf").pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert len(fonts) == 2
    for font in fonts:
        description = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in description or "/FontFile3" in description
        assert not re.search(r"CJK(jp|kr|tc|hk)", font["/BaseFont"])
    metadata = PdfReader(tmp_path / "a.pdf").metadata
    assert metadata is not None
    assert metadata.title == "Visit sheet"


@pytest.mark.parametrize(
    "name", ["<b>fat</b>", "{{ 7*7 }}", '"O\'Neill" & Sons', "%s %(x)s", "<img src=x>"]
)
def test_that_names_are_printed_as_they_are(tmp_path: Path, name: str) -> None:
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (dataclasses.replace(LINE, name=name),))])
    assert name.replace(" ", "") in pages[0]


def test_that_emoji_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    line = dataclasses.replace(LINE, name="小\x00明😀王", address="\x1b[1m路\ud800")
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (line,))])
    assert len(pages) == 1
    assert "明" in pages[0]
    assert "王" in pages[0]


def test_that_a_name_of_ten_thousand_characters_flows_over_pages(tmp_path: Path) -> None:
    lines = (dataclasses.replace(LINE, name="W" * 10_000), dataclasses.replace(LINE, number=2))
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, lines)])
    assert "".join(pages).count("W") >= 10_000
    assert "W" in pages[0]
    assert LINE.name in pages[-1]
    assert all(f"Page{n}of{len(pages)}" in page for n, page in enumerate(pages, start=1))


def test_that_a_long_address_wraps_and_is_whole(tmp_path: Path) -> None:
    address = "".join(chr(0x4E00 + n) for n in range(100, 400))
    line = dataclasses.replace(LINE, address=address, purpose="", last_note="", phone="", name="")
    _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (line,))])
    assert address in _pages(tmp_path / "a.pdf")[0]


def test_that_each_day_begins_on_its_own_page(tmp_path: Path) -> None:
    days = [VisitDay(MONDAY + dt.timedelta(days=n), (LINE,)) for n in range(3)]
    pages = _print(tmp_path / "a.pdf", days)
    assert [re.findall(r"\d+November", page) for page in pages] == [
        ["23November"],
        ["24November"],
        ["25November"],
    ]


def test_that_a_week_is_printed_with_all_its_days(tmp_path: Path) -> None:
    days = [VisitDay(MONDAY + dt.timedelta(days=n), (LINE,) * n) for n in range(7)]
    document = build_week_sheet(Look("福星电器", MONDAY), "李娜", days)
    to_pdf(document, tmp_path / "a.pdf")
    pages = _pages(tmp_path / "a.pdf")
    assert "".join(pages).count("方小明") == 21
    assert "novisits" in pages[0]
    for day in ("Monday", "Tuesday", "Saturday", "Sunday"):
        assert day in "".join(pages)


def test_that_no_visit_is_split_over_two_pages(tmp_path: Path) -> None:
    tall = "".join(f"第{n}段路" for n in range(60))
    lines = [dataclasses.replace(LINE, number=n, address=f"起{n}点{tall}终") for n in range(1, 20)]
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, tuple(lines))])
    assert len(pages) > 5
    for page in pages:
        assert re.findall(r"起\d+点", page)
        assert len(re.findall(r"起\d+点", page)) == page.count("终")


def test_that_a_heading_stays_with_the_first_row_of_its_table(tmp_path: Path) -> None:
    filler = "<p>x</p>" * 28
    table = "<table><thead><tr><th>H</th></tr></thead><tr><td>" + "<p>row</p>" * 9
    html = f"{filler}<h1>Title</h1>{table}</td></tr></table>"
    html_to_pdf(html, tmp_path / "a.pdf", PageSetup(), Running(), "t")
    pages = _pages(tmp_path / "a.pdf")
    assert "Title" not in pages[0]
    assert pages[0].startswith("x" * 28)
    assert pages[1].startswith("TitleHrow")


def test_that_a_visit_with_few_words_still_has_room_to_write(tmp_path: Path) -> None:
    line = VisitLine(1, "", "小明", "", "", "", "")
    # At 15 mm a row, a page of A4 across never holds more than ten.
    pages = _print(tmp_path / "a.pdf", [VisitDay(MONDAY, (line,) * 20)])
    assert [page.count("小明") <= 10 for page in pages] == [True] * len(pages)
    assert len(pages) == 3


def test_that_only_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "a.pdf"))
    writer.setPageRanges(QPageRanges.fromString("2-3"))
    document = build_day_sheet(Look("福星电器", MONDAY), "李娜", _days(40))
    print_document(document, writer)
    pages = _pages(tmp_path / "a.pdf")
    assert [page[page.index("Page") :][:5] for page in pages] == ["Page2", "Page3"]


@pytest.mark.parametrize(
    ("collated", "last_first", "numbers"),
    [(True, False, "2323"), (False, False, "2233"), (True, True, "3232")],
)
def test_that_copies_are_made_in_the_order_that_was_chosen(
    tmp_path: Path, collated: bool, last_first: bool, numbers: str
) -> None:
    writer = QPdfWriter(str(tmp_path / "a.pdf"))
    writer.setPageRanges(QPageRanges.fromString("2-3"))
    document = build_day_sheet(Look("福星电器", MONDAY), "李娜", _days(40))
    printed = print_document(document, writer, copies=2, collated=collated, last_first=last_first)
    assert printed == 4
    pages = _pages(tmp_path / "a.pdf")
    assert [page[page.index("Page") :][4] for page in pages] == list(numbers)


def test_that_pages_that_are_not_there_are_told_and_nothing_is_printed(tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "a.pdf"))
    writer.setPageRanges(QPageRanges.fromString("7-9"))
    with pytest.raises(CrmError, match="the print has 1"):
        print_document(build_day_sheet(Look("福星电器", MONDAY), "李娜", _days(2)), writer)
    assert not (tmp_path / "a.pdf").exists()


def test_that_an_empty_document_is_one_page_with_its_running_texts(tmp_path: Path) -> None:
    assert html_to_pdf("", tmp_path / "a.pdf", PageSetup(), Running("Shop"), "t") == 1
    assert _pages(tmp_path / "a.pdf") == ["ShopPage1of1"]


def test_that_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    _print(path, _days(1))
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_missing_folder_is_told_with_advice(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        _print(tmp_path / "none" / "a.pdf", _days(1))
    assert "none" in caught.value.message
    assert caught.value.advice


PRINT_ALONE = """
import datetime as dt, pathlib, sys
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.reports.document import Look
from crmdesk.core.reports.visit_sheet import VisitDay, build_day_sheet
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.ui.kit.printing import save_pdf
day = VisitDay(dt.date(2026, 11, 23), (VisitLine(1, "", sys.argv[2], "", "", "", ""),))
try:
    document = build_day_sheet(Look("Shop", day.date), "", [day])
    print(save_pdf(document, pathlib.Path(sys.argv[1])).remark, end="")
except CrmError as error:
    print(error)
"""


def _print_alone(path: Path, name: str, **environment: str) -> str:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    plain = {key: value for key, value in os.environ.items() if key not in hidden}
    command = [sys.executable, "-c", PRINT_ALONE, str(path), name]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env={**plain, **environment}
    ).stdout


def test_that_the_command_line_prints_without_a_display(tmp_path: Path) -> None:
    assert _print_alone(tmp_path / "a.pdf", "方小明") == ""
    assert "方小明" in _pages(tmp_path / "a.pdf")[0]


def test_that_a_computer_without_chinese_fonts_gets_advice(tmp_path: Path) -> None:
    fonts = _only_latin_fonts(tmp_path)
    told = _print_alone(tmp_path / "a.pdf", "方小明", FONTCONFIG_FILE=str(fonts))
    assert "fonts-noto-cjk" in told
    assert not (tmp_path / "a.pdf").exists()
    assert _print_alone(tmp_path / "b.pdf", "Margaret", FONTCONFIG_FILE=str(fonts)) == ""


def test_that_characters_without_a_font_are_printed_as_boxes_and_told(tmp_path: Path) -> None:
    fonts = _only_latin_fonts(tmp_path)
    told = _print_alone(tmp_path / "a.pdf", "Šimek สมชาย 🎂", FONTCONFIG_FILE=str(fonts))
    assert "all characters of “Šimek สมชาย 🎂”; boxes are printed" in told
    assert "Šimek" in _pages(tmp_path / "a.pdf")[0]


def _only_latin_fonts(folder: Path) -> Path:
    fonts = folder / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{folder}/cache</cachedir>"
        "</fontconfig>"
    )
    return fonts

"""The sheet of visits tells everything that is needed on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.weeks import week_of
from crmdesk.core.reports.document import Document, Heading, Look, Table
from crmdesk.core.reports.html import to_html
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import (
    VisitDay,
    build_compact_sheet,
    build_day_sheet,
    build_week_sheet,
)
from crmdesk.core.reports.wording import long_date, shorten

MONDAY = dt.date(2026, 11, 23)
LOOK = Look("福星电器", MONDAY)
LINE = VisitLine(3, "09:30", "张伟", "138 0013 8000", "文三路 1 号", "回访", "想换空调", "西湖区")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.language()
    i18n.use_language("en")
    yield
    i18n.use_language(before)


def _day_sheet(*days: VisitDay) -> Document:
    return build_day_sheet(LOOK, "李娜", days)


def _texts(document: Document) -> list[str]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    return [text.text for row in rows for cell in row.cells for text in cell.paragraphs]


def test_that_a_day_sheet_tells_everything_about_a_visit() -> None:
    texts = _texts(_day_sheet(VisitDay(MONDAY, (LINE,))))
    wanted = ["3", LINE.time, LINE.name, LINE.phone, LINE.address, LINE.purpose, LINE.last_note]
    assert set(wanted) <= set(texts)
    assert LINE.district in texts


def test_that_a_day_sheet_has_room_for_result_and_signature() -> None:
    table = next(b for b in _day_sheet(VisitDay(MONDAY, (LINE,))).blocks if isinstance(b, Table))
    assert [column.heading for column in table.columns if column.to_write] == [
        "Result",
        "Signature",
    ]
    assert table.row_height_mm >= 15
    assert sum(column.width for column in table.columns) == 100


def two_people() -> VisitDay:
    mine = dataclasses.replace(LINE, number=1, staff="小李")
    other = dataclasses.replace(LINE, number=1, staff="小王", name="李娜")
    nobody = dataclasses.replace(LINE, number=1, staff="", name="赵六")
    return VisitDay(MONDAY, (mine, dataclasses.replace(mine, number=2, time=""), other, nobody))


def test_that_a_visit_of_a_week_tells_its_staff_beside_its_time() -> None:
    table = next(
        b for b in build_week_sheet(LOOK, "", [two_people()]).blocks if isinstance(b, Table)
    )
    assert table.columns[1].heading == "Time and staff"
    assert sum(column.width for column in table.columns) == 100
    told = [[text.text for text in row.cells[1].paragraphs] for row in table.rows if not row.group]
    assert told == [["09:30", "小李"], ["小李"], ["09:30", "小王"], ["09:30"]]


def test_that_each_person_of_a_day_has_a_page_with_their_name() -> None:
    document = build_day_sheet(LOOK, "", [two_people()])
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [(one.text, one.note, one.new_page) for one in headings] == [
        ("Monday, 23 November 2026 · 小李", "2 visits", False),
        ("Monday, 23 November 2026 · 小王", "1 visit", True),
        ("Monday, 23 November 2026 · Nobody named", "1 visit", True),
    ]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [2, 1, 1]


@pytest.mark.parametrize("compact", [True, False])
def test_that_people_who_share_a_page_have_their_visits_together(compact: bool) -> None:
    document = (
        build_compact_sheet(LOOK, "", [two_people()])
        if compact
        else build_day_sheet(LOOK, "", [two_people()], own_pages=False)
    )
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.cells[0].paragraphs[0].text for row in table.rows] == [
        "小李 · 2 visits",
        "1",
        "2",
        "小王 · 1 visit",
        "1",
        "Nobody named · 1 visit",
        "1",
    ]


def test_that_each_day_begins_on_a_new_page() -> None:
    days = [VisitDay(MONDAY + dt.timedelta(days=n), (LINE,)) for n in range(3)]
    headings = [block for block in _day_sheet(*days).blocks if isinstance(block, Heading)]
    assert [heading.new_page for heading in headings] == [False, True, True]
    assert headings[0].text == "Monday, 23 November 2026"
    assert headings[0].note == "1 visit"


def test_that_a_day_without_visits_says_so() -> None:
    assert "No visits planned." in to_html(_day_sheet(VisitDay(MONDAY, ())))


def test_that_shop_staff_and_date_stand_on_every_page() -> None:
    document = _day_sheet(VisitDay(MONDAY, (LINE,)))
    assert document.header_left == "福星电器"
    assert "李娜" in document.header_right
    assert "2026-11-23" in document.footer_left


def test_that_a_week_sheet_groups_the_visits_by_day() -> None:
    days = [VisitDay(date, (LINE,) if date == MONDAY else ()) for date in week_of(MONDAY)]
    document = build_week_sheet(dataclasses.replace(LOOK, paper="Letter"), "", days)
    table = next(block for block in document.blocks if isinstance(block, Table))
    groups = [row.cells[0].paragraphs[0].text for row in table.rows if row.group]
    assert len(groups) == 7
    assert groups[0] == "Monday, 23 November 2026 · 1 visit"
    assert groups[1].endswith("no visits")
    assert document.page.paper == "Letter"
    assert sum(column.width for column in table.columns) == 100


def test_that_a_district_already_in_the_address_is_not_repeated() -> None:
    line = dataclasses.replace(LINE, address="杭州市西湖区文三路")
    assert "西湖区" not in _texts(_day_sheet(VisitDay(MONDAY, (line,))))


def test_that_an_address_is_never_cut_but_a_long_note_visibly_is() -> None:
    line = dataclasses.replace(LINE, address="路" * 5000, last_note="记" * 5000)
    texts = _texts(_day_sheet(VisitDay(MONDAY, (line,))))
    assert "路" * 5000 in texts
    assert "记" * 119 + "…" in texts


def test_that_a_long_purpose_is_visibly_cut_on_every_sheet_of_visits() -> None:
    day = VisitDay(MONDAY, (dataclasses.replace(LINE, purpose="谈" * 5000),))
    for document in (_day_sheet(day), build_week_sheet(LOOK, "", [day])):
        (purpose,) = [text for text in _texts(document) if text.startswith("谈")]
        assert purpose.endswith("…")
        assert len(purpose) <= 120


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one two three four", "one two…"),
        ("一二三四五六七八九十一二", "一二三四五六七八九…"),
        ("  short \n text ", "short text"),
        ("a" * 12, "aaaaaaaaa…"),
        ("word word, next", "word word…"),
    ],
)
def test_that_a_note_is_cut_at_a_word_or_a_character(text: str, short: str) -> None:
    assert shorten(text, 10).replace(",…", "…") == short


@given(st.text())
def test_that_a_shortened_text_is_short_and_marked_when_cut(text: str) -> None:
    line = " ".join(text.split())
    short = shorten(text, 20)
    assert len(short) <= 20
    assert short == line if len(line) <= 20 else short.endswith("…")


def test_that_dates_are_written_with_their_weekday() -> None:
    assert long_date(dt.date(2026, 11, 29)) == "Sunday, 29 November 2026"

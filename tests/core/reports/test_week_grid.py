"""A week as a grid: the days side by side, whoever goes below each other."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain.weeks import week_of
from crmdesk.core.reports.document import Document, Heading, Look, Row, Table
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import VisitDay
from crmdesk.core.reports.week_grid import build_week_grid

MONDAY = dt.date(2026, 11, 23)
LOOK = Look("福星电器", MONDAY)
LINE = VisitLine(1, "09:30", "张伟", "138 0013 8000", "文三路 1 号", "回访", "", "西湖区")


def _grid(*days: VisitDay) -> Document:
    return build_week_grid(LOOK, "", days)


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def _first_words(row: Row) -> list[str]:
    return [cell.paragraphs[0].text if cell.paragraphs else "" for cell in row.cells]


def test_that_each_day_has_a_column_and_its_visits_stand_below_each_other() -> None:
    second = dataclasses.replace(LINE, number=2, time="", name="李娜")
    week = [VisitDay(day, ()) for day in week_of(MONDAY)]
    week[0] = VisitDay(MONDAY, (LINE, second))
    week[2] = VisitDay(week[2].date, (second,))
    (table,) = _tables(_grid(*week))
    assert [column.heading for column in table.columns][:2] == ["Mon 23 Nov", "Tue 24 Nov"]
    assert [_first_words(row)[:3] for row in table.rows] == [
        ["09:30 张伟", "", "李娜"],
        ["李娜", "", ""],
    ]


def test_that_the_columns_make_up_the_width_and_days_without_visits_are_narrower() -> None:
    week = [VisitDay(day, (LINE,) if day.weekday() < 5 else ()) for day in week_of(MONDAY)]
    widths = [column.width for column in _tables(_grid(*week))[0].columns]
    assert sum(widths) == 100
    assert widths[0] > widths[6]


def test_that_each_person_who_goes_has_rows_of_their_own() -> None:
    mine = dataclasses.replace(LINE, staff="小王")
    nobody = dataclasses.replace(LINE, staff="", name="赵六")
    days = [VisitDay(MONDAY, (nobody, mine)), VisitDay(MONDAY + dt.timedelta(days=1), (mine,))]
    rows = _tables(_grid(*days))[0].rows
    assert [(row.group, _first_words(row)) for row in rows] == [
        (True, ["小王 · 2 visits"]),
        (False, ["09:30 张伟", "09:30 张伟"]),
        (True, ["Nobody named · 1 visit"]),
        (False, ["09:30 赵六", ""]),
    ]


def test_that_a_second_week_begins_on_a_new_page() -> None:
    days = [VisitDay(MONDAY + dt.timedelta(days=n), (LINE,)) for n in range(10)]
    document = _grid(*days)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [heading.new_page for heading in headings] == [False, True]
    assert [heading.note for heading in headings] == ["7 visits", "3 visits"]
    assert [len(table.columns) for table in _tables(document)] == [7, 3]


def test_that_a_long_purpose_is_visibly_cut_and_a_name_is_whole() -> None:
    line = dataclasses.replace(LINE, name="名" * 60, purpose="说" * 60)
    texts = [
        one.text for one in _tables(_grid(VisitDay(MONDAY, (line,))))[0].rows[0].cells[0].paragraphs
    ]
    assert "09:30 " + "名" * 60 in texts
    assert "说" * 11 + "…" in texts

"""The report of complaints as a workbook, read back by the library and by another reader."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_figures import FIGURES
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_states import ANSWER, CLOSE, Given
from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import use_language
from crmdesk.core.services import choices, complaint_report_file, complaint_steps, complaints
from crmdesk.core.services.workspace import Workspace

NOVEMBER = Period.month(2026, 11)
DAY = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)


def received(shop: Workspace, **more: Any) -> int:
    given: dict[str, Any] = {"walk_in_name": "王先生", "walk_in_phone": "013800001234"}
    given |= {"received_at": DAY, "what": "色差", "category": "quality"}
    return complaints.receive(shop, Complaint(**given | more)).new_id


def sheet(path: Path, name: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path)[name].iter_rows()]


@pytest.fixture
def path(shop: Workspace, tmp_path: Path) -> Path:
    """Give the workbook of a month with two complaints, one closed and one hostile."""
    choices.rename(shop, "complaint_category", "quality", "=质量")
    made = received(shop)
    given = Given(action="换", cause="supplier", founded="yes", cost=128050)
    complaint_steps.step(shop, made, ANSWER, given)
    complaint_steps.step(shop, made, CLOSE, Given(satisfaction=4))
    received(shop, what="=cmd|' /C calc'!A0", product="=1+1", walk_in_name="@SUM(A1)")
    file = tmp_path / "report.xlsx"
    assert complaint_report_file.write(shop, NOVEMBER, file) == []
    return file


def test_that_the_sheets_are_figures_groups_causes_people_and_the_list(path: Path) -> None:
    assert load_workbook(path).sheetnames == [
        "Figures",
        "By category",
        "By product",
        "By channel",
        "By staff",
        "By severity",
        "By month",
        "Twelve months",
        "Causes",
        "Complained repeatedly",
        "All complaints",
    ]


def test_that_figures_are_numbers_to_reckon_with(path: Path) -> None:
    found = dict(sheet(path, "Figures"))
    assert found["Complaints received"] == 2 and found["Answered in time"] == 1
    assert found["Cost"] == 1280.5 and found["Satisfaction"] == 4
    assert found["Time to answer, median (working hours)"] == 9
    assert found["Open at the end"] == 1 and found["From"] == "2026-11-01"
    head, *months = sheet(path, "Twelve months")
    assert len(months) == 12 and len(head) == 1 + len(FIGURES)
    assert months[-1][:2] == ["November 2026", 2]
    # What nobody measured is an empty cell, no zero.
    assert months[0][head.index("Satisfaction")] is None
    assert sheet(path, "Causes")[1:] == [["Supplier", 1, 1, 1], ["Not given", 1, None, None]]
    assert sheet(path, "Complained repeatedly")[1:] == [["@SUM(A1)", "013800001234", 2, 2]]


def test_that_each_kind_of_figure_is_shown_as_what_it_is(path: Path) -> None:
    head, first = list(load_workbook(path)["By category"].iter_rows(max_row=2))
    shown = {name.value: cell.number_format for name, cell in zip(head, first, strict=True)}
    assert shown["Complaints received"] == "0" and shown["Answered in time"] == "0.0%"
    assert shown["Cost"] == "0.00" and shown["Time to close, median (working hours)"] == "0.00"


def test_that_text_that_begins_with_an_equals_sign_stays_text(path: Path) -> None:
    book = load_workbook(path)
    texts = [
        cell
        for name in book.sheetnames
        for row in book[name].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in texts} == {"s"}
    told = {cell.value for cell in texts}
    assert {"=1+1", "=质量", "=cmd|' /C calc'!A0", "013800001234"} <= told


def test_that_the_list_has_every_complaint_of_the_period_in_both_languages(
    shop: Workspace, path: Path, tmp_path: Path
) -> None:
    head, first, second = CalamineWorkbook.from_path(path).get_sheet_by_index(10).to_python()
    one = dict(zip(head, first, strict=True))
    assert one["Complaint no."] == "TS-2026-0001" and one["State"] == "Case closed"
    assert one["Cost"] == 1280.5 and one["Founded"] == "Yes" and one["Answered late"] == ""
    assert second[head.index("Product or order")] == "=1+1"
    use_language("zh_CN")
    chinese = tmp_path / "月报.xlsx"
    complaint_report_file.write(shop, NOVEMBER, chinese)
    assert load_workbook(chinese).sheetnames[0] == "数据"
    assert sheet(chinese, "投诉明细")[1][head.index("State")] == "已关闭"


def test_that_nothing_is_left_of_a_file_that_was_stopped_or_cannot_be(
    shop: Workspace, tmp_path: Path
) -> None:
    received(shop)
    with pytest.raises(Cancelled):
        stopped = Progress(lambda _done, _total, _what: None, lambda: True)
        complaint_report_file.write(shop, NOVEMBER, tmp_path / "a.xlsx", stopped)
    assert list(tmp_path.glob("*.xlsx")) == []
    with pytest.raises(FileProblem):
        complaint_report_file.write(shop, NOVEMBER, tmp_path / "none" / "a.xlsx")

"""Complaints on paper, read back from their PDF files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    EVENTS,
    REMARK,
    TRY_CALL,
    Given,
)
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import use_language
from crmdesk.core.reports.document import PAPERS
from crmdesk.core.services import choices, complaint_steps, complaints, printing, shop
from crmdesk.core.services.print_complaints import show_event
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.shop import ShopSettings
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_rows import put
from tests.paper import places, printed

NOVEMBER = dt.datetime(2026, 11, 18, 2, 30, tzinfo=dt.UTC)
FORM, MONTH = "complaint_form", "complaint_month"


@pytest.fixture(autouse=True)
def _running(qapp: QApplication) -> None:
    """Text is measured by a running program only."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """Give a shop with a name."""
    opened = factories.open_shop(tmp_path)
    shop.save(opened, ShopSettings("福星电器"))
    yield opened
    opened.database.close()


def received(desk: Workspace, **more: Any) -> int:
    given: dict[str, Any] = {
        "walk_in_name": "王先生",
        "walk_in_phone": "13800001234",
        "received_at": NOVEMBER,
        "channel": "phone",
        "category": "quality",
        "product": "遮光窗帘",
        "ordered_on": dt.date(2026, 11, 3),
        "what": "窗帘洗了一次就掉色",
        "wish": "exchange",
        "severity": "serious",
        "staff": "李静",
    }
    return complaints.receive(desk, Complaint(**given | more)).new_id


def step(desk: Workspace, complaint_id: int, event: str, **given: Any) -> None:
    complaint_steps.step(desk, complaint_id, event, Given(**given))


def read(desk: Workspace, path: Path, style: str = FORM, **options: Any) -> list[str]:
    return printed(printing.build(desk, style, PrintOptions(**options)), path / "a.pdf")


def test_that_the_form_of_a_closed_complaint_tells_all_of_it(
    desk: Workspace, tmp_path: Path
) -> None:
    choices.rename(desk, "complaint_category", "quality", "质量问题")
    made = received(desk, wish_text="换同款")
    step(desk, made, ACKNOWLEDGE, note="先看照片")
    answer = {"action": "换一副新的", "founded": "yes", "cause": "supplier", "prevention": "抽检"}
    step(desk, made, ANSWER, cost=128050, **answer)
    step(desk, made, CLOSE, satisfaction=4)
    (page,) = read(desk, tmp_path, ids=(made,))
    told = (
        "Complaintform",
        "Complaintform·TS-2026-0001Caseclosed",
        "王先生",
        "13800001234",
        "Received2026-11-18",
        "遮光窗帘",
        "2026-11-03",
        "质量问题",
        "Phonecall",
        "□Minor■Serious□Severe",
        "窗帘洗了一次就掉色",
        "■Exchange",
        "换同款",
        "■Yes□Partly□No",
        "Supplier",
        "换一副新的",
        "1,280.50",
        "抽检",
        "Accepted先看照片",
        "Closedafterthecall-back",
        "□1□2□3■4□5",
        "Customer:signature,date",
        "Shop:signature,date",
        "福星电器",
        "Page1of1",
    )
    assert [one for one in told if one not in page] == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_an_empty_form_fits_one_sheet_with_all_there_is_to_tick(
    desk: Workspace, tmp_path: Path, paper: str, language: str
) -> None:
    choices.add(desk, "complaint_category", "停车")
    (page,) = read(desk, tmp_path, paper=paper, language=language)
    assert "■" not in page
    boxes = page.count("□")
    # Severities, channels, categories and an own one, wishes, founded, causes, scores.
    assert boxes == 3 + 5 + 6 + 1 + 6 + 3 + 7 + 5
    assert "□停车" in page
    assert ("客户签字" if language == "zh_CN" else "Customer:signature") in page


@pytest.mark.parametrize("paper", PAPERS)
def test_that_an_ordinary_complaint_is_one_sheet_at_every_state(
    desk: Workspace, tmp_path: Path, paper: str
) -> None:
    made = received(desk)
    steps: list[tuple[str, dict[str, Any]]] = [
        (ACKNOWLEDGE, {}),
        (ANSWER, {"action": "换一副新的", "founded": "yes"}),
        (TRY_CALL, {}),
        (CLOSE, {"satisfaction": 5}),
    ]
    assert len(read(desk, tmp_path, ids=(made,), paper=paper)) == 1
    for event, given in steps:
        step(desk, made, event, **given)
        assert len(read(desk, tmp_path, ids=(made,), paper=paper)) == 1, event


def test_that_room_is_left_for_what_is_still_to_be_written(desk: Workspace, tmp_path: Path) -> None:
    made = received(desk)

    def room() -> float:
        read(desk, tmp_path, ids=(made,))
        found = {text: y for text, _x, y in places(tmp_path / "a.pdf")}
        return found["Cost"] - found["What was done"]

    empty = room()
    step(desk, made, ANSWER, action="换一副新的")
    assert empty > 18 > 9 > room()


def test_that_several_forms_begin_on_a_page_each_in_the_order_wanted(
    desk: Workspace, tmp_path: Path
) -> None:
    one, two = received(desk), received(desk, walk_in_name="李女士")
    first, second = read(desk, tmp_path, ids=(two, one))
    assert "李女士" in first and "TS-2026-0002" in first
    assert "王先生" in second and "TS-2026-0001" in second
    # Each is handed out alone.
    assert "Page1of1" in first and "Page1of1" in second


def test_that_a_long_story_and_a_long_log_flow_on_and_nothing_is_lost(
    desk: Workspace, tmp_path: Path
) -> None:
    story = "".join(f"第{number}句话。" for number in range(1500))
    made = received(desk, what=story, walk_in_name="长" * 60)
    for number in range(14):
        step(desk, made, REMARK, note=f"备注{number}号 " + "很长" * 90)
    pages = read(desk, tmp_path, ids=(made,))
    whole = "".join(pages)
    assert len(pages) > 2
    assert [one for one in range(1500) if f"第{one}句话" not in _bare(whole)] == []
    assert "备注13号" in whole and "备注4号" in whole and "备注3号" not in whole
    assert "4earlieronesleftout" in whole
    assert "Shop:signature" in pages[-1]
    count = len(pages)
    assert f"Page{count}of{count}" in pages[-1]
    assert "Complaintform·TS-2026-0001(continued)" in pages[-1]


def _bare(whole: str) -> str:
    """Return the words of all pages without what runs at their head and foot."""
    for running in (
        r"Printedon[\d-]+Page\d+of\d+",
        r"福星电器(Complaintform·TS[-\d]+\(continued\))?",
        r"Complaintform",
    ):
        whole = re.sub(running, "", whole)
    return whole


def test_that_complaints_that_are_gone_are_told(desk: Workspace) -> None:
    with pytest.raises(CrmError, match="not there any more"):
        printing.build(desk, FORM, PrintOptions(ids=(7,)))


def test_that_every_line_of_a_log_has_words() -> None:
    assert all(show_event(one) for one in (*EVENTS, "attach", "give"))
    assert show_event("of a later program") == "of a later program"


def test_that_the_sheet_of_a_month_has_its_figures_tables_causes_and_list(
    desk: Workspace, tmp_path: Path
) -> None:
    for number, cause in enumerate(("supplier", "supplier", "supplier", "mistake")):
        made = received(desk, what=f"第{number}件", staff="李静" if number else "")
        step(desk, made, ANSWER, action="换", cause=cause, cost=1000)
    received(desk, what="=1+1", received_at=NOVEMBER - dt.timedelta(days=30))
    whole = "".join(read(desk, tmp_path, MONTH, start=dt.date(2026, 11, 1)))
    told = (
        "Complaints,November2026",
        "Openbefore:1.Received:4.Ended,oldonestoo:0.Openattheend:5.",
        "Complaintsreceived4",
        "Answeredintime0%(0of4)",
        "Cost40.00",
        "Bycategory",
        "遮光窗帘4",
        "李静3",
        "Nobody1",
        "Supplier375%75%" + "■" * 16,
        "Ourmistake125%100%" + "■" * 5 + "C",
        "Complainedrepeatedly",
        "王先生1380000123445",
        "October20261",
        "TS-2026-0004",
        "第3件",
    )
    assert [one for one in told if one not in whole] == []
    assert "=1+1" not in whole


def test_that_an_empty_month_says_so_and_has_no_empty_tables(
    desk: Workspace, tmp_path: Path
) -> None:
    use_language("zh_CN")
    (page,) = read(desk, tmp_path, MONTH, start=dt.date(2026, 2, 1))
    assert "投诉统计：2026年2月" in page and "收到投诉0" in page
    assert "这段时间没有投诉" in page
    assert "按类别" not in page and "原因分析" not in page and "投诉明细" not in page


def test_that_other_days_are_named_and_parts_are_chosen(desk: Workspace, tmp_path: Path) -> None:
    received(desk)
    year = read(desk, tmp_path, MONTH, start=dt.date(2026, 1, 1), days=365)
    assert "Complaints,2026" in year[0]
    (week,) = read(
        desk, tmp_path, MONTH, start=dt.date(2026, 11, 16), days=7, parts=("figures", "channel")
    )
    assert "Complaints,2026-11-16to2026-11-22" in week
    assert "Bychannel" in week and "Bycategory" not in week and "TS-2026" not in week


TALL = "起{n}点" + "很长的路" * 24 + "终{n}点"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a shop with 500 complaints in one month, each with a long story."""
    opened = factories.open_shop(tmp_path_factory.mktemp("busy"))
    one = Complaint(received_at=NOVEMBER, walk_in_name="王先生", state="closed")
    rows = [
        dataclasses.replace(
            one, what=TALL.format(n=number), product=f"产品{number % 40}号", severity="severe"
        )
        for number in range(500)
    ]
    put(opened, rows)
    yield opened
    opened.database.close()


@pytest.mark.parametrize("paper", PAPERS)
def test_that_500_complaints_are_all_there_no_row_split_headers_repeated_pages_counted(
    busy: Workspace, tmp_path: Path, paper: str
) -> None:
    pages = read(busy, tmp_path, MONTH, start=dt.date(2026, 11, 1), paper=paper, parts=("list",))
    assert len(pages) > 10
    begun: list[str] = []
    for number, page in enumerate(pages, start=1):
        assert f"Page{number}of{len(pages)}" in page
        assert "Complaintno." in page and "Whathappened" in page
        found = re.findall(r"起(\d+)点", page)
        assert re.findall(r"终(\d+)点", page) == found
        begun += found
    assert sorted(map(int, begun)) == list(range(500))


def test_that_many_products_are_summed_up_below_the_first(busy: Workspace, tmp_path: Path) -> None:
    whole = "".join(read(busy, tmp_path, MONTH, start=dt.date(2026, 11, 1), parts=("product",)))
    assert len(re.findall(r"产品\d+号", whole)) == 15
    # Each of the first twenty products has thirteen, of the others twelve.
    assert "25morewith305complaints." in whole

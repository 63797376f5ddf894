"""What stands on every page, and what is shown again on a page that goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from crmdesk.core.reports.birthday_list import BirthdayLine, build_birthday_list
from crmdesk.core.reports.customer_list import ListColumn, build_customer_list
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import VisitDay
from crmdesk.core.reports.week_grid import build_week_grid
from crmdesk.ui.kit.flowing_pages import shares
from tests.paper import ends, places, printed

MONDAY = dt.date(2026, 11, 23)
LONG_SHOP = (
    "阳光窗帘布艺软装设计工作室（上海静安旗舰店）Sunshine Curtains & Interior Textiles Co., Ltd."
)


@pytest.fixture(autouse=True)
def _running(qapp: QApplication) -> None:
    """Text is measured by a running program only."""


def long_list(shop_name: str, title: str = "Customers") -> Document:
    rows = [[f"客户{number}"] for number in range(200)]
    return build_customer_list(Look(shop_name, MONDAY), title, [ListColumn("Name")], rows)


@pytest.mark.parametrize("shop_name", ["福星", LONG_SHOP, LONG_SHOP * 5])
@pytest.mark.parametrize("title", ["Customers", "Customers in the western districts " * 4])
def test_that_the_texts_of_the_header_never_touch(
    tmp_path: Path, shop_name: str, title: str
) -> None:
    pages = printed(long_list(shop_name, title), tmp_path / "a.pdf")
    assert "continued" in pages[1] or "…" in pages[1]
    assert "Customerlist" in pages[1]
    header = sorted((x, x + wide) for _text, x, y, wide in ends(tmp_path / "a.pdf", 2) if y < 14)
    assert len(header) == 3
    for (_left, end), (begin, _right) in pairwise(header):
        assert begin > end + 3


def test_that_a_header_with_room_says_everything_with_the_continued_part_in_the_middle(
    tmp_path: Path,
) -> None:
    pages = printed(long_list("福星电器"), tmp_path / "a.pdf")
    assert "福星电器" in pages[1]
    assert "Customers(continued)" in pages[1]
    (middle,) = [
        x + wide / 2
        for text, x, _y, wide in ends(tmp_path / "a.pdf", 2)
        if text.endswith("(continued)")
    ]
    assert middle == pytest.approx(105, abs=2)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=4), st.floats(0, 2000))
def test_that_texts_share_a_room_and_the_short_ones_stay_whole(
    wanted: list[float], room: float
) -> None:
    given_room = shares(wanted, room)
    assert sum(given_room) <= max(room, 0) + 0.6
    assert all(one <= asked for one, asked in zip(given_room, wanted, strict=True))
    if sum(wanted) <= room:
        assert given_room == wanted


def test_that_a_week_grid_says_on_each_page_whose_visits_go_on(tmp_path: Path) -> None:
    line = VisitLine(1, "09:30", "张伟", "138 0013 8000", "文三路 1 号", "回访", "")
    lines = [
        replace(line, number=number, staff=staff, name=f"{staff}客户{number}")
        for staff in ("小王", "小李")
        for number in range(60)
    ]
    document = build_week_grid(Look("福星", MONDAY), "", [VisitDay(MONDAY, tuple(lines))])
    pages = printed(document, tmp_path / "a.pdf")
    assert len(pages) > 4
    for page in pages:
        for staff in ("小王", "小李"):
            assert (f"{staff}·60visits" in page) == (f"{staff}客户" in page)
    assert "continued" not in pages[0]
    assert "visitscontinued" in pages[1]
    heading = [y for text, _x, y in places(tmp_path / "a.pdf", 2) if text.startswith("小王 ·")]
    first = min(y for text, _x, y in places(tmp_path / "a.pdf", 2) if "客户" in text)
    assert heading and heading[0] < first


def test_that_the_month_stands_above_its_birthdays_on_each_page(tmp_path: Path) -> None:
    day = dt.date(2026, 12, 1)
    lines = [BirthdayLine(day, f"客户{number}", "", "", "", "") for number in range(90)]
    document = build_birthday_list(Look("福星", MONDAY), day, day, lines)
    pages = printed(document, tmp_path / "a.pdf")
    assert len(pages) == 3
    assert all("December2026·90birthdays" in page for page in pages)

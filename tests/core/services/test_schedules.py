"""The printed schedule names who goes, also when nobody was chosen."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.i18n import use_language
from crmdesk.core.reports.document import Document, Table
from crmdesk.core.services import printing, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def plan(shop: Workspace, *people: str) -> None:
    for number, staff in enumerate(people):
        made = factories.add(shop, f"客户{number}")
        visits.plan_visits(shop, [made], TODAY, at=dt.time(9 + number), staff=staff)


def beside_times(document: Document) -> list[str]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows if not row.group]
    return [text.text for row in rows for text in row.cells[1].paragraphs[1:]]


@pytest.mark.parametrize("style", ["day_sheet", "week_list"])
def test_that_the_only_staff_stands_in_the_header_as_if_chosen(shop: Workspace, style: str) -> None:
    plan(shop, "小王", "小王")
    found = printing.schedule(shop, TODAY, 1, style=style)
    assert found == printing.schedule(shop, TODAY, 1, style=style, staff="小王")
    assert found.header_right.endswith("Staff: 小王")
    assert beside_times(found) == []


@pytest.mark.parametrize(
    ("style", "named"),
    [
        # Each has a page to take along, whose heading names them.
        ("day_sheet", []),
        ("week_list", ["小李", "小王", "小王"]),
    ],
)
def test_that_several_staff_are_listed_and_each_visit_names_its_own(
    shop: Workspace, style: str, named: list[str]
) -> None:
    plan(shop, "小王", "小李", "小王", "")
    found = printing.schedule(shop, TODAY, 1, style=style)
    assert found.header_right.endswith("Staff: 小李, 小王")
    assert beside_times(found) == named
    chosen = printing.schedule(shop, TODAY, 1, style=style, staff="小李")
    assert chosen.header_right.endswith("Staff: 小李")
    assert beside_times(chosen) == []


def test_that_chinese_names_are_set_apart_by_their_own_sign(shop: Workspace) -> None:
    plan(shop, "小王", "小李")
    use_language("zh_CN")
    assert "小李、小王" in printing.schedule(shop, TODAY, 1).header_right


def test_that_a_long_list_of_staff_is_cut_short(shop: Workspace) -> None:
    plan(shop, *"甲乙丙丁戊己")
    header = printing.schedule(shop, TODAY, 1).header_right
    assert header.endswith("Staff: 丙, 丁, 己, 甲, 戊, …")


def test_that_nobody_is_named_where_nobody_was_given(shop: Workspace) -> None:
    plan(shop, "", "")
    assert printing.schedule(shop, TODAY, 1).header_right == "Visit sheet"

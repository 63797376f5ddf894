"""Whatever is printed follows the options, the shop's settings and the language of the print."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.reports.document import Document, Table
from crmdesk.core.services import (
    history,
    opening,
    print_options,
    printing,
    shop,
    visit_results,
    visits,
)
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.shop import ShopSettings
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

VISITS = ("day_sheet", "day_compact", "week_grid", "week_list")


@pytest.fixture
def planned(shop: Workspace) -> Workspace:
    """Give a shop with two visits today."""
    for name in ("张伟", "李娜"):
        made = factories.add(shop, name, "13800138000", "文三路 1 号")
        visits.plan_visits(shop, [made], TODAY, purpose="送样品")
    return shop


def headings(document: Document) -> list[str]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [column.heading for column in table.columns]


@pytest.mark.parametrize("style", VISITS)
def test_that_every_style_of_visits_prints_today_without_more_words(
    planned: Workspace, style: str
) -> None:
    document = printing.build(planned, style)
    assert document.template == style
    assert document.footer_left == "Printed on 2026-11-21"
    tables = [block for block in document.blocks if isinstance(block, Table)]
    words = [
        text.text
        for table in tables
        for row in table.rows
        for cell in row.cells
        for text in cell.paragraphs
    ]
    assert any("张伟" in word for word in words)
    assert sum(column.width for column in tables[0].columns) == 100


@pytest.mark.parametrize("style", VISITS)
def test_that_days_without_visits_are_told(shop: Workspace, style: str) -> None:
    with pytest.raises(CrmError, match="no visits planned"):
        printing.build(shop, style, PrintOptions(start=TODAY, days=3))


@pytest.mark.parametrize("style", ["day_sheet", "birthdays"])
def test_that_one_day_with_nothing_on_it_is_told_as_one(shop: Workspace, style: str) -> None:
    with pytest.raises(CrmError) as told:
        printing.build(shop, style, PrintOptions(start=TODAY, days=1))
    assert f"on {TODAY}." in told.value.message and " to " not in told.value.message


def test_that_trouble_is_told_in_the_language_of_the_program(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="no visits planned"):
        printing.build(shop, "day_sheet", PrintOptions(language="zh_CN"))


def test_that_a_style_is_named_with_either_dash_and_an_unknown_one_is_told(
    shop: Workspace,
) -> None:
    assert printing.style_of("Day-Sheet").key == "day_sheet"
    with pytest.raises(CrmError, match="no print style") as caught:
        printing.style_of("poster")
    assert "day_sheet" in caught.value.advice


def test_that_a_print_speaks_its_own_language_and_the_program_goes_on_in_its_own(
    planned: Workspace,
) -> None:
    document = printing.build(planned, "day_sheet", PrintOptions(language="zh_CN"))
    assert document.language == "zh_CN"
    assert document.title == "拜访计划表"
    assert document.footer_left == "打印日期：2026-11-21"
    assert i18n.language() == "en"
    assert printing.build(planned, "day_sheet").language == "en"


def test_that_the_paper_is_the_shops_unless_chosen(planned: Workspace) -> None:
    shop.save(planned, ShopSettings(shop_name="福星", paper="Letter"))
    usual = printing.build(planned, "day_sheet")
    assert (usual.page.paper, usual.page.landscape, usual.header_left) == ("Letter", True, "福星")
    other = printing.build(
        planned,
        "day_sheet",
        PrintOptions(paper="A5", landscape=False, margin=20.0, points=12.0, shop_name=False),
    )
    assert (other.page.paper, other.page.landscape, other.points) == ("A5", False, 12.0)
    assert other.page.margins_mm == (20.0, 20.0, 20.0, 20.0)
    assert other.header_left == ""


def test_that_parts_that_are_not_wanted_leave_their_room_to_the_others(planned: Workspace) -> None:
    whole = headings(printing.build(planned, "day_sheet"))
    assert whole[-2:] == ["Result", "Signature"]
    document = printing.build(planned, "day_sheet", PrintOptions(parts=("purpose", "result")))
    assert headings(document) == ["No.", "Time", "Customer", "Purpose", "Result"]
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert sum(column.width for column in table.columns) == 100


def test_that_only_the_visits_of_the_staff_are_printed(shop: Workspace) -> None:
    for staff in ("小王", "小李"):
        visits.plan_visits(shop, [factories.add(shop, f"{staff}的客户")], TODAY, staff=staff)
    document = printing.build(shop, "day_compact", PrintOptions(staff="小李"))
    assert "小李" in document.header_right
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert len(table.rows) == 1


def test_that_the_visits_of_a_person_stand_together_in_time_as_they_are_entered_at_night(
    shop: Workspace,
) -> None:
    for name, staff, at in (
        ("甲", "小王", dt.time(14)),
        ("乙", "小李", None),
        ("丙", "", dt.time(8)),
        ("丁", "小王", dt.time(9, 30)),
        ("戊", "小李", dt.time(10)),
    ):
        visits.plan_visits(shop, [factories.add(shop, name)], TODAY, at=at, staff=staff)
    wanted = [
        ("小李", 1, "乙"),
        ("小李", 2, "戊"),
        ("小王", 1, "丁"),
        ("小王", 2, "甲"),
        ("", 1, "丙"),
    ]
    document = printing.build(shop, "day_sheet")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    printed = [[row.cells[2].paragraphs[0].text for row in table.rows] for table in tables]
    assert printed == [["乙", "戊"], ["丁", "甲"], ["丙"]]
    entered = visit_results.sheet(shop, TODAY).rows
    assert [(one.visit.staff, one.number, one.row.customer) for one in entered] == wanted
    (first, second) = visit_results.sheet(shop, TODAY, "小王").rows
    assert [(one.number, one.row.customer) for one in (first, second)] == [(1, "丁"), (2, "甲")]
    together = printing.build(shop, "day_sheet", PrintOptions(own_pages=False))
    assert len([block for block in together.blocks if isinstance(block, Table)]) == 1


def test_that_a_closed_day_of_a_week_is_told_on_the_grid_and_in_the_list(shop: Workspace) -> None:
    opening.save(shop, Opening(closed=(Closed(TODAY, TODAY, "装修"),)))
    tomorrow = TODAY + dt.timedelta(days=1)
    visits.plan_visits(shop, [factories.add(shop, "张伟")], tomorrow)
    options = PrintOptions(start=TODAY, days=2)
    grid = next(
        b for b in printing.build(shop, "week_grid", options).blocks if isinstance(b, Table)
    )
    assert grid.columns[0].note == "Closed: 装修"
    listed = next(
        b for b in printing.build(shop, "week_list", options).blocks if isinstance(b, Table)
    )
    assert listed.rows[0].cells[0].paragraphs[0].text.endswith("no visits · Closed: 装修")


def test_that_the_logo_travels_with_the_database_and_can_be_taken_back(planned: Workspace) -> None:
    changes = print_options.save_logo(planned, b"\x89PNG picture")
    assert changes.message == "The logo was saved."
    assert printing.build(planned, "day_sheet").logo == b"\x89PNG picture"
    assert printing.build(planned, "day_sheet", PrintOptions(logo=False)).logo == b""
    history.undo(planned, changes.operation_id)
    assert printing.build(planned, "day_sheet").logo == b""


WAYS = st.builds(
    PrintOptions,
    paper=st.sampled_from(["", "A4", "Letter", "A5"]),
    landscape=st.sampled_from([None, True, False]),
    margin=st.sampled_from([0.0, 6.0, 20.0]),
    points=st.sampled_from([0.0, 9.0, 12.0]),
    language=st.sampled_from(["", "en", "zh_CN"]),
    shop_name=st.booleans(),
    columns=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    parts=st.none() | st.lists(st.text(max_size=5), max_size=3).map(tuple),
    grades=st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


@given(WAYS)
def test_that_what_is_remembered_comes_back_as_it_was(options: PrintOptions) -> None:
    remembered = json.loads(json.dumps(print_options.kept(options)))
    assert print_options.with_kept(PrintOptions(), remembered) == options


@given(
    st.dictionaries(
        st.sampled_from([*PrintOptions.__dataclass_fields__, "unknown"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.lists(st.integers()),
    )
)
def test_that_remembered_nonsense_does_no_harm(remembered: dict[str, object]) -> None:
    found = print_options.with_kept(PrintOptions(start=dt.date(2026, 1, 1)), remembered)
    assert found.start == dt.date(2026, 1, 1)
    assert found.first == 1
    assert isinstance(found.paper, str)
    assert found.language in ("", "en", "zh_CN")

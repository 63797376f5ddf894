"""Rows of a list of complaints that are asked about: totals, and dates that cannot be meant."""

from __future__ import annotations

import pytest

from crmdesk.core.importing.plan import ADD, DOUBTFUL, PROBLEM, SKIP, SKIPPED, TOTAL
from crmdesk.core.importing.setup import ACTIVITIES, COMPLAINTS, ImportSetup
from crmdesk.core.services import complaint_export, import_repair, importing
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_lists_in import bring_in, everything
from tests.factories import a_list

HEADERS = ("投诉日期", "投诉人", "投诉内容", "下单日期", "答复时间", "关闭时间")


def setup_of(*rows: tuple[object, ...]) -> ImportSetup:
    return importing.begin(a_list(HEADERS, *rows), target=COMPLAINTS)


@pytest.mark.parametrize(
    "total",
    [
        ("合计", "", 12, "", "", ""),
        ("", "总计：", "12件", "", "", ""),
        ("小计 3", "", "", "", "", ""),
        ("本月合计", "", "", "", "", 340.5),
        ("Total", "", "12", "", "", ""),
    ],
)
def test_that_a_row_of_sums_is_told_as_one_and_is_no_complaint(
    shop: Workspace, total: tuple[object, ...]
) -> None:
    setup = setup_of(("2026-10-05", "王先生", "太慢", "", "", ""), total)
    plan = importing.check(shop, setup)
    row = plan.rows[1]
    assert (row.state, row.why, row.reason) == (PROBLEM, TOTAL, "This row holds a total.")
    assert row.problems[-1].advice == "Nothing has to be done."
    assert import_repair.cells_to_offer(setup, plan, 0, 3) == []
    importing.write(shop, setup, plan)
    assert [one.walk_in_name for one in everything(shop)] == ["王先生"]


def test_that_who_is_called_like_a_total_still_complains(shop: Workspace) -> None:
    total = ("2026-10-05", "合计", "太慢", "", "2026-10-06", "2026-10-07")
    assert bring_in(shop, a_list(HEADERS, total)).created == 1


def test_that_a_row_of_sums_is_no_contact_either(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    rows = (("日期", "客户", "内容"), ("2026-10-05", "张伟", "好"), ("合计", "", "1"))
    plan = importing.check(shop, importing.begin(a_list(*rows), target=ACTIVITIES))
    assert [(row.state, row.why) for row in plan.rows][1] == (PROBLEM, TOTAL)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (
            ("2027-03-01", "王", "慢", "", "", ""),
            "投诉日期",
            "投诉日期: 2027-03-01 is still to come.",
        ),
        (
            ("2026-10-05", "王", "慢", "", "", "2027-03-01"),
            "关闭时间",
            "关闭时间: 2027-03-01 is still to come.",
        ),
        (
            ("2026-10-05", "王", "慢", "2027-03-01", "", ""),
            "下单日期",
            "下单日期: 2027-03-01 is still to come.",
        ),
        (
            ("2026-10-05", "王", "慢", "", "", "2026-10-04"),
            "关闭时间",
            "关闭时间: 2026-10-04 is before the complaint was received.",
        ),
        (
            ("2026-10-05 10:00", "王", "慢", "", "2026-10-05 09:30", ""),
            "答复时间",
            "答复时间: 2026-10-05 09:30 is before the complaint was received.",
        ),
    ],
)
def test_that_a_date_that_cannot_be_meant_is_asked_about_with_its_reason(
    shop: Workspace, row: tuple[object, ...], column: str, reason: str
) -> None:
    setup = setup_of(row)
    plan = importing.check(shop, setup)
    (found,) = plan.rows
    assert (found.state, found.why, found.reason) == (PROBLEM, DOUBTFUL, reason)
    assert found.problems[-1].column == column
    assert plan.counts["new"] == 0

    place = HEADERS.index(column)
    repaired = import_repair.with_edit(setup, (found.index,), place, "2026-10-05 18:00")
    assert importing.check(shop, repaired).counts["new"] == 1
    left = import_repair.with_decision(setup, (found.index,), SKIP)
    assert importing.check(shop, left).rows[0].state == SKIPPED
    taken = import_repair.with_decision(setup, (found.index,), ADD)
    importing.write(shop, taken, importing.check(shop, taken))
    assert len(everything(shop)) == 1


def test_that_days_without_a_time_and_the_same_moment_are_no_doubt(shop: Workspace) -> None:
    rows = (
        ("2026-10-05 15:00", "王", "慢", "", "", "2026-10-05"),
        ("2026-10-05", "李", "吵", "2026-10-05", "2026-10-05 09:00", "2026-10-05"),
        ("2026-11-21", "赵", "远", "", "", ""),
    )
    assert bring_in(shop, a_list(HEADERS, *rows)).created == 3


def test_that_what_is_here_already_is_not_asked_about(shop: Workspace) -> None:
    setup = setup_of(("2026-10-05", "王", "慢", "", "", "2026-10-04"))
    taken = import_repair.with_decision(setup, (importing.check(shop, setup).rows[0].index,), ADD)
    importing.write(shop, taken, importing.check(shop, taken))
    assert importing.check(shop, setup).counts["duplicate"] == 1


def test_that_an_own_list_comes_back_unasked(
    shop: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    customer = factories.add(shop)
    factories.complain(shop, customer)
    path = tmp_path_factory.mktemp("out") / "投诉.csv"
    complaint_export.export(shop, path)
    yesterday = factories.at(factories.open_shop(path.parent), factories.TODAY.replace(day=20))
    setup = importing.begin(importing.read(path), target=COMPLAINTS)
    assert importing.check(yesterday, setup).counts["new"] == 1
    yesterday.database.close()

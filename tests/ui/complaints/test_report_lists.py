"""Every figure of the report of complaints opens its list, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_figures import FIGURES
from crmdesk.core.domain.complaint_query import OPEN_ONES
from crmdesk.core.services import complaint_lists
from crmdesk.ui.complaints.report_behind import Behind
from crmdesk.ui.complaints.screen import LIST, REPORT
from crmdesk.ui.kit.chart_button import ChartButton
from tests.ui.complaints.hands import KEY, earlier, press, received, settled
from tests.ui.complaints.reporting import ALT, OCTOBER, click, listed, report_of, reporting, some
from tests.ui.desks import RememberingDesk


def test_that_a_click_on_a_bar_opens_the_list_with_exactly_those_complaints(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    rows = pane.body.cards["category"].table.rows
    assert [row.text() for row in rows] == ["Quality", "Delivery", "Price"]
    click(qtbot, desk, rows[0])

    assert screen.current == LIST
    assert listed(screen) == {made["one"], made["two"]}
    assert screen.browse.list.tools.title_button.text() == "Quality, November 2026"


def test_that_the_list_leads_back_to_the_open_ones_and_the_report_stands_as_it_was(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    pane.period_bar.choose(OCTOBER)
    settled(qtbot, desk)
    click(qtbot, desk, pane.body.tiles.tiles["received"])
    assert listed(screen) == {made["old"]}
    click(qtbot, desk, screen.browse.list.tools.title_button)
    assert screen.browse.list.tools.saved == OPEN_ONES
    press(qtbot, desk, KEY.Key_R, ALT)
    qtbot.waitUntil(lambda: screen.current == REPORT)

    assert QApplication.focusWidget() is pane.body.tiles.tiles["received"]
    assert report_of(pane).period == OCTOBER == pane.period


def test_that_every_part_of_the_page_counts_what_its_list_shows(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    some(desk)
    zhang = desk.add_customer("张伟", "13800138000")
    received(desk, zhang, category="quality")
    received(desk, zhang, category="quality", received_at=earlier(desk, 40))
    _screen, pane = reporting(qtbot, desk)
    parts = [one for one in pane.body.findChildren(ChartButton) if one.isVisibleTo(pane.body)]
    behind = [one.payload for one in parts if isinstance(one.payload, Behind)]
    counts = {
        one.title: complaint_lists.count(desk.workspace, one.query) for one in behind if one.title
    }

    assert len(behind) > 60
    assert counts["Complaints received, November 2026"] == 5
    assert counts["Complaints received, October 2026"] == 2
    assert counts["Quality: Answered in time, November 2026"] == 0
    assert counts["Supplier, November 2026"] == 1
    assert counts["4 of 5, November 2026"] == 1
    assert counts["张伟, November 2026"] == 1
    for one in parts:
        assert one.accessibleName() and one.toolTip(), one


def test_that_the_tiles_say_the_key_figures_and_open_them_by_keyboard(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    tiles = pane.body.tiles.tiles
    values = {key: tile.text() for key, tile in tiles.items()}
    assert values["received"] == "4" and values["on_time"] == "100%"
    assert values["satisfaction"] == "4.0" and values["cost"] == "0.00"
    assert "3 still open, 0 overdue" in tiles["received"].accessibleName()
    assert set(tiles) <= set(FIGURES)

    tiles["received"].setFocus()
    press(qtbot, desk, KEY.Key_Right)
    assert QApplication.focusWidget() is tiles["on_time"]
    press(qtbot, desk, KEY.Key_Return)
    assert screen.current == LIST and listed(screen) == {made["closed"]}


def test_that_the_tab_key_stops_once_at_each_chart_and_arrows_go_on_inside(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    category, product = (pane.body.cards[key].table for key in ("category", "product"))
    category.rows[0].setFocus()
    press(qtbot, desk, KEY.Key_Down)
    assert QApplication.focusWidget() is category.rows[1]
    press(qtbot, desk, KEY.Key_Right)
    assert QApplication.focusWidget() is category.cells[1][0]
    press(qtbot, desk, KEY.Key_Tab)
    assert QApplication.focusWidget() is product.rows[0]
    press(qtbot, desk, KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is category.cells[1][0]
    press(qtbot, desk, KEY.Key_Left)
    press(qtbot, desk, KEY.Key_Space)

    assert listed(screen) == {made["three"]}


def test_that_a_month_of_the_trend_opens_its_list_and_its_point_those_in_time(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    chart = pane.body.chart
    assert [one.text() for one in chart.columns][-2:] == ["Oct", "Nov"]
    assert [one.number for one in chart.pillars] == [0] * 10 + [1, 4]
    click(qtbot, desk, chart.columns[-2])
    assert listed(screen) == {made["old"]}
    screen.show_tab(REPORT)
    settled(qtbot, desk)
    click(qtbot, desk, chart.points[-1])

    assert listed(screen) == {made["closed"]}


def test_that_a_repeated_complainer_opens_the_customers_file_and_both_lists(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    ids = {received(desk, zhang), received(desk, zhang, received_at=earlier(desk, 40))}
    screen, pane = reporting(qtbot, desk)
    table = pane.body.cards["repeated"].table
    assert [cell.text() for cell in table.cells[0]] == ["1", "2"]
    table.rows[0].click()
    assert desk.asked == [("open_customer", zhang)]
    click(qtbot, desk, table.cells[0][1])

    assert listed(screen) == ids


def test_that_those_without_a_cause_are_told_and_listed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    rest = pane.body.cards["cause"].rest_button
    assert rest.text() == "3 complaints have no cause yet."
    click(qtbot, desk, rest)

    assert listed(screen) == {made["one"], made["two"], made["three"]}

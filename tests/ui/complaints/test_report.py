"""The report of complaints: every figure opens its list, by mouse and by keys; other periods."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_figures import FIGURES, Report
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import OPEN_ONES
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE, ANSWER, CLOSE
from crmdesk.core.services import complaint_lists
from crmdesk.ui.complaints.report_pane import ReportPane
from crmdesk.ui.complaints.report_words import Behind
from crmdesk.ui.complaints.screen import LIST, REPORT, ComplaintsScreen
from crmdesk.ui.kit.chart_button import ChartButton
from tests.ui.complaints.hands import KEY, earlier, opened, press, received, settled, stepped
from tests.ui.desks import RememberingDesk

NOVEMBER, OCTOBER = Period.month(2026, 11), Period.month(2026, 10)
ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


def reporting(qtbot: QtBot, desk: RememberingDesk) -> tuple[ComplaintsScreen, ReportPane]:
    """Show the report, and wait until it has read its figures."""
    screen = opened(qtbot, desk)
    screen.tabs.buttons[REPORT].click()
    settled(qtbot, desk)
    pane = screen.pane(REPORT)
    assert isinstance(pane, ReportPane)
    return screen, pane


def some(desk: RememberingDesk) -> dict[str, int]:
    """Write down four complaints of November and one of October."""
    made = {
        "one": received(desk, category="quality", product="窗帘", staff="Li"),
        "two": received(desk, category="quality", product="沙发", staff="Li"),
        "three": received(desk, category="delivery", product="窗帘"),
        "closed": received(desk, category="price"),
        "old": received(desk, category="quality", received_at=earlier(desk, 30)),
    }
    stepped(desk, made["closed"], ACKNOWLEDGE)
    stepped(desk, made["closed"], ANSWER, action="退款", cause="supplier")
    stepped(desk, made["closed"], CLOSE, satisfaction=4)
    return made


def listed(screen: ComplaintsScreen) -> set[int]:
    """Return the complaints that the list shows."""
    model = screen.browse.list.model
    return {one for row in range(model.rowCount()) if (one := model.id_at(row)) is not None}


def click(qtbot: QtBot, desk: RememberingDesk, button: QWidget) -> None:
    qtbot.mouseClick(button, LEFT)
    settled(qtbot, desk)


def report_of(pane: ReportPane) -> Report:
    assert pane.report is not None
    return pane.report


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


def test_that_any_period_is_chosen_by_keys_boxes_and_dates(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    some(desk)
    _screen, pane = reporting(qtbot, desk)
    bar = pane.period_bar

    def shown() -> tuple[Period, str, int]:
        settled(qtbot, desk)
        report = report_of(pane)
        return report.period, pane.body.title.text(), report.total.count("received")

    assert shown() == (NOVEMBER, "Complaints, November 2026", 4)
    press(qtbot, desk, KEY.Key_Left, ALT)
    qtbot.waitUntil(lambda: bar.period != NOVEMBER)
    assert shown() == (OCTOBER, "Complaints, October 2026", 1)
    bar.month_box.setFocus()
    press(qtbot, desk, KEY.Key_Up)
    assert shown()[0] == Period.month(2026, 9)
    bar.month_box.set_key("0")
    assert shown() == (Period.year(2026), "Complaints, 2026", 5)
    press(qtbot, desk, KEY.Key_Right, ALT)
    qtbot.waitUntil(lambda: bar.period != Period.year(2026))
    assert shown()[0] == Period.year(2027)
    bar.quick[1].click()
    assert shown()[0] == OCTOBER
    bar.days_button.click()
    bar.first.set_text("2026-10-20")
    assert shown()[0] == Period(dt.date(2026, 10, 20), dt.date(2026, 10, 31))
    bar.last.set_text("2026-10-10")
    assert "before the first" in bar.doubt.text() and bar.doubt.isVisible()
    bar.last.set_text("2026-11-21")
    assert not bar.doubt.isVisible()
    assert shown()[1:] == ("Complaints, 2026-10-20 to 2026-11-21", 5)


def test_that_a_month_without_complaints_says_so(qtbot: QtBot, desk: RememberingDesk) -> None:
    some(desk)
    _screen, pane = reporting(qtbot, desk)
    assert not pane.body.empty.isVisible()
    pane.body.cards["category"].table.rows[1].setFocus()
    pane.period_bar.choose(Period.month(2025, 2))
    settled(qtbot, desk)

    assert pane.body.empty.isVisible()
    assert pane.body.empty.text() == "There were no complaints in this time."
    assert not pane.body.tiles.isVisible() and not pane.body.trend.isVisible()
    assert not any(card.isVisible() for card in pane.body.cards.values())
    assert QApplication.focusWidget() is pane.period_bar.month_box


def test_that_only_the_newest_of_several_periods_is_shown(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    some(desk)
    _screen, pane = reporting(qtbot, desk)
    for period in (OCTOBER, Period.year(2025), NOVEMBER, OCTOBER):
        pane.period_bar.choose(period)
    settled(qtbot, desk)

    assert report_of(pane).period == OCTOBER
    assert pane.body.title.text() == "Complaints, October 2026"


def test_that_the_figures_follow_what_is_written_down_and_the_keyboard_stays(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    some(desk)
    _screen, pane = reporting(qtbot, desk)
    row = pane.body.cards["category"].table.rows[1]
    row.setFocus()
    stepped(desk, received(desk, category="delivery"), ACKNOWLEDGE)
    pane.refresh()
    settled(qtbot, desk)

    assert pane.body.tiles.tiles["received"].text() == "5"
    assert row.bar.numbers == ("2", "40%")
    assert QApplication.focusWidget() is row


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


def test_that_many_products_are_shown_by_and_by(qtbot: QtBot, desk: RememberingDesk) -> None:
    for number in range(12):
        received(desk, product=f"窗帘{number:02}")
    _screen, pane = reporting(qtbot, desk)
    card = pane.body.cards["product"]
    assert len(card.table.rows) == 8 and card.more_button.text() == "Show 4 more"
    card.more_button.click()

    assert len(card.table.rows) == 12 and not card.more_button.isVisible()
    assert QApplication.focusWidget() is card.table.rows[8]


def test_that_what_was_not_given_stands_last_without_a_bar(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for product in ("", "", "", "窗帘", "窗帘", "沙发"):
        received(desk, product=product)
    _screen, pane = reporting(qtbot, desk)
    bars = pane.body.cards["product"].table.bars

    assert [one.label for one in bars] == ["窗帘", "沙发", "Not given"]
    assert [one.length for one in bars] == [1.0, 0.5, None]
    assert bars[-1].numbers == ("3", "50%")


def test_that_those_without_a_cause_are_told_and_listed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = some(desk)
    screen, pane = reporting(qtbot, desk)
    rest = pane.body.cards["cause"].rest_button
    assert rest.text() == "3 complaints have no cause yet."
    click(qtbot, desk, rest)

    assert listed(screen) == {made["one"], made["two"], made["three"]}


def test_that_print_opens_the_sheet_of_the_period(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen, pane = reporting(qtbot, desk)
    pane.period_bar.choose(OCTOBER)
    pane.print_button.click()
    sheet = ("complaint_month", {"start": dt.date(2026, 10, 1), "days": 31})

    assert desk.asked == [("print_style", *sheet)]
    assert screen.prints() == sheet


def test_that_the_export_asks_for_a_file_and_writes_the_period_into_it(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    some(desk)
    screen, pane = reporting(qtbot, desk)
    pane.export_button.click()
    dialog = next(iter(screen.findChildren(QFileDialog)))
    assert dialog.selectedFiles()[0].endswith("Complaints, November 2026.xlsx")
    target = tmp_path / "november.xlsx"
    dialog.selectFile(str(target))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(desk.changes))

    assert desk.changes[-1].file == target
    assert "november.xlsx" in desk.changes[-1].message
    book = load_workbook(target)
    assert book.sheetnames[0] == "Figures" and book.worksheets[-1].max_row == 5
    book.close()


@pytest.mark.parametrize(("width", "height"), [(560, 300), (900, 640), (1300, 800)])
def test_that_no_word_is_cut_at_any_width(
    qtbot: QtBot, desk: RememberingDesk, width: int, height: int
) -> None:
    some(desk)
    received(desk, product="An outdoor awning with a crank of 2.8 m", category="service")
    screen, pane = reporting(qtbot, desk)
    screen.resize(width, height)
    settled(qtbot, desk)

    assert pane.area.horizontalScrollBar().maximum() == 0
    for card in pane.body.cards.values():
        for row in card.table.rows:
            assert row.columns is not None
            room = row.columns.label - 6
            assert row.fontMetrics().horizontalAdvance(row.text()) <= room, row.text()
        for cell in (cell for cells in card.table.cells for cell in cells if cell.isVisible()):
            assert cell.width() >= cell.fontMetrics().horizontalAdvance(cell.text()) + 10
    for label in pane.body.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()

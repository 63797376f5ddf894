"""The report of complaints: its periods, what it shows, and its ways out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE
from tests.ui.complaints.hands import KEY, press, received, settled, stepped
from tests.ui.complaints.reporting import (
    ALT,
    NOVEMBER,
    OCTOBER,
    report_of,
    reporting,
    some,
)
from tests.ui.desks import RememberingDesk


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
    bar.last.set_text("11-21")
    qtbot.keyClick(bar.last.line, KEY.Key_Return)
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

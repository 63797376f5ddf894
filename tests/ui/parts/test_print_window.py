"""The window for printing: what is chosen is seen at once, remembered, and printed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QCheckBox, QFileDialog, QSpinBox

from crmdesk.core.domain.customer import Address
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.services import print_options, visits
from crmdesk.ui.kit import file_dialogs
from crmdesk.ui.kit.check_list import CheckList
from crmdesk.ui.parts.logo_choice import LARGEST, logo_of
from crmdesk.ui.parts.printing import open_print
from tests.ui.desks import TODAY
from tests.ui.parts.print_office import Shop

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_that_the_window_opens_with_the_pages_of_the_style(office: Shop) -> None:
    window = office.open("customer_list")
    assert window.page_count() >= 1
    assert window.windowTitle() == "Print: Customer list"
    assert window.place.text() == f"Page 1 of {window.page_count()}"
    assert window.print_button.isEnabled()
    assert office.desk.settings.views.get("print") == {}


def test_that_a_choice_is_seen_at_once_and_remembered_for_its_style(office: Shop) -> None:
    window = office.open("customer_list")
    few = window.page_count()
    office.choose("paper", "A5")
    assert window.page_count() > few
    assert office.kept() == {"customer_list": {"paper": "A5"}}
    many = window.page_count()
    window.choose_style("emergency")
    office.settle()
    window.choose_style("customer_list")
    office.settle()
    assert window.page_count() == many
    window.form.reset.click()
    office.settle()
    assert window.page_count() == few
    assert office.kept() == {}


def test_that_columns_are_chosen_and_ordered_by_keyboard(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_list")
    columns = window.form.control("columns")
    assert isinstance(columns, CheckList)
    columns.setCurrentRow(1)
    office.qtbot.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    columns.tick("address", on=False)
    office.settle()
    assert office.kept()["customer_list"] == {
        "columns": ["mobile", "name", "grade", "last_contact", "next_date"]
    }
    window.output.save_to(tmp_path / "a.pdf")
    office.settle()
    text = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert text.index("Mobile") < text.index("Name")
    assert "Address" not in text
    assert office.desk.changes[-1].message == "Saved as a.pdf."


def test_that_only_the_options_a_style_knows_are_offered(office: Shop) -> None:
    window = office.open("labels")

    def offered(name: str) -> bool:
        return window.form.control(name).isVisibleTo(window.form)

    assert offered("label") and offered("FirstLabel") and offered("outlines")
    assert not offered("columns") and not offered("paper") and not offered("days")
    window.choose_style("customer_list")
    office.settle()
    assert offered("columns") and offered("paper")
    assert not offered("label") and not offered("parts")


def test_that_the_first_label_of_a_used_sheet_is_not_remembered(office: Shop) -> None:
    for number in range(26):
        office.desk.add_customer(f"住户{number}", addresses=(Address("文三路 1 号"),))
    window = office.open("labels")
    assert window.page_count() == 2
    first = window.form.control("FirstLabel")
    assert isinstance(first, QSpinBox)
    first.setValue(24)
    office.settle()
    assert window.page_count() == 3
    assert office.kept() == {"labels": {}}


def test_that_the_first_label_is_one_that_the_chosen_sheet_has(office: Shop) -> None:
    office.desk.add_customer("住户", addresses=(Address("文三路 1 号"),))
    window = office.open("labels")
    first = window.form.control("FirstLabel")
    assert isinstance(first, QSpinBox)
    first.setValue(99)
    office.settle()
    assert first.value() == 24
    office.choose("label", "a4-2x4")
    assert first.value() == 8
    assert window.form.options().first == 8
    assert window.page_count() == 1
    office.choose("label", "a4-4x10")
    first.setValue(40)
    office.settle()
    assert window.form.options().first == 40


def test_that_a_saved_file_is_told_in_the_window_with_a_way_to_open_it(
    office: Shop, tmp_path: Path
) -> None:
    opened: list[QUrl] = []

    class Opener(QObject):
        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            opened.append(url)

    opener = Opener()
    window = office.open("customer_list")
    assert not window.outcome.isVisible()
    window.output.save_to(tmp_path / "名单.pdf")
    office.settle()
    assert window.outcome.isVisible()
    assert window.outcome.words.text() == "Saved as 名单.pdf."
    QDesktopServices.setUrlHandler("file", opener, "open")
    try:
        window.outcome.open_button.click()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "名单.pdf")]
    office.choose("paper", "A5")
    assert not window.outcome.isVisible()


def test_that_the_window_with_its_frame_fits_a_small_screen(office: Shop) -> None:
    window = office.open("customer_list")
    there = window.screen().availableSize()
    assert window.height() <= there.height() - 64
    assert window.width() <= there.width()
    assert window.minimumSizeHint().height() <= 500


def test_that_the_chosen_customers_are_printed_or_all(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_file", ids=tuple(office.ids[:2]))
    assert window.page_count() == 2
    office.choose("PickWho", "all")
    assert window.page_count() == 30
    office.choose("PickWho", "given")
    assert window.page_count() == 2
    window.choose_style("customer_list")
    office.settle()
    window.output.save_to(tmp_path / "a.pdf")
    office.settle()
    assert "2 customers" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_that_a_day_without_visits_says_so_and_another_day_is_chosen(office: Shop) -> None:
    visits.plan_visits(office.desk.workspace, office.ids[:3], TODAY, staff="小王")
    window = office.open("day_sheet", start=TODAY - dt.timedelta(days=1), days=1)
    assert window.page_count() == 0
    assert not window.save_button.isEnabled()
    edit = window.form.control("PickDate")
    edit.set_date(TODAY)  # type: ignore[attr-defined]
    edit.date_changed.emit(TODAY)  # type: ignore[attr-defined]
    office.settle()
    assert window.page_count() == 1
    assert window.save_button.isEnabled()


def test_that_a_day_becomes_its_week_in_a_style_that_shows_weeks(office: Shop) -> None:
    visits.plan_visits(office.desk.workspace, office.ids[:1], TODAY)
    window = office.open("day_sheet", start=TODAY, days=1)
    window.choose_style("week_grid")
    office.settle()
    options = window.form.options()
    assert (options.start, options.days) == (dt.date(2026, 11, 16), 7)


def test_that_the_print_speaks_the_chosen_language(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_list")
    office.choose("language", "zh_CN")
    assert window.windowTitle() == "Print: 客户名单"
    window.output.save_to(tmp_path / "a.pdf")
    office.settle()
    assert "第 1 页" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_that_pages_are_turned_and_zoomed_by_keys_anywhere_in_the_window(office: Shop) -> None:
    window = office.open("customer_file")
    window.activateWindow()
    office.qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.place.text() == "Page 2 of 30"
    before = window.view.scale
    office.qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert window.view.scale < before
    office.qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.view.scale == before


def test_that_asking_for_a_file_or_a_printer_does_not_block(office: Shop) -> None:
    window = office.open("customer_list")
    window.output.ask_and_save()
    files = window.findChildren(QFileDialog)
    names = [Path(name).name for one in files for name in one.selectedFiles()]
    assert names == ["Customer list 2026-11-21.pdf"]
    files[0].reject()
    window.output.ask_and_print()
    (printer,) = window.findChildren(QPrintDialog)
    printer.reject()


def test_that_a_failed_save_is_told_and_the_window_stays(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_list")
    window.output.save_to(tmp_path / "none" / "a.pdf")
    office.settle()
    assert isinstance(office.desk.failures.pop(), FileProblem)
    assert window.isVisible()


def test_that_a_logo_is_kept_and_taken_away(
    office: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = QImage(2000, 400, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(tmp_path / "logo.png"))
    window = office.open("customer_list")
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *given: given[3](tmp_path / "logo.png"))
    window.form.choose_logo.click()
    office.settle()
    kept = QImage.fromData(print_options.logo(office.desk.workspace))
    assert (kept.width(), kept.height()) == (LARGEST.width(), 160)
    assert window.form.forget_logo.isVisibleTo(window.form)
    window.form.forget_logo.click()
    office.settle()
    assert print_options.logo(office.desk.workspace) == b""


def test_that_a_file_that_is_no_picture_is_no_logo(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_text("no picture")
    with pytest.raises(FileProblem) as caught:
        logo_of(file)
    assert caught.value.advice


def test_that_a_drawing_becomes_a_logo(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
        '<rect width="20" height="10" fill="red"/></svg>'
    )
    made = QImage.fromData(logo_of(file))
    assert (made.width(), made.height()) == (600, 300)


def test_that_remembered_nonsense_opens_the_window_all_the_same(office: Shop) -> None:
    office.desk.settings.views["print"] = {"customer_list": "x", "emergency": {"points": "big"}}
    window = office.open("customer_list")
    assert window.page_count() >= 1
    window.choose_style("emergency")
    office.settle()
    assert window.page_count() == 1


def test_that_ticks_change_the_print(office: Shop, tmp_path: Path) -> None:
    window = office.open("customer_list")
    tick = window.form.control("shop_name")
    assert isinstance(tick, QCheckBox)
    tick.setChecked(False)
    office.settle()
    assert office.kept()["customer_list"] == {"shop_name": False}
    parts_window = office.window
    assert parts_window is not None
    parts_window.choose_style("emergency")
    office.settle()
    grades = parts_window.form.control("grades")
    assert isinstance(grades, CheckList)
    assert grades.ticked() == ["A"]
    grades.tick("B")
    office.settle()
    window.output.save_to(tmp_path / "a.pdf")
    office.settle()
    assert "30 customers" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_that_a_closed_window_is_freed_while_its_pages_are_being_made(office: Shop) -> None:
    window = open_print(office.desk, office.parent, "customer_list")
    window.close()
    office.qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=3000)
    office.qtbot.waitUntil(office.desk.tasks.idle)

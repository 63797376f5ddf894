"""The preview shows what will be printed and never blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core import i18n
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.reports.document import Document, Look, Paper
from crmdesk.core.reports.visit_sheet import VisitDay, VisitLine, build_day_sheet, build_week_sheet
from crmdesk.ui.kit.print_preview import PreviewChoice, PrintPreview

MONDAY = dt.date(2026, 11, 23)
LINES = tuple(VisitLine(n, "09:30", f"客户{n}", "138", "文三路", "回访", "") for n in range(1, 31))
DAYS = [VisitDay(MONDAY, LINES)]


def _day(paper: Paper) -> Document:
    return build_day_sheet(Look("福星", MONDAY, paper), "李娜", DAYS)


def _week(paper: Paper) -> Document:
    return build_week_sheet(Look("福星", MONDAY, paper), "李娜", DAYS)


class _Told:
    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.troubles: list[CrmError] = []
        self.lines: list[str] = []


@pytest.fixture
def told() -> _Told:
    return _Told()


@pytest.fixture
def preview(qtbot: QtBot, told: _Told) -> Iterator[PrintPreview]:
    before = i18n.language()
    i18n.use_language("en")
    dialog = PrintPreview(
        [PreviewChoice("Day sheet", _day), PreviewChoice("Week sheet", _week)],
        paper="Letter",
        file_name="visits.pdf",
        paper_chosen=told.papers.append,
        trouble=told.troubles.append,
        told=told.lines.append,
    )
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()
    i18n.use_language(before)


def test_that_the_preview_opens_with_the_remembered_paper(
    preview: PrintPreview, told: _Told
) -> None:
    assert preview.chosen_paper() == "Letter"
    assert preview.page_count() > 2
    assert told.papers == []
    assert preview.page_label.text() == f"Page 1 of {preview.page_count()}"


def test_that_another_paper_is_shown_and_remembered(preview: PrintPreview, told: _Told) -> None:
    preview.paper.setCurrentIndex(0)
    assert told.papers == ["A4"]
    assert preview.chosen_paper() == "A4"


def test_that_another_sheet_has_its_own_pages(preview: PrintPreview) -> None:
    days = preview.page_count()
    preview.choice.setCurrentIndex(1)
    assert 1 <= preview.page_count() < days
    assert "Week of visits" in preview.windowTitle()


def test_that_the_pages_are_turned_by_keyboard(qtbot: QtBot, preview: PrintPreview) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page_label.text().startswith("Page 2 of")
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert preview.preview.currentPage() == preview.page_count()
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.preview.currentPage() == preview.page_count()
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert preview.preview.currentPage() == 1


def test_that_the_zoom_keys_change_the_zoom(qtbot: QtBot, preview: PrintPreview) -> None:
    before = preview.preview.zoomFactor()
    qtbot.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.preview.zoomFactor() < before


def test_that_the_sheet_is_saved_as_it_is_shown(
    preview: PrintPreview, told: _Told, tmp_path: Path
) -> None:
    preview.save_to(str(tmp_path / "a.pdf"))
    assert told.lines == ["Saved as a.pdf."]
    assert len(PdfReader(tmp_path / "a.pdf").pages) == preview.page_count()


def test_that_a_failed_save_is_told_and_the_preview_stays(
    preview: PrintPreview, told: _Told, tmp_path: Path
) -> None:
    preview.save_to(str(tmp_path / "none" / "a.pdf"))
    assert len(told.troubles) == 1
    assert told.lines == []
    assert preview.isVisible()


def test_that_asking_for_a_file_does_not_block(qtbot: QtBot, preview: PrintPreview) -> None:
    preview.ask_and_save()
    dialogs = preview.findChildren(QFileDialog)
    assert [Path(name).name for d in dialogs for name in d.selectedFiles()] == ["visits.pdf"]
    dialogs[0].reject()


def test_that_asking_for_a_printer_does_not_block(preview: PrintPreview) -> None:
    preview.ask_and_print()
    dialogs = preview.findChildren(QPrintDialog)
    assert len(dialogs) == 1
    assert dialogs[0].maxPage() == preview.page_count()
    dialogs[0].reject()


def test_that_a_sheet_that_cannot_be_built_is_told(qtbot: QtBot, told: _Told) -> None:
    def fails(paper: Paper) -> Document:
        raise CrmError("Gone.", "Open it again.")

    dialog = PrintPreview([PreviewChoice("x", fails)], trouble=told.troubles.append)
    dialog.open()
    assert [error.message for error in told.troubles] == ["Gone."]
    assert not dialog.choice.isVisible()
    dialog.close()


def test_that_a_closed_preview_is_freed(qtbot: QtBot, preview: PrintPreview) -> None:
    preview.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(preview), timeout=2000)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview)]

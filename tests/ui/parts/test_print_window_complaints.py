"""Complaints in the window for printing: an empty form, chosen ones, and the sheet of a month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.parts.print_window import PrintWindow
from crmdesk.ui.parts.printing import open_print
from tests import factories
from tests.ui.desks import RememberingDesk


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(qtbot: QtBot, desk: RememberingDesk, window: PrintWindow, folder: Path) -> str:
    """Return the words of the first page that the window shows."""
    qtbot.waitUntil(lambda: desk.tasks.idle() and not window.is_waiting())
    before = len(desk.changes)
    window.output.save_to(folder / "a.pdf")
    qtbot.waitUntil(lambda: desk.tasks.idle() and len(desk.changes) > before)
    return "".join(PdfReader(folder / "a.pdf").pages[0].extract_text().split())


def test_that_the_sheet_is_of_the_whole_month_until_other_days_are_chosen(
    qtbot: QtBot, desk: RememberingDesk, parent: QWidget, tmp_path: Path
) -> None:
    factories.complain(desk.workspace, desk.add_customer("张伟", "13800138000"))
    window = open_print(desk, parent, "complaint_month", start=dt.date(2026, 11, 12))
    assert "Complaints,November2026" in shown(qtbot, desk, window, tmp_path)
    days = window.form.control("days")
    assert isinstance(days, ChoiceBox) and days.text() == "The whole month"
    days.set_key("7")
    assert "Complaints,2026-11-12to2026-11-18" in shown(qtbot, desk, window, tmp_path)
    window.close()


def test_that_a_form_is_empty_or_of_the_complaints_that_were_chosen(
    qtbot: QtBot, desk: RememberingDesk, parent: QWidget, tmp_path: Path
) -> None:
    made = factories.complain(desk.workspace, desk.add_customer("张伟", "13800138000"))
    window = open_print(desk, parent, "complaint_form", ids=(made,))
    assert "TS-2026-0001" in shown(qtbot, desk, window, tmp_path)
    window.close()
    empty = open_print(desk, parent, "complaint_form")
    assert "TS-" not in shown(qtbot, desk, empty, tmp_path)
    empty.close()

"""A shop owner's first day through the real window, and second thoughts the next morning."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.services import customers, followups, history, visits
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.importing.step_pieces import CHECK, COLUMNS, RESULT
from crmdesk.ui.importing.wizard import ImportWizard
from crmdesk.ui.parts.print_window import PrintWindow
from crmdesk.ui.parts.undoing import EditedSinceDialog
from crmdesk.ui.visits.screen import VisitsScreen
from crmdesk.ui.welcome.pane import WelcomePane
from tests.ui.window.conftest import TODAY, Office

KEY = Qt.Key
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
TOMORROW = TODAY + dt.timedelta(days=1)
ROWS: list[tuple[object, ...]] = [
    ("海风茶行客户名单 2026", None, None, None),
    (None, None, None, None),
    ("姓名", "联系电话", "地址", "备注"),
    ("张伟", 13800138000, "青岛市市南区香港中路 8 号", "爱喝绿茶"),
    ("王小芳", "+86 139-0013-9000 / 0532-88886666", "青岛市崂山区海尔路 1 号", None),
    ("曾敏", "１３７ ００１３ ７０００", "青岛市市北区台东三路 20 号", "微信联系"),
    ("李娜", "137", None, "号码不全"),
]


@pytest.fixture
def messy_list(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    path = tmp_path / "客户名单.xlsx"
    book.save(path)
    return path


def bring_in(office: Office, path: Path) -> None:
    assert isinstance(office.window.body.page(), WelcomePane)
    office.press(KEY.Key_I)
    wizard = office.window.body.place("import")
    assert isinstance(wizard, ImportWizard)
    assert wizard.isVisible()
    wizard.open_file(path)
    for step in (COLUMNS, CHECK, RESULT):
        office.qtbot.waitUntil(
            lambda step=step: wizard.step() == step and not wizard.flow.busy(), timeout=30_000
        )
        if step != RESULT:
            wizard.next()
    result = wizard.flow.result
    assert result is not None
    assert result.header_row == 3
    assert (result.rows, result.created) == (4, 4 - result.failed - result.skipped)
    assert result.created >= 3
    wizard.leave()
    office.settle()


def find_by_initials(office: Office, letters: str) -> int:
    office.press(KEY.Key_K)
    finder = office.window.body.finder
    office.qtbot.keyClicks(finder.box, letters)
    office.qtbot.waitUntil(finder.is_open)
    office.press(KEY.Key_Return, PLAIN)
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    return screen.detail.customer_id()


def note_with_next_date(office: Office, text: str, next_date: dt.date) -> None:
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    note = screen.detail.note
    note.start()
    note.text.insertPlainText(text)
    note.next_date.set_date(next_date)
    note.next_what.setText("报价")
    office.qtbot.keyClick(note.text, KEY.Key_Return, CONTROL)
    office.settle()


def plan_for_tomorrow(office: Office, ids: list[int]) -> VisitsScreen:
    screen = office.window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    office.window.desk.go("visits")
    screen.show_day(TOMORROW)
    office.settle()
    office.window.desk.plan_visit(ids)
    office.settle()
    screen.side.picker.plan()
    office.settle()
    return screen


def print_to(office: Office, path: Path) -> None:
    office.window.desk.print_schedule(TOMORROW, 1)
    office.settle()
    [preview] = office.window.findChildren(PrintWindow)
    office.qtbot.waitUntil(lambda: preview.page_count() > 0)
    preview.output.save_to(path)
    office.settle()
    preview.close()


def test_that_a_days_work_goes_from_a_messy_list_to_a_printed_sheet_and_back(
    qtbot: QtBot, tmp_path: Path, messy_list: Path
) -> None:
    office = Office(qtbot, tmp_path / "shop.db")
    bring_in(office, messy_list)
    workspace = office.window.desk.workspace
    imported = customers.count_all(workspace)
    assert imported >= 3

    who = find_by_initials(office, "zw")
    customer = customers.get(workspace, who)
    assert (customer.name, customer.first("mobile")) == ("张伟", "13800138000")
    note_with_next_date(office, "来店里试了新茶", TODAY + dt.timedelta(days=14))
    [planned] = followups.open_rows(workspace)
    assert (planned.follow_up.customer_id, planned.follow_up.what) == (who, "报价")
    assert planned.follow_up.due == TODAY + dt.timedelta(days=14)

    second = find_by_initials(office, "wxf")
    assert customers.get(workspace, second).first("mobile") == "13900139000"
    screen = plan_for_tomorrow(office, [who, second])
    assert [row.customer for row in screen.plan.rows()] == ["张伟", "王小芳"]
    assert len(visits.between(workspace, TOMORROW, TOMORROW)) == 2
    sheet = tmp_path / "sheet.pdf"
    print_to(office, sheet)
    words = "".join(page.extract_text() for page in PdfReader(sheet).pages)
    assert "张伟" in words
    assert "13900139000" in words.replace(" ", "").replace("-", "")
    office.close()
    assert QApplication.activeModalWidget() is None

    office.open()
    workspace = office.window.desk.workspace
    assert customers.count_all(workspace) == imported
    [line] = [one for one in history.recent(workspace) if one.record.kind == "import"]
    assert line.can_undo
    office.window.desk.undo(line.record.id)
    office.settle()
    [question] = office.window.findChildren(EditedSinceDialog)
    question.take_all.click()
    office.settle()
    assert customers.count_all(workspace) == 0
    office.close()

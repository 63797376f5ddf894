"""The whole window over a shop of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core import settings as local
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Customer
from crmdesk.core.services import customers
from crmdesk.core.services import workspace as workspaces
from crmdesk.ui.main_window import MainWindow

TODAY = dt.date(2026, 11, 21)
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Office:
    """A window and what a user does in it."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.path = path
        self.window = self.open()

    def open(self) -> MainWindow:
        made = workspaces.open_workspace(self.path, clock=fixed_clock(2026, 11, 21))
        window = MainWindow(made, local.load())
        window.resize(1200, 780)
        window.show()
        window.activateWindow()
        self.window = window
        window.begin(empty=workspaces.is_empty(made))
        self.settle()
        return window

    def settle(self) -> None:
        self.qtbot.waitUntil(self.window.desk.tasks.idle)
        # Another database may have been opened meanwhile.
        self.qtbot.waitUntil(self.window.desk.tasks.idle)

    def close(self) -> None:
        with self.qtbot.waitSignal(self.window.closed, timeout=20_000):
            self.window.close()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        focus = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(focus, key, modifier)
        self.settle()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def office(qtbot: QtBot, path: Path) -> Iterator[Office]:
    filled = workspaces.open_workspace(path, clock=fixed_clock(2026, 11, 21))
    for name in ("张伟", "Ada Lovelace", "李娜"):
        customers.create(filled, Customer(name=name))
    filled.database.close()
    made = Office(qtbot, path)
    yield made
    if made.window.isVisible():
        made.close()
    # A dialog that stays open would take the keyboard from the next test.
    left = QApplication.activeModalWidget()
    if left is not None:
        left.hide()
    assert left is None


def customer_id(office: Office, name: str) -> int:
    from crmdesk.core.services import finding

    return finding.find(office.window.desk.workspace, name)[0].id

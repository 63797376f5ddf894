"""A program with its window and its place beside the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import customers, followups
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.desktop.presence import Presence
from crmdesk.ui.main_window import MainWindow
from tests.ui.desktop.trays import PretendedTray

TODAY = dt.date(2026, 11, 21)


class Shop:
    """A window on a shop whose clock the test turns, on a desktop with a tray."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.now = dt.datetime(2026, 11, 21, 9).astimezone(dt.UTC)
        opened = workspaces.open_workspace(path, clock=Clock(lambda: self.now), who="Li")
        self.workspace = opened
        self.ada = customers.create(opened, Customer(name="Ada")).new_id
        self.settings = LocalSettings(close_to_tray=True)
        self.window = MainWindow(opened, self.settings)
        self.tray = PretendedTray()

    def plan(self, *, due: dt.date = TODAY, at: dt.time | None = None, what: str = "call") -> int:
        wanted = FollowUp(customer_id=self.ada, due=due, at=at, what=what)
        return followups.plan(self.workspace, wanted).new_id

    def open(self, *, hidden: bool = False) -> Presence:
        if not hidden:
            self.window.show()
        self.window.begin(empty=False)
        self.settle()
        self.window.presence = Presence(self.window, self.tray)
        if hidden:
            self.window.presence.begin_hidden()
        self.settle()
        return self.window.presence

    def settle(self) -> None:
        self.qtbot.waitUntil(self.window.desk.tasks.idle)

    def after(self, **passed: float) -> None:
        self.now += dt.timedelta(**passed)
        assert self.window.presence is not None
        self.window.presence.reminding.look()
        self.settle()

    def quit(self) -> None:
        with self.qtbot.waitSignal(self.window.closed, timeout=20_000):
            self.window.quit()


@pytest.fixture
def shop(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(qtbot, tmp_path / "shop.db")
    yield made
    made.window.quit()
    qtbot.waitUntil(lambda: made.window._ended, timeout=20_000)
    made.window.deleteLater()
    qapp.setQuitOnLastWindowClosed(False)

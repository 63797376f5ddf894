"""A desk for one screen under test: a real database and real tasks, and a memory for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.customer import ContactMethod, Customer, CustomerQuery
from crmdesk.core.services import customers, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.kit.tasks import Tasks

TODAY = dt.date(2026, 11, 21)


class RememberingDesk:
    """Refreshes its screens as the window does, and remembers what they asked the window for."""

    def __init__(self, path: Path) -> None:
        self.workspace: Workspace = workspace.open_workspace(
            path, clock=fixed_clock(2026, 11, 21), who="Li"
        )
        self.failures: list[Exception] = []
        self.tasks = Tasks(on_error=self.failures.append)
        self.settings = LocalSettings()
        self.screens: list[Screen] = []
        self.changes: list[Changes] = []
        self.asked: list[tuple[object, ...]] = []

    def done(self, changes: Changes) -> None:
        self.changes.append(changes)
        for screen in self.screens:
            screen.refresh(changes)

    def trouble(self, error: Exception) -> None:
        self.failures.append(error)

    def open_customer(self, customer_id: int) -> None:
        self.asked.append(("open_customer", customer_id))

    def show_customers(self, query: CustomerQuery, title: str) -> None:
        self.asked.append(("show_customers", query, title))

    def new_customer(self, name: str = "", phone: str = "") -> None:
        self.asked.append(("new_customer", name, phone))

    def new_complaint(
        self, customer_id: int = 0, name: str = "", phone: str = "", text: str = ""
    ) -> None:
        self.asked.append(("new_complaint", customer_id, name, phone, text))

    def open_complaint(self, complaint_id: int, event: str = "") -> None:
        self.asked.append(("open_complaint", complaint_id, *([event] if event else [])))

    def show_complaints(self, query: ComplaintQuery, title: str) -> None:
        self.asked.append(("show_complaints", query, title))

    def plan_visit(self, customer_ids: Sequence[int]) -> None:
        self.asked.append(("plan_visit", *customer_ids))

    def print_schedule(self, start: dt.date, days: int, staff: str = "") -> None:
        self.asked.append(("print_schedule", start, days, staff))

    def enter_results(self, on: dt.date, staff: str = "") -> None:
        self.asked.append(("enter_results", on, staff))

    def print_style(self, style: str, **what: object) -> None:
        self.asked.append(("print_style", style, what))

    def import_list(self) -> None:
        self.asked.append(("import_list",))

    def merge_customers(self, ids: Sequence[int] = ()) -> None:
        self.asked.append(("merge_customers", *ids))

    def go(self, screen: str, part: str = "") -> None:
        self.asked.append(("go", screen, part) if part else ("go", screen))

    def show_history(self, *, imports: bool = False) -> None:
        self.asked.append(("show_history", imports))

    def open_demo(self) -> None:
        self.asked.append(("open_demo",))

    def start_empty(self) -> None:
        self.asked.append(("start_empty",))

    def use_presence(self) -> None:
        self.asked.append(("use_presence",))

    def use_language(self, code: str) -> None:
        self.asked.append(("use_language", code))

    def restore_backup(self, path: Path) -> None:
        self.asked.append(("restore_backup", path))

    def add_customer(self, name: str, mobile: str = "", grade: str = "", **more: object) -> int:
        methods = (ContactMethod("mobile", mobile),) if mobile else ()
        made = Customer(name=name, methods=methods, grade=grade, **more)
        return customers.create(self.workspace, made).new_id

    def close(self) -> None:
        self.tasks.close()
        workspace.close(self.workspace)


def shown(qtbot: QtBot, desk: RememberingDesk, screen: Screen) -> None:
    """Show a screen on the desk and wait until it has read what it shows."""
    desk.screens.append(screen)
    qtbot.addWidget(screen)
    screen.resize(1000, 640)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    qtbot.waitUntil(desk.tasks.idle)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[RememberingDesk]:
    made = RememberingDesk(tmp_path / "shop.db")
    yield made
    made.close()
    assert made.failures == []

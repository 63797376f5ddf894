"""A desk for the visits: a real database, real background work, and what was said and asked."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.services import customers
from crmdesk.core.services.workspace import Workspace, open_workspace
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.kit.tasks import Tasks

TODAY = dt.date(2026, 11, 21)
TOMORROW = dt.date(2026, 11, 22)
PEOPLE = (
    ("张伟", "13800138001", "浙江省杭州市西湖区文三路199号", "西湖区", "A"),
    ("李娜", "13800138002", "浙江省杭州市上城区解放路12号", "上城区", "B"),
    ("王芳", "13800138003", "浙江省杭州市西湖区古墩路8号", "西湖区", "A"),
    ("Anna <b>Smith</b>", "13800138004", "上城区中山中路3号", "上城区", ""),
    ("欧阳·娜娜", "13800138005", "", "", "C"),
)


class DeskOfTests:
    """Keeps what a screen says to its desk, and passes changes on to the screens."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.tasks = Tasks(on_error=self.trouble)
        self.settings = LocalSettings()
        self.screens: list[Screen] = []
        self.said: list[Changes] = []
        self.troubles: list[Exception] = []
        self.opened: list[int] = []
        self.printed: list[tuple[dt.date, int, str]] = []

    def done(self, changes: Changes) -> None:
        self.said.append(changes)
        for screen in self.screens:
            screen.refresh(changes)

    def trouble(self, error: Exception) -> None:
        self.troubles.append(error)

    def open_customer(self, customer_id: int) -> None:
        self.opened.append(customer_id)

    def new_customer(self, name: str = "", phone: str = "") -> None:
        raise AssertionError("not asked for here")

    def plan_visit(self, customer_ids: Sequence[int]) -> None:
        raise AssertionError("not asked for here")

    def print_schedule(self, start: dt.date, days: int, staff: str = "") -> None:
        self.printed.append((start, days, staff))

    def import_list(self) -> None:
        raise AssertionError("not asked for here")

    def go(self, screen: str) -> None:
        raise AssertionError("not asked for here")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "t.db", clock=fixed_clock(2026, 11, 21))
    yield opened
    opened.database.close()


@pytest.fixture
def desk(workspace: Workspace, qapp: QApplication) -> Iterator[DeskOfTests]:
    theme.install(qapp, "light", "en")
    made = DeskOfTests(workspace)
    yield made
    made.tasks.close()
    assert made.troubles == []


@pytest.fixture
def people(workspace: Workspace) -> list[int]:
    return [
        customers.create(
            workspace,
            Customer(
                name=name,
                methods=(ContactMethod("mobile", phone),),
                addresses=(Address(address, district),) if address else (),
                grade=grade,
            ),
        ).new_id
        for name, phone, address, district, grade in PEOPLE
    ]

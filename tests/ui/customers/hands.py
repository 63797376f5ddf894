"""The screen of the customers, and what is seen on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.ui.customers.customer_form import CustomerForm
from crmdesk.ui.customers.screen import CustomersScreen
from tests.ui.desks import RememberingDesk, shown


@pytest.fixture
def open_screen(qtbot: QtBot, desk: RememberingDesk) -> Callable[[], CustomersScreen]:
    def make() -> CustomersScreen:
        screen = CustomersScreen(desk)
        shown(qtbot, desk, screen)
        settle(qtbot, desk)
        return screen

    return make


def settle(qtbot: QtBot, desk: RememberingDesk) -> None:
    """Wait until nothing is read or written any more, follow-up reads included."""
    qtbot.waitUntil(desk.tasks.idle)


def name_box(form: CustomerForm) -> QLineEdit:
    box = form.editors["name"].widget
    assert isinstance(box, QLineEdit)
    return box


def listed(screen: CustomersScreen) -> list[str]:
    model = screen.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]

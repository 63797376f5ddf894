"""Ctrl+P prints what is on the screen, wherever one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.services import visits
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.parts.print_window import PrintWindow
from tests import factories
from tests.factories import TODAY

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Office:
    """A window on a small shop, and what a user prints from it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        shop = factories.open_shop(folder)
        self.ids = [factories.add(shop, name, grade="A") for name in ("张伟", "李娜", "王芳")]
        visits.plan_visits(shop, self.ids[:1], TODAY)
        shop.database.close()
        made = workspaces.open_workspace(shop.path, clock=fixed_clock(2026, 11, 21))
        self.window = MainWindow(made, LocalSettings())
        self.window.resize(1200, 780)
        self.window.show()
        self.window.activateWindow()
        self.window.begin(empty=False)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self.window.desk.tasks.idle)

    def close(self) -> None:
        with self.qtbot.waitSignal(self.window.closed, timeout=20_000):
            self.window.close()

    def printed(self) -> PrintWindow:
        """Return the window for printing that was opened, once it shows its pages."""
        self.settle()
        [made] = self.window.findChildren(PrintWindow)
        self.qtbot.waitUntil(lambda: made.page_count() > 0)
        return made


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path)
    yield made
    if made.window.isVisible():
        made.close()


def test_that_the_list_of_customers_is_printed_as_it_is_filtered(office: Office) -> None:
    office.window.desk.go("customers")
    office.settle()
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    screen.list.tools.search.setText("李娜")
    office.qtbot.waitUntil(lambda: screen.list.query.text == "李娜")
    office.settle()
    office.qtbot.keyClick(office.window, KEY.Key_P, CONTROL)
    made = office.printed()
    assert made.style_key == "customer_list"
    options = made.form.options()
    assert options.query is not None
    assert options.query.text == "李娜"


def test_that_several_chosen_customers_are_printed_alone(office: Office) -> None:
    office.window.desk.go("customers")
    office.settle()
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    screen.list.view.selectAll()
    office.settle()
    screen.list.bulk.print_chosen()
    made = office.printed()
    assert sorted(made.form.options().ids) == sorted(office.ids)
    made.choose_style("customer_file")
    office.qtbot.waitUntil(lambda: made.page_count() == 3)


def test_that_a_customers_file_is_printed_with_a_key(office: Office) -> None:
    office.window.desk.open_customer(office.ids[1])
    office.settle()
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    screen.list.view.setFocus()
    office.qtbot.keyClick(screen.list.view, KEY.Key_P, CONTROL | SHIFT)
    made = office.printed()
    assert made.style_key == "customer_file"
    assert made.form.options().ids == (office.ids[1],)


def test_that_today_prints_its_visits(office: Office) -> None:
    office.window.desk.go("today")
    office.settle()
    office.window.desk.print_here()
    made = office.printed()
    assert made.style_key == "day_sheet"
    assert made.form.options().start == TODAY


def test_that_care_prints_birthdays_and_says_when_there_are_none(office: Office) -> None:
    office.window.desk.go("care")
    office.settle()
    office.window.desk.print_here()
    office.settle()
    [made] = office.window.findChildren(PrintWindow)
    assert made.style_key == "birthdays"
    assert made.page_count() == 0
    assert not made.print_button.isEnabled()


def test_that_the_emergency_list_is_in_the_file_menu(office: Office) -> None:
    actions = [
        action
        for menu in office.window.menus.actions()
        for action in menu.menu().actions()  # type: ignore[union-attr]
    ]
    next(a for a in actions if a.text() == "Print the emergency list…").trigger()
    assert office.printed().style_key == "emergency"


def test_that_the_program_ends_while_the_window_for_printing_is_open(office: Office) -> None:
    office.window.desk.print_style("customer_list")
    made = office.printed()
    office.close()
    assert office.window.desk.tasks.closed
    made.close()

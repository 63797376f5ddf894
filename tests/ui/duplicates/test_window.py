"""The ways to the duplicates in the window, and back by Undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.services import customers
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.duplicates.screen import DuplicatesScreen
from crmdesk.ui.main_window import MainWindow
from tests import factories


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Open a shop with two who are one, and somebody else."""
    shop = factories.open_shop(tmp_path)
    factories.add(shop, "Anna", "13800138000", grade="A")
    factories.add(shop, "Anna", "13800138000", notes="tea")
    factories.add(shop, "Bo", "13900139000")
    made = MainWindow(shop, LocalSettings())
    made.resize(1200, 780)
    made.show()
    made.activateWindow()
    made.begin(empty=False)
    qtbot.waitUntil(made.desk.tasks.idle)
    yield made
    with qtbot.waitSignal(made.closed, timeout=20_000):
        made.close()


def duplicates(qtbot: QtBot, window: MainWindow) -> DuplicatesScreen:
    qtbot.waitUntil(window.desk.tasks.idle)
    shown = window.body.pages.currentWidget()
    assert isinstance(shown, DuplicatesScreen)
    return shown


def test_that_the_menu_finds_them_and_undo_brings_them_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.keyClick(
        window,
        Qt.Key.Key_M,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    screen = duplicates(qtbot, window)
    assert [item.title for item in screen.list.items()] == ["Anna"]
    qtbot.keyClick(screen.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.empty.isVisible())
    assert window.body.status.message.text() == "1 customer was merged into Anna."
    assert screen.back.hasFocus() and window.body.nav.current() == "customers"
    window.body.status.undo()
    qtbot.waitUntil(lambda: len(screen.groups) == 1)
    assert customers.count_all(window.desk.workspace) == 3
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Escape)
    assert window.body.pages.currentWidget() is not screen


def test_that_customers_chosen_in_the_list_are_compared(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.go("customers")
    qtbot.waitUntil(window.desk.tasks.idle)
    screen = window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    screen.list.view.selectAll()
    menu = QMenu(window)
    screen.list.bulk.fill(menu)
    menu.aboutToShow.emit()
    merge = next(action for action in menu.actions() if action.text() == "Merge…")
    assert merge.isEnabled()
    merge.trigger()
    shown = duplicates(qtbot, window)
    assert shown.pane.merge_button.text() == "Merge 3"
    shown.pane.merge()
    qtbot.waitUntil(lambda: window.body.pages.currentWidget() is screen)
    qtbot.waitUntil(window.desk.tasks.idle)
    assert customers.count_all(window.desk.workspace) == 1
    menu.aboutToShow.emit()
    assert not merge.isEnabled()

"""The frame of the screen Care: its tabs and their keys."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crmdesk.ui.care.screen import TABS, CareScreen
from tests.ui.desks import RememberingDesk, shown


def test_that_the_silent_customers_come_first_and_take_the_keyboard(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = CareScreen(desk)
    shown(qtbot, desk, screen)
    assert screen.current == TABS[0].key == "silent"
    assert screen.tabs.buttons["silent"].isChecked()
    screen.setFocus()
    assert screen.panes["silent"].first_stop is not None
    assert screen.panes["silent"].first_stop.hasFocus()


def test_that_a_tab_tells_how_many_wait_in_it(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = CareScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.panes["silent"]
    pane.counted.emit(1200)
    assert screen.tabs.buttons["silent"].text() == "Silent customers (1,200)"
    pane.counted.emit(0)
    assert screen.tabs.buttons["silent"].text() == "Silent customers"
    assert screen.tabs.buttons["silent"].shortcut().toString() == "Alt+1"

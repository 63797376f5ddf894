from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.side_nav import NavItem, SideNav

ITEMS = [
    NavItem("today", lambda: "Today", "today"),
    NavItem("customers", lambda: "Customers", "customers"),
    NavItem("settings", lambda: "Settings", "settings", foot=True),
]


@pytest.fixture
def nav(qtbot: QtBot) -> Iterator[SideNav]:
    window = QWidget()
    qtbot.addWidget(window)
    made = SideNav(ITEMS)
    QHBoxLayout(window).addWidget(made)
    window.resize(600, 400)
    window.show()
    qtbot.waitExposed(window)
    yield made
    window.close()


def test_that_a_shortcut_goes_to_its_place(qtbot: QtBot, nav: SideNav) -> None:
    nav.show_current("today")
    with qtbot.waitSignal(nav.chosen) as chosen:
        qtbot.keyClick(nav.window(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == ["customers"]
    assert nav.current() == "customers"


def test_that_showing_the_current_place_goes_nowhere(nav: SideNav) -> None:
    went: list[str] = []
    nav.chosen.connect(went.append)
    nav.show_current("settings")
    assert nav.current() == "settings"
    assert went == []


def test_that_a_narrow_window_leaves_icons(nav: SideNav) -> None:
    wide = nav.width()
    nav.set_badge("today", 1200)
    nav.adapt(800)
    assert nav.collapsed()
    assert nav.maximumWidth() < wide
    nav.grab()
    nav.adapt(1400)
    assert not nav.collapsed()
    nav.grab()

"""Three ways to begin, by mouse and by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.welcome.pane import WelcomePane
from tests.ui.desks import RememberingDesk, shown


def test_that_each_card_begins_its_own_way(qtbot: QtBot, desk: RememberingDesk) -> None:
    pane = WelcomePane(desk)
    shown(qtbot, desk, pane)
    for card in (pane.import_card, pane.demo_card, pane.empty_card):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert desk.asked == [("import_list",), ("open_demo",), ("start_empty",)]


def test_that_each_card_has_its_key(qtbot: QtBot, desk: RememberingDesk) -> None:
    pane = WelcomePane(desk)
    shown(qtbot, desk, pane)
    for key in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(pane, key)
    qtbot.waitUntil(lambda: len(desk.asked) == 3)
    assert desk.asked == [("start_empty",), ("open_demo",), ("import_list",)]


def test_that_a_narrow_pane_puts_the_cards_below_each_other(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    pane = WelcomePane(desk)
    shown(qtbot, desk, pane)
    assert pane.import_card.y() == pane.empty_card.y()
    pane.resize(500, 640)
    qtbot.waitUntil(lambda: pane.empty_card.y() > pane.demo_card.y() > pane.import_card.y())

"""The screen of the visits with customers to plan, and what is done on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    made = VisitsScreen(desk)
    desk.screens.append(made)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    qtbot.waitUntil(desk.tasks.idle)
    yield made
    desk.screens.clear()


def settled(qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen) -> None:
    screen.work.settle()
    qtbot.waitUntil(desk.tasks.idle)


def names(screen: VisitsScreen) -> list[str]:
    return [row.customer for row in screen.plan.rows()]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, mods: object = None) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier if mods is None else mods
    widget.setFocus()
    qtbot.keyClick(widget, key, modifiers)

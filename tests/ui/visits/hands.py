"""The screen of the visits with customers to plan, and what is done on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import choices, followups, visits
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import TODAY, RememberingDesk

PLAIN = Qt.KeyboardModifier.NoModifier
MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)


def opened(qtbot: QtBot, desk: RememberingDesk, width: int, height: int) -> VisitsScreen:
    """Show the screen, and wait until it has read everything."""
    made = VisitsScreen(desk)
    desk.screens.append(made)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    qtbot.waitUntil(desk.tasks.idle)
    return made


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    yield opened(qtbot, desk, 1000, 640)
    desk.screens.clear()


@pytest.fixture
def week(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    """Show the last week of November with three suggestions and two of the staff."""
    for customer_id, what in zip(people[:3], ("送样品", "报价", "收款"), strict=True):
        followups.plan(desk.workspace, FollowUp(customer_id=customer_id, due=TODAY, what=what))
    for name in ("小李", "小王"):
        choices.add(desk.workspace, "staff", name)
    made = opened(qtbot, desk, 1280, 700)
    made.bar.set_view("week")
    made.bar.set_day(MONDAY)
    qtbot.waitUntil(desk.tasks.idle)
    yield made
    desk.screens.clear()


def settled(qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen) -> None:
    screen.work.settle()
    qtbot.waitUntil(desk.tasks.idle)


def with_visits(
    qtbot: QtBot, desk: RememberingDesk, screen: VisitsScreen, customers: list[int]
) -> None:
    """Plan visits of customers on the Monday, and let the screen show them."""
    visits.plan_visits(desk.workspace, customers, MONDAY)
    screen.refresh()
    settled(qtbot, desk, screen)


def names(screen: VisitsScreen) -> list[str]:
    return [row.customer for row in screen.plan.rows()]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, mods: Qt.KeyboardModifier = PLAIN) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key, mods)


def planned(desk: RememberingDesk) -> list[tuple[int, str, str]]:
    rows = visits.between(desk.workspace, TODAY, dt.date(2026, 12, 6))
    return [(row.visit.on.day, row.customer, row.visit.staff) for row in rows]


def suggested(screen: VisitsScreen) -> list[str]:
    return [item.title for item in screen.side.picker.suggested.list.items()]

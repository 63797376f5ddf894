"""Planning on a magnified screen: several visits in view, one side at a time, all within reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.services import choices, visits
from crmdesk.ui.visits.screen import VIEW, VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY
from tests.ui.visits.hands import opened

# What a window of 683 x 384 points leaves for the screen.
SMALL = (627, 265)


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    visits.plan_visits(desk.workspace, people, TODAY, staff="小李")
    made = opened(qtbot, desk, *SMALL)
    QApplication.sendPostedEvents()
    yield made
    desk.screens.clear()


def test_that_several_visits_are_seen_without_scrolling(screen: VisitsScreen) -> None:
    table = screen.plan.table
    seen = table.visibleRegion().boundingRect()
    top = table.viewport().y()
    rects = [table.visualRect(table.model().index(row, 0)).translated(0, top) for row in range(5)]
    assert sum(seen.contains(rect) for rect in rects) >= 3
    assert not screen.side.isVisible()
    assert screen.bar.height() == screen.bar.date.height()


def test_that_suggestions_and_visits_take_turns(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.who_button.click()
    assert screen.side.isVisible() and not screen.plan.isVisible()
    cards = screen.side.picker.suggested.list
    qtbot.waitUntil(lambda: cards.visibleRegion().boundingRect().height() >= 90)
    assert not screen.side.picker.add_button.visibleRegion().isEmpty()
    screen.who_button.click()
    assert screen.plan.isVisible() and not screen.side.isVisible()
    screen.plan.table.setFocus()
    qtbot.keyClick(screen.plan.table, Qt.Key.Key_M)
    assert screen.side.move_form.isVisible() and not screen.plan.isVisible()
    screen.side.close_form()
    assert screen.plan.isVisible() and not screen.side.isVisible()


def test_that_a_form_shows_its_first_field_and_its_buttons(
    screen: VisitsScreen, qtbot: QtBot
) -> None:
    screen.planner.times.trigger()
    form = screen.side.times

    def in_sight(widget: QWidget) -> bool:
        return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()

    qtbot.waitUntil(lambda: in_sight(form.start))
    assert in_sight(form.save_button)


def test_that_everything_that_can_be_done_is_in_the_menu(screen: VisitsScreen) -> None:
    screen.more_button.click()
    menu = screen.plan.findChild(QMenu)
    assert menu is not None
    words = {action.text() for action in menu.actions()}
    menu.close()
    assert {"Today", "Tomorrow", "Order by district", "Times…", "Done…", "Move…"} <= words


def test_that_a_large_window_has_both_sides_again_as_before(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.bar.set_view("week")
    assert desk.settings.views[VIEW]["who"] is True
    screen.resize(1000, 640)
    assert screen.side.isVisible() and screen.plan.isVisible()
    assert not screen.more_button.isVisible()
    assert screen.header._subtitle.text().startswith("5 visits")
    qtbot.waitUntil(desk.tasks.idle)


def test_that_a_week_of_the_staff_stays_a_table(
    screen: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    for name in ("小李", "小王", "小陈"):
        choices.add(desk.workspace, "staff", name)
        visits.plan_visits(desk.workspace, [desk.add_customer(name)], TODAY, staff=name)
    screen.bar.set_view("week")
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    screen.bar.by_staff.click()
    qtbot.waitUntil(desk.tasks.idle)
    QApplication.sendPostedEvents()
    cards = screen.plan.week.cards
    assert len({card.y() for card in cards[:7]}) == 1
    assert cards[7].x() == cards[0].x()

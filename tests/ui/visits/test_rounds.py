"""Rounds at the side of the plan: made from what is chosen, changed, paused and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import Hit
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.services import history, visit_rounds, visits
from crmdesk.ui.desktop.rounds_ahead import RoundsAhead
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY
from tests.ui.visits.hands import opened

TUESDAY = dt.date(2026, 11, 24)


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[VisitsScreen]:
    yield opened(qtbot, desk, 1280, 700)
    desk.screens.clear()


def tuesdays(people: list[int]) -> VisitRound:
    return VisitRound(
        name="城西", rule="every Tuesday", start=TODAY, customer_ids=tuple(people[:3])
    )


def planned(desk: RememberingDesk) -> list[tuple[int, str]]:
    rows = visits.between(desk.workspace, TUESDAY, dt.date(2026, 12, 31))
    return [(row.visit.on.day, row.customer) for row in rows]


def test_that_a_round_is_made_from_the_chosen_visits(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:3], TUESDAY)
    screen.show_day(TUESDAY)
    qtbot.waitUntil(desk.tasks.idle)
    screen.plan.table.selectAll()
    screen.rounds.show_action.trigger()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.side.rounds.list.items() == ()
    qtbot.keyClick(screen.side.rounds.list, Qt.Key.Key_N)
    qtbot.waitUntil(desk.tasks.idle)
    form = screen.side.round
    assert form.customers.ids() == people[:3]
    assert (form.name.text(), form.start.date()) == ("西湖区", TUESDAY)
    assert form.rule.choice.currentText() == "Every Tuesday"
    form.name.clear()
    form.save()
    assert form._name_row.error() == "The round needs a name."
    form.name.setText("城西")
    form.rule.choice.set_key("weeks")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    # The three are visited on that Tuesday already.
    assert [day for day, _name in planned(desk)] == [24, 24, 24]
    assert [item.title for item in screen.side.rounds.list.items()] == ["城西"]
    row = screen.side.rounds.current()
    assert row is not None and row.rule == "every 2 weeks on Tuesday"
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert visit_rounds.rounds(desk.workspace) == []


def test_that_customers_are_added_put_in_order_and_taken_out(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visit_rounds.make(desk.workspace, tuesdays(people))
    screen.rounds.show()
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.keyClick(screen.side.rounds.list, Qt.Key.Key_F2)
    qtbot.waitUntil(desk.tasks.idle)
    inner = screen.side.round.customers
    assert inner.ids() == people[:3]
    inner.finder.picked.emit(
        Hit(id=people[3], name="Anna", kind="person", mobile="", company="", grade="")
    )
    inner.list.setFocus()
    inner.list.setCurrentRow(0)
    qtbot.keyClick(inner.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert inner.ids() == [people[1], people[0], people[2], people[3]]
    qtbot.keyClick(inner.list, Qt.Key.Key_Delete)
    assert inner.ids() == [people[1], people[2], people[3]]
    screen.side.round.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert [name for _day, name in planned(desk)][:3] == ["李娜", "王芳", "Anna <b>Smith</b>"]


def test_that_a_round_is_paused_resumed_and_ended_by_keys(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visit_rounds.make(desk.workspace, tuesdays(people))
    screen.rounds.show()
    qtbot.waitUntil(desk.tasks.idle)
    pane = screen.side.rounds
    qtbot.keyClick(pane.list, Qt.Key.Key_P)
    qtbot.waitUntil(desk.tasks.idle)
    assert planned(desk) == []
    assert pane.list.items()[0].pill == "paused"
    assert pane.pause_action.text() == "Resume"
    qtbot.keyClick(pane.list, Qt.Key.Key_P)
    qtbot.waitUntil(desk.tasks.idle)
    assert len(planned(desk)) == 6
    qtbot.keyClick(pane.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.tasks.idle)
    assert planned(desk) == []
    assert pane.list.items()[0].pill == "ended"
    assert not pane.end_action.isEnabled()


def test_that_the_rounds_are_planned_once_a_day_and_said(
    desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    made = visit_rounds.make(desk.workspace, tuesdays(people)).new_id
    visit_rounds.pause(desk.workspace, made)
    ahead = RoundsAhead(desk, lambda: False)
    ahead.look()
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.changes == []
    with desk.workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE visit_round SET paused_on=NULL, planned_until=NULL")
    ahead.look()
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.changes == []  # once a day
    ahead.start()
    ahead.look()
    qtbot.waitUntil(desk.tasks.idle)
    assert [one.message for one in desk.changes] == ["Planned by rounds: 6 visits."]
    ahead.stop()


def test_that_nothing_is_planned_while_the_window_is_busy(
    desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visit_rounds.make(desk.workspace, tuesdays(people))
    with desk.workspace.database.write() as connection:
        connection.exec_driver_sql("UPDATE visit_round SET planned_until=NULL")
        connection.exec_driver_sql("DELETE FROM visit")
    ahead = RoundsAhead(desk, lambda: True)
    ahead.look()
    qtbot.waitUntil(desk.tasks.idle)
    assert planned(desk) == []
    ahead.stop()

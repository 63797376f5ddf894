"""Forms beside the plan: Enter saves them, and what is typed in them is not lost unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.services import choices, visits
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW
from tests.ui.visits.hands import settled


@pytest.fixture
def editing(
    screen: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> VisitsScreen:
    choices.add(desk.workspace, "staff", "小李")
    visits.plan_visits(desk.workspace, people[:2], TODAY)
    screen.refresh()
    settled(qtbot, desk, screen)
    screen.tools.ask_edit()
    settled(qtbot, desk, screen)
    return screen


def asked(screen: VisitsScreen) -> Dialog | None:
    open_ones = [one for one in screen.findChildren(Dialog) if one.isVisible()]
    return open_ones[0] if open_ones else None


def answer(screen: VisitsScreen, words: str) -> None:
    dialog = asked(screen)
    assert dialog is not None
    next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()


@pytest.mark.parametrize("field", ["time", "purpose", "staff"])
def test_that_enter_saves_a_changed_visit_from_any_field(
    editing: VisitsScreen, desk: RememberingDesk, qtbot: QtBot, field: str
) -> None:
    form = editing.side.edit
    lines: dict[str, QLineEdit | None] = {
        "time": form.time,
        "purpose": form.purpose,
        "staff": form.staff.line,
    }
    form.purpose.setText("量尺寸")
    line = lines[field]
    assert line is not None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, desk, editing)
    assert not editing.side.form_open()
    kept = visits.between(desk.workspace, TODAY, TODAY)[0].visit
    assert kept.purpose == "量尺寸"


def test_that_enter_moves_a_visit_and_ends_one(
    editing: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    editing.side.edit.cancel()
    editing.tools.ask_move()
    qtbot.keyClick(editing.side.move_form.day.line, Qt.Key.Key_Return)
    settled(qtbot, desk, editing)
    assert visits.between(desk.workspace, TOMORROW, TOMORROW)
    editing.plan.table.selectRow(0)
    editing.tools.ask_finish()
    settled(qtbot, desk, editing)
    editing.side.finish.outcome.setPlainText("要两套")
    qtbot.keyClick(editing.side.finish.next_what, Qt.Key.Key_Return)
    settled(qtbot, desk, editing)
    rows = visits.between(desk.workspace, TODAY, TODAY)
    assert "要两套" in [row.visit.outcome for row in rows]


@pytest.mark.parametrize(
    "way",
    [
        lambda screen: screen.rounds.show(),
        lambda screen: screen.tools.ask_move(),
        lambda screen: screen.who_button.click(),
        lambda screen: screen.planner.ask_times(),
        lambda screen: screen.planner.show_due(),
        lambda screen: screen.side.edit.cancel(),
    ],
)
def test_that_a_form_with_typed_words_is_left_only_when_that_is_wanted(
    editing: VisitsScreen,
    desk: RememberingDesk,
    qtbot: QtBot,
    way: Callable[[VisitsScreen], object],
) -> None:
    form = editing.side.edit
    form.purpose.setText("量尺寸")
    assert editing.has_unsaved()
    way(editing)
    settled(qtbot, desk, editing)
    assert form.isVisible()
    answer(editing, "Go on writing")
    assert form.isVisible() and form.purpose.text() == "量尺寸"
    way(editing)
    answer(editing, "Leave")
    settled(qtbot, desk, editing)
    assert not form.isVisible() and not editing.has_unsaved()


def test_that_a_form_in_which_nothing_was_changed_is_left_at_once(
    editing: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    editing.rounds.show()
    assert asked(editing) is None and editing.side.rounds_shown()
    editing.side.close_form()
    editing.tools.ask_finish()
    settled(qtbot, desk, editing)
    # The proposed date is no word of the user.
    assert editing.side.finish.next_date.date() is not None
    editing.rounds.show()
    assert asked(editing) is None and editing.side.rounds_shown()


def test_that_customers_sent_to_the_plan_wait_until_the_form_may_go(
    editing: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    form = editing.side.edit
    form.time.set_text("15:30")
    assert form.time.time() == dt.time(15, 30)
    editing.plan_customers(people[2:4])
    assert form.isVisible() and editing.side.picker.ids() == []
    answer(editing, "Leave")
    settled(qtbot, desk, editing)
    assert editing.side.picker.ids() == people[2:4]

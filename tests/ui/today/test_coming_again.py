"""Follow-ups that come again on the page Today: told on the card, done with the next one."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import followups, history, series
from crmdesk.ui.parts.followup_forms import DoneForm
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desks import TODAY, RememberingDesk, shown

WEEK = dt.timedelta(days=7)


def test_that_a_weekly_call_is_done_by_keys_and_waits_for_next_week(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada", "13800138000", grade="A")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Ask for the order")
    repeat = Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"))
    series.plan(desk.workspace, wanted, repeat)
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.follow_ups
    card = next(one for one in pane.list.items() if not one.heading)
    assert card.subtitle == "Ask for the order · every Saturday"
    pane.jump(card.id)
    qtbot.keyClick(pane.list, Qt.Key.Key_D)
    form = pane.panel.form()
    assert isinstance(form, DoneForm)
    qtbot.waitUntil(desk.tasks.idle)
    assert form.next_date.date() == TODAY + WEEK
    qtbot.keyClicks(form.note, "Two boxes")
    qtbot.keyClick(form.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.changes) and desk.tasks.idle())
    assert desk.changes[-1].message == "Done: Ada; next date 2026-11-28."
    assert [row.follow_up.due for row in followups.open_rows(desk.workspace)] == [TODAY + WEEK]
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(desk.tasks.idle)
    assert [row.follow_up.due for row in followups.open_rows(desk.workspace)] == [TODAY]


def test_that_a_step_of_a_chain_tells_so_on_its_card_and_below(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Ask", chain="sale@2026-11-20")
    followups.plan(desk.workspace, wanted)
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.follow_ups
    card = next(one for one in pane.list.items() if not one.heading)
    assert card.subtitle == "Ask · chain since yesterday"
    pane.jump(card.id)
    told = [label.text() for label in pane.panel.findChildren(QLabel)]
    assert "Ask · Call · chain since yesterday" in told

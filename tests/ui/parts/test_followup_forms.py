"""Finishing a follow-up and moving one, in the forms beside the lists."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import CANCELLED, DONE, FollowUp
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import followups, series
from crmdesk.ui.parts.followup_forms import AnswerForm, DoneForm, MoveForm
from tests.ui.desks import TODAY, RememberingDesk

Made = TypeVar("Made", bound=AnswerForm)


def shown(qtbot: QtBot, form: Made) -> Made:
    qtbot.addWidget(form)
    form.show()
    return form


def existing(desk: RememberingDesk) -> FollowUp:
    person = desk.add_customer("Ada", grade="B")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    return followups.get(desk.workspace, followups.plan(desk.workspace, wanted).new_id)


def test_that_a_follow_up_finished_elsewhere_is_told_in_the_form(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    follow_up = existing(desk)
    form = shown(qtbot, DoneForm(desk, follow_up, "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    followups.cancel(desk.workspace, follow_up.id)
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert form.isVisible() and form.problem()
    assert followups.get(desk.workspace, follow_up.id).status == CANCELLED


def test_that_escape_while_it_is_being_saved_does_not_lose_the_answer(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    follow_up = existing(desk)
    form = shown(qtbot, DoneForm(desk, follow_up, "Ada"))
    form.confirm_last()
    form.give_up()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up.id).status == DONE
    assert len(desk.changes) == 1


def test_that_moving_without_a_date_asks_for_one(qtbot: QtBot, desk: RememberingDesk) -> None:
    follow_up = existing(desk)
    form = shown(qtbot, MoveForm(desk, follow_up, "Ada"))
    form.confirm()
    assert form.problem()
    form.date.set_text("+1")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up.id).due == TODAY + dt.timedelta(days=1)


def test_that_the_next_date_of_a_series_is_that_of_its_rule(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada", grade="A")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    repeat = Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"))
    planned = series.plan(desk.workspace, wanted, repeat).new_id
    form = shown(qtbot, DoneForm(desk, followups.get(desk.workspace, planned), "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    assert form.next_date.date() == TODAY + dt.timedelta(days=7)
    assert form.again.text() == "Comes again: every Saturday."
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    (row,) = followups.open_rows(desk.workspace)
    assert row.follow_up.due == row.follow_up.occurrence == TODAY + dt.timedelta(days=7)
    form = shown(qtbot, DoneForm(desk, row.follow_up, "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    assert form.last_button.text() == "Done, and not again"
    form.confirm_last()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.open_rows(desk.workspace) == []

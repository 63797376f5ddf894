"""Finishing a follow-up and moving one, in the forms beside the lists."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TypeVar

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import CANCELLED, DONE, FollowUp, Promised
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


def weekly_with_one_ahead(desk: RememberingDesk) -> tuple[FollowUp, int]:
    """Plan a series whose next but one was moved to a Monday and is about something else."""
    person = desk.add_customer("Ada", grade="A")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    planned = series.plan(desk.workspace, wanted, Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA")))
    which = Promised(1, TODAY + dt.timedelta(days=7))
    other = dataclasses.replace(
        followups.get(desk.workspace, which), due=TODAY + dt.timedelta(days=9), what="Bring tea"
    )
    ahead = followups.save(desk.workspace, other).new_id
    return followups.get(desk.workspace, planned.new_id), ahead


def test_that_what_was_written_ahead_keeps_its_date_and_its_words(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first, ahead = weekly_with_one_ahead(desk)
    before = followups.get(desk.workspace, ahead)
    form = shown(qtbot, DoneForm(desk, first, "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    assert (form.next_date.date(), form.next_what.text()) == (before.due, "Bring tea")
    # Changed elsewhere while the form was open.
    followups.save(desk.workspace, dataclasses.replace(before, what="Bring two teas"))
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, ahead) == dataclasses.replace(
        before, what="Bring two teas"
    )


def test_that_a_fast_hand_changes_nothing_of_what_was_written_ahead(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first, ahead = weekly_with_one_ahead(desk)
    before = followups.get(desk.workspace, ahead)
    form = shown(qtbot, DoneForm(desk, first, "Ada"))
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, ahead) == before
    assert followups.get(desk.workspace, first.id).status == DONE


def test_that_what_the_user_changes_is_what_is_sent(qtbot: QtBot, desk: RememberingDesk) -> None:
    first, ahead = weekly_with_one_ahead(desk)
    before = followups.get(desk.workspace, ahead)
    form = shown(qtbot, DoneForm(desk, first, "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    form.next_what.setText("Bring coffee")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    changed = dataclasses.replace(before, what="Bring coffee")
    assert followups.get(desk.workspace, ahead) == changed


def test_that_one_only_promised_is_done_from_its_form(qtbot: QtBot, desk: RememberingDesk) -> None:
    person = desk.add_customer("Ada", grade="A")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    series.plan(desk.workspace, wanted, Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA")))
    promised = followups.get(desk.workspace, Promised(1, TODAY + dt.timedelta(days=7)))
    form = shown(qtbot, DoneForm(desk, promised, "Ada"))
    qtbot.waitUntil(desk.tasks.idle)
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    # The one of today is still the next.
    assert [row.follow_up.due for row in followups.open_rows(desk.workspace)] == [TODAY]

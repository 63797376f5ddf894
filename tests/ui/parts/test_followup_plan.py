"""Planning and changing a follow-up in the dialogs that other screens open."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp, Promised
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import activities, choices, followups, series
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.parts.followup_plan import edit_follow_up, plan_follow_up
from tests.ui.desks import TODAY, RememberingDesk


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def existing(desk: RememberingDesk) -> FollowUp:
    person = desk.add_customer("Ada", grade="B")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    return followups.get(desk.workspace, followups.plan(desk.workspace, wanted).new_id)


def test_that_a_past_date_is_doubted_and_still_taken(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = plan_follow_up(desk, behind, desk.add_customer("Ada"), "Ada")
    qtbot.waitUntil(desk.tasks.idle)
    assert form.past.isHidden()
    form.date.set_text("2020-01-01")
    assert form.past.isVisible()
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.open_rows(desk.workspace)[0].follow_up.due == dt.date(2020, 1, 1)


def test_that_a_follow_up_is_planned_with_all_its_fields(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    choices.add(desk.workspace, "staff", "Wang")
    desk.settings.staff = "Wang"
    person = desk.add_customer("Ada", grade="A")
    form = plan_follow_up(desk, behind, person, "Ada", what="Send samples")
    qtbot.waitUntil(desk.tasks.idle)
    assert form.date.date() == TODAY + dt.timedelta(days=14)
    form.date.set_text("+2")
    form.time.set_text("930")
    form.kind.set_key("visit")
    form.priority.set_key("2")
    qtbot.keyClick(form.time, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    made = followups.open_rows(desk.workspace)[0].follow_up
    assert (made.due, made.at, made.what) == (
        TODAY + dt.timedelta(days=2),
        dt.time(9, 30),
        "Send samples",
    )
    assert (made.kind, made.priority, made.staff) == ("visit", 2, "Wang")
    assert len(desk.changes) == 1


def test_that_a_typed_date_is_not_replaced_by_the_proposal(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = plan_follow_up(desk, behind, desk.add_customer("Ada"), "Ada")
    form.date.set_text("tomorrow")
    qtbot.waitUntil(desk.tasks.idle)
    assert form.date.date() == TODAY + dt.timedelta(days=1)


def test_that_mistakes_are_told_beside_their_fields(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    follow_up = existing(desk)
    form = edit_follow_up(desk, behind, follow_up, "Ada")
    form.date.set_text("whenever")
    form.time.set_text("later")
    form.confirm()
    assert [row.label.text() for row in form.form.rows() if row.error()] == ["Date *", "Time"]
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up.id) == follow_up


def test_that_a_changed_follow_up_is_saved(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    follow_up = existing(desk)
    form = edit_follow_up(desk, behind, follow_up, "Ada")
    form.what.setText("Write")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up.id).what == "Write"
    qtbot.waitUntil(lambda: not behind.findChildren(Dialog))


def weekly(desk: RememberingDesk) -> FollowUp:
    person = desk.add_customer("Ada", grade="B")
    wanted = FollowUp(customer_id=person, due=TODAY, what="Call")
    repeat = Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"))
    return followups.get(desk.workspace, series.plan(desk.workspace, wanted, repeat).new_id)


def test_that_a_follow_up_that_comes_again_is_planned(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = plan_follow_up(desk, behind, desk.add_customer("Ada"), "Ada", what="Samples")
    qtbot.waitUntil(desk.tasks.idle)
    assert not form.scope.isVisible()
    form.date.set_text("2026-11-24")
    form.rule.choice.set_key("weeks")
    form.rule.end.set_key("times")
    form.rule.times.setValue(3)
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    kept = series.get(desk.workspace, 1)
    assert (kept.rule.text, kept.repeat.most) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 3)
    assert followups.open_rows(desk.workspace)[0].follow_up.due == dt.date(2026, 11, 24)


def test_that_a_rule_that_is_not_understood_keeps_the_form_open(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = plan_follow_up(desk, behind, desk.add_customer("Ada"), "Ada")
    form.rule.choice.set_key("words")
    form.rule.words.setText("now and then")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert form.isVisible() and "how often" in form.problem()
    assert followups.open_rows(desk.workspace) == []


def test_that_enter_in_what_is_written_of_the_rule_saves(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = plan_follow_up(desk, behind, desk.add_customer("Ada"), "Ada")
    form.rule.choice.set_key("words")
    qtbot.keyClicks(form.rule.words, "3rd Sunday of June")
    qtbot.keyClick(form.rule.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(followups.open_rows(desk.workspace)))
    assert followups.open_rows(desk.workspace)[0].follow_up.due == dt.date(2027, 6, 20)
    form = plan_follow_up(desk, behind, desk.add_customer("Bert"), "Bert")
    form.rule.choice.set_key("rolling")
    qtbot.keyClick(form.rule.days, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(followups.open_rows(desk.workspace)) == 2)


def test_that_one_of_a_series_is_changed_alone_or_with_all_that_follow(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    made = weekly(desk)
    form = edit_follow_up(desk, behind, made, "Ada")
    qtbot.waitUntil(lambda: form.scope.isVisible())
    assert form.rule.repeat() == Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"))
    form.what.setText("Only today")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made.id).what == "Only today"
    assert series.get(desk.workspace, 1).what == "Call"
    form = edit_follow_up(desk, behind, made, "Ada")
    qtbot.waitUntil(lambda: form.scope.isVisible())
    form.what.setText("Always")
    form.scope.set_key("following")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert series.get(desk.workspace, 1).what == "Always"


def test_that_another_rule_is_meant_for_all_that_follow(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = edit_follow_up(desk, behind, weekly(desk), "Ada")
    qtbot.waitUntil(lambda: form.scope.isVisible())
    form.rule.choice.set_key("month")
    assert form.scope.key() == "following"
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert series.get(desk.workspace, 1).rule.text == "FREQ=MONTHLY;BYMONTHDAY=21"


def test_that_another_date_alone_leaves_the_rule(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    made = weekly(desk)
    form = edit_follow_up(desk, behind, made, "Ada")
    qtbot.waitUntil(lambda: form.scope.isVisible())
    form.date.set_text("+3")
    assert form.scope.key() == "one"
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    found = followups.get(desk.workspace, made.id)
    assert (found.due, found.occurrence) == (TODAY + dt.timedelta(days=3), TODAY)
    assert series.get(desk.workspace, 1).rule.text == "FREQ=WEEKLY;BYDAY=SA"


def test_that_a_series_is_stopped_in_its_form(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    form = edit_follow_up(desk, behind, weekly(desk), "Ada")
    qtbot.waitUntil(lambda: form.stop_button.isVisible())
    form.stop_button.click()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.open_rows(desk.workspace) == []
    assert desk.changes[-1].message == "The series with Ada was stopped."


def test_that_one_to_come_is_changed_by_itself(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    weekly(desk)
    which = Promised(1, TODAY + dt.timedelta(days=7))
    promised = followups.get(desk.workspace, which)
    form = edit_follow_up(desk, behind, promised, "Ada")
    qtbot.waitUntil(desk.tasks.idle)
    assert not form.scope.isVisible() and not form.rule.isVisible()
    # Nothing is written before it is saved.
    assert followups.get(desk.workspace, which) == promised
    form.what.setText("Once")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    later = followups.get(desk.workspace, desk.changes[-1].new_id)
    assert (later.what, later.occurrence) == ("Once", which.occurrence)


def test_that_days_after_the_last_contact_propose_their_date(
    qtbot: QtBot, desk: RememberingDesk, behind: QWidget
) -> None:
    person = desk.add_customer("Ada", grade="A")
    met = TODAY - dt.timedelta(days=10)
    activities.note_contact(
        desk.workspace, Activity(customer_id=person, on=met, kind="call", text="Talked")
    )
    form = plan_follow_up(desk, behind, person, "Ada")
    qtbot.waitUntil(desk.tasks.idle)
    form.rule.choice.set_key("rolling")
    qtbot.waitUntil(lambda: form.date.date() == met + dt.timedelta(days=30))
    form.rule.days.setValue(45)
    qtbot.waitUntil(lambda: form.date.date() == met + dt.timedelta(days=45))
    form.date.set_text("tomorrow")
    form.rule.days.setValue(60)
    qtbot.waitUntil(desk.tasks.idle)
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    (row,) = followups.open_rows(desk.workspace)
    assert (row.follow_up.due, row.rule) == (TODAY + dt.timedelta(days=1), "AFTER=60")

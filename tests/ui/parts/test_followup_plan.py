"""Planning and changing a follow-up in the dialogs that other screens open."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import choices, followups
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

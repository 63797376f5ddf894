"""The note form: one step for what happened and the next date."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import customers, followups, history, series, staying, visits
from crmdesk.ui.parts.note_form import NoteForm
from tests.ui.desks import TODAY, RememberingDesk


@pytest.fixture
def form(qtbot: QtBot, desk: RememberingDesk) -> NoteForm:
    made = NoteForm(desk)
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    made.set_customer(desk.add_customer("Anna", grade="B"), "B")
    return made


def test_that_ctrl_enter_writes_activity_and_follow_up_in_one_operation(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    customer_id = form.draft().customer_id
    form.kind.set_key("wechat")
    qtbot.keyClicks(form.text, "Sent the catalogue")
    form.next_date.set_text("tomorrow")
    form.next_time.set_text("9:30")
    form.next_what.setText("Ask again")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    plan, happened = customers.timeline(desk.workspace, customer_id)
    assert (plan.text, plan.on, plan.at) == (
        "Ask again",
        TODAY + dt.timedelta(days=1),
        dt.time(9, 30),
    )
    assert (plan.kind, happened.kind, happened.on) == ("wechat", "wechat", TODAY)
    assert len(desk.changes) == 1
    assert form.draft().is_empty()


@pytest.mark.parametrize(
    ("kind", "after"),
    [("sale", "call"), ("repair", "call"), ("wechat", "wechat")],
)
def test_that_the_next_note_is_no_sale_or_complaint_by_itself(
    qtbot: QtBot, form: NoteForm, kind: str, after: str
) -> None:
    form.kind.set_key(kind)
    qtbot.keyClicks(form.text, "Curtains")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert form.kind.key() == after


def test_that_a_complaint_leads_to_a_new_complaint_with_the_words(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    qtbot.keyClicks(form.text, "Curtains")
    form.next_date.set_text("tomorrow")
    form.kind.set_key("complaint")
    assert form.save_button.text() == "Record complaint…"
    with qtbot.waitSignal(form.led_away):
        form.save()
    assert desk.asked == [("new_complaint", anna, "", "", "Curtains")] and desk.changes == []
    # The next date is no part of it and waits here.
    assert (form.text.text(), form.kind.key()) == ("", "call")
    assert form.next_date.date() == TODAY + dt.timedelta(days=1)


def test_that_nothing_to_save_is_said_beside_the_form(
    desk: RememberingDesk, form: NoteForm
) -> None:
    form.save()
    assert form.error.text() == "Write what happened, or choose a next date."
    form.next_what.setText("Call")
    form.save()
    assert "next date" in form.error.text()
    form.next_date.set_text("gibberish")
    form.save()
    assert "“gibberish” is not a date" in form.error.text()
    assert desk.changes == []


def test_that_a_half_written_note_stays_with_its_customer(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    qtbot.keyClicks(form.text, "Half a sen")
    form.set_customer(desk.add_customer("Bert"))
    assert form.text.text() == ""
    assert form.is_dirty()
    form.set_customer(anna)
    assert form.text.text() == "Half a sen"


def test_that_a_note_moves_what_comes_by_itself_and_says_where_it_stands(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    assert form.planned.isHidden()
    rolling = FollowUp(customer_id=anna, due=TODAY, what="Call")
    series.plan(desk.workspace, rolling, Repeat(rule=Rule("AFTER=30")))
    form.set_customer(anna, "B")
    qtbot.waitUntil(desk.tasks.idle)
    assert form.planned.text() == (
        "The next contact is planned for 2026-11-21. Comes again: 30 days after the last contact."
    )
    form.plan_next()
    assert form.next_date.date() is None
    form.next_date.set_text("+3")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    (row,) = followups.open_rows(desk.workspace)
    assert (row.follow_up.due, row.follow_up.what) == (TODAY + dt.timedelta(days=3), "Call")
    form.set_customer(desk.add_customer("Bert"))
    assert form.planned.isHidden()


def test_that_planning_proposes_the_date_of_the_grade(form: NoteForm) -> None:
    form.plan_next()
    assert form.next_date.date() == TODAY + dt.timedelta(days=30)


def test_that_planning_proposes_by_the_intervals_of_the_owner(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    staying.save(desk.workspace, {"B": 12})
    form.set_customer(form.draft().customer_id, "B")
    qtbot.waitUntil(desk.tasks.idle)
    form.plan_next()
    assert form.next_date.date() == TODAY + dt.timedelta(days=12)


def test_that_a_follow_up_is_done_with_the_note_and_the_next_is_planned(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    customer_id = form.draft().customer_id
    made = followups.plan(
        desk.workspace, FollowUp(customer_id=customer_id, due=TODAY, what="Call")
    ).new_id
    form.finish("follow_up", made, "Call")
    assert form.heading.text() == "Done: Call"
    qtbot.keyClicks(form.text, "Reached her")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert followups.get(desk.workspace, made).status == "done"
    assert len(followups.open_rows(desk.workspace)) == 1
    assert form.draft().finishing is None


def test_that_a_visit_is_done_with_the_note(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    customer_id = form.draft().customer_id
    visits.plan_visits(desk.workspace, [customer_id], TODAY, purpose="Show samples")
    (row,) = visits.between(desk.workspace, TODAY, TODAY)
    form.finish("visit", row.visit.id, "Show samples")
    form.next_date.set_date(None)
    qtbot.keyClicks(form.text, "Bought ten")
    with qtbot.waitSignal(form.saved):
        form.save()
    done = visits.get(desk.workspace, row.visit.id)
    assert (done.status, done.outcome) == ("done", "Bought ten")


def test_that_finishing_can_be_forgotten(form: NoteForm) -> None:
    form.finish("follow_up", 5, "Call")
    form.forget_finishing()
    assert form.draft().finishing is None
    assert form.heading.text() == "Note what happened" and not form.back.isVisible()


def test_that_the_next_date_may_come_again(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    assert not form.repeat.isVisible()
    menu = form.repeat.open()
    next(one for one in menu.actions() if one.text() == "Every Saturday").trigger()
    menu.close()
    form.save()
    assert form.error.text() == "Choose the next date as well."
    form.next_date.set_text("2026-11-24")
    assert form.repeat.rule() == Rule("FREQ=WEEKLY;BYDAY=TU")
    form.text.set_text("Called")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.changes[-1].message == (
        "Noted for Anna; next date 2026-11-24. Comes again: every Tuesday."
    )
    assert [row.rule for row in followups.open_rows(desk.workspace)] == ["FREQ=WEEKLY;BYDAY=TU"]
    assert not form.repeat.isVisible() and form.repeat.key() == ""


def test_that_a_note_may_be_followed_so_many_days_after_each_contact(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    menu = form.repeat.open()
    next(one for one in menu.actions() if "last contact" in one.text()).trigger()
    menu.close()
    assert form.next_date.date() == TODAY + dt.timedelta(days=30)
    form.next_date.set_date(TODAY + dt.timedelta(days=20))
    form.text.set_text("Called")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert [row.rule for row in followups.open_rows(desk.workspace)] == ["AFTER=20"]
    menu = form.repeat.open()
    assert [one.isChecked() for one in menu.actions()].count(True) == 1
    menu.close()


def test_that_finishing_one_of_a_series_proposes_its_next_date(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    wanted = FollowUp(customer_id=form.draft().customer_id, due=TODAY, what="Call")
    repeat = Repeat(rule=Rule("FREQ=MONTHLY;BYMONTHDAY=21"))
    planned = series.plan(desk.workspace, wanted, repeat).new_id
    form.finish("follow_up", planned, "Call")
    qtbot.waitUntil(lambda: form.next_date.date() == dt.date(2026, 12, 21))
    form.text.set_text("Done")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    (row,) = followups.open_rows(desk.workspace)
    assert (row.follow_up.due, row.follow_up.occurrence) == (dt.date(2026, 12, 21),) * 2


def due_call(desk: RememberingDesk, customer_id: int, days: int = 0, kind: str = "call") -> int:
    due = TODAY + dt.timedelta(days=days)
    wanted = FollowUp(customer_id=customer_id, due=due, what="Ask again", kind=kind)
    return followups.plan(desk.workspace, wanted).new_id


def opened_again(qtbot: QtBot, desk: RememberingDesk, form: NoteForm) -> None:
    form.set_customer(form.draft().customer_id, "B")
    qtbot.waitUntil(desk.tasks.idle)


def test_that_a_note_of_the_call_that_is_due_marks_it_done_in_the_same_step(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    planned = series.plan(
        desk.workspace,
        FollowUp(customer_id=anna, due=TODAY, what="Weekly call"),
        Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA")),
    ).new_id
    opened_again(qtbot, desk, form)
    assert not form.due.isVisible()
    qtbot.keyClicks(form.text, "Wants two pairs")
    assert form.due.isVisible() and form.due.isChecked()
    assert form.due.text() == "This was the follow-up due today: Weekly call"
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert len(desk.changes) == 1
    assert followups.get(desk.workspace, planned).status == "done"
    (row,) = followups.open_rows(desk.workspace)
    assert row.follow_up.due == TODAY + dt.timedelta(days=7)
    happened = [one.text for one in customers.timeline(desk.workspace, anna)]
    assert "Weekly call: Wants two pairs" in happened and "Wants two pairs" not in happened
    history.undo(desk.workspace, desk.changes[0].operation_id)
    assert followups.get(desk.workspace, planned).status == "open"
    assert not form.due.isVisible() and form.draft().is_empty()


def test_that_without_the_tick_a_note_leaves_open_what_is_due(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    planned = due_call(desk, anna, days=-1)
    opened_again(qtbot, desk, form)
    qtbot.keyClicks(form.text, "Sent the bill")
    assert form.due.isChecked() and "yesterday" in form.due.text()
    form.kind.set_key("wechat")
    # Another kind of contact is not the promised one unless somebody says so.
    assert form.due.isVisible() and not form.due.isChecked()
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, planned).status == "open"
    qtbot.keyClicks(form.text, "That was it")
    form.due.click()
    assert form.due.isChecked()
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, planned).status == "done"


def test_that_nothing_is_offered_where_it_rolls_comes_later_or_is_a_plan_of_its_own(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    anna = form.draft().customer_id
    rolling = FollowUp(customer_id=anna, due=TODAY, what="Call")
    series.plan(desk.workspace, rolling, Repeat(rule=Rule("AFTER=30")))
    due_call(desk, anna, days=1)
    opened_again(qtbot, desk, form)
    qtbot.keyClicks(form.text, "Called")
    assert not form.due.isVisible()
    due = due_call(desk, anna)
    opened_again(qtbot, desk, form)
    assert form.due.isVisible()
    form.kind.set_key("complaint")
    assert not form.due.isVisible()
    form.kind.set_key("call")
    form.finish("follow_up", due, "Call")
    assert not form.due.isVisible()
    form.forget_finishing()
    form.set_customer(desk.add_customer("Bert"))
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.keyClicks(form.text, "Called")
    assert not form.due.isVisible()


def test_that_what_was_done_elsewhere_meanwhile_is_told_and_not_offered_again(
    qtbot: QtBot, desk: RememberingDesk, form: NoteForm
) -> None:
    planned = due_call(desk, form.draft().customer_id)
    opened_again(qtbot, desk, form)
    qtbot.keyClicks(form.text, "Called")
    followups.done(desk.workspace, planned)
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert "not open any more" in form.error.text() and form.text.text() == "Called"
    assert not form.due.isVisible()
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert form.draft().is_empty()

"""The call-back after an answer: planned, moved with its follow-up, done and closed."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
)
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    REOPEN,
    TRY_CALL,
    Given,
)
from crmdesk.core.domain.opening import Opening
from crmdesk.core.services import (
    complaint_steps,
    complaints,
    customers,
    followups,
    history,
    opening,
)
from crmdesk.core.services.workspace import Workspace
from tests.core.services.complaint_desk import MONDAY, TUESDAY, due, evening, step, walk_in
from tests.factories import TODAY, add, at, complain


def test_that_an_answer_plans_the_call_back_and_closing_does_it(shop: Workspace) -> None:
    customer = add(shop)
    made = complain(shop, customer)
    answered = step(shop, made, ANSWER, action="money back", founded="yes", cost=2500)
    assert (answered.state, answered.action, answered.cost) == (ANSWERED, "money back", 2500)
    (row,) = followups.open_rows(shop)
    assert row.follow_up.due == TODAY + dt.timedelta(days=3)
    assert answered.number in row.follow_up.what
    closed = step(at(shop, TUESDAY), made, CLOSE, satisfaction=5)
    assert (closed.state, closed.satisfaction) == (CLOSED, 5)
    assert followups.open_rows(shop) == []
    told = [item.text for item in customers.timeline(shop, customer) if item.noun == "activity"]
    assert [text.partition(" · ")[2] for text in told] == [
        "Called back, satisfaction 5 of 5",
        "Answer: money back",
        "色差",
    ]


def test_that_a_call_back_on_a_closed_day_is_on_the_next_open_one(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    thursday = TODAY + dt.timedelta(days=5)
    step(at(shop, thursday), made, ANSWER, action="done")
    (row,) = followups.open_rows(shop)
    assert row.follow_up.due == thursday + dt.timedelta(days=4)


def test_that_tries_to_reach_the_customer_are_counted_and_close_it(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ANSWER, action="money back")
    assert step(shop, made, TRY_CALL).tries == 1
    assert step(shop, made, TRY_CALL).tries == 2
    closed = step(shop, made, CLOSE)
    assert (closed.state, closed.tries, closed.satisfaction) == (CLOSED, 2, 0)


def test_that_to_reopen_an_answered_one_cancels_its_call_back(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    step(shop, made, ANSWER, action="sorry")
    step(shop, made, REOPEN, note="called again")
    assert followups.open_rows(shop) == []
    assert complaints.get(shop, made).follow_up_id == 0


def test_that_a_complaint_follows_its_call_back_to_another_day(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    step(shop, made, ANSWER, action="sorry")
    (row,) = followups.open_rows(shop)
    friday = MONDAY + dt.timedelta(days=11)
    followups.move(shop, row.follow_up.id, friday)
    assert due(shop, made) == evening(friday)
    assert complaints.log(shop, made)[-1].details == {
        "call_back_on": friday.isoformat(),
        "call_back_on.was": (TODAY + dt.timedelta(days=3)).isoformat(),
    }
    opening.save(shop, Opening())
    assert due(shop, made) == evening(friday)
    history.undo(shop)
    history.undo(shop)
    assert due(shop, made) == evening(TODAY + dt.timedelta(days=3))


def test_that_one_try_is_told_as_one(shop: Workspace) -> None:
    made = complain(shop, add(shop, "张伟"))
    complaint_steps.step(shop, made, ANSWER, Given(action="换货"))
    told = [complaint_steps.step(shop, made, TRY_CALL, Given()).message for _time in range(2)]
    assert "could not be reached, 1 time by now" in told[0]
    assert "could not be reached, 2 times by now" in told[1]


def test_that_a_call_back_done_by_itself_says_that_the_complaint_waits(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    step(shop, made, ANSWER, action="sorry")
    (row,) = followups.open_rows(shop)
    told = followups.done(shop, row.follow_up.id).message
    assert "Complaint TS-2026-0001 still waits to be closed" in told
    assert complaints.get(shop, made).state == ANSWERED


def test_that_the_next_date_of_a_call_back_is_that_of_the_complaint(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    first = step(shop, made, ANSWER, action="money back").follow_up_id
    saturday = TODAY + dt.timedelta(days=7)
    before = complaints.get(shop, made)
    followups.done(at(shop, TUESDAY), first, note="nobody there", next_date=saturday)
    (row,) = followups.open_rows(shop)
    now = complaints.get(shop, made)
    assert now.follow_up_id == row.follow_up.id != first
    assert now.call_back_on == saturday and due(shop, made) == evening(saturday)
    history.undo(shop)
    assert complaints.get(shop, made) == before
    followups.done(at(shop, TUESDAY), first, next_date=saturday)
    step(at(shop, saturday), made, CLOSE, satisfaction=5)
    assert followups.open_rows(shop) == []

"""Complaints in a shop: numbers, steps with what follows from them, walk-ins, undo."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.complaint import (
    ANSWERED,
    DUPLICATE,
    NEW,
    REOPENED,
    SEVERE,
    WAITING_THIRD,
    Complaint,
)
from crmdesk.core.domain.complaint_clock import ClockRules
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    REOPEN,
    RESUME,
    WAIT_THIRD,
    Given,
)
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import (
    complaint_customers,
    complaint_steps,
    complaint_time,
    complaints,
    customers,
    duplicates,
    followups,
    history,
    opening,
    today,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_desk import MONDAY, TUESDAY, due, evening, step, walk_in
from tests.factories import TODAY, add, at, complain, person


def test_that_a_complaint_gets_the_next_number_of_its_year_and_never_one_twice(
    shop: Workspace,
) -> None:
    one = complaints.get(shop, walk_in(shop))
    gone = complaints.get(shop, walk_in(shop))
    history.undo(shop)
    later = complaints.get(at(shop, dt.date(2027, 1, 4)), walk_in(at(shop, dt.date(2027, 1, 4))))
    three = complaints.get(shop, walk_in(shop))
    assert [each.number for each in (one, gone, three, later)] == [
        "TS-2026-0001",
        "TS-2026-0002",
        "TS-2026-0003",
        "TS-2027-0001",
    ]


@pytest.mark.parametrize("typed", ["1", " ts-2026-1 ", "2026-0001", "TS-2026-0001"])
def test_that_a_number_is_understood_as_people_write_it(shop: Workspace, typed: str) -> None:
    made = walk_in(shop)
    assert complaints.by_number(shop, typed).id == made


@pytest.mark.parametrize("typed", ["2", "TS-2025-0001", "soup", "", "1-2-3"])
def test_that_a_number_nobody_has_is_told(shop: Workspace, typed: str) -> None:
    walk_in(shop)
    with pytest.raises(NotFound):
        complaints.by_number(shop, typed)


def test_that_it_needs_somebody_who_complains_and_what_happened(shop: Workspace) -> None:
    nobody = Complaint(received_at=shop.clock.now(), what="cold")
    with pytest.raises(CrmError, match="who complains"):
        complaints.receive(shop, nobody)
    with pytest.raises(CrmError, match="what happened"):
        complaints.receive(shop, dataclasses.replace(nobody, what=" ", walk_in_name="王"))
    assert history.recent(shop) == []


def test_that_the_times_of_the_house_are_those_of_the_standard(shop: Workspace) -> None:
    minor = walk_in(shop)
    severe = walk_in(shop, severity=SEVERE)
    # To be acknowledged within one working day: Monday evening.
    assert due(shop, minor) == evening(MONDAY)
    assert due(shop, severe) == evening(TODAY)
    step(shop, minor, ACKNOWLEDGE)
    assert due(shop, minor) == evening(MONDAY + dt.timedelta(days=2))


def test_that_a_severe_one_says_so_at_once(shop: Workspace) -> None:
    made = Complaint(received_at=shop.clock.now(), what="hurt", walk_in_name="王", severity=SEVERE)
    assert "immediate action" in complaints.receive(shop, made).message


def test_that_waiting_stops_the_clock_and_moves_the_due_time_by_as_long(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ACKNOWLEDGE)
    assert step(at(shop, MONDAY, 9), made, WAIT_THIRD).state == WAITING_THIRD
    assert due(shop, made) is None
    step(at(shop, TUESDAY, 12), made, RESUME)
    # A whole day of nine hours and three hours of the next one.
    assert complaints.get(shop, made).waited == 12 * 60
    assert due(shop, made) == evening(MONDAY + dt.timedelta(days=4), 12)


def test_that_the_clock_follows_opening_days_and_times_that_are_changed(shop: Workspace) -> None:
    made = walk_in(shop)
    pause = (Closed(MONDAY, MONDAY, "stocktaking"),)
    opening.save(shop, Opening(closed=pause))
    assert due(shop, made) == evening(TUESDAY)
    complaint_time.save_rules(shop, ClockRules(acknowledge_days=0))
    assert due(shop, made) == evening(TODAY)
    history.undo(shop)
    history.undo(shop)
    assert due(shop, made) == evening(MONDAY)


def test_that_times_that_are_none_are_refused(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="no number of days"):
        complaint_time.save_rules(shop, ClockRules(call_back_days=-1))


def test_that_who_is_not_satisfied_is_proposed_to_be_heard_again(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    step(shop, made, ANSWER, action="sorry")
    done = complaint_steps.step(shop, made, CLOSE, Given(satisfaction=2))
    assert "reopening" in done.message
    again = step(shop, made, REOPEN, note="still cold")
    assert (again.state, again.reopened, again.satisfaction) == (REOPENED, 1, 0)
    assert again.due_at is not None


def test_that_a_duplicate_names_the_first_one(shop: Workspace) -> None:
    first, second, third = walk_in(shop), walk_in(shop), walk_in(shop)
    assert step(shop, second, IS_DUPLICATE, original=first).state == DUPLICATE
    with pytest.raises(CrmError, match="itself a duplicate") as refused:
        step(shop, third, IS_DUPLICATE, original=second)
    assert "TS-2026-0001" in refused.value.advice
    with pytest.raises(CrmError, match="repeat itself"):
        step(shop, third, IS_DUPLICATE, original=third)
    with pytest.raises(NotFound):
        step(shop, third, IS_DUPLICATE, original=99)


def test_that_a_change_stands_in_the_log_with_what_it_was_before(shop: Workspace) -> None:
    made = walk_in(shop)
    loaded = complaints.get(shop, made)
    complaints.save(shop, dataclasses.replace(loaded, product="锅"), loaded=loaded)
    # Somebody else had the form open, too: what they did not touch stays.
    complaints.save(shop, dataclasses.replace(loaded, severity=SEVERE), loaded=loaded)
    now = complaints.get(shop, made)
    assert (now.product, now.severity) == ("锅", SEVERE)
    assert due(shop, made) == evening(TODAY)
    assert [entry.details for entry in complaints.log(shop, made)] == [
        None,
        {"product": "锅", "product.was": ""},
        {"severity": "severe", "severity.was": "minor"},
    ]
    assert [entry.who for entry in complaints.log(shop, made)] == ["Li"] * 3


def test_that_saving_without_a_change_writes_nothing(shop: Workspace) -> None:
    loaded = complaints.get(shop, walk_in(shop))
    assert complaints.save(shop, loaded, loaded=loaded).operation_id == 0


def test_that_a_walk_in_becomes_a_customer_and_undo_takes_both_back(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ANSWER, action="sorry")
    changes = complaint_customers.make_customer(shop, made, person("王先生", "13800138000"))
    customer = changes.new_id
    assert complaints.get(shop, made).customer_id == customer
    assert [row.follow_up.customer_id for row in followups.open_rows(shop)] == [customer]
    line = customers.timeline(shop, customer)
    assert line[-1].kind == "complaint"
    # What was answered before belongs to the customer as well, on the day of the answer.
    assert [one.text for one in line if "Answer" in one.text] == ["TS-2026-0001 · Answer: sorry"]
    history.undo(shop)
    now = complaints.get(shop, made)
    assert (now.customer_id, now.walk_in_name, now.state) == (0, "王先生", ANSWERED)
    assert len(complaints.log(shop, made)) == 2
    history.undo(shop, history.recent(shop)[0].record.id)
    assert complaints.get(shop, made).customer_id == customer


def test_that_a_walk_in_is_given_to_a_customer_once(shop: Workspace) -> None:
    made, customer = walk_in(shop), add(shop)
    complaint_customers.give_to(shop, made, customer)
    assert complaints.row(shop, made).name == "张伟"
    with pytest.raises(CrmError, match="already"):
        complaint_customers.give_to(shop, made, customer)


def test_that_complaints_follow_a_merge_and_come_back_from_it(shop: Workspace) -> None:
    first, second = add(shop, "甲"), add(shop, "乙")
    made = complain(shop, second)
    merged = duplicates.merge(shop, [first, second], customers.get(shop, first)).operation_id
    assert complaints.get(shop, made).customer_id == first
    history.undo(shop, merged)
    assert complaints.get(shop, made).customer_id == second
    assert complaints.log(shop, made)[0].state == NEW


def test_that_a_step_is_taken_back_only_before_those_that_rest_on_it(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ACKNOWLEDGE)
    accepted = history.recent(shop)[0].record.id
    step(shop, made, ANSWER, action="sorry")
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, accepted)
    assert str(accepted + 1) in refused.value.advice
    history.undo(shop)
    history.undo(shop, accepted)
    assert complaints.get(shop, made).state == NEW


def test_that_today_shows_what_is_overdue_and_due_first(shop: Workspace) -> None:
    late, now = walk_in(at(shop, TODAY - dt.timedelta(days=4))), walk_in(shop, severity=SEVERE)
    walk_in(shop)
    found = today.today(shop)
    assert [row.complaint.id for row in found.complaints] == [late, now]
    assert (found.counts.complaints_overdue, found.counts.complaints_due) == (1, 1)
    assert today.today(at(shop, TODAY, 19)).counts.complaints_overdue == 2


def test_that_a_complaint_survives_its_customer_in_the_bin(shop: Workspace) -> None:
    customer = add(shop)
    made = complain(shop, customer)
    customers.to_bin(shop, [customer])
    assert step(shop, made, ANSWER, action="sorry").state == ANSWERED
    assert complaints.row(shop, made).binned
    with pytest.raises(CrmError, match="bin"):
        complain(shop, customer)


def test_that_nothing_is_lost_when_the_customer_is_undone_and_done_again(shop: Workspace) -> None:
    customer = add(shop)
    made = complain(shop, customer)
    before = factories.recorded(shop)["complaint"]
    history.undo(shop, history.recent(shop)[1].record.id, leave=())
    with pytest.raises(NotFound):
        complaints.get(shop, made)
    history.undo(shop, history.recent(shop)[0].record.id)
    assert factories.recorded(shop)["complaint"] == before


def test_that_opening_days_taken_back_set_the_clocks_by_what_is_in_force(shop: Workspace) -> None:
    before = walk_in(shop)
    opening.save(shop, Opening(closed=(Closed(MONDAY, MONDAY + dt.timedelta(days=4), "中旬"),)))
    changed = history.recent(shop)[0].record.id
    step(shop, before, ANSWER, action="sorry")
    step(shop, before, CLOSE, satisfaction=4)
    meanwhile = walk_in(shop)
    assert due(shop, meanwhile) == evening(MONDAY + dt.timedelta(days=5))
    history.undo(shop, changed)
    assert due(shop, before) is None
    assert due(shop, meanwhile) == evening(MONDAY)


def test_that_a_promise_of_before_does_not_bind_a_reopened_one(shop: Workspace) -> None:
    made = walk_in(shop, promised_on=MONDAY)
    step(at(shop, MONDAY), made, ANSWER, action="sorry")
    later = at(shop, MONDAY + dt.timedelta(days=8), 10)
    step(later, made, REOPEN, note="again")
    assert due(shop, made) == evening(MONDAY + dt.timedelta(days=9))
    assert not step(later, made, ANSWER, action="money back").late


def test_that_a_corrected_word_does_not_judge_an_old_case_anew(shop: Workspace) -> None:
    made = walk_in(shop)
    step(at(shop, MONDAY + dt.timedelta(days=2)), made, ANSWER, action="sorry")
    step(at(shop, MONDAY + dt.timedelta(days=2)), made, CLOSE, satisfaction=5)
    before = complaints.get(shop, made)
    complaint_time.save_rules(shop, ClockRules(solve_days={"minor": 0, "serious": 0, "severe": 0}))
    opening.save(shop, Opening((None,) * 6 + (None,)))
    complaints.save(shop, dataclasses.replace(before, product="锅"), loaded=before)
    after = complaints.get(shop, made)
    assert (after.late, after.answer_minutes) == (False, before.answer_minutes)
    assert after.product == "锅"


def test_that_a_customer_is_not_taken_back_with_a_walk_ins_complaint(shop: Workspace) -> None:
    customer = add(shop)
    created = history.recent(shop)[0].record.id
    made = walk_in(shop)
    complaint_customers.give_to(shop, made, customer)
    with pytest.raises(CrmError, match="given to a customer") as refused:
        history.undo(shop, created, leave=())
    assert str(created + 2) in refused.value.advice
    history.undo(shop)
    history.undo(shop, created, leave=())
    assert complaints.get(shop, made).customer_id == 0


def test_that_an_open_complaint_is_told_when_its_customer_goes_to_the_bin(shop: Workspace) -> None:
    customer = add(shop)
    complain(shop, customer)
    assert customers.to_bin(shop, [customer]).message.endswith("One complaint is still open.")

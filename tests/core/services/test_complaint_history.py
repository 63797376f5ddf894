"""What rests on a complaint's steps is taken back before them, in whichever order it was done."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import ANSWERED, NEW, WAITING_THIRD
from crmdesk.core.domain.complaint_clock import replay
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE, ANSWER, IS_DUPLICATE, WAIT_THIRD
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    complaint_customers,
    complaint_time,
    complaints,
    customers,
    duplicates,
    followups,
    history,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_desk import step, walk_in
from tests.factories import add, complain, person


def test_that_a_merge_is_not_taken_back_under_a_complaint_that_went_on(shop: Workspace) -> None:
    first, second = add(shop, "甲"), add(shop, "乙")
    made = complain(shop, second)
    merged = duplicates.merge(shop, [first, second], customers.get(shop, first)).operation_id
    step(shop, made, ANSWER, action="sorry")
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, merged, leave=())
    assert str(merged + 1) in refused.value.advice
    history.undo(shop)
    history.undo(shop, merged)
    assert complaints.get(shop, made).customer_id == second
    # What was written after they came apart goes along when they are merged again.
    step(shop, made, ANSWER, action="money back")
    history.undo(shop, history.recent(shop)[1].record.id, leave=())
    assert {row[1] for row in factories.recorded(shop)["complaint_log"]} == {first}
    assert followups.open_rows(shop)[0].follow_up.customer_id == first


def undone(shop: Workspace, operation_id: int = 0) -> int:
    return history.undo(shop, operation_id or None, leave=()).operation_id


def test_that_no_step_is_done_again_on_a_complaint_that_is_gone(shop: Workspace) -> None:
    made = complain(shop, add(shop))
    received = history.recent(shop)[0].record.id
    step(shop, made, ANSWER, action="sorry")
    taken_back = undone(shop)
    away = undone(shop, received)
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, taken_back, leave=())
    assert str(away) in refused.value.advice
    assert followups.open_rows(shop) == []
    undone(shop, away)
    undone(shop, taken_back)
    assert complaints.get(shop, made).state == ANSWERED


@pytest.mark.parametrize("on_file", [True, False])
def test_that_no_step_is_done_again_on_a_complaint_of_somebody_else(
    shop: Workspace, on_file: bool
) -> None:
    customer, made = add(shop) if on_file else 0, walk_in(shop)
    if on_file:
        given = complaint_customers.give_to(shop, made, customer).operation_id
    else:
        given = complaint_customers.make_customer(shop, made, person("王先生")).operation_id
    step(shop, made, WAIT_THIRD)
    taken_back = undone(shop)
    nobodys = undone(shop, given)
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, taken_back, leave=())
    assert str(nobodys) in refused.value.advice
    assert complaints.get(shop, made).state == NEW


def test_that_steps_taken_back_are_done_again_in_their_order_only(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ACKNOWLEDGE)
    accepted = history.recent(shop)[0].record.id
    step(shop, made, ANSWER, action="sorry")
    answer_off = undone(shop)
    accept_off = undone(shop, accepted)
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, answer_off)
    assert str(accept_off) in refused.value.advice
    undone(shop, accept_off)
    undone(shop, answer_off)
    assert complaints.get(shop, made).state == ANSWERED


def test_that_a_merge_in_between_goes_before_a_step_done_again(shop: Workspace) -> None:
    first, second = add(shop, "甲"), add(shop, "乙")
    made = complain(shop, second)
    step(shop, made, ANSWER, action="sorry")
    taken_back = undone(shop)
    merged = duplicates.merge(shop, [first, second], customers.get(shop, first)).operation_id
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, taken_back, leave=())
    assert str(merged) in refused.value.advice


def test_that_a_step_done_again_and_taken_back_again_counts_as_taken_back(
    shop: Workspace,
) -> None:
    made = walk_in(shop)
    step(shop, made, ACKNOWLEDGE)
    accepted = history.recent(shop)[0].record.id
    step(shop, made, WAIT_THIRD)
    wait_off = undone(shop)
    accept_off = undone(shop, undone(shop, undone(shop, accepted)))
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, wait_off)
    assert str(accept_off) in refused.value.advice
    undone(shop, accept_off)
    undone(shop, wait_off)
    assert complaints.get(shop, made).state == WAITING_THIRD


def test_that_what_was_left_as_it_is_still_stands(shop: Workspace) -> None:
    first, second = add(shop, "甲"), add(shop, "乙")
    made = walk_in(shop)
    received = history.recent(shop)[0].record.id
    given = complaint_customers.give_to(shop, made, second).operation_id
    merged = duplicates.merge(shop, [first, second], customers.get(shop, first)).operation_id
    before = factories.recorded(shop)
    with pytest.raises(CrmError, match="Nothing was taken back"):
        history.undo(shop, given, leave=[first])
    assert factories.recorded(shop) == before
    assert history.recent(shop)[0].record.id == merged
    with pytest.raises(CrmError, match="went on") as refused:
        history.undo(shop, received, leave=())
    assert str(given) in refused.value.advice
    history.undo(shop, given, leave=())
    history.undo(shop, received, leave=())
    rows = factories.recorded(shop)
    assert rows["complaint"] == rows["complaint_log"] == []


def test_that_a_step_within_the_second_it_was_due_is_judged_as_its_log_says(
    shop: Workspace,
) -> None:
    made = walk_in(shop)
    end = step(shop, made, ACKNOWLEDGE).due_at
    assert end is not None
    late = dataclasses.replace(shop, clock=Clock(lambda: end + dt.timedelta(milliseconds=400)))
    done = step(late, made, ANSWER, action="sorry")
    log = complaints.log(shop, made)
    assert done == replay(done, log, complaint_time.read(shop)) and not done.late


def test_that_the_first_of_two_is_not_taken_back_before_the_one_that_repeats_it(
    shop: Workspace,
) -> None:
    first = walk_in(shop)
    received = history.recent(shop)[0].record.id
    second = walk_in(shop)
    step(shop, second, IS_DUPLICATE, original=first)
    found = history.recent(shop)[0].record.id
    with pytest.raises(CrmError, match="repeats the one") as refused:
        history.undo(shop, received, leave=())
    assert str(found) in refused.value.advice
    history.undo(shop, found)
    history.undo(shop, received, leave=())
    assert complaints.get(shop, second).state == NEW

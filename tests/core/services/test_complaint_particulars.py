"""What moves the times of a complaint, and what a step or a correction may not say."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.complaint import REOPENED, SERIOUS, UNFOUNDED
from crmdesk.core.domain.complaint_clock import ClockRules, replay
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    REJECT,
    REOPEN,
    RESUME,
    TRY_CALL,
    WAIT_CUSTOMER,
    WAIT_THIRD,
)
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    complaint_time,
    complaints,
    followups,
    history,
    opening,
    series,
)
from crmdesk.core.services.workspace import Workspace
from tests.core.services.coming_again import repeat
from tests.core.services.complaint_desk import MONDAY, TUESDAY, due, evening, step, walk_in
from tests.factories import add, at, complain

WEDNESDAY = TUESDAY + dt.timedelta(days=1)
THURSDAY = TUESDAY + dt.timedelta(days=2)
FRIDAY = TUESDAY + dt.timedelta(days=3)


def waited_from_monday_to_thursday(shop: Workspace) -> int:
    made = walk_in(at(shop, MONDAY))
    step(at(shop, MONDAY, 12), made, WAIT_CUSTOMER)
    step(at(shop, THURSDAY, 12), made, RESUME)
    return made


def close_tuesday_and_wednesday(shop: Workspace) -> None:
    opening.save(shop, Opening(closed=(Closed(TUESDAY, WEDNESDAY, "stocktaking"),)))


def test_that_a_holiday_entered_later_shortens_the_wait_it_lies_in(shop: Workspace) -> None:
    made = waited_from_monday_to_thursday(shop)
    assert complaints.get(shop, made).waited == 27 * 60
    close_tuesday_and_wednesday(shop)
    now = complaints.get(shop, made)
    assert now.waited == 9 * 60
    assert replay(now, complaints.log(shop, made), complaint_time.read(shop)) == now
    # Three working days, and the one it waited: Tuesday of the week after.
    assert due(shop, made) == evening(MONDAY + dt.timedelta(days=7))
    history.undo(shop)
    assert complaints.get(shop, made).waited == 27 * 60


def test_that_what_was_judged_stays_when_the_opening_days_change(shop: Workspace) -> None:
    made = waited_from_monday_to_thursday(shop)
    answered = step(at(shop, FRIDAY, 12), made, ANSWER, action="sorry")
    close_tuesday_and_wednesday(shop)
    opening.save(shop, dataclasses.replace(opening.opening(shop), week=(None,) * 7))
    now = complaints.get(shop, made)
    assert (now.answer_minutes, now.late) == (answered.answer_minutes, answered.late)
    assert now.call_back_on == answered.call_back_on
    closed = step(at(shop, FRIDAY, 13), made, CLOSE, satisfaction=5)
    opening.save(shop, Opening())
    assert complaints.get(shop, made) == closed


def test_that_a_wait_of_an_ended_one_follows_when_it_is_reopened(shop: Workspace) -> None:
    made = waited_from_monday_to_thursday(shop)
    step(at(shop, THURSDAY, 13), made, REJECT, note="no")
    close_tuesday_and_wednesday(shop)
    again = step(at(shop, THURSDAY, 14), made, REOPEN, note="yes")
    assert (again.waited, again.waited_before) == (0, 9 * 60)


def test_that_the_call_back_stays_on_its_day_when_particulars_are_corrected(
    shop: Workspace,
) -> None:
    made = complain(shop, add(shop))
    answered = step(shop, made, ANSWER, action="sorry")
    complaint_time.save_rules(shop, ClockRules(call_back_days=9))
    complaints.save(shop, dataclasses.replace(answered, severity=SERIOUS), loaded=answered)
    now = complaints.get(shop, made)
    (row,) = followups.open_rows(shop)
    assert now.call_back_on == row.follow_up.due == answered.call_back_on
    assert due(shop, made) == evening(row.follow_up.due)


def test_that_waiting_moves_a_promised_day_too(shop: Workspace) -> None:
    made = walk_in(shop, promised_on=MONDAY)
    step(shop, made, ACKNOWLEDGE)
    step(at(shop, MONDAY, 9), made, WAIT_CUSTOMER)
    assert not step(at(shop, THURSDAY, 9), made, RESUME).late
    assert due(shop, made) == evening(THURSDAY)
    assert not step(at(shop, THURSDAY, 10), made, ANSWER, action="sorry").late


def test_that_a_day_promised_after_a_wait_is_not_moved_by_it(shop: Workspace) -> None:
    made = walk_in(shop)
    step(at(shop, MONDAY, 9), made, WAIT_CUSTOMER)
    now = step(at(shop, TUESDAY, 9), made, RESUME)
    wanted = dataclasses.replace(now, promised_on=WEDNESDAY)
    complaints.save(at(shop, TUESDAY, 9), wanted, loaded=now)
    assert due(shop, made) == evening(WEDNESDAY)
    step(at(shop, TUESDAY, 12), made, WAIT_THIRD)
    step(at(shop, TUESDAY, 15), made, RESUME)
    assert due(shop, made) == evening(THURSDAY, 12)
    now = complaints.get(shop, made)
    assert replay(now, complaints.log(shop, made), complaint_time.read(shop)) == now


def test_that_nothing_is_received_in_the_future_or_after_its_own_steps(shop: Workspace) -> None:
    with pytest.raises(CrmError, match="later than now"):
        walk_in(shop, received_at=shop.clock.now() + dt.timedelta(minutes=1))
    made = walk_in(shop)
    later = at(shop, TUESDAY)
    accepted = step(later, made, ACKNOWLEDGE)
    afterwards = dataclasses.replace(accepted, received_at=at(shop, TUESDAY, 10).clock.now())
    with pytest.raises(CrmError, match="than now"):
        complaints.save(later, afterwards, loaded=accepted)
    with pytest.raises(CrmError, match="first step"):
        complaints.save(at(shop, WEDNESDAY), afterwards, loaded=accepted)
    earlier = dataclasses.replace(accepted, received_at=at(shop, MONDAY).clock.now())
    complaints.save(later, earlier, loaded=accepted)
    assert complaints.get(shop, made).received_at == at(shop, MONDAY).clock.now()


def test_that_a_reopened_one_is_not_unfounded_any_more(shop: Workspace) -> None:
    made = walk_in(shop)
    rejected = step(shop, made, REJECT, note="no such order")
    assert (rejected.state, rejected.founded) == (UNFOUNDED, "no")
    again = step(shop, made, REOPEN, note="the order was found")
    assert (again.state, again.founded) == (REOPENED, "")
    history.undo(shop)
    assert complaints.get(shop, made).founded == "no"


def test_that_the_tries_to_reach_somebody_never_become_fewer(shop: Workspace) -> None:
    made = walk_in(shop)
    step(shop, made, ANSWER, action="money back")
    step(shop, made, TRY_CALL, tries=3)
    assert step(shop, made, TRY_CALL, tries=1).tries == 4
    assert step(shop, made, CLOSE, tries=2).tries == 4


@pytest.mark.parametrize("rule", ["weekly", "AFTER=30"])
@pytest.mark.parametrize("event", [CLOSE, REOPEN])
def test_that_a_series_made_of_the_call_back_goes_on(
    shop: Workspace, rule: str, event: str
) -> None:
    made = complain(shop, add(shop))
    step(shop, made, ANSWER, action="sorry")
    (row,) = followups.open_rows(shop)
    series.save_following(shop, row.follow_up, repeat(rule))
    then = at(shop, row.follow_up.due)
    step(then, made, event, note="well", satisfaction=5)
    (following,) = followups.open_rows(then)
    assert following.follow_up.due > row.follow_up.due
    assert following.follow_up.series_id == followups.get(shop, row.follow_up.id).series_id

"""The table of transitions, and what its guards say."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    ENDED,
    IN_PROGRESS,
    NEW,
    OPEN,
    REOPENED,
    STATES,
    UNSOLVED,
    Complaint,
)
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    EVENTS,
    GUARDS,
    IS_DUPLICATE,
    REOPEN,
    TRANSITIONS,
    Given,
    check,
    leading,
    possible,
    why_not,
)
from crmdesk.core.domain.problems import CrmError

NOW = dt.datetime(2026, 11, 21, 2, tzinfo=dt.UTC)


def a_complaint(state: str = NEW, **more: object) -> Complaint:
    return Complaint(id=1, received_at=NOW, what="cold soup", state=state, **more)  # type: ignore[arg-type]


def test_that_every_row_of_the_table_is_told_in_words_and_known_by_its_guard() -> None:
    assert len(set(EVENTS)) == len(TRANSITIONS)
    for one in TRANSITIONS:
        assert one.label and one.told
        assert one.states and one.states <= set(STATES)
        assert not one.guard or one.guard in GUARDS
        assert not one.to or one.to in STATES


def test_that_every_state_is_open_or_over_and_can_be_left() -> None:
    assert OPEN | ENDED == set(STATES)
    assert not OPEN & ENDED
    for state in STATES:
        assert any(one.to and one.to != state for one in possible(state))
        assert state == NEW or any(one.to == state for one in TRANSITIONS)


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("event", EVENTS)
def test_that_what_the_table_does_not_name_is_refused_with_what_can_be_done(
    state: str, event: str
) -> None:
    everything = Given(note="why", action="a new one", satisfaction=5, original=7)
    if any(one.event == event for one in possible(state)):
        assert check(a_complaint(state), event, everything).event == event
    else:
        with pytest.raises(CrmError) as refused:
            check(a_complaint(state), event, everything)
        assert refused.value.message.endswith(".")
        assert "“" in refused.value.advice


@pytest.mark.parametrize(
    ("state", "event", "given", "sentence"),
    [
        (IN_PROGRESS, ANSWER, Given(), "what was done"),
        (ANSWERED, CLOSE, Given(satisfaction=5), "what was done"),
        (ANSWERED, CLOSE, Given(action="money back"), "call-back"),
        (ANSWERED, CLOSE, Given(action="money back", satisfaction=6), "call-back"),
        (CLOSED, REOPEN, Given(), "reason"),
        (NEW, IS_DUPLICATE, Given(original=1), "other complaint"),
    ],
)
def test_that_a_step_says_what_it_lacks(
    state: str, event: str, given: Given, sentence: str
) -> None:
    with pytest.raises(CrmError, match=sentence):
        check(a_complaint(state), event, given)


@pytest.mark.parametrize("given", [Given(satisfaction=1), Given(tries=3)])
def test_that_a_complaint_closes_with_a_score_or_after_tries_to_reach_the_customer(
    given: Given,
) -> None:
    answered = a_complaint(ANSWERED, action="money back")
    assert check(answered, CLOSE, given).to == CLOSED


def test_that_tries_noted_before_are_enough_to_close() -> None:
    assert check(a_complaint(ANSWERED, action="done", tries=2), CLOSE, Given()).to == CLOSED


def test_that_a_move_that_is_not_allowed_is_explained() -> None:
    for state in STATES:
        for to in STATES:
            if leading(state, to) is None:
                assert why_not(state, to).endswith(".")
    assert "called back" in why_not(IN_PROGRESS, CLOSED)
    assert "reopen it first" in why_not(CLOSED, IN_PROGRESS)
    assert "nothing to reopen" in why_not(IN_PROGRESS, REOPENED)
    assert all("answered" in why_not(state, CLOSED) for state in UNSOLVED)

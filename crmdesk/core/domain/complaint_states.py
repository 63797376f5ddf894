"""The one table of what can be done with a complaint in which state.

The form's buttons, the board, the command line and the tests all read TRANSITIONS. States and
rules follow ISO 10002 / GB/T 19012: acknowledge, investigate, answer, call back, close.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    ENDED,
    IN_PROGRESS,
    NEW,
    OPEN,
    REOPENED,
    SCORES,
    STATES,
    UNFOUNDED,
    UNSOLVED,
    WAITING,
    WAITING_CUSTOMER,
    WAITING_THIRD,
    Complaint,
)
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import N_, _, listed

# Lines of the log that are no steps of the table: the beginning, changed particulars, files, and
# to whom a walk-in's complaint was given. They lead nowhere.
RECEIVE: Final = "receive"
EDIT: Final = "edit"
ATTACH: Final = "attach"
DETACH: Final = "detach"
GIVE: Final = "give"
BESIDE: Final = {
    RECEIVE: N_("Complaint received"),
    EDIT: N_("Changed"),
    ATTACH: N_("File added"),
    DETACH: N_("File removed"),
    GIVE: N_("Given to a customer"),
}

ACKNOWLEDGE: Final = "acknowledge"
WAIT_CUSTOMER: Final = "wait_customer"
WAIT_THIRD: Final = "wait_third"
RESUME: Final = "resume"
ANSWER: Final = "answer"
TRY_CALL: Final = "try_call"
CLOSE: Final = "close"
REOPEN: Final = "reopen"
REJECT: Final = "unfounded"
IS_DUPLICATE: Final = "duplicate"
REMARK: Final = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a user gives with a step; what is empty or 0 leaves the complaint as it is.

    `tries` is how often the customer could not be reached in all; `original` the id of the
    complaint that this one repeats.
    """

    note: str = ""
    action: str = ""
    founded: str = ""
    cause: str = ""
    prevention: str = ""
    cost: int | None = None
    satisfaction: int = 0
    tries: int = 0
    original: int = 0


# A guard returns one sentence and one advice for what is missing, or None.
Missing = tuple[str, str] | None
Guard = Callable[[Complaint, Given], Missing]


def _has_note(_complaint: Complaint, given: Given) -> Missing:
    if given.note:
        return None
    return _("A reason is missing."), _("Say in a few words why.")


def _has_words(_complaint: Complaint, given: Given) -> Missing:
    if given.note:
        return None
    return _("The note is empty."), _("Type what is to be kept in the log.")


def _has_result(complaint: Complaint, given: Given) -> Missing:
    if given.action or complaint.action:
        return None
    return (
        _("It does not say yet what was done for the customer."),
        _("Type the result first: what you did, or what you told the customer."),
    )


def _was_called_back(complaint: Complaint, given: Given) -> Missing:
    if given.satisfaction in SCORES or (not given.satisfaction and given.tries > 0):
        return None
    if not given.satisfaction and complaint.tries > 0:
        return None
    return (
        _("A complaint is closed only after the call-back."),
        _("Choose how satisfied the customer is, 1 to 5, or how often nobody could be reached."),
    )


def _has_original(complaint: Complaint, given: Given) -> Missing:
    if given.original and given.original != complaint.id:
        return None
    return (
        _("The other complaint is missing."),
        _("Give the number of the complaint that this one repeats."),
    )


def _closes_with_result(complaint: Complaint, given: Given) -> Missing:
    return _has_result(complaint, given) or _was_called_back(complaint, given)


GUARDS: Final[Mapping[str, Guard]] = {
    "reason": _has_note,
    "note": _has_words,
    "result": _has_result,
    "result and call-back": _closes_with_result,
    "original": _has_original,
}


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states an event leads where, and what it needs; an empty `to` stays.

    `label` is what its button says, `told` what the log says.
    """

    event: str
    states: frozenset[str]
    guard: str
    to: str
    label: str
    told: str

    def missing(self, complaint: Complaint, given: Given) -> Missing:
        """Return what the step lacks, as a sentence and an advice, or None."""
        return GUARDS[self.guard](complaint, given) if self.guard else None


_FRESH: Final = frozenset({NEW, REOPENED})
_AT_WORK: Final = frozenset({NEW, REOPENED, IN_PROGRESS})

TRANSITIONS: Final = (
    Transition(ACKNOWLEDGE, _FRESH, "", IN_PROGRESS, N_("Accept"), N_("Accepted")),
    Transition(RESUME, WAITING, "", IN_PROGRESS, N_("Go on"), N_("Went on")),
    Transition(ANSWER, UNSOLVED, "result", ANSWERED, N_("Answer"), N_("Answered")),
    Transition(
        TRY_CALL,
        frozenset({ANSWERED}),
        "",
        "",
        N_("Could not be reached"),
        N_("Could not be reached"),
    ),
    Transition(
        CLOSE,
        frozenset({ANSWERED}),
        "result and call-back",
        CLOSED,
        N_("Called back: close"),
        N_("Closed after the call-back"),
    ),
    Transition(
        WAIT_CUSTOMER,
        _AT_WORK | {WAITING_THIRD},
        "",
        WAITING_CUSTOMER,
        N_("Wait for customer"),
        N_("Waits for the customer"),
    ),
    Transition(
        WAIT_THIRD,
        _AT_WORK | {WAITING_CUSTOMER},
        "",
        WAITING_THIRD,
        N_("Wait for third party"),
        N_("Waits for a third party"),
    ),
    Transition(REOPEN, ENDED | {ANSWERED}, "reason", REOPENED, N_("Reopen"), N_("Opened again")),
    Transition(REJECT, OPEN, "reason", UNFOUNDED, N_("Unfounded"), N_("Found to be unfounded")),
    Transition(
        IS_DUPLICATE, OPEN, "original", DUPLICATE, N_("Duplicate of…"), N_("Repeats another one")
    ),
    Transition(REMARK, frozenset(STATES), "note", "", N_("Note"), N_("Note")),
)
EVENTS: Final = tuple(one.event for one in TRANSITIONS)


def transition(event: str) -> Transition:
    """Return the row of the table for an event. Raises KeyError for an unknown one."""
    for one in TRANSITIONS:
        if one.event == event:
            return one
    raise KeyError(event)


def possible(state: str) -> list[Transition]:
    """Return what can be done in a state, in the order of the buttons."""
    return [one for one in TRANSITIONS if state in one.states]


def leading(state: str, to: str) -> Transition | None:
    """Return what leads from a state to another one, or None when nothing does."""
    return next((one for one in possible(state) if one.to == to), None)


def check(complaint: Complaint, event: str, given: Given) -> Transition:
    """Return the step an event means now. Raises CrmError when it may not be taken, and why."""
    step = transition(event)
    if complaint.state not in step.states:
        raise CrmError(why_not(complaint.state, step.to or complaint.state), _advice(complaint))
    missing = step.missing(complaint, given)
    if missing is not None:
        raise CrmError(*missing)
    return step


def why_not(state: str, to: str) -> str:
    """Return why a complaint cannot go from a state to another one, in one sentence."""
    now, then = _(STATES[state]), _(STATES[to])
    if state == to:
        return _("The complaint stands at “{state}”; that cannot be done there.").format(state=now)
    if to == CLOSED and state in UNSOLVED:
        return _("It has to be answered and called back before it is closed.")
    if to == NEW:
        return _("Only a complaint that was just received is new.")
    if state in ENDED:
        return _("The complaint is over (“{state}”); reopen it first.").format(state=now)
    if to == REOPENED:
        return _("The complaint is still open; there is nothing to reopen.")
    return _("A complaint cannot go from “{state}” to “{then}”.").format(state=now, then=then)


def _advice(complaint: Complaint) -> str:
    steps = listed(f"“{_(one.label)}”" for one in possible(complaint.state))
    return _("What can be done now: {steps}.").format(steps=steps)

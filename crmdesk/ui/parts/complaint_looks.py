"""The colours in which complaints are shown, wherever they are listed."""

from __future__ import annotations

import datetime as dt
from typing import Final

from crmdesk.core.domain import complaint as words
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_words import LATER, OVERDUE, TODAY, urgency, waits
from crmdesk.core.i18n import N_, _

STATE_TONES: Final = {
    words.NEW: "accent",
    words.REOPENED: "danger",
    words.IN_PROGRESS: "info",
    words.WAITING_CUSTOMER: "warning",
    words.WAITING_THIRD: "warning",
    words.ANSWERED: "success",
    words.CLOSED: "muted",
    words.UNFOUNDED: "muted",
    words.DUPLICATE: "muted",
}
# Where there is no room for the whole name of a state.
_SHORT: Final = {
    words.WAITING_CUSTOMER: N_("Wait: customer"),
    words.WAITING_THIRD: N_("Wait: others"),
}
SEVERITY_TONES: Final = {words.SEVERE: "danger", words.SERIOUS: "warning", words.MINOR: "neutral"}
_LONG: Final = 7
_DUE_TONES: Final = {OVERDUE: "danger", TODAY: "warning", LATER: "neutral"}


def short_state(state: str) -> str:
    """Return the name of a state in as few words as it can be said."""
    return _(_SHORT.get(state, words.STATES[state]))


def due_tone(complaint: Complaint, now: dt.datetime) -> str:
    """Return the tone of when it is due: danger when that is over, warning for today.

    What has waited for long may have been forgotten.
    """
    if waits(complaint, now) >= _LONG:
        return "warning"
    return _DUE_TONES.get(urgency(complaint, now), "muted")


def score_tone(score: int) -> str:
    """Return the tone of a satisfaction from 1 to 5."""
    if score <= words.MOST_UNSATISFIED:
        return "danger"
    return "warning" if score == words.MOST_UNSATISFIED + 1 else "success"

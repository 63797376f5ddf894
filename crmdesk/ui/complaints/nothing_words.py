"""What is said where a filter of the list finds no complaint, with an advice."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.complaint_query import (
    ALL,
    MINE,
    OPEN_ONES,
    OVERDUE,
    THIS_MONTH,
    WAITING_ONES,
)
from crmdesk.core.i18n import N_, _

_OF_SAVED: Final = {
    OPEN_ONES: (
        N_("Nothing is left to do here."),
        N_("“All” shows what was closed; a new one is written down with Ctrl+N."),
    ),
    OVERDUE: (
        N_("No complaint is overdue."),
        N_("“Open” shows what is due next."),
    ),
    WAITING_ONES: (
        N_("No complaint waits for anybody."),
        N_("A clock stands still only while one waits; “Open” shows those at work."),
    ),
    MINE: (
        N_("No open complaint is yours."),
        N_("“Open” shows those of everybody."),
    ),
    THIS_MONTH: (
        N_("No complaint came in this month."),
        N_("“All” shows the earlier ones."),
    ),
    ALL: (
        N_("There is no complaint yet."),
        N_("The first one is written down with Ctrl+N, while the customer talks."),
    ),
}
_OF_OTHERS: Final = (
    N_("There is no such complaint."),
    N_("Choose another filter over the list, or clear what narrows it."),
)


def nothing_words(saved: str) -> tuple[str, str]:
    """Return the sentence and the advice for a saved filter, or for any other query."""
    words, advice = _OF_SAVED.get(saved, _OF_OTHERS)
    return _(words), _(advice)

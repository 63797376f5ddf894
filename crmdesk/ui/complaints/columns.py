"""The columns of the list of complaints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from crmdesk.core.domain.complaint import SEVERITIES, Complaint, ComplaintRow
from crmdesk.core.domain.complaint_query import SORTS
from crmdesk.core.domain.complaint_words import due_words, show_value
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import N_, _
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.parts.complaint_looks import (
    SEVERITY_TONES,
    STATE_TONES,
    due_tone,
    score_tone,
    short_state,
)

Now = Callable[[], dt.datetime]
Show = Callable[[ComplaintRow], str]


def complaint_columns(now: Now, lists: ComplaintLists) -> list[Column[ComplaintRow]]:
    """Return the columns, the pressing ones first, with the words of the shop."""
    labels = lists.labels()

    def shown(name: str) -> Show:
        return lambda row: show_value(name, getattr(row.complaint, name), labels)

    return [
        _column("due", 124, lambda row: due_words(row.complaint, now()), tone=_due(now)),
        _column("state", 122, lambda row: short_state(row.complaint.state), tone=_state, pill=True),
        _column("name", 94, lambda row: row.name, required=True, tone=_binned),
        _column("number", 110, lambda row: row.complaint.number, tabular=True),
        _column(
            "severity",
            84,
            lambda row: _(SEVERITIES[row.complaint.severity]),
            tone=lambda row: SEVERITY_TONES[row.complaint.severity],
        ),
        _column("category", 96, shown("category")),
        _column("phone", 112, lambda row: row.phone, title=N_("Phone"), tabular=True),
        _column("product", 140, lambda row: row.complaint.product, title=N_("Product or order")),
        _column("staff", 80, lambda row: row.complaint.staff),
        _column(
            "received", 128, lambda row: show_date_time(row.complaint.received_at), tabular=True
        ),
        _column("channel", 84, shown("channel"), title=N_("Channel")),
        _column("accepted", 128, _moment("acknowledged_at"), title=N_("Accepted on"), tabular=True),
        _column("answered", 128, _moment("answered_at"), title=N_("Answered on"), tabular=True),
        _column("ended", 128, _moment("ended_at"), title=N_("Ended on"), tabular=True),
        _column("cause", 96, shown("cause"), title=N_("Cause")),
        _column("cost", 96, shown("cost"), align="right", tabular=True),
        _column("satisfaction", 84, _score, tone=_score_tone),
        _column("what", 240, lambda row: row.complaint.what, title=N_("What happened")),
    ]


def _column(key: str, width: int, value: Show, *, title: str = "", **more: Any) -> Column[Any]:
    words = title or SORTS[key]
    return Column(key, lambda: _(words), value, width=width, sortable=key in SORTS, **more)


def _moment(name: str) -> Show:
    return lambda row: show_date_time(getattr(row.complaint, name))


def _due(now: Now) -> Callable[[ComplaintRow], str | None]:
    def tone(row: ComplaintRow) -> str | None:
        found = due_tone(row.complaint, now())
        return None if found == "neutral" else found

    return tone


def _state(row: ComplaintRow) -> str:
    return STATE_TONES[row.complaint.state]


def _binned(row: ComplaintRow) -> str | None:
    return "muted" if row.binned else None


def _score(row: ComplaintRow) -> str:
    complaint: Complaint = row.complaint
    if complaint.satisfaction:
        return show_value("satisfaction", complaint.satisfaction)
    return _("not reached") if complaint.tries and not complaint.is_open else ""


def _score_tone(row: ComplaintRow) -> str | None:
    return score_tone(row.complaint.satisfaction) if row.complaint.satisfaction else None

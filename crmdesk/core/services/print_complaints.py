"""Complaint forms on paper: filled from complaints, or empty to be filled in by hand."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain import choices as lists
from crmdesk.core.domain.complaint import ENDED, SCORES, STATES, ComplaintRow, LogEntry
from crmdesk.core.domain.complaint_states import BESIDE, EDIT, EVENTS, RECEIVE, transition
from crmdesk.core.domain.money import show_money
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_date, show_date_time
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.reports.complaint_form import ComplaintPage, StepLine, build_complaint_forms
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.wording import shorten
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, complaint_log, complaints
from crmdesk.core.store.database import Connection

MOST_FORMS: Final = 300
# The last ones tell how it ended; the whole log stays on the screen.
_STEPS: Final = 10
# An open complaint needs room to write as well.
_STEPS_OF_A5, _OPEN_STEPS_OF_A5 = 4, 3
_LEFT_OUT: Final = frozenset({EDIT, RECEIVE})


def _build(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    with workspace.database.read() as connection:
        words = _Words(connection)
        rows = complaints.rows_of(connection, options.ids[:MOST_FORMS])
        found = [row for row in rows if row is not None]
        pages = [
            _page(row, complaint_log.log_of(connection, row.complaint.id), words, look.paper)
            for row in found
        ]
    if options.ids and not pages:
        raise CrmError(
            _("These complaints are not there any more."),
            _("Look at the list of complaints again."),
        )
    return build_complaint_forms(look, pages or [words.blank()])


class _Words:
    """What the owner calls categories, channels and causes."""

    def __init__(self, connection: Connection) -> None:
        names = (lists.CATEGORY, lists.CHANNEL, lists.CAUSE)
        self._lists = {
            name: {one.code: one.show() for one in choices.of_list(connection, name, counted=False)}
            for name in names
        }

    def show(self, name: str, code: str) -> str:
        """Return the owner's word for a code."""
        return self._lists[name].get(code) or lists.show_code(name, code)

    def blank(self) -> ComplaintPage:
        """Return an empty form with everything to tick."""
        category, channel, cause = (tuple(one.values()) for one in self._lists.values())
        return ComplaintPage(categories=category, channels=channel, causes=cause)


def _page(row: ComplaintRow, log: list[LogEntry], words: _Words, paper: str) -> ComplaintPage:
    one = row.complaint
    steps = [entry for entry in log if entry.event not in _LEFT_OUT]
    over = one.state in ENDED
    most = _STEPS if paper != "A5" else _STEPS_OF_A5 if over else _OPEN_STEPS_OF_A5
    blank = words.blank()
    return ComplaintPage(
        number=one.number,
        state=_(STATES[one.state]),
        over=over,
        customer=row.name,
        phone=row.phone,
        received=show_date_time(one.received_at),
        channel=words.show(lists.CHANNEL, one.channel),
        received_by=one.received_by,
        category=words.show(lists.CATEGORY, one.category),
        product=one.product,
        ordered=show_date(one.ordered_on),
        what=one.what,
        wish=one.wish,
        wish_text=one.wish_text,
        severity=one.severity,
        staff=one.staff,
        due=show_date_time(one.due_at) or show_date(one.promised_on),
        founded=one.founded,
        cause=words.show(lists.CAUSE, one.cause),
        action=one.action,
        cost=show_money(one.cost) if one.cost else "",
        answered=show_date_time(one.answered_at),
        prevention=one.prevention,
        satisfaction=one.satisfaction if one.satisfaction in SCORES else 0,
        called=_called(row),
        steps=tuple(_step(entry) for entry in steps[-most:]),
        earlier=max(len(steps) - most, 0),
        categories=blank.categories,
        channels=blank.channels,
        causes=blank.causes,
    )


def _called(row: ComplaintRow) -> str:
    one = row.complaint
    if one.tries and not one.satisfaction:
        text = ngettext(
            "could not be reached ({count} try)", "could not be reached ({count} tries)", one.tries
        )
        return text.format(count=one.tries)
    return show_date(one.ended_at.astimezone().date()) if one.satisfaction and one.ended_at else ""


def _step(entry: LogEntry) -> StepLine:
    return StepLine(
        show_date_time(entry.at), show_event(entry.event), shorten(entry.note), entry.who
    )


def show_event(event: str) -> str:
    """Return what the log says of an event."""
    if event in EVENTS:
        return _(transition(event).told)
    return _(BESIDE[event]) if event in BESIDE else event


COMPLAINT_FORM: Final = Style(
    "complaint_form",
    N_("Complaint form"),
    N_("A page for each complaint to sign; without one, an empty form to fill in by hand."),
    "complaints",
    _build,
)

"""A complaint as a JSON document and as lines."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from crmdesk.cli.output import in_phrases, one_line, pairs, table
from crmdesk.core.domain.attachment import Attachment, show_size
from crmdesk.core.domain.choices import COMPLAINT_LISTS
from crmdesk.core.domain.complaint import ANSWERED, SEVERITIES, STATES, ComplaintRow, LogEntry
from crmdesk.core.domain.complaint_clock import CALL_BACK
from crmdesk.core.domain.complaint_words import (
    FIELDS,
    Labels,
    due_words,
    field_words,
    log_details,
    log_title,
    show_value,
)
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _, listed
from crmdesk.core.services.workspace import Workspace

# Shown in lines of their own.
_APART: Final = frozenset({"walk_in_name", "walk_in_phone", "severity"})


def labels_of(work: Workspace) -> Labels:
    """Return the shop's own words for what complaints say in codes."""
    from crmdesk.core.services import choices

    lists = COMPLAINT_LISTS
    return {name: choices.labels(work, name) for name in lists}


def document(row: ComplaintRow, now: dt.datetime) -> dict[str, object]:
    """Return a complaint as a JSON document; instants are in UTC, `cost` in hundredths."""
    complaint = row.complaint
    return {
        **dataclasses.asdict(complaint),
        "name": row.name,
        "phone": row.phone,
        "overdue": complaint.is_overdue(now),
    }


def complaint_table(rows: Sequence[ComplaintRow], labels: Labels, now: dt.datetime) -> list[str]:
    """Return complaints as a table."""
    headers = [_("Complaint no."), _("Due"), _("State"), _("Severity"), _("Name"), _("Phone")]
    headers += [_("Category"), _("What happened"), _("Staff")]
    return table(headers, [_line_of(row, labels, now) for row in rows], 40)


def _line_of(row: ComplaintRow, labels: Labels, now: dt.datetime) -> Sequence[object]:
    complaint = row.complaint
    return (
        complaint.number,
        due_words(complaint, now),
        _(STATES[complaint.state]),
        _(SEVERITIES[complaint.severity]),
        row.name,
        row.phone,
        show_value("category", complaint.category, labels),
        complaint.what,
        complaint.staff,
    )


def particulars(
    row: ComplaintRow, files: Sequence[Attachment], labels: Labels, now: dt.datetime
) -> list[str]:
    """Return the lines of what a complaint says."""
    complaint = row.complaint
    lines: list[tuple[str, object]] = [
        (_("Complaint no."), complaint.number),
        (_("Name"), row.name),
        (_("Phone"), row.phone),
        (_("State"), _(STATES[complaint.state])),
        (_("Severity"), _(SEVERITIES[complaint.severity])),
        (_("Due"), due_words(complaint, now)),
    ]
    lines += [
        (field_words(name), show_value(name, getattr(complaint, name), labels))
        for name in FIELDS
        if name not in _APART and (name != CALL_BACK or complaint.state == ANSWERED)
    ]
    named = _("{what} ({who})")
    names = listed(named.format(what=one.name, who=show_size(one.size)) for one in files)
    return pairs([*lines, (_("Files"), names)])


def log_lines(log: Sequence[LogEntry], labels: Labels) -> list[str]:
    """Return the log, a line for each step."""
    found: list[str] = []
    for entry in log:
        said = [log_title(entry), entry.note, *log_details(entry, labels)]
        words = in_phrases(said)
        told = one_line(words, 160)
        if entry.who:
            told = _("{what} ({who})").format(what=told, who=one_line(entry.who))
        found.append(f"{show_date_time(entry.at)}  {told}")
    return found

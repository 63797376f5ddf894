"""The report of a period's complaints as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from crmdesk.core.domain import choices as lists
from crmdesk.core.domain.complaint import FOUNDED, SEVERITIES, STATES, WISHES, ComplaintRow
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.domain.shown_dates import show_date, show_date_time
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.complaint_sheets import sheets_of
from crmdesk.core.reports.workbook import write_sheets
from crmdesk.core.reports.workbook_look import Value
from crmdesk.core.services import complaint_figures
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, complaint_lists, complaints

Labels = dict[str, dict[str, str]]
_COLUMNS: Final = (
    N_("Complaint no."),
    N_("Received"),
    N_("Customer"),
    N_("Phone"),
    N_("Channel"),
    N_("Category"),
    N_("Product or order"),
    N_("Order date"),
    N_("What happened"),
    N_("Customer wants"),
    N_("Severity"),
    N_("State"),
    N_("Staff"),
    N_("Due"),
    N_("Answered on"),
    N_("Answered late"),
    N_("Ended on"),
    N_("Founded"),
    N_("Cause"),
    N_("What was done"),
    N_("Prevention"),
    N_("Cost"),
    N_("Satisfaction"),
    N_("Reopened"),
)


def write(
    workspace: Workspace, period: Period, path: Path, progress: Progress = QUIET
) -> list[Problem]:
    """Write the figures, tables, causes and the list of a period; return what could not be kept.

    Raises CrmError for a period that cannot be, FileProblem when the file cannot be written,
    Cancelled when the user stops it.
    """
    report = complaint_figures.report(workspace, period)
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
        ids = complaint_lists.ids(connection, period.query(), workspace.clock.now())
        found = complaints.rows_of(connection, ids)
    rows = [_row(one, labels) for one in found if one is not None]
    return write_sheets(path, sheets_of(report, [_(one) for one in _COLUMNS], rows), progress)


def _row(row: ComplaintRow, labels: Labels) -> tuple[Value, ...]:
    one = row.complaint

    def word(name: str, code: str) -> str:
        return labels.get(name, {}).get(code) or lists.show_code(name, code)

    wish = " ".join(part for part in (_label(WISHES, one.wish), one.wish_text) if part)
    return (
        one.number,
        show_date_time(one.received_at),
        row.name,
        row.phone,
        word(lists.CHANNEL, one.channel),
        word(lists.CATEGORY, one.category),
        one.product,
        show_date(one.ordered_on),
        one.what,
        wish,
        _label(SEVERITIES, one.severity),
        _label(STATES, one.state),
        one.staff,
        show_date_time(one.due_at),
        show_date_time(one.answered_at),
        _("Yes") if one.late else "",
        show_date_time(one.ended_at),
        _label(FOUNDED, one.founded),
        word(lists.CAUSE, one.cause),
        one.action,
        one.prevention,
        one.cost / 100 if one.cost else "",
        one.satisfaction or "",
        one.reopened or "",
    )


def _label(names: dict[str, str], code: str) -> str:
    return _(names[code]) if code in names else code

"""The complaints of a month, a year or any days on paper."""

from __future__ import annotations

import datetime as dt
from typing import Final

from crmdesk.core.domain import choices as lists
from crmdesk.core.domain.complaint import MINOR, SEVERITIES, STATES, ComplaintRow
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _, speaking_to_the_screen
from crmdesk.core.reports.complaint_month import (
    LIST_PART,
    MONTH_PARTS,
    ComplaintLine,
    build_complaint_month,
)
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.wording import month_and_year, shorten, span
from crmdesk.core.services import complaint_figures
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, complaint_lists, complaints

# A print of more would keep the printer busy for a day.
MOST_LISTED: Final = 2000


def period_of(options: PrintOptions, today: dt.date) -> Period:
    """Return so many days from the start, or without a number the month it lies in."""
    start = options.start or today
    if not options.days:
        return Period.month(start.year, start.month)
    return Period(start, start + dt.timedelta(days=options.days - 1))


def days_of(period: Period) -> str:
    """Return a period in words: a month, a year, or from a day to another."""
    if period.is_month:
        return month_and_year(period.first)
    if period.is_year:
        return _("{year}").format(year=period.first.year)
    return span(period.first, period.last)


def title_of(period: Period) -> str:
    """Return the heading of a period's sheet."""
    return _("Complaints, {days}").format(days=days_of(period))


def _build(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    period = period_of(options, workspace.clock.today())
    parts = COMPLAINT_MONTH.chosen_parts(options)
    report = complaint_figures.report(workspace, period)
    lines: list[ComplaintLine] = []
    remark = ""
    if LIST_PART in parts:
        lines = _lines(workspace, period)
        count = report.total.count("received")
        if count > len(lines):
            with speaking_to_the_screen():
                remark = _("Only the first {most} of {count} complaints are listed.").format(
                    most=len(lines), count=count
                )
    return build_complaint_month(look, title_of(period), report, lines, parts, remark=remark)


def _lines(workspace: Workspace, period: Period) -> list[ComplaintLine]:
    with workspace.database.read() as connection:
        labels = choices.labels(connection).get(lists.CATEGORY, {})
        now = workspace.clock.now()
        ids = complaint_lists.ids(connection, period.query(), now, MOST_LISTED)
        rows = complaints.rows_of(connection, ids)
    return [_line(row, labels) for row in rows if row is not None]


def _line(row: ComplaintRow, labels: dict[str, str]) -> ComplaintLine:
    one = row.complaint
    category = labels.get(one.category) or lists.show_code(lists.CATEGORY, one.category)
    return ComplaintLine(
        number=one.number,
        received=show_date(one.received_at.astimezone().date()),
        name=row.name,
        phone=row.phone if row.phone != row.name else "",
        category=category,
        product=one.product,
        what=shorten(one.what),
        severity=_(SEVERITIES[one.severity]) if one.severity != MINOR else "",
        state=_(STATES[one.state]),
        staff=one.staff,
        answered=show_date(one.answered_at.astimezone().date()) if one.answered_at else "",
        late=_("late") if one.late else "",
    )


COMPLAINT_MONTH: Final = Style(
    "complaint_month",
    N_("Complaints of a month"),
    N_("Figures, tables, causes and the list of a month's complaints."),
    "complaints",
    _build,
    frozenset({"days"}),
    parts=MONTH_PARTS,
    usual_parts=tuple(one for one in MONTH_PARTS if one not in ("channel", "severity")),
    usual_days=0,
)

"""The visits of some days on paper: sheets to carry along, lists, and the week as a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Final

from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.complaint_words import case_words
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import PLANNED, STATUSES, VisitRow, on_paper
from crmdesk.core.domain.visit_warnings import closed_words
from crmdesk.core.domain.weeks import WEEK_DAYS
from crmdesk.core.i18n import N_, _, listed
from crmdesk.core.reports import visit_sheet, week_grid
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.visit_columns import VisitLine
from crmdesk.core.reports.visit_sheet import VisitDay
from crmdesk.core.services import opening
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaints, visits

# More would not fit beside the shop's name.
_NAMED: Final = 5
_WHAT: Final = frozenset({"days", "staff"})


def _day_sheet(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    staff, days = planned(workspace, options)
    parts = DAY_SHEET.chosen_parts(options)
    return visit_sheet.build_day_sheet(
        look, staff, _with_visits(days), parts=parts, own_pages=options.own_pages
    )


def _compact(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    staff, days = planned(workspace, options)
    parts = DAY_COMPACT.chosen_parts(options)
    return visit_sheet.build_compact_sheet(look, staff, _with_visits(days), parts=parts)


def _week_grid(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    staff, days = planned(workspace, options, usual_days=WEEK_DAYS)
    return week_grid.build_week_grid(look, staff, days)


def _week_list(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    staff, days = planned(workspace, options, usual_days=WEEK_DAYS)
    return visit_sheet.build_week_sheet(look, staff, days)


DAY_SHEET: Final = Style(
    "day_sheet",
    N_("Day sheet"),
    N_("To carry along, with room for results and signatures; each day on its own page."),
    "visits",
    _day_sheet,
    _WHAT | {"own_pages"},
    visit_sheet.DAY_PARTS,
)
DAY_COMPACT: Final = Style(
    "day_compact",
    N_("Day sheet, short"),
    N_("One line for each visit, many on a page."),
    "visits",
    _compact,
    _WHAT,
    visit_sheet.COMPACT_PARTS,
    ("phone", "address", "purpose"),
)
WEEK_GRID: Final = Style(
    "week_grid",
    N_("Week as a grid"),
    N_("A column for each day; whoever goes has rows of their own."),
    "visits",
    _week_grid,
    _WHAT,
    usual_days=WEEK_DAYS,
)
WEEK_LIST: Final = Style(
    "week_list",
    N_("Week as a list"),
    N_("All days one below the other, in short."),
    "visits",
    _week_list,
    _WHAT,
    usual_days=WEEK_DAYS,
)


def planned(
    workspace: Workspace, options: PrintOptions, usual_days: int = 1
) -> tuple[str, list[VisitDay]]:
    """Return who goes, and every day with its visits. Raises CrmError when there are no visits.

    Where several people go, each visit tells its own as well.
    """
    start = options.start or workspace.clock.today()
    count = max(options.days or usual_days, 1)
    end = start + dt.timedelta(days=count - 1)
    with workspace.database.read() as connection:
        rows = visits.between(connection, start, end, options.staff)
        open_days = opening.opening_of(connection)
        waiting = [row.visit.customer_id for row in rows if row.visit.status == PLANNED]
        cases = complaints.open_cases(connection, waiting)
    on_sheet = {
        day: on_paper(list(group)) for day, group in groupby(rows, key=lambda row: row.visit.on)
    }
    rows = [line.row for lines in on_sheet.values() for line in lines]
    if not rows:
        raise CrmError(_nothing_planned(start, end), _("Plan visits first, or choose other days."))
    people = list(dict.fromkeys(row.visit.staff for row in rows))
    several = len(people) > 1
    found = {
        day: tuple(_line(line.number, line.row, several, cases) for line in lines)
        for day, lines in on_sheet.items()
    }
    every = [start + dt.timedelta(days=number) for number in range(count)]
    days = [VisitDay(day, found.get(day, ()), closed_words(open_days, day)) for day in every]
    return _named([one for one in people if one]), days


def _nothing_planned(start: dt.date, end: dt.date) -> str:
    if start == end:
        return _("There are no visits planned on {day}.").format(day=start)
    return _("There are no visits planned from {start} to {end}.").format(start=start, end=end)


def _with_visits(days: list[VisitDay]) -> list[VisitDay]:
    return [day for day in days if day.lines]


def _named(people: list[str]) -> str:
    return listed(people[:_NAMED] + ["…"] * (len(people) > _NAMED))


def _line(number: int, row: VisitRow, several: bool, cases: Mapping[int, OpenCase]) -> VisitLine:
    visit = row.visit
    return VisitLine(
        number=number,
        time=visit.at.isoformat("minutes") if visit.at else "",
        name=row.customer,
        phone=row.phone,
        address=row.address,
        purpose=visit.purpose,
        last_note=row.last_note,
        district=row.district,
        status="" if visit.status == PLANNED else _(STATUSES[visit.status]),
        staff=visit.staff if several else "",
        alarm=case_words(cases.get(visit.customer_id)),
    )

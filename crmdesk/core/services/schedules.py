"""The visit schedule as a document for paper, built from the plan of the days."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Final

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import PLANNED, STATUSES, VisitRow, numbered
from crmdesk.core.i18n import _, language
from crmdesk.core.reports.document import Document, Paper
from crmdesk.core.reports.visit_sheet import VisitDay, VisitLine, build_day_sheet, build_week_sheet
from crmdesk.core.services import shop
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import visits

# More would not fit beside the shop's name.
_NAMED: Final = 5


def build(
    workspace: Workspace,
    start: dt.date,
    days: int,
    *,
    staff: str = "",
    style: str = "day",
    paper: str = "",
) -> Document:
    """Return the sheet of each day, or the week at a glance. Raises CrmError with no visits.

    The staff of all visits stands in the running header; where they are several, each visit
    tells its own as well.
    """
    end = start + dt.timedelta(days=max(days, 1) - 1)
    settings = shop.settings(workspace)
    with workspace.database.read() as connection:
        rows = visits.between(connection, start, end, staff)
    on_sheet = {
        day: [line for line in numbered(list(group)) if line.number]
        for day, group in groupby(rows, key=lambda row: row.visit.on)
    }
    rows = [line.row for lines in on_sheet.values() for line in lines]
    if not rows:
        raise CrmError(
            _("There are no visits planned from {start} to {end}.").format(start=start, end=end),
            _("Plan visits first, or choose other days."),
        )
    people = list(dict.fromkeys(row.visit.staff for row in rows))
    several = len(people) > 1
    staff = _named([one for one in people if one])
    found = {
        day: tuple(_line(line.number, line.row, several) for line in lines)
        for day, lines in on_sheet.items()
        if lines
    }
    sheet_paper: Paper = "Letter" if (paper or settings.paper) == "Letter" else "A4"
    printed = workspace.clock.today()
    if style == "week":
        every = [start + dt.timedelta(days=number) for number in range(max(days, 1))]
        week = [VisitDay(day, found.get(day, ())) for day in every]
        return build_week_sheet(
            settings.shop_name, staff, week, paper=sheet_paper, printed_on=printed
        )
    sheets = [VisitDay(day, lines) for day, lines in found.items()]
    return build_day_sheet(settings.shop_name, staff, sheets, paper=sheet_paper, printed_on=printed)


def _named(people: list[str]) -> str:
    shown = people[:_NAMED] + ["…"] * (len(people) > _NAMED)
    # Chinese names are set apart by their own sign.
    return ("、" if language().startswith("zh") else ", ").join(shown)


def _line(number: int, row: VisitRow, several: bool) -> VisitLine:
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
    )

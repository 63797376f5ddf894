"""What stands on the board: its days, or its staff by day, each with visits and warnings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, VisitRow
from crmdesk.core.domain.visit_times import TimePlan, minutes_needed
from crmdesk.core.domain.visit_warnings import CLOSED, COMPLAINT, PlanWarning, show_hours
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain

MARKS: Final = {DONE: "✓", MISSED: "✕", MOVED: "→"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a board shows; with `staff` each of them has a place of their own on every day."""

    days: tuple[dt.date, ...]
    today: dt.date
    rows: Sequence[VisitRow]
    warnings: Sequence[PlanWarning] = ()
    staff: tuple[str, ...] | None = None
    plan: TimePlan = field(default_factory=TimePlan)


@dataclass(frozen=True, slots=True)
class Line:
    """A visit on the board: its time and place, what speaks against it, and whose it is.

    `whose` is told where there is room for it, and only where visits of several are shown.
    `alarms` are those of the warnings that are red: the customer has an open complaint.
    """

    row: VisitRow
    details: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    whose: str = ""
    alarms: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name, with a sign for what came of the visit."""
        name = plain.one_line(self.row.customer)
        mark = MARKS.get(self.row.visit.status, "")
        return f"{mark} {name}" if mark else name

    def spoken(self) -> str:
        """Return the line in words, for a search by typing and for readers of the screen."""
        visit = self.row.visit
        parts = (
            MARKS.get(visit.status, ""),
            show_time(visit.at),
            plain.one_line(self.row.customer),
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the board, or what one of the staff does on it."""

    day: dt.date
    staff: str | None
    lines: tuple[Line, ...]
    load: str
    whose: str
    notes: tuple[str, ...]
    closed: bool


def cells(shown: Shown) -> list[Cell]:
    """Return the cells of a board: one for each day, or for each of the staff and day."""
    if shown.staff is None:
        return [_cell(shown, day, None) for day in shown.days]
    return [_cell(shown, day, staff) for staff in shown.staff for day in shown.days]


def _cell(shown: Shown, day: dt.date, staff: str | None) -> Cell:
    rows = [
        row
        for row in shown.rows
        if row.visit.on == day and (staff is None or row.visit.staff == staff)
    ]
    of_day = [one for one in shown.warnings if one.day == day]
    several = staff is None and len({row.visit.staff for row in shown.rows}) > 1
    # What concerns the whole day stands over its first cell; that it is closed, over each.
    first = staff is None or shown.staff is None or staff == shown.staff[0]
    notes = [one.text for one in of_day if not one.visit_id and (first or one.kind == CLOSED)]
    return Cell(
        day=day,
        staff=staff,
        lines=tuple(_line(row, of_day, several) for row in rows),
        load=_load(rows, shown.plan),
        whose="" if staff is None else plain.one_line(staff) or _("Nobody yet"),
        notes=tuple(notes),
        closed=any(one.kind == CLOSED for one in of_day),
    )


def _line(row: VisitRow, warnings: Sequence[PlanWarning], several: bool) -> Line:
    visit = row.visit
    return Line(
        row,
        tuple(one for one in (show_time(visit.at), plain.one_line(row.district)) if one),
        tuple(one.text for one in warnings if one.visit_id == visit.id),
        plain.one_line(visit.staff) if several else "",
        tuple(one.text for one in warnings if one.visit_id == visit.id and one.kind == COMPLAINT),
    )


def _load(rows: Sequence[VisitRow], plan: TimePlan) -> str:
    standing = [row for row in rows if row.visit.status != MOVED]
    count = len(standing)
    if not count:
        return _("no visits")
    hours = show_hours(minutes_needed([row.district for row in standing], plan))
    words = ngettext("{count} visit · {hours} h", "{count} visits · {hours} h", count)
    return words.format(count=count, hours=hours)


def staff_shown(rows: Sequence[VisitRow], names: Sequence[str], only: str = "") -> tuple[str, ...]:
    """Return whose cells a board by staff has: nobody's visits, the owner's order, then others.

    It does not hang on who has visits: a row must not move while one plans.
    """
    if only:
        return (only,)
    used = {row.visit.staff for row in rows}
    known = [*names, *sorted(name for name in used if name and name not in names)]
    return (*([""] if "" in used or not known else []), *known)

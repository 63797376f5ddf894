"""The visit schedule on paper: one day to carry along, and the days of a week as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.document import Block, Document, Heading, Look, Row, Table, Text, cell
from crmdesk.core.reports.visit_columns import (
    VisitLine,
    chosen,
    compact_cells,
    compact_columns,
    day_cells,
    day_columns,
    picked,
    week_columns,
    week_row,
)
from crmdesk.core.reports.wording import long_date, span, visits_count

# What a day sheet can show beside number, time and name.
DAY_PARTS: Final = {
    "phone": N_("Phone"),
    "address": N_("Address"),
    "purpose": N_("Purpose"),
    "last_note": N_("Last note"),
    "result": N_("Result"),
    "signature": N_("Signature"),
}
COMPACT_PARTS: Final = {
    key: DAY_PARTS[key] for key in ("phone", "address", "purpose", "last_note", "result")
}
_ROOM_MM: Final = 15.0


@dataclass(frozen=True, slots=True)
class VisitDay:
    """A date with its visits in the order they are made; `closed` says that the shop is closed."""

    date: dt.date
    lines: tuple[VisitLine, ...]
    closed: str = ""


def build_day_sheet(
    look: Look,
    staff: str,
    days: Sequence[VisitDay],
    *,
    parts: Collection[str] = tuple(DAY_PARTS),
    own_pages: bool = True,
) -> Document:
    """Return the sheet with room for results and signatures; each day begins on a new page.

    `staff` stands in the running header. Where the lines tell who goes, each person has a list,
    with `own_pages` on a page that the person can take along.
    """
    columns, places = chosen(day_columns(parts), parts)
    room = _ROOM_MM if {"result", "signature"} & set(parts) else 0.0
    blocks: list[Block] = []
    for day in days:
        lists = people_of(day) if own_pages and names_staff(days) else [("", day)]
        for person, theirs in lists:
            named = " · ".join(filter(None, (long_date(day.date), person)))
            blocks.append(Heading(named, _count(theirs), new_page=bool(blocks)))
            if not theirs.lines:
                blocks.append(Text(_("No visits planned.")))
                continue
            rows = _by_person(
                theirs,
                lambda line: picked(day_cells(line, parts), places),
                grouped=names_staff(days) and not own_pages,
            )
            blocks.append(Table(columns, rows, row_height_mm=room))
    title = _("Visit sheet")
    return look.document(
        "day_sheet", title, tuple(blocks), landscape=True, beside_title=by_staff(title, staff)
    )


def build_compact_sheet(
    look: Look,
    staff: str,
    days: Sequence[VisitDay],
    *,
    parts: Collection[str] = ("phone", "address", "purpose"),
) -> Document:
    """Return one line for each visit, many on a page; each person's stand together."""
    columns, places = chosen(compact_columns(), parts)
    blocks: list[Block] = []
    for day in days:
        blocks.append(Heading(long_date(day.date), _count(day)))
        if day.lines:
            rows = _by_person(
                day,
                lambda line: picked(compact_cells(line), places),
                grouped=names_staff(days),
            )
            blocks.append(Table(columns, rows, compact=True))
        else:
            blocks.append(Text(_("No visits planned.")))
    title = _("Visits in short")
    return look.document("day_compact", title, tuple(blocks), beside_title=by_staff(title, staff))


def build_week_sheet(look: Look, staff: str, days: Sequence[VisitDay]) -> Document:
    """Return the days at a glance, compact and in one table; days without visits say so."""
    who = names_staff(days)
    rows: list[Row] = []
    for day in days:
        rows.append(group_row(long_date(day.date), _count(day)))
        rows.extend(week_row(line) for line in day.lines)
    blocks: list[Block] = [Heading(span(days[0].date, days[-1].date))] if days else []
    blocks.append(Table(week_columns(who), tuple(rows), compact=True))
    title = _("Week of visits")
    return look.document("week_list", title, tuple(blocks), beside_title=by_staff(title, staff))


def names_staff(days: Sequence[VisitDay]) -> bool:
    """Return whether the visits tell who makes them."""
    return any(line.staff for day in days for line in day.lines)


def people_of(day: VisitDay) -> list[tuple[str, VisitDay]]:
    """Return the day of each person who goes, in the order of the lines."""
    people = dict.fromkeys(line.staff for line in day.lines)
    return [
        (
            person or _("Nobody named"),
            replace(day, lines=tuple(line for line in day.lines if line.staff == person)),
        )
        for person in people
    ]


def group_row(label: str, count: str) -> Row:
    """Return the row above a group, with how many there are."""
    words = _("{day} · {count}").format(day=label, count=count)
    return Row((cell(words, strong=True),), group=True)


def _by_person(
    day: VisitDay, row_of: Callable[[VisitLine], Row], *, grouped: bool
) -> tuple[Row, ...]:
    rows: list[Row] = []
    for person, theirs in people_of(day) if grouped else [("", day)]:
        if grouped:
            rows.append(group_row(person, visits_count(len(theirs.lines))))
        rows.extend(row_of(line) for line in theirs.lines)
    return tuple(rows)


def by_staff(title: str, staff: str) -> str:
    """Return a title with who it is for."""
    return _("{title} · Staff: {staff}").format(title=title, staff=staff) if staff else title


def _count(day: VisitDay) -> str:
    count = visits_count(len(day.lines))
    if not day.closed:
        return count
    return _("{day} · {count}").format(day=count, count=day.closed)

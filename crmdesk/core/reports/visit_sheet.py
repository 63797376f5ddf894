"""The visit schedule on paper: one day to carry along, and the days of a week as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.postal import district_beside
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.document import (
    EMPTY,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Row,
    Table,
    Text,
    cell,
)
from crmdesk.core.reports.wording import fitting, long_date, shorten, span, texts, visits_count

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
_LINE_UNITS: Final = 40


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit as it stands on paper; all texts are shown as they are.

    `alarm` is what whoever goes must know before, such as an open complaint; it stands in red.
    """

    number: int
    time: str
    name: str
    phone: str
    address: str
    purpose: str
    last_note: str
    district: str = ""
    status: str = ""
    staff: str = ""
    alarm: str = ""


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
    columns, places = _chosen(_day_columns(parts), parts)
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
                lambda line: _picked(_day_cells(line, parts), places),
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
    columns, places = _chosen(_compact_columns(), parts)
    blocks: list[Block] = []
    for day in days:
        blocks.append(Heading(long_date(day.date), _count(day)))
        if day.lines:
            rows = _by_person(
                day,
                lambda line: _picked(_compact_cells(line), places),
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
        rows.extend(_week_row(line) for line in day.lines)
    blocks: list[Block] = [Heading(span(days[0].date, days[-1].date))] if days else []
    blocks.append(Table(_week_columns(who), tuple(rows), compact=True))
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


def _time_heading(who: bool) -> str:
    return _("Time and staff") if who else _("Time")


Keyed = Sequence[tuple[str, Column]]


def _chosen(keyed: Keyed, parts: Collection[str]) -> tuple[tuple[Column, ...], tuple[int, ...]]:
    """Return the columns that are wanted, sharing the whole width, and their places."""
    places = tuple(
        place
        for place, (keys, _column) in enumerate(keyed)
        if not keys or set(keys.split()) & set(parts)
    )
    kept = [keyed[place][1] for place in places]
    return tuple(shared_out(kept)), places


def shared_out(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with widths that make up the whole width."""
    total = sum(column.width for column in columns)
    edges = [round(100 * sum(c.width for c in columns[:n]) / total) for n in range(len(columns))]
    ends = [*edges[1:], 100]
    return [
        replace(column, width=end - begin)
        for column, begin, end in zip(columns, edges, ends, strict=True)
    ]


def _picked(cells: tuple[Cell, ...], places: tuple[int, ...]) -> Row:
    return Row(tuple(cells[place] for place in places))


def _day_columns(parts: Collection[str]) -> Keyed:
    told = {"purpose", "last_note"} & set(parts)
    return (
        ("", Column(_("No."), 4, "right")),
        ("", Column(_("Time"), 6, "center")),
        ("", Column(_("Customer and phone") if "phone" in parts else _("Customer"), 15)),
        ("address", Column(_("Address"), 20)),
        (
            "purpose last_note",
            Column(
                _("Purpose and last note")
                if len(told) != 1
                else _("Purpose")
                if "purpose" in told
                else _("Last note"),
                24,
            ),
        ),
        ("result", Column(_("Result"), 20, to_write=True)),
        ("signature", Column(_("Signature"), 11, to_write=True)),
    )


def _day_cells(line: VisitLine, parts: Collection[str]) -> tuple[Cell, ...]:
    return (
        cell(str(line.number)),
        cell(line.time),
        texts(
            Text(line.name, strong=True),
            Text(line.phone if "phone" in parts else ""),
            alarm_of(line),
        ),
        _address(line, small=False),
        texts(
            Text(shorten(line.purpose) if "purpose" in parts else ""),
            Text(shorten(line.last_note) if "last_note" in parts else "", small=True),
        ),
        cell(line.status, small=True),
        EMPTY,
    )


def _compact_columns() -> Keyed:
    return (
        ("", Column(_("No."), 5, "right")),
        ("", Column(_("Time"), 6, "center")),
        ("", Column(_("Customer"), 19)),
        ("phone", Column(_("Phone"), 14)),
        ("address", Column(_("Address"), 36)),
        ("purpose", Column(_("Purpose"), 15)),
        ("last_note", Column(_("Last note"), 24)),
        ("result", Column(_("Result"), 20, to_write=True)),
    )


def _compact_cells(line: VisitLine) -> tuple[Cell, ...]:
    # Who and where must be whole; they may take a second line.
    return (
        cell(str(line.number), small=True),
        cell(line.time, small=True),
        texts(Text(line.name, small=True, strong=True), alarm_of(line)),
        cell(line.phone, small=True),
        cell(_whole_address(line), small=True),
        cell(fitting(line.purpose, _LINE_UNITS), small=True),
        cell(fitting(line.last_note, _LINE_UNITS), small=True),
        cell(line.status, small=True),
    )


def _week_columns(who: bool) -> tuple[Column, ...]:
    more = 4 if who else 0
    return (
        Column(_("No."), 6, "right"),
        Column(_time_heading(who), 9 + more, "center"),
        Column(_("Customer"), 20),
        Column(_("Phone"), 17),
        Column(_("Address"), 29),
        Column(_("Purpose"), 19 - more),
    )


def _week_row(line: VisitLine) -> Row:
    purpose = Text(fitting(line.purpose, 2 * _LINE_UNITS), small=True)
    return Row(
        (
            cell(str(line.number), small=True),
            texts(Text(line.time, small=True), Text(line.staff, small=True)),
            texts(Text(line.name, small=True, strong=True), alarm_of(line)),
            cell(line.phone, small=True),
            _address(line, small=True),
            texts(purpose, Text(line.status, small=True, strong=True)),
        )
    )


def alarm_of(line: VisitLine) -> Text:
    """Return what stands in red under the name, or nothing."""
    return Text(line.alarm, small=True, strong=True, alarms=True)


def _address(line: VisitLine, *, small: bool) -> Cell:
    return texts(Text(_district(line), small=small), Text(line.address, small=small))


def _whole_address(line: VisitLine) -> str:
    return " ".join(filter(None, (_district(line), line.address)))


def _district(line: VisitLine) -> str:
    return district_beside(line.address, line.district)

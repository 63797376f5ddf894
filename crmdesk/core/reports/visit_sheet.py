"""The visit schedule on paper: one day to carry along, and a week at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.i18n import N_, _, language, ngettext
from crmdesk.core.reports.document import (
    EMPTY,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PageSetup,
    Paper,
    Row,
    Table,
    Text,
    cell,
)

NOTE_LENGTH: Final = 120
_ROOM_MM: Final = 15.0
_WEEK_DAYS: Final = 7
_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit as it stands on paper; all texts are shown as they are."""

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


@dataclass(frozen=True, slots=True)
class VisitDay:
    """A date with its visits in the order they are made."""

    date: dt.date
    lines: tuple[VisitLine, ...]


def build_day_sheet(
    shop_name: str,
    staff: str,
    days: Sequence[VisitDay],
    *,
    paper: Paper = "A4",
    printed_on: dt.date,
) -> Document:
    """Return the sheet with room for results and signatures; each day begins on a new page.

    `staff` stands in the running header; a line's own staff, where it has one, beside its time.
    """
    who = _names_staff(days)
    blocks: list[Block] = []
    for index, day in enumerate(days):
        blocks.append(Heading(long_date(day.date), _count(day), new_page=index > 0))
        if day.lines:
            rows = tuple(_day_row(line) for line in day.lines)
            blocks.append(Table(_day_columns(who), rows, row_height_mm=_ROOM_MM))
        else:
            blocks.append(Text(_("No visits planned.")))
    return _document(_("Visit sheet"), shop_name, staff, blocks, True, paper, printed_on)


def build_week_sheet(
    shop_name: str,
    staff: str,
    days: Sequence[VisitDay],
    *,
    paper: Paper = "A4",
    printed_on: dt.date,
) -> Document:
    """Return the days at a glance, compact and in one table; days without visits say so."""
    who = _names_staff(days)
    rows: list[Row] = []
    for day in days:
        label = _("{day} · {count}").format(day=long_date(day.date), count=_count(day))
        rows.append(Row((cell(label, strong=True),), group=True))
        rows.extend(_week_row(line) for line in day.lines)
    blocks: list[Block] = [Heading(_span(days))] if days else []
    blocks.append(Table(_week_columns(who), tuple(rows), compact=True))
    return _document(_("Week of visits"), shop_name, staff, blocks, False, paper, printed_on)


def week_of(date: dt.date) -> tuple[dt.date, ...]:
    """Return the seven dates, Monday first, of the week that holds the date."""
    monday = date - dt.timedelta(days=date.weekday())
    return tuple(monday + dt.timedelta(days=offset) for offset in range(_WEEK_DAYS))


def long_date(date: dt.date) -> str:
    """Return the date with its weekday as it is written in the chosen language."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=_(_WEEKDAYS[date.weekday()]),
        day=date.day,
        month=_(MONTH_NAMES[date.month - 1]),
        year=date.year,
    )


def shorten(text: str, length: int = NOTE_LENGTH) -> str:
    """Return the text on one line, cut at a word or character and ended by … when longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    kept = line[: length - 1]
    space = kept.rfind(" ")
    # Chinese has no spaces; then any character is a boundary, but a Latin word stays whole.
    if line[length - 1] != " " and kept[-1:].isascii() and space > length // 2:
        kept = kept[:space]
    return kept.rstrip() + "…"


def _document(
    title: str,
    shop_name: str,
    staff: str,
    blocks: Sequence[Block],
    landscape: bool,
    paper: Paper,
    printed_on: dt.date,
) -> Document:
    who = _("{title} · Staff: {staff}").format(title=title, staff=staff) if staff else title
    return Document(
        title=title,
        language=language(),
        blocks=tuple(blocks),
        page=PageSetup(paper, landscape),
        header_left=shop_name,
        header_right=who,
        footer_left=_("Printed on {date}").format(date=printed_on.isoformat()),
    )


def _names_staff(days: Sequence[VisitDay]) -> bool:
    return any(line.staff for day in days for line in day.lines)


def _time_heading(who: bool) -> str:
    return _("Time and staff") if who else _("Time")


def _day_columns(who: bool) -> tuple[Column, ...]:
    # A name needs more room than a time.
    more = 3 if who else 0
    return (
        Column(_("No."), 4, "right"),
        Column(_time_heading(who), 6 + more, "center"),
        Column(_("Customer and phone"), 15),
        Column(_("Address"), 20),
        Column(_("Purpose and last note"), 24 - more),
        Column(_("Result"), 20, to_write=True),
        Column(_("Signature"), 11, to_write=True),
    )


def _day_row(line: VisitLine) -> Row:
    return Row(
        (
            cell(str(line.number)),
            _texts(Text(line.time), Text(line.staff, small=True)),
            _texts(Text(line.name, strong=True), Text(line.phone)),
            _address(line, small=False),
            _texts(Text(line.purpose), Text(shorten(line.last_note), small=True)),
            cell(line.status, small=True),
            EMPTY,
        )
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
    purpose = Text(line.purpose, small=True)
    return Row(
        (
            cell(str(line.number), small=True),
            _texts(Text(line.time, small=True), Text(line.staff, small=True)),
            cell(line.name, small=True, strong=True),
            cell(line.phone, small=True),
            _address(line, small=True),
            _texts(purpose, Text(line.status, small=True, strong=True)),
        )
    )


def _address(line: VisitLine, *, small: bool) -> Cell:
    district = line.district if line.district not in line.address else ""
    return _texts(Text(district, small=small), Text(line.address, small=small))


def _texts(*texts: Text) -> Cell:
    return Cell(tuple(text for text in texts if text.text))


def _count(day: VisitDay) -> str:
    count = len(day.lines)
    if not count:
        return _("no visits")
    return ngettext("{count} visit", "{count} visits", count).format(count=count)


def _span(days: Sequence[VisitDay]) -> str:
    first, last = days[0].date, days[-1].date
    if first == last:
        return long_date(first)
    return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())

"""The columns of the sheets of visits: what stands in each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.postal import district_beside
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import EMPTY, Cell, Column, Row, Text, cell
from crmdesk.core.reports.wording import fitting, shorten, texts

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


def _time_heading(who: bool) -> str:
    return _("Time and staff") if who else _("Time")


Keyed = Sequence[tuple[str, Column]]


def chosen(keyed: Keyed, parts: Collection[str]) -> tuple[tuple[Column, ...], tuple[int, ...]]:
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


def picked(cells: tuple[Cell, ...], places: tuple[int, ...]) -> Row:
    """Return a row of the cells at some places."""
    return Row(tuple(cells[place] for place in places))


def day_columns(parts: Collection[str]) -> Keyed:
    """Return the columns of the day sheet, each with the part it belongs to."""
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


def day_cells(line: VisitLine, parts: Collection[str]) -> tuple[Cell, ...]:
    """Return what stands in the columns of the day sheet for a visit."""
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


def compact_columns() -> Keyed:
    """Return the columns of the compact sheet, each with the part it belongs to."""
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


def compact_cells(line: VisitLine) -> tuple[Cell, ...]:
    """Return what stands in the columns of the compact sheet for a visit."""
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


def week_columns(who: bool) -> tuple[Column, ...]:
    """Return the columns of a week, with the staff where they differ."""
    more = 4 if who else 0
    return (
        Column(_("No."), 6, "right"),
        Column(_time_heading(who), 9 + more, "center"),
        Column(_("Customer"), 20),
        Column(_("Phone"), 17),
        Column(_("Address"), 29),
        Column(_("Purpose"), 19 - more),
    )


def week_row(line: VisitLine) -> Row:
    """Return the row of a visit in a week."""
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

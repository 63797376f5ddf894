"""The customers that matter most, on paper for the day the computer is down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.document import (
    EMPTY,
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
from crmdesk.core.reports.visit_columns import shared_out
from crmdesk.core.reports.wording import customers_count, shorten, texts

EMERGENCY_PARTS: Final = {
    "address": N_("Address"),
    "last_note": N_("Last note"),
    "next_date": N_("Next date"),
    "staff": N_("Staff"),
    "to_write": N_("Room to write"),
}
_ROOM_MM: Final = 2.0


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One customer: how to reach them, what was said last, and what comes next."""

    name: str
    company: str
    phones: tuple[str, ...]
    address: str
    last_contact: str
    last_note: str
    next_date: str
    next_what: str
    staff: str


def build_emergency_list(
    look: Look,
    heading: str,
    lines: Sequence[EmergencyLine],
    *,
    parts: Collection[str] = tuple(EMERGENCY_PARTS),
    remark: str = "",
) -> Document:
    """Return the list, one customer a row, with room to write what was said meanwhile."""
    keyed = _columns()
    places = [place for place, (key, _c) in enumerate(keyed) if not key or key in parts]
    columns = tuple(shared_out([keyed[place][1] for place in places]))
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = _cells(number, line)
        rows.append(Row(tuple(cells[place] for place in places)))
    room = _ROOM_MM if "to_write" in parts else 0.0
    return look.document(
        "emergency",
        _("Emergency list"),
        (
            Heading(heading, customers_count(len(lines))),
            Table(columns, tuple(rows), row_height_mm=room, compact=True),
        ),
        remark=remark,
    )


def _columns() -> tuple[tuple[str, Column], ...]:
    return (
        ("", Column(_("No."), 5, "right")),
        ("", Column(_("Customer"), 19)),
        ("", Column(_("Phone"), 15)),
        ("address", Column(_("Address"), 22)),
        ("last_note", Column(_("Last contact and note"), 32)),
        ("next_date", Column(_("Next date"), 18)),
        ("staff", Column(_("Staff"), 9)),
        ("to_write", Column(_("To be noted"), 16, to_write=True)),
    )


def _cells(number: int, line: EmergencyLine) -> tuple[Cell, ...]:
    return (
        cell(str(number), small=True),
        texts(Text(line.name, strong=True), Text(line.company, small=True)),
        Cell(tuple(Text(phone) for phone in line.phones)),
        cell(line.address, small=True),
        texts(Text(line.last_contact, small=True, quiet=True), _small(shorten(line.last_note))),
        texts(_small(line.next_date), _small(shorten(line.next_what, 40))),
        cell(line.staff, small=True),
        EMPTY,
    )


def _small(text: str) -> Text:
    return Text(text, small=True)

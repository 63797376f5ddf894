"""Birthdays to come, month by month, in both calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from crmdesk.core.domain.shown_dates import show_short_day
from crmdesk.core.i18n import N_, _, ngettext
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
    cell,
)
from crmdesk.core.reports.visit_columns import shared_out
from crmdesk.core.reports.wording import month_and_year, span

BIRTHDAY_PARTS: Final = {
    "birthday": N_("Birthday"),
    "turning": N_("Turning"),
    "grade": N_("Grade"),
    "phone": N_("Phone"),
    "done": N_("Room to tick off"),
}


@dataclass(frozen=True, slots=True)
class BirthdayLine:
    """A birthday that comes up; the birthday itself as it is kept, solar or lunar."""

    on: dt.date
    name: str
    birthday: str
    turning: str
    grade: str
    phone: str


def build_birthday_list(
    look: Look,
    first: dt.date,
    last: dt.date,
    lines: Sequence[BirthdayLine],
    *,
    parts: Collection[str] = tuple(BIRTHDAY_PARTS),
) -> Document:
    """Return the birthdays of the days in their order; each month has a heading row."""
    keyed = _columns()
    places = [place for place, (key, _c) in enumerate(keyed) if not key or key in parts]
    columns = tuple(shared_out([keyed[place][1] for place in places]))
    rows: list[Row] = []
    for _month, group in groupby(lines, key=lambda line: (line.on.year, line.on.month)):
        of_month = list(group)
        label = _("{day} · {count}").format(
            day=month_and_year(of_month[0].on), count=_count(len(of_month))
        )
        rows.append(Row((cell(label, strong=True),), group=True))
        for line in of_month:
            cells = _cells(line)
            rows.append(Row(tuple(cells[place] for place in places)))
    blocks: list[Block] = [Heading(span(first, last), _count(len(lines)))]
    blocks.append(Table(columns, tuple(rows), compact=True))
    return look.document("birthdays", _("Birthday list"), tuple(blocks))


def _columns() -> tuple[tuple[str, Column], ...]:
    return (
        ("", Column(_("Date"), 18)),
        ("", Column(_("Customer"), 27)),
        ("birthday", Column(_("Birthday"), 21)),
        ("turning", Column(_("Turning"), 9, "center")),
        ("grade", Column(_("Grade"), 8, "center")),
        ("phone", Column(_("Phone"), 19)),
        ("done", Column(_("Greeted"), 12, "center", to_write=True)),
    )


def _cells(line: BirthdayLine) -> tuple[Cell, ...]:
    return (
        cell(show_short_day(line.on)),
        cell(line.name, strong=True),
        cell(line.birthday),
        cell(line.turning),
        cell(line.grade),
        cell(line.phone),
        EMPTY,
    )


def _count(count: int) -> str:
    return ngettext("{count} birthday", "{count} birthdays", count).format(count=count)

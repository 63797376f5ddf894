"""The visits of a week as a grid: a column for each day, a row for each person who goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from crmdesk.core.domain.shown_dates import show_short_day
from crmdesk.core.i18n import _
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
)
from crmdesk.core.reports.visit_columns import VisitLine, alarm_of, shared_out
from crmdesk.core.reports.visit_sheet import VisitDay, by_staff, group_row, names_staff
from crmdesk.core.reports.wording import fitting, span, texts, visits_count

_COLUMNS: Final = 7
_USUAL, _EMPTY_DAY = 16, 9
_LINE_UNITS: Final = 24


def build_week_grid(look: Look, staff: str, days: Sequence[VisitDay]) -> Document:
    """Return a grid for each seven days; the next visit of each day stands in the next row.

    Where several people go, each has rows of their own under their name.
    """
    blocks: list[Block] = []
    for begin in range(0, len(days), _COLUMNS):
        week = days[begin : begin + _COLUMNS]
        count = visits_count(sum(len(day.lines) for day in week))
        heading = span(week[0].date, week[-1].date)
        blocks.append(Heading(heading, count, new_page=begin > 0))
        blocks.append(Table(_columns(week), _rows(week), compact=True))
    title = _("Week of visits")
    return look.document(
        "week_grid", title, tuple(blocks), landscape=True, beside_title=by_staff(title, staff)
    )


def _columns(week: Sequence[VisitDay]) -> tuple[Column, ...]:
    # Days without visits leave their room to the others.
    return tuple(
        shared_out(
            [
                Column(
                    show_short_day(day.date),
                    _USUAL if day.lines else _EMPTY_DAY,
                    rule=place > 0,
                    note=day.closed,
                )
                for place, day in enumerate(week)
            ]
        )
    )


def _rows(week: Sequence[VisitDay]) -> tuple[Row, ...]:
    if not names_staff(week):
        return tuple(_lined_up([day.lines for day in week]))
    rows: list[Row] = []
    people = dict.fromkeys(line.staff for day in week for line in day.lines)
    for person in sorted(people, key=lambda name: not name):
        theirs = [tuple(line for line in day.lines if line.staff == person) for day in week]
        count = visits_count(sum(len(lines) for lines in theirs))
        rows.append(group_row(person or _("Nobody named"), count))
        rows.extend(_lined_up(theirs))
    return tuple(rows)


def _lined_up(columns: Sequence[Sequence[VisitLine]]) -> list[Row]:
    return [
        Row(tuple(EMPTY if line is None else _cell(line) for line in row))
        for row in zip_longest(*columns)
    ]


def _cell(line: VisitLine) -> Cell:
    place = line.district or fitting(line.address, _LINE_UNITS)
    return texts(
        Text(" ".join(filter(None, (line.time, line.name))), strong=True),
        Text(line.phone, small=True),
        Text(fitting(place, _LINE_UNITS), small=True),
        Text(fitting(line.purpose, _LINE_UNITS), small=True, quiet=True),
        Text(line.status, small=True, strong=True),
        replace(alarm_of(line), text=fitting(line.alarm, 2 * _LINE_UNITS)),
    )

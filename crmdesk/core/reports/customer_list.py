"""Customers as a list on paper: any columns, in the order they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import _
from crmdesk.core.reports.document import (
    USUAL_POINTS,
    Align,
    Column,
    Document,
    Heading,
    Look,
    Row,
    Table,
    cell,
)
from crmdesk.core.reports.visit_columns import shared_out
from crmdesk.core.reports.wording import customers_count, width_of

_NARROWEST, _WIDEST = 5, 44
# Room between columns, in Latin letters; one is half as wide as the words of a list are high.
_GAP: Final = 3
_LETTER: Final = 0.5 * 0.85
_LOOKED_AT: Final = 300
_SHORT: Final = 18
_MOST_LINES, _SOME = 4, 24
# Columns that lack no more than this move together rather than turn the page.
_TOLERANCE: Final = 1.1
_POINTS_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of the list: its heading, and whether it holds numbers."""

    heading: str
    align: Align = "left"
    strong: bool = False


def build_customer_list(
    look: Look,
    heading: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Sequence[str]],
    *,
    remark: str = "",
) -> Document:
    """Return the list, numbered; the columns share the width by what stands in them.

    It lies across where the columns would be cramped on an upright page.
    """
    measured = [
        _measured(column, [row[place] for row in rows]) for place, column in enumerate(columns)
    ]
    number = max(len(str(len(rows))), len(_("No."))) + _GAP
    usual = number + sum(one.usual + _GAP for one in measured)
    landscape = usual > _letters_across(look, landscape=False) * _TOLERANCE
    widths = _spread(measured, _letters_across(look, landscape=landscape) - usual)
    head = (
        Column(_("No."), number, "right"),
        *(
            Column(column.heading, width + _GAP, column.align)
            for column, width in zip(columns, widths, strict=True)
        ),
    )
    lines = tuple(
        Row(
            (
                cell(str(number), small=True),
                *(
                    cell(text, small=True, strong=column.strong)
                    for column, text in zip(columns, row, strict=True)
                ),
            )
        )
        for number, row in enumerate(rows, start=1)
    )
    return look.document(
        "customer_list",
        _("Customer list"),
        (
            Heading(heading, customers_count(len(rows))),
            Table(tuple(shared_out(head)), lines, compact=True),
        ),
        landscape=landscape,
        remark=remark,
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """How wide a column usually is, and how wide it is where nothing takes a second line."""

    usual: int
    whole: int


def _measured(column: ListColumn, texts: Sequence[str]) -> _Measured:
    """Return the width in which all short texts, and nine of ten others, stand on one line."""
    widths = sorted(width_of(text) for text in texts[:_LOOKED_AT])
    usual = widths[len(widths) * 9 // 10] if widths else 0
    # What is nearly as long as the others, such as a landline, need not be broken for little.
    if widths and widths[-1] <= _SHORT:
        usual = widths[-1]
    # A heading is bold, and a little wider for that.
    least = max(width_of(column.heading) + 2, _NARROWEST)
    whole = max(widths[-1] if widths else 0, least)
    # One long name must not take a dozen lines in a column made for short ones.
    usual = max(usual, min(whole // _MOST_LINES, _SOME))
    return _Measured(min(max(usual, least), _WIDEST), whole)


def _spread(columns: Sequence[_Measured], more: float) -> list[float]:
    """Return the widths of the columns after the room that is left has gone where words need it."""
    widths = [float(one.usual) for one in columns]
    if more <= 0:
        return widths
    lacking = [max(one.whole - one.usual, 0) for one in columns]
    total = sum(lacking)
    if total:
        given = min(1.0, more / total)
        widths = [width + given * lack for width, lack in zip(widths, lacking, strict=True)]
        more -= given * total
    # Names and addresses stand better with air than numbers and dates do.
    airy = [one.usual if one.whole > _SHORT else 0 for one in columns]
    if not any(airy):
        airy = [one.usual for one in columns]
    return [width + more * share / sum(airy) for width, share in zip(widths, airy, strict=True)]


def _letters_across(look: Look, *, landscape: bool) -> float:
    page = look.page(landscape)
    _top, right, _bottom, left = page.margins_mm
    points = look.points or USUAL_POINTS
    return (page.width_mm - right - left) * _POINTS_PER_MM / (_LETTER * points)

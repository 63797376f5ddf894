"""Customers as a list on paper: any columns, in the order they were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import _
from crmdesk.core.reports.document import Align, Column, Document, Heading, Look, Row, Table, cell
from crmdesk.core.reports.visit_sheet import shared_out
from crmdesk.core.reports.wording import customers_count, width_of

_NARROWEST, _WIDEST = 5, 44
_NUMBER_WIDTH: Final = 7
# Room between columns, and what stands side by side on an upright page, in Latin letters.
_GAP: Final = 3
_UPRIGHT: Final = 126
_LOOKED_AT: Final = 300
_SHORT: Final = 18


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
    widths = [_width(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    head = (
        Column(_("No."), _NUMBER_WIDTH, "right"),
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
        landscape=sum(column.width for column in head) > _UPRIGHT,
        remark=remark,
    )


def _width(column: ListColumn, texts: Sequence[str]) -> int:
    """Return the width in which all short texts, and nine of ten others, stand on one line."""
    widths = sorted(width_of(text) for text in texts[:_LOOKED_AT])
    usual = widths[len(widths) * 9 // 10] if widths else 0
    # What is nearly as long as the others, such as a landline, need not be broken for little.
    if widths and widths[-1] <= _SHORT:
        usual = widths[-1]
    # A heading is bold, and a little wider for that.
    return min(max(usual, width_of(column.heading) + 2, _NARROWEST), _WIDEST)

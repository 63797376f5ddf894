"""How the sheets of a workbook look: widths, the header, kinds of numbers, and on paper."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final


class Share(float):
    """A part of one, which is shown in percent."""


# A number can be reckoned with; everything else is text.
Value = str | int | float
FORMATS: Final = {int: "0", float: "0.00", Share: "0.0%"}

_WIDTHS: Final = (6, 48)
# A header that is wider than this and than all below it stands on several lines.
_WIDEST_HEADER: Final = 16
_LINE_POINTS: Final = 15.0
# Columns that are wider together, in characters, are printed across the paper.
_UPRIGHT: Final = 90
# More of them than this go on beside, so that the words do not become too small to read.
_ACROSS: Final = 200


def prepare(sheet: Any, headers: Sequence[str], sample: Sequence[Sequence[Value]]) -> list[str]:
    """Set widths, the frozen header and the print, before the rows; return the letters."""
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(index + 1) for index in range(len(headers))]
    widths = []
    for index, header in enumerate(headers):
        below = _column_width(_shown(row[index]) for row in sample if index < len(row))
        widths.append(max(below, min(_column_width([header]), _WIDEST_HEADER)))
        sheet.column_dimensions[letters[index]].width = widths[index]
    lines = [_lines(header, width) for header, width in zip(headers, widths, strict=True)]
    if max(lines, default=1) > 1:
        # Not every program makes the row higher by itself.
        sheet.row_dimensions[1].height = _LINE_POINTS * max(lines)
    sheet.freeze_panes = "A2"
    _set_up_print(sheet, sum(widths))
    return letters


def _set_up_print(sheet: Any, width: int) -> None:
    """Let it be as wide as the page, with the header and the first column on each, and a number."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "portrait" if width <= _UPRIGHT else "landscape"
    sheet.page_setup.fitToWidth = max(math.ceil(width / _ACROSS), 1)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    sheet.oddFooter.center.text = "&P / &N"


def _lines(header: str, width: int) -> int:
    """Return on how many lines a header stands: broken between words, or within Chinese."""
    room = width - 1
    by_width = math.ceil((_text_width(header) + 1) / room)
    return max(by_width, len(textwrap.wrap(header, room)))


def _shown(value: Value) -> str:
    if isinstance(value, Share):
        return f"{value:.1%}"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _column_width(texts: Iterable[str]) -> int:
    low, high = _WIDTHS
    widest = max((_text_width(line) for text in texts for line in text.splitlines()), default=0)
    return min(max(widest + 2, low), high)


def _text_width(text: str) -> int:
    """Return the width in Latin characters; a Chinese character counts double."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text[: _WIDTHS[1]]
    )

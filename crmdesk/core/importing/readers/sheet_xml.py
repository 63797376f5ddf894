"""What the XML of a worksheet holds besides its values, seen without parsing what is ordinary.

A list of 100,000 rows has a million cells; looking at each of them in Python would take longer
than reading them. So a piece is searched for the few signs that matter, and only a piece that
shows one of them is gone through tag by tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import claims_too_much
from crmdesk.core.importing.readers.scan import SheetScan

_CELL_ROW: Final = re.compile(rb' r="[A-Z]*(\d+)"')
_ERROR_CELL: Final = b' t="e"'
# More than 26 columns, or more rows than a sheet has, are rare enough to look at each one. Cells
# that only have a colour (`<c .../>`) cost the reader nothing and do not count. The patterns begin
# with plain bytes, which makes them ten times quicker.
_FAR: Final = re.compile(rb' r="(?:([A-Z]{2,})\d+"[^>/]*>|[A-Z]*(\d{7,})")')
_FAR_SIZE: Final = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="(?:[A-Z]*\d+:)?[A-Z]*(\d{7,})"')
_PREFIXED: Final = re.compile(rb"<\w+:(?:row|c)[\s>]")
_TAG: Final = re.compile(rb"<(?:\w+:)?(row|c|v)(?=[\s/>])([^>]*)>")
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_HIDDEN: Final = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_IS_ERROR: Final = re.compile(rb"""\bt\s*=\s*["']e["']""")
_STYLE: Final = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_MERGED: Final = re.compile(
    rb"""mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Za-z]+)\$?(\d+):\$?([A-Za-z]+)\$?(\d+)["']"""
)


class SheetXml:
    """Takes a worksheet piece by piece, each but the first beginning with a row.

    `zeros` are the styles that show zeros in front of a number, see `zero_formats`.
    """

    def __init__(self, sheet: SheetScan, limits: Limits, zeros: Mapping[bytes, int]) -> None:
        self._sheet = sheet
        self._limits = limits
        self._begun = False
        self._zeros = zeros
        # Once a row does not tell its number, or the styles count, all must be gone through.
        self._all_tags = bool(zeros)
        self._row = 0
        self._column = 0

    def feed(self, piece: bytes) -> None:
        """Look at a piece; raises FileProblem when the sheet claims too much."""
        if not self._begun:
            self._begun = True
            self._refuse_rows(_FAR_SIZE.findall(piece))
        if not self._all_tags:
            self._all_tags = _numbers_missing(piece)
        if self._all_tags or _ERROR_CELL in piece or b"hidden=" in piece:
            self._go_through(piece)
        if b"mergeCell " in piece:
            for left, top, right, bottom in _MERGED.findall(piece):
                self._sheet.note_merged(
                    int(top[:9]) - 1,
                    column_number(left) - 1,
                    int(bottom[:9]) - 1,
                    column_number(right) - 1,
                )
        self._measure(piece)

    def _go_through(self, piece: bytes) -> None:
        sheet = self._sheet
        in_error = False
        for match in _TAG.finditer(piece):
            tag, about = match[1], match[2]
            if tag == b"v":
                sheet.rows = max(sheet.rows, self._row)
                if in_error:
                    end = piece.find(b"<", match.end())
                    text = piece[match.end() : end][:40].decode("utf-8", "replace")
                    sheet.note_error(self._row - 1, self._column - 1, html.unescape(text))
                    in_error = False
                continue
            place = _PLACE.search(about)
            if tag == b"row":
                self._row = int(place[2][:20]) if place else self._row + 1
                self._column = 0
                if _HIDDEN.search(about):
                    sheet.hidden_rows.append(self._row - 1)
                continue
            self._column = column_number(place[1]) if place else self._column + 1
            in_error = _IS_ERROR.search(about) is not None
            if self._zeros and (style := _STYLE.search(about)) and style[1] in self._zeros:
                sheet.note_zeros(self._row - 1, self._column - 1, self._zeros[style[1]])
            if not about.endswith(b"/"):
                sheet.columns = max(sheet.columns, self._column)
                sheet.rows = max(sheet.rows, self._row)

    def _measure(self, piece: bytes) -> None:
        sheet = self._sheet
        last_value = max(piece.rfind(b"<v>"), piece.rfind(b"<is>"))
        if last_value >= 0:
            last = _CELL_ROW.match(piece, max(piece.rfind(b' r="', 0, last_value), 0))
            sheet.rows = max(sheet.rows, int(last[1][:20]) if last else 1)
            sheet.columns = max(sheet.columns, 26)
        if far := set(_FAR.findall(piece)):
            self._refuse_rows([number for _letters, number in far if number])
            sheet.columns = max(sheet.columns, *(column_number(letters) for letters, _ in far))
        sheet.check(self._limits)

    def _refuse_rows(self, numbers: list[bytes]) -> None:
        if any(int(number[:20]) > self._limits.rows for number in numbers):
            raise claims_too_much(self._sheet.name)


def _numbers_missing(piece: bytes) -> bool:
    rows = piece.count(b"<row ") + piece.count(b"<row>")
    if rows != piece.count(b'<row r="'):
        return True
    return rows == 0 and _PREFIXED.search(piece[:65_536]) is not None


def column_number(letters: bytes) -> int:
    """Return the number of a column by its letters, `A` being 1."""
    number = 0
    for letter in letters[:9].upper():
        number = number * 26 + letter - 64
    return number

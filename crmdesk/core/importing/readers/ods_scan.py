"""The scan of .ods, whose sheets are one part of XML with repeated rows and cells."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packed import PIECE, attributes, check_sizes, opened, part_sizes
from crmdesk.core.importing.readers.problems import BROKEN_ARCHIVE, claims_too_much, damaged
from crmdesk.core.importing.readers.scan import Scan, SheetScan
from crmdesk.core.importing.readers.source import Source

_CONTENT: Final = "content.xml"
_LONGEST_ROW: Final = 16 << 20
_ROW_START: Final = b"<table:table-row"
_TAG: Final = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>"
)
_ROW_TAG: Final = re.compile(rb"<()table:(table|table-row)(?=[\s/>])([^>]*)>")
# Only pieces with one of these are gone through cell by cell.
_SIGNS: Final = (b"-spanned=", b'"error"', b"visibility=", b"number-rows-repeated=")
_WIDE: Final = re.compile(rb'number-columns-repeated="\d{3,}"[^>]*value-type=')
_WIDE_TOO: Final = re.compile(rb'value-type=[^>]*number-columns-repeated="\d{3,}"')
_FAR: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{7,})"')
# Signs inside a text that the fast reader leaves out, or takes for more text.
_PATIENCE: Final = re.compile(rb"<text:(?:tab|line-break|ruby)\b")
_TEXT: Final = re.compile(rb"<text:p[^>]*>([^<]*)")


class OdsScan(Scan):
    """Goes through `content.xml`, row by row where nothing calls for more."""

    def __init__(self, source: Source, limits: Limits) -> None:
        try:
            with opened(source) as archive:
                check_sizes(archive, limits)
                here = _CONTENT in archive.namelist()
                size = part_sizes(archive, [_CONTENT] if here else [])
        except BROKEN_ARCHIVE:
            raise damaged() from None
        super().__init__(source, limits, size)
        self._sheet = SheetScan()
        self._row = self._next_row = self._column = 0

    def _look(self) -> None:
        rest = b""
        with opened(self.source) as archive, archive.open(_CONTENT) as file:
            while piece := file.read(PIECE):
                data = rest + piece
                end = data.rfind(_ROW_START)
                if end <= 0:
                    end = data.rfind(b">") + 1 if len(data) > _LONGEST_ROW else 0
                self._feed(data[:end])
                rest = data[end:]
        self._feed(rest)

    def _feed(self, piece: bytes) -> None:
        if any(int(number[:20]) > self.limits.rows for number in _FAR.findall(piece)):
            raise claims_too_much(self._sheet.name)
        self.patience = self.patience or _PATIENCE.search(piece) is not None
        wide = _WIDE.search(piece) or _WIDE_TOO.search(piece)
        closely = wide is not None or any(sign in piece for sign in _SIGNS)
        for match in (_TAG if closely else _ROW_TAG).finditer(piece):
            closing, tag, about = match[1], match[2], match[3]
            if closing:
                continue
            if tag == b"table":
                self._row = self._next_row = 0
                self._sheet = SheetScan(attributes(about).get("table:name", ""))
                self.sheets.append(self._sheet)
            elif tag == b"table-row":
                self._begin_row(attributes(about) if about.strip(b" /") else {})
            elif b"=" in about:
                self._cell(attributes(about), piece, match.end())
            else:
                self._column += 1
        if not closely and b"value-type=" in piece:
            self._sheet.rows = max(self._sheet.rows, self._next_row)
            self._sheet.columns = max(self._sheet.columns, 26)
        self._sheet.check(self.limits)

    def _begin_row(self, about: dict[str, str]) -> None:
        repeated = _count(about, "table:number-rows-repeated")
        self._row, self._column = self._next_row, 0
        self._next_row += repeated
        hidden = about.get("table:visibility") in ("collapse", "filter")
        if hidden and len(self._sheet.hidden_rows) + repeated <= self.limits.rows:
            self._sheet.hidden_rows.extend(range(self._row, self._next_row))

    def _cell(self, about: dict[str, str], piece: bytes, end: int) -> None:
        sheet = self._sheet
        across = _count(about, "table:number-columns-spanned")
        down = _count(about, "table:number-rows-spanned")
        if across > 1 or down > 1:
            bottom, right = self._row + down - 1, self._column + across - 1
            sheet.note_merged(self._row, self._column, bottom, right)
        if about.get("calcext:value-type") == "error":
            text = _TEXT.match(piece, end)
            told = text[1].decode("utf-8", "replace") if text else "#N/A"
            sheet.note_error(self._row, self._column, told)
        self._column += _count(about, "table:number-columns-repeated")
        if "office:value-type" in about:
            sheet.columns = max(sheet.columns, self._column)
            sheet.rows = max(sheet.rows, self._next_row)
            sheet.check(self.limits)


def _count(about: dict[str, str], key: str) -> int:
    text = about.get(key, "1")
    return max(1, int(text[:9])) if text.isdecimal() and text.isascii() else 1

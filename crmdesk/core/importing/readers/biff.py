"""The scan of .xls of all times, whose sheets are binary records in one stream."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import BROKEN_CONTAINER, claims_too_much
from crmdesk.core.importing.readers.scan import Scan, SheetScan
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.xlsb_scan import ERROR_TEXTS

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGIN: Final = (0x0809, 0x0409, 0x0209, 0x0009)
_END: Final = 0x000A
_DATE_MODE: Final = 0x0022
_PASSWORD: Final = 0x002F
_SHEET: Final = 0x0085
_SIZE: Final = (0x0200, 0x0000)
_ROW: Final = (0x0208, 0x0008)
_HIDDEN_ROW: Final = 0x20
_MERGED: Final = 0x00E5
_MANY_NUMBERS: Final = 0x00BD
_ONE_VALUE: Final = {0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E, 0x0002, 0x0003, 0x0004}
_BOOLEAN_OR_ERROR: Final = (0x0205, 0x0005)
_FORMULA: Final = (0x0006, 0x0206, 0x0406)


def book_of(source: Source) -> bytes:
    """Return the stream of records of an old workbook, or nothing where it cannot be found."""
    data = source.read()
    if not data.startswith(_OLE):
        return data
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read())
    # A broken container: the readers have their own ways to make something of it.
    except BROKEN_CONTAINER:
        return b""
    return b""


def is_locked(book: bytes) -> bool:
    """Tell whether a stream of records is encrypted."""
    for kind, _start, _end in records(book):
        if kind in (_PASSWORD, _END):
            return kind == _PASSWORD
    return False


class XlsScan(Scan):
    """Walks over the records of a workbook."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._book = book_of(source)
        # The cells of Excel 2 have one byte more for their look.
        self._cell_head = 7 if self._book.startswith(b"\x09\x00") else 6
        self._starts: dict[int, SheetScan] = {}
        super().__init__(source, limits, len(self._book))
        self._read_globals()

    def _read_globals(self) -> None:
        book = self._book
        for kind, start, end in records(book):
            if kind == _DATE_MODE and end - start >= 2:
                self.epoch_1904 = book[start] == 1
            elif kind == _SHEET and end - start >= 8:
                (place,) = struct.unpack_from("<I", book, start)
                sheet = SheetScan(_name(book[start + 6 : end]), book[start + 5] == 0)
                self.sheets.append(sheet)
                self._starts[place] = sheet
            elif kind == _END:
                break
        if not self.sheets:  # before Excel 5 a file was one sheet
            self.sheets.append(SheetScan("Sheet 1"))
            self._starts[0] = self.sheets[0]

    def _look(self) -> None:
        sheet: SheetScan | None = None
        depth = 0
        book = self._book
        for kind, start, end in records(book):
            if kind in _BEGIN:
                # A chart inside a sheet has records of its own between those of the sheet.
                sheet = self._starts.get(start - 4, sheet) if depth == 0 else sheet
                depth += 1
            elif kind == _END:
                depth -= 1
                sheet = None if depth <= 0 else sheet
                depth = max(depth, 0)
            elif sheet is not None and depth == 1:
                try:
                    self._note(kind, start, end, sheet)
                except (struct.error, IndexError):
                    return

    def _note(self, kind: int, start: int, end: int, sheet: SheetScan) -> None:
        book = self._book
        if kind in _ONE_VALUE:
            self._cell(start, 1, sheet)
        elif kind == _MANY_NUMBERS:
            self._cell(start, (end - start - 6) // 6, sheet)
        elif kind in _FORMULA:
            row, column = self._cell(start, 1, sheet)
            result = start + self._cell_head
            if book[result] == 2 and book[result + 6 : result + 8] == b"\xff\xff":
                sheet.note_error(row, column, ERROR_TEXTS.get(book[result + 2], "#N/A"))
        elif kind in _BOOLEAN_OR_ERROR:
            row, column = self._cell(start, 1, sheet)
            value = start + self._cell_head
            if book[value + 1]:
                sheet.note_error(row, column, ERROR_TEXTS.get(book[value], "#N/A"))
        elif kind in _ROW:
            hidden = end - start >= 14 and kind == _ROW[0] and book[start + 12] & _HIDDEN_ROW
            if hidden:
                sheet.hidden_rows.append(struct.unpack_from("<H", book, start)[0])
        elif kind == _MERGED:
            (count,) = struct.unpack_from("<H", book, start)
            for place in range(start + 2, min(start + 2 + 8 * count, end - 7), 8):
                top, bottom, left, right = struct.unpack_from("<4H", book, place)
                sheet.note_merged(top, left, bottom, right)
        elif kind == _SIZE[0] and end - start >= 14:
            _top, bottom = struct.unpack_from("<2I", book, start)
            if bottom > self.limits.rows:
                raise claims_too_much(sheet.name)

    def _cell(self, start: int, width: int, sheet: SheetScan) -> tuple[int, int]:
        row, column = struct.unpack_from("<2H", self._book, start)
        if row >= sheet.rows or column + width > sheet.columns:
            sheet.rows = max(sheet.rows, row + 1)
            sheet.columns = max(sheet.columns, column + width)
            sheet.check(self.limits)
        return row, column


def records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Give the kind, the start and the end of each record that is there as a whole."""
    place, size = 0, len(book)
    header = struct.Struct("<HH").unpack_from
    while place + 4 <= size:
        kind, length = header(book, place)
        place += 4
        if place + length > size:
            return
        yield kind, place, place + length
        place += length


def _name(data: bytes) -> str:
    length = data[0] if data else 0
    if len(data) >= 2 and data[1] & 0xFE == 0:  # Excel 97 and later say how a letter is kept
        wide = data[1] & 1
        return data[2 : 2 + length * (1 + wide)].decode(
            "utf-16-le" if wide else "latin-1", "replace"
        )
    return data[1 : 1 + length].decode("latin-1")

"""The scan of .xlsb, whose sheets are binary records."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from crmdesk.core.importing.readers.packed import PackedScan, small_part, targets
from crmdesk.core.importing.readers.problems import claims_too_much
from crmdesk.core.importing.readers.scan import SheetScan

_ROW: Final = 0
_CELL_ERROR: Final = 3
_CELLS: Final = range(2, 12)  # every kind of cell with a value; 1 is a cell that only has a look
_FORMULA_ERROR: Final = 11
_SIZE: Final = 148
_SHEET: Final = 156
_BOOK_PROPERTIES: Final = 153
_MERGED: Final = 176
_HIDDEN_ROW: Final = 0x10  # in the twelfth byte of a row, after its number, look and height

ERROR_TEXTS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class XlsbScan(PackedScan):
    """Walks over the records of each sheet."""

    def _sheet_parts(self, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
        names = {name.lower(): name for name in archive.namelist()}
        relations = targets(small_part(archive, names.get("xl/_rels/workbook.bin.rels")))
        parts = []
        book = small_part(archive, names.get("xl/workbook.bin"))
        for kind, start, end in records(book):
            if kind == _BOOK_PROPERTIES:
                self.epoch_1904 = bool(book[start] & 1)
            elif kind == _SHEET:
                relation, after = _text(book, start + 8)
                name, _after = _text(book, after)
                parts.append((names.get(relations.get(relation, ""), ""), name))
            if end > len(book):
                break
        return parts

    def _look_through(self, archive: zipfile.ZipFile, part: str, sheet: SheetScan) -> None:
        data, row = archive.read(part), 0
        number = struct.Struct("<I").unpack_from
        for kind, start, end in records(data):
            if end > len(data):
                return
            if kind == _ROW:
                (row,) = number(data, start)
                if row >= self.limits.rows:
                    raise claims_too_much(sheet.name)
                if end - start > 11 and data[start + 11] & _HIDDEN_ROW:
                    sheet.hidden_rows.append(row)
            elif kind in _CELLS:
                (column,) = number(data, start)
                if column >= sheet.columns:
                    sheet.columns = column + 1
                    sheet.check(self.limits)
                sheet.rows = row + 1
                if kind in (_CELL_ERROR, _FORMULA_ERROR):
                    text = ERROR_TEXTS.get(data[start + 8], "#N/A")
                    sheet.note_error(row, column, text)
            elif kind == _MERGED:
                top, bottom, left, right = struct.unpack_from("<4I", data, start)
                sheet.note_merged(top, left, bottom, right)
            elif kind == _SIZE:
                _top, bottom = struct.unpack_from("<2I", data, start)
                if bottom > self.limits.rows:
                    raise claims_too_much(sheet.name)
        sheet.check(self.limits)


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give the kind, the start and the end of each record."""
    place, size = 0, len(data)
    while place + 1 < size:
        kind = data[place]
        place += 1
        if kind & 0x80 and place < size:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while place < size:
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        yield kind, place, place + length
        place += length


def _text(data: bytes, start: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * length
    return data[start + 4 : end].decode("utf-16-le", "replace"), end

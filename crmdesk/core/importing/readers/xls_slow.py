"""Workbooks (.xls) that the fast reader does not understand, down to those of Excel 2."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import ReaderFailed, protected
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_BROKEN = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    ValueError,
    struct.error,
)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open an old workbook; raises ReaderFailed when it is broken, FileProblem for a password."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        with Path(os.devnull).open("w") as silence:
            book = xlrd.open_workbook(file_contents=source.read(), logfile=silence, on_demand=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise protected() from None
        raise ReaderFailed from error
    except (CompDocError, *_BROKEN) as error:
        raise ReaderFailed from error
    return FileStream(kind="xls", sheets=_sheets(book), epoch_1904=book.datemode == 1)


def _sheets(book: Any) -> Iterator[SheetStream]:
    import xlrd

    for index in range(book.nsheets):
        try:
            sheet = book.sheet_by_index(index)
        except (xlrd.XLRDError, *_BROKEN) as error:
            raise ReaderFailed from error
        yield SheetStream(
            name=sheet.name,
            rows=_rows(sheet, book.datemode),
            hidden=sheet.visibility != 0,
            height=sheet.nrows,
        )


def _rows(sheet: Any, datemode: int) -> Iterator[list[Any]]:
    for row in range(sheet.nrows):
        yield [_value(cell, datemode) for cell in sheet.row(row)]


def _value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
        if 0 <= cell.value < 1:
            return moment.time()
        return moment if cell.value % 1 else moment.date()
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    return None

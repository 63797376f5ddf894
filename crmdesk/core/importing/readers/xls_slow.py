"""Workbooks (.xls) that the fast reader does not understand, down to those of Excel 2."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    BROKEN_CONTAINER,
    NothingFound,
    ReaderFailed,
    error_cells,
    locked_without_help,
)
from crmdesk.core.importing.readers.scan import Scan, Watched, scan_of
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

# The library follows what a broken workbook says until it stumbles, in one of many ways.
_BROKEN: Final = (
    *BROKEN_CONTAINER,
    AssertionError,
    EOFError,
    LookupError,
    OverflowError,
    UnboundLocalError,
    ZeroDivisionError,
)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open an old workbook; raises ReaderFailed when it is broken, FileProblem for a password."""
    import xlrd
    from xlrd.compdoc import CompDocError

    kind = content.kind_of(source)
    scan = scan_of(source, kind, limits)
    scan.start()
    try:
        with Path(os.devnull).open("w") as silence:
            book = xlrd.open_workbook(file_contents=source.read(), logfile=silence, on_demand=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise locked_without_help() from None
        raise ReaderFailed from error
    except (CompDocError, *_BROKEN) as error:
        raise ReaderFailed from error
    found = FileStream(kind=kind, sheets=iter(()), epoch_1904=book.datemode == 1)
    found.sheets = _sheets(book, scan, found)
    return found


def _sheets(book: Any, scan: Scan, found: FileStream) -> Iterator[SheetStream]:
    import xlrd

    filled = False
    for index in range(book.nsheets):
        try:
            sheet = book.sheet_by_index(index)
        except (xlrd.XLRDError, *_BROKEN) as error:
            raise ReaderFailed from error
        filled = filled or sheet.nrows > 0
        seen = Watched(scan, index, worksheets_only=True)
        yield SheetStream(
            name=sheet.name,
            rows=_rows(sheet, book.datemode),
            hidden=sheet.visibility != 0,
            height=sheet.nrows,
            hidden_rows=seen.hidden_rows,
            merged=seen.merged,
            errors=seen.errors,
        )
        book.unload_sheet(index)
    if not filled and scan.has_cells():
        raise NothingFound
    if errors := scan.errors():
        found.warnings.append(error_cells(errors))


def _rows(sheet: Any, datemode: int) -> Iterator[list[Any]]:
    for row in range(sheet.nrows):
        try:
            yield [_value(cell, datemode) for cell in sheet.row(row)]
        except _BROKEN as error:
            raise ReaderFailed from error


def _value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    return None


def _moment(serial: float, datemode: int) -> Any:
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return serial
    if 0 <= serial < 1:
        return moment.time()
    return moment.date() if moment.time() == dt.time() else moment

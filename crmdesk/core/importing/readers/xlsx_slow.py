"""Workbooks (.xlsx) that the fast reader does not understand, by the patient one."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from crmdesk.core.importing.readers import packed
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import ReaderFailed
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_BROKEN = (
    zipfile.BadZipFile,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook row by row; raises ReaderFailed when it is broken."""
    scan = packed.Scan(source, "xlsx", limits)
    scan.start()
    return FileStream(kind="xlsx", sheets=_sheets(source, scan), epoch_1904=scan.epoch_1904)


def _sheets(source: Source, scan: packed.Scan) -> Iterator[SheetStream]:
    import openpyxl

    with warnings.catch_warnings(), source.open() as file:
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except _BROKEN as error:
            raise ReaderFailed from error
        for index, sheet in enumerate(book.worksheets):
            # The size a sheet tells is often wrong; without it the rows are taken as they come.
            sheet.reset_dimensions()
            yield SheetStream(
                name=sheet.title,
                rows=_rows(sheet),
                hidden=sheet.sheet_state != "visible",
                hidden_rows=partial(scan.hidden_rows, index),
            )


def _rows(sheet: Any) -> Iterator[list[Any]]:
    try:
        for row in sheet.iter_rows():
            yield [None if cell.data_type == "e" else cell.value for cell in row]
    except _BROKEN as error:
        raise ReaderFailed from error

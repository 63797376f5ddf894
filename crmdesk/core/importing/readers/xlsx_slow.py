"""Workbooks (.xlsx) that the fast reader does not understand, by the patient one."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packed import PIECE, opened
from crmdesk.core.importing.readers.problems import (
    BROKEN_ARCHIVE,
    NothingFound,
    ReaderFailed,
    damaged,
    error_cells,
)
from crmdesk.core.importing.readers.scan import Scan, Watched, scan_of
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

# What is inside may be no workbook either, and the library finds out by stumbling over it.
_BROKEN: Final = (
    *BROKEN_ARCHIVE,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    SyntaxError,
    TypeError,
)
# A workbook has no document type; one that brings its own wants to swell or to reach outside.
_DOCUMENT_TYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# The other of the two dialects of the format, which this library reads as a book without sheets.
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook row by row.

    Raises ReaderFailed when it is broken, FileProblem for what no reader should touch.
    """
    scan = scan_of(source, "xlsx", limits)
    scan.start()
    try:
        usual = _in_usual_dialect(source)
    except BROKEN_ARCHIVE as error:
        raise ReaderFailed from error
    found = FileStream(kind="xlsx", sheets=iter(()), epoch_1904=scan.epoch_1904)
    found.sheets = _sheets(usual, scan, found)
    return found


def _in_usual_dialect(source: Source) -> Source:
    strict = False
    with opened(source) as archive:
        parts = [name for name in archive.namelist() if name.lower().endswith((".xml", ".rels"))]
        for name in parts:
            with archive.open(name) as part:
                head = part.read(PIECE)
            if _DOCUMENT_TYPE.search(head):
                raise damaged()
            strict = strict or _STRICT.search(head) is not None
        if not strict:
            return source
        translated = io.BytesIO()
        with zipfile.ZipFile(translated, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            for name in dict.fromkeys(parts):
                copy.writestr(name, _STRICT.sub(_USUAL, archive.read(name)))
    return Source(source.name, None, translated.getvalue())


def _sheets(source: Source, scan: Scan, found: FileStream) -> Iterator[SheetStream]:
    import openpyxl

    filled: list[bool] = []
    with warnings.catch_warnings(), source.open() as file:
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except _BROKEN as error:
            raise ReaderFailed from error
        for sheet in book.worksheets:
            if not scan.named(sheet.title).worksheet:
                continue  # dialogs and lists of commands are no lists
            # The size a sheet tells is often wrong; without it the rows are taken as they come.
            sheet.reset_dimensions()
            seen = Watched(scan, 0, name=sheet.title)
            yield SheetStream(
                name=sheet.title,
                rows=_rows(sheet, filled),
                hidden=sheet.sheet_state != "visible",
                hidden_rows=seen.hidden_rows,
                merged=seen.merged,
                errors=seen.errors,
            )
        book.close()
    if not filled and scan.has_cells():
        raise NothingFound
    if errors := scan.errors():
        found.warnings.append(error_cells(errors))


def _rows(sheet: Any, filled: list[bool]) -> Iterator[list[Any]]:
    try:
        for row in sheet.iter_rows():
            cells = [_value(cell) for cell in row]
            if not filled and any(cell is not None for cell in cells):
                filled.append(True)
            yield cells
    except _BROKEN as error:
        raise ReaderFailed from error


def _value(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "e":
        return None
    if isinstance(value, str):
        return _ESCAPED.sub(_sign, value) if "_x" in value else value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _sign(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))

"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) by the fast reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import python_calamine as calamine

from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    NothingFound,
    ReaderFailed,
    error_cells,
    is_panic,
    locked_without_help,
)
from crmdesk.core.importing.readers.scan import Scan, Watched, scan_of
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_BROKEN: Final = (calamine.CalamineError, OSError, ValueError, OverflowError)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook; sheets are parsed as they are asked for.

    Raises FileProblem for what no reader should touch, ReaderFailed when another one may try.
    """
    kind = content.kind_of(source)
    scan = scan_of(source, kind, limits)
    found = FileStream(kind=kind, sheets=iter(()), epoch_1904=scan.epoch_1904)
    scan.start()
    if kind == "ods" and scan.needs_patience():
        raise ReaderFailed
    found.sheets = _sheets(source, scan, found)
    return found


def _sheets(source: Source, scan: Scan, found: FileStream) -> Iterator[SheetStream]:
    filled = False
    with source.open() as file:
        book = _tried(calamine.CalamineWorkbook.from_filelike, file)
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue  # charts, dialogs and macros are no lists
            sheet = _tried(book.get_sheet_by_index, index)
            top, left = _tried(_start_of, sheet)
            filled = filled or sheet.start is not None
            seen = Watched(scan, index, first_row=top, first_column=left)
            rows = _without_errors(sheet, seen) if found.kind == "ods" else _rows(sheet)
            yield SheetStream(
                name=about.name,
                rows=_with_zeros(rows, seen) if scan.shows_zeros else rows,
                first_row=top,
                hidden=about.visible != calamine.SheetVisibleEnum.Visible,
                height=sheet.total_height,
                first_column=left,
                hidden_rows=seen.hidden_rows,
                merged=seen.merged,
                errors=seen.errors,
            )
    if not filled and scan.has_cells():
        raise NothingFound
    if errors := scan.errors():
        found.warnings.append(error_cells(errors))


def _start_of(sheet: Any) -> tuple[int, int]:
    # The rows come from the first row of the sheet, their cells from the first filled column.
    return (1, sheet.start[1] + 1) if sheet.start else (1, 1)


def _rows(sheet: Any) -> Iterator[list[Any]]:
    try:
        yield from sheet.iter_rows()
    except _BROKEN as error:
        raise ReaderFailed from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ReaderFailed from error


def _without_errors(sheet: Any, seen: Watched) -> Iterator[list[Any]]:
    # In this format an error is a text like any other to the reader.
    told: dict[int, list[int]] = {}
    for row, column, _text in seen.errors():
        told.setdefault(row, []).append(column)
    for row, cells in enumerate(_rows(sheet)):
        for column in told.get(row, ()):
            if column < len(cells):
                cells[column] = ""
        yield cells


def _with_zeros(rows: Iterator[list[Any]], seen: Watched) -> Iterator[list[Any]]:
    # The reader gives the number; a phone or a postcode is what the sheet shows.
    told: dict[int, list[tuple[int, int]]] = {}
    for row, column, digits in seen.zeros():
        told.setdefault(row, []).append((column, digits))
    for row, cells in enumerate(rows):
        for column, digits in told.get(row, ()):
            cell: Any = cells[column] if column < len(cells) else None
            if type(cell) in (int, float) and 0 <= cell < 10 ** (digits - 1) and cell == int(cell):
                cells[column] = f"{int(cell):0{digits}d}"
        yield cells


def _tried(call: Any, *arguments: Any) -> Any:
    try:
        return call(*arguments)
    except calamine.PasswordError:
        raise locked_without_help() from None
    except _BROKEN as error:
        raise ReaderFailed from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ReaderFailed from error

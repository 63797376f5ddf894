"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods) by the fast reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import python_calamine as calamine

from crmdesk.core.i18n import ngettext
from crmdesk.core.importing.readers import content, packed
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    ReaderFailed,
    is_panic,
    protected,
)
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream, nothing


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook; sheets are parsed as they are asked for.

    Raises FileProblem for what no reader should touch, ReaderFailed when another one may try.
    """
    kind = content.kind_of(source)
    if kind == "xls":
        found = FileStream(kind=kind, sheets=iter(()))
        found.sheets = _sheets(source, None, found)
        return found
    scan = packed.Scan(source, kind, limits)
    found = FileStream(kind=kind, sheets=iter(()), epoch_1904=scan.epoch_1904)
    scan.start()
    found.sheets = _sheets(source, scan, found)
    return found


def _sheets(source: Source, scan: packed.Scan | None, found: FileStream) -> Iterator[SheetStream]:
    with source.open() as file:
        book = _tried(calamine.CalamineWorkbook.from_filelike, file)
        for index, about in enumerate(book.sheets_metadata):
            sheet = _tried(book.get_sheet_by_index, index)
            yield SheetStream(
                name=about.name,
                rows=_rows(sheet),
                hidden=about.visible != calamine.SheetVisibleEnum.Visible,
                height=sheet.total_height,
                hidden_rows=partial(scan.hidden_rows, index) if scan else nothing,
            )
    if scan and (errors := scan.errors()):
        found.warnings.append(error_cells(errors))


def _rows(sheet: Any) -> Iterator[list[Any]]:
    try:
        yield from sheet.iter_rows()
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        raise ReaderFailed from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ReaderFailed from error


def _tried(call: Any, *arguments: Any) -> Any:
    try:
        return call(*arguments)
    except calamine.PasswordError:
        raise protected() from None
    except calamine.CalamineError as error:
        raise ReaderFailed from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise ReaderFailed from error


def error_cells(count: int) -> str:
    """Return the sentence about cells that hold an error such as `#N/A` instead of a value."""
    return ngettext(
        "{count} cell holds an error such as #N/A and is read as empty.",
        "{count} cells hold an error such as #N/A and are read as empty.",
        count,
    ).format(count=count)

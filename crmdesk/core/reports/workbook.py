"""Rows as a workbook or a CSV file in which every text stays text and nothing is a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TypeVar

from crmdesk.core.domain.csv_mark import neutralise
from crmdesk.core.domain.problems import FileProblem, Problem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.target import whole_file
from crmdesk.core.reports.workbook_look import FORMATS, Value, prepare

MAX_CELL: Final = 32_767
MAX_ROWS: Final = 1_048_576
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# A workbook program reads `_x0041_` as the character with that number.
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BAD_IN_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_SAMPLE_ROWS: Final = 200
_STEP: Final = 1000
_SHOWN: Final = 40


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, the bold headers and the rows."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write_workbook(
    path: Path,
    sheet_name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    progress: Progress = QUIET,
    total: int = 0,
) -> list[Problem]:
    """Write an xlsx file with a bold frozen header and a filter, whole or not at all.

    Returns what could not be kept as it was; raises FileProblem when the file cannot be
    written or the rows do not fit, Cancelled when the user stops it.
    """
    # Imported here because only an export needs it, long after the start.
    from openpyxl import Workbook

    problems: list[Problem] = []
    counted = iter(rows)
    sample = list(islice(counted, _SAMPLE_ROWS))
    with whole_file(path) as part:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_sheet_name(sheet_name))
        letters = prepare(sheet, headers, sample)
        watched = _watched(chain(sample, counted), progress, total)
        try:
            _fill(sheet, headers, watched, letters, problems)
            _save(book, part)
        finally:
            if not sheet.closed:
                sheet.close()
    return problems


def write_sheets(path: Path, sheets: Sequence[Sheet], progress: Progress = QUIET) -> list[Problem]:
    """Write several sheets into one xlsx file, each with a bold frozen header and a filter.

    Returns what could not be kept as it was; raises FileProblem when the file cannot be written,
    Cancelled when the user stops it.
    """
    from openpyxl import Workbook

    problems: list[Problem] = []
    with whole_file(path) as part:
        book = Workbook(write_only=True)
        made = [(one, book.create_sheet(_sheet_name(one.name))) for one in sheets]
        try:
            for one, sheet in made:
                letters = prepare(sheet, one.headers, one.rows[:_SAMPLE_ROWS])
                watched = _watched(one.rows, progress, len(one.rows))
                _fill(sheet, one.headers, watched, letters, problems)
            _save(book, part)
        finally:
            for _one, sheet in made:
                if not sheet.closed:
                    sheet.close()
    return problems


def _fill(
    sheet: Any,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    letters: Sequence[str],
    problems: list[Problem],
) -> None:
    last = _write_rows(sheet, headers, rows, problems)
    if letters:
        sheet.auto_filter.ref = f"A1:{letters[-1]}{last}"


def write_csv(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    progress: Progress = QUIET,
    total: int = 0,
    encoding: str = "utf-8-sig",
) -> list[Problem]:
    """Write a CSV file whose cells no program takes for formulas, whole or not at all.

    Returns what could not be kept; raises FileProblem when the file cannot be written,
    Cancelled when the user stops it.
    """
    problems: list[Problem] = []
    with whole_file(path) as part:
        with part.open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_marked(headers, headers, 1, problems))
            for number, row in enumerate(_watched(rows, progress, total), start=2):
                writer.writerow(_marked(headers, row, number, problems))
    return problems


def _save(book: Any, part: Path) -> None:
    """Write a workbook; one the disk has no room for is let go of at once, without a word."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(part, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _write_rows(
    sheet: Any, headers: Sequence[str], rows: Iterable[Sequence[Value]], problems: list[Problem]
) -> int:
    """Write the header and the rows; return the number of the last row in the file."""
    cells = _TextCells(sheet, headers, problems)
    sheet.append(cells.of(headers, 1))
    last = 1
    for row in rows:
        last += 1
        if last > MAX_ROWS:
            raise FileProblem(
                _("A workbook holds at most {count} rows.").format(count=MAX_ROWS),
                _("Save the list as CSV."),
            )
        sheet.append(cells.of(row, last))
    return last


def _watched(rows: Iterable[Row], progress: Progress, total: int) -> Iterator[Row]:
    done, told = 0, _("Writing rows")
    for row in progress.through(rows, total, told, _STEP):
        yield row
        done += 1
    progress.check()
    progress.report(done, max(total, done), told)


def _marked(
    headers: Sequence[str], row: Sequence[str], number: int, problems: list[Problem]
) -> list[str]:
    cells = []
    for index, text in enumerate(row):
        if _SURROGATE.search(text):
            problems.append(_removed(headers, index, number, text))
            text = _SURROGATE.sub("", text)
        cells.append(neutralise(text))
    return cells


class _TextCells:
    """Cells of the text kind; left alone, openpyxl would guess formulas and error codes."""

    def __init__(self, sheet: Any, headers: Sequence[str], problems: list[Problem]) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self._headers = headers
        self._problems = problems
        # One cell serves all rows: each is written before the next value is put in.
        self._cell = WriteOnlyCell(sheet)
        self._cell.number_format = "@"
        # The styles of cells are kept by identity: each look has a cell of its own.
        self._numbers = {kind: WriteOnlyCell(sheet) for kind in FORMATS}
        for kind, shown in FORMATS.items():
            self._numbers[kind].number_format = shown
        self._heading = WriteOnlyCell(sheet)
        self._heading.number_format = "@"
        self._heading.font = Font(bold=True)
        self._heading.alignment = Alignment(wrap_text=True, vertical="top")

    def of(self, row: Sequence[Value], number: int) -> Iterator[Any]:
        """Yield the cells of a row; `number` is the row's in the file, 1-based."""
        cell = self._heading if number == 1 else self._cell
        for index, text in enumerate(row):
            if not isinstance(text, str):
                counted = self._numbers[type(text)]
                counted.value = float(text) if isinstance(text, float) else text
                yield counted
                continue
            cell.value = _kept(self._headers, index, number, text, self._problems)
            cell.data_type = "n" if cell.value is None else "s"
            yield cell


def _kept(
    headers: Sequence[str], index: int, number: int, text: str, problems: list[Problem]
) -> str | None:
    """Return the part of the text a workbook can hold, and tell what it cannot."""
    if not text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _ILLEGAL.search(text):
        problems.append(_removed(headers, index, number, text))
        text = _ILLEGAL.sub("", text)
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    if len(text) > MAX_CELL:
        problems.append(
            Problem(
                _(
                    "The text is too long for a workbook; its first {count} characters are kept."
                ).format(count=MAX_CELL),
                _("Save the list as CSV to keep all of it."),
                row=number,
                column=_name(headers, index),
                value=text[:_SHOWN] + "…",
            )
        )
        text = text[:MAX_CELL]
    return text


def _removed(headers: Sequence[str], index: int, number: int, text: str) -> Problem:
    return Problem(
        _("Characters that cannot be shown were left out of the file."),
        _("Look at the text in the program and correct it there."),
        row=number,
        column=_name(headers, index),
        value=text[:_SHOWN],
    )


def _name(headers: Sequence[str], index: int) -> str | None:
    return headers[index] if index < len(headers) else None


def _sheet_name(name: str) -> str:
    return _BAD_IN_SHEET_NAME.sub(" ", name).strip(" '")[:31] or "Sheet1"

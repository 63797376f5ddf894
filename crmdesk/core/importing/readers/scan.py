"""A look into a workbook before and beside the reader: bounds, hidden rows, merged cells, errors.

The readers of values tell none of these reliably, and a file that claims a huge sheet must be
refused before one of them makes room for it.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import BROKEN_ARCHIVE, claims_too_much
from crmdesk.core.importing.readers.source import Source

# A file with less than this in its sheets is looked through whole before it is read; a larger one
# beside the reading, which would otherwise take a fifth longer.
_SMALL_BYTES: Final = 8 << 20
_HEAD_START: Final = 1.5  # seconds
ERRORS_KEPT: Final = 1_000
MERGED_KEPT: Final = 10_000
_ZEROS_KEPT: Final = 2_000_000

Corners = tuple[int, int, int, int]  # top, left, bottom, right; from 0, in the file's own counting
Place = tuple[int, int, str]  # row, column, what stands there; from 0
Width = tuple[int, int, int]  # row, column, how many digits are shown at least; from 0


@dataclass(slots=True)
class SheetScan:
    """What was seen of one sheet; `rows` and `columns` are counts up to the last filled cell."""

    name: str = ""
    worksheet: bool = True
    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[Corners] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    error_count: int = 0
    zeros: list[Width] = field(default_factory=list)

    def note_error(self, row: int, column: int, text: str) -> None:
        """Count a cell that holds an error; only the first of them keep their place."""
        self.error_count += 1
        if len(self.errors) < ERRORS_KEPT:
            self.errors.append((row, column, text))

    def note_zeros(self, row: int, column: int, digits: int) -> None:
        """Keep the place of a cell whose format shows zeros in front of its number."""
        if len(self.zeros) < _ZEROS_KEPT:
            self.zeros.append((row, column, digits))

    def note_merged(self, top: int, left: int, bottom: int, right: int) -> None:
        """Keep a merged block of more than one cell."""
        if (top, left) < (bottom, right) and len(self.merged) < MERGED_KEPT:
            self.merged.append((top, left, bottom, right))

    def check(self, limits: Limits) -> None:
        """Raise FileProblem when the cells lie impossibly far apart."""
        far = self.rows > limits.rows or self.columns > limits.columns
        if far or self.rows * self.columns > limits.cells:
            raise claims_too_much(self.name)


class Scan(ABC):
    """Looks through a workbook in a thread of its own, as the fast reader leaves a processor free.

    A format's own scan says in `_look` what there is to see; `epoch_1904` is known from the start.
    """

    epoch_1904 = False
    shows_zeros = False  # whether formats show zeros that the fast reader does not tell
    patience = False  # whether the fast reader would not tell all of it

    def __init__(self, source: Source, limits: Limits, size: int) -> None:
        self.source = source
        self.limits = limits
        self.sheets: list[SheetScan] = []
        self._size = size
        self._problem: FileProblem | None = None
        self._thread = threading.Thread(target=self._run, name="sheet-scan", daemon=True)

    def start(self) -> None:
        """Begin to look; return when a small file was looked through whole.

        Raises FileProblem when the file is to be refused.
        """
        self._thread.start()
        if self._size < _SMALL_BYTES:
            self._thread.join(_HEAD_START)
        if self._problem:
            raise self._problem

    def sheet(self, index: int) -> SheetScan:
        """Return what was seen of a sheet, counting all kinds; raises FileProblem as `start`."""
        self._wait()
        return self.sheets[index] if index < len(self.sheets) else SheetScan()

    def worksheet(self, index: int) -> SheetScan:
        """Return what was seen of a sheet, counting only those with cells, as `sheet` does."""
        self._wait()
        found = [sheet for sheet in self.sheets if sheet.worksheet]
        return found[index] if index < len(found) else SheetScan()

    def named(self, name: str) -> SheetScan:
        """Return what was seen of a sheet by its name, as `sheet` does."""
        self._wait()
        return next((sheet for sheet in self.sheets if sheet.name == name), SheetScan(name))

    def errors(self) -> int:
        """Return how many cells of all sheets hold an error; raises FileProblem as `start`."""
        self._wait()
        return sum(sheet.error_count for sheet in self.sheets)

    def needs_patience(self) -> bool:
        """Tell whether the fast reader would leave something out of a text."""
        self._wait()
        return self.patience

    def has_cells(self) -> bool:
        """Tell whether any sheet was seen to hold more than errors."""
        self._wait()
        return any(sheet.rows and not sheet.error_count for sheet in self.sheets)

    def _wait(self) -> None:
        self._thread.join()
        if self._problem:
            raise self._problem

    def _run(self) -> None:
        try:
            self._look()
        except (*BROKEN_ARCHIVE, IndexError):
            # Whether a broken part matters is for the reader to say: it may never need it.
            return
        except FileProblem as problem:
            self._problem = problem

    @abstractmethod
    def _look(self) -> None:
        """Look through the file and note what the reader does not tell."""


def scan_of(source: Source, kind: str, limits: Limits) -> Scan:
    """Return the scan of a workbook, not yet begun.

    Raises FileProblem for what is to be refused unopened.
    """
    if kind == "ods":
        from crmdesk.core.importing.readers.ods_scan import OdsScan

        return OdsScan(source, limits)
    if kind == "xlsb":
        from crmdesk.core.importing.readers.xlsb_scan import XlsbScan

        return XlsbScan(source, limits)
    if kind == "xlsx":
        from crmdesk.core.importing.readers.packed import XlsxScan

        return XlsxScan(source, limits)
    from crmdesk.core.importing.readers.biff import XlsScan

    return XlsScan(source, limits)


@dataclass(slots=True)
class Watched:
    """Hands what was seen of a sheet to `SheetStream`, counted from the first cell of its rows."""

    scan: Scan
    index: int
    worksheets_only: bool = False
    name: str | None = None
    first_row: int = 1
    first_column: int = 1

    def _seen(self) -> SheetScan:
        if self.name is not None:
            return self.scan.named(self.name)
        if self.worksheets_only:
            return self.scan.worksheet(self.index)
        return self.scan.sheet(self.index)

    def hidden_rows(self) -> Sequence[int]:
        """Return the indexes of hidden rows."""
        down = self.first_row - 1
        return [row - down for row in self._seen().hidden_rows if row >= down]

    def merged(self) -> Sequence[Corners]:
        """Return the corners of merged blocks."""
        down, right = self.first_row - 1, self.first_column - 1
        # A block that begins left of or above the rows has no filled cell.
        return [
            (top - down, left - right, bottom - down, end - right)
            for top, left, bottom, end in self._seen().merged
            if top >= down and left >= right
        ]

    def errors(self) -> Sequence[Place]:
        """Return the places of errors."""
        down, right = self.first_row - 1, self.first_column - 1
        return [
            (row - down, column - right, text)
            for row, column, text in self._seen().errors
            if row >= down and column >= right
        ]

    def zeros(self) -> Sequence[Width]:
        """Return the places of numbers that are shown with zeros in front."""
        down, right = self.first_row - 1, self.first_column - 1
        return [
            (row - down, column - right, digits)
            for row, column, digits in self._seen().zeros
            if row >= down and column >= right
        ]

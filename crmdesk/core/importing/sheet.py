"""What a reader makes of a file: sheets of plain cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells by its first and last row and column, as indexes into `Sheet.rows`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error such as `#N/A`; its place as indexes into `Sheet.rows`."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[i]` is row `first_row + i` of the file, and rows may be ragged.

    Empty cells are None; empty rows and columns at the end are cut off. Whole numbers are ints,
    except those of 16 and more digits, which a spreadsheet has already rounded: they stay floats.
    `hidden_rows` are the indexes of filled rows that the file hides. Cells of a merged `Area` are
    None but for the first one; `errors` are told with their place and are None in the rows.
    `types` are the types of the owner's fields where an own export tells them, by column.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    first_column: int = 1
    merged: tuple[Area, ...] = ()
    errors: tuple[ErrorCell, ...] = ()
    types: tuple[tuple[int, str], ...] = ()

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as the file shows it, such as `B7`; indexes from 0."""
        number, letters = self.first_column + column, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.first_row + row}"


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read; `encoding` is None where the format has only one.

    `encoding_sentence` and `warnings` are sentences in the user's language. `digest` is the
    SHA-256 of the content as it was given, by which a file is known again.
    """

    path_name: str
    kind: str
    encoding: str | None
    encoding_sentence: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...]
    epoch_1904: bool = False
    digest: str = ""

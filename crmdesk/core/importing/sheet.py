"""What a reader makes of a file: sheets of plain cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[i]` is row `first_row + i` of the file, and rows may be ragged.

    Empty cells are None; empty rows and columns at the end are cut off. Whole numbers are ints,
    except those of 16 and more digits, which a spreadsheet has already rounded: they stay floats.
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    hidden: bool = False
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read; `encoding` is None where the format has only one.

    `encoding_sentence` and `warnings` are sentences in the user's language.
    """

    path_name: str
    kind: str
    encoding: str | None
    encoding_sentence: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...]
    epoch_1904: bool = False

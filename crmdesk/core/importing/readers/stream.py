"""What a reader hands over while it reads: sheets one by one, rows as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


def nothing() -> tuple[Any, ...]:
    """Return nothing, for formats that do not tell."""
    return ()


@dataclass(slots=True)
class SheetStream:
    """A sheet whose rows are still to come; `height` is how many to expect, 0 when unknown.

    `hidden_rows`, `merged` and `errors` are asked after the last row; they give indexes of rows,
    `(top, left, bottom, right)` of each merged block, and `(row, column, text)` of each error.
    `types` are the types of own fields that a file tells, by column.
    """

    name: str
    rows: Iterable[Sequence[object]]
    first_row: int = 1
    hidden: bool = False
    height: int = 0
    first_column: int = 1
    hidden_rows: Callable[[], Sequence[int]] = nothing
    merged: Callable[[], Sequence[tuple[int, int, int, int]]] = nothing
    errors: Callable[[], Sequence[tuple[int, int, str]]] = nothing
    types: Sequence[tuple[int, str]] = ()


@dataclass(slots=True)
class FileStream:
    """A file that is being read; `warnings` grows until the last row was taken."""

    kind: str
    sheets: Iterator[SheetStream]
    encoding: str | None = None
    encoding_sentence: str = ""
    epoch_1904: bool = False
    warnings: list[str] = field(default_factory=list)

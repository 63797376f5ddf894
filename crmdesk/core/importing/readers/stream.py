"""What a reader hands over while it reads: sheets one by one, rows as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field


def none_hidden() -> int:
    """Return 0, for formats that do not tell which rows are hidden."""
    return 0


@dataclass(slots=True)
class SheetStream:
    """A sheet whose rows are still to come; `height` is how many to expect, 0 when unknown.

    `hidden_rows` is asked after the last row.
    """

    name: str
    rows: Iterable[Sequence[object]]
    first_row: int = 1
    hidden: bool = False
    height: int = 0
    hidden_rows: Callable[[], int] = none_hidden


@dataclass(slots=True)
class FileStream:
    """A file that is being read; `warnings` grows until the last row was taken."""

    kind: str
    sheets: Iterator[SheetStream]
    encoding: str | None = None
    encoding_sentence: str = ""
    epoch_1904: bool = False
    warnings: list[str] = field(default_factory=list)

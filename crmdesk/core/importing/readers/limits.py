"""How large a list may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file: sizes in bytes, counts of rows, columns and cells.

    `encoding` is the user's choice for a text file; None lets the reader decide. `password` opens
    a protected workbook.
    """

    file_bytes: int = 500 * 1024**2
    inflated_bytes: int = 4 * 1024**3
    suspect_bytes: int = 100 * 1024**2
    ratio: int = 400
    entries: int = 10_000
    rows: int = 1_048_576
    columns: int = 16_384
    used_columns: int = 1_000
    cells: int = 60_000_000
    encoding: str | None = None
    password: str | None = None

"""Where a list comes from: a file, or what was pasted; readers see only its bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True)
class Source:
    """A list as bytes; `data` stands for a file that was pasted or whose password was taken off.

    Nothing is ever written to disk: a protected workbook is opened in memory.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None

    @classmethod
    def of(cls, path: Path) -> Source:
        """Return the source of a file."""
        return cls(path.name, path)

    @property
    def stem(self) -> str:
        """The name without its ending: what the only sheet of a text is called."""
        return Path(self.name).stem

    def open(self) -> BinaryIO:
        """Open the bytes for reading from their beginning."""
        if self.path is not None and self.data is None:
            return self.path.open("rb")
        return io.BytesIO(self.data or b"")

    def head(self, size: int = 8192) -> bytes:
        """Return the first bytes."""
        with self.open() as file:
            return file.read(size)

    def read(self) -> bytes:
        """Return all bytes."""
        if self.data is not None:
            return self.data
        with self.open() as file:
            return file.read()

    @cached_property
    def size(self) -> int:
        """How many bytes there are."""
        if self.path is not None and self.data is None:
            return self.path.stat().st_size
        return len(self.data or b"")

"""Rows of cells that stand between quotation marks or not; marks that are wrong are lived with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_FIELD_LIMIT: Final = 1 << 30
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
# A cell of that many lines, most of which look like rows, was opened and never closed.
_LONG: Final = 20


class Rows:
    """The rows of a text; after the last one `unclosed` tells how many marks were left open.

    `width` is how many cells the rows have as a rule, 0 when nobody knows yet.
    """

    def __init__(self, text: str, separator: str, start: int = 0, width: int = 0) -> None:
        self.unclosed = 0
        self._text = text
        self._separator = separator
        self._start = start
        self._width = width
        self._spaced = bool(_spaced_quotes(separator).search(text[: 1 << 16]))

    def __iter__(self) -> Iterator[list[str]]:
        csv.field_size_limit(_FIELD_LIMIT)
        if '"' in self._text:
            return self._quoted()
        lines = io.StringIO(self._text, newline="")
        lines.seek(self._start)
        return csv.reader(lines, delimiter=self._separator)

    def _quoted(self) -> Iterator[list[str]]:
        lines = _Lines(self._text, self._start)
        while True:
            begun, number = lines.at, 0
            reader = csv.reader(
                lines, delimiter=self._separator, strict=True, skipinitialspace=self._spaced
            )
            try:
                for row in reader:
                    if reader.line_num - number > 1 and self._swallows(row):
                        break
                    yield row
                    begun, number = lines.at, reader.line_num
                else:
                    return
            except csv.Error:
                pass  # a mark in a wrong place: this one row is read with more patience
            row, end = self._patiently(begun)
            yield row
            lines.back_to(end)

    def _swallows(self, row: list[str]) -> bool:
        usual = len(row) == self._width
        return any(
            self._holds_rows(cell) and (not usual or len(_LINE_END.findall(cell)) > _LONG)
            for cell in row
            if "\n" in cell or "\r" in cell
        )

    def _holds_rows(self, cell: str) -> bool:
        if self._width < 2:
            return False
        inner = [line for line in _LINE_END.split(cell)[1:-1] if line]
        alike = sum(line.count(self._separator) >= self._width - 1 for line in inner)
        return bool(inner) and alike * 5 >= len(inner) * 4

    def _patiently(self, start: int) -> tuple[list[str], int]:
        whole, inner, plain = _patterns(self._separator)
        text, position, cells = self._text, start, list[str]()
        while True:
            if self._spaced:
                position += _blanks_at(text, position)
            if (found := whole.match(text, position)) and not self._holds_rows(found[1]):
                cells.append(found[1].replace('""', '"') + found[2])
            elif found := inner.match(text, position):
                cells.append(found[1].replace('""', '"'))
            else:
                found = plain.match(text, position)
                cells.append(found[0] if found else "")
                self.unclosed += cells[-1].startswith('"')
            position = found.end() if found else position
            if text[position : position + 1] != self._separator:
                end = _LINE_END.match(text, position)
                return cells, end.end() if end else len(text)
            position += 1


class _Lines:
    """The lines of a text with the place at which the next one begins."""

    def __init__(self, text: str, start: int) -> None:
        self._lines = io.StringIO(text, newline="")
        self.back_to(start)

    def back_to(self, place: int) -> None:
        """Give the line that begins there next."""
        self._lines.seek(place)
        self.at = place

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.at += len(line)
        return line


@cache
def _patterns(separator: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    sign = re.escape(separator)
    end = rf"(?={sign}|[\r\n]|\Z)"
    blanks = r"([ ]*+)" if separator == "\t" else r"([ \t]*+)"
    return (
        re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"{blanks}{end}'),
        re.compile(rf'"([^{sign}\r\n]*)"[ ]*+{end}'),
        re.compile(rf"[^{sign}\r\n]*+"),
    )


@cache
def _spaced_quotes(separator: str) -> re.Pattern[str]:
    # `a, "b, c"` as people type it; a program that writes quotes never writes this.
    sign = re.escape(separator)
    return re.compile(rf'^[^"\r\n]*{sign} +"(?!["\r\n]|{sign})', re.MULTILINE)


def _blanks_at(text: str, position: int) -> int:
    end = position
    while text[end : end + 1] == " ":
        end += 1
    return end - position

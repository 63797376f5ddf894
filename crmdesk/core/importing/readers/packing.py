"""Rows on their way from the reading process: packed by column, which is small and quick.

A workbook's row costs a few microseconds to read, so nothing here touches single cells in Python
where a whole column can be handled at once. Cells are put in order on the way: whole numbers
become ints, empty text becomes None.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import islice, repeat, zip_longest
from typing import Any, Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import nothing_in_it, too_wide
from crmdesk.core.importing.readers.stream import FileStream, SheetStream
from crmdesk.core.importing.sheet import Area, Cell, ErrorCell, Sheet, SheetFile

CHUNK_ROWS: Final = 4096
CHUNK_CELLS: Final = 400_000
ROUNDED: Final = 1e15  # from here on a spreadsheet has kept 15 digits and invented the rest

# ("file" | "sheet" | "rows" | "gap" | "end" | "done" | "digest" | "restart", what belongs to it)
Event = tuple[Any, ...]
Column = tuple[Any, ...] | None


def events(stream: FileStream, limits: Limits) -> Iterator[Event]:
    """Give what is read piece by piece, each piece made of what `marshal` can carry."""
    yield ("file", stream.kind, stream.encoding, stream.encoding_sentence, stream.epoch_1904)
    for sheet in stream.sheets:
        yield ("sheet", sheet.name, sheet.first_row, sheet.hidden, sheet.height, sheet.first_column)
        yield from _row_events(sheet, limits)
        seen = tuple(sheet.hidden_rows()), tuple(sheet.merged()), tuple(sheet.errors())
        yield ("end", *seen, tuple(sheet.types))
    yield ("done", tuple(stream.warnings))


def _row_events(sheet: SheetStream, limits: Limits) -> Iterator[Event]:
    rows = iter(sheet.rows)
    size = 1
    gap = 0
    used: set[int] = set()
    while chunk := list(islice(rows, size)):
        widest = max(map(len, chunk))
        size = max(1, min(CHUNK_ROWS, CHUNK_CELLS // max(widest, 1)))
        filled = len(chunk)
        while filled and _blank(chunk[filled - 1]):
            filled -= 1
        if filled:
            if gap:
                yield ("gap", gap)
            blank_tail, gap = len(chunk) - filled, 0
            del chunk[filled:]
            columns = pack_rows(chunk)
            if len(columns) > limits.used_columns:
                used.update(index for index, column in enumerate(columns) if column is not None)
                if len(used) > limits.used_columns:
                    raise too_wide(sheet.name, limits.used_columns)
            yield ("rows", filled, columns)
            gap = blank_tail
        else:
            gap += len(chunk)


def _blank(row: Sequence[object]) -> bool:
    return not any(cell is not None and cell != "" for cell in row)


def pack_rows(rows: Sequence[Sequence[object]]) -> list[Column]:
    """Pack rows into columns; an empty column is None, and those at the end are left away."""
    ragged = len(set(map(len, rows))) > 1
    turned = zip_longest(*rows) if ragged else zip(*rows, strict=True)
    columns = [_pack(column) for column in turned]
    while columns and columns[-1] is None:
        columns.pop()
    return columns


def unpack_rows(count: int, columns: Sequence[Column]) -> list[list[Cell]]:
    """Return the rows that `pack_rows` was given, as lists of plain cells."""
    if not columns:
        return [[] for _ in range(count)]
    return list(map(list, zip(*(_unpack(column, count) for column in columns), strict=True)))


def _pack(column: tuple[Any, ...]) -> Column:
    kinds = set(map(type, column))
    if kinds == {str}:
        return _pack_text(column)
    if kinds == {float}:
        return ("plain", _pack_numbers(column))
    if kinds == {dt.date}:
        return ("dates", list(map(dt.date.toordinal, column)))
    return _pack_mixed(column)


def _pack_text(column: tuple[str, ...]) -> Column:
    words = set(column)
    if words == {""}:
        return None
    if len(words) * 4 > len(column):
        return ("plain", [text or None for text in column] if "" in words else column)
    ordered = list(words)
    places = {word: place for place, word in enumerate(ordered)}
    picks = map(places.__getitem__, column)
    chosen = bytes(picks) if len(ordered) <= 256 else list(picks)
    return ("words", [word or None for word in ordered], chosen)


def _pack_numbers(column: tuple[float, ...]) -> list[Any]:
    if -ROUNDED < min(column) and max(column) < ROUNDED and not any(map(math.isnan, column)):
        whole = list(map(int, column))
        if whole == list(column):
            return whole
    return [_number(value) for value in column]


def _number(value: float) -> int | float | None:
    if not math.isfinite(value):
        return None
    return int(value) if abs(value) < ROUNDED and value.is_integer() else value


def _pack_mixed(column: tuple[Any, ...]) -> Column:
    values = list(column)
    moments: dict[int, tuple[int, ...]] = {}
    for place, value in enumerate(column):
        kind = type(value)
        if kind is str:
            values[place] = value or None
        elif kind is float:
            values[place] = _number(value)
        elif kind is int:
            values[place] = value if abs(value) < ROUNDED else _large(value)
        elif value is not None and kind is not bool:
            values[place] = None
            moments[place] = _moment(value)
            if not moments[place]:
                values[place] = _length(value) if type(value) is dt.timedelta else str(value)
                del moments[place]
    if moments:
        return ("moments", values, moments)
    return ("plain", values) if any(value is not None for value in values) else None


def _length(value: dt.timedelta) -> str:
    # As a spreadsheet shows a length of time: hours go on beyond the day.
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _large(value: int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def _moment(value: object) -> tuple[int, ...]:
    # A date is one number, a time four, a date and time seven; nothing else is a moment.
    if isinstance(value, dt.datetime):
        clock = (value.hour, value.minute, value.second, value.microsecond)
        return (value.year, value.month, value.day, *clock)
    if isinstance(value, dt.date):
        return (value.toordinal(),)
    if isinstance(value, dt.time):
        return (value.hour, value.minute, value.second, value.microsecond)
    return ()


def _unpack(column: Column, count: int) -> Any:
    if column is None:
        return repeat(None, count)
    kind = column[0]
    if kind == "plain":
        return column[1]
    if kind == "words":
        return map(column[1].__getitem__, column[2])
    if kind == "dates":
        return map(dt.date.fromordinal, column[1])
    values = list(column[1])
    for place, numbers in column[2].items():
        if len(numbers) == 1:
            values[place] = dt.date.fromordinal(numbers[0])
        elif len(numbers) == 4:
            values[place] = dt.time(*numbers)
        else:
            values[place] = dt.datetime(*numbers)
    return values


class Assembler:
    """Puts the pieces together again."""

    def __init__(self, path_name: str) -> None:
        self.path_name = path_name
        self.digest = ""
        self._begin()

    def _begin(self) -> None:
        self.rows_read = 0
        self.rows_expected = 0
        self._file: Event = ()
        self._open: Event = ()
        self._rows: list[list[Cell]] = []
        self._sheets: list[Sheet] = []
        self._warnings: tuple[str, ...] = ()

    def feed(self, event: Event) -> None:
        """Take one piece, in the order in which `events` gives them."""
        what = event[0]
        if what == "rows":
            self._rows.extend(unpack_rows(event[1], event[2]))
            self.rows_read += event[1]
        elif what == "gap":
            self._rows.extend([] for _ in range(event[1]))
            self.rows_read += event[1]
        elif what == "sheet":
            self._open, self._rows = event, []
            self.rows_expected += event[4]
        elif what == "end":
            self._sheets.append(self._sheet(*self._open[1:], *event[1:]))
        elif what == "file":
            self._file = event
        elif what == "digest":
            self.digest = event[1]
        elif what == "restart":
            self._begin()
        elif what == "done":
            self._warnings = event[1]

    def _sheet(
        self,
        name: str,
        first_row: int,
        hidden: bool,
        _height: int,
        first_column: int,
        hidden_rows: Sequence[int],
        merged: Sequence[tuple[int, int, int, int]],
        errors: Sequence[tuple[int, int, str]],
        types: Sequence[tuple[int, str]] = (),
    ) -> Sheet:
        last = len(self._rows)
        return Sheet(
            name,
            self._rows,
            first_row,
            hidden,
            tuple(row for row in hidden_rows if row < last and self._rows[row]),
            first_column,
            tuple(Area(*corners) for corners in merged),
            tuple(ErrorCell(*cell) for cell in errors),
            tuple(types),
        )

    def finish(self) -> SheetFile:
        """Return the file; raises FileProblem when no cell in it is filled."""
        _, kind, encoding, sentence, epoch_1904 = self._file
        if not any(sheet.rows for sheet in self._sheets):
            raise nothing_in_it()
        return SheetFile(
            path_name=self.path_name,
            kind=kind,
            encoding=encoding,
            encoding_sentence=sentence,
            sheets=tuple(self._sheets),
            warnings=self._warnings,
            epoch_1904=epoch_1904,
            digest=self.digest,
        )

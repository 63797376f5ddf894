"""Workbooks (.ods) that the fast reader does not understand, or whose texts it would shorten."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packed import opened
from crmdesk.core.importing.readers.problems import (
    BROKEN_ARCHIVE,
    ReaderFailed,
    claims_too_much,
    damaged,
    error_cells,
)
from crmdesk.core.importing.readers.scan import Scan, Watched, scan_of
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_PIECE: Final = 1 << 18
_NUMBERS: Final = ("float", "percentage", "currency")
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
# What belongs to a cell and is not its text: remarks, and how a word is pronounced.
_BESIDE: Final = ("office:annotation", "text:ruby-text", "text:note", "draw:frame")
_ANY_DAY: Final = dt.datetime(2000, 1, 1)
_MORE_SPACES: Final = 10_000
_LENGTH: Final = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S")


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook row by row.

    Raises ReaderFailed when it is broken, FileProblem for what no reader should touch.
    """
    scan = scan_of(source, "ods", limits)
    scan.start()
    found = FileStream(kind="ods", sheets=iter(()))
    found.sheets = _sheets(source, scan, found, limits)
    return found


def _sheets(source: Source, scan: Scan, found: FileStream, limits: Limits) -> Iterator[SheetStream]:
    content = _Content(source, limits)
    for index, (name, hidden) in enumerate(content.sheets()):
        seen = Watched(scan, index)
        yield SheetStream(
            name=name,
            rows=content.rows(),
            hidden=hidden,
            hidden_rows=seen.hidden_rows,
            merged=seen.merged,
            errors=seen.errors,
        )
    if errors := scan.errors():
        found.warnings.append(error_cells(errors))


class _Content:
    """Hands out sheets and rows in the order in which `content.xml` tells them."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._limits = limits
        self._ready: deque[tuple[str, Any]] = deque()  # ("sheet" | "row" | "end", what it holds)
        self._pieces = self._parse(source)
        self._name = ""
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row: list[Any] = []
        self._row_times = self._rows = self._blank = self._depth = self._beside = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []

    def sheets(self) -> Iterator[tuple[str, bool]]:
        """Give the name of each sheet, and whether it is hidden."""
        while (item := self._next()) is not None:
            if item[0] == "sheet":
                yield item[1]

    def rows(self) -> Iterator[list[Any]]:
        """Give the rows of the sheet that `sheets` told last."""
        while (item := self._next()) is not None and item[0] == "row":
            row, times = item[1]
            for _ in range(times):
                yield row

    def _next(self) -> tuple[str, Any] | None:
        try:
            while not self._ready:
                if next(self._pieces, None) is None:
                    return None
        except (*BROKEN_ARCHIVE, KeyError, expat.ExpatError) as error:
            raise ReaderFailed from error
        return self._ready.popleft()

    def _parse(self, source: Source) -> Iterator[bool]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        with opened(source) as archive, archive.open("content.xml") as file:
            while piece := file.read(_PIECE):
                parser.Parse(piece, False)
                yield True
        parser.Parse(b"", True)
        if self._ready:
            yield True

    def _start(self, tag: str, about: dict[str, str]) -> None:
        if self._beside or tag in _BESIDE:
            self._beside += 1
        elif tag == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._rows, self._name = 0, about.get("table:name", "")
                hidden = about.get("table:style-name") in self._hidden_styles
                self._ready.append(("sheet", (self._name, hidden)))
        elif self._cell is not None:
            self._start_in_cell(tag, about)
        elif self._depth == 1 and tag == "table:table-row":
            self._row, self._blank = [], 0
            self._row_times = _times(about, "table:number-rows-repeated")
        elif self._depth == 1 and tag in _CELLS:
            self._cell, self._text = about, []
        elif tag == "style:style":
            self._style = about.get("style:name", "")
        elif tag == "style:table-properties" and about.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_in_cell(self, tag: str, about: dict[str, str]) -> None:
        if tag in ("text:p", "text:h") and self._text:
            self._text.append("\n")
        elif tag == "text:s":
            self._text.append(" " * min(_times(about, "text:c"), _MORE_SPACES))
        elif tag == "text:tab":
            self._text.append("\t")
        elif tag == "text:line-break":
            self._text.append("\n")

    def _characters(self, text: str) -> None:
        if self._cell is not None and not self._beside:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if self._beside:
            self._beside -= 1
        elif tag == "table:table":
            self._depth -= 1
            if self._depth == 0:
                self._ready.append(("end", None))
        elif self._depth != 1:
            return
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._rows += self._row_times
            if self._rows > self._limits.rows:
                raise claims_too_much(self._name)
            self._ready.append(("row", (self._row, self._row_times)))

    def _end_cell(self, about: dict[str, str]) -> None:
        times = _times(about, "table:number-columns-repeated")
        value = _value(about, "".join(self._text))
        if value is None:
            self._blank += times  # most rows end with thousands of them
            return
        if len(self._row) + self._blank + times > self._limits.columns:
            raise claims_too_much(self._name)
        self._row += [None] * self._blank + [value] * times
        self._blank = 0


def _refuse(*_about: object) -> None:
    # A workbook has no document type; one that brings its own wants to swell or to reach outside.
    raise damaged()


def _times(about: dict[str, str], key: str) -> int:
    text = about.get(key, "1")
    return max(1, int(text)) if text.isdecimal() and text.isascii() and len(text) < 8 else 1


def _value(about: dict[str, str], text: str) -> Any:
    kind = about.get("office:value-type")
    if kind is None or about.get("calcext:value-type") == "error":
        return None
    try:
        if kind in _NUMBERS:
            return float(about["office:value"])
        if kind == "boolean":
            return about["office:boolean-value"] == "true"
        if kind == "date":
            moment = dt.datetime.fromisoformat(about["office:date-value"])
            return moment.date() if moment.time() == dt.time() else moment.replace(tzinfo=None)
        if kind == "time":
            return _clock(about["office:time-value"])
    except (KeyError, ValueError):
        return text or None  # what is shown is better than nothing
    return about.get("office:string-value", text) or None


def _clock(text: str) -> dt.time | dt.timedelta:
    told = _LENGTH.fullmatch(text)
    if told is None:
        raise ValueError(text)
    length = dt.timedelta(hours=int(told[2]), minutes=int(told[3]), seconds=float(told[4]))
    if told[1]:
        return -length
    return (_ANY_DAY + length).time() if length < dt.timedelta(days=1) else length

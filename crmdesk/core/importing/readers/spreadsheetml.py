"""Workbooks in the XML of Excel 2002 and 2003, which many programs still write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from xml.parsers import expat

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers import encodings
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    ReaderFailed,
    claims_too_much,
    error_cells,
    save_again,
)
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_DECLARED: Final = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
# What XML forbids and programs write all the same; expat would give up at the first of them.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_REFERENCE: Final = re.compile(
    "&#(?:x0{0,8}(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0{0,8}(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
_BARE_AMPERSAND: Final = re.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#x[0-9a-fA-F]{1,7});)")
_DEFINITION: Final = re.compile("<!(?:DOCTYPE|ENTITY)")
_PROLOGUE: Final = 1 << 16
_PIECE: Final = 1 << 16
_MOMENT: Final = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:T(\d\d?):(\d\d?)(?::(\d\d?)(?:\.(\d{1,6})\d*)?)?)?Z?", re.ASCII
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# Days of a time without a date, in workbooks that count from 1900 and from 1904.
_NO_DAY: Final = (dt.date(1899, 12, 31), dt.date(1899, 12, 30), dt.date(1904, 1, 1))
_Row = list[object] | tuple[object, ...]


@dataclass(slots=True)
class _Found:
    """A sheet while it is read."""

    name: str
    rows: list[_Row] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a workbook in XML.

    Raises FileProblem when it defines entities, which no honest one does, or claims impossible
    sizes; ReaderFailed when it is broken.
    """
    data = source.read()
    declared = _DECLARED.search(data[:1024])
    told = declared[1].decode("ascii") if declared else None
    text = encodings.decode(data, limits.encoding, told)
    found = FileStream(
        kind="xml2003",
        sheets=iter(()),
        encoding=text.encoding,
        encoding_sentence=text.sentence,
        warnings=list(text.warnings),
    )
    found.sheets = _sheets(text.text, limits, found)
    return found


def _sheets(text: str, limits: Limits, found: FileStream) -> Iterator[SheetStream]:
    sheets = _parsed(text, limits)
    if errors := sum(len(sheet.errors) for sheet in sheets):
        found.warnings.append(error_cells(errors))
    for sheet in sheets:
        yield SheetStream(
            name=sheet.name,
            rows=sheet.rows,
            hidden=sheet.hidden,
            height=len(sheet.rows),
            hidden_rows=partial(tuple, sheet.hidden_rows),
            merged=partial(tuple, sheet.merged),
            errors=partial(tuple, sheet.errors),
        )


def _parsed(text: str, limits: Limits) -> list[_Found]:
    text = _FORBIDDEN.sub("", text).lstrip()
    text = _FORBIDDEN_REFERENCE.sub("", text)
    if "<![CDATA[" not in text:
        text = _BARE_AMPERSAND.sub("&amp;", text)
    if _DEFINITION.search(text[:_PROLOGUE]):
        _refuse()
    builder = _Builder(limits)
    # The text was decoded here, so what the file declares about itself is overruled; namespaces
    # are not looked at, since careless programs forget to declare them.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        for place in range(0, len(text), _PIECE):
            parser.Parse(text[place : place + _PIECE].encode("utf-8"), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ReaderFailed from error
    return builder.sheets


def _refuse(*_told: object) -> None:
    raise FileProblem(
        _("This XML file defines words of its own, which no workbook does."), save_again()
    )


class _Builder:
    """Takes what the parser meets and makes rows of it."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[_Found] = []
        self._limits = limits
        self._path: list[str] = []
        self._place = 0  # column of the open cell
        self._column = 0  # of the next cell
        self._span = 0
        self._kind = ""
        self._texts: list[str] | None = None
        self._begin: dict[str, Callable[[dict[str, str]], None]] = {
            "Workbook/Worksheet": self._sheet,
            "Worksheet/Table": self._table,
            "Table/Row": self._row,
            "Row/Cell": self._cell,
            "Cell/Data": self._data,
        }

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take the beginning of an element; its name may come with a prefix."""
        name = name.rpartition(":")[2]
        place = f"{self._path[-1] if self._path else ''}/{name}"
        self._path.append(name)
        begin = self._begin.get(place)
        if begin is not None:
            begin({key.rpartition(":")[2]: value for key, value in given.items()})
        elif place == "WorksheetOptions/Visible" and self.sheets:
            self._texts = []
        elif self._texts is not None and name in ("BR", "Br", "br"):
            self._texts.append("\n")

    def text(self, text: str) -> None:
        """Take the text between two tags."""
        if self._texts is not None:
            self._texts.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        name = name.rpartition(":")[2]
        self._path.pop()
        inside = self._path[-1] if self._path else ""
        if self._texts is None:
            return
        if name == "Data" and inside == "Cell":
            self._keep("".join(self._texts))
            self._texts = None
        elif name == "Visible":
            self.sheets[-1].hidden = "hidden" in "".join(self._texts).lower()
            self._texts = None

    def _sheet(self, given: dict[str, str]) -> None:
        self.sheets.append(_Found(given.get("Name", "")))
        self._span = 0

    def _table(self, _given: dict[str, str]) -> None:
        self._span = 0

    def _row(self, given: dict[str, str]) -> None:
        if not self.sheets:
            return
        sheet = self.sheets[-1]
        row = len(sheet.rows) + self._span
        row = max(_count(given.get("Index"), row + 1) - 1, row)
        self._span = _count(given.get("Span"), 0)
        if row + self._span >= self._limits.rows:
            raise claims_too_much(sheet.name)
        # Empty rows in between are all the same one: a claim costs nothing.
        sheet.rows.extend([()] * (row - len(sheet.rows)))
        sheet.rows.append([])
        if given.get("Hidden", "0").strip() not in ("0", "", "false"):
            sheet.hidden_rows.append(row)
        self._column = 0

    def _cell(self, given: dict[str, str]) -> None:
        if not self.sheets or not self.sheets[-1].rows:
            return
        sheet = self.sheets[-1]
        column = max(_count(given.get("Index"), self._column + 1) - 1, self._column)
        across = _count(given.get("MergeAcross"), 0)
        down = _count(given.get("MergeDown"), 0)
        row = len(sheet.rows) - 1
        if column + across >= self._limits.columns or row + down >= self._limits.rows:
            raise claims_too_much(sheet.name)
        if across or down:
            sheet.merged.append((row, column, row + down, column + across))
        self._place = column
        self._column = column + across + 1

    def _data(self, given: dict[str, str]) -> None:
        if self.sheets and self.sheets[-1].rows:
            self._kind = given.get("Type", "String")
            self._texts = []

    def _keep(self, text: str) -> None:
        sheet = self.sheets[-1]
        cells = sheet.rows[-1]
        if self._kind == "Error":
            sheet.errors.append((len(sheet.rows) - 1, self._place, text.strip()))
            return
        if isinstance(cells, list):
            cells.extend([None] * (self._place + 1 - len(cells)))
            cells[self._place] = _value(self._kind, text)


def _count(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    # A number of twenty digits is not worth reading: it is too large as well.
    return int(digits[:12]) if digits.isascii() and digits.isdigit() else otherwise


def _value(kind: str, text: str) -> object:
    if kind == "Number":
        plain = text.strip()
        return float(plain) if len(plain) < 400 and _NUMBER.fullmatch(plain) else text
    if kind == "DateTime":
        return _moment(text)
    if kind == "Boolean":
        return text.strip().lower() in ("1", "true")
    return text


def _moment(text: str) -> object:
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return text
    numbers = [int(part or 0) for part in found.groups()[:6]]
    try:
        day = dt.date(numbers[0], numbers[1], numbers[2])
        fraction = int((found[7] or "0").ljust(6, "0"))
        time = dt.time(numbers[3], numbers[4], numbers[5], fraction)
    except ValueError:
        return text
    if day in _NO_DAY:
        return time
    return dt.datetime.combine(day, time) if time != dt.time() else day

"""A look into a zipped workbook before and beside the reader: bounds, hidden rows, error cells."""

from __future__ import annotations

import re
import threading
import zipfile
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    BROKEN_ARCHIVE,
    claims_too_much,
    damaged,
    too_large,
)
from crmdesk.core.importing.readers.source import Source

_PIECE: Final = 1 << 20
_SMALL_PART: Final = 4 << 20
# A file with less than this in its sheets is looked through whole before it is read; a larger one
# beside the reading, which would otherwise take a fifth longer.
_SMALL_BYTES: Final = 8 << 20
_HEAD_START: Final = 1.0  # seconds

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_EPOCH_1904: Final = re.compile(rb"""<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](?:1|true)""")
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_CELL_ROW: Final = re.compile(rb' r="[A-Z]*(\d+)"')
_ERROR_CELL: Final = b' t="e"'
# More than 26 columns, or more rows than a sheet has, are rare enough to look at each one. Cells
# that only have a colour (`<c .../>`) cost the reader nothing and do not count. The patterns begin
# with plain bytes, which makes them ten times quicker.
_FAR: Final = re.compile(rb' r="(?:([A-Z]{2,})\d+"[^>/]*>|[A-Z]*(\d{7,})")')
_FAR_SIZE: Final = re.compile(rb'<(?:\w+:)?dimension\s[^>]*ref="(?:[A-Z]*\d+:)?[A-Z]*(\d{7,})"')
_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{7,})"')


@dataclass(slots=True)
class _Bounds:
    name: str
    rows: int = 0
    columns: int = 26
    hidden_rows: list[int] = field(default_factory=list)
    errors: int = 0


class Scan:
    """Refuses impossible files before they are read, and counts what the reader does not tell.

    It runs in a thread of its own, as the fast reader leaves a processor free.
    """

    def __init__(self, source: Source, kind: str, limits: Limits) -> None:
        self.epoch_1904 = False
        self._source = source
        self._kind = kind
        self._limits = limits
        self._problem: FileProblem | None = None
        self._bounds: list[_Bounds] = []
        try:
            with zipfile.ZipFile(source.open()) as archive:
                self._check_sizes(archive)
                self._parts = self._sheet_parts(archive) if kind == "xlsx" else []
                if kind == "ods" and "content.xml" in archive.namelist():
                    self._parts = [("content.xml", "")]
                self._bytes = sum(
                    archive.getinfo(part).file_size for part, _name in self._parts if part
                )
        except BROKEN_ARCHIVE:
            raise damaged() from None
        self._thread = threading.Thread(target=self._run, name="sheet-scan", daemon=True)

    def start(self) -> None:
        """Begin to look; return when a small file was looked through whole.

        Raises FileProblem when the file is to be refused.
        """
        self._thread.start()
        if self._bytes < _SMALL_BYTES:
            self._thread.join(_HEAD_START)
        if self._problem:
            raise self._problem

    def hidden_rows(self, index: int) -> list[int]:
        """Return the indexes of a sheet's hidden rows; raises FileProblem as `start` does."""
        self._wait()
        return self._bounds[index].hidden_rows if index < len(self._bounds) else []

    def errors(self) -> int:
        """Return how many cells of all sheets hold an error; raises FileProblem as `start` does."""
        self._wait()
        return sum(bounds.errors for bounds in self._bounds)

    def _wait(self) -> None:
        self._thread.join()
        if self._problem:
            raise self._problem

    def _check_sizes(self, archive: zipfile.ZipFile) -> None:
        entries = archive.infolist()
        if len(entries) > self._limits.entries:
            raise too_large()
        if sum(entry.file_size for entry in entries) > self._limits.inflated_bytes:
            raise too_large()
        for entry in entries:
            suspect = entry.file_size > self._limits.suspect_bytes
            if suspect and entry.file_size > self._limits.ratio * max(entry.compress_size, 1):
                raise too_large()

    def _sheet_parts(self, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
        names = {name.lower(): name for name in archive.namelist()}
        book = _small_part(archive, names.get("xl/workbook.xml"))
        relations = _small_part(archive, names.get("xl/_rels/workbook.xml.rels"))
        self.epoch_1904 = _EPOCH_1904.search(book) is not None
        targets = {}
        for match in _RELATION.finditer(relations):
            about = _attributes(match[1])
            target = about.get("Target", "").lstrip("/").lower()
            targets[about.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
        parts = []
        for match in _SHEET.finditer(book):
            about = _attributes(match[1])
            relation = next((value for key, value in about.items() if key.endswith(":id")), "")
            parts.append((names.get(targets.get(relation, ""), ""), about.get("name", "")))
        return parts

    def _run(self) -> None:
        try:
            with zipfile.ZipFile(self._source.open()) as archive:
                for part, name in self._parts:
                    bounds = _Bounds(name)
                    self._bounds.append(bounds)
                    if part:
                        self._look_through(archive, part, bounds)
        except BROKEN_ARCHIVE:
            # Whether a broken part matters is for the reader to say: it may never need it.
            return
        except FileProblem as problem:
            self._problem = problem

    def _look_through(self, archive: zipfile.ZipFile, part: str, bounds: _Bounds) -> None:
        rest = b""
        with archive.open(part) as file:
            while piece := file.read(_PIECE):
                end = piece.rfind(b">") + 1
                self._count(rest + piece[:end], bounds)
                rest = piece[end:] if end else (rest + piece)[-_PIECE:]

    def _count(self, piece: bytes, bounds: _Bounds) -> None:
        if self._kind == "ods":
            self._refuse_rows(_REPEATED.findall(piece), bounds)
            return
        if bounds.rows == 0:
            self._refuse_rows(_FAR_SIZE.findall(piece), bounds)
        if b"hidden=" in piece:
            bounds.hidden_rows += [int(number[:9]) - 1 for number in _HIDDEN_ROW.findall(piece)]
        bounds.errors += piece.count(_ERROR_CELL)
        last_value = max(piece.rfind(b"<v>"), piece.rfind(b"<is>"), 0)
        last = _CELL_ROW.match(piece, max(piece.rfind(b' r="', 0, last_value), 0))
        bounds.rows = max(bounds.rows, int(last[1][:20]) if last else 0)
        if far := set(_FAR.findall(piece)):
            self._refuse_rows([number for _letters, number in far if number], bounds)
            widths = [_column_number(letters) for letters, _number in far]
            bounds.columns = max(bounds.columns, *widths)
        if bounds.columns > self._limits.columns:
            raise claims_too_much(bounds.name)
        if bounds.rows * bounds.columns > self._limits.cells:
            raise claims_too_much(bounds.name)

    def _refuse_rows(self, numbers: list[bytes], bounds: _Bounds) -> None:
        if any(int(number[:20]) > self._limits.rows for number in numbers):
            raise claims_too_much(bounds.name)


def _small_part(archive: zipfile.ZipFile, name: str | None) -> bytes:
    if name is None:
        return b""
    with archive.open(name) as file:
        return file.read(_SMALL_PART)


def _attributes(text: bytes) -> dict[str, str]:
    import html

    return {
        key.decode("ascii", "replace"): html.unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(text)
    }


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:9]:
        number = number * 26 + letter - 64
    return number

"""Zipped workbooks: what is refused before anything is unpacked, and the scan of .xlsx."""

from __future__ import annotations

import re
import zipfile
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import (
    BROKEN_ARCHIVE,
    claims_too_much,
    damaged,
    too_large,
)
from crmdesk.core.importing.readers.scan import Scan, SheetScan
from crmdesk.core.importing.readers.sheet_xml import SheetXml
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.zero_formats import zero_widths

PIECE: Final = 1 << 20
_LONGEST_ROW: Final = 16 << 20
_SMALL_PART: Final = 4 << 20

_OTHER_SHEETS: Final = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_EPOCH_1904: Final = re.compile(rb"""<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](?:1|true)""")


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open an archive for reading; both it and the file below are closed in the end."""
    with source.open() as file, zipfile.ZipFile(file) as archive:
        yield archive


def check_sizes(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise FileProblem for an archive of too many parts, or one that swells beyond reason."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise too_large()
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        raise too_large()
    for entry in entries:
        suspect = entry.file_size > limits.suspect_bytes
        if suspect and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise too_large()


def small_part(archive: zipfile.ZipFile, name: str | None) -> bytes:
    """Return the beginning of a part that is never large, or nothing where it is missing."""
    if not name or name not in archive.NameToInfo:
        return b""
    with archive.open(name) as file:
        return file.read(_SMALL_PART)


def attributes(text: bytes) -> dict[str, str]:
    """Return the attributes of a tag by name."""
    import html

    return {
        key.decode("ascii", "replace"): html.unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(text)
    }


def targets(relations: bytes) -> dict[str, str]:
    """Return the parts that a workbook refers to, in small letters, by the reference's id."""
    found = {}
    for match in _RELATION.finditer(relations):
        about = attributes(match[1])
        target = about.get("Target", "").lstrip("/").lower()
        found[about.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def holds_cells(part: str) -> bool:
    """Tell whether a sheet is one with cells, and no chart, dialog or list of commands."""
    return not part.lower().startswith(_OTHER_SHEETS)


def part_sizes(archive: zipfile.ZipFile, parts: list[str]) -> int:
    """Return how many bytes the parts have when unpacked."""
    return sum(archive.getinfo(part).file_size for part in parts if part)


class PackedScan(Scan):
    """The scan of a zipped workbook in which each sheet is a part of its own."""

    def __init__(self, source: Source, limits: Limits) -> None:
        try:
            with opened(source) as archive:
                check_sizes(archive, limits)
                self._parts = self._sheet_parts(archive)
                size = part_sizes(archive, [part for part, _name in self._parts])
        except (*BROKEN_ARCHIVE, LookupError):
            raise damaged() from None
        super().__init__(source, limits, size)

    @abstractmethod
    def _sheet_parts(self, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
        """Return the part and the name of each sheet, in order; an empty part for a lost one."""

    @abstractmethod
    def _look_through(self, archive: zipfile.ZipFile, part: str, sheet: SheetScan) -> None:
        """Note what there is to see of a sheet."""

    def _look(self) -> None:
        with opened(self.source) as archive:
            for part, name in self._parts:
                sheet = SheetScan(name, holds_cells(part))
                self.sheets.append(sheet)
                if part:
                    self._look_through(archive, part, sheet)


class XlsxScan(PackedScan):
    """The scan of .xlsx and .xlsm, whose sheets are one part of XML each."""

    def _sheet_parts(self, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
        names = {name.lower(): name for name in archive.namelist()}
        book = small_part(archive, names.get("xl/workbook.xml"))
        relations = targets(small_part(archive, names.get("xl/_rels/workbook.xml.rels")))
        self.epoch_1904 = _EPOCH_1904.search(book) is not None
        self._zeros = zero_widths(small_part(archive, names.get("xl/styles.xml")))
        self.shows_zeros = bool(self._zeros)
        parts = []
        for match in _SHEET.finditer(book):
            about = attributes(match[1])
            relation = next((value for key, value in about.items() if key.endswith(":id")), "")
            parts.append((names.get(relations.get(relation, ""), ""), about.get("name", "")))
        return parts

    def _look_through(self, archive: zipfile.ZipFile, part: str, sheet: SheetScan) -> None:
        look = SheetXml(sheet, self.limits, self._zeros)
        rest = b""
        with archive.open(part) as file:
            while piece := file.read(PIECE):
                data = rest + piece
                # Each piece begins with a row, so that its cells are numbered from there.
                end = data.rfind(b"<row ")
                if end <= 0:
                    end = data.rfind(b">") + 1 if len(data) > _LONGEST_ROW else 0
                if end == 0 and len(data) > 4 * _LONGEST_ROW:
                    raise claims_too_much(sheet.name)
                if end:
                    look.feed(data[:end])
                rest = data[end:]
        look.feed(rest)

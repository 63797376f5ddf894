"""Bytes read as a list without a file, for the tests of single formats."""

from __future__ import annotations

from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.sheet import Cell, SheetFile


def read(data: bytes | str, name: str = "客户.txt", limits: Limits | None = None) -> SheetFile:
    """Read bytes as the first reader of their kind does."""
    source = Source(name, None, data.encode() if isinstance(data, str) else data)
    return read_source(source, limits or Limits())


def read_source(source: Source, limits: Limits | None = None) -> SheetFile:
    """Read a source as the first reader of its kind does."""
    limits = limits or Limits()
    assembler = Assembler(source.name)
    for event in events(readers.READERS[content.kind_of(source)][0](source, limits), limits):
        assembler.feed(event)
    return assembler.finish()


def rows(data: bytes | str, name: str = "客户.txt") -> list[list[Cell]]:
    """Return the rows of the first sheet."""
    return read(data, name).sheets[0].rows

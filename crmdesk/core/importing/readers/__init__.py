"""One module per format; the registry decides by a file's content, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.digest import Digest
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, Event, events
from crmdesk.core.importing.readers.problems import (
    NothingFound,
    ReaderFailed,
    damaged,
    nothing_in_it,
)
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream
from crmdesk.core.importing.sheet import SheetFile

Open = Callable[[Source, Limits], FileStream]


def _workbook(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import workbook

    return workbook.stream(source, limits)


def _xlsx_slowly(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import xlsx_slow

    return xlsx_slow.stream(source, limits)


def _ods_slowly(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import ods_slow

    return ods_slow.stream(source, limits)


def _xls_slowly(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import xls_slow

    return xls_slow.stream(source, limits)


def _delimited(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import delimited

    return delimited.stream(source, limits)


def _html(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import html_table

    return html_table.stream(source, limits)


def _xml2003(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import spreadsheetml

    return spreadsheetml.stream(source, limits)


def _vcard(source: Source, limits: Limits) -> FileStream:
    from crmdesk.core.importing.readers import vcard

    return vcard.stream(source, limits)


# The readers of a kind in the order in which they are tried. Each is imported when it is needed:
# a reading process should start in a few hundredths of a second.
READERS: Final[dict[str, tuple[Open, ...]]] = {
    "xlsx": (_workbook, _xlsx_slowly),
    "xlsb": (_workbook,),
    "xls": (_workbook, _xls_slowly),
    "xls-old": (_xls_slowly,),
    "ods": (_workbook, _ods_slowly),
    "csv": (_delimited,),
    "html": (_html,),
    "xml2003": (_xml2003,),
    "vcard": (_vcard,),
}


def pieces(source: Source, limits: Limits, first: int = 0) -> Iterator[Event]:
    """Give a file piece by piece, read by the first reader that can; `first` leaves some out.

    A piece `("kind", kind)` comes before all others, `("restart",)` where a reader gave up and all
    before is void. Raises FileProblem when it is not a list, or cannot be read.
    """
    with Digest(source) as digest:
        plain, kind = _unlocked(source, limits)
        yield ("kind", kind)
        failure: ReaderFailed = ReaderFailed()
        for reader in READERS[kind][first:]:
            try:
                for event in events(reader(plain, limits), limits):
                    if event[0] == "done":
                        yield ("digest", digest.result())
                    yield event
                return
            except ReaderFailed as error:
                failure = error
                yield ("restart",)
    raise nothing_in_it() if isinstance(failure, NothingFound) else damaged()


def _unlocked(source: Source, limits: Limits) -> tuple[Source, str]:
    kind = content.kind_of(source)
    if kind not in (content.LOCKED, "xls", "xls-old"):
        return source, kind
    from crmdesk.core.importing.readers import protection

    return protection.unlocked(source, kind, limits)


def read(path: Path, limits: Limits | None = None) -> SheetFile:
    """Read a file in this process; `child.read_file` does the same at a safe distance.

    Raises FileProblem when it is not a list, or cannot be read.
    """
    limits = limits or Limits()
    content.check_readable(path, limits)
    return read_source(Source.of(path), limits)


def read_source(source: Source, limits: Limits | None = None) -> SheetFile:
    """Read bytes in this process, as `read` does with a file."""
    assembler = Assembler(source.name)
    for event in pieces(source, limits or Limits()):
        assembler.feed(event)
    return assembler.finish()

"""Text files whose cells are parted by commas, semicolons, tabs, bars, or by blanks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from crmdesk.core.domain import csv_mark
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers import encodings, separators
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.quoted_rows import Rows
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_MARKED: Final = re.compile(r"'[=+\-@\t\r\n']")
_SEPARATOR_LINE: Final = re.compile(r"\"?sep=([^\r\n\"])\"?(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a text file, with the encoding of `limits` or the one its content tells."""
    text = encodings.decode(source.read(), limits.encoding)
    found = FileStream(
        kind="csv",
        sheets=iter(()),
        encoding=text.encoding,
        encoding_sentence=text.sentence,
        warnings=list(text.warnings),
    )
    # What a disk or an old program put behind the end is no row.
    found.sheets = _sheets(source.stem, text.text.rstrip("\0\x1a"), found)
    return found


def _sheets(name: str, text: str, found: FileStream) -> Iterator[SheetStream]:
    if told := _SEPARATOR_LINE.match(text):
        yield SheetStream(name, _rows(text, told[1], told.end(), 0, found), first_row=2)
        return
    parting = separators.parting_of(text)
    if parting.blanks or parting.cuts:
        lines = io.StringIO(text, newline="")
        yield SheetStream(name, separators.cut_lines(lines, parting))
    else:
        yield SheetStream(name, _rows(text, parting.separator, 0, parting.width, found))


def _rows(
    text: str, separator: str, start: int, width: int, found: FileStream
) -> Iterator[list[str]]:
    rows = Rows(text, separator, start, width)
    yield from _restored(rows) if _MARKED.search(text) else rows
    if rows.unclosed:
        found.warnings.append(
            _("A quotation mark is opened and never closed; marks were read as plain text.")
        )


def _restored(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    restore = csv_mark.restore
    for row in rows:
        yield [restore(cell) if cell.startswith("'") else cell for cell in row]

"""Text files whose cells are parted by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from crmdesk.core.domain import csv_mark
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers import encodings
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

SEPARATORS: Final = (",", "\t", ";", "|")
_SAMPLE: Final = 65_536
_SAMPLE_ROWS: Final = 100
_FIELD_LIMIT: Final = 64 * 1024**2
_MARKED: Final = re.compile(r"'[=+\-@\t\r\n']")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# A quote that is never closed swallows every row after it; no note has this many lines.
_SWALLOWED_LINES: Final = 200


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
    found.sheets = _sheets(source.stem, text.text, found)
    return found


def _sheets(name: str, text: str, found: FileStream) -> Iterator[SheetStream]:
    first_row, start, separator = 1, 0, None
    if told := _SEPARATOR_LINE.match(text):
        first_row, start, separator = 2, told.end(), told[1]
    separator = separator or separator_of(text[:_SAMPLE])
    quoted = not _swallows(text, separator)
    if not quoted:
        found.warnings.append(
            _("A quotation mark is opened and never closed; marks were read as plain text.")
        )
    yield SheetStream(name, _rows(text, start, separator, quoted=quoted), first_row)


def separator_of(text: str) -> str:
    """Return the sign that parts the text into the most columns, the same number in each row."""
    complete = text[: text.rfind("\n") + 1] if len(text) >= _SAMPLE else text
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = Counter[int]()
        for row in csv.reader(io.StringIO(complete, newline=""), delimiter=separator):
            if row:
                widths[len(row)] += 1
            if widths.total() >= _SAMPLE_ROWS:
                break
        wide = Counter({width: rows for width, rows in widths.items() if width > 1})
        if not wide:
            continue
        width, rows = wide.most_common(1)[0]
        # The sign should part every row, and all into as many cells; only then does width count.
        score = (rows + wide.total()) / widths.total() + min(width, 50) / 200
        if score > best_score:
            best, best_score = separator, score
    return best


def _swallows(text: str, separator: str) -> bool:
    if text.count('"') % 2 == 0:
        return False
    last: list[str] = []
    csv.field_size_limit(_FIELD_LIMIT)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        last = row or last
    return any(cell.count("\n") > _SWALLOWED_LINES for cell in last)


def _rows(text: str, start: int, separator: str, *, quoted: bool) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    lines = io.StringIO(text, newline="")
    lines.seek(start)
    if quoted:
        rows = csv.reader(lines, delimiter=separator)
    else:
        rows = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    if not _MARKED.search(text):
        yield from rows
        return
    restore = csv_mark.restore
    for row in rows:
        yield [restore(cell) if cell.startswith("'") else cell for cell in row]

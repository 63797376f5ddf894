"""Tables of web pages, under which name many programs write what they call an Excel file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers import encodings
from crmdesk.core.importing.readers.content import is_archive
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.markup import Pieces, attributes
from crmdesk.core.importing.readers.problems import (
    ReaderFailed,
    claims_too_much,
    error_cells,
    save_again,
)
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream

_HEAD: Final = 8192
_FRONT: Final = 1 << 20
_CHARSET: Final = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_SHEET_NAME: Final = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# A number that is shown rounded, next to which the page keeps all digits.
_ROUNDED: Final = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+|#+")
_EXACT: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_BLOCKS: Final = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK: Final = "\x1e"  # between two blocks of a cell
_TALLEST: Final = 65_534
_WIDEST: Final = 1_000
_SMALL: Final = 20  # cells of a table that may just be the content of one cell
_DEEP: Final = 20  # tables within tables up to which that is looked at
_Merged = tuple[int, int, int, int]


@dataclass(slots=True)
class _Table:
    """A table while it is read: rows of texts, and how far cells from above reach down."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[_Merged] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)  # column -> first row that is free again
    column: int = -1  # of the open cell; -1 when none is open
    texts: list[str] = field(default_factory=list)
    exact: str = ""
    is_error: bool = False
    in_row: bool = False
    inside: int = -1  # place of the table around it
    caption: str = ""
    in_caption: bool = False

    @property
    def columns(self) -> int:
        """How many columns are filled, at most."""
        return max((sum(map(bool, row)) for row in self.rows), default=0)

    @property
    def filled(self) -> int:
        """How many cells are filled."""
        return sum(sum(map(bool, row)) for row in self.rows)

    def areas(self) -> list[_Merged]:
        """Return the merged blocks, which may claim more rows than there are."""
        last = len(self.rows) - 1
        return [(top, left, min(down, last), right) for top, left, down, right in self.merged]

    def as_text(self) -> str:
        """Return what a table inside a cell says."""
        lines = (" ".join(filter(None, row)) for row in self.rows)
        return "\n".join(filter(None, lines))


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a web page; each table that may be a list is a sheet.

    Raises FileProblem when there is no table in it.
    """
    data = source.read()
    pages = [_text(page, limits) for page in (_archived(data) if is_archive(data) else [data])]
    main = max(pages, key=lambda page: len(page.text))
    found = FileStream(
        kind="html",
        sheets=iter(()),
        encoding=main.encoding,
        encoding_sentence=main.sentence,
        warnings=list(dict.fromkeys(warning for page in pages for warning in page.warnings)),
    )
    found.sheets = _sheets(source.stem, [page.text for page in pages], limits, found)
    return found


def _text(page: bytes, limits: Limits) -> encodings.Text:
    told = _CHARSET.search(page[:_HEAD])
    return encodings.decode(page, limits.encoding, told[1].decode("ascii") if told else None)


def _archived(data: bytes) -> list[bytes]:
    """Return the pages of a web archive, in which Excel keeps one for each sheet."""
    import email

    pages = list[bytes]()
    try:
        for part in email.message_from_bytes(data).walk():
            page = part.get_payload(decode=True)
            if part.get_content_type() == "text/html" and isinstance(page, bytes):
                pages.append(page)
    except (LookupError, RecursionError, TypeError, ValueError) as error:
        raise ReaderFailed from error
    return pages or [b""]


def _sheets(
    stem: str, pages: list[str], limits: Limits, found: FileStream
) -> Iterator[SheetStream]:
    reader = _Reader(stem, limits)
    for page in pages:
        reader.read(page)
    chosen = _lists_among(reader.tables)
    if not chosen:
        raise FileProblem(_("There is no table on this web page."), save_again())
    told = [html.unescape(name) for page in pages for name in _SHEET_NAME.findall(page[:_FRONT])]
    names = told if len(told) == len(chosen) else [stem] if len(chosen) == 1 else []
    for number, table in enumerate(chosen, 1):
        name = table.caption[:100] or (names[number - 1] if names else "")
        name = name or _("Table {number}").format(number=number)
        yield SheetStream(
            name=name,
            rows=table.rows,
            height=len(table.rows),
            hidden_rows=partial(tuple, table.hidden),
            merged=partial(tuple, table.areas()),
            errors=partial(tuple, table.errors),
        )
    if errors := sum(len(table.errors) for table in chosen):
        found.warnings.append(error_cells(errors))


def _lists_among(tables: list[_Table]) -> list[_Table]:
    """Return the tables with two columns and more, without those that only hold others in place."""
    sizes = [table.filled for table in tables]
    largest_inside = [0] * len(tables)
    for place in range(len(tables) - 1, -1, -1):
        around = tables[place].inside
        if around >= 0:
            within = max(largest_inside[place], sizes[place])
            largest_inside[around] = max(largest_inside[around], within)
    kept = [
        table
        for table, size, inner in zip(tables, sizes, largest_inside, strict=True)
        if table.columns >= 2 and size > inner and not _is_part(table, tables)
    ]
    if kept or not any(sizes):
        return kept
    return [tables[max(range(len(tables)), key=sizes.__getitem__)]]


def _is_part(table: _Table, tables: list[_Table]) -> bool:
    # A few words arranged within a cell of a list, which has them as its text.
    return table.inside >= 0 and table.filled <= 4 and tables[table.inside].columns >= 2


class _Reader:
    """Builds tables from the pieces of a page; tags that are missing or wrong do no harm."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self._name = name
        self._limits = limits
        self._open: list[int] = []  # places of the tables that are open, the innermost last
        self._cells = 0

    def read(self, page: str) -> None:
        """Take a whole page."""
        for what, name, more in Pieces(page):
            if what == "text":
                self._text(name)
            elif name == "table":
                self._begin_table() if what == "open" else self._end_table()
            elif self._open:
                table = self.tables[self._open[-1]]
                if what == "open":
                    self._begin(table, name, more)
                else:
                    self._end(table, name)
        while self._open:
            self._end_table()

    def _text(self, text: str) -> None:
        if not self._open:
            return
        table = self.tables[self._open[-1]]
        if table.column >= 0 or table.in_caption:
            table.texts.append(_BLANKS.sub(" ", html.unescape(text) if "&" in text else text))

    def _begin_table(self) -> None:
        self.tables.append(_Table(inside=self._open[-1] if self._open else -1))
        self._open.append(len(self.tables) - 1)

    def _end_table(self) -> None:
        if self._open:
            table = self.tables[self._open.pop()]
            self._end_cell(table)
            table.in_caption = False
            if 0 < len(self._open) <= _DEEP and table.filled <= _SMALL:
                self.tables[self._open[-1]].texts.append(f"{_BLOCK}{table.as_text()}{_BLOCK}")

    def _begin(self, table: _Table, name: str, more: str) -> None:
        if name in ("td", "th"):
            self._begin_cell(table, more)
        elif name == "tr":
            self._begin_row(table, more)
        elif name == "br":
            table.texts.append("\n")
        elif name == "caption":
            table.in_caption = True
            table.texts = []
        elif name in _BLOCKS and table.column >= 0:
            table.texts.append(_BLOCK)

    def _end(self, table: _Table, name: str) -> None:
        if name in ("td", "th"):
            self._end_cell(table)
        elif name in ("tr", "thead", "tbody", "tfoot"):
            self._end_cell(table)
            table.in_row = False
        elif name == "caption" and table.in_caption:
            table.caption, table.in_caption = _joined(table.texts), False
            table.texts = []
        elif name in _BLOCKS and table.column >= 0:
            table.texts.append(_BLOCK)

    def _begin_row(self, table: _Table, more: str) -> None:
        self._end_cell(table)
        if len(table.rows) >= self._limits.rows:
            raise claims_too_much(self._name)
        given = attributes(more)
        if "hidden" in given or _HIDDEN.search(given.get("style", "").lower()):
            table.hidden.append(len(table.rows))
        table.rows.append([])
        table.in_row = True
        table.in_caption = False

    def _begin_cell(self, table: _Table, more: str) -> None:
        if not table.in_row:
            self._begin_row(table, "")
        self._end_cell(table)
        cells, row = table.rows[-1], len(table.rows) - 1
        column = len(cells)
        while table.reaching and table.reaching.get(column, 0) > row:
            column += 1
        given = attributes(more)
        wide = _span(given.get("colspan", ""), _WIDEST)
        tall = _span(given.get("rowspan", ""), _TALLEST)
        self._cells += column + wide - len(cells)
        if column + wide > 4 * _WIDEST or self._cells > self._limits.cells // 4:
            raise claims_too_much(self._name)
        cells.extend([""] * (column + wide - len(cells)))
        if "x:err" in given:
            table.errors.append((row, column, given["x:err"]))
        if wide > 1 or tall > 1:
            table.merged.append((row, column, row + tall - 1, column + wide - 1))
        if tall > 1:
            for reached in range(column, column + wide):
                table.reaching[reached] = row + tall
        table.column, table.texts = column, []
        table.exact = given.get("x:num", "")
        table.is_error = "x:err" in given

    def _end_cell(self, table: _Table) -> None:
        if table.column < 0:
            return
        text = _joined(table.texts)
        if _ROUNDED.fullmatch(text) and _EXACT.fullmatch(table.exact):
            text = table.exact
        if not table.is_error:
            table.rows[-1][table.column] = text
        table.column, table.texts = -1, []


def _joined(texts: list[str]) -> str:
    if len(texts) == 1 and texts[0].isprintable():  # neither line ends nor `&nbsp;`
        return texts[0].strip(" ")
    blocks = (block.strip(" ") for block in "".join(texts).split(_BLOCK))
    lines = "\n".join(filter(None, blocks)).split("\n")
    text = "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in lines).strip("\n")
    # A cell with nothing but `&nbsp;` is how a web page writes an empty one.
    return text.replace("\xa0", " ") if text.strip() else ""


def _span(text: str, most: int) -> int:
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(max(int(digits[:9]), 1), most)

"""Pages of a laid out text document: breaks between rows, headings kept with what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
    QTextTableCell,
)

# Headings below this level stand within a section.
_LOWEST_SECTION: Final = 3
# A row taller than this share of a page is split: it would not fit below headings.
_TALL_SHARE: Final = 0.75
# What stands under a minor heading and is no taller than this share of a page stays together.
_SHORT_SHARE: Final = 0.25

Lines = Callable[[], list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of the laid out document, in device units from its top."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Return how tall the strip is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows: a repeated table heading, the strip itself, the section it continues.

    `group` is the heading of the group of rows that goes on, shown again as well. `anew` tells
    that the page was wanted as a new one.
    """

    body: Band
    repeated: Band | None = None
    continues: str = ""
    group: Band | None = None
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A strip that should not be split, and how it sits between its neighbours."""

    band: Band
    lines: Lines
    repeated: Band | None = None
    group: Band | None = None
    keep_with_next: bool = False
    new_page: bool = False
    heading: str = ""
    minor: bool = False


def lay_out_pages(document: QTextDocument, height: float, scale: float) -> list[Page]:
    """Return the pages of a document that was laid out endlessly, each at most `height` tall.

    `scale` is the number of device units in a CSS pixel. Texts stand at the top of their cells.
    """
    tall = height * _TALL_SHARE
    parts = [part for piece in _pieces(document, scale) for part in _parts(piece, tall)]
    pieces = _together(parts, height * _SHORT_SHARE)
    pages: list[Page] = []
    section = ""
    start = 0
    while start < len(pieces):
        first = pieces[start]
        # A page that begins within a table shows the table's heading again.
        repeated, group = first.repeated, first.group
        if repeated is not None and repeated.height > height / 3:
            repeated = None
        above = repeated.height if repeated else 0.0
        if group is not None and above + group.height > height - tall:
            group = None
        above += group.height if group else 0.0
        end = _fitting(pieces, start, height - above)
        body = Band(first.band.top, pieces[end - 1].band.bottom)
        continues = "" if first.heading else section
        pages.append(Page(body, repeated, continues, group, start == 0 or first.new_page))
        section = next((p.heading for p in reversed(pieces[start:end]) if p.heading), section)
        start = end
    return pages


def _together(pieces: list[_Piece], short: float) -> list[_Piece]:
    """Return the pieces with each short section under a minor heading kept on one page."""
    found = list(pieces)
    begins = [place for place, piece in enumerate(pieces) if piece.minor]
    for begin in begins:
        end = begin + 1
        while end < len(pieces) and not _begins_anew(pieces[end]):
            end += 1
        if pieces[end - 1].band.bottom - pieces[begin].band.top <= short:
            found[begin : end - 1] = [
                replace(piece, keep_with_next=True) for piece in pieces[begin : end - 1]
            ]
    return found


def _begins_anew(piece: _Piece) -> bool:
    return piece.minor or piece.new_page or bool(piece.heading)


def _fitting(pieces: list[_Piece], start: int, room: float) -> int:
    """Return the index after the last piece that stays on the page that begins at `start`."""
    top = pieces[start].band.top
    end = start + 1
    while end < len(pieces) and not pieces[end].new_page:
        if pieces[end].band.bottom - top > room + 0.5:
            break
        end += 1
    if end == len(pieces) or pieces[end].new_page:
        return end
    kept = end
    while kept > start and pieces[kept - 1].keep_with_next:
        kept -= 1
    return kept if kept > start else end


def _parts(piece: _Piece, tall: float) -> Iterator[_Piece]:
    """Yield the piece, or its lines of text one by one when it is taller than `tall`."""
    if piece.band.height <= tall:
        yield piece
        return
    places = _places_between(piece.lines(), piece.band, tall)
    for number, (top, bottom) in enumerate(pairwise(places)):
        last = bottom == piece.band.bottom
        yield replace(
            piece,
            band=Band(top, bottom),
            new_page=piece.new_page and number == 0,
            heading=piece.heading if number == 0 else "",
            keep_with_next=piece.keep_with_next and last,
        )


def _places_between(lines: list[tuple[float, float]], band: Band, tall: float) -> list[float]:
    """Return where a strip can be cut without going through a line, its ends included."""
    places = [band.top]
    reached = band.top
    for top, bottom in sorted(lines):
        if top >= reached - 0.5 and top > places[-1]:
            places.append(top)
        reached = max(reached, bottom)
    places.append(band.bottom)
    cuts = [places[0]]
    for place in places[1:]:
        # A thing without lines and taller than a page is cut where the page ends.
        while place - cuts[-1] > tall:
            cuts.append(cuts[-1] + tall)
        cuts.append(place)
    return cuts


def _pieces(document: QTextDocument, scale: float) -> Iterator[_Piece]:
    iterator = document.rootFrame().begin()
    while not iterator.atEnd():
        frame = iterator.currentFrame()
        if isinstance(frame, QTextTable):
            yield from _table_pieces(document, frame, scale)
        elif frame is None:
            piece = _block_piece(document, iterator.currentBlock())
            if piece is not None:
                yield piece
        iterator += 1


def _block_piece(document: QTextDocument, block: QTextBlock) -> _Piece | None:
    rect = document.documentLayout().blockBoundingRect(block)
    form = block.blockFormat()
    text = block.text()
    # The engine puts empty paragraphs around tables; at a page's end they are of no use.
    if not text.strip():
        return None
    is_heading = form.headingLevel() > 0
    is_section = is_heading and form.headingLevel() <= _LOWEST_SECTION
    band = Band(rect.top(), rect.bottom())
    policy = form.pageBreakPolicy()
    return _Piece(
        band,
        lambda: _lines_of([block], document),
        keep_with_next=is_heading,
        new_page=bool(policy & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore),
        heading=text.split("\N{NO-BREAK SPACE}" * 2)[0].strip() if is_section else "",
        minor=is_heading and not is_section,
    )


def _table_pieces(document: QTextDocument, table: QTextTable, scale: float) -> Iterator[_Piece]:
    layout = document.documentLayout()
    rows, columns = table.rows(), table.columns()
    edges = [_row_top(layout, table.cellAt(row, 0), scale) for row in range(rows)]
    # The engine tells a table's height rightly, but its place shifted by the first cell's padding.
    edges.append(edges[0] + layout.frameBoundingRect(table).height())
    heading_rows = table.format().headerRowCount()
    repeated = Band(edges[0], edges[heading_rows]) if heading_rows else None
    group = None
    for row in range(rows):
        cells = [table.cellAt(row, column) for column in range(columns)]
        spanned = cells[0].columnSpan() == columns
        is_group = row >= heading_rows and spanned and (columns > 1 or _is_tinted(cells[0]))
        band = Band(edges[row], edges[row + 1])
        yield _Piece(
            band,
            partial(_lines_of_cells, cells, document),
            repeated=repeated if row >= heading_rows else None,
            group=None if is_group else group,
            keep_with_next=row < heading_rows or is_group,
        )
        group = band if is_group else group


def _is_tinted(cell: QTextTableCell) -> bool:
    return bool(cell.format().hasProperty(QTextFormat.Property.BackgroundBrush))


def _row_top(layout: QAbstractTextDocumentLayout, cell: QTextTableCell, scale: float) -> float:
    form = cell.format().toTableCellFormat()
    bare = form.topBorderStyle() == QTextFrameFormat.BorderStyle.BorderStyle_None
    above = form.topPadding() + (0.0 if bare else form.topBorder())
    text = layout.blockBoundingRect(cell.firstCursorPosition().block())
    return text.top() - above * scale


def _blocks_of(cells: Iterable[QTextTableCell]) -> Iterator[QTextBlock]:
    for cell in cells:
        block = cell.firstCursorPosition().block()
        last = cell.lastCursorPosition().block()
        yield block
        while block != last:
            block = block.next()
            yield block


def _lines_of_cells(
    cells: Iterable[QTextTableCell], document: QTextDocument
) -> list[tuple[float, float]]:
    return _lines_of(_blocks_of(cells), document)


def _lines_of(blocks: Iterable[QTextBlock], document: QTextDocument) -> list[tuple[float, float]]:
    """Return top and bottom of every line of text, in document units."""
    found: list[tuple[float, float]] = []
    for block in blocks:
        layout = block.layout()
        origin: QPointF = document.documentLayout().blockBoundingRect(block).topLeft()
        for number in range(layout.lineCount()):
            rect = layout.lineAt(number).rect()
            top = origin.y() + rect.top()
            found.append((top, top + rect.height()))
    return found

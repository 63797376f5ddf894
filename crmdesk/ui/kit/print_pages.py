"""Pages of a laid out text document: breaks between rows, headings kept with what follows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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
    """What one page shows: a repeated table heading, the strip itself, the section it continues."""

    body: Band
    repeated: Band | None = None
    continues: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A strip that should not be split, and how it sits between its neighbours."""

    band: Band
    lines: Lines
    repeated: Band | None = None
    keep_with_next: bool = False
    new_page: bool = False
    heading: str = ""


def lay_out_pages(document: QTextDocument, height: float, scale: float) -> list[Page]:
    """Return the pages of a document that was laid out endlessly, each at most `height` tall.

    `scale` is the number of device units in a CSS pixel. Texts stand at the top of their cells.
    """
    pieces = list(_pieces(document, scale))
    pages: list[Page] = []
    section = ""
    index = 0
    while index < len(pieces):
        first = pieces[index]
        # A page that begins with rows of a running table shows the table's heading again.
        repeated = first.repeated
        if repeated is not None and repeated.height > height / 2:
            repeated = None
        room = height - (repeated.height if repeated else 0.0)
        end = _fitting(pieces, index, room)
        if end == index:
            bands = _split(first, room)
            end = index + 1
        else:
            bands = [Band(first.band.top, pieces[end - 1].band.bottom)]
        continues = "" if first.heading else section
        for part, band in enumerate(bands):
            pages.append(Page(band, repeated, continues if part == 0 else section))
        section = next((p.heading for p in reversed(pieces[index:end]) if p.heading), section)
        index = end
    return pages


def _fitting(pieces: list[_Piece], start: int, room: float) -> int:
    """Return the index after the last piece that stays on the page that begins at `start`."""
    top = pieces[start].band.top
    end = start
    while end < len(pieces):
        piece = pieces[end]
        if (piece.new_page and end > start) or piece.band.bottom - top > room + 0.5:
            break
        end += 1
    if end == len(pieces) or pieces[end].new_page:
        return end
    kept = end
    while kept > start and pieces[kept - 1].keep_with_next:
        kept -= 1
    return kept if kept > start else end


def _split(piece: _Piece, room: float) -> list[Band]:
    """Return the strips of a piece taller than a page, cut between lines of text."""
    lines = sorted(piece.lines())
    bands: list[Band] = []
    top = piece.band.top
    while piece.band.bottom - top > room:
        cut = _cut_between(lines, top, top + room)
        bands.append(Band(top, cut))
        top = cut
    bands.append(Band(top, piece.band.bottom))
    return bands


def _cut_between(lines: list[tuple[float, float]], top: float, limit: float) -> float:
    """Return the lowest place up to `limit` that goes through no line, else `limit` itself."""
    cut = limit
    for line_top, line_bottom in reversed(lines[: bisect_left(lines, (limit, limit))]):
        if line_bottom > cut > line_top:
            cut = line_top
        elif line_bottom < cut - (limit - top) / 4:
            break
    return cut if cut > top else limit


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
    band = Band(rect.top(), rect.bottom())
    policy = form.pageBreakPolicy()
    return _Piece(
        band,
        lambda: _lines_of([block], document),
        keep_with_next=is_heading,
        new_page=bool(policy & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore),
        heading=text.split("\N{NO-BREAK SPACE}" * 2)[0].strip() if is_heading else "",
    )


def _table_pieces(
    document: QTextDocument, table: QTextTable, scale: float
) -> Iterator[_Piece]:
    layout = document.documentLayout()
    rows, columns = table.rows(), table.columns()
    edges = [_row_top(layout, table.cellAt(row, 0), scale) for row in range(rows)]
    # The engine tells a table's height rightly, but its place shifted by the first cell's padding.
    edges.append(edges[0] + layout.frameBoundingRect(table).height())
    heading_rows = table.format().headerRowCount()
    repeated = Band(edges[0], edges[heading_rows]) if heading_rows else None
    for row in range(rows):
        cells = [table.cellAt(row, column) for column in range(columns)]
        is_group = columns > 1 and cells[0].columnSpan() == columns
        yield _Piece(
            Band(edges[row], edges[row + 1]),
            lambda cells=cells: _lines_of(_blocks_of(cells), document),
            repeated=repeated if row >= heading_rows else None,
            keep_with_next=row < heading_rows or is_group,
        )


def _row_top(
    layout: QAbstractTextDocumentLayout, cell: QTextTableCell, scale: float
) -> float:
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

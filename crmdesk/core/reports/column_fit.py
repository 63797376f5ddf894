"""Columns wide enough for what must not be broken: numbers, times, dates, words, short texts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from crmdesk.core.i18n import _, in_a_row
from crmdesk.core.reports.document import Cell, Column, Document, Table
from crmdesk.core.reports.wording import width_of

POINTS_PER_INCH: Final = 72.0
_MM_PER_INCH: Final = 25.4
# The sizes the templates give to paragraphs and headings, against the ordinary words.
_SMALL, _LARGE, _HEADING = 0.85, 1.3, 0.9
_SMALLEST_POINTS: Final = 6.0
# What is as short as this stands on one line: a grade, a stage, a name of three characters.
_SHORT: Final = 8
# A heading of five Chinese characters is not broken either.
_WHOLE_HEADING: Final = 10
# A longer number is a text of its own, and one wider than this share of the page may be broken.
_LONGEST_NUMBER: Final = 24
_WIDEST_WORD: Final = 0.3
# So that a longer word is not broken, its neighbours do not become small; nor smaller than this.
_LONGEST_WORD: Final = 16
_LEAST_FOR_WORDS, _LEAST_POINTS_FOR_WORDS = 0.65, 8.0
_SAFE: Final = 0.99
_LEAST_TO_WRITE: Final = 0.6
# Fewer characters than this on a line are no fun to read.
_READABLE: Final = 6
# Between signs of Chinese a line can end anywhere, so they stand outside; a date is one piece.
_PIECE: Final = re.compile(
    r"\d+(?:[年月日号][\d年月日号]*)|[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
)
_INNER_BREAK: Final = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])|(?<=[^\W\d]/)(?=[^\W\d])")
_MEASURED: Final = 4
_HAIR: Final = 0.01


class Ruler(Protocol):
    """Measures words; all lengths are in points."""

    @property
    def padding(self) -> float:
        """What a cell needs at its left and right together."""

    def width(self, text: str, points: float, *, strong: bool) -> float:
        """Return how wide a text is on one line."""


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs in points without padding.

    At least for its numbers, then for its words, and at best for room to write and long words.
    More than `full` is of no use: each of its texts stands on one line there.
    """

    least: float
    words: float
    whole: float
    full: float


def fitted(document: Document, ruler: Ruler) -> Document:
    """Return the document with columns in which nothing is broken that should stand on one line.

    Where the page is too narrow for that, all words become smaller, and the remark says so.
    """
    tables = [block for block in document.blocks if isinstance(block, Table) and block.columns]
    if not tables:
        return document
    room = _room(document)
    needs = {id(table): _needs(table, document.points, room, ruler) for table in tables}
    points = document.points
    scales = [_scale(needs[id(table)], room, ruler.padding, points) for table in tables]
    if min(scales) < 1.0:
        points = min(points, max(points * min(scales) * _SAFE, _SMALLEST_POINTS))
    scale = points / document.points
    blocks = tuple(
        _with_widths(block, needs[id(block)], scale, room, ruler.padding)
        if isinstance(block, Table) and block.columns
        else block
        for block in document.blocks
    )
    if points == document.points:
        return replace(document, blocks=blocks)
    smaller = _("Printed in {points} points, so that no number or word is broken.").format(
        points=f"{points:.1f}"
    )
    remark = in_a_row((document.remark, smaller))
    return replace(document, blocks=blocks, points=points, remark=remark)


def _scale(needs: Sequence[_Need], room: float, padding: float, points: float) -> float:
    """Return how much smaller the words must be: as numbers ask, and as words may ask."""
    left = room - padding * len(needs)
    for_numbers = left / max(sum(need.least for need in needs), 1.0)
    for_words = left / max(sum(need.words for need in needs), 1.0)
    lowest = max(_LEAST_FOR_WORDS, _LEAST_POINTS_FOR_WORDS / points)
    return min(1.0, for_numbers, max(for_words, lowest))


def _room(document: Document) -> float:
    page = document.page
    _top, right, _bottom, left = page.margins_mm
    return (page.width_mm - right - left) / _MM_PER_INCH * POINTS_PER_INCH


def _needs(table: Table, points: float, room: float, ruler: Ruler) -> list[_Need]:
    found = []
    total = sum(column.width for column in table.columns) or 1
    for place, column in enumerate(table.columns):
        size = points * _HEADING
        least = _widest(_heading_pieces(column.heading), size, ruler, strong=True)
        least = max(least, _widest(_kept_pieces(column.note), size, ruler, strong=False))
        whole = _LEAST_TO_WRITE * room * column.width / total if column.to_write else least
        words = least
        full = math.inf if column.to_write or column.rule else least
        cells = [row.cells[place] for row in table.rows if not row.group]
        for look, texts in _by_look(cells).items():
            size, strong, alarms = points * look[0], look[1], look[2]
            kept = {piece for text in texts for piece in _kept_pieces(text)}
            pieces = {piece for text in texts for piece in (*_pieces(text), text[:_READABLE])}
            usual = [piece for piece in pieces if len(piece) <= _LONGEST_WORD]
            least = max(least, _widest(kept, size, ruler, strong=strong))
            words = max(words, _widest(usual, size, ruler, strong=strong))
            wide = _widest(pieces, size, ruler, strong=strong)
            whole = max(whole, min(wide, _WIDEST_WORD * room))
            if not alarms:
                # A warning is rare, and may take several lines.
                full = max(full, _widest(texts, size, ruler, strong=strong))
        words = max(least, words)
        whole = max(words, whole)
        found.append(_Need(least, words, whole, max(whole, full)))
    return found


def _by_look(cells: Iterable[Cell]) -> dict[tuple[float, bool, bool], set[str]]:
    found: dict[tuple[float, bool, bool], set[str]] = {}
    for cell in cells:
        for text in cell.paragraphs:
            size = _SMALL if text.small else _LARGE if text.large else 1.0
            found.setdefault((size, text.strong, text.alarms), set()).add(text.text)
    return found


def _pieces(text: str) -> Iterator[str]:
    """Yield what of a text can stand on a line of its own but not be broken itself."""
    for piece in _PIECE.findall(text):
        yield from _INNER_BREAK.split(piece)


def _kept_pieces(text: str) -> Iterator[str]:
    """Yield what must not be broken on any paper: short texts and numbers."""
    if len(text) <= _SHORT and width_of(text) <= _SHORT:
        yield text
        return
    for piece in _pieces(text):
        if len(piece) <= _SHORT or (len(piece) <= _LONGEST_NUMBER and piece[-1].isdigit()):
            yield piece


def _heading_pieces(text: str) -> Iterator[str]:
    yield from (one for one in _pieces(text) if len(one) <= _LONGEST_NUMBER)
    if " " not in text and width_of(text) <= _WHOLE_HEADING:
        yield text
    yield from _kept_pieces(text)


def _widest(texts: Iterable[str], points: float, ruler: Ruler, *, strong: bool) -> float:
    # Only the longest are measured: measuring takes a hundred times as long as counting.
    longest = sorted(texts, key=width_of, reverse=True)[:_MEASURED]
    return max((ruler.width(one, points, strong=strong) for one in longest), default=0.0)


def _with_widths(
    table: Table, needs: Sequence[_Need], scale: float, room: float, padding: float
) -> Table:
    least = [need.least * scale + padding for need in needs]
    whole = [need.whole * scale + padding for need in needs]
    total = sum(column.width for column in table.columns) or 1
    wanted = [room * column.width / total for column in table.columns]
    words = [need.words * scale + padding for need in needs]
    first = _between(words, whole, room) if sum(words) <= room else _between(least, words, room)
    widths = _shared(wanted, first, room)
    if table.headed:
        # Lists of facts stand below each other, and in line.
        full = [need.full * scale + padding for need in needs]
        widths = _given_on(widths, [max(pair) for pair in zip(first, full, strict=True)])
    columns: tuple[Column, ...] = tuple(
        replace(column, width=round(100 * width / room, 3))
        for column, width in zip(table.columns, widths, strict=True)
    )
    return replace(table, columns=columns)


def _between(least: Sequence[float], whole: Sequence[float], room: float) -> list[float]:
    """Return what each column gets before all else: what words need, or as much as there is."""
    small, large = sum(least), sum(whole)
    if large <= room:
        return list(whole)
    if small >= room:
        return [room * one / small for one in least]
    share = (room - small) / (large - small)
    return [low + share * (high - low) for low, high in zip(least, whole, strict=True)]


def _shared(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Return the widths as wanted, but none below its least; the others give what they can."""
    raised: set[int] = set()
    while True:
        left = room - sum(least[place] for place in raised)
        free = sum(one for place, one in enumerate(wanted) if place not in raised)
        widths = [
            least[place] if place in raised else one * left / free
            for place, one in enumerate(wanted)
        ]
        low = {place for place, one in enumerate(widths) if one < least[place] - 0.01}
        if not low:
            return widths
        raised |= low


def _given_on(widths: Sequence[float], most: Sequence[float]) -> list[float]:
    """Return the widths with what columns cannot use given to those whose texts are longer."""
    spare = [max(width - limit, 0.0) for width, limit in zip(widths, most, strict=True)]
    asked = [max(limit - width, 0.0) for width, limit in zip(widths, most, strict=True)]
    whole = sum(spare)
    moved = min(whole, sum(asked))
    if moved < _HAIR:
        return list(widths)
    given = _split(moved, widths, asked)
    return [
        width - one * moved / whole + more
        for width, one, more in zip(widths, spare, given, strict=True)
    ]


def _split(room: float, weights: Sequence[float], asked: Sequence[float]) -> list[float]:
    """Return what each gets of a room, by its weight, but none more than it asks for."""
    given = [0.0] * len(asked)
    while room > _HAIR:
        hungry = [place for place, one in enumerate(asked) if one - given[place] > _HAIR]
        if not hungry:
            break
        total = sum(weights[place] for place in hungry)
        parts = {
            place: min(room * weights[place] / total, asked[place] - given[place])
            for place in hungry
        }
        for place, part in parts.items():
            given[place] += part
        room -= sum(parts.values())
    return given

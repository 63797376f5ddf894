"""Pages on which everything has its place to the millimetre: labels and envelopes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen

from crmdesk.core.reports.document import Box, Document, PlacedPage
from crmdesk.core.reports.wording import cut_sentence
from crmdesk.ui.kit.box_words import BoxWords
from crmdesk.ui.kit.paper_fonts import POINTS_PER_INCH

_MM_PER_INCH: Final = 25.4
# How thick a frame is, in points, and its colour.
_FRAMES: Final = {"thin": (0.3, "#999999"), "postcode": (0.6, "#c8341c")}
# Words that must be smaller than this do not make their neighbours small.
_LEAST_EVEN: Final = 0.84


class PlacedPages:
    """The pages of a document with places; each box is laid out when its page is painted.

    On a page of things alike all words have one size, unless some need a much smaller one.
    """

    def __init__(self, document: Document, device: QPagedPaintDevice) -> None:
        self._document = document
        self._device = device
        self._mm = device.logicalDpiY() / _MM_PER_INCH
        self._cut: tuple[str, ...] | None = None

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document.placed)

    @property
    def remark(self) -> str:
        """Whose words had no room on the paper, as a sentence."""
        if self._cut is None:
            found = [
                words.box.whose
                for page in self._document.placed
                for words in self._words_of(page)
                if words.cut
            ]
            self._cut = tuple(dict.fromkeys(found))
        return cut_sentence(self._cut) if self._cut else ""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page, 1-based, in the units of the device."""
        page = self._document.placed[number - 1]
        words = self._words_of(page)
        even = [one.scale for one in words if one.scale >= _LEAST_EVEN]
        for box in page.boxes:
            if box.frame:
                self._at(painter, box, partial(self._frame, painter, box))
        for one in words:
            scale = min(even) if page.alike and even else one.scale
            self._at(painter, one.box, partial(one.paint, painter, scale))

    def _words_of(self, page: PlacedPage) -> list[BoxWords]:
        filled = [box for box in page.boxes if box.paragraphs]
        return [BoxWords(self._document, box, self._device, self._mm) for box in filled]

    def _at(self, painter: QPainter, box: Box, paint: Callable[[], None]) -> None:
        painter.save()
        # Millimetres count from the paper's edge, the painter from the margin's.
        margins = self._document.page.margins_mm
        painter.translate((box.left - margins[3]) * self._mm, (box.top - margins[0]) * self._mm)
        paint()
        painter.restore()

    def _frame(self, painter: QPainter, box: Box) -> None:
        points, tone = _FRAMES[box.frame]
        width = points * self._device.logicalDpiY() / POINTS_PER_INCH
        painter.setPen(QPen(QColor(tone), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0, 0, box.width * self._mm, box.height * self._mm))

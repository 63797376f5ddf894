"""Pages on which everything has its place to the millimetre: labels and envelopes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen, QTextDocument

from crmdesk.core.reports.document import Box, Document
from crmdesk.core.reports.html import box_html
from crmdesk.ui.kit.paper_fonts import POINTS_PER_INCH, paper_font

_MM_PER_INCH: Final = 25.4
# How thick a frame is, in points, and its colour.
_FRAMES: Final = {"thin": (0.3, "#999999"), "postcode": (0.6, "#c8341c")}
# How much smaller words may become before the end of them is left out.
_SCALES: Final = (1.0, 0.92, 0.85, 0.78, 0.7, 0.62)


class PlacedPages:
    """The pages of a document with places; each box is laid out when its page is painted."""

    def __init__(self, document: Document, device: QPagedPaintDevice) -> None:
        self._document = document
        self._device = device
        self._mm = device.logicalDpiY() / _MM_PER_INCH

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document.placed)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page, 1-based, in the units of the device."""
        for box in self._document.placed[number - 1].boxes:
            painter.save()
            # Millimetres count from the paper's edge, the painter from the margin's.
            margins = self._document.page.margins_mm
            painter.translate((box.left - margins[3]) * self._mm, (box.top - margins[0]) * self._mm)
            if box.frame:
                self._frame(painter, box)
            if box.paragraphs:
                self._words(painter, box)
            painter.restore()

    def _frame(self, painter: QPainter, box: Box) -> None:
        points, tone = _FRAMES[box.frame]
        width = points * self._device.logicalDpiY() / POINTS_PER_INCH
        painter.setPen(QPen(QColor(tone), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0, 0, box.width * self._mm, box.height * self._mm))

    def _words(self, painter: QPainter, box: Box) -> None:
        text = QTextDocument()
        text.setUndoRedoEnabled(False)
        text.documentLayout().setPaintDevice(self._device)
        text.setDefaultFont(paper_font(self._document.points))
        text.setDocumentMargin(0)
        wide, high = box.width * self._mm, box.height * self._mm
        text.setTextWidth(wide)
        text.setHtml(box_html(self._document, box))
        scale = _SCALES[0]
        for scale in _SCALES:
            text.setTextWidth(wide / scale)
            if text.size().height() * scale <= high and text.idealWidth() * scale <= wide + 1:
                break
        tall = min(text.size().height() * scale, high)
        if box.middle:
            painter.translate(0, (high - tall) / 2)
        painter.scale(scale, scale)
        text.drawContents(painter, QRectF(0, 0, wide / scale, _whole_lines(text, tall / scale)))


def _whole_lines(text: QTextDocument, room: float) -> float:
    """Return the height of the lines that fit whole into the room."""
    layout = text.documentLayout()
    reached = 0.0
    block = text.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            bottom = top + lines.lineAt(number).rect().bottom()
            if bottom > room + 0.5:
                return reached
            reached = bottom
        block = block.next()
    return room

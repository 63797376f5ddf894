"""The words of one box on a page: made smaller until they fit, at last shortened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QTextDocument, QTextOption

from crmdesk.core.reports.document import Box, Document, Text
from crmdesk.core.reports.html import box_html
from crmdesk.core.reports.wording import shorten
from crmdesk.ui.kit.paper_fonts import paper_font

# The smallest words one still reads without a glass, in points, and the step on the way there.
_SMALLEST_POINTS: Final = 5.6
_STEP: Final = 0.93
# A shortened line still tells what it was.
_LEAST_KEPT: Final = 6
_WORDS: Final = QTextOption.WrapMode.WordWrap
_ANYWHERE: Final = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class BoxWords:
    """Words laid out for a box; `scale` is the largest at which they fit, `cut` tells of a loss."""

    def __init__(
        self, document: Document, box: Box, device: QPagedPaintDevice, units: float
    ) -> None:
        self._document = document
        self.box = box
        self._wide, self._high = box.width * units, box.height * units
        self._text = QTextDocument()
        self._text.setUndoRedoEnabled(False)
        self._text.documentLayout().setPaintDevice(device)
        self._text.setDefaultFont(paper_font(document.points))
        self._text.setDocumentMargin(0)
        self._text.setTextWidth(self._wide)
        self.cut = False
        self._show(box.paragraphs)
        self.scale = self._largest()

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint the words from the box's upper left corner, at a scale at which they fit."""
        scale = min(scale, self.scale)
        self._text.setTextWidth(self._wide / scale)
        tall = min(self._text.size().height() * scale, self._high)
        if self.box.middle:
            painter.translate(0, (self._high - tall) / 2)
        painter.scale(scale, scale)
        self._text.drawContents(painter, QRectF(0, 0, self._wide / scale, self._high / scale))

    def _show(self, paragraphs: tuple[Text, ...]) -> None:
        self._text.setHtml(box_html(self._document, replace(self.box, paragraphs=paragraphs)))

    def _largest(self) -> float:
        # A word is broken only where the smallest size would not hold it either.
        for mode in (_WORDS, _ANYWHERE):
            option = self._text.defaultTextOption()
            option.setWrapMode(mode)
            self._text.setDefaultTextOption(option)
            for scale in _scales(self._document.points):
                if self._fits(scale):
                    return scale
        self.cut = True
        self._shorten(scale)
        return scale

    def _fits(self, scale: float) -> bool:
        self._text.setTextWidth(self._wide / scale)
        size = self._text.size()
        return (
            size.height() * scale <= self._high + 0.5
            and self._text.idealWidth() * scale <= self._wide + 1
        )

    def _shorten(self, scale: float) -> None:
        """Shorten what yields, and only where that is not enough the rest as well."""
        paragraphs = self.box.paragraphs
        for every in (False, True):
            least, most = _LEAST_KEPT, max(len(one.text) for one in paragraphs)
            self._show(_limited(paragraphs, least, every=every))
            if not every and not self._fits(scale):
                continue
            while least < most - 1:
                middle = (least + most) // 2
                self._show(_limited(paragraphs, middle, every=every))
                least, most = (middle, most) if self._fits(scale) else (least, middle)
            self._show(_limited(paragraphs, least, every=every))
            return


def _limited(paragraphs: tuple[Text, ...], length: int, *, every: bool) -> tuple[Text, ...]:
    return tuple(
        replace(one, text=shorten(one.text, _LEAST_KEPT if every and one.yields else length))
        if one.yields or every
        else one
        for one in paragraphs
    )


def _scales(points: float) -> Iterator[float]:
    scale = 1.0
    while True:
        yield scale
        scale *= _STEP
        if points * scale < _SMALLEST_POINTS:
            return

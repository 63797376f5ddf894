"""A document laid out in the background, ready to be looked at page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, QSize, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPixmap

from crmdesk.core.reports.document import Document
from crmdesk.ui.kit import printing
from crmdesk.ui.kit.printing import Pages

_MM_PER_INCH: Final = 25.4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its pages, and the device they are laid out for."""

    document: Document
    pages: Pages
    device: QPagedPaintDevice

    def picture(self, number: int, size: QSize, ratio: float) -> QPixmap:
        """Return a page, 1-based, as a picture of a size in screen points."""
        made = QPixmap(size * ratio)
        made.fill(Qt.GlobalColor.white)
        setup = self.document.page
        units = self.device.logicalDpiY() / _MM_PER_INCH
        scale = made.width() / (setup.width_mm * units)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        top, _right, _bottom, left = setup.margins_mm
        painter.translate(left * units, top * units)
        self.pages.paint(painter, number)
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made


def prepare(document: Document, home: QObject) -> Prepared:
    """Lay a document out, in any thread, for the thread in which `home` lives.

    Raises CrmError when no font here has its characters.
    """
    # Qt's text engine sets a timer; a thread of Python's own has none to give before this.
    QEventLoop()
    words = printing.document_html(document)
    printing.require_fonts(words)
    device = printing.page_device(document.page)
    pages = printing.lay_out(document, device, words)
    if device.thread() is not home.thread():
        device.moveToThread(home.thread())
        pages.hand_over(home)
    return Prepared(document, pages, device)

"""Documents laid out and painted page by page, all in the one thread that draws.

Text that was laid out in a thread belongs to it with its fonts: only pictures leave the press.
"""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from crmdesk.core.reports.document import Document
from crmdesk.ui.kit import printing
from crmdesk.ui.kit.printing import Pages

_MM_PER_INCH: Final = 25.4


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that is ready to be looked at: its pages, its number, what to know of it."""

    document: Document
    count: int
    number: int
    remark: str = ""


class PagePress:
    """Holds one document laid out at a time; call it only in the thread that draws."""

    def __init__(self) -> None:
        # Goes with its thread, before the thread's fonts do.
        self._here = threading.local()
        self._numbers = itertools.count(1)

    def prepare(self, document: Document) -> Prepared:
        """Lay a document out. Raises CrmError when no font here has its characters."""
        document = printing.ready(document)
        words = printing.document_html(document)
        printing.require_fonts(words)
        device = printing.page_device(document.page)
        pages = printing.lay_out(document, device, words)
        remark = printing.remark_of(document, pages, words)
        prepared = Prepared(document, pages.count, next(self._numbers), remark)
        self._here.kept = (prepared, pages, device)
        return prepared

    def picture(self, prepared: Prepared, number: int, size: QSize, ratio: float) -> QImage:
        """Return a page, 1-based, in a size in screen points; nothing when it is outdated."""
        kept: tuple[Prepared, Pages, QPagedPaintDevice] | None = getattr(self._here, "kept", None)
        if kept is None or kept[0].number != prepared.number:
            return QImage()
        _prepared, pages, device = kept
        made = QImage(size * ratio, QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        setup = prepared.document.page
        units = device.logicalDpiY() / _MM_PER_INCH
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = made.width() / (setup.width_mm * units)
        painter.scale(scale, scale)
        top, _right, _bottom, left = setup.margins_mm
        painter.translate(left * units, top * units)
        pages.paint(painter, number)
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def forget(self) -> None:
        """Let go of the document."""
        self._here.kept = None

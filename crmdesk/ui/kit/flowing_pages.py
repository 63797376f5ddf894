"""A document that flows from page to page, with running header and footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QPen,
    QTextDocument,
)

from crmdesk.core.i18n import _, speaking
from crmdesk.ui.kit.paper_fonts import POINTS_PER_INCH, measured_font, paper_font
from crmdesk.ui.kit.print_pages import Band, Page, lay_out_pages

_RUNNING_POINTS: Final = 8.5
_RULE_POINTS: Final = 0.5
_GAP_POINTS: Final = 9.0
_LOGO_POINTS: Final = 24.0
_LOGO_WIDEST: Final = 4.0


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page, in the language of the print; the page's number is at the foot."""

    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""
    logo: bytes = b""
    language: str = ""


class FlowingPages:
    """One document laid out once, endlessly, for a device, and painted page by page."""

    def __init__(
        self, html: str, device: QPagedPaintDevice, running: Running, points: float
    ) -> None:
        self._device = device
        self._running = running
        self._unit = device.logicalDpiY() / POINTS_PER_INCH
        self._font = measured_font(_RUNNING_POINTS, device)
        self._metrics = QFontMetricsF(self._font, device)
        self._line = self._metrics.height()
        self._logo = QImage.fromData(running.logo) if running.logo else QImage()
        logo = 0.0 if self._logo.isNull() else _LOGO_POINTS * self._unit
        self._head = max(self._line, logo)
        self._width = float(device.width())
        self._height = float(device.height())
        self.text = self._lay_out(html, points)
        gap = _GAP_POINTS * self._unit
        self._top = self._head + gap
        room = self._height - self._top - self._line - gap
        scale = device.logicalDpiY() / screen_dpi()
        self.pages = lay_out_pages(self.text, room, scale) or [Page(Band(0.0, 0.0))]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.pages)

    @property
    def remark(self) -> str:
        """What flows finds its place by itself: there is nothing to tell."""
        return ""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page, 1-based, in the units of the device it was laid out for."""
        page = self.pages[number - 1]
        y = self._top
        if page.repeated is not None:
            self._show_band(painter, page.repeated, y)
            y += page.repeated.height
        self._show_band(painter, page.body, y)
        with speaking(self._running.language):
            self._show_running(painter, page, number)

    def _lay_out(self, html: str, points: float) -> QTextDocument:
        text = QTextDocument()
        text.setUndoRedoEnabled(False)
        text.documentLayout().setPaintDevice(self._device)
        text.setDefaultFont(paper_font(points))
        text.setDocumentMargin(0)
        # The width first: the words are then laid out once, not twice.
        text.setTextWidth(self._width)
        text.setHtml(html)
        return text

    def _show_band(self, painter: QPainter, band: Band, y: float) -> None:
        painter.save()
        painter.translate(0, y - band.top)
        # A hair less than the band, so that the engine does not also draw its neighbours.
        clip = QRectF(0, band.top + 0.5, self._width, band.height - 1)
        self.text.drawContents(painter, clip)
        painter.restore()

    def _show_running(self, painter: QPainter, page: Page, number: int) -> None:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignHCenter
        painter.setFont(self._font)
        painter.setPen(QPen(QColor(Qt.GlobalColor.black), _RULE_POINTS * self._unit))
        above = self._head - self._line
        indent = self._show_logo(painter)
        self._draw(painter, self._running.header_left, above, left, indent)
        self._draw(painter, self._running.header_right, above, right)
        if page.continues:
            words = _("{section} (continued)").format(section=page.continues)
            self._draw(painter, words, above, middle)
        rule = self._head + 2 * self._unit
        painter.drawLine(0, round(rule), round(self._width), round(rule))
        foot = self._height - self._line
        numbers = _("Page {page} of {pages}").format(page=number, pages=self.count)
        self._draw(painter, self._running.footer_left, foot, left)
        self._draw(painter, numbers, foot, right)

    def _show_logo(self, painter: QPainter) -> float:
        """Draw the logo at the upper left and return how much room it takes there."""
        if self._logo.isNull():
            return 0.0
        high = self._head
        wide = high * min(self._logo.width() / max(self._logo.height(), 1), _LOGO_WIDEST)
        place = QRectF(0, 0, wide, wide * self._logo.height() / max(self._logo.width(), 1))
        place.moveBottom(high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._logo)
        return wide + 6 * self._unit

    def _draw(
        self,
        painter: QPainter,
        text: str,
        y: float,
        side: Qt.AlignmentFlag,
        indent: float = 0.0,
    ) -> None:
        if not text:
            return
        line = self._metrics.elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, self._width * 0.36
        )
        box = QRectF(indent, y, self._width - indent, self._line)
        painter.drawText(box, side | Qt.TextFlag.TextSingleLine, line)


def screen_dpi() -> float:
    """Return what the text engine takes a CSS pixel for: one of the screen's, also on paper."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchY()

"""A document that flows from page to page, with running header and footer."""

from __future__ import annotations

from collections.abc import Sequence
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
# Between two texts of one line at the head or the foot.
_RUNNING_GAP_POINTS: Final = 14.0
_GROUP_END_POINTS: Final = 4.0
_QUIET: Final = "#555555"
_LOGO_POINTS: Final = 24.0
_LOGO_WIDEST: Final = 4.0


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page, in the language of the print; the page's number is at the foot.

    What is `loose` is handed out one by one: each part that begins on a new page is counted alone.
    """

    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""
    logo: bytes = b""
    language: str = ""
    loose: bool = False


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
        with speaking(self._running.language):
            if page.group is not None:
                self._show_group(painter, page.group, y)
                y += page.group.height
            self._show_band(painter, page.body, y)
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

    def _show_group(self, painter: QPainter, band: Band, y: float) -> None:
        """Show the heading of the rows that go on, and say so at its end."""
        self._show_band(painter, band, y)
        painter.setFont(self._font)
        painter.setPen(QColor(_QUIET))
        place = QRectF(0, y, self._width - _GROUP_END_POINTS * self._unit, band.height)
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, middle, _("continued"))

    def _show_running(self, painter: QPainter, page: Page, number: int) -> None:
        painter.setFont(self._font)
        painter.setPen(QPen(QColor(Qt.GlobalColor.black), _RULE_POINTS * self._unit))
        above = self._head - self._line
        indent = self._show_logo(painter)
        continued = ""
        if page.continues not in ("", self._running.header_right):
            continued = _("{section} (continued)").format(section=page.continues)
        head = (self._running.header_left, continued, self._running.header_right)
        self._show_line(painter, above, head, indent)
        rule = self._head + 2 * self._unit
        painter.drawLine(0, round(rule), round(self._width), round(rule))
        place, count = self._counted(number)
        numbers = _("Page {page} of {pages}").format(page=place, pages=count)
        foot = (self._running.footer_left, "", numbers)
        self._show_line(painter, self._height - self._line, foot, 0.0)

    def _counted(self, number: int) -> tuple[int, int]:
        """Return which page it is, of how many that belong together."""
        if not self._running.loose:
            return number, self.count
        begin = end = number
        while begin > 1 and not self.pages[begin - 1].anew:
            begin -= 1
        while end < self.count and not self.pages[end].anew:
            end += 1
        return number - begin + 1, end - begin + 1

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

    def _show_line(
        self, painter: QPainter, y: float, texts: tuple[str, str, str], indent: float
    ) -> None:
        """Write at the left, in the middle and at the right, with a gap between them."""
        lines = [" ".join(text.split()) for text in texts]
        wanted = [self._metrics.horizontalAdvance(line) for line in lines]
        gap = _RUNNING_GAP_POINTS * self._unit
        room = self._width - indent - gap * (sum(1 for line in lines if line) - 1)
        left, middle, right = shares(wanted, room)
        end = self._width - right
        # In the middle of the page where it can be, else in the middle of what is left.
        begin = (self._width - middle) / 2
        if begin < indent + left + gap or begin + middle > end - gap:
            begin = (indent + left + end - middle) / 2
        places = ((indent, left), (begin, middle), (end, right))
        for line, (x, wide) in zip(lines, places, strict=True):
            if line:
                shown = self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide + 1)
                box = QRectF(x, y, wide + 1, self._line)
                painter.drawText(box, Qt.TextFlag.TextSingleLine, shown)


def shares(wanted: Sequence[float], room: float) -> list[float]:
    """Return how much each gets of a room that may be too small: the longest give way first."""
    given = list(wanted)
    while sum(given) > room + 0.5:
        longest = max(given)
        rest = [one for one in given if one < longest]
        count = len(given) - len(rest)
        fair = (room - sum(rest)) / count
        given = [min(one, max(fair, max(rest, default=0.0))) for one in given]
    return given


def screen_dpi() -> float:
    """Return what the text engine takes a CSS pixel for: one of the screen's, also on paper."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchY()

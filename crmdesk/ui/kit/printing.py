"""Documents on paper: pages with running header and footer, to a printer or a PDF file."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import Document, PageSetup
from crmdesk.core.reports.html import to_html
from crmdesk.core.reports.target import whole_file
from crmdesk.ui.kit.pdf_text import shared_glyphs, with_right_text
from crmdesk.ui.kit.print_pages import Band, Page, lay_out_pages

# The mainland's shapes of characters come first; a Japanese font would draw some differently.
CHINESE_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)
LATIN_FAMILIES: Final = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans")
EMOJI_FAMILIES: Final = ("Noto Emoji", "Segoe UI Emoji", "Apple Color Emoji", "Noto Color Emoji")

_CHINESE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BODY_POINTS: Final = 10.0
_RUNNING_POINTS: Final = 8.5
_PDF_DPI: Final = 1200
_RULE_POINTS: Final = 0.5
_POINTS_PER_INCH: Final = 72.0

_started: list[QGuiApplication] = []


@dataclass(frozen=True, slots=True)
class Running:
    """The texts on every page; `{page}` and `{pages}` are filled in at the foot's right."""

    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""


def ensure_gui_application() -> None:
    """Start Qt without a window when it is not running yet, as the command line needs it."""
    if QGuiApplication.instance() is not None:
        return
    # A QApplication, not its base, so that a window can still be opened in the same process.
    from PySide6.QtWidgets import QApplication

    arguments = ["crmdesk"]
    if sys.platform.startswith("linux"):
        arguments += ["-platform", "offscreen"]
    _started.append(QApplication(arguments))


def to_pdf(document: Document, path: Path) -> int:
    """Write the document as a PDF file and return its number of pages.

    Raises FileProblem when the file cannot be written, CrmError when no font has its characters.
    """
    html = document_html(document)
    return html_to_pdf(html, path, document.page, running_of(document), document.title)


def html_to_pdf(html: str, path: Path, setup: PageSetup, running: Running, title: str) -> int:
    """Write HTML as a PDF file, whole or not at all, and return its number of pages."""
    ensure_gui_application()
    require_fonts(html)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setCreator("crmdesk")
    pages = print_html(html, writer, setup, running)
    buffer.close()
    words = html + title + running.header_left + running.header_right + running.footer_left
    words += _("Page {page} of {pages}")
    pdf = with_right_text(bytes(buffer.data().data()), shared_glyphs(words, paper_font()))
    with whole_file(path) as part:
        part.write_bytes(pdf)
    return pages


def print_document(document: Document, device: QPagedPaintDevice) -> int:
    """Print the document on a printer or a PDF writer and return its number of pages."""
    return print_html(document_html(document), device, document.page, running_of(document))


def document_html(document: Document) -> str:
    """Return the document's HTML for this screen's idea of a pixel."""
    ensure_gui_application()
    return to_html(document, _screen_dpi())


def _screen_dpi() -> float:
    # The text engine takes a CSS pixel for one of the screen's, also on paper.
    return QGuiApplication.primaryScreen().logicalDotsPerInchY()


def running_of(document: Document) -> Running:
    """Return the texts that stand on each page of the document."""
    return Running(document.header_left, document.header_right, document.footer_left)


def print_html(html: str, device: QPagedPaintDevice, setup: PageSetup, running: Running) -> int:
    """Print HTML with a running header and footer and return its number of pages.

    Raises FileProblem when the device does not accept the print.
    """
    device.setPageLayout(page_layout(setup))
    painter = QPainter()
    if not painter.begin(device):
        raise FileProblem(
            _("The printer did not accept the sheet."),
            _("Check that it is switched on, or save the sheet as PDF."),
        )
    try:
        press = _Press(painter, device, html, running)
        press.run()
        return len(press.pages)
    finally:
        painter.end()


def page_layout(setup: PageSetup) -> QPageLayout:
    """Return Qt's page layout for the paper, its direction and its margins."""
    size = QPageSize.PageSizeId.Letter if setup.paper == "Letter" else QPageSize.PageSizeId.A4
    turned = (
        QPageLayout.Orientation.Landscape if setup.landscape else (QPageLayout.Orientation.Portrait)
    )
    top, right, bottom, left = setup.margins_mm
    margins = QMarginsF(left, top, right, bottom)
    return QPageLayout(QPageSize(size), turned, margins, QPageLayout.Unit.Millimeter)


def paper_font(points: float = _BODY_POINTS) -> QFont:
    """Return the font for paper, with the mainland's shapes of Chinese characters."""
    available = set(QFontDatabase.families())
    wanted = (*CHINESE_FAMILIES, *LATIN_FAMILIES, *EMOJI_FAMILIES)
    font = QFont([family for family in wanted if family in available] or ["Sans Serif"])
    font.setPointSizeF(points)
    font.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
    # Other regions' glyphs and ligatures would also be lost to a search in the PDF file.
    for feature in ("locl", "liga"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def require_fonts(text: str) -> None:
    """Raise CrmError when the text has Chinese characters and no font here can draw them."""
    if not _CHINESE.search(text):
        return
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not families:
        raise CrmError(
            _("This computer has no font with Chinese characters."),
            _("Install one (on Debian or Ubuntu: fonts-noto-cjk) and print again."),
        )


class _Press:
    """One print of one document: laid out once, endlessly, and shown page by page."""

    def __init__(
        self, painter: QPainter, device: QPagedPaintDevice, html: str, running: Running
    ) -> None:
        self._painter = painter
        self._device = device
        self._running = running
        self._unit = device.logicalDpiY() / _POINTS_PER_INCH
        self._font = paper_font(_RUNNING_POINTS)
        metrics = QFontMetricsF(self._font, device)
        self._line = metrics.height()
        self._band = self._line + 9 * self._unit
        self._width = float(device.width())
        self._height = float(device.height())
        self._text = self._lay_out(html)
        scale = device.logicalDpiY() / _screen_dpi()
        pages = lay_out_pages(self._text, self._height - 2 * self._band, scale)
        self.pages = pages or [Page(Band(0.0, 0.0))]

    def _lay_out(self, html: str) -> QTextDocument:
        text = QTextDocument()
        text.setUndoRedoEnabled(False)
        text.documentLayout().setPaintDevice(self._device)
        text.setDefaultFont(paper_font())
        text.setDocumentMargin(0)
        text.setHtml(html)
        text.setTextWidth(self._width)
        return text

    def run(self) -> None:
        """Paint the pages that were asked for, one after the other."""
        wanted = self._wanted()
        for count, number in enumerate(wanted):
            if count:
                self._device.newPage()
            self._show(self.pages[number - 1], number)

    def _wanted(self) -> Sequence[int]:
        ranges = self._device.pageRanges()
        numbers = range(1, len(self.pages) + 1)
        return numbers if ranges.isEmpty() else [n for n in numbers if ranges.contains(n)]

    def _show(self, page: Page, number: int) -> None:
        y = self._band
        if page.repeated is not None:
            self._show_band(page.repeated, y)
            y += page.repeated.height
        self._show_band(page.body, y)
        self._show_running(page, number)

    def _show_band(self, band: Band, y: float) -> None:
        self._painter.save()
        self._painter.translate(0, y - band.top)
        # A hair less than the band, so that the engine does not also draw its neighbours.
        clip = QRectF(0, band.top + 0.5, self._width, band.height - 1)
        self._text.drawContents(self._painter, clip)
        self._painter.restore()

    def _show_running(self, page: Page, number: int) -> None:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignHCenter
        self._painter.setFont(self._font)
        self._painter.setPen(QPen(QColor(Qt.GlobalColor.black), _RULE_POINTS * self._unit))
        self._draw(self._running.header_left, 0, left)
        self._draw(self._running.header_right, 0, right)
        if page.continues:
            self._draw(_("{section} (continued)").format(section=page.continues), 0, middle)
        rule = self._line + 2 * self._unit
        self._painter.drawLine(0, round(rule), round(self._width), round(rule))
        foot = self._height - self._line
        numbers = _("Page {page} of {pages}").format(page=number, pages=len(self.pages))
        self._draw(self._running.footer_left, foot, left)
        self._draw(numbers, foot, right)

    def _draw(self, text: str, y: float, side: Qt.AlignmentFlag) -> None:
        if not text:
            return
        metrics = QFontMetricsF(self._font, self._device)
        line = metrics.elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, self._width * 0.36
        )
        box = QRectF(0, y, self._width, self._line)
        self._painter.drawText(box, side | Qt.TextFlag.TextSingleLine, line)

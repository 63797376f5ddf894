"""Documents on paper: to a printer, to a PDF file, or page by page to look at."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.i18n import _, in_a_row, speaking
from crmdesk.core.reports.column_fit import fitted
from crmdesk.core.reports.document import USUAL_POINTS, Document, PageSetup
from crmdesk.core.reports.html import to_html
from crmdesk.core.reports.target import whole_file
from crmdesk.ui.kit.flowing_pages import FlowingPages, Running, screen_dpi
from crmdesk.ui.kit.paper_fonts import paper_font, remark_on_boxes, require_fonts
from crmdesk.ui.kit.paper_ruler import PaperRuler
from crmdesk.ui.kit.pdf_text import shared_glyphs, with_right_text
from crmdesk.ui.kit.placed_pages import PlacedPages

_PDF_DPI: Final = 1200
_PAPERS: Final = {
    "A4": QPageSize.PageSizeId.A4,
    "A5": QPageSize.PageSizeId.A5,
    "Letter": QPageSize.PageSizeId.Letter,
}

_started: list[QGuiApplication] = []


class Pages(Protocol):
    """A document laid out for a device, ready to be painted page by page."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    @property
    def remark(self) -> str:
        """What the one who prints should know of how it fitted, or nothing."""

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page, 1-based, in the units of the device."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A document that was written: its pages, and what the one who prints should know of it."""

    pages: int
    remark: str = ""


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
    """Write the document as a PDF file and return its number of pages; raises as `save_pdf`."""
    return save_pdf(document, path).pages


def save_pdf(document: Document, path: Path) -> Saved:
    """Write the document as a PDF file, whole or not at all.

    Raises FileProblem when the file cannot be written, CrmError when no font has its characters.
    """
    document = ready(document)
    words = document_html(document)
    require_fonts(words)
    buffer, writer = _pdf_writer(document.title)
    writer.setPageLayout(page_layout(document.page))
    pages = lay_out(document, writer, words)
    count = _print(pages, writer)
    _write(buffer, path, words + _running_words(document), count)
    return Saved(count, remark_of(document, pages, words))


def remark_of(document: Document, pages: Pages, words: str) -> str:
    """Return what is not on the paper, and what had to be changed to bring it there."""
    boxes = remark_on_boxes("\n".join((words, _running_words(document))))
    return in_a_row((document.remark, pages.remark, boxes))


def html_to_pdf(html: str, path: Path, setup: PageSetup, running: Running, title: str) -> int:
    """Write HTML as a PDF file, whole or not at all, and return its number of pages."""
    ensure_gui_application()
    require_fonts(html)
    buffer, writer = _pdf_writer(title)
    writer.setPageLayout(page_layout(setup))
    pages = _print(FlowingPages(html, writer, running, USUAL_POINTS), writer)
    return _write(buffer, path, html + running.header_left + running.header_right, pages)


def print_document(
    document: Document,
    device: QPagedPaintDevice,
    *,
    copies: int = 1,
    collated: bool = True,
    last_first: bool = False,
) -> int:
    """Print the document on a printer or a PDF writer and return how many pages were printed.

    Of the pages it prints those of the device's ranges. `copies` are those which the device does
    not make itself. Raises CrmError when there is no such page, FileProblem when the device does
    not accept the print.
    """
    document = ready(document)
    device.setPageLayout(page_layout(document.page))
    pages = lay_out(document, device, document_html(document))
    wanted = _wanted(device, pages.count)
    if not wanted:
        raise CrmError(
            _("None of the chosen pages is there: the print has {count}.").format(
                count=pages.count
            ),
            _("Choose from these pages, or print all of them."),
        )
    if last_first:
        wanted = wanted[::-1]
    numbers = [*wanted] * copies if collated else [n for n in wanted for _copy in range(copies)]
    return _print(pages, device, numbers)


def ready(document: Document) -> Document:
    """Return the document with its columns as wide as the words of this computer's fonts ask."""
    ensure_gui_application()
    return fitted(document, PaperRuler()) if document.blocks else document


def lay_out(document: Document, device: QPagedPaintDevice, html: str = "") -> Pages:
    """Return the pages of a document for a device that has its page layout already."""
    if document.placed:
        return PlacedPages(document, device)
    words = html or document_html(document)
    return FlowingPages(words, device, running_of(document), document.points)


def document_html(document: Document) -> str:
    """Return the document's HTML for this screen's idea of a pixel; of places only the words."""
    ensure_gui_application()
    # Qt's text engine sets a timer; a thread of Python's own has none to give before this.
    QEventLoop()
    if document.placed:
        return "\n".join(_placed_words(document))
    return to_html(document, screen_dpi())


def _placed_words(document: Document) -> Iterator[str]:
    for page in document.placed:
        for box in page.boxes:
            for text in box.paragraphs:
                yield text.text


def running_of(document: Document) -> Running:
    """Return what stands on each page of the document."""
    return Running(
        document.header_left,
        document.header_right,
        document.footer_left,
        document.logo,
        document.language,
        document.loose,
    )


def _running_words(document: Document) -> str:
    words = (document.title, document.header_left, document.header_right, document.footer_left)
    with speaking(document.language):
        return "\n".join((*words, _("Page {page} of {pages}")))


def _pdf_writer(title: str) -> tuple[QBuffer, QPdfWriter]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setCreator("crmdesk")
    return buffer, writer


def page_device(setup: PageSetup) -> QPdfWriter:
    """Return something to lay pages out for that needs no printer."""
    # The buffer belongs to the writer, which writes into it only when it is painted on.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    buffer.setParent(writer)
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(page_layout(setup))
    return writer


def _write(buffer: QBuffer, path: Path, words: str, pages: int) -> int:
    buffer.close()
    pdf = with_right_text(bytes(buffer.data().data()), shared_glyphs(words, paper_font()))
    with whole_file(path) as part:
        part.write_bytes(pdf)
    return pages


def _print(pages: Pages, device: QPagedPaintDevice, numbers: Sequence[int] | None = None) -> int:
    wanted = range(1, pages.count + 1) if numbers is None else numbers
    painter = QPainter()
    accepted = painter.begin(device)
    try:
        for count, number in enumerate(wanted):
            accepted = accepted and (count == 0 or device.newPage())
            if not accepted:
                raise FileProblem(
                    _("The printer did not accept the sheet."),
                    _("Check that it is switched on, or save the sheet as PDF."),
                )
            pages.paint(painter, number)
    finally:
        if painter.isActive():
            painter.end()
    return len(wanted)


def _wanted(device: QPagedPaintDevice, count: int) -> Sequence[int]:
    ranges = device.pageRanges()
    numbers = range(1, count + 1)
    return numbers if ranges.isEmpty() else [n for n in numbers if ranges.contains(n)]


def page_layout(setup: PageSetup) -> QPageLayout:
    """Return Qt's page layout for the paper, its direction and its margins."""
    if setup.size_mm is None:
        size = QPageSize(_PAPERS[setup.paper])
    else:
        unit, match = QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(QSizeF(*setup.size_mm), unit, "", match)
    turned = (
        QPageLayout.Orientation.Landscape if setup.landscape else (QPageLayout.Orientation.Portrait)
    )
    top, right, bottom, left = setup.margins_mm
    margins = QMarginsF(left, top, right, bottom)
    layout = QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter)
    if not any(setup.margins_mm):
        # A printer's own margins would shift what is placed to the millimetre.
        layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


__all__ = [
    "Pages",
    "Running",
    "Saved",
    "document_html",
    "ensure_gui_application",
    "html_to_pdf",
    "lay_out",
    "page_device",
    "page_layout",
    "paper_font",
    "print_document",
    "ready",
    "remark_of",
    "require_fonts",
    "running_of",
    "save_pdf",
    "to_pdf",
]

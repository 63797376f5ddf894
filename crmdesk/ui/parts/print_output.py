"""Where a print goes: into a PDF file, or to a printer."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import Document
from crmdesk.core.reports.target import whole_file
from crmdesk.ui.kit import file_dialogs, printing
from crmdesk.ui.kit.screen import Desk

_END_OF_PDF: Final = b"%%EOF"


class PrintOutput(QObject):
    """Saves or prints the `document` that is shown; `told` says how it went, with the file."""

    told = Signal(str, object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.document: Document | None = None

    def ask_and_save(self) -> None:
        """Ask for a file name and save what is shown as PDF."""
        if self.document is None:
            return
        day = self._desk.workspace.clock.today().isoformat()
        file_dialogs.ask_save(
            self._window,
            _("Save as PDF"),
            _("PDF files (*.pdf)"),
            self.save_to,
            name=f"{self.document.title} {day}.pdf",
            suffix="pdf",
        )

    def save_to(self, path: Path) -> None:
        """Save what is shown as PDF, in the background."""
        document = self.document
        if document is None:
            return

        def save(_progress: Progress) -> int:
            return printing.to_pdf(document, path)

        def saved(_pages: int) -> None:
            self._tell(_("Saved as {name}.").format(name=path.name), path)

        self._desk.tasks.run(save, saved, self._desk.trouble)

    def ask_and_print(self) -> None:
        """Ask for a printer and print what is shown."""
        document = self.document
        if document is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.title)
        printer.setPageLayout(printing.page_layout(document.page))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.accepted.connect(lambda: self.print_on(printer))
        # Its own `open` wants a slot by name; the one all dialogs have does not.
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown on a printer, in the background."""
        document = self.document
        if document is None:
            return

        def send(_progress: Progress) -> int:
            return _sent(document, printer)

        file = _file_of(printer)

        def sent(pages: int) -> None:
            if file is None:
                self._tell(_("Sent to the printer. Pages: {count}.").format(count=pages), None)
            else:
                self._tell(_("Saved as {name}.").format(name=file.name), file)

        self._desk.tasks.run(send, sent, self._desk.trouble)

    def _tell(self, text: str, path: Path | None) -> None:
        self._desk.done(Changes(0, text))
        if shiboken6.isValid(self):
            # The status bar is behind this window, as long as that is open.
            self.told.emit(text, path)


def _sent(document: Document, printer: QPrinter) -> int:
    """Print the document as the printer was set, and return how many pages were printed."""
    # Most printers make the copies themselves.
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    last_first = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst

    def send() -> int:
        return printing.print_document(
            document,
            printer,
            copies=copies,
            collated=printer.collateCopies(),
            last_first=last_first,
        )

    file = _file_of(printer)
    if file is None:
        return send()
    # A printer that writes a file does not tell when the disk is full.
    with whole_file(file) as part:
        printer.setOutputFileName(str(part))
        pages = send()
        if not part.read_bytes().rstrip().endswith(_END_OF_PDF):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return pages


def _file_of(printer: QPrinter) -> Path | None:
    """Return the PDF file into which a printer was told to print."""
    if printer.outputFormat() != QPrinter.OutputFormat.PdfFormat or not printer.outputFileName():
        return None
    return Path(printer.outputFileName())

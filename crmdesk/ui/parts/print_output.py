"""Where a print goes: into a PDF file, or to a printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import Document
from crmdesk.ui.kit import file_dialogs, printing
from crmdesk.ui.kit.screen import Desk


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
        dialog.accepted.connect(lambda: self._print(document, printer))
        # Its own `open` wants a slot by name; the one all dialogs have does not.
        QDialog.open(dialog)

    def _print(self, document: Document, printer: QPrinter) -> None:
        try:
            pages = printing.print_document(document, printer)
        except CrmError as error:
            self._desk.trouble(error)
            return
        self._tell(_("Sent to the printer. Pages: {count}.").format(count=pages), None)

    def _tell(self, text: str, path: Path | None) -> None:
        self._desk.done(Changes(0, text))
        # The status bar is behind this window.
        self.told.emit(text, path)

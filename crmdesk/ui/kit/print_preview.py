"""The sheet as it will be on paper, with everything needed to print or save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import PAPERS, Document, Paper
from crmdesk.ui.kit import file_dialogs, icons, printing

_SIZE: Final = QSize(980, 680)
_ZOOM_STEP: Final = 1.2


@dataclass(frozen=True, slots=True)
class PreviewChoice:
    """One way to print: its label, and the function that builds the document for a paper."""

    label: str
    build: Callable[[Paper], Document]


def _nothing(_told: object) -> None:
    return None


class PrintPreview(QDialog):
    """A preview that never blocks the program; it frees itself when it is closed."""

    def __init__(
        self,
        choices: Sequence[PreviewChoice],
        *,
        paper: Paper = "A4",
        file_name: str = "",
        paper_chosen: Callable[[Paper], None] = _nothing,
        trouble: Callable[[CrmError], None] = _nothing,
        told: Callable[[str], None] = _nothing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print preview"))
        self._choices = tuple(choices)
        self._file_name = file_name
        self._paper_chosen = paper_chosen
        self._trouble = trouble
        self._told = told
        self._document: Document | None = None
        # The preview needs a page, not a printer: this one also works where none is installed.
        self._page = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._page.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.preview = QPrintPreviewWidget(self._page, self)
        self.preview.paintRequested.connect(self._paint)
        self.preview.previewChanged.connect(self._show_place)
        self.choice = QComboBox()
        self.choice.addItems([choice.label for choice in self._choices])
        self.paper = QComboBox()
        self._fill_papers(paper)
        self.page_label = QLabel()
        self.page_label.setTextFormat(Qt.TextFormat.PlainText)
        self._build_layout()
        self._connect_keys()
        self.choice.currentIndexChanged.connect(self._rebuild)
        self.paper.currentIndexChanged.connect(self._choose_paper)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._rebuild()

    def chosen_paper(self) -> Paper:
        """Return the paper that is chosen."""
        return PAPERS[self.paper.currentIndex()]

    def page_count(self) -> int:
        """Return the number of pages the document has on this paper."""
        return self.preview.pageCount()

    def show_page(self, number: int) -> None:
        """Go to a page, 1-based; a number beyond the ends goes to the end."""
        self.preview.setCurrentPage(max(1, min(number, self.page_count())))
        self._show_place()

    def save_to(self, path: str) -> None:
        """Save the document as PDF and tell how it went."""
        if self._document is None:
            return
        try:
            printing.to_pdf(self._document, Path(path))
        except CrmError as error:
            self._trouble(error)
            return
        self._told(_("Saved as {name}.").format(name=Path(path).name))

    def ask_and_save(self) -> None:
        """Ask for a file name and save the document as PDF."""
        file_dialogs.ask_save(
            self,
            _("Save as PDF"),
            _("PDF files (*.pdf)"),
            self._save_chosen,
            name=self._file_name or "print.pdf",
            suffix="pdf",
        )

    def _save_chosen(self, path: Path) -> None:
        self.save_to(str(path))

    def ask_and_print(self) -> None:
        """Ask for a printer and print the document."""
        document = self._document
        if document is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.title)
        printer.setPageLayout(printing.page_layout(document.page))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, max(1, self.page_count()))
        dialog.accepted.connect(lambda: self._print(document, printer))
        # Its own `open` wants a slot by name; the one all dialogs have does not.
        QDialog.open(dialog)

    def _print(self, document: Document, printer: QPrinter) -> None:
        try:
            pages = printing.print_document(document, printer)
        except CrmError as error:
            self._trouble(error)
            return
        self._told(_("Sent to the printer. Pages: {count}.").format(count=pages))

    def _paint(self, printer: QPrinter) -> None:
        if self._document is None:
            return
        try:
            printing.require_fonts(printing.document_html(self._document))
            printing.print_document(self._document, printer)
        except CrmError as error:
            # Shown once: the same trouble would come back with every repaint.
            self._document = None
            self._trouble(error)

    def _rebuild(self) -> None:
        try:
            document = self._choices[self.choice.currentIndex()].build(self.chosen_paper())
        except CrmError as error:
            self._trouble(error)
            return
        self._document = document
        self._page.setPageLayout(printing.page_layout(document.page))
        self.setWindowTitle(_("Print preview: {title}").format(title=document.title))
        self.preview.updatePreview()
        self.preview.fitInView()
        self.show_page(1)

    def _choose_paper(self) -> None:
        self._paper_chosen(self.chosen_paper())
        self._rebuild()

    def _fill_papers(self, paper: Paper) -> None:
        for name in PAPERS:
            self.paper.addItem(_(name))
        self.paper.setCurrentIndex(PAPERS.index(paper) if paper in PAPERS else 0)

    def _show_place(self) -> None:
        place = _("Page {page} of {pages}").format(
            page=self.preview.currentPage(), pages=self.page_count()
        )
        self.page_label.setText(place)

    def _build_layout(self) -> None:
        bar = QHBoxLayout()
        self.choice.setAccessibleName(_("What to print"))
        self.choice.setToolTip(_("What to print"))
        self.choice.setVisible(len(self._choices) > 1)
        self.paper.setAccessibleName(_("Paper"))
        self.paper.setToolTip(_("Paper"))
        bar.addWidget(self.choice)
        bar.addWidget(self.paper)
        bar.addSpacing(12)
        bar.addWidget(
            self._small_button("left", _("Previous page"), "PgUp", partial(self._step, -1))
        )
        bar.addWidget(self.page_label)
        bar.addWidget(self._small_button("right", _("Next page"), "PgDown", partial(self._step, 1)))
        bar.addSpacing(12)
        bar.addWidget(
            self._small_button(
                "", _("Smaller"), "Ctrl+-", partial(self.preview.zoomIn, 1 / _ZOOM_STEP), "−"
            )
        )
        bar.addWidget(
            self._small_button(
                "", _("Larger"), "Ctrl+=", partial(self.preview.zoomIn, _ZOOM_STEP), "+"
            )
        )
        bar.addWidget(
            self._small_button("", _("Whole page"), "Ctrl+0", self.preview.fitInView, _("Fit"))
        )
        bar.addStretch(1)
        self.save_button = self._button("pdf", _("Save as &PDF…"), "Ctrl+S", self.ask_and_save)
        self.print_button = self._button("print", _("P&rint…"), "Ctrl+P", self.ask_and_print)
        self.print_button.setDefault(True)
        bar.addWidget(self.save_button)
        bar.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.preview, 1)

    def _button(self, icon: str, text: str, keys: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        icons.set_icon(button, icon)
        self._add_key(keys, act)
        button.setToolTip(_tip(text.replace("&", ""), keys))
        button.clicked.connect(lambda: act())
        return button

    def _small_button(
        self, icon: str, name: str, keys: str, act: Callable[[], None], text: str = ""
    ) -> QToolButton:
        button = QToolButton()
        if icon:
            icons.set_icon(button, icon)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(_tip(name, keys))
        self._add_key(keys, act)
        button.clicked.connect(lambda: act())
        return button

    def _connect_keys(self) -> None:
        for keys, act in (
            ("Ctrl++", partial(self.preview.zoomIn, _ZOOM_STEP)),
            ("Home", lambda: self.show_page(1)),
            ("End", lambda: self.show_page(self.page_count())),
        ):
            self._add_key(keys, act)

    def _add_key(self, keys: str, act: Callable[[], None]) -> None:
        # Not the button's own shortcut: that waits for the button to look pressed.
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _step(self, pages: int) -> None:
        self.show_page(self.preview.currentPage() + pages)


def _tip(name: str, keys: str) -> str:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return _("{name} ({keys})").format(name=name, keys=shown)

"""The window for printing: the choices at the left, the pages as they will be at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.services import print_options, printing
from crmdesk.core.services.printing import PrintOptions
from crmdesk.ui.kit import file_dialogs, plain
from crmdesk.ui.kit import printing as press
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.layout import ScrollArea
from crmdesk.ui.kit.paper_view import WIDTH, PaperView
from crmdesk.ui.kit.prepared import Prepared, prepare
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts import logo_choice, print_data
from crmdesk.ui.parts.print_data import PrintData
from crmdesk.ui.parts.print_form import PrintForm

VIEW: Final = "print"
_SIZE: Final = QSize(1120, 740)
_PANEL: Final = 290
_PAUSE_MS: Final = 60


class PrintWindow(QDialog):
    """Prints one style after the other; everything is made in the background, stale answers go."""

    def __init__(
        self, desk: Desk, style: str, given: PrintOptions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._desk = desk
        # What is printed, for each kind of thing there is to print.
        self._given = {printing.style_of(style).subject: given}
        self._customers = PrintOptions(query=given.query, ids=given.ids, title=given.title)
        self._style = printing.style_of(style).key
        self._prepared: Prepared | None = None
        self.form = PrintForm(given, desk.workspace.clock.today)
        self.view = PaperView()
        self.place = plain.label("", "muted")
        self.remark = plain.label("", "doubt", wrap=True)
        self.remark.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._build)
        self._lay_out()
        self._connect()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._show_style(self._style)
        workspace = desk.workspace
        desk.tasks.read(lambda: print_data.read(workspace), self._data_read, key=(self, "data"))

    @property
    def style_key(self) -> str:
        """The style that is shown."""
        return self._style

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self.view.page_count()

    def choose_style(self, key: str) -> None:
        """Show another style, with what was chosen for it the last time."""
        self._show_style(key)

    # Keys and places

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        area = ScrollArea(self.form)
        area.setFixedWidth(_PANEL)
        left.addWidget(area, 1)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        view = self.view
        bar.addWidget(tool_button("left", _("Previous page (PgUp)"), partial(view.step, -1)))
        bar.addWidget(self.place)
        bar.addWidget(tool_button("right", _("Next page (PgDown)"), partial(view.step, 1)))
        bar.addSpacing(10)
        bar.addWidget(tool_button("", _("Smaller (Ctrl+-)"), view.smaller, text="−"))
        bar.addWidget(tool_button("", _("Larger (Ctrl+=)"), view.larger, text="+"))
        whole = tool_button("", _("Whole page (Ctrl+0)"), view.fit, text=_("Page"))
        bar.addWidget(whole)
        width = partial(view.fit, WIDTH)
        bar.addWidget(tool_button("", _("Whole width (Ctrl+9)"), width, text=_("Width")))
        bar.addStretch(1)
        self.save_button = button(
            _("Save as PDF…"), self.ask_and_save, icon="pdf", shortcut="Ctrl+S"
        )
        self.print_button = button(
            _("Print…"), self.ask_and_print, icon="print", kind="primary", shortcut="Ctrl+P"
        )
        bar.addWidget(self.save_button)
        bar.addSpacing(6)
        bar.addWidget(self.print_button)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(bar)
        right.addWidget(self.remark)
        right.addWidget(self.view, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(12)
        layout.addLayout(left)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.style_chosen.connect(self._show_style)
        self.form.reset_asked.connect(self._reset)
        self.form.logo_asked.connect(self._choose_logo)
        self.form.logo_away.connect(lambda: self._keep_logo(b""))
        self.view.turned.connect(self._show_place)
        for keys, act in (
            ("PgUp", partial(self.view.step, -1)),
            ("PgDown", partial(self.view.step, 1)),
            ("Ctrl+-", self.view.smaller),
            ("Ctrl+=", self.view.larger),
            ("Ctrl++", self.view.larger),
            ("Ctrl+0", self.view.fit),
            ("Ctrl+9", partial(self.view.fit, WIDTH)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What is shown

    def _remembered(self) -> dict[str, Any]:
        found: dict[str, Any] = self._desk.settings.views.setdefault(VIEW, {})
        return found

    def _show_style(self, key: str) -> None:
        self._style = key
        kept = self._remembered().get(key)
        style, today = printing.style_of(key), self._desk.workspace.clock.today()
        given = self._given.setdefault(style.subject, self._customers)
        options = print_options.with_kept(given, kept if isinstance(kept, dict) else {})
        options = print_options.suited(style, options, today)
        self.form.show_options(key, options)
        self._build()

    def _changed(self) -> None:
        options = self.form.options()
        style = printing.style_of(self._style)
        given = self._given[style.subject]
        self._given[style.subject] = replace(
            given, start=options.start, days=options.days, staff=options.staff
        )
        self._remembered()[self._style] = print_options.kept(options)
        self._pause.start()

    def _reset(self) -> None:
        self._remembered().pop(self._style, None)
        self._show_style(self._style)

    def _data_read(self, data: PrintData) -> None:
        self.form.set_data(data)

    def _build(self) -> None:
        self._pause.stop()
        workspace, style, options = self._desk.workspace, self._style, self.form.options()

        def make() -> Prepared:
            return prepare(printing.build(workspace, style, options), self)

        self._desk.tasks.read(make, self._made, self._failed, key=(self, "pages"), owner=self)

    def _made(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.setWindowTitle(_("Print: {title}").format(title=prepared.document.title))
        self.remark.setText(prepared.document.remark)
        self.remark.setVisible(bool(prepared.document.remark))
        self.view.show_pages(prepared)
        self._allow(True)

    def _failed(self, error: Exception) -> None:
        self._prepared = None
        self._allow(False)
        self.remark.hide()
        self.setWindowTitle(_("Print"))
        if isinstance(error, CrmError):
            self.view.show_message("\n".join(filter(None, (error.message, error.advice))))
        else:
            self.view.show_message("")
            self._desk.trouble(error)

    def _allow(self, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.print_button.setEnabled(on)

    def _show_place(self, page: int) -> None:
        text = _("Page {page} of {pages}").format(page=page, pages=self.page_count())
        self.place.setText(text if page else "")

    # To a file, to a printer

    def ask_and_save(self) -> None:
        """Ask for a file name and save what is shown as PDF."""
        if self._prepared is None:
            return
        title = self._prepared.document.title
        day = self._desk.workspace.clock.today().isoformat()
        file_dialogs.ask_save(
            self,
            _("Save as PDF"),
            _("PDF files (*.pdf)"),
            self.save_to,
            name=f"{title} {day}.pdf",
            suffix="pdf",
        )

    def save_to(self, path: Path) -> None:
        """Save what is shown as PDF, in the background, and tell how it went."""
        if self._prepared is None:
            return
        document = self._prepared.document

        def save(_progress: Progress) -> int:
            return press.to_pdf(document, path)

        def saved(_pages: int) -> None:
            self._desk.done(Changes(0, _("Saved as {name}.").format(name=path.name)))

        self._desk.tasks.run(save, saved, self._desk.trouble)

    def ask_and_print(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._prepared is None:
            return
        document = self._prepared.document
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.title)
        printer.setPageLayout(press.page_layout(document.page))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, max(1, self.page_count()))
        dialog.accepted.connect(lambda: self._print(printer))
        # Its own `open` wants a slot by name; the one all dialogs have does not.
        QDialog.open(dialog)

    def _print(self, printer: QPrinter) -> None:
        if self._prepared is None:
            return
        try:
            pages = press.print_document(self._prepared.document, printer)
        except CrmError as error:
            self._desk.trouble(error)
            return
        text = _("Sent to the printer. Pages: {count}.").format(count=pages)
        self._desk.done(Changes(0, text))

    # The logo

    def _choose_logo(self) -> None:
        logo_choice.ask(self, self._desk, self._keep_logo)

    def _keep_logo(self, picture: bytes) -> None:
        workspace = self._desk.workspace

        def kept(changes: Changes) -> None:
            self._desk.done(changes)
            read = print_data.read
            self._desk.tasks.read(lambda: read(workspace), self._data_read, key=(self, "data"))
            self._build()

        self._desk.tasks.write(
            lambda: print_options.save_logo(workspace, picture),
            kept,
            self._desk.trouble,
            owner=self,
        )

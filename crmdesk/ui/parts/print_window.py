"""The window for printing: the choices at the left, the pages as they will be at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import Document
from crmdesk.core.services import print_options, printing
from crmdesk.core.services.printing import PrintOptions
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.page_press import PagePress, Prepared
from crmdesk.ui.kit.paper_view import WIDTH, PageWish, PaperView
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.parts import logo_choice, print_data
from crmdesk.ui.parts.print_form import PrintForm
from crmdesk.ui.parts.print_outcome import PrintOutcome
from crmdesk.ui.parts.print_output import PrintOutput

VIEW: Final = "print"
_SIZE: Final = QSize(1120, 740)
# The frame of the window, and a bar of tasks that the screen does not tell of.
_AROUND: Final = QSize(16, 64)
_PANEL: Final = 306
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
        subject = printing.style_of(style).subject
        self._given = {subject: given}
        self._style = printing.style_of(style).key
        self._press = PagePress()
        self._remembered: dict[str, Any] = desk.settings.views.setdefault(VIEW, {})
        self.output = PrintOutput(desk, self)
        listed = given if subject == "customers" else PrintOptions()
        self.form = PrintForm(listed, desk.workspace.clock.today)
        self.view = PaperView()
        self.place = plain.label("", "muted")
        self.remark = plain.label("", "doubt", wrap=True)
        self.remark.hide()
        self.outcome = PrintOutcome()
        self._pause = pause(self, _PAUSE_MS, self._build)
        self._lay_out()
        self._connect()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _AROUND))
        self._show_style(self._style)
        self._read_data()

    @property
    def style_key(self) -> str:
        """The style that is shown."""
        return self._style

    def is_waiting(self) -> bool:
        """Return whether a choice is about to be shown."""
        return self._pause.isActive()

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
        left.setSpacing(8)
        left.addWidget(area, 1)
        left.addWidget(self.outcome)
        left.addLayout(self._foot())
        bar = QHBoxLayout()
        bar.setSpacing(2)
        view = self.view
        bar.addWidget(tool_button("left", _("Previous page (PgUp)"), partial(view.step, -1)))
        bar.addWidget(self.place)
        bar.addWidget(tool_button("right", _("Next page (PgDown)"), partial(view.step, 1)))
        bar.addSpacing(10)
        for text, tip, act in (
            ("−", _("Smaller (Ctrl+-)"), view.smaller),
            ("+", _("Larger (Ctrl+=)"), view.larger),
            (_("Page"), _("Whole page (Ctrl+0)"), view.fit),
            (_("Width"), _("Whole width (Ctrl+9)"), partial(view.fit, WIDTH)),
        ):
            made = button(text, act, kind="quiet", tip=tip)
            made.setAccessibleName(tip)
            bar.addWidget(made)
        bar.addStretch(1)
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

    def _foot(self) -> QHBoxLayout:
        out = self.output
        self.save_button = button(
            _("Save as PDF…"), out.ask_and_save, icon="pdf", shortcut="Ctrl+S"
        )
        self.print_button = button(
            _("Print…"), out.ask_and_print, icon="print", kind="primary", shortcut="Ctrl+P"
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(2, 0, 10, 0)
        foot.addWidget(self.save_button, 1)
        foot.addWidget(self.print_button, 1)
        return foot

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.style_chosen.connect(self._show_style)
        self.form.reset_asked.connect(self._reset)
        self.form.logo_asked.connect(lambda: logo_choice.ask(self, self._desk, self._logo_kept))
        self.form.logo_away.connect(
            lambda: logo_choice.keep(self, self._desk, b"", self._logo_kept)
        )
        self.view.turned.connect(self._show_place)
        self.output.told.connect(self.outcome.show_outcome)
        self.view.wished.connect(self._draw)
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

    def _show_style(self, key: str) -> None:
        self._style = key
        kept = self._remembered.get(key)
        style, today = printing.style_of(key), self._desk.workspace.clock.today()
        given = self._given.setdefault(style.subject, PrintOptions())
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
        self._remembered[self._style] = print_options.kept(options)
        self._pause.start()

    def _reset(self) -> None:
        self._remembered.pop(self._style, None)
        self._show_style(self._style)

    def _logo_kept(self) -> None:
        self._read_data()
        self._build()

    def _read_data(self) -> None:
        workspace = self._desk.workspace
        read = print_data.read
        self._desk.tasks.read(
            lambda: read(workspace), self.form.set_data, key=(self, "data"), owner=self
        )

    def _build(self) -> None:
        self._pause.stop()
        workspace, style, options = self._desk.workspace, self._style, self.form.options()
        pages = self._press

        def make() -> Prepared:
            return pages.prepare(printing.build(workspace, style, options))

        self._desk.tasks.draw(make, self._made, self._failed, key=(self, "pages"), owner=self)

    def _draw(self, wish: PageWish) -> None:
        view, pages = self.view, self._press
        self._desk.tasks.draw(
            lambda: pages.picture(wish.prepared, wish.number, wish.size, wish.ratio),
            lambda picture: view.show_picture(wish, picture),
            key=(self, wish.number),
            owner=view,
        )

    def done(self, result: int) -> None:
        """Let go of the pages in the thread they belong to."""
        self._pause.stop()
        if not self._desk.tasks.closed:
            self._desk.tasks.draw(self._press.forget)
        super().done(result)

    def _made(self, prepared: Prepared) -> None:
        self._show_document(prepared.document)
        self.setWindowTitle(_("Print: {title}").format(title=prepared.document.title))
        plain.say(self.remark, prepared.remark)
        self.view.show_pages(prepared)

    def _failed(self, error: Exception) -> None:
        self._show_document(None)
        self.remark.hide()
        self.setWindowTitle(_("Print"))
        if isinstance(error, CrmError):
            self.view.show_message("\n".join(filter(None, (error.message, error.advice))))
        else:
            self.view.show_message("")
            self._desk.trouble(error)

    def _show_document(self, document: Document | None) -> None:
        if document != self.output.document:
            self.outcome.hide()
        self.output.document = document
        for one in (self.save_button, self.print_button):
            one.setEnabled(document is not None)

    def _show_place(self, page: int) -> None:
        text = _("Page {page} of {pages}").format(page=page, pages=self.page_count())
        self.place.setText(text if page else "")

"""The import of a list in four steps; never blocks, and writes nothing before the check."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import COMPLAINTS, CUSTOMERS, Changes
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.setup import COMPLAINTS as TO_COMPLAINTS
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.imports import brought_complaints, newly_brought
from crmdesk.ui.importing.check_page import CheckPage
from crmdesk.ui.importing.column_page import ColumnPage
from crmdesk.ui.importing.file_page import FilePage, dropped_file
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.password_panel import PasswordPanel
from crmdesk.ui.importing.pasting import from_clipboard
from crmdesk.ui.importing.result_page import ResultPage
from crmdesk.ui.importing.seen_notice import SeenNotice
from crmdesk.ui.importing.step_pieces import (
    CHECK,
    COLUMNS,
    FILE,
    RESULT,
    LatePanel,
    Sentence,
    StepPages,
    StepsBar,
)
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import AtLeast, ScrollArea

# Lower, in screen points, the rows need all the room.
LOW: Final = 330


class ImportWizard(Screen):
    """A screen that leads from a file to customers, past contacts or complaints.

    `closed` gives the window back.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self.flow = ImportFlow(desk, self)
        self.header = PageHeader(_("Import a list"))
        self.steps = StepsBar()
        self.sentence = Sentence()
        self.seen = SeenNotice(desk)
        self.password = PasswordPanel()
        self.progress = LatePanel()
        self.file_page = FilePage()
        self.columns = ColumnPage(self.flow)
        self.check = CheckPage(desk, self.flow)
        self.result = ResultPage(desk, self.flow)
        self._focused: QWidget | None = None
        self._low = False
        self.pages = StepPages()
        for page in (self.file_page, self.columns, self.check, self.result):
            self.pages.addWidget(page)
        self.back_button = button(_("Back"), self.back, icon="left", shortcut="Alt+Left")
        self.close_button = button(_("Cancel"), self.leave, tip=_("Cancel (Esc)"))
        self.next_button = button("", self.next, kind="primary", tip=_("Go on (Ctrl+Enter)"))
        self._build()
        self._connect()
        self._go(FILE)

    def _build(self) -> None:
        self.header.add(self.steps)
        self._footer = QWidget()
        footer = QHBoxLayout(self._footer)
        footer.setContentsMargins(0, 0, 0, 0)
        footer.addWidget(self.back_button)
        footer.addStretch()
        footer.addWidget(self.close_button)
        footer.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        for part in (self.sentence, self.progress, self.seen):
            layout.addWidget(part)
        self._scroll = ScrollArea(AtLeast(self.pages))
        layout.addWidget(self.password, 1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        flow = self.flow
        flow.started.connect(self._started)
        flow.progressed.connect(self.progress.report)
        flow.stopped.connect(self._stopped)
        flow.failed.connect(lambda *_words: self.password.close_panel())
        flow.failed.connect(lambda text, advice: self.sentence.tell(text, advice))
        flow.password_wanted.connect(self.password.ask)
        flow.understood.connect(self._understood)
        flow.setup_changed.connect(lambda: self.sentence.tell(""))
        flow.questions_changed.connect(self._show_next)
        flow.checked.connect(lambda: self._arrived(CHECK))
        flow.rechecked.connect(self._show_next)
        flow.written.connect(lambda: self._arrived(RESULT))
        flow.taken_back.connect(self.result.show_taken_back)
        self.file_page.file_chosen.connect(self.open_file)
        self.file_page.paste_wanted.connect(self.paste)
        self.password.entered.connect(flow.try_password)
        self.password.asking.connect(self._asking)
        self.password.cancelled.connect(lambda: self._go(self.step()))
        self.columns.encoding_wanted.connect(flow.read_again)
        self.columns.ready.connect(self._check)
        self.columns.missing.connect(lambda text: self.sentence.tell(text, tone="warning"))
        self.result.list_wanted.connect(self._show_brought)
        self.result.again_wanted.connect(self.begin)
        self.result.closed.connect(self.leave)
        connect_keys(self, "Esc", self.leave)
        connect_keys(self, "Ctrl+V", self.paste)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.next)

    # What others ask for

    def begin(self) -> None:
        """Go on with a list that is not imported yet, else begin with an empty first step."""
        if self.step() in (FILE, RESULT) and not self.flow.busy():
            self.flow.clear()
            self.sentence.tell("")
            self.header.set_subtitle("")
            self._go(FILE)

    def open_file(self, what: Path | Source) -> None:
        """Read a file or pasted rows and show how they are understood."""
        if not self.flow.busy():
            self.sentence.tell("")
            self.password.close_panel()
            self.flow.read(what)

    def paste(self) -> None:
        """Read the rows on the clipboard, in the first step."""
        if self.step() != FILE or self.flow.busy():
            return
        try:
            self.open_file(from_clipboard())
        except CrmError as error:
            self.sentence.tell(error.message, error.advice)

    def refresh(self, changes: Changes | None = None) -> None:
        """Ask for a new check when customers were changed after the last one."""
        if self.step() == RESULT and changes is not None:
            self.result.lists.refresh()
        concerned = _compared_with(self.flow.setup)
        if changes is None or not changes.nouns & concerned or self.flow.plan is None:
            return
        self.flow.plan = None
        if self.step() == CHECK and not self.flow.busy():
            self._go(COLUMNS)
            text = (
                _("Complaints or customers were changed in the meantime. Check the rows again.")
                if COMPLAINTS in concerned
                else _("Customers were changed in the meantime. Check the rows again.")
            )
            self.sentence.tell(text, tone="info")

    def step(self) -> int:
        """Return which step is shown."""
        return self.pages.currentIndex()

    def next(self) -> None:
        """Go on: to the check, then to the writing."""
        self.check.finish_editing()
        if self.flow.busy() or not self.next_button.isEnabled():
            return
        self.sentence.tell("")
        if self.step() == COLUMNS:
            self.columns.go_on()
        elif self.step() == CHECK:
            self.flow.write()

    def _check(self) -> None:
        if self.step() != COLUMNS or self.flow.busy():
            return
        if self.flow.plan is None:
            self.flow.check()
        else:
            self._go(CHECK)

    def back(self) -> None:
        """Go back a step; nothing is lost."""
        if not self.flow.busy() and self.step() in (COLUMNS, CHECK):
            self.sentence.tell("")
            self._go(self.step() - 1)

    def leave(self) -> None:
        """Stop what is under way, or close; a list half understood is kept for next time."""
        if self.flow.busy():
            self.flow.cancel()
            return
        if not self.password.isHidden():
            self.password.cancel()
            return
        if self.columns.leave_form():
            return
        self.begin()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rows what room a low window has."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        layout = self.layout()
        if low != self._low and layout is not None:
            self._low = low
            layout.setContentsMargins(20, 6 if low else 14, 20, 6 if low else 12)
            layout.setSpacing(6 if low else 10)
            self.check.set_low(low)
            self.header.setVisible(not low or self.step() == FILE)

    # Dropping a file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, while nothing else is under way."""
        if dropped_file(event.mimeData()) is not None and not self.flow.busy():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        path = dropped_file(event.mimeData())
        if path is not None and not self.flow.busy():
            event.acceptProposedAction()
            self.open_file(path)

    # Steps

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.steps.show_step(step)
        self.header.setVisible(not self._low or step == FILE)
        self._footer.setVisible(step != RESULT)
        self.seen.show_seen(self.flow.seen if step == COLUMNS else None)
        self.back_button.setVisible(step in (COLUMNS, CHECK))
        self.next_button.setVisible(step in (COLUMNS, CHECK))
        self._show_next()
        if step == FILE:
            self.file_page.choose_button.setFocus()
        elif step == COLUMNS:
            self.columns.take_focus()
        elif step == CHECK:
            self.check.take_focus()

    def _asking(self, asking: bool) -> None:
        """Let the question for a password take the place of the step."""
        self._scroll.setVisible(not asking)
        self._footer.setVisible(not asking and self.step() != RESULT)
        self.sentence.tell("")

    def _show_next(self) -> None:
        """Say on the button what comes next, or what keeps it from coming."""
        if self.step() == COLUMNS:
            self.next_button.setText(self.columns.next_words())
            self.next_button.setEnabled(True)
        elif self.step() == CHECK:
            count = self.flow.to_write()
            words = ngettext("Import {count:,} row", "Import {count:,} rows", count)
            self.next_button.setText(words.format(count=count) if count else _("Nothing to import"))
            self.next_button.setEnabled(bool(count))

    def _understood(self) -> None:
        self.password.close_panel()
        setup = self.flow.setup
        if setup is not None:
            self.header.set_subtitle(plain.one_line(setup.file.path_name))
        self.columns.show_setup()
        self._go(COLUMNS)

    def _arrived(self, step: int) -> None:
        """Show what a check or the writing has brought."""
        plan, result = self.flow.plan, self.flow.result
        if step == CHECK and plan is not None:
            self.check.show_plan(plan)
            self._go(CHECK)
        elif step == RESULT and result is not None:
            self.result.show_result(result)
            self._go(RESULT)

    def _show_brought(self) -> None:
        result = self.flow.result
        if result is None:
            return
        title = _("From the import of {file}").format(file=plain.one_line(result.file))
        self.leave()
        if result.setup.target == TO_COMPLAINTS:
            self.desk.show_complaints(brought_complaints(result.import_id), title)
            return
        if not result.created:
            self.desk.show_customers(CustomerQuery(changed_by=result.import_id), title)
            return
        query = newly_brought(result.import_id, result.setup.target)
        self.desk.show_customers(query, title)

    def _started(self, text: str) -> None:
        if self.flow.rechecking:
            # The next cell may be under way already: nothing moves, and it keeps the keyboard.
            self._focused = None
            self.next_button.setEnabled(False)
            self.back_button.setEnabled(False)
            return
        self._focused = self.focusWidget()
        for part in (self.pages, self.password, self.next_button, self.back_button):
            part.setEnabled(False)
        self.setFocus()  # so that Esc still stops the work
        self.progress.begin(text or _("Taking the import back"), self.flow.cancel if text else None)

    def _stopped(self) -> None:
        self.progress.finish()
        for part in (self.pages, self.password, self.next_button, self.back_button):
            part.setEnabled(True)
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus()


def _compared_with(setup: ImportSetup | None) -> frozenset[str]:
    """Return the nouns of what the rows of a list are compared with."""
    also = setup is not None and setup.target == TO_COMPLAINTS
    return frozenset({CUSTOMERS, COMPLAINTS} if also else {CUSTOMERS})

"""What becomes of the current row: both sides field by field, or what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import DUPLICATE, PROBLEM, STATES, UPDATE
from crmdesk.core.services import import_repair
from crmdesk.ui.importing.check_rows import TONES, CheckRows
from crmdesk.ui.importing.compare_table import CompareTable
from crmdesk.ui.importing.step_pieces import TitleLine
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import PlannedRow
    from crmdesk.core.services.import_repair import Comparison

WIDTH: Final = 340
MOST_TOLD: Final = 6
LONGEST_TOLD: Final = 180


class ComparePanel(QFrame):
    """Shows the row the keyboard is on; `file_wanted` asks for the file of its customer."""

    file_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        self._lines: CheckRows | None = None
        self._position: int | None = None
        self._customer_id = 0
        self._asking = False
        self.title = TitleLine("subheading")
        self.state = Pill()
        self.why = plain.label("", "muted", wrap=True)
        self.problems = plain.label("", "error", wrap=True, select=True)
        self.note = plain.label("", "hint", wrap=True)
        self.table = CompareTable()
        self.open_button = button(_("Open file"), self._open, icon="person", kind="link")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        for label in (self.why, self.problems, self.note):
            layout.addWidget(label)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(0)  # without the table the words stay at the top
        self.setMinimumWidth(220)
        self.show_row(None, None)

    def show_row(self, lines: CheckRows | None, position: int | None) -> None:
        """Show a planned row by its place in the plan, nothing without one."""
        self._lines, self._position = lines, position
        if not self.isHidden():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the row that became the current one meanwhile."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        lines, position = self._lines, self._position
        if lines is None or position is None or position >= len(lines.plan.rows):
            self._clear()
            return
        self._show_head(lines.plan.rows[position])
        if self._asking:
            # The arrows may run over many rows; where they are by then is looked at next.
            return
        workspace, self._asking = self._desk.workspace, True
        self._desk.tasks.read(
            lambda: import_repair.compare(workspace, lines.setup, lines.plan, position),
            lambda found: self._show(lines, position, found),
            self._failed,
            owner=self,
        )

    def _clear(self) -> None:
        self.title.set_words(_("No row is chosen"))
        self.note.setText(_("Move through the rows to see what becomes of each of them."))
        self.note.show()
        for part in (self.state, self.why, self.problems, self.table, self.open_button):
            part.hide()

    def _show_head(self, row: PlannedRow) -> None:
        self.title.set_words(plain.one_line(row.name) or _("Row {row}").format(row=row.row))
        self.state.set_text(_(STATES[row.state]), TONES[row.state])
        self.state.show()
        told = [f"{one.message} {one.advice}".strip() for one in row.problems]
        words = [_told(one.column, text) for one, text in zip(row.problems, told, strict=True)]
        shown = (plain.wrapped(text, LONGEST_TOLD) for text in words[:MOST_TOLD])
        self.problems.setText("\n".join(shown))
        self.problems.setProperty("kind", "error" if row.state == PROBLEM else "doubt")
        self.problems.style().polish(self.problems)
        self.problems.setVisible(bool(words))
        known = not row.reason or any(row.reason in text for text in told)
        self.why.setText("" if known else plain.wrapped(row.reason, LONGEST_TOLD))
        self.why.setVisible(not known)
        self.note.setVisible(False)
        self._customer_id = row.customer_id
        self.open_button.setVisible(bool(row.customer_id))

    def _show(self, lines: CheckRows, position: int, found: Comparison) -> None:
        self._asking = False
        if (self._lines, self._position) != (lines, position):
            self._ask()
            return
        state = lines.plan.rows[position].state
        self.table.show_fields(found.changes)
        self.table.setVisible(bool(found.changes))
        changed = sum(one.changes for one in found.changes)
        if state in (UPDATE, DUPLICATE) and found.changes and not changed:
            self.note.setText(_("Nothing of what is stored changes."))
            self.note.show()

    def _failed(self, error: Exception) -> None:
        self._asking = False
        self._desk.trouble(error)

    def _open(self) -> None:
        if self._customer_id:
            self.file_wanted.emit(self._customer_id)


def _told(column: str | None, text: str) -> str:
    return _("{place}: {words}").format(place=column, words=text) if column else text

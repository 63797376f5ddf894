"""The fields of the note form, and how they lie beside and below each other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain import activity
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, past_doubt
from crmdesk.ui.parts.due_tick import DueTick
from crmdesk.ui.parts.proposal import Proposal
from crmdesk.ui.parts.repeat_choice import RepeatChoice

# So many digits wide, the next date fits into one line.
WIDE: Final = 78
# Below so many, the labels give way to the fields.
TIGHT: Final = 50
KIND_WIDTH: Final = 116
QWIDGETSIZE_MAX: Final = 16777215


class NoteFields(QFrame):
    """What happened, and the next date; `stops` is what the Tab key stops at, in order."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self._desk = desk
        self._proposal = Proposal(desk, self)
        self._shape = (False, True)
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        clock = self._desk.workspace.clock
        self.heading = plain.label("", "subheading")
        self.back = tool_button("close", _("Back to an ordinary note"))
        self.kind = ChoiceBox(
            [(code, _(text)) for code, text in activity.KINDS.items() if code != activity.CONTACT]
        )
        self.kind.setAccessibleName(_("Kind of contact"))
        self.text = PlainTextEdit(lines=2, max_lines=6)
        self.text.setPlaceholderText(_("What happened?"))
        self.text.setAccessibleName(_("What happened?"))
        self.due = DueTick(self._desk)
        self.next_date = due_edit(clock)
        self.next_date.line.setPlaceholderText(_("e.g. tomorrow"))
        self.next_time = TimeEdit()
        self.next_time.setAccessibleName(_("Time of the next contact"))
        self.next_what = QLineEdit()
        self.next_what.setPlaceholderText(_("What to do"))
        self.next_what.setAccessibleName(_("What to do then"))
        self.repeat = RepeatChoice(self.next_what, clock, self.next_date, self)
        self.past = past_doubt(self.next_date, clock)
        self.planned = self._proposal.label
        self.error = plain.label("", "error", wrap=True)
        self.save_button = button(_("Save note"), kind="primary")
        self.save_button.setToolTip(plain.tip(_("Save the note and the next date (Ctrl+Enter)")))
        fields = (self.kind, self.text, self.due, self.next_date, self.next_time, self.next_what)
        self.stops: list[QWidget] = [*fields, self.save_button]

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.heading, 1)
        above.addWidget(self.back)
        words = QHBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.text, 1)
        self.label = plain.label(_("Next date"), "subheading")
        self.label.setBuddy(self.next_date)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._arrange(wide=False, tight=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(words)
        layout.addWidget(self.due)
        layout.addLayout(self._grid)
        layout.addWidget(self.past)
        layout.addWidget(self.planned)
        layout.addWidget(self.repeat)
        layout.addWidget(self.error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything about the next date into one line where it fits."""
        super().resizeEvent(event)
        digits = event.size().width() // self.fontMetrics().horizontalAdvance("0")
        shape = (digits >= WIDE, digits < TIGHT)
        if shape != self._shape:
            self._arrange(wide=shape[0], tight=shape[1])

    def _arrange(self, *, wide: bool, tight: bool) -> None:
        self._shape = (wide, tight)
        first: tuple[QWidget, ...] = (self.label, self.next_date, self.next_time)
        for part in (*first, self.next_what, self.save_button):
            self._grid.removeWidget(part)
        wish = self.label.sizeHint().width()
        self.kind.setFixedWidth(90 if tight else KIND_WIDTH)
        self.label.setFixedWidth(wish if tight else max(KIND_WIDTH, wish))
        for column in range(5):
            self._grid.setColumnStretch(column, 0)
        for column, part in enumerate(first):
            self._grid.addWidget(part, 0, column)
        if wide:
            self.next_date.setFixedWidth(134)
            self.next_time.setFixedWidth(66)
            self._grid.setColumnStretch(3, 1)
            self._grid.addWidget(self.next_what, 0, 3)
            self._grid.addWidget(self.save_button, 0, 4)
        else:
            for box, least in ((self.next_date, 100 if tight else 120), (self.next_time, 70)):
                box.setMinimumWidth(least)
                box.setMaximumWidth(QWIDGETSIZE_MAX)
            self._grid.setColumnStretch(1, 1)
            self._grid.addWidget(self.next_what, 1, 0, 1, 3 if tight else 2)
            self._grid.addWidget(self.save_button, 2 if tight else 1, 0 if tight else 2, 1, 3)

"""The row that asks for the day to which a visit moves."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.parts.due_fields import due_edit, due_problem


class MoveRow(QFrame):
    """A date with the next open day proposed; hidden until it is asked for."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.day = due_edit(clock)
        self.day.setAccessibleName(_("New day"))
        self._error = plain.label("", "error", wrap=True)
        self._error.hide()
        label = plain.label(_("New day"), "label")
        label.setBuddy(self.day)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.day, 1)
        row.addWidget(
            button(_("Move"), self.confirm, kind="primary", icon="right", tip=_("Move (Enter)"))
        )
        row.addWidget(button(_("Cancel"), self._give_up, kind="quiet", tip=_("Cancel (Esc)")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._error)
        self.day.line.returnPressed.connect(self.confirm)
        connect_keys(self, "Esc", self._give_up)
        self.hide()

    def put_away(self, proposed: dt.date) -> None:
        """Hide the row, and propose a day for the next time."""
        self.hide()
        self._say("")
        self.day.set_date(proposed)

    def ask(self) -> None:
        """Show the row and go to its date."""
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.line.selectAll()

    def confirm(self) -> None:
        """Tell the day that is wanted."""
        day = self.day.date()
        if day is None:
            self._say(due_problem(self.day))
            return
        self._say("")
        self.wanted.emit(day)

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()

    def _say(self, text: str) -> None:
        plain.say(self._error, text)

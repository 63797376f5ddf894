"""Small forms that mark a follow-up done, or move it, and save by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import followups, series
from crmdesk.core.services.series import Proposed
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.key_press import is_enter
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem, past_doubt

QUICK_DAYS: Final = (1, 3, 7)


class AnswerForm(QWidget):
    """A small form that saves by itself, tells the desk, and says when it is finished.

    `saved` comes before `finished` where something was written.
    """

    saved = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._problem = plain.label("", "error", wrap=True)
        self._problem.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._buttons = QWidget()
        connect_keys(self, "Escape", self.give_up)

    def add_buttons(self, *widgets: QWidget) -> None:
        """Close the form with a row of buttons, the cancelling one at its end."""
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch()
        cancel = button(_("Cancel"), self.give_up, kind="quiet", tip=_("Cancel (Esc)"))
        row.addWidget(cancel)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._buttons)

    def give_up(self) -> None:
        """Close the form with nothing saved; once it is being saved it waits for the answer."""
        if self._buttons.isEnabled():
            self.finished.emit()

    def show_problem(self, text: str) -> None:
        """Say in the form what keeps it from being saved."""
        plain.say(self._problem, text)

    def problem(self) -> str:
        """Return what the form complains about."""
        return self._problem.text()

    def send(self, work: Callable[[], Changes]) -> None:
        """Save in the background; a failure is told in the form, which stays open."""
        self.show_problem("")
        self._buttons.setEnabled(False)
        self.desk.tasks.write(work, self._sent, self._failed)

    def _sent(self, changes: Changes) -> None:
        self.saved.emit()
        self.finished.emit()
        self.desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self._buttons.setEnabled(True)
        self.show_problem(str(error))


class DoneForm(AnswerForm):
    """What came of a follow-up, with the next date already proposed."""

    def __init__(
        self, desk: Desk, follow_up: FollowUp, customer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._follow_up = follow_up
        self.note = PlainTextEdit(2, 6)
        self.note.setPlaceholderText(_("What came of it? It goes to the customer's timeline."))
        self.note.setAccessibleName(_("Note"))
        self.note.submitted.connect(self.confirm)
        self.note.installEventFilter(self)
        self.next_date = due_edit(desk.workspace.clock)
        self.next_what = QLineEdit(follow_up.what)
        self.next_what.setCursorPosition(0)
        self.next_what.setPlaceholderText(_("What to do then"))
        self.next_what.returnPressed.connect(self.confirm)
        self._lay_out(customer)
        self.waiting = True
        # What comes by itself; only what differs from it is the user's wish.
        self._coming: Proposed | None = None
        self._shown_what = self.next_what.text()
        self._read(self._propose)
        self.next_date.line.returnPressed.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)
        self.setFocusProxy(self.note)

    def _lay_out(self, customer: str) -> None:
        title = _("Done: {what}, {name}") if self._follow_up.what else _("Done: {name}")
        words = title.format(what=self._follow_up.what, name=customer)
        self.body.addWidget(plain.label(plain.one_line(words), "subheading", wrap=True))
        self.body.addWidget(self.note)
        self.again = plain.label("", "muted", wrap=True)
        self.again.setVisible(bool(self._follow_up.series_id))
        self.body.addWidget(self.again)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain.label(_("Next date"), "label"))
        row.addWidget(self.next_date, 3)
        row.addWidget(self.next_what, 4)
        self.body.addLayout(row)
        self.past = past_doubt(self.next_date, self.desk.workspace.clock)
        self.body.addWidget(self.past)
        self.done_button = button(
            _("Done"), self.confirm, icon="check", kind="primary", tip=_("Done (Enter)")
        )
        self.last_button = button(_("Done, no next date"), self.confirm_last)
        self.add_buttons(self.done_button, self.last_button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter confirm from the note; Shift+Enter begins a new line."""
        if watched is self.note and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and is_enter(event):
                self.confirm()
                return True
        return False

    def confirm(self) -> None:
        """Save it as done, with the next date that is shown."""
        if not self._buttons.isEnabled():
            return
        if not self.next_date.is_valid():
            self.show_problem(self.next_date.problem())
            return
        if self.waiting and self.next_date.date() is None:
            # The proposal is on its way; a fast hand must not lose it.
            self._read(self._save_proposed)
            return
        self._save(self.next_date.date())

    def _save_proposed(self, found: Proposed) -> None:
        self._propose(found)
        self._save(self.next_date.date())

    def confirm_last(self) -> None:
        """Save it as done, with no next date; a series ends with it."""
        if self._buttons.isEnabled():
            self._save(None, last=True)

    def _read(self, done: Callable[[Proposed], object]) -> None:
        workspace, which = self.desk.workspace, self._follow_up.which
        self.desk.tasks.read(lambda: series.proposed(workspace, which), done, owner=self)

    def _propose(self, found: Proposed) -> None:
        if self.waiting and not self.next_date.text().strip():
            self.next_date.set_date(found.date)
        self.waiting = False
        if found.by_itself:
            self._coming = found
            if self.next_what.text() == self._shown_what:
                self.next_what.setText(found.what)
                self.next_what.setCursorPosition(0)
                self._shown_what = found.what
        plain.say(self.again, found.words)
        if found.words and self._follow_up.series_id:
            self.last_button.setText(_("Done, and not again"))

    def _save(self, next_date: dt.date | None, *, last: bool = False) -> None:
        workspace, made = self.desk.workspace, self._follow_up
        note, what = self.note.text().strip(), self.next_what.text().strip()
        if self._coming is not None:
            what = "" if what == self._coming.what else what
            next_date = None if next_date == self._coming.date else next_date
        self.send(
            lambda: followups.done(
                workspace,
                made.which,
                note=note,
                next_date=next_date,
                next_what=what,
                last=last,
            )
        )


class MoveForm(AnswerForm):
    """Another date for a follow-up: one press for the usual ones, or any date as text."""

    def __init__(
        self, desk: Desk, follow_up: FollowUp, customer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._follow_up = follow_up
        today = desk.workspace.clock.today()
        words = _("Move: {name}").format(name=customer)
        self.body.addWidget(plain.label(plain.one_line(words), "subheading", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        start = max(today, follow_up.due)
        self.quick = {
            days: self._quick(days, start + dt.timedelta(days=days), today) for days in QUICK_DAYS
        }
        for one in self.quick.values():
            row.addWidget(one)
        row.addStretch()
        self.body.addLayout(row)
        self.date = due_edit(desk.workspace.clock)
        self.time = TimeEdit(follow_up.at)
        self.time.returnPressed.connect(self.confirm)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(plain.label(_("Date"), "label"))
        fields.addWidget(self.date, 3)
        fields.addWidget(plain.label(_("Time"), "label"))
        fields.addWidget(self.time, 2)
        self.body.addLayout(fields)
        self.past = past_doubt(self.date, desk.workspace.clock)
        self.body.addWidget(self.past)
        if follow_up.series_id:
            hint = _("Only this one moves; the others keep their dates.")
            self.body.addWidget(plain.label(hint, "muted", wrap=True))
        self.add_buttons(
            button(_("Move"), self.confirm, icon="calendar", kind="primary", tip=_("Move (Enter)"))
        )
        self.date.line.returnPressed.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)
        self.setFocusProxy(self.date)

    def _quick(self, days: int, date: dt.date, today: dt.date) -> QWidget:
        words = ngettext("+{count} day", "+{count} days", days).format(count=days)
        tip = _("Move to {day}").format(day=show_day(date, today))
        return button(words, lambda: self._save(date), tip=tip, shortcut=f"Alt+{days}")

    def confirm(self) -> None:
        """Move it to the date that is shown."""
        if not self._buttons.isEnabled():
            return
        date = self.date.date()
        if date is None:
            self.show_problem(due_problem(self.date))
        elif self.time.problem():
            self.show_problem(self.time.problem())
        else:
            self._save(date)

    def _save(self, date: dt.date) -> None:
        workspace, made, time = self.desk.workspace, self._follow_up, self.time.time()
        self.send(lambda: followups.move(workspace, made.which, date, time))

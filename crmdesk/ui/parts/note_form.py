"""The small form that is always at hand: what happened, and the next date."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain import activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.screen import Desk, tell_here
from crmdesk.ui.parts import note_draft
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, past_doubt
from crmdesk.ui.parts.due_tick import DueTick
from crmdesk.ui.parts.note_draft import FOLLOW_UP, VISIT, Finishing, NoteDraft
from crmdesk.ui.parts.proposal import Proposal
from crmdesk.ui.parts.repeat_choice import RepeatChoice

COMPLAINT: Final = "complaint"
FIRST_KIND: Final = "call"
SAVE_KEYS: Final = "Ctrl+Return"
# So many digits wide, the next date fits into one line.
WIDE: Final = 78
# Below so many, the labels give way to the fields.
TIGHT: Final = 50
KIND_WIDTH: Final = 116
QWIDGETSIZE_MAX: Final = 16777215
# These begin or stop chains and count as an occasion: the next note is not one of them unasked.
BEGINNING: Final = frozenset({"sale", "repair", "complaint"})


class NoteForm(QFrame):
    """Writes an activity and the next follow-up in one step; Ctrl+Enter saves.

    A half-written note stays with its customer: `set_customer` puts it away and brings it back.
    `stops` is what the Tab key stops at, in order.
    `finish` turns the form to an open follow-up or visit that the note then finishes. `started`
    comes when the form takes the keyboard by itself and should be seen. A complaint is no note: its
    words go to a new complaint, and `led_away` tells so.
    """

    saved = Signal(object)
    started = Signal()
    led_away = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self._desk = desk
        self._customer_id = 0
        self._proposal = Proposal(desk, self)
        self._finishing: Finishing | None = None
        self._drafts: dict[int, NoteDraft] = {}
        self._saving = False
        self._compact = False
        self._shape = (False, True)
        self._make_parts()
        self._lay_out()
        connect_keys(self, SAVE_KEYS, self.save)
        connect_keys(self, "Ctrl+Enter", self.save)
        self.set_customer(0)

    def _make_parts(self) -> None:
        clock = self._desk.workspace.clock
        self.heading = plain.label("", "subheading")
        self.back = tool_button("close", _("Back to an ordinary note"), self.forget_finishing)
        self.kind = ChoiceBox(
            [(code, _(text)) for code, text in activity.KINDS.items() if code != activity.CONTACT]
        )
        self.kind.setAccessibleName(_("Kind of contact"))
        self.kind.changed.connect(self._show_heading)
        self.text = PlainTextEdit(lines=2, max_lines=6)
        self.text.setPlaceholderText(_("What happened?"))
        self.text.setAccessibleName(_("What happened?"))
        self.text.submitted.connect(self.save)
        self.due = DueTick(self._desk)
        self.text.textChanged.connect(lambda: _offer_due(self))
        self.next_date = due_edit(clock)
        self.next_date.line.setPlaceholderText(_("e.g. tomorrow"))
        self.next_time = TimeEdit()
        self.next_time.setAccessibleName(_("Time of the next contact"))
        self.next_what = QLineEdit()
        self.next_what.setPlaceholderText(_("What to do"))
        self.next_what.setAccessibleName(_("What to do then"))
        self.repeat = RepeatChoice(self.next_what, clock, self.next_date, self)
        self.repeat.changed.connect(lambda: _offer_due(self))
        self.past = past_doubt(self.next_date, clock)
        self.planned = self._proposal.label
        self.error = plain.label("", "error", wrap=True)
        self.save_button = button(
            _("Save note"), self.save, kind="primary", tip=_("Save the note and the next date")
        )
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

    # Whose note it is

    def set_customer(self, customer_id: int, grade: str = "") -> None:
        """Turn to a customer; 0 for nobody."""
        self._proposal.turn_to(customer_id, grade)
        self.due.turn_to(customer_id)
        if customer_id == self._customer_id and customer_id:
            return
        draft = self.draft()
        if self._customer_id and not draft.is_empty():
            self._drafts[self._customer_id] = draft
        self._customer_id = customer_id
        self.setEnabled(bool(customer_id))
        self._show(self._drafts.pop(customer_id, NoteDraft(customer_id=customer_id)))

    def finish(self, noun: str, record_id: int, what: str = "") -> None:
        """Turn to an open follow-up or visit; the saved note finishes it."""
        self._finishing = Finishing(noun, record_id, what)
        if noun == VISIT:
            self.kind.set_key("visit")
        self._show_heading()
        self._propose()
        if noun == FOLLOW_UP:
            self._proposal.by_rule(record_id, self.next_date)
        self.start()

    def set_compact(self, compact: bool) -> None:
        """Leave out the heading of an ordinary note, where the window is low."""
        self._compact = compact
        self._show_heading()

    def forget_finishing(self) -> None:
        """Go back to an ordinary note."""
        self._finishing = None
        self._show_heading()

    def plan_next(self) -> None:
        """Start with the next date, with the usual one proposed."""
        self._propose()
        self.next_what.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.started.emit()

    def start(self) -> None:
        """Take the keyboard."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.started.emit()

    def is_dirty(self) -> bool:
        """Return whether something was typed that is not saved, for any customer."""
        return not self.draft().is_empty() or bool(self._drafts)

    def draft(self) -> NoteDraft:
        """Return what is in the form."""
        return NoteDraft(
            customer_id=self._customer_id,
            kind=self.kind.key() or "note",
            text=self.text.text(),
            next_date=self.next_date.date(),
            next_time=self.next_time.time(),
            next_what=self.next_what.text(),
            staff=self._desk.settings.staff,
            finishing=self._finishing,
            repeat=self.repeat.key(),
            rule=self.repeat.rule(),
        )

    def _show(self, draft: NoteDraft) -> None:
        self._finishing = draft.finishing
        self.kind.set_key(draft.kind)
        self.text.set_text(draft.text)
        self.next_date.set_date(draft.next_date)
        self.next_time.set_time(draft.next_time)
        self.next_what.setText(draft.next_what)
        self.repeat.set_key(draft.repeat)
        self._say("")
        self._show_heading()

    def _show_heading(self) -> None:
        finishing = self._finishing
        _offer_due(self)
        self.back.setVisible(finishing is not None)
        self.heading.setVisible(finishing is not None or not self._compact)
        # What is finished goes on by its own rule, where it has one.
        self.repeat.offer(finishing is None)
        save = _("Save note") if finishing is None else _("Mark done")
        leads = self.kind.key() == COMPLAINT
        self.save_button.setText(_("Record complaint…") if leads else save)
        if finishing is None:
            self.heading.setText(_("Note what happened"))
            return
        self.heading.setText(finishing.words())

    def _propose(self) -> None:
        if self.next_date.date() is None and not self.next_date.text().strip():
            self.next_date.set_date(self._proposal.date())

    # Saving

    def save(self) -> None:
        """Write the note and the follow-up; what is wrong is said below the fields."""
        if self._saving or not self._customer_id:
            return
        if self.kind.key() == COMPLAINT:
            draft = self.draft()
            # What else is typed, such as the next date, waits here.
            self._show(replace(draft, kind=FIRST_KIND, text=""))
            self.led_away.emit()
            self._desk.new_complaint(draft.customer_id, text=draft.text.strip())
            return
        wrong = _what_is_wrong(self)
        self._say(wrong)
        if wrong:
            return
        draft = self.draft()
        sent = replace(draft, finishing=draft.finishing or self.due.finishing())
        workspace = self._desk.workspace
        self._saving = True
        self.save_button.setEnabled(False)
        self._desk.tasks.write(
            lambda: note_draft.save(workspace, sent),
            lambda changes: self._saved(draft, changes),
            self._failed,
            owner=self,
        )

    def _saved(self, draft: NoteDraft, changes: Changes) -> None:
        self._end_saving()
        if self._customer_id == draft.customer_id:
            now = self.draft()
            kept = NoteDraft(customer_id=draft.customer_id)
            if draft.kind not in BEGINNING:
                kept = replace(kept, kind=draft.kind)
            # Words typed while it was saved are not lost.
            self._show(kept if now == draft else replace(now, finishing=None))
        else:
            self._drafts.pop(draft.customer_id, None)
        self.due.turn_to(self._customer_id)
        self.saved.emit(changes)
        self._desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self._end_saving()
        # What was due may have been done elsewhere meanwhile.
        self.due.turn_to(self._customer_id)
        tell_here(self._desk, error, self._say)

    def _end_saving(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _say(self, text: str) -> None:
        plain.say(self.error, text)


def _offer_due(form: NoteForm) -> None:
    """Offer to finish what is due as soon as there are words for it."""
    draft = form.draft()
    plain_note = draft.finishing is None and draft.kind != COMPLAINT and not draft.repeat
    form.due.suit(draft.kind, wanted=plain_note and bool(draft.text.strip()))


def _what_is_wrong(form: NoteForm) -> str:
    """Return what keeps a note from being saved, and go to its field."""
    if not form.next_date.is_valid():
        form.next_date.setFocus()
        return form.next_date.problem()
    if not form.next_time.is_valid():
        form.next_time.setFocus()
        return form.next_time.problem()
    draft = form.draft()
    if draft.next_date is None and (draft.next_what.strip() or draft.next_time or draft.rule):
        form.next_date.setFocus()
        return _("Choose the next date as well.")
    if not draft.text.strip() and draft.next_date is None and draft.finishing is None:
        form.text.setFocus()
        return _("Write what happened, or choose a next date.")
    return ""

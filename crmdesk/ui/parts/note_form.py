"""The small form that is always at hand: what happened, and the next date."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import connect_keys
from crmdesk.ui.kit.screen import Desk, tell_here
from crmdesk.ui.parts import note_draft
from crmdesk.ui.parts.note_draft import FOLLOW_UP, VISIT, Finishing, NoteDraft
from crmdesk.ui.parts.note_fields import NoteFields

COMPLAINT: Final = "complaint"
FIRST_KIND: Final = "call"
SAVE_KEYS: Final = "Ctrl+Return"
# These begin or stop chains and count as an occasion: the next note is not one of them unasked.
BEGINNING: Final = frozenset({"sale", "repair", "complaint"})


class NoteForm(NoteFields):
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
        super().__init__(desk, parent)
        self._customer_id = 0
        self._finishing: Finishing | None = None
        self._drafts: dict[int, NoteDraft] = {}
        self._saving = False
        self._compact = False
        self._connect()
        self.set_customer(0)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked=False: self.forget_finishing())
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.kind.changed.connect(self._show_heading)
        self.text.submitted.connect(self.save)
        self.text.textChanged.connect(lambda: _offer_due(self))
        self.repeat.changed.connect(lambda: _offer_due(self))
        for keys in (SAVE_KEYS, "Ctrl+Enter"):
            connect_keys(self, keys, self.save)

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

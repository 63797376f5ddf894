"""The form of a step: what all of them have."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint, ComplaintRow
from crmdesk.core.domain.complaint_states import (
    REJECT,
    REMARK,
    REOPEN,
    TRY_CALL,
    WAIT_CUSTOMER,
    WAIT_THIRD,
    Given,
    Transition,
    transition,
)
from crmdesk.core.i18n import N_, _, in_a_row
from crmdesk.core.services import complaint_steps
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.forms import FieldRow, Form, Labels
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.followup_forms import AnswerForm

# What the words of a step say that needs no other field.
ASKED: Final = {
    WAIT_CUSTOMER: N_("For what does it wait?"),
    WAIT_THIRD: N_("For whom and what does it wait?"),
    REOPEN: N_("Why is it opened again?"),
    REJECT: N_("Why is it unfounded?"),
    TRY_CALL: N_("What came of the try?"),
    REMARK: N_("Note"),
}


class StepForm(AnswerForm):
    """Asks for what a step needs; what is missing is said beside its field.

    `slot` is a place for suggestions beside the words.
    """

    labels: Labels = "above"
    # What the button that takes the step says, where it is not what the step is called.
    done_by = ""

    def __init__(
        self,
        desk: Desk,
        row: ComplaintRow,
        event: str,
        lists: ComplaintLists,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self.complaint = row.complaint
        self.step: Transition = transition(event)
        self.lists = lists
        self.form = Form(columns=1, labels=self.labels)
        self.slot = QVBoxLayout()
        self.slot.setContentsMargins(0, 0, 0, 0)
        self.title = plain.label(_(self.step.label), "subheading")
        words = _(self.done_by or self.step.label)
        self.save_button = button(words, self.confirm, kind="primary")
        self.save_button.setToolTip(plain.tip(f"{words} (Ctrl+Enter)"))
        self.body.addWidget(self.title)
        self.first = self.fill()
        self.body.addWidget(self.form)
        self.body.addLayout(self.slot)
        self.add_buttons(*self.buttons())
        connect_keys(self, "Ctrl+Return", self.confirm)
        connect_keys(self, "Ctrl+Enter", self.confirm)
        self.setFocusProxy(self.first)

    def fill(self) -> QWidget:
        """Add the fields and return the first of them."""
        return self.add_note(required=bool(self.step.guard))

    def buttons(self) -> tuple[QWidget, ...]:
        """Return the buttons of the form but for the cancelling one."""
        return (self.save_button,)

    def add_note(self, *, required: bool = False, lines: int = 2) -> PlainTextEdit:
        """Add the field for a few words."""
        self.note = PlainTextEdit(lines, 6)
        self.note.submitted.connect(self.confirm)
        label = _(ASKED.get(self.step.event, N_("Note")))
        self.note_row = self.form.add(label, self.note, required=required, wide=True)
        return self.note

    def given(self) -> Given:
        """Return what was typed."""
        return Given(note=self.note.text().strip())

    def missing_row(self) -> FieldRow:
        """Return the field beside which it is said what the step lacks."""
        return self.note_row

    def asked_of(self) -> Complaint:
        """Return the complaint of which the step asks what it needs."""
        return self.complaint

    def is_dirty(self) -> bool:
        """Return whether something was typed."""
        return self.given() != self._as_shown

    def begin(self) -> None:
        """Take the keyboard, and remember what stands in the fields."""
        self._as_shown = self.given()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Take the step, or say beside the field what it lacks."""
        self.take(self.step, self.given())

    def take(self, step: Transition, given: Given) -> None:
        """Take a step with what was given for it, unless something is missing."""
        self.form.clear_errors()
        missing = step.missing(self.asked_of(), given)
        if missing is not None:
            self.missing_row().set_error(in_a_row(missing))
            self.form.focus_first_error()
            return
        workspace, complaint_id = self.desk.workspace, self.complaint.id
        self.send(lambda: complaint_steps.step(workspace, complaint_id, step.event, given))

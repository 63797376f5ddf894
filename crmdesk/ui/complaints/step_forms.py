"""The small forms of the steps that need words: opened in the case, saved with Ctrl+Enter."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.complaint import FOUNDED, Complaint
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    Given,
)
from crmdesk.core.domain.complaint_words import field_words
from crmdesk.core.domain.money import parse_money, show_money
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, _
from crmdesk.ui.complaints.answer_proposals import AnswerProposals
from crmdesk.ui.complaints.close_step import CloseStep
from crmdesk.ui.complaints.complaint_picker import ComplaintPicker
from crmdesk.ui.complaints.step_form import ASKED, StepForm
from crmdesk.ui.kit.forms import FieldRow
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.key_choice import KeyChoice


class AnswerStep(StepForm):
    """What was done for the customer, and what was behind it."""

    labels = "left"

    def fill(self) -> QWidget:
        """Add the handling of the complaint."""
        known = self.complaint
        self.action = PlainTextEdit(3, 10)
        self.action.set_text(known.action)
        self.action.setPlaceholderText(_("What you did, or what you told the customer"))
        self.action.submitted.connect(self.confirm)
        self.founded = KeyChoice([(key, _(text)) for key, text in FOUNDED.items()])
        self.founded.set_key(known.founded)
        self.cause = KeyChoice(self.lists.causes)
        self.cause.set_key(known.cause)
        self.cost = QLineEdit(show_money(known.cost) if known.cost else "")
        self.cost.setPlaceholderText(_("e.g. 180"))
        self.prevention = QLineEdit(known.prevention)
        self.prevention.setCursorPosition(0)
        self.action_row = self.form.add(
            field_words("action"), self.action, required=True, wide=True
        )
        self.proposals = AnswerProposals(self.desk, known, self.action, self.form)
        self.form.add_wide(self.proposals)
        self.proposals.turned.connect(self.form.arrange)
        self.form.add(field_words("founded"), self.founded, wide=True)
        self.form.add(field_words("cause"), self.cause, wide=True)
        self.cost_row = self.form.add(field_words("cost"), self.cost)
        self.form.add(field_words("prevention"), self.prevention, wide=True)
        return self.action

    def given(self) -> Given:
        """Return what was typed; a cost that is none is told by `confirm`."""
        try:
            cost = parse_money(self.cost.text()) if self.cost.text().strip() else None
        except BadValue:
            cost = None
        return Given(
            action=self.action.text().strip(),
            founded=self.founded.key(),
            cause=self.cause.key(),
            prevention=self.prevention.text().strip(),
            cost=cost,
        )

    def asked_of(self) -> Complaint:
        """Return the complaint without the result that was shown: taken out, it is missing."""
        return dataclasses.replace(self.complaint, action="")

    def missing_row(self) -> FieldRow:
        """Return the field of the result."""
        return self.action_row

    def confirm(self) -> None:
        """Answer, unless the cost cannot be read."""
        try:
            if self.cost.text().strip():
                parse_money(self.cost.text())
        except BadValue as error:
            self.form.clear_errors()
            self.cost_row.set_error(str(error))
            self.form.focus_first_error()
            return
        super().confirm()


class DuplicateStep(StepForm):
    """Which complaint this one repeats."""

    done_by = N_("Mark as duplicate")

    def fill(self) -> QWidget:
        """Add the search for the other one."""
        self.picker = ComplaintPicker(self.desk, self.complaint)
        self.picker_row = self.form.add(
            _("Which one does it repeat?"), self.picker, required=True, wide=True
        )
        self.picker.confirmed.connect(self.confirm)
        self.add_note()
        return self.picker

    def given(self) -> Given:
        """Return the other complaint."""
        return Given(note=self.note.text().strip(), original=self.picker.current())

    def missing_row(self) -> FieldRow:
        """Return the search."""
        return self.picker_row


FORMS: Final[dict[str, type[StepForm]]] = {
    ANSWER: AnswerStep,
    CLOSE: CloseStep,
    IS_DUPLICATE: DuplicateStep,
    **dict.fromkeys(ASKED, StepForm),
}

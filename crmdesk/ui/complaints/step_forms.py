"""The small forms of the steps that need words: opened in the case, saved with Ctrl+Enter."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import FOUNDED, MOST_UNSATISFIED, SCORES, Complaint, ComplaintRow
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
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
from crmdesk.core.domain.complaint_words import field_words
from crmdesk.core.domain.money import parse_money, show_money
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, _, in_a_row
from crmdesk.core.services import complaint_steps
from crmdesk.ui.complaints.answer_proposals import AnswerProposals
from crmdesk.ui.complaints.complaint_picker import ComplaintPicker
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.forms import FieldRow, Form, Labels
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.key_choice import KeyChoice
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.followup_forms import AnswerForm

NOT_REACHED: Final = "0"
SCORE_WORDS: Final = (N_("Very bad"), N_("Bad"), N_("So-so"), N_("Good"), N_("Very good"))
_ASKED: Final = {
    WAIT_CUSTOMER: N_("For what does it wait?"),
    WAIT_THIRD: N_("For whom and what does it wait?"),
    REOPEN: N_("Why is it opened again?"),
    REJECT: N_("Why is it unfounded?"),
    TRY_CALL: N_("What came of the try?"),
    REMARK: N_("Note"),
}
MOST_TRIES: Final = 99


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
        label = _(_ASKED.get(self.step.event, N_("Note")))
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


class CloseStep(StepForm):
    """The call-back: a score, or nobody could be reached; a bad score proposes to reopen."""

    def fill(self) -> QWidget:
        """Add score, tries and note."""
        choices = [(f"{score}", _(SCORE_WORDS[score - 1])) for score in SCORES]
        self.score = KeyChoice([*choices, (NOT_REACHED, _("Could not be reached"))])
        self.score_row = self.form.add(
            _("How satisfied is the customer?"), self.score, required=True, wide=True
        )
        self.tries = NumberBox(1, MOST_TRIES)
        self.tries.setValue(self.complaint.tries + 1)
        self.tries_row = self.form.add(_("How often was it tried?"), self.tries)
        self.unhappy = QFrame()
        self.unhappy.setProperty("kind", "notice")
        self.unhappy.setProperty("tone", "warning")
        inner = QVBoxLayout(self.unhappy)
        inner.addWidget(
            plain.label(
                _("The customer is not satisfied. Better reopen it and go on, than close it."),
                wrap=True,
            )
        )
        self.form.add_wide(self.unhappy)
        self.add_note()
        self.all_the_same = button(_("Close all the same"), self.close_all_the_same)
        self.score.changed.connect(self._scored)
        self._scored()
        return self.score

    def buttons(self) -> tuple[QWidget, ...]:
        """Return the button of the proposal, and the one against it."""
        return (self.save_button, self.all_the_same)

    def _scored(self) -> None:
        unhappy = self.proposes_to_reopen()
        if self.score.key():
            # What was missing is there now.
            self.score_row.set_error("")
        self.tries_row.setVisible(self.score.key() == NOT_REACHED)
        self.unhappy.setVisible(unhappy)
        self.all_the_same.setVisible(unhappy)
        words = transition(REOPEN if unhappy else CLOSE).label
        self.save_button.setText(_(words))
        self.form.arrange()

    def proposes_to_reopen(self) -> bool:
        """Tell whether the score asks for another try."""
        return 0 < self.points() <= MOST_UNSATISFIED

    def points(self) -> int:
        """Return the score, 0 without one."""
        return int(self.score.key() or 0)

    def given(self) -> Given:
        """Return score or tries, and the note."""
        tries = self.tries.value() if self.score.key() == NOT_REACHED else 0
        return Given(note=self.note.text().strip(), satisfaction=self.points(), tries=tries)

    def missing_row(self) -> FieldRow:
        """Return the field of the score."""
        return self.score_row

    def confirm(self) -> None:
        """Close it; a customer who is not satisfied has it opened again instead."""
        if not self.score.key():
            # Calls that failed before would do for the rule, but not for what is meant here.
            self.form.clear_errors()
            missing = self.step.missing(self.complaint, Given(satisfaction=-1))
            self.score_row.set_error(in_a_row(missing or ()))
            self.score.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.proposes_to_reopen():
            words = _("Not satisfied ({score} of 5).").format(score=self.points())
            note = in_a_row((words, self.note.text().strip()))
            self.take(transition(REOPEN), Given(note=note))
        else:
            super().confirm()

    def close_all_the_same(self) -> None:
        """Close it in spite of the score."""
        self.take(self.step, self.given())


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
    **dict.fromkeys(_ASKED, StepForm),
}

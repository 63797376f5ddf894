"""The form that closes a complaint: how satisfied the customer is, by one key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import MOST_UNSATISFIED, SCORES
from crmdesk.core.domain.complaint_states import CLOSE, REOPEN, Given, transition
from crmdesk.core.i18n import N_, _, in_a_row
from crmdesk.ui.complaints.step_form import StepForm
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.forms import FieldRow
from crmdesk.ui.kit.key_choice import KeyChoice
from crmdesk.ui.kit.time_edit import NumberBox

NOT_REACHED: Final = "0"
SCORE_WORDS: Final = (N_("Very bad"), N_("Bad"), N_("So-so"), N_("Good"), N_("Very good"))
MOST_TRIES: Final = 99


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

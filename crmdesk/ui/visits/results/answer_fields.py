"""The questions of a visit's form as fields to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.custom_fields import CHOICE
from crmdesk.core.domain.visit_forms import Answer, Question
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.forms import FieldRow, Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.parts.value_boxes import Today, ValueBox, value_box


class AnswerFields(QWidget):
    """One box for each question; hidden while nothing is asked."""

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._questions: tuple[Question, ...] = ()
        self._form: Form | None = None
        self.boxes: list[ValueBox] = []
        self.rows: list[FieldRow] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_answers(self, title: str, answers: Sequence[Answer]) -> None:
        """Show the questions with what was answered; `title` is the name of the form."""
        questions = tuple(one.question for one in answers)
        if questions != self._questions:
            self._questions = questions
            self._build(title)
        for box, answer in zip(self.boxes, answers, strict=True):
            box.show(answer.value)
        for row in self.rows:
            row.set_error("")

    def answers(self) -> tuple[Answer, ...]:
        """Return every question with what stands in its box."""
        pairs = zip(self._questions, self.boxes, strict=True)
        return tuple(Answer(question, box.read()) for question, box in pairs)

    def stops(self) -> list[QWidget]:
        """Return where the Tab key stops, from the top."""
        boxes = (box.widget for box in self.boxes)
        return [box.focusProxy() or box for box in boxes]

    def check(self) -> bool:
        """Say at each field what is not understood, go to the first, and tell whether all is."""
        wrong = [box.wrong() for box in self.boxes]
        for row, words in zip(self.rows, wrong, strict=True):
            row.set_error(words)
        for row, words in zip(self.rows, wrong, strict=True):
            if words:
                row.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def _build(self, title: str) -> None:
        layout = self.layout()
        assert layout is not None
        if self._form is not None:
            removal.remove(self._form, layout=layout)
        self._form = Form(columns=2)
        if title:
            self._form.add_heading(title)
        self.boxes = [self._box(question) for question in self._questions]
        self.rows = [
            self._form.add(question.text, box.widget)
            for question, box in zip(self._questions, self.boxes, strict=True)
        ]
        for row in self.rows:
            # A question may be a whole sentence.
            row.label.setWordWrap(True)
        layout.addWidget(self._form)
        self.setVisible(bool(self._questions))

    def _box(self, question: Question) -> ValueBox:
        made = value_box(question.type, self._today)
        if question.type == CHOICE and isinstance(made.widget, ChoiceBox):
            made.widget.set_choices([(one, one) for one in question.choices])
        return made

"""One question about a list on a card: which reading of a date is meant, what a value means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.pill import Pill

if TYPE_CHECKING:
    from crmdesk.core.importing.questions import DateQuestion

Answer = tuple[str, str]
LONGEST_TITLE: Final = 60


class AnswerCard(Card):
    """A question with its answers as buttons, of which one is pressed; a pill says it must be."""

    answered = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(plain.wrapped(plain.one_line(title), LONGEST_TITLE), parent)
        self.title.setWordWrap(True)
        self._pill = Pill(_("Please answer"), "warning")
        self.header.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        self._text = plain.label("", wrap=True)
        self.body.addWidget(self._text)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._places = QVBoxLayout()
        self._places.setSpacing(6)
        self.body.addLayout(self._places)

    def show_question(
        self, text: str, answers: Sequence[Answer], answer: str | None, *, must: bool = True
    ) -> None:
        """Show the question and which answer is pressed; `must` marks it while there is none."""
        self._text.setText(text)
        for key, words in answers:
            made = self._buttons.get(key) or self._add(key)
            made.setText(plain.caption(plain.one_line(words)))
            made.setToolTip(plain.tip(words))
        self._group.setExclusive(False)
        for key, made in self._buttons.items():
            made.setChecked(key == answer)
        self._group.setExclusive(True)
        self._pill.setVisible(must and answer is None)

    def choices(self) -> dict[str, QPushButton]:
        """Return the buttons by their answers."""
        return dict(self._buttons)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through, in order."""
        return list(self._buttons.values())

    def take_focus(self) -> None:
        """Give the keyboard to the answers."""
        pressed = self._group.checkedButton()
        first = next(iter(self._buttons.values()), None)
        if (made := pressed or first) is not None:
            made.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, key: str) -> QPushButton:
        made = button("", lambda: self.answered.emit(key), kind="answer")
        made.setCheckable(True)
        self._buttons[key] = made
        self._group.addButton(made)
        self._places.addWidget(made)
        return made


class DateCard(AnswerCard):
    """Asks which of two readings of a column of dates is meant."""

    def show_dates(self, question: DateQuestion) -> None:
        """Show an example in both readings."""
        from crmdesk.core.importing.setup import DAY_FIRST, MONTH_FIRST

        text = _("“{value}” can be read in two ways. Which one is meant in this column?")
        self.show_question(
            text.format(value=plain.one_line(question.sample)),
            ((DAY_FIRST, question.day_first_text), (MONTH_FIRST, question.month_first_text)),
            question.answer,
        )

"""The editor of a form for visits: its name, the purposes that choose it, its questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.custom_fields import CHOICE, TEXT
from crmdesk.core.domain.visit_forms import TYPES, Question, VisitForm
from crmdesk.core.i18n import _, language
from crmdesk.core.services import visit_forms
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.actions import action_inside, button, connect_keys
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.kit.writing_dialog import WritingDialog

_BETWEEN: Final = re.compile(r"[,，、;；\n]")


class VisitFormDialog(WritingDialog):
    """Writes a form; the question at hand is changed in the fields under the list."""

    def __init__(self, desk: Desk, parent: QWidget, form: VisitForm) -> None:
        heading = _("What is asked on this kind of visit?")
        super().__init__(desk, parent, _("Visit form"), heading)
        self._form = form
        self.questions = list(form.questions) or [Question("")]
        self._filling = False
        self.name = QLineEdit(form.name)
        self.purposes = QLineEdit(_joined(form.purposes))
        self.list = CardList(click_chooses=False)
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumHeight(150)
        self.list.setAccessibleName(_("Questions"))
        self.text = QLineEdit()
        self.kind = ChoiceBox([(key, _(words)) for key, words in TYPES.items()])
        self.choices = QLineEdit()
        self.error = plain.label("", "error", wrap=True)
        self.error.hide()
        self._lay_out()
        self._connect()
        self._draw(0)
        (self.text if form.key else self.name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(QSize(620, 620).boundedTo(self.screen().availableSize()))
        self.given_size = True

    def _lay_out(self) -> None:
        head = Form(columns=2)
        head.add(_("Name of the form"), self.name, required=True)
        head.add(
            _("Purposes"),
            self.purposes,
            hint=_("Visits with one of these words in their purpose are given this form."),
        )
        row = FlowLayout(spacing=8)
        for text, slot, keys, icon in (
            (_("Add a question"), self.add, "Ins", "plus"),
            (_("Up"), lambda: self.move_by(-1), "Alt+Up", "up"),
            (_("Down"), lambda: self.move_by(1), "Alt+Down", "down"),
            (_("Remove"), self.remove, "Del", "bin"),
        ):
            action = action_inside(self.list, text, slot, keys, icon)
            made = button(text, action.trigger)
            made.setToolTip(action.toolTip())
            row.addWidget(made)
        action_inside(self.list, _("Edit…"), self._to_text, "F2")
        fields = Form(columns=2)
        fields.add(_("Question"), self.text, wide=True)
        fields.add(_("Type"), self.kind)
        self._choices_row = fields.add(
            _("Choices"), self.choices, hint=_("Separate them by commas.")
        )
        self._fields = fields
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        inner.addWidget(head)
        inner.addWidget(self.list, 1)
        inner.addLayout(row)
        inner.addWidget(fields)
        self.body.addWidget(ScrollArea(page), 1)
        self.body.addWidget(self.error)
        self.add_buttons(_("Save"), self.save)
        self.agree.setDefault(False)
        self.agree.setToolTip(plain.tip(_("Save (Ctrl+Enter)")))

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show)
        self.list.chosen.connect(lambda _card: self._to_text())
        self.text.textChanged.connect(lambda _text: self._changed())
        self.text.returnPressed.connect(self.add)
        self.choices.textChanged.connect(lambda _text: self._changed())
        self.kind.changed.connect(self._changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.save)

    # The questions

    def place(self) -> int:
        """Return which question is at hand."""
        return max(self.list.currentIndex().row(), 0)

    def add(self) -> None:
        """Begin a question after the one at hand."""
        place = self.place()
        if not self.questions[place].text.strip():
            self._to_text()
            return
        self.questions.insert(place + 1, Question(""))
        self._draw(place + 1)
        self._to_text()

    def move_by(self, step: int) -> None:
        """Put the question at hand one place up (-1) or down (1)."""
        place = self.place()
        other = place + step
        if 0 <= other < len(self.questions):
            moved = self.questions.pop(place)
            self.questions.insert(other, moved)
            self._draw(other)

    def remove(self) -> None:
        """Take the question at hand away."""
        place = self.place()
        self.questions.pop(place)
        if not self.questions:
            self.questions.append(Question(""))
        self._draw(min(place, len(self.questions) - 1))

    def _to_text(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def _draw(self, place: int) -> None:
        self.list.set_items(
            [_card(number, one) for number, one in enumerate(self.questions, start=1)]
        )
        self.list.select_id(place + 1)
        self._show(None)

    def _show(self, _card: object) -> None:
        """Show the question at hand in the fields."""
        question = self.questions[min(self.place(), len(self.questions) - 1)]
        self._filling = True
        if self.text.text() != question.text:
            self.text.setText(question.text)
        self.kind.set_key(question.type)
        if _split(self.choices.text()) != question.choices:
            self.choices.setText(_joined(question.choices))
        self._suit(question)
        self._filling = False

    def _changed(self) -> None:
        """Take over what the fields say about the question at hand."""
        if self._filling:
            return
        place = self.place()
        question = Question(self.text.text(), self.kind.key() or TEXT, _split(self.choices.text()))
        self.questions[place] = question
        self._suit(question)
        self.list.set_items(
            [_card(number, one) for number, one in enumerate(self.questions, start=1)]
        )

    def _suit(self, question: Question) -> None:
        self._choices_row.setVisible(question.type == CHOICE)
        self._fields.arrange()

    # Saving

    def written(self) -> VisitForm:
        """Return the form as it stands."""
        return replace(
            self._form,
            name=self.name.text().strip(),
            purposes=_split(self.purposes.text()),
            questions=tuple(one for one in self.questions if one.text.strip()),
        )

    def save(self) -> None:
        """Keep the form; what is missing is said in the dialog."""
        workspace, wanted = self._desk.workspace, self.written()
        self.error.hide()
        self.write(lambda: visit_forms.save(workspace, wanted))

    def show_problem(self, text: str) -> None:
        """Say over the buttons what is missing."""
        plain.say(self.error, text)

    def reject(self) -> None:
        """Close, after asking where something was changed."""
        if self.written() == self._form:
            super().reject()
            return
        dialogs.confirm(
            self,
            _("Close without saving?"),
            lambda: Dialog.reject(self),
            detail=_("What was changed in this form is lost then."),
            yes=_("Do not save"),
            no=_("Go on writing"),
            danger=True,
        )


def _card(number: int, question: Question) -> CardItem:
    choices = _joined(question.choices) if question.type == CHOICE else ""
    kind = _(TYPES.get(question.type, TYPES[TEXT]))
    return CardItem(
        id=number,
        title=_("{number}. {name}").format(number=number, name=question.text or "…"),
        subtitle=" · ".join(part for part in (kind, choices) if part),
        payload=question,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def _joined(words: Sequence[str]) -> str:
    return ("、" if language().startswith("zh") else ", ").join(words)

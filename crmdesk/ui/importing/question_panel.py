"""The right side of the columns: what is asked about a list, only there when something is."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.importing.new_field_form import NewFieldForm
from crmdesk.ui.importing.question_cards import AnswerCard, DateCard
from crmdesk.ui.importing.understanding import Asked
from crmdesk.ui.importing.value_card import ValueCard
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.scrolling import Page, ScrollArea

if TYPE_CHECKING:
    from crmdesk.core.importing.questions import ValueQuestion

WIDTH: Final = 300
TOGETHER: Final = "together"
APART: Final = "apart"


class QuestionPanel(QWidget):
    """Cards of questions; `shown_changed` tells that there are some now, or none any more."""

    date_answered = Signal(int, str)
    company_answered = Signal(bool)
    value_chosen = Signal(str, str, str)
    shown_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.new_field = NewFieldForm()
        self.dates: dict[int, DateCard] = {}
        self.company = AnswerCard(_("Companies"))
        self.company.answered.connect(lambda key: self.company_answered.emit(key == TOGETHER))
        self.company.hide()
        self.values: dict[int, ValueCard] = {}
        self._values_box = Card(_("What the values mean"))
        self._values_box.hide()
        self._kept: set[int] = set()  # a card must not go away under the hand that answers it
        page = Page()
        self._places = QVBoxLayout(page)
        self._places.setContentsMargins(0, 0, 6, 0)
        self._places.setSpacing(8)
        for part in (self.new_field, self.company, self._values_box):
            self._places.addWidget(part)
        self._places.addStretch(1)
        self._scroll = ScrollArea(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.new_field.cancelled.connect(self._show_or_hide)
        self.hide()

    def show_asked(self, asked: Asked, free: Container[str]) -> None:
        """Show all questions; values of the fields in `free` may become new choices."""
        self._show_dates(asked)
        self._show_company(asked)
        columns: dict[int, list[ValueQuestion]] = {}
        for one in asked.values:
            columns.setdefault(one.column, []).append(one)
        for column in [column for column in self.values if column not in columns]:
            self._drop(self.values.pop(column))
            self._kept.discard(column)
        for column, questions in columns.items():
            key = questions[0].key
            card = self.values.get(column) or self._add_values(column)
            card.show_values(questions, asked.options.get(key, ()), key in free)
        self._show_values()
        self._order()

    def show_values_of(self, column: int) -> None:
        """Show the values of a column, even when all of them are known."""
        if (card := self.values.get(column)) is None:
            return
        self._kept.add(column)
        self._show_values()
        card.set_expanded(True)
        self._scroll.ensureWidgetVisible(card)
        if (box := next(iter(card.boxes().values()), None)) is not None:
            box.setFocus(Qt.FocusReason.TabFocusReason)

    def ask_field(self, column: int, header: str, kind: str) -> None:
        """Ask for the new field a column becomes."""
        self.new_field.ask(column, header, kind)
        self._show_or_hide()
        self._scroll.ensureWidgetVisible(self.new_field)
        self.new_field.line.setFocus()

    def close_field(self) -> None:
        """Take the form of the new field away."""
        self.new_field.hide()
        self._show_or_hide()

    def go_to_date(self, column: int) -> None:
        """Give the keyboard to the question about a column."""
        card = self.dates.get(column)
        if card is not None:
            card.take_focus()
            self._scroll.ensureWidgetVisible(card)

    def _show_dates(self, asked: Asked) -> None:
        there = {one.column for one in asked.dates}
        for column in [column for column in self.dates if column not in there]:
            self._drop(self.dates.pop(column))
        for place, question in enumerate(asked.dates):
            card = self.dates.get(question.column)
            if card is None:
                card = DateCard(question.header)
                card.answered.connect(
                    lambda order, column=question.column: self.date_answered.emit(column, order)
                )
                self.dates[question.column] = card
                self._places.insertWidget(1 + place, card)  # below the form of a new field
            card.show_dates(question)

    def _show_company(self, asked: Asked) -> None:
        question = asked.company
        self.company.setVisible(question is not None)
        if question is None:
            return
        text = _("This list seems to hold {what}. What are your customers?")
        self.company.show_question(
            text.format(what=question.show()),
            ((TOGETHER, _("The companies")), (APART, _("The persons"))),
            TOGETHER if question.answer else APART,
            must=False,
        )

    def _add_values(self, column: int) -> ValueCard:
        made = ValueCard()
        made.chosen.connect(self.value_chosen)
        made.set_expanded(True)
        made.toggled.connect(lambda _open: self._order())
        self.values[column] = made
        self._values_box.body.addWidget(made)
        return made

    def _show_values(self) -> None:
        for column, card in self.values.items():
            if card.unknown():
                self._kept.add(column)
            card.setVisible(column in self._kept)
        self._values_box.setVisible(any(not card.isHidden() for card in self.values.values()))
        self._show_or_hide()

    def _drop(self, card: QWidget) -> None:
        removal.remove(card)

    def _order(self) -> None:
        """Let Tab go through the cards from top to bottom, wherever they were made last."""
        cards: tuple[AnswerCard | ValueCard, ...] = (
            *self.dates.values(),
            self.company,
            *self.values.values(),
        )
        before: QWidget = self.new_field.cancel_button
        for stop in (stop for card in cards for stop in card.stops()):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _show_or_hide(self) -> None:
        asks = (
            not self.new_field.isHidden()
            or bool(self.dates)
            or not self.company.isHidden()
            or not self._values_box.isHidden()
        )
        if asks == self.isHidden():
            self.setVisible(asks)
            self.shown_changed.emit(asks)

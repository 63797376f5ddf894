"""The visit at hand: how it went, in words or with one key, and when the customer is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, STATUSES, Result
from crmdesk.core.i18n import _
from crmdesk.core.services.visit_results import SheetRow
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.key_press import is_enter
from crmdesk.ui.kit.layout import FlowLayout, line
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.parts.due_fields import due_edit
from crmdesk.ui.visits.results.answer_fields import AnswerFields
from crmdesk.ui.visits.results.draft import Draft, draft_of
from crmdesk.ui.visits.results.lines import TONES, title_of
from crmdesk.ui.visits.results.move_row import MoveRow

# Letters are half as wide as Chinese signs.
LONGEST_CHIP = 16


class EntryPanel(QWidget):
    """Fields for one line of the sheet; `entered` carries the result that is wanted.

    `left` tells that the list should have the keyboard again.
    """

    entered = Signal(object)
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._row: SheetRow | None = None
        self._quick: tuple[str, ...] = ()
        self._name = plain.label("", "heading", wrap=True)
        self._pill = Pill()
        self._where = plain.label("", "", wrap=True, select=True)
        self._before = plain.label("", "hint", wrap=True)
        self.outcome = PlainTextEdit(lines=2, max_lines=8)
        self.outcome.setPlaceholderText(_("What happened?"))
        self.outcome.setAccessibleName(_("What happened?"))
        self.outcome.installEventFilter(self)
        self.chips = QWidget()
        self._chips = FlowLayout(self.chips, 2)
        self.answers = AnswerFields(clock.today)
        self.next_date = due_edit(clock)
        self.next_what = QLineEdit()
        self.move_row = MoveRow(clock)
        self._buttons = QWidget()
        self._lay_out()
        self.outcome.submitted.connect(self.enter_done)
        self.next_date.line.returnPressed.connect(self.enter_done)
        self.next_what.returnPressed.connect(self.enter_done)
        self.move_row.wanted.connect(self._enter_move)
        self.move_row.given_up.connect(self.left)
        connect_keys(self, "Ctrl+Return", self.enter_done)
        connect_keys(self, "Ctrl+Enter", self.enter_done)
        connect_keys(self, "Esc", self.leave)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        page = Page()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(16, 12, 16, 8)
        inner.setSpacing(8)
        inner.addLayout(head)
        for part in (self._where, self._before, self.outcome, self.chips):
            inner.addWidget(part)
        form = Form(columns=2)
        self._date_row = form.add(
            _("Next date"), self.next_date, hint=_("Leave it empty for no follow-up.")
        )
        form.add(_("What to do then"), self.next_what)
        inner.addWidget(form)
        inner.addSpacing(4)
        inner.addWidget(self.answers)
        inner.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self._area = ScrollArea(page)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.move_row)
        layout.addWidget(line())
        layout.addWidget(self._buttons)

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        """Give the panel buttons for actions; the first is the main one."""
        row = FlowLayout(self._buttons, 8)
        row.setContentsMargins(16, 8, 16, 10)
        for place, action in enumerate(actions):
            made = button(action.text(), action.trigger, kind="" if place else "primary")
            made.setToolTip(action.toolTip())
            row.addWidget(made)
            action.enabledChanged.connect(made.setVisible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter keep the result from the words; Shift+Enter begins a new line."""
        if watched is self.outcome and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and is_enter(event):
                self.enter_done()
                return True
        return False

    # Showing

    def show_row(self, row: SheetRow, draft: Draft | None, next_open: dt.date) -> None:
        """Show a line of the sheet, with what was typed about it before."""
        self._row = row
        visit, person = row.visit, row.row
        today = self._clock.today()
        self._name.setText(plain.wrapped(plain.one_line(title_of(row)), 120))
        status = "" if visit.status == PLANNED else _(STATUSES[visit.status])
        if visit.status == MOVED and visit.moved_to is not None:
            status = _("→ {day}").format(day=show_day(visit.moved_to, today))
        self._pill.set_text(status, TONES.get(visit.status, "neutral"))
        self._pill.setVisible(bool(status))
        where = (show_time(visit.at), visit.purpose, person.phone, person.address)
        self._say(self._where, " · ".join(part for part in where if part))
        last = _("Last: {note}").format(note=person.last_note) if person.last_note else ""
        # Once there is a result, the last note is the result itself.
        self._say(self._before, last if visit.status == PLANNED else "")
        self._fill(draft or draft_of(row), row.form)
        self.move_row.put_away(next_open)
        self._date_row.set_error("")
        self._area.verticalScrollBar().setValue(0)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(plain.wrapped(plain.one_line(text), 300))
        label.setVisible(bool(text))

    def _fill(self, draft: Draft, form: str) -> None:
        self.outcome.set_text(draft.outcome)
        self.next_date.set_text(draft.next_date)
        self.next_what.setText(draft.next_what)
        self.next_what.setCursorPosition(0)
        self.answers.show_answers(form, draft.answers)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the fields down to the last question before the buttons."""
        stops = (self.next_what, *self.answers.stops(), self.move_row.day.line)
        for one, after in pairwise((*stops, *self._buttons.findChildren(QPushButton))):
            self.setTabOrder(one, after)

    def row(self) -> SheetRow | None:
        """Return the line that is shown."""
        return self._row

    def draft(self) -> Draft:
        """Return what stands in the fields."""
        return Draft(
            self.outcome.text(),
            self.next_date.text(),
            self.next_what.text(),
            self.answers.answers(),
        )

    def typed(self) -> Draft | None:
        """Return what was typed and is not kept, or None."""
        if self._row is None or self.draft() == draft_of(self._row):
            return None
        return self.draft()

    def set_quick_texts(self, texts: tuple[str, ...]) -> None:
        """Offer outcomes that were used before, each with its digit."""
        if texts == self._quick:
            return
        self._quick = texts
        removal.clear(self._chips)
        for number, text in enumerate(texts, start=1):
            longest = LONGEST_CHIP * 2 if text.isascii() else LONGEST_CHIP
            words = _("{number} {text}").format(number=number, text=plain.short(text, longest))
            chip = button(words, partial(self.pick, number), kind="quiet")
            tip = _("{text} (press {number} in the list)").format(text=text, number=number)
            chip.setToolTip(plain.tip(tip))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._chips.addWidget(chip)
        self.chips.setVisible(bool(texts))

    def pick(self, number: int) -> None:
        """Write one of the offered outcomes, in the place of another one or after the words."""
        if not 0 < number <= len(self._quick):
            return
        text, wanted = self.outcome.text().strip(), self._quick[number - 1]
        if text and text not in self._quick:
            wanted = _("{first}; {second}").format(first=text, second=wanted)
        self.outcome.set_text(wanted)

    # Entering

    def enter_done(self) -> None:
        """Ask to keep the visit as done, with what stands in the fields."""
        self._date_row.set_error(self.next_date.problem())
        if not self.next_date.is_valid():
            self._area.ensureWidgetVisible(self.next_date)
            self.next_date.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.answers.check():
            return
        self.entered.emit(
            Result(
                status=DONE,
                outcome=self.outcome.text().strip(),
                next_date=self.next_date.date(),
                next_what=self.next_what.text().strip(),
                answers=self.answers.answers(),
            )
        )

    def enter_missed(self) -> None:
        """Ask to keep that nobody was there, with the words if there are any."""
        self.entered.emit(Result(status=MISSED, outcome=self.outcome.text().strip()))

    def ask_move(self) -> None:
        """Ask for the day to which the visit moves."""
        self.move_row.ask()

    def write_words(self) -> None:
        """Go to the words."""
        self._area.ensureWidgetVisible(self.outcome)
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Give the keyboard back to the list; what is typed stays."""
        self.move_row.hide()
        self.left.emit()

    def _enter_move(self, day: dt.date) -> None:
        at = self._row.visit.at if self._row else None
        self.entered.emit(Result(status=MOVED, to=day, at=at))

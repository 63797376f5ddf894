"""The end of the day: what becomes of the visits nobody made, decided in one step."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Result
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.visit_results import SheetRow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_inside, button, connect_keys
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import FlowLayout, line
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.parts.due_fields import due_edit
from crmdesk.ui.visits.results.lines import status_of, title_of

LEAVE: Final = Result(status=PLANNED)


class EndPanel(QWidget):
    """Lists the visits without a result; a choice goes to all marked ones.

    `decided` carries pairs of visit and result; `closed` gives the window back.
    """

    decided = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._rows: list[SheetRow] = []
        self._choices: dict[int, Result] = {}
        self._next_open = clock.today()
        self._title = plain.label("", "heading", wrap=True)
        self._words = plain.label("", "", wrap=True)
        self.list = CardList(click_chooses=False)
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumHeight(116)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(_("Visits without a result"))
        self.day = due_edit(clock)
        self.day.setAccessibleName(_("Another day"))
        self.by_key = {
            key: action_inside(self.list, text, slot, keys)
            for key, text, slot, keys in (
                ("next", _("To the next open day"), self.choose_next, "N"),
                ("day", _("To this day"), self.choose_day, "D"),
                ("missed", _("Missed"), lambda: self.choose(Result(status=MISSED)), "X"),
                ("leave", _("Leave as planned"), lambda: self.choose(LEAVE), "L"),
            )
        }
        self.apply_button = button(
            _("Do so"), self.apply, kind="primary", icon="check", tip=_("Do so (Ctrl+Enter)")
        )
        self.close_button = button(_("Back to the plan"), self.closed.emit)
        self._choosing = QWidget()
        self.error = plain.label("", "error", wrap=True)
        self.error.hide()
        self._lay_out()
        self.list.selectionModel().selectionChanged.connect(lambda *_both: self._say(""))
        self.day.line.returnPressed.connect(self.choose_day)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.apply)

    def _lay_out(self) -> None:
        row = FlowLayout(self._choosing, 8)
        for key, action in self.by_key.items():
            made = button(action.text(), action.trigger)
            made.setToolTip(action.toolTip())
            action.changed.connect(partial(_follow, made, action))
            if key == "day":
                self.day.setMinimumWidth(130)
                row.addWidget(self.day)
            row.addWidget(made)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.apply_button)
        foot.addWidget(self.close_button)
        foot.addStretch()
        foot.setContentsMargins(16, 8, 16, 10)
        self._rest = QWidget()
        page = Page()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(16, 12, 16, 8)
        inner.setSpacing(8)
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._choosing)
        inner.addWidget(self.error)
        inner.addWidget(self._rest, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(ScrollArea(page), 1)
        layout.addWidget(line())
        layout.addLayout(foot)

    # Showing

    def show_sheet(
        self, rows: Sequence[SheetRow], sent: Mapping[int, str], next_open: dt.date
    ) -> None:
        """Show what is left of a sheet; a choice that was made for a visit stays."""
        self._rows = [row for row in rows if status_of(row, sent) == PLANNED]
        if next_open != self._next_open or self.day.date() is None:
            self._next_open = next_open
            self.day.set_date(next_open)
            words = _("To {day}").format(day=show_day(next_open, self._clock.today()))
            self.by_key["next"].setText(words)
        proposed = Result(status=MOVED, to=next_open)
        self._choices = {
            row.visit.id: self._choices.get(row.visit.id, proposed) for row in self._rows
        }
        left = bool(self._rows)
        for part in (self.list, self._choosing, self.apply_button):
            part.setVisible(left)
        self._rest.setVisible(not left)
        count = len(self._rows)
        if left:
            title = ngettext(
                "{count} visit has no result yet", "{count} visits have no result yet", count
            )
            self._title.setText(title.format(count=count))
            self._words.setText(
                _("Mark lines and choose what becomes of them. Ctrl+A marks all of them.")
            )
        else:
            self._title.setText(_("Every visit of the sheet has its result."))
            self._words.setText(_told(rows))
        self._draw()

    def take_keyboard(self) -> None:
        """Give the keyboard to the list with all its lines marked, or to the way back."""
        if not self._rows:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.selectAll()

    def _draw(self) -> None:
        marked, current = self._marked(), self.list.current()
        self.list.set_items([self._card(row) for row in self._rows])
        chosen, flags = self.list.selectionModel(), QItemSelectionModel.SelectionFlag
        for place, row in enumerate(self._rows):
            index = self.list.cards.index(place)
            if current is not None and row.visit.id == current.id:
                chosen.setCurrentIndex(index, flags.NoUpdate)
            chosen.select(index, flags.Select if row.visit.id in marked else flags.Deselect)

    def _marked(self) -> set[int]:
        shown = self.list.items()
        places = (index.row() for index in self.list.selectionModel().selectedRows())
        return {int(shown[place].id or 0) for place in places}

    def _card(self, row: SheetRow) -> CardItem:
        choice = self._choices[row.visit.id]
        pill, tone = _("Leave as planned"), "neutral"
        if choice.status == MISSED:
            pill, tone = _("Missed"), "warning"
        elif choice.status == MOVED and choice.to is not None:
            day = show_day(choice.to, self._clock.today())
            pill, tone = _("→ {day}").format(day=day), "info"
        return CardItem(
            id=row.visit.id,
            title=title_of(row),
            subtitle=" · ".join(
                part
                for part in (
                    row.visit.purpose,
                    row.row.phone,
                    row.row.address,
                    row.visit.staff,
                )
                if part
            ),
            pill=pill,
            tone=tone,
            payload=row,
        )

    # Choosing

    def choose(self, result: Result) -> None:
        """Let the marked visits become this; say so where none is marked."""
        marked = self._marked()
        if not marked:
            self._say(_("No line is marked. Click the visits that are meant, then choose again."))
            return
        for visit_id in marked:
            self._choices[visit_id] = result
        self._draw()

    def _say(self, text: str) -> None:
        plain.say(self.error, text)

    def choose_next(self) -> None:
        """Let the marked visits move to the next open day."""
        self.choose(Result(status=MOVED, to=self._next_open))

    def choose_day(self) -> None:
        """Let the marked visits move to the day that is written."""
        day = self.day.date()
        if day is None:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.choose(Result(status=MOVED, to=day))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self) -> None:
        """Tell what becomes of the visits; those that are left need nothing."""
        wanted = [(one, result) for one, result in self._choices.items() if result != LEAVE]
        if not wanted:
            self.closed.emit()
            return
        self.decided.emit(wanted)


def _follow(made: QPushButton, action: QAction) -> None:
    made.setText(plain.caption(action.text()))
    made.setToolTip(action.toolTip())


def _told(rows: Sequence[SheetRow]) -> str:
    counts = Counter(row.visit.status for row in rows)
    dates = sum(row.visit.status == DONE and row.next_date is not None for row in rows)
    parts = []
    if counts[DONE]:
        parts.append(_("{count} done").format(count=counts[DONE]))
    if counts[MISSED]:
        parts.append(_("{count} missed").format(count=counts[MISSED]))
    if counts[MOVED]:
        parts.append(_("{count} moved").format(count=counts[MOVED]))
    if dates:
        words = ngettext("{count} next date", "{count} next dates", dates)
        parts.append(words.format(count=dates))
    return " · ".join(parts)

"""The results of a day, entered from the paper in its order: one row, one key."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS, Changes
from crmdesk.core.domain.visit import PLANNED, Result
from crmdesk.core.i18n import _
from crmdesk.core.services import choices, visit_results
from crmdesk.core.services.visit_results import DaySheet, SheetRow
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import SplitView, column
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.visits.results.end_panel import EndPanel
from crmdesk.ui.visits.results.entry_panel import EntryPanel
from crmdesk.ui.visits.results.lines import cards_of, status_of
from crmdesk.ui.visits.results.row_actions import BUTTONS, row_actions
from crmdesk.ui.visits.results.sheet_head import SheetHead
from crmdesk.ui.visits.results.sheet_work import SheetWork

CONCERNS: Final = frozenset({VISITS, CUSTOMERS, FOLLOW_UPS, SETTINGS})
# Lower than this, in screen points, the list needs the room of the line about the keys.
LOW: Final = 420


@dataclass(frozen=True, slots=True)
class _Read:
    sheet: DaySheet
    staff: list[str]


def _read(workspace: Workspace, on: dt.date, staff: str) -> _Read:
    return _Read(visit_results.sheet(workspace, on, staff), choices.staff_names(workspace))


class ResultsScreen(Screen):
    """The lines of the sheet on one side, the one at hand beside them, at last what is left.

    What is typed about a visit stays with it until it is kept.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._clock = desk.workspace.clock
        self._on = self._clock.today()
        self._sheet: DaySheet | None = None
        self.work = SheetWork(desk, self)
        self.head = SheetHead()
        self.list = CardList(click_chooses=False)
        self.entry = EntryPanel(self._clock)
        slots = {
            "done": self.entry.enter_done,
            "missed": self.entry.enter_missed,
            "move": self.entry.ask_move,
            "skip": self.skip,
            "clear": self.clear_result,
            "words": self.entry.write_words,
            "customer": self._open_customer,
        }
        self.by_key = row_actions(self.list, slots, self.entry.pick)
        self.entry.add_buttons(list(self.by_key.values())[:BUTTONS])
        self.end = EndPanel(self._clock)
        self.stack = QStackedWidget()
        self.first_stop = self.list
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumWidth(200)
        self.list.setAccessibleName(_("Lines of the sheet"))
        self.list.set_empty(
            "visits", _("No visits on this day"), [(_("Back to the plan"), self.leave)]
        )
        for panel in (self.entry, self.end):
            card = QFrame()
            card.setProperty("kind", "card")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(panel)
            self.stack.addWidget(card)
        self.hint = plain.label(
            _("D done · X missed · M move · S skip · T write · 1 to 9 texts used before"),
            "hint",
            wrap=True,
        )
        split = SplitView([column(self.list, self.hint, spacing=6), self.stack])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([380, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._open)
        self.list.chosen.connect(lambda _card: self.entry.enter_done())
        self.entry.entered.connect(self.enter)
        self.entry.left.connect(self._focus_list)
        self.end.decided.connect(lambda _results: self.end.setEnabled(False))
        self.end.decided.connect(self.work.close_day)
        self.end.closed.connect(self.leave)
        self.work.settled.connect(lambda: self.end.setEnabled(True))
        self.work.failed.connect(lambda: self.refresh())
        self.head.staff_chosen.connect(lambda: self.begin(self._on, self.head.staff_name()))
        self.head.end_wanted.connect(self.show_end)
        self.head.back_wanted.connect(self.leave)

    # What others ask for

    def begin(self, on: dt.date, staff: str = "") -> None:
        """Open the sheet of a day, of one person or of all, at its first visit without result."""
        self._put_away()
        self._on, self._sheet = on, None
        self.head.set_staff([], staff)
        self.stack.setCurrentIndex(0)
        self.refresh()
        self._focus_list()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the sheet again when the changes concern it."""
        if changes is not None and not changes.nouns & CONCERNS:
            return
        workspace, on, staff = self.desk.workspace, self._on, self.head.staff_name()
        self.desk.tasks.read(
            lambda: _read(workspace, on, staff), self._show, key=(self, "sheet"), owner=self
        )

    def has_unsaved(self) -> bool:
        """Return whether something is typed that is not kept."""
        return bool(self.work.drafts) or self.entry.typed() is not None

    def leave(self) -> None:
        """Go back to the plan; what is typed stays until one comes back."""
        self._put_away()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out where there is no room for them."""
        super().resizeEvent(event)
        self.head.adapt(event.size().width())
        self.hint.setVisible(event.size().height() >= LOW)

    # Showing

    def rows(self) -> tuple[SheetRow, ...]:
        """Return the lines of the sheet."""
        return self._sheet.rows if self._sheet else ()

    def _show(self, read: _Read) -> None:
        first = self._sheet is None
        self._put_away()
        self._sheet = read.sheet
        self.head.set_staff(read.staff, read.sheet.staff)
        self.entry.set_quick_texts(read.sheet.quick_texts)
        self._draw()
        if first:
            self._go_on(0)
        elif self.stack.currentIndex() == 0:
            self._open(self.list.current())

    def _draw(self) -> None:
        rows, sent, today = self.rows(), self.work.sent, self._clock.today()
        kept = sum(status_of(row, sent) != PLANNED for row in rows)
        self.head.show_progress(self._on, today, kept, len(rows))
        self.list.set_items(cards_of(rows, sent, today))
        self.stack.setVisible(bool(rows))
        if self._sheet is not None:
            self.end.show_sheet(rows, sent, self._sheet.next_open)

    def _open(self, card: CardItem | None) -> None:
        """Show the line of a card; what is typed about the one before stays with it."""
        self._put_away()
        row = next((one for one in self.rows() if card and one.visit.id == card.id), None)
        if row is None or self._sheet is None:
            return
        self.stack.setCurrentIndex(0)
        draft = self.work.drafts.pop(row.visit.id, None)
        self.entry.show_row(row, draft, self._sheet.next_open)
        self.by_key["clear"].setEnabled(row.visit.status != PLANNED)

    def _put_away(self) -> None:
        row, typed = self.entry.row(), self.entry.typed()
        if row is not None and typed is not None:
            self.work.drafts[row.visit.id] = typed

    # Entering

    def enter(self, result: Result) -> None:
        """Keep the result of the line at hand, and open the next one at once."""
        row = self.entry.row()
        if row is None or self._sheet is None:
            return
        typed = self.entry.draft()
        # The fields say again what stood there: nothing of it can be lost any more.
        self.entry.show_row(row, None, self._sheet.next_open)
        self.work.enter(row.visit.id, result, typed)
        self._draw()
        self.skip()

    def skip(self) -> None:
        """Go to the next line without a result; this one keeps what is typed."""
        row = self.entry.row()
        ids = [one.visit.id for one in self.rows()]
        if row is not None and row.visit.id in ids:
            self._go_on(ids.index(row.visit.id) + 1)

    def clear_result(self) -> None:
        """Take back the result of the line at hand; it is a planned visit again."""
        row = self.entry.row()
        if row is not None and row.visit.status != PLANNED:
            self.enter(Result(status=PLANNED))

    def show_end(self) -> None:
        """Show what is left of the sheet."""
        self._put_away()
        self.list.setCurrentIndex(QModelIndex())
        self.stack.setCurrentIndex(1)
        self.end.take_keyboard()

    def _go_on(self, place: int) -> None:
        """Go to the first line from a place on that has no result; after the last comes the end."""
        for row in self.rows()[place:]:
            if status_of(row, self.work.sent) == PLANNED:
                self.list.select_id(row.visit.id)
                self._focus_list()
                return
        if self.rows():
            self.show_end()

    def _focus_list(self) -> None:
        if self.stack.currentIndex() == 0 and self.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_customer(self) -> None:
        row = self.entry.row()
        if row is not None:
            self.desk.open_customer(row.visit.customer_id)

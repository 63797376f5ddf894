"""The visits themselves: the ordered list of a day, or the board of a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from crmdesk.core.domain.visit import PLANNED, Spot, VisitRow
from crmdesk.core.i18n import _
from crmdesk.ui.kit.empty_state import Choice
from crmdesk.ui.kit.layout import column
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.visits.board_content import Shown
from crmdesk.ui.visits.day_model import DayModel
from crmdesk.ui.visits.day_notes import DayNotes, notes_of
from crmdesk.ui.visits.planning import shifted
from crmdesk.ui.visits.week_board import WeekBoard


class PlanView(QStackedWidget):
    """Shows a day or a week, and tells which visits are chosen."""

    chosen_changed = Signal()
    activated = Signal()
    order_wanted = Signal(object)
    order_stands = Signal()
    day_wanted = Signal(object)
    day_picked = Signal(object)
    staff_picked = Signal(object)
    put_wanted = Signal(object, object)
    plan_wanted = Signal(object, object)
    menu_wanted = Signal(QPoint)
    columns_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DayModel(desk.tasks, self)
        self.table = RowsView(self.model)
        self.week = WeekBoard()
        self._rows: list[VisitRow] = []
        self._prepare_table()
        self.table.setProperty("kind", "boxed")
        self._notes = DayNotes()
        self.addWidget(column(self._notes, self.table, spacing=6))
        self.addWidget(ScrollArea(self.week))
        self._day = dt.date.min
        # Whose row of the board is at hand, where there is one for each of the staff.
        self._staff: str | None = None
        self.model.order_dropped.connect(self.order_wanted)
        self.model.customers_dropped.connect(
            lambda ids, before: self.plan_wanted.emit(ids, Spot(self._day, before))
        )
        self.table.current_id.connect(lambda _id: self.chosen_changed.emit())
        self.table.selection_changed.connect(lambda _count: self.chosen_changed.emit())
        self.table.activated_id.connect(lambda _id: self.activated.emit())
        self.table.menu_requested.connect(lambda _ids, where: self.menu_wanted.emit(where))
        self.table.columns_changed.connect(self.columns_changed)
        self.week.opened.connect(lambda _id: self.activated.emit())
        self.week.day_wanted.connect(self.day_wanted)
        self.week.entered.connect(self._enter)
        self.week.put_wanted.connect(self.put_wanted)
        self.week.plan_wanted.connect(self.plan_wanted)
        self.week.menu_requested.connect(lambda _ids, where: self.menu_wanted.emit(where))
        self.week.chosen_changed.connect(self.chosen_changed)

    def _prepare_table(self) -> None:
        table = self.table
        table.setDragEnabled(True)
        table.setAcceptDrops(True)
        table.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        table.setDefaultDropAction(Qt.DropAction.MoveAction)
        table.setDragDropOverwriteMode(False)
        table.setDropIndicatorShown(True)
        table.horizontalHeader().setSortIndicatorShown(False)
        table.fit_columns()
        table.setAccessibleName(_("Visits of the day"))

    def shows_day(self) -> bool:
        """Return whether the ordered list of a day is shown."""
        return self.currentIndex() == 0

    def show_plan(self, shown: Shown, chosen: dt.date) -> None:
        """Show days: the list of one day, or the board of several or of each of the staff."""
        self._rows = list(shown.rows)
        self._day = chosen
        of_one = len(shown.days) == 1 and shown.staff is None
        self.setCurrentIndex(0 if of_one else 1)
        if self._staff not in (shown.staff or ()):
            self._pick_staff(None)
        if of_one:
            self.model.mark_warned(shown.warnings)
            self._notes.show_notes(notes_of(shown))
            self.model.show_visits(shown.rows)
            if shown.rows and self.table.current() is None:
                self._choose(int(self.model.ids()[0]))
        else:
            self.week.show_plan(shown)
            self.week.mark_day(chosen, self._staff)
        self.chosen_changed.emit()

    def show_staff(self, of_several: bool) -> None:
        """Tell early in the list of a day whose each visit is, where the visits are of several."""
        self.table.set_columns(self.model.columns_for(of_several=of_several))

    def mark_day(self, day: dt.date) -> None:
        """Show for which of the days is planned."""
        self._day = day
        self.week.mark_day(day, self._staff)

    def _enter(self, day: dt.date, staff: str | None) -> None:
        self._pick_staff(staff)
        self.mark_day(day)
        self.day_picked.emit(day)

    def _pick_staff(self, staff: str | None) -> None:
        if staff != self._staff:
            self._staff = staff
            self.staff_picked.emit(staff)

    def set_empty(self, text: str, hint: str, choices: Sequence[Choice]) -> None:
        """Say what is shown on a day without visits."""
        self.table.set_empty("visits", text, choices, hint)

    def rows(self) -> list[VisitRow]:
        """Return the visits shown."""
        return self._rows

    def current_row(self) -> VisitRow | None:
        """Return the visit at hand, or None."""
        if self.shows_day():
            return self.model.visit_row(self.table.current())
        return self.week.current_row()

    def selected_rows(self) -> list[VisitRow]:
        """Return the chosen visits in order; the one at hand when none is marked."""
        ids = self.table.selected_ids() if self.shows_day() else self.week.selected_ids()
        found = [row for row in self._rows if row.visit.id in set(ids)]
        current = self.current_row()
        return found or ([current] if current else [])

    def shift(self, step: int) -> list[int] | None:
        """Show the chosen visits one place further, and return the new order if it changed."""
        order = self.model.ids().tolist() if self.shows_day() else self.week.shown_ids()
        made = shifted(order, {row.visit.id for row in self.selected_rows()}, step)
        return made if made != order and self.show_order(made) else None

    def show_order(self, order: Sequence[int]) -> bool:
        """Show the day's visits in another order at once, before it is stored.

        Return whether it is another one: persons and fixed times come before what is wished.
        """
        if not self.shows_day():
            self.week.show_order(order)
            return True
        if self.model.in_order(order) == self.model.ids().tolist():
            self.order_stands.emit()
            return False
        known = {row.visit.id: row for row in self._rows}
        self._rows = [known[visit_id] for visit_id in order]
        self.model.show_order(order)
        current = self.table.currentIndex()
        if current.isValid():
            self.table.scrollTo(current)
        return True

    def choose(self, day: dt.date, visit_ids: Collection[int]) -> None:
        """Choose visits of a day on the board, and give them the keyboard."""
        if not self.shows_day():
            self.week.choose(day, visit_ids)

    def select_next_planned(self, after: int) -> None:
        """Go to the next planned visit of the day, so that results can be typed in order."""
        rows = self.model.visit_rows() if self.shows_day() else self._rows
        ids = [row.visit.id for row in rows]
        place = ids.index(after) if after in ids else -1
        for row in rows[place + 1 :]:
            if row.visit.status == PLANNED:
                self._choose(row.visit.id)
                return

    def _choose(self, visit_id: int) -> None:
        self.table.select_id(visit_id)
        # Ctrl may still be held from Ctrl+Enter: Qt would then add to the selection.
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(
            self.table.currentIndex(), flags.ClearAndSelect | flags.Rows
        )

    def focus(self, day: dt.date) -> None:
        """Take the keyboard."""
        if self.shows_day():
            self.table.setFocus()
        else:
            self.week.focus_day(day)

    def save_state(self) -> dict[str, Any]:
        """Return the columns as plain data."""
        return self.table.save_state()

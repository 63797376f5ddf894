"""The visits themselves: the ordered list of a day, or the board of a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from crmdesk.core.domain.visit import PLANNED, VisitRow
from crmdesk.core.i18n import _
from crmdesk.ui.kit.empty_state import Choice
from crmdesk.ui.kit.layout import ScrollArea
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.visits.day_bar import DAY
from crmdesk.ui.visits.day_model import DayModel
from crmdesk.ui.visits.planning import shifted
from crmdesk.ui.visits.week_board import WeekBoard


class PlanView(QStackedWidget):
    """Shows a day or a week, and tells which visits are chosen."""

    chosen_changed = Signal()
    activated = Signal()
    order_wanted = Signal(object)
    day_wanted = Signal(object)
    move_wanted = Signal(object, object)
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
        self.addWidget(self.table)
        self.addWidget(ScrollArea(self.week))
        self.model.order_dropped.connect(self.order_wanted)
        self.table.current_id.connect(lambda _id: self.chosen_changed.emit())
        self.table.selection_changed.connect(lambda _count: self.chosen_changed.emit())
        self.table.activated_id.connect(lambda _id: self.activated.emit())
        self.table.menu_requested.connect(lambda _ids, where: self.menu_wanted.emit(where))
        self.table.columns_changed.connect(self.columns_changed)
        self.week.opened.connect(lambda _id: self.activated.emit())
        self.week.day_wanted.connect(self.day_wanted)
        self.week.move_wanted.connect(self.move_wanted)
        self.week.menu_requested.connect(lambda _ids, where: self.menu_wanted.emit(where))
        for day in self.week.cards:
            day.list.currentItemChanged.connect(lambda *_items: self.chosen_changed.emit())
            day.list.itemSelectionChanged.connect(self.chosen_changed)

    def _prepare_table(self) -> None:
        table = self.table
        table.setDragEnabled(True)
        table.setAcceptDrops(True)
        table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        table.setDragDropOverwriteMode(False)
        table.setDropIndicatorShown(True)
        table.horizontalHeader().setSortIndicatorShown(False)
        table.fit_columns()
        table.setAccessibleName(_("Visits of the day"))

    def shows_day(self) -> bool:
        """Return whether the ordered list of a day is shown."""
        return self.currentIndex() == 0

    def show_visits(
        self, view: str, days: Sequence[dt.date], today: dt.date, rows: Sequence[VisitRow]
    ) -> None:
        """Show the visits of a day or a week."""
        self._rows = list(rows)
        self.setCurrentIndex(0 if view == DAY else 1)
        if view == DAY:
            self.model.show_visits(rows)
            if rows and self.table.current() is None:
                self._choose(rows[0].visit.id)
        else:
            self.week.show_week(days, today, rows)
        self.chosen_changed.emit()

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
        order = self.model.ids().tolist()
        made = shifted(order, {row.visit.id for row in self.selected_rows()}, step)
        if made == order:
            return None
        self.show_order(made)
        return made

    def show_order(self, order: Sequence[int]) -> None:
        """Show the day's visits in another order at once, before it is stored."""
        self.model.show_order(order)
        self._rows = self.model.visit_rows()
        current = self.table.currentIndex()
        if current.isValid():
            self.table.scrollTo(current)

    def select_next_planned(self, after: int) -> None:
        """Go to the next planned visit of the day, so that results can be typed in order."""
        ids = [row.visit.id for row in self._rows]
        place = ids.index(after) if after in ids else -1
        for row in self._rows[place + 1 :]:
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

"""Everything that can be done to the visit at hand, each with its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED
from crmdesk.core.i18n import N_, _
from crmdesk.ui.kit.actions import action_button, action_inside
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.copying import copy_number
from crmdesk.ui.visits.plan_view import PlanView
from crmdesk.ui.visits.side_panel import SidePanel
from crmdesk.ui.visits.visit_forms import Outcome
from crmdesk.ui.visits.visit_work import VisitWork

# key, text, shortcut, icon
_ACTIONS: Final = (
    ("done", N_("Done…"), "D", "check"),
    ("missed", N_("Missed"), "X", "close"),
    ("move", N_("Move…"), "M", "right"),
    ("edit", N_("Edit…"), "F2", "edit"),
    ("again", N_("Planned again"), "P", "undo"),
    ("up", N_("Earlier in the list"), "Alt+Up", "up"),
    ("down", N_("Later in the list"), "Alt+Down", "down"),
    ("customer", N_("Open the customer"), "O", "person"),
    ("copy", N_("Copy the phone number"), "Ctrl+C", "copy"),
    ("form", N_("Print the form…"), "Ctrl+Shift+L", "print"),
    ("remove", N_("Take off the plan"), "Del", "bin"),
)
_GROUPS_BEGIN: Final = ("up", "customer", "remove")
_WITH_TEXT: Final = ("done", "missed", "move", "edit")
_ICON_ONLY: Final = ("up", "down", "remove")


class VisitActions(QObject):
    """The actions of the lists of visits, enabled by what is chosen."""

    def __init__(self, desk: Desk, plan: PlanView, side: SidePanel, work: VisitWork) -> None:
        super().__init__(plan)
        self._desk = desk
        self._plan = plan
        self._side = side
        self._work = work
        self._finished = 0
        slots = {
            "done": self.ask_finish,
            "missed": self.miss,
            "move": self.ask_move,
            "edit": self.ask_edit,
            "again": self.plan_again,
            "up": lambda: self.shift(-1),
            "down": lambda: self.shift(1),
            "customer": self.open_customer,
            "copy": self.copy_phone,
            "form": self.print_forms,
            "remove": self.remove,
        }
        self.by_key: dict[str, QAction] = {
            key: action_inside(plan, _(text), slots[key], keys, icon)
            for key, text, keys, icon in _ACTIONS
        }
        side.finish.saved.connect(self.finish)
        plan.order_stands.connect(self.tell_order)

    def buttons(self, extra: Sequence[QAction] = ()) -> QWidget:
        """Return the row of buttons under the list."""
        row = QWidget()
        flow = FlowLayout(row, 2)
        for key in _WITH_TEXT:
            flow.addWidget(action_button(self.by_key[key]))
        for action in extra:
            flow.addWidget(action_button(action))
        for key in _ICON_ONLY:
            flow.addWidget(action_button(self.by_key[key], text=False))
        return row

    def insert(self, before: str, key: str, action: QAction) -> None:
        """Put another action into the menu, before one that is there."""
        known = dict(self.by_key)
        self.by_key.clear()
        for name, one in known.items():
            if name == before:
                self.by_key[key] = action
            self.by_key[name] = one

    def show_menu(self, where: QPoint, of_day: Sequence[QAction] = ()) -> None:
        """Open the menu of the visit at hand, after what can be done to the day."""
        menu = QMenu(self._plan)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(of_day))
        menu.addSeparator()
        for key, action in self.by_key.items():
            if key in _GROUPS_BEGIN:
                menu.addSeparator()
            if action.isEnabled():
                menu.addAction(action)
        menu.popup(where)

    def suit(self) -> None:
        """Enable what can be done to the chosen visits."""
        rows = self._plan.selected_rows()
        row = self._plan.current_row() or (rows[0] if rows else None)
        status = row.visit.status if row else ""
        one = len(rows) == 1
        all_open = bool(rows) and all(r.visit.status in (PLANNED, MISSED) for r in rows)
        for key, enabled in {
            "done": all_open and one,
            "missed": all_open and any(r.visit.status == PLANNED for r in rows),
            "move": all_open,
            "edit": one and status not in ("", MOVED),
            "again": one and status == MISSED,
            "up": bool(rows),
            "down": bool(rows),
            "customer": row is not None,
            "copy": row is not None and bool(row.phone),
            "form": any(r.visit.form or r.visit.answers for r in rows),
            "remove": bool(rows) and all(r.visit.status != DONE for r in rows),
        }.items():
            self.by_key[key].setEnabled(enabled)

    def ask_finish(self) -> None:
        """Ask how the visit went."""
        row = self._plan.current_row()
        if row is not None:
            self._side.open_finish(row)

    def finish(self, outcome: Outcome) -> None:
        """Keep how it went, and go on with the next visit of the sheet."""
        self._finished = outcome.visit_id
        self._work.finish(outcome)

    def enter_results(self, day: dt.date, staff: str) -> None:
        """Enter the results of a day from its sheet, once the shown order is stored."""
        self._work.settle()
        self._desk.enter_results(day, staff)

    def go_on(self) -> None:
        """Go to the visit after the one just finished, once the list is read again."""
        if self._finished:
            self._plan.select_next_planned(self._finished)
            self._finished = 0

    def miss(self) -> None:
        """Mark the chosen visits as missed."""
        self._work.miss([row.visit.id for row in self._plan.selected_rows()])

    def ask_move(self) -> None:
        """Ask for the day to which the chosen visits move."""
        rows = self._plan.selected_rows()
        if rows:
            self._side.open_move(rows)

    def ask_edit(self) -> None:
        """Ask for time, purpose and staff."""
        row = self._plan.current_row()
        if row is not None and row.visit.status != MOVED:
            self._side.open_edit(row)

    def plan_again(self) -> None:
        """Make a missed visit a planned one again."""
        row = self._plan.current_row()
        if row is not None:
            self._work.plan_again(row.visit.id)

    def shift(self, step: int) -> None:
        """Put the chosen visits one place earlier or later."""
        order = self._plan.shift(step)
        if order is not None:
            self._work.reorder(order)

    def tell_order(self) -> None:
        """Say why a visit stays where it is."""
        words = _("The day goes person by person, and fixed times say who is first.")
        self._desk.done(Changes(0, words))

    def open_customer(self) -> None:
        """Open the customer's file."""
        row = self._plan.current_row()
        if row is not None:
            self._desk.open_customer(row.visit.customer_id)

    def copy_phone(self) -> None:
        """Put the phone number on the clipboard."""
        row = self._plan.current_row()
        if row is not None:
            copy_number(self._desk, row.phone)

    def print_forms(self) -> None:
        """Print the forms of the chosen visits, a page for each."""
        rows = self._plan.selected_rows()
        if rows:
            self._work.settle()
            ids = tuple(row.visit.id for row in rows)
            self._desk.print_style("visit_form", start=rows[0].visit.on, days=1, ids=ids)

    def remove(self) -> None:
        """Take the chosen visits off the plan; Undo brings them back."""
        self._work.remove([row.visit.id for row in self._plan.selected_rows()])

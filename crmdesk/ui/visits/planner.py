"""Planning itself: who is put on which day, in which order, at which time, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import DONE, MOVED, PLANNED, Spot, VisitRow
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_inside, make_action
from crmdesk.ui.visits.day_bar import DayBar
from crmdesk.ui.visits.picker import DUE, Plan
from crmdesk.ui.visits.plan_view import PlanView
from crmdesk.ui.visits.planning import day_name
from crmdesk.ui.visits.side_panel import SidePanel
from crmdesk.ui.visits.visit_work import VisitWork


class Planner(QObject):
    """Joins the days, who is to be visited, and what is written of it."""

    def __init__(
        self, screen: QWidget, bar: DayBar, plan: PlanView, side: SidePanel, work: VisitWork
    ) -> None:
        super().__init__(screen)
        self._bar = bar
        self._plan = plan
        self._side = side
        self._work = work
        self._times = TimePlan()
        self._today = bar.day()
        self._follow: tuple[dt.date, frozenset[int]] | None = None
        self.by_district = make_action(
            screen,
            _("Order by district"),
            self.order_by_district,
            shortcut="Ctrl+Shift+O",
            icon="location",
        )
        self.times = make_action(
            screen, _("Times…"), self.ask_times, shortcut="Ctrl+Shift+T", icon="clock"
        )
        self.assign = action_inside(plan, _("Assign to…"), self.ask_staff, "S", "person")
        self.beside = [
            action_inside(plan, text, partial(self.put_beside, step), keys, icon)
            for step, text, keys, icon in (
                (-1, _("To the day before"), "Ctrl+Left", "left"),
                (1, _("To the day after"), "Ctrl+Right", "right"),
            )
        ]
        self._connect()

    def _connect(self) -> None:
        picker = self._side.picker
        self._plan.day_picked.connect(self._bar.set_day)
        self._plan.staff_picked.connect(picker.fields.plan_by)
        self._plan.put_wanted.connect(self.put)
        self._plan.plan_wanted.connect(self.plan_at)
        self._plan.order_wanted.connect(self.order)
        picker.planned.connect(self.plan)
        self._work.failed.connect(picker.suggested.list.forget_taken)
        picker.day_picked.connect(self._pick_day)
        self._side.times.saved.connect(self._fill_times)
        self._side.times.cleared.connect(lambda: self._work.clear_times(_ids(self.of_day())))

    def of_day(self) -> list[VisitRow]:
        """Return the shown visits of the chosen day."""
        return [row for row in self._plan.rows() if row.visit.on == self._bar.day()]

    def suit(self) -> None:
        """Enable what can be done to the chosen day and visits."""
        of_day = self.of_day()
        self.by_district.setEnabled(len(of_day) > 1)
        self.times.setEnabled(any(row.visit.status == PLANNED for row in of_day))
        waiting = [r for r in self._plan.selected_rows() if r.visit.status not in (DONE, MOVED)]
        self.assign.setEnabled(bool(waiting) and bool(self._bar.staff_names()))
        for action in self.beside:
            action.setEnabled(bool(waiting))

    def went_on(self, times: TimePlan, today: dt.date) -> None:
        """Take what was read anew, and go on with the visits that were just put elsewhere."""
        self._times, self._today = times, today
        if self._follow is not None:
            self._plan.choose(*self._follow)
            self._follow = None

    # Planning

    def plan(self, plan: Plan) -> None:
        """Write the visits that the picker asks for."""
        self._work.plan(plan, lambda _changes: self._planned())

    def plan_at(self, customer_ids: Sequence[int], spot: Spot) -> None:
        """Plan customers who were dragged to a spot."""
        fields = self._side.picker.fields
        staff = fields.whose() if spot.staff is None else spot.staff
        shares = [(spot.day, tuple(customer_ids))]
        self._side.picker.plan_for(shares, staff, spot.before)

    def put(self, visit_ids: Sequence[int], spot: Spot) -> None:
        """Put visits that were dragged, or taken along with Ctrl, at a spot."""
        ids = frozenset(visit_ids)

        def follow(changes: Changes) -> None:
            self._follow = (spot.day, ids | {changes.new_id})

        self._work.put(visit_ids, spot, follow)

    def put_beside(self, step: int) -> None:
        """Put the chosen visits at the end of the day before (-1) or after (1)."""
        rows = self._plan.selected_rows()
        if rows:
            day = rows[0].visit.on + dt.timedelta(days=step)
            self.put(_ids(rows), Spot(day))

    def order(self, order: list[int]) -> None:
        """Show an order at once, and keep it."""
        if self._plan.show_order(order):
            self._work.reorder(order)

    def order_by_district(self) -> None:
        """Put the chosen day in the order of its way."""
        self._work.order_by_district(self._bar.day(), self._bar.staff_name())

    def show_due(self) -> None:
        """Show who is due."""
        self._side.leave(self._show_due)

    def _show_due(self) -> None:
        self._side.close_form()
        self._side.want_picker()
        self._side.picker.tabs.setCurrentIndex(DUE)
        self._side.picker.focus()

    # Times and staff

    def ask_times(self) -> None:
        """Ask how the times of the chosen day are worked out."""
        waiting = [row for row in self.of_day() if row.visit.status == PLANNED]
        if waiting:
            day = day_name(self._bar.day(), self._today)
            self._side.open_times(self._times, day, len(waiting))

    def _fill_times(self, plan: TimePlan) -> None:
        self._work.fill_times(_ids(self.of_day()), plan)

    def ask_staff(self) -> None:
        """Open a menu of the staff over the chosen visits."""
        self.staff_menu().popup(self._plan.mapToGlobal(QPoint(self._plan.width() // 3, 80)))

    def staff_menu(self) -> QMenu:
        """Return a menu that gives the chosen visits to one of the staff."""
        ids = _ids(self._plan.selected_rows())
        menu = QMenu(self._plan)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, name in enumerate(self._bar.staff_names(), start=1):
            words = plain.caption(plain.one_line(name))
            # The first nine answer to a digit.
            action = menu.addAction(f"&{number} {words}" if number < 10 else words)
            action.triggered.connect(lambda _on=False, name=name: self._work.assign(ids, name))
        menu.addSeparator()
        nobody = menu.addAction(_("Nobody yet"))
        nobody.triggered.connect(lambda _on=False: self._work.assign(ids, ""))
        return menu

    def _planned(self) -> None:
        self._side.picker.clear()
        self._side.picker.load()

    def _pick_day(self, number: int) -> None:
        days = self._bar.days_to_pick()
        if number < len(days):
            self._bar.set_day(days[number])


def _ids(rows: Sequence[VisitRow]) -> list[int]:
    return [row.visit.id for row in rows]

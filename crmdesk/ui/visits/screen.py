"""The visits screen: the plan of a day or a week, and who to visit beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import ACTIVITIES, CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS, Changes
from crmdesk.core.domain.visit import VisitRow, numbered
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.domain.visit_warnings import PlanWarning
from crmdesk.core.i18n import _
from crmdesk.core.services import choices, visit_times, visit_warnings
from crmdesk.core.services import visits as visit_service
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit.actions import allow, button, tool_button
from crmdesk.ui.kit.layout import PageHeader, SplitView
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.parts.staff_adding import add_staff
from crmdesk.ui.visits.board_content import Shown, staff_shown
from crmdesk.ui.visits.day_bar import DAY, DayBar
from crmdesk.ui.visits.headings import counts_of, heading_of
from crmdesk.ui.visits.plan_view import PlanView
from crmdesk.ui.visits.planner import Planner
from crmdesk.ui.visits.planning import day_name
from crmdesk.ui.visits.rounds import Rounds
from crmdesk.ui.visits.side_panel import SidePanel
from crmdesk.ui.visits.small_window import SmallWindow
from crmdesk.ui.visits.visit_actions import VisitActions
from crmdesk.ui.visits.visit_work import VisitWork

VIEW: Final = "visits"
CONCERNS: Final = frozenset({VISITS, CUSTOMERS, ACTIVITIES, FOLLOW_UPS, SETTINGS})


@dataclass(frozen=True, slots=True)
class _Read:
    days: tuple[dt.date, ...]
    rows: list[VisitRow]
    staff: list[str]
    warnings: list[PlanWarning]
    plan: TimePlan


def _read(workspace: Workspace, days: tuple[dt.date, ...], staff: str) -> _Read:
    return _Read(
        days,
        visit_service.between(workspace, days[0], days[-1], staff),
        choices.staff_names(workspace),
        visit_warnings.warnings(workspace, days),
        visit_times.time_plan(workspace),
    )


class _Sides(SplitView):
    """The plan and its side; they take the height there is and wish for no more than they need."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class VisitsScreen(Screen):
    """Plans visits, keeps their order, and takes the results back in sheet order."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._clock = desk.workspace.clock
        self._read_once = False
        self.work = VisitWork(desk, self)
        self.header = PageHeader(_("Visits"))
        self.bar = DayBar(self._clock)
        self.plan = PlanView(desk)
        self.side = SidePanel(desk)
        self.tools = VisitActions(desk, self.plan, self.side, self.work)
        self.planner = Planner(self, self.bar, self.plan, self.side, self.work)
        self.rounds = Rounds(desk, self, self.bar, self.plan, self.side, self.work)
        self.day_tools = [self.planner.by_district, self.planner.times, self.rounds.show_action]
        for key, action in zip(("before", "after"), self.planner.beside, strict=True):
            self.tools.insert("edit", key, action)
        self.tools.insert("up", "assign", self.planner.assign)
        self._read_days: tuple[dt.date, ...] = ()
        self._counts = ""
        self._build()
        self._connect()
        self._restore()
        self._suit()

    def _build(self) -> None:
        self.who_button = button(
            _("Who to visit"), self._toggle_side, icon="plus", shortcut="Ctrl+Shift+V"
        )
        self.who_button.setCheckable(True)
        self.results_button = button(
            _("Enter results"),
            lambda: self.tools.enter_results(self.bar.day(), self.bar.staff_name()),
            icon="check",
            shortcut="Ctrl+Shift+R",
        )
        self.print_button = button(_("Print…"), self._print, icon="print", shortcut="Ctrl+P")
        self.header.add(self.who_button)
        self.header.add(self.results_button)
        self.header.add(self.print_button)
        self.more_button = tool_button("more", _("What can be done"), self._show_more)
        self.more_button.hide()
        self.header.add(self.more_button)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self.plan, 1)
        self._tool_row = self.tools.buttons(self.day_tools)
        inner.addWidget(self._tool_row)
        self.split = _Sides([left, self.side])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([640, 320])
        page = Page()
        layout = self._layout = QVBoxLayout(page)
        self.small = SmallWindow(left, self.plan, self.side, self.bar, self._fit)
        self.small.arrange(layout, self.split)
        layout.addWidget(self.header)
        layout.addWidget(self.bar)
        layout.addWidget(self.split, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(page))

    def _connect(self) -> None:
        self.bar.day_changed.connect(self._day_changed)
        self.bar.view_changed.connect(lambda _view: self._view_changed())
        self.bar.staff_changed.connect(lambda _name: self.refresh())
        hint = _("The names can be changed in the settings, under Shop.")
        self.bar.staff_wanted.connect(lambda: add_staff(self.desk, self, hint))
        self.plan.chosen_changed.connect(self._suit)
        self.plan.activated.connect(self.tools.ask_edit)
        self.plan.day_wanted.connect(self.show_day)
        self.plan.menu_wanted.connect(self.tools.show_menu)
        self.plan.columns_changed.connect(self._remember)
        self.split.sizes_changed.connect(self._remember)
        self.side.left.connect(self._back_to_list)
        self.side.edit.saved.connect(self.work.save)
        self.side.move_form.saved.connect(self.work.move)
        self.work.failed.connect(lambda: self.refresh())

    # What others ask for

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the shown days again when the changes concern them."""
        if changes is not None and not changes.nouns & CONCERNS:
            return
        self._read_once = True
        workspace, staff = self.desk.workspace, self.bar.staff_name()
        days = self.bar.days()
        self.side.picker.show_day(self.bar.day(), days, staff)
        self.desk.tasks.read(lambda: _read(workspace, days, staff), self._show, key=(self, "rows"))
        if self.side.rounds_shown():
            self.side.rounds.load()
        if self.side.picker_shown():
            self.side.picker.load()

    def plan_customers(self, ids: Sequence[int]) -> None:
        """Show who to visit with these customers picked."""

        def pick() -> None:
            self.side.close_form()
            self.side.want_picker()
            self.side.picker.pick_ids(ids)
            self.side.picker.add_button.setFocus()
            self._suit()

        self.side.leave(pick)

    def has_unsaved(self) -> bool:
        """Return whether a form at the side holds words that are not kept."""
        return self.side.is_dirty()

    def settle(self) -> None:
        """Store a changed order without waiting for the pause."""
        self.work.settle()

    def show_day(self, day: dt.date) -> None:
        """Show a day's list."""
        self.bar.set_view(DAY)
        self.bar.set_day(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit a small window."""
        super().resizeEvent(event)
        self.small.suit(event.size())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the visits when the screen is seen for the first time."""
        super().showEvent(event)
        if not self._read_once:
            self.refresh()
            self.plan.focus(self.bar.day())

    # Showing

    def _show(self, read: _Read) -> None:
        if self.work.ordering():
            return  # what is shown is newer; it is read again once the order is stored
        today = self._clock.today()
        self.bar.set_staff(read.staff)
        self.side.set_staff(read.staff, self.bar.staff_name())
        self.header.set_title(heading_of(read.days, today))
        self._counts = counts_of(read.rows)
        self._show_counts()
        name = day_name(read.days[0], today)
        self.plan.set_empty(
            _("No visits on {day} yet.").format(day=name),
            _("Pick customers, set their order, and print the sheet."),
            [
                (_("Who to visit"), self.side.show_picker),
                (_("Those who are due"), self.planner.show_due),
            ],
        )
        staff = None
        if self.bar.staff_apart():
            staff = staff_shown(read.rows, read.staff, self.bar.staff_name())
        shown = Shown(read.days, today, read.rows, read.warnings, staff, read.plan)
        self._read_days = read.days
        self.plan.show_staff(len(read.staff) > 1 and not self.bar.staff_name())
        self.plan.show_plan(shown, self.bar.day())
        self.planner.went_on(read.plan, today)
        self.tools.go_on()

    def _show_counts(self) -> None:
        self.header.set_subtitle("" if self.small.low else self._counts)

    def _fit(self) -> None:
        self.small.arrange(self._layout, self.split)
        self._tool_row.setVisible(not self.small.low)
        self.more_button.setVisible(self.small.low or self.small.narrow)
        self._show_counts()
        self._suit()

    def _show_more(self) -> None:
        under = self.more_button.rect().bottomLeft()
        days = [*self.bar.near, *self.day_tools]
        self.tools.show_menu(self.more_button.mapToGlobal(under), days)

    def _suit(self) -> None:
        self.tools.suit()
        self.planner.suit()
        of_day = any(line.number for line in numbered(self.planner.of_day()))
        shown = of_day or any(line.number for line in numbered(self.plan.rows()))
        none_on_day, none = (
            _("There are no visits on this day."),
            _("There are no visits to print."),
        )
        allow(self.results_button, of_day, none_on_day)
        allow(self.print_button, shown, none)
        self.who_button.setChecked(self.side.picker_shown())

    def _day_changed(self, day: dt.date) -> None:
        self.work.settle()
        if self._read_days == self.bar.days():
            # The same days: only the suggestions are others.
            self.plan.mark_day(day)
            self.side.picker.show_day(day, self.bar.days(), self.bar.staff_name())
            self._suit()
            if self.side.picker_shown():
                self.side.picker.load()
            return
        self.refresh()

    def _view_changed(self) -> None:
        self.work.settle()
        self._remember()
        self.refresh()

    def _back_to_list(self) -> None:
        self.plan.focus(self.bar.day())
        self._suit()

    # Asking

    def _toggle_side(self) -> None:
        if self.side.picker_shown() and not self.side.form_open():
            self.side.hide_picker()
        else:
            self.side.show_picker()
        self._remember()
        self._suit()

    def _print(self) -> None:
        self.work.settle()
        days = self.bar.days()
        self.desk.print_schedule(days[0], len(days), self.bar.staff_name())

    def _remember(self) -> None:
        before = self.desk.settings.views.get(VIEW, {}).get("split")
        self.desk.settings.views[VIEW] = {
            "columns": self.plan.save_state(),
            "split": before if self.small.narrow else self.split.save_state(),
            **self.bar.save_state(),
            "who": self.small.picker_wanted(),
        }

    def _restore(self) -> None:
        kept = self.desk.settings.views.get(VIEW, {})
        self.plan.table.restore_state(kept.get("columns") or {})
        self.split.restore_state(kept.get("split"))
        self.bar.restore_state(kept)
        if kept.get("who") is False:
            self.side.hide_picker()

"""What can be done about silent customers, each with one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from crmdesk.core.i18n import _
from crmdesk.core.services import silent
from crmdesk.core.services.silent import SilentRow
from crmdesk.ui.care import silent_dialogs as dialogs
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_view import RowsView


class SilentVerbs:
    """The actions of a list; `actions` act on the chosen customers, `why` on the current one."""

    def __init__(self, desk: Desk, view: RowsView, current: Callable[[], SilentRow | None]) -> None:
        self._desk = desk
        self._view = view
        self._current = current
        action = partial(action_inside, view)
        self.actions = [
            action(_("Note contact"), self.note, "N", "note"),
            action(_("Plan follow-up"), self.plan_follow_ups, "F", "follow-up"),
            action(_("Plan visits"), self.plan_visits, "V", "visits"),
            action(_("Open the customer"), self.open_customer, "Ctrl+O", "person"),
            action(_("Not silent: own interval"), self.set_interval, "I", "clock"),
        ]
        self.why = action(_("Why?"), self.explain, "W", "help")

    def set_enabled(self, on: bool) -> None:
        """Let the actions act, or not while nobody is chosen."""
        for action in (*self.actions, self.why):
            action.setEnabled(on)

    def note(self) -> None:
        """Write down a contact with the current customer."""
        if (row := self._current()) is not None:
            dialogs.NoteDialog(self._desk, self._view, row).open()

    def plan_follow_ups(self) -> None:
        """Plan a follow-up with one customer, or with several over the days to come."""
        from crmdesk.ui.parts.followup_plan import plan_follow_up

        row, ids = self._current(), self._view.selected_ids()
        if len(ids) > 1:
            dialogs.PlanDialog(self._desk, self._view, ids).open()
        elif row is not None:
            plan_follow_up(self._desk, self._view, row.customer_id, row.name)

    def plan_visits(self) -> None:
        """Go to the visits with the chosen customers."""
        if ids := self._view.selected_ids():
            self._desk.plan_visit(ids)

    def open_customer(self) -> None:
        """Show the file of the current customer."""
        if (row := self._current()) is not None:
            self._desk.open_customer(row.customer_id)

    def set_interval(self) -> None:
        """Ask how often to stay in touch with the chosen customers."""
        if (row := self._current()) is not None:
            dialogs.OwnIntervalDialog(self._desk, self._view, row, self._view.selected_ids()).open()

    def explain(self) -> None:
        """Say why the current customer is on the list."""
        row = self._current()
        if row is None:
            return
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: silent.contact_days(workspace, row.customer_id),
            lambda days: dialogs.WhyDialog(self._desk, self._view, row, days).open(),
            owner=self._view,
        )

    def show_rule(self) -> None:
        """Say how it is decided who is silent."""
        dialogs.RuleDialog(self._desk, self._view).open()

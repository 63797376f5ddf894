"""Planning a follow-up or changing one, and the follow-up forms as dialogs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain import followup
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.series import Repeat, Series
from crmdesk.core.i18n import _
from crmdesk.core.services import chains, followups, series
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import FittingArea
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem, past_doubt
from crmdesk.ui.parts.followup_forms import AnswerForm
from crmdesk.ui.parts.rule_edit import RuleEdit
from crmdesk.ui.parts.staff_box import StaffBox

ONE: Final = "one"
FOLLOWING: Final = "following"
# Heading, buttons and frame of the dialog around the fields.
BESIDE: Final = 180
WIDTH: Final = 520


class FollowUpForm(AnswerForm):
    """A follow-up to plan or to change: date, time, what, kind, priority, staff.

    One that a series only promises has no number yet; it is written when it is saved.
    """

    def __init__(
        self, desk: Desk, follow_up: FollowUp, customer: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._follow_up = follow_up
        workspace = desk.workspace
        new = not follow_up.which
        self.date = due_edit(workspace.clock, follow_up.due)
        self.time = TimeEdit(follow_up.at)
        self.what = QLineEdit(follow_up.what)
        self.what.setPlaceholderText(_("Ask how the new curtains look"))
        self.kind = ChoiceBox([(key, _(text)) for key, text in followup.KINDS.items()])
        self.kind.set_key(follow_up.kind)
        self.priority = ChoiceBox(
            [(str(key), _(text)) for key, text in sorted(followup.PRIORITIES.items())]
        )
        self.priority.set_key(str(follow_up.priority))
        self.staff = StaffBox(desk, follow_up.staff or desk.settings.staff)
        self.rule = RuleEdit(workspace.clock)
        self.rule.set_start(follow_up.occurrence or follow_up.due)
        self.date.date_changed.connect(self.rule.set_start)
        self.scope = ChoiceBox(
            [(ONE, _("Only this one")), (FOLLOWING, _("This one and all that follow"))]
        )
        self.scope.set_key(ONE)
        self._series: Series | None = None
        self._proposed = self.date.date()
        self._asked = False
        self.form = self._lay_out(customer)
        words = _("Plan follow-up") if new else _("Save")
        ending = _("Cancel the whole chain") if follow_up.chain else _("Stop the series")
        self.stop_button = button(ending, self.stop, shortcut="Ctrl+Shift+X")
        self.stop_button.setVisible(bool(follow_up.chain))
        self.add_buttons(
            button(words, self.confirm, icon="check", kind="primary", tip=words + " (Ctrl+Enter)"),
            self.stop_button,
        )
        for line in (self.what, self.date.line, self.time):
            line.returnPressed.connect(self.confirm)
        self.rule.entered.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)
        if new:
            self._ask_for_proposal()
            self.rule.changed.connect(self._ask_for_proposal)
        if follow_up.id and follow_up.series_id:
            desk.tasks.read(
                lambda: series.running_of(workspace, follow_up.id), self._show_series, owner=self
            )
        self.setFocusProxy(self.what if new else self.date)

    def _lay_out(self, customer: str) -> Form:
        words = _("Follow-up: {name}").format(name=customer)
        self.body.addWidget(plain.label(plain.one_line(words), "subheading", wrap=True))
        form = Form(columns=2)
        form.add(_("What"), self.what, wide=True)
        self._date_row = form.add(_("Date"), self.date, required=True)
        self.past = past_doubt(self.date, self.desk.workspace.clock)
        self._date_row.add_below(self.past)
        self._time_row = form.add(_("Time"), self.time)
        form.add(_("Kind"), self.kind)
        form.add(_("Priority"), self.priority)
        form.add(_("Staff"), self.staff)
        self._rule_row = form.add(_("Comes again"), self.rule, wide=True)
        self._scope_row = form.add(_("Change"), self.scope, wide=True)
        for row, hidden in (
            (self._rule_row, bool(self._follow_up.series_id)),
            (self._scope_row, True),
        ):
            row.setHidden(hidden)
        form.arrange()
        self.body.addWidget(FittingArea(form, BESIDE))
        return form

    def _show_series(self, found: Series | None) -> None:
        """Show the rule of a follow-up that comes again; a later one is changed by itself."""
        occurrence = self._follow_up.occurrence
        self._series = found
        if found is not None and (occurrence is None or occurrence > found.reached):
            return
        self.rule.set_repeat(found.repeat if found else None)
        self._rule_row.show()
        self._scope_row.setVisible(found is not None)
        self.stop_button.setVisible(found is not None)
        self.form.arrange()
        self.rule.changed.connect(self._rule_changed)

    def _rule_changed(self) -> None:
        # Another rule cannot be meant for this one alone.
        if self._series is not None and self.rule.repeat() != self._series.repeat:
            unmoved = self.date.date() in (self._follow_up.due, None)
            if unmoved or self.rule.rule() is None:
                self.scope.set_key(FOLLOWING)

    def stop(self) -> None:
        """Cancel the follow-up with all that follow it in its series or its chain."""
        workspace, follow_up_id = self.desk.workspace, self._follow_up.id
        end = chains.stop if self._follow_up.chain else series.stop
        if self._buttons.isEnabled():
            self.send(lambda: end(workspace, follow_up_id))

    def confirm(self) -> None:
        """Save the follow-up when its date can be read."""
        self.form.clear_errors()
        date = self.date.date()
        self._date_row.set_error(due_problem(self.date))
        if self.time.problem():
            self._time_row.set_error(self.time.problem())
        following = not self._series or self.scope.key() == FOLLOWING
        wrong = self.rule.problem() if following else ""
        self._rule_row.set_error("")
        if wrong:
            self.show_problem(wrong)
        if date is None or self.time.problem() or wrong or not self._buttons.isEnabled():
            self.form.focus_first_error()
            return
        made = dataclasses.replace(
            self._follow_up,
            due=date,
            at=self.time.time(),
            what=self.what.text().strip(),
            kind=self.kind.key() or "call",
            priority=int(self.priority.key() or followup.NORMAL),
            staff=self.staff.text().strip(),
        )
        self.send(self._saving(made, self.rule.repeat()))

    def _saving(self, made: FollowUp, repeat: Repeat | None) -> Callable[[], Changes]:
        workspace, loaded = self.desk.workspace, self._follow_up
        if not made.which:
            if repeat is None:
                return lambda: followups.plan(workspace, made)
            return lambda: series.plan(workspace, made, repeat)
        alone = self.scope.key() == ONE if self._series else repeat is None
        if alone or self._rule_row.isHidden():
            return lambda: followups.save(workspace, made, loaded=loaded)
        return lambda: series.save_following(workspace, made, repeat, loaded=loaded)

    def _ask_for_proposal(self) -> None:
        """Propose the date: by the interval, or by the last contact where the rule counts from it.

        A date that was typed stays.
        """
        workspace, customer_id = self.desk.workspace, self._follow_up.customer_id
        rule = self.rule.rule()
        days = rule.rolling_days if rule else 0
        if self.date.date() != self._proposed or (self._asked and not days):
            return
        self._asked = True

        def propose(date: dt.date) -> None:
            if self.date.date() == self._proposed:
                self._proposed = date
                self.date.set_date(date)

        def ask() -> dt.date:
            if days:
                return series.after_contact(workspace, customer_id, days)
            return followups.proposed_next(workspace, customer_id)

        self.desk.tasks.read(ask, propose, key=(self, "proposal"), owner=self)


def plan_follow_up(
    desk: Desk, parent: QWidget, customer_id: int, customer: str, *, what: str = ""
) -> FollowUpForm:
    """Open the form for a new follow-up of a customer."""
    fresh = FollowUp(customer_id=customer_id, due=desk.workspace.clock.today(), what=what)
    return _opened(parent, _("New follow-up"), FollowUpForm(desk, fresh, customer))


def edit_follow_up(desk: Desk, parent: QWidget, follow_up: FollowUp, customer: str) -> FollowUpForm:
    """Open the form that changes a follow-up."""
    return _opened(parent, _("Edit follow-up"), FollowUpForm(desk, follow_up, customer))


def _opened(parent: QWidget, title: str, form: FollowUpForm) -> FollowUpForm:
    dialog = Dialog(parent, title)
    # Two columns, also with a scroll bar.
    dialog.setMinimumWidth(WIDTH)
    dialog.body.addWidget(form)
    form.finished.connect(dialog.accept)
    dialog.open()
    form.setFocus(Qt.FocusReason.OtherFocusReason)
    return form

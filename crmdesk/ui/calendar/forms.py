"""Small forms of the calendar: something new, a visit changed, a visit done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from crmdesk.core.domain.calendar import FOLLOW_UP, VISIT
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit import Visit
from crmdesk.core.i18n import _
from crmdesk.core.services import followups, visits
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import CustomerPicker
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem
from crmdesk.ui.parts.followup_forms import AnswerForm
from crmdesk.ui.parts.staff_box import StaffBox


class PlannedForm(AnswerForm):
    """What the forms for something with a date share: date, time, words and staff."""

    def __init__(self, desk: Desk, day: dt.date, at: dt.time | None, words: str, who: str) -> None:
        super().__init__(desk)
        self.date = due_edit(desk.workspace.clock, day)
        self.time = TimeEdit(at)
        self.what = QLineEdit(words)
        self.staff = StaffBox(desk, who)
        self.form = Form(columns=2)
        self._date_row = self.form.add(_("Date"), self.date, required=True)
        self._time_row = self.form.add(_("Time"), self.time)
        self._what_row = self.form.add(_("What"), self.what, wide=True)
        self.form.add(_("Staff"), self.staff)
        for line in (self.what, self.date.line, self.time):
            line.returnPressed.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)

    def add_save(self, words: str) -> None:
        """Close the form with the button that saves it."""
        tip = _("{action} (Ctrl+Enter)").format(action=words)
        self.add_buttons(button(words, self.confirm, icon="check", kind="primary", tip=tip))

    def confirm(self) -> None:
        """Save what can be read."""
        self.form.clear_errors()
        date = self.date.date()
        self._date_row.set_error(due_problem(self.date))
        self._time_row.set_error(self.time.problem())
        if not self._buttons.isEnabled() or self.form.focus_first_error() or date is None:
            return
        self.save(date, self.time.time())

    def save(self, day: dt.date, at: dt.time | None) -> None:
        """Save with a date and a time that can be read."""


class NewItemForm(PlannedForm):
    """A follow-up or a visit on a chosen day, for a customer that is found by typing."""

    def __init__(self, desk: Desk, day: dt.date, at: dt.time | None, noun: str = FOLLOW_UP) -> None:
        super().__init__(desk, day, at, "", desk.settings.staff)
        self.noun = noun
        self.picker = CustomerPicker(
            desk, creates=True, placeholder=_("Name, pinyin, initials or phone")
        )
        self.kinds: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        group = QButtonGroup(self)
        for kind, words, keys in (
            (FOLLOW_UP, _("Follow-up"), "Alt+F"),
            (VISIT, _("Visit"), "Alt+V"),
        ):
            made = button(words, kind="quiet", shortcut=keys)
            made.setCheckable(True)
            made.setChecked(kind == noun)
            made.clicked.connect(lambda _checked=False, kind=kind: self.set_noun(kind))
            group.addButton(made)
            row.addWidget(made)
            self.kinds[kind] = made
        row.addStretch()
        self.body.addLayout(row)
        self.picker_form = Form(columns=1)
        self._customer_row = self.picker_form.add(_("Customer"), self.picker, required=True)
        self.body.addWidget(self.picker_form)
        self.body.addWidget(self.form)
        self.add_save(_("Plan"))
        self.picker.changed.connect(self._picked)
        self.picker.create_requested.connect(self._create)
        self.setFocusProxy(self.picker)
        self.set_noun(noun)

    def set_noun(self, noun: str) -> None:
        """Plan a follow-up or a visit."""
        self.noun = noun
        self.kinds[noun].setChecked(True)
        self._what_row.set_label(_("What") if noun == FOLLOW_UP else _("Purpose"))

    def save(self, day: dt.date, at: dt.time | None) -> None:
        """Plan it, unless nobody was chosen."""
        customer_id = self.picker.current()
        self._customer_row.set_error("" if customer_id else _("Choose a customer from the list."))
        if customer_id is None:
            self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        workspace, what = self.desk.workspace, self.what.text().strip()
        staff = self.staff.text().strip()

        def plan() -> Changes:
            if self.noun == VISIT:
                return visits.plan_visits(
                    workspace, [customer_id], day, at=at, purpose=what, staff=staff
                )
            made = FollowUp(customer_id=customer_id, due=day, at=at, what=what, staff=staff)
            return followups.plan(workspace, made)

        self.send(plan)

    def _picked(self) -> None:
        if self.picker.current() is not None:
            self._customer_row.set_error("")
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self, name: str) -> None:
        self.finished.emit()
        self.desk.new_customer(name)


class PlannedVisitForm(PlannedForm):
    """Day, time, purpose and staff of a visit."""

    def __init__(self, desk: Desk, visit: Visit, customer: str) -> None:
        super().__init__(desk, visit.on, visit.at, visit.purpose, visit.staff)
        self._visit = visit
        words = _("Visit: {name}").format(name=customer)
        self.body.addWidget(plain.label(plain.one_line(words), "subheading", wrap=True))
        self.body.addWidget(self.form)
        self._what_row.set_label(_("Purpose"))
        self.add_save(_("Save"))
        self.setFocusProxy(self.date)

    def save(self, day: dt.date, at: dt.time | None) -> None:
        """Keep the changed visit."""
        workspace = self.desk.workspace
        made = replace(
            self._visit,
            on=day,
            at=at,
            purpose=self.what.text().strip(),
            staff=self.staff.text().strip(),
        )
        self.send(lambda: visits.save(workspace, made))


class VisitDoneForm(AnswerForm):
    """How a visit went, and when the customer is next in turn."""

    def __init__(self, desk: Desk, visit: Visit, customer: str) -> None:
        super().__init__(desk)
        self._visit = visit
        self.outcome = PlainTextEdit(3, 8)
        self.next_date = due_edit(desk.workspace.clock)
        words = _("Visit done: {name}").format(name=customer)
        self.body.addWidget(plain.label(plain.one_line(words), "subheading", wrap=True))
        form = Form(columns=1)
        form.add(_("What happened"), self.outcome)
        self._date_row = form.add(
            _("Next date"), self.next_date, hint=_("Leave it empty for no follow-up.")
        )
        self.body.addWidget(form)
        tip = _("{action} (Ctrl+Enter)").format(action=_("Done"))
        self.add_buttons(button(_("Done"), self.confirm, icon="check", kind="primary", tip=tip))
        self.outcome.submitted.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)
        self.setFocusProxy(self.outcome)

    def confirm(self) -> None:
        """Save how it went, when the next date can be read."""
        self._date_row.set_error(self.next_date.problem())
        if not self.next_date.is_valid() or not self._buttons.isEnabled():
            return
        workspace, visit_id = self.desk.workspace, self._visit.id
        text, date = self.outcome.text().strip(), self.next_date.date()
        self.send(lambda: visits.finish(workspace, visit_id, outcome=text, next_date=date))


def open_form(parent: QWidget, title: str, form: AnswerForm) -> Dialog:
    """Open a form as a window of its own, and return the window."""
    dialog = Dialog(parent, title)
    dialog.body.addWidget(form)
    form.finished.connect(dialog.accept)
    dialog.open()
    form.setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog

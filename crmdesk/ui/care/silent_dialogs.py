"""What is asked about silent customers: a note, how often, from which day on, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.domain.staying import days_words, parse_days
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import care_plans, opening, staying
from crmdesk.core.services.silent import SilentRow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.kit.writing_dialog import WritingDialog
from crmdesk.ui.parts.due_fields import due_edit
from crmdesk.ui.parts.note_form import NoteForm

PER_DAY: Final = 10
MOST_PER_DAY: Final = 500
OFFERED: Final = (30, 60, 90, 180)


class NoteDialog(Dialog):
    """The note form for one customer; it closes when the note is saved."""

    def __init__(self, desk: Desk, parent: QWidget, row: SilentRow) -> None:
        super().__init__(parent, _("Note contact"), plain.one_line(row.name))
        self._desk = desk
        self.note = NoteForm(desk)
        self.note.set_customer(row.customer_id, row.grade)
        self.note.saved.connect(self._saved)
        self.note.led_away.connect(self.accept)
        self.setMinimumWidth(560)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.add_button(_("Cancel"))
        self.note.start()

    def _saved(self, _changes: object) -> None:
        self.accept()


class OwnIntervalDialog(WritingDialog):
    """Asks how often to stay in touch with the chosen customers."""

    def __init__(self, desk: Desk, parent: QWidget, row: SilentRow, ids: Sequence[int]) -> None:
        one = len(ids) <= 1
        heading = (
            _("How often do you want to hear from {name}?").format(name=plain.one_line(row.name))
            if one
            else ngettext(
                "How often do you want to hear from {count} customer?",
                "How often do you want to hear from {count} customers?",
                len(ids),
            ).format(count=len(ids))
        )
        super().__init__(desk, parent, _("Own interval"), heading)
        self.ids = list(ids)
        self.add_text(
            _(
                "The customer is silent only after so many days, whatever the grade and the own"
                " rhythm say. Leave it empty to go back to the grade."
            )
        )
        self.days = QLineEdit(str(row.own_days or "") if one else "")
        self.days.setPlaceholderText(_("as the grade says"))
        form = Form(columns=1)
        self._row = form.add(_("Contact every (days)"), self.days)
        self.body.addWidget(form)
        offered = FlowLayout(spacing=6)
        self.offers = {days: self._offer(days) for days in OFFERED}
        for made in self.offers.values():
            offered.addWidget(made)
        self.body.addLayout(offered)
        self.body.addStretch(1)
        self.add_buttons(_("Save"), self.save)
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, days: int) -> QPushButton:
        return button(days_words(days), lambda: self.days.setText(f"{days}"))

    def save(self) -> None:
        """Keep the interval when it can be read."""
        try:
            days = parse_days(self.days.text())
        except BadValue as bad:
            self._row.set_error(str(bad))
            self.days.setFocus()
            return
        workspace, ids = self._desk.workspace, self.ids
        self.write(lambda: staying.set_own(workspace, ids, days))

    def show_problem(self, text: str) -> None:
        """Say beside the days what is wrong with them."""
        self._row.set_error(text)


class PlanDialog(WritingDialog):
    """Asks from which day on and how many a day, and says at once until when that lasts."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[int]) -> None:
        heading = ngettext(
            "Plan a follow-up for {count} customer",
            "Plan a follow-up for {count} customers",
            len(ids),
        ).format(count=len(ids))
        super().__init__(desk, parent, _("Plan follow-ups"), heading)
        self.ids = list(ids)
        self._opening: Opening | None = None
        tomorrow = desk.workspace.clock.today() + dt.timedelta(days=1)
        self.first = due_edit(desk.workspace.clock, tomorrow)
        self.per_day = NumberBox(1, MOST_PER_DAY)
        self.per_day.setValue(min(PER_DAY, max(len(ids), 1)))
        self.what = QLineEdit()
        self.what.setPlaceholderText(_("Get in touch again"))
        form = Form(columns=2)
        self._first_row = form.add(_("First day"), self.first, required=True)
        form.add(_("How many a day"), self.per_day)
        form.add(_("What to do"), self.what, wide=True)
        self.body.addWidget(form)
        self.told = plain.label("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self.add_buttons(_("Plan follow-ups"), self.plan)
        self.first.date_changed.connect(lambda _date: self._tell())
        self.per_day.valueChanged.connect(lambda _value: self._tell())
        workspace = desk.workspace
        desk.tasks.read(lambda: opening.opening(workspace), self._know, owner=self)
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def plan(self) -> None:
        """Write the follow-ups."""
        first = self.first.date()
        if first is None:
            self._first_row.set_error(_("Write a date like 2026-11-30 or tomorrow."))
            self.first.setFocus()
            return
        workspace, ids = self._desk.workspace, self.ids
        per_day, what = self.per_day.value(), self.what.text()
        self.write(lambda: care_plans.plan(workspace, ids, first, per_day, what))

    def show_problem(self, text: str) -> None:
        """Say below the fields why this cannot be planned."""
        self.told.setText(text)

    def _know(self, found: Opening) -> None:
        self._opening = found
        self._tell()

    def _tell(self) -> None:
        first = self.first.date()
        if first is None or self._opening is None or not self.ids:
            self.told.clear()
            return
        try:
            days = care_plans.days_for(self._opening, len(self.ids), first, self.per_day.value())
        except CrmError as error:
            self.told.setText(str(error))
            return
        today = self._desk.workspace.clock.today()
        count = len(set(days))
        words = (
            _("All of them on one day: {first}.")
            if count == 1
            else _("On {count} open days, from {first} to {last}.")
        )
        self.told.setText(
            words.format(
                count=count, first=show_day(days[0], today), last=show_day(days[-1], today)
            )
        )


class RuleDialog(Dialog):
    """Explains how it is decided who is silent, and leads to where it is set."""

    def __init__(self, desk: Desk, parent: QWidget, title: str = "", heading: str = "") -> None:
        super().__init__(parent, title or _("Silent customers"), heading or _("How is it decided?"))
        self._desk = desk
        self.setMinimumWidth(520)
        self.rule = plain.label(rule_words(), "muted" if heading else "", wrap=True)
        self.body.addWidget(self.rule)
        self.body.addStretch(1)
        change = button(_("Change the intervals"), self._settings, icon="settings", kind="quiet")
        self.add_left(change)
        self.add_button(_("Close"), self.accept, "primary")

    def _settings(self) -> None:
        self.accept()
        self._desk.go("settings", "following")


class WhyDialog(RuleDialog):
    """Explains why a customer is on the list: the dates, the rule, and where it is set."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: SilentRow, days: Sequence[dt.date]
    ) -> None:
        super().__init__(desk, parent, _("Why?"), plain.one_line(row.name))
        self.reason = plain.label(row.reason(), wrap=True, select=True)
        self.dates = plain.label(contacts_words(days), wrap=True, select=True)
        for place, label in enumerate((self.reason, self.dates)):
            self.body.insertWidget(place, label)


def rule_words() -> str:
    """Return how it is decided who is silent."""
    sentences = (
        _("Silent is who was not heard of for longer than the days of the customer or the grade."),
        _("Whoever usually comes more often: after twice the usual time, at least a week more."),
        _("The usual time is the middle one of the last twelve gaps between contacts."),
        _("Left out: those with an open follow-up or a planned visit, lost ones, and the bin."),
    )
    return "\n".join(sentences)


def contacts_words(days: Sequence[dt.date]) -> str:
    """Return the last days of contact with the days between them."""
    if not days:
        return _("There was no contact yet.")
    parts = [days[0].isoformat()]
    for later, earlier in pairwise(days):
        gap = (later - earlier).days
        parts.append(
            ngettext("{count} day before: {date}", "{count} days before: {date}", gap).format(
                count=gap, date=earlier.isoformat()
            )
        )
    return _("Last contacts: {dates}").format(dates=", ".join(parts))

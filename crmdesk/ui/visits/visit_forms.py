"""The small forms beside the list: what is planned, how it went, and to which day it moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.visit import Visit, VisitRow
from crmdesk.core.domain.visit_forms import VisitForm, form_for
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem
from crmdesk.ui.visits.side_form import SideForm


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a visit went, and what comes next."""

    visit_id: int
    text: str
    next_date: dt.date | None
    next_what: str


@dataclass(frozen=True, slots=True)
class Move:
    """Visits that go to another day."""

    visit_ids: tuple[int, ...]
    to: dt.date
    at: dt.time | None


class EditForm(SideForm):
    """Time, purpose, staff and form of a planned visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Change the visit"), _("Save"), self.save, parent)
        self.time = TimeEdit()
        self.purpose = QLineEdit()
        self.staff = ChoiceBox(free_text=True)
        self._time_row = self.form.add(_("Time"), self.time)
        self.form.add(_("Purpose"), self.purpose)
        self.form.add(_("Staff"), self.staff)
        self.which = ChoiceBox()
        self._which_row = self.form.add(
            _("Form"), self.which, hint=_("Questions to print and to fill in.")
        )
        self._forms: Sequence[VisitForm] = ()
        self._picked = False
        self._visit: Visit | None = None
        self.save_on_enter(self.time, self.purpose, self.staff)
        self.purpose.textEdited.connect(self._suggest)
        self.which.activated.connect(lambda _place: self._pick())
        self.set_forms(())

    def set_forms(self, forms: Sequence[VisitForm]) -> None:
        """Offer these forms; a purpose that names one chooses it."""
        untouched = not self.is_dirty()
        self._forms = forms
        offered = [("", _("No form")), *((form.key, form.name) for form in forms)]
        key = self.which.key() or (self._visit.form if self._visit else "")
        if key and key not in dict(offered):
            # Its answers are still there.
            offered.append((key, _("A form that was removed")))
        self.which.set_choices(offered)
        self.which.set_key(key)
        self._which_row.setVisible(len(offered) > 1)
        self.form.arrange()
        if untouched:
            self._mark_opened()

    def _pick(self) -> None:
        self._picked = True

    def _suggest(self, purpose: str) -> None:
        if not self._picked:
            found = form_for(self._forms, purpose)
            if found is not None:
                self.which.set_key(found.key)

    def set_staff(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self.staff.set_choices([(name, name) for name in names])

    def open_for(self, row: VisitRow) -> None:
        """Show a visit."""
        self._visit = row.visit
        self._show_who(row.customer, row.address)
        self.time.set_time(row.visit.at)
        self.purpose.setText(row.visit.purpose)
        self.staff.set_key(row.visit.staff)
        self._picked = bool(row.visit.form)
        self.which.set_key(row.visit.form)
        self.set_forms(self._forms)
        self._mark_opened()
        self.time.setFocus()
        self.time.selectAll()

    def visit_id(self) -> int:
        """Return which visit is shown, 0 for none."""
        return self._visit.id if self._visit else 0

    def save(self) -> None:
        """Tell the changed visit."""
        if self._visit is None:
            return
        self._time_row.set_error(self.time.problem())
        if self.time.problem():
            self.time.setFocus()
            return
        self.saved.emit(
            replace(
                self._visit,
                at=self.time.time(),
                purpose=self.purpose.text().strip(),
                staff=self.staff.text().strip(),
                form=self.which.key() or "",
            )
        )


class FinishForm(SideForm):
    """How a visit went and when the customer is next in turn."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(_("Visit done"), _("Save"), self.save, parent)
        self.outcome = PlainTextEdit(lines=4)
        self.next_date = due_edit(clock)
        self.next_what = QLineEdit()
        self.form.add(_("What happened"), self.outcome)
        self._date_row = self.form.add(
            _("Next date"), self.next_date, hint=_("Leave it empty for no follow-up.")
        )
        self.form.add(_("What to do then"), self.next_what)
        self.outcome.submitted.connect(self.save)
        self.save_on_enter(self.next_date, self.next_what)
        self._visit_id = 0

    def open_for(self, row: VisitRow) -> None:
        """Show a visit; the next date is proposed later by `propose`."""
        self._visit_id = row.visit.id
        self._show_who(row.customer, row.visit.purpose)
        self.outcome.setPlainText(row.visit.outcome)
        self.next_date.set_date(None)
        self.next_what.clear()
        self._mark_opened()
        self.outcome.setFocus()

    def visit_id(self) -> int:
        """Return which visit is shown."""
        return self._visit_id

    def propose(self, visit_id: int, day: dt.date) -> None:
        """Fill in the next date, unless the user was quicker."""
        if visit_id == self._visit_id and not self.next_date.text().strip():
            untouched = not self.is_dirty()
            self.next_date.set_date(day)
            if untouched:
                self._mark_opened()

    def save(self) -> None:
        """Tell how it went."""
        self._date_row.set_error(self.next_date.problem())
        if not self.next_date.is_valid():
            self.next_date.setFocus()
            return
        text = self.outcome.toPlainText().strip()
        what = self.next_what.text().strip()
        self.saved.emit(Outcome(self._visit_id, text, self.next_date.date(), what))


class MoveForm(SideForm):
    """The day to which visits move."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(_("Move to another day"), _("Move"), self.save, parent)
        self._clock = clock
        self.day = due_edit(clock)
        self.time = TimeEdit()
        self._day_row = self.form.add(_("New day"), self.day, required=True)
        self._time_row = self.form.add(_("Time"), self.time)
        self.save_on_enter(self.day, self.time)
        self._ids: tuple[int, ...] = ()
        self._from = clock.today()

    def open_for(self, rows: Sequence[VisitRow]) -> None:
        """Show the visits that are to be moved; the day after theirs is proposed."""
        self._ids = tuple(row.visit.id for row in rows)
        self._from = rows[0].visit.on
        names = ", ".join(plain.one_line(row.customer) for row in rows[:3])
        if len(rows) > 1:
            count = ngettext("{count} visit", "{count} visits", len(rows))
            self._show_who(count.format(count=len(rows)), names + ("…" if rows[3:] else ""))
        else:
            self._show_who(names)
        self.day.set_date(max(self._from, self._clock.today()) + dt.timedelta(days=1))
        self.time.set_time(rows[0].visit.at if len(rows) == 1 else None)
        self._mark_opened()
        self.day.setFocus()

    def save(self) -> None:
        """Tell the new day."""
        day = self.day.date()
        trouble = due_problem(self.day)
        if day == self._from:
            trouble = _("The visit is already on this day. Choose another one.")
        self._day_row.set_error(trouble)
        self._time_row.set_error(self.time.problem())
        if trouble or self.time.problem() or day is None:
            return
        self.saved.emit(Move(self._ids, day, self.time.time()))

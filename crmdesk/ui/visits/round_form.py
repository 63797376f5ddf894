"""A round as a form: its name, how often it goes out, and whom it visits in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.i18n import _
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem
from crmdesk.ui.parts.rule_edit import RuleEdit, usual_rules
from crmdesk.ui.visits.round_customers import Named, RoundCustomers
from crmdesk.ui.visits.side_form import SideForm


class RoundForm(SideForm):
    """Makes a round or changes one; `saved` tells the round wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Round"), _("Save"), self.save, parent)
        clock = desk.workspace.clock
        self._clock = clock
        self._round: VisitRound | None = None
        self.name = QLineEdit()
        self.start = due_edit(clock)
        self.rule = RuleEdit(clock, rolling=False, ends=False, optional=False)
        self.until = due_edit(clock)
        self.at = TimeEdit()
        self.purpose = QLineEdit()
        self.staff = ChoiceBox(free_text=True)
        self.customers = RoundCustomers(desk)
        self._name_row = self.form.add(_("Name of the round"), self.name, required=True)
        self._start_row = self.form.add(_("First day"), self.start, required=True)
        self._rule_row = self.form.add(_("How often"), self.rule)
        self._customers_row = self.form.add(_("Customers"), self.customers)
        self._until_row = self.form.add(
            _("Last day"), self.until, hint=_("Leave it empty if it goes on.")
        )
        self._at_row = self.form.add(
            _("First visit at"), self.at, hint=_("The others follow with their way.")
        )
        self.form.add(_("Purpose"), self.purpose)
        self.form.add(_("Staff"), self.staff)
        self.start.date_changed.connect(self.rule.set_start)

    def set_staff(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self.staff.set_choices([(name, name) for name in names])

    def open_for(self, one: VisitRound, customers: Sequence[Named]) -> None:
        """Show a round; one without a number is new."""
        self._round = one
        self._show_who("" if one.id else _("New round"))
        self._who.setVisible(not one.id)
        self.name.setText(one.name)
        self.start.set_date(one.start)
        self.rule.set_start(one.start)
        # Nobody goes the same round every day.
        weekly = usual_rules(one.start)["week"]
        self.rule.set_rule(parse_rule(one.rule, one.start) if one.rule else weekly)
        self.until.set_date(one.until)
        self.at.set_time(one.at)
        self.purpose.setText(one.purpose)
        self.staff.set_key(one.staff)
        self.customers.set_customers(customers)
        self._mark_opened()
        self.name.setFocus()
        self.name.selectAll()

    def _content(self) -> tuple[str, ...]:
        return (*super()._content(), *map(str, self.customers.ids()))

    def save(self) -> None:
        """Tell the round wanted, or say at the fields what is missing."""
        if self._round is None or self._troubled():
            return
        rule, start = self.rule.rule(), self.start.date()
        assert rule is not None and start is not None  # nothing was troubled
        self.saved.emit(
            replace(
                self._round,
                name=self.name.text().strip(),
                rule=rule.text,
                start=start,
                until=self.until.date(),
                at=self.at.time(),
                purpose=self.purpose.text().strip(),
                staff=self.staff.text().strip(),
                customer_ids=tuple(self.customers.ids()),
            )
        )

    def _troubled(self) -> bool:
        start, until = self.start.date(), self.until.date()
        ends = self.until.problem()
        if not ends and start and until and until < start:
            ends = _("It would end before it begins.")
        missing = "" if self.rule.rule() else _("Choose how often it goes out.")
        troubles = (
            (self._name_row, "" if self.name.text().strip() else _("The round needs a name.")),
            (self._start_row, due_problem(self.start)),
            (self._rule_row, self.rule.problem() or missing),
            (self._customers_row, "" if self.customers.ids() else _("Add at least one customer.")),
            (self._until_row, ends),
            (self._at_row, self.at.problem()),
        )
        for row, trouble in troubles:
            row.set_error(trouble)
        first = next((row for row, trouble in troubles if trouble), None)
        if first is not None:
            first.widget.setFocus()
        return first is not None


def new_round(day: dt.date, name: str = "", staff: str = "") -> VisitRound:
    """Return a round that is not made yet, from a day on."""
    return VisitRound(name=name, rule="", start=day, staff=staff)

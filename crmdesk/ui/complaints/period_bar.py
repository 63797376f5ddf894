"""Choosing what days the report is about: a month, a year, or from a day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.i18n import _
from crmdesk.core.services.complaint_figures import LONGEST_YEARS
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.parts.due_fields import due_problem, past_edit

WHOLE_YEAR: Final = "0"
_YEARS_BACK: Final = 10
_YEARS: Final = range(1900, 3000)


class PeriodBar(QWidget):
    """Shows the period and changes it; `changed` tells another one."""

    changed = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.period = this_month(clock.today())
        self.earlier = tool_button(
            "left", _("Earlier"), lambda: self._step(-1), shortcut="Alt+Left"
        )
        self.later = tool_button("right", _("Later"), lambda: self._step(1), shortcut="Alt+Right")
        self.month_box = ChoiceBox(
            [
                *((f"{number}", _(name)) for number, name in enumerate(MONTH_NAMES, 1)),
                (WHOLE_YEAR, _("Whole year")),
            ]
        )
        self.month_box.setAccessibleName(_("Month"))
        self.month_box.setFixedWidth(116)
        self.year_box = ChoiceBox()
        self.year_box.setAccessibleName(_("Year"))
        self.year_box.setFixedWidth(84)
        self.first = past_edit(clock)
        self.first.setAccessibleName(_("From"))
        self.last = past_edit(clock)
        self.last.setAccessibleName(_("Until"))
        self.between = plain.label("–", "muted")
        self.days_button = button(_("From – until"), kind="quiet")
        self.days_button.setToolTip(plain.tip(_("Any days, from one to another")))
        self.days_button.setCheckable(True)
        self.quick: list[QPushButton] = []
        self.doubt = plain.label("", "error")
        self.doubt.hide()
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        row = FlowLayout(self, 4)
        for part in (self.earlier, self.month_box, self.year_box):
            row.addWidget(part)
        for field in (self.first, self.between, self.last):
            if field is not self.between:
                field.setFixedWidth(124)
            row.addWidget(field)
        row.addWidget(self.later)
        for words, of in (
            (_("This month"), this_month),
            (_("Last month"), last_month),
            (_("This year"), this_year),
        ):
            made = button(words, partial(self._choose_of, of), kind="quiet")
            self.quick.append(made)
            row.addWidget(made)
        row.addWidget(self.days_button)
        row.addWidget(self.doubt)

    def _connect(self) -> None:
        self.month_box.changed.connect(self._boxes_changed)
        self.year_box.changed.connect(self._boxes_changed)
        self.first.date_settled.connect(self._days_typed)
        self.last.date_settled.connect(self._days_typed)
        self.days_button.clicked.connect(lambda _checked=False: self._toggle_days())

    def choose(self, period: Period) -> None:
        """Choose a period, and tell."""
        other = period != self.period
        self.period = period
        self.days_button.setChecked(not (period.is_month or period.is_year))
        self._show()
        if other:
            self.changed.emit(period)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what the boxes can choose as well."""
        for made in self.quick:
            made.setVisible(not narrow)

    def _choose_of(self, of: Callable[[dt.date], Period]) -> None:
        self.choose(of(self._clock.today()))

    # What is shown

    def _show(self) -> None:
        period, days = self.period, self.days_button.isChecked()
        years = range(max(self._clock.today().year, period.last.year), dt.MINYEAR, -1)
        count = max(_YEARS_BACK + 1, years[0] - period.first.year + 1)
        for box in (self.month_box, self.year_box):
            box.blockSignals(True)
        self.year_box.set_choices([(f"{year}", f"{year}") for year in years[:count]])
        self.year_box.set_key(f"{period.first.year}")
        self.month_box.set_key(WHOLE_YEAR if period.is_year else f"{period.first.month}")
        for box in (self.month_box, self.year_box):
            box.blockSignals(False)
            box.setVisible(not days)
        self.first.set_date(period.first)
        self.last.set_date(period.last)
        for part in (self.first, self.between, self.last):
            part.setVisible(days)
        for step in (self.earlier, self.later):
            step.setEnabled(not days)
        self._tell("")

    def _tell(self, words: str) -> None:
        plain.say(self.doubt, words)

    # What the user does

    def _boxes_changed(self) -> None:
        year, month = int(self.year_box.key() or 0), int(self.month_box.key() or 0)
        self.choose(Period.month(year, month) if month else Period.year(year))

    def _step(self, step: int) -> None:
        first = self.period.first
        number = first.year * 12 + first.month - 1 + (12 if self.period.is_year else 1) * step
        year, month = number // 12, number % 12 + 1
        if year in _YEARS:
            self.choose(Period.year(year) if self.period.is_year else Period.month(year, month))

    def _toggle_days(self) -> None:
        if self.days_button.isChecked():
            self._show()
            self.first.setFocus()
            self.first.line.selectAll()
        else:
            self.choose(Period.month(self.period.last.year, self.period.last.month))

    def _days_typed(self) -> None:
        first, last = self.first.date(), self.last.date()
        if first is None or last is None:
            self._tell(due_problem(self.first if first is None else self.last))
        elif last < first:
            self._tell(_("The last day comes before the first."))
        elif last.year - first.year > LONGEST_YEARS:
            self._tell(_("Choose {years} years at most.").format(years=LONGEST_YEARS))
        else:
            self._tell("")
            if Period(first, last) != self.period:
                self.period = Period(first, last)
                self.changed.emit(self.period)


def this_month(today: dt.date) -> Period:
    """Return the month a day lies in."""
    return Period.month(today.year, today.month)


def last_month(today: dt.date) -> Period:
    """Return the month before."""
    before = today.replace(day=1) - dt.timedelta(days=1)
    return this_month(before)


def this_year(today: dt.date) -> Period:
    """Return the year a day lies in."""
    return Period.year(today.year)

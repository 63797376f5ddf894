"""The fields for a date and a time, to come or gone by, typed as people write them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLabel, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.due_dates import parse_due, parse_time
from crmdesk.core.domain.past_dates import parse_past
from crmdesk.core.domain.shown_dates import show_date, show_day
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, time_edit
from crmdesk.ui.kit.date_edit import DateEdit


def due_edit(clock: Clock, date: dt.date | None = None) -> DateEdit:
    """Return a field for a due date that understands tomorrow, +3 or 下周一."""
    made = DateEdit(lambda text: parse_due(text, clock.today()), clock.today, show=show_date)
    made.set_date(date)
    return made


def past_edit(clock: Clock) -> DateEdit:
    """Return a field for a date gone by that understands yesterday, 上周五 or 11-25."""
    return DateEdit(
        lambda text: parse_past(text, clock.today()), clock.today, show=show_date, quick=False
    )


def due_problem(field: DateEdit) -> str:
    """Return what is wrong with a date that has to be given, or nothing."""
    if field.date() is not None:
        return ""
    return field.problem() or _("Choose a date. Write it like +7, tomorrow or 2026-12-05.")


def past_doubt(field: DateEdit, clock: Clock) -> QLabel:
    """Return a line for below a due date, which says when a past one is given."""
    line = plain.label("", "doubt", wrap=True)
    line.hide()
    given = field.date()

    def look(date: dt.date | None) -> None:
        today = clock.today()
        past = date is not None and date < today and date != given
        if date is not None and past:
            words = _("{day} is past. It would be overdue at once.")
            line.setText(words.format(day=show_day(date, today)))
        line.setVisible(past)

    field.date_changed.connect(look)
    return line


class TimeEdit(time_edit.TimeEdit):
    """An optional time of day that also understands 九点半 or 3点一刻."""

    def __init__(self, time: dt.time | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("any time"))
        self.set_time(time)

    def problem(self) -> str:
        """Return what is wrong with the text, or nothing."""
        if self.is_valid():
            return ""
        try:
            parse_time(self.text())
        except BadValue as error:
            return str(error)
        return ""

    def _typed(self, text: str) -> None:
        try:
            time = parse_time(text) if text.strip() else None
        except BadValue:
            self._take(None, False)
        else:
            self._take(time, True)

"""The fields for a date and a time to come, typed as people write them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.due_dates import parse_due, parse_time
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.ui.kit.date_edit import DateEdit


def due_edit(clock: Clock, date: dt.date | None = None) -> DateEdit:
    """Return a field for a due date that understands tomorrow, +3 or 下周一."""

    def read(text: str) -> dt.date | None:
        try:
            return parse_due(text, clock.today())
        except BadValue:
            return None

    made = DateEdit(read, clock.today, show=show_date)
    made.set_date(date)
    return made


class TimeEdit(QLineEdit):
    """An optional time of day as free text: 9:30, 0930, 下午3点."""

    def __init__(self, time: dt.time | None = None, parent: QWidget | None = None) -> None:
        super().__init__(show_time(time), parent)
        self.setPlaceholderText(_("any time"))
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self._tidy)

    def time(self) -> dt.time | None:
        """Return the time, or None when there is none or it cannot be read."""
        try:
            return parse_time(self.text()) if self.text().strip() else None
        except BadValue:
            return None

    def set_time(self, time: dt.time | None) -> None:
        """Show a time."""
        self.setText(show_time(time))

    def problem(self) -> str:
        """Return what is wrong with the text, or nothing."""
        if self.text().strip() and self.time() is None:
            try:
                parse_time(self.text())
            except BadValue as error:
                return str(error)
        return ""

    def _tidy(self) -> None:
        if self.time() is not None:
            self.setText(show_time(self.time()))

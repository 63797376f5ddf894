"""The next date to propose for a customer, known before it is wanted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from crmdesk.core.domain.series import Next
from crmdesk.core.domain.staying import Intervals
from crmdesk.core.services import followups, series
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.screen import Desk


class Proposal(QObject):
    """Reads the date when the form turns to a customer; until then the usual intervals hold."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._grade = ""
        self._date: dt.date | None = None

    def turn_to(self, customer_id: int, grade: str) -> None:
        """Read the date for a customer; 0 for nobody."""
        self._grade = grade
        self._date = None
        if customer_id:
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: followups.proposed_next(workspace, customer_id=customer_id),
                self._keep,
                key=(self, "proposal"),
            )

    def by_rule(self, follow_up_id: int, field: DateEdit) -> None:
        """Put the next date of its series into a field, where the follow-up is of one."""
        workspace, shown = self._desk.workspace, field.date()

        def take(found: Next | None) -> None:
            if found is not None and field.date() == shown:
                field.set_date(found.date)

        self._desk.tasks.read(
            lambda: series.next_of(workspace, follow_up_id), take, key=(self, "rule"), owner=field
        )

    def date(self) -> dt.date:
        """Return the date to propose."""
        usual = Intervals().next_date(self._desk.workspace.clock.today(), self._grade)
        return self._date or usual

    def _keep(self, date: dt.date) -> None:
        self._date = date

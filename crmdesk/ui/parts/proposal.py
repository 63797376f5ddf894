"""The next date to propose for a customer, known before it is wanted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from crmdesk.core.domain.staying import Intervals
from crmdesk.core.services import followups
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

    def date(self) -> dt.date:
        """Return the date to propose."""
        usual = Intervals().next_date(self._desk.workspace.clock.today(), self._grade)
        return self._date or usual

    def _keep(self, date: dt.date) -> None:
        self._date = date

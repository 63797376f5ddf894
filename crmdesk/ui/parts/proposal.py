"""The next date to propose for a customer, known before it is wanted."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.staying import Intervals
from crmdesk.core.services import series
from crmdesk.core.services.series import Proposed
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.screen import Desk


class Proposal(QObject):
    """Reads the date when the form turns to a customer; until then the usual intervals hold.

    Its label says in words what is planned already and comes by itself.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._grade = ""
        self._found: Proposed | None = None
        self._customer_id = 0
        self.label = plain.label("", "muted", wrap=True)
        self.label.hide()

    def turn_to(self, customer_id: int, grade: str) -> None:
        """Read the date for a customer; 0 for nobody."""
        self._grade = grade
        self._found = None
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            self._tell("")
        if customer_id:
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: series.proposed_for(workspace, customer_id),
                self._keep,
                key=(self, "proposal"),
            )

    def by_rule(self, follow_up_id: int, field: DateEdit) -> None:
        """Put the next date of its series into a field, where the follow-up is of one."""
        workspace, shown = self._desk.workspace, field.date()

        def ask() -> Proposed | None:
            running = series.running_of(workspace, follow_up_id)
            return series.proposed(workspace, follow_up_id) if running else None

        def take(found: Proposed | None) -> None:
            if found is not None and field.date() == shown:
                field.set_date(found.date)

        self._desk.tasks.read(ask, take, key=(self, "rule"), owner=field)

    def date(self) -> dt.date | None:
        """Return the date to propose, None where one comes by itself."""
        if self._found is not None:
            return self._found.date
        return Opening().next_open(
            Intervals().next_date(self._desk.workspace.clock.today(), self._grade)
        )

    def _keep(self, found: Proposed) -> None:
        self._found = found
        self._tell(found.words)

    def _tell(self, words: str) -> None:
        plain.say(self.label, words)

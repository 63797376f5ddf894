"""Plans the visits of the rounds two weeks ahead, once on every day the program runs."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import round_ahead
from crmdesk.ui.kit.screen import Desk

log = logging.getLogger(__name__)

# A PC that is never switched off comes to the next day within so long.
LOOK_MS: Final = 10 * 60 * 1000
# The first screen and what was missed while the PC was off go before.
BEGIN_MS: Final = 2000


class RoundsAhead(QObject):
    """Looks every few minutes whether another day has begun."""

    def __init__(self, desk: Desk, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = busy
        self._done_on: dt.date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; another database has rounds of its own."""
        self._done_on = None
        self._timer.start(BEGIN_MS)

    def stop(self) -> None:
        """Look no more: the database is being closed."""
        self._timer.stop()

    def look(self) -> None:
        """Plan ahead when this was not done today."""
        self._timer.start(LOOK_MS)
        workspace = self._desk.workspace
        today = workspace.clock.today()
        if today == self._done_on or self._busy():
            return
        self._done_on = today

        def planned(changes: Changes) -> None:
            if changes.operation_id and self._desk.workspace is workspace:
                self._desk.done(changes)

        self._desk.tasks.write(
            lambda: round_ahead.plan_ahead(workspace), planned, self._failed, owner=self
        )

    def _failed(self, error: Exception) -> None:
        # Such as a database that another program holds: it is tried again at the next look.
        self._done_on = None
        if not isinstance(error, CrmError):
            self._desk.trouble(error)
            self._timer.stop()
            return
        log.warning("rounds could not be planned ahead: %s", error)

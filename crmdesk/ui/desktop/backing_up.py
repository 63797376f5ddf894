"""Backups of a program that is not ended for days: when its window closes, and once a day."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from crmdesk.core.services import backup
from crmdesk.ui.kit.screen import Desk

log = logging.getLogger(__name__)

LOOK_MS: Final = 10 * 60 * 1000
A_DAY: Final = dt.timedelta(days=1)
# A window closed and opened all day long does not push out the backups of ten days.
BETWEEN_CLOSINGS: Final = dt.timedelta(hours=1)


class BackingUp(QObject):
    """Makes the checked backup that the end of the program would make."""

    def __init__(self, desk: Desk, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = busy
        self._told_trouble = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look whether the newest backup is older than a day."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the end makes its own backup."""
        self._timer.stop()

    def look(self) -> None:
        """Make a backup when something was changed and the newest one is a day old."""
        self._make("day", A_DAY)

    def window_closed(self) -> None:
        """Make a backup of what was written while the window was open."""
        self._make("close", BETWEEN_CLOSINGS)

    def _make(self, why: str, spare: dt.timedelta) -> None:
        workspace = self._desk.workspace
        if self._busy() or not self._timer.isActive():
            return
        self._desk.tasks.write(
            lambda: backup.automatic(workspace, why, spare=spare),
            self._made,
            self._failed,
            owner=self,
        )

    def _made(self, _file: object) -> None:
        self._told_trouble = ""

    def _failed(self, error: Exception) -> None:
        # It is tried again at the next look; the same trouble is told once.
        if str(error) == self._told_trouble:
            log.warning("the backup failed again: %s", error)
            return
        self._told_trouble = str(error)
        self._desk.trouble(error)

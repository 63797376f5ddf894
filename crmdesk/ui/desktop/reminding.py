"""Looks again and again what is due, with one timer that knows when the next thing comes."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from crmdesk.core.domain.reminders import LOOK_EVERY, is_pause
from crmdesk.core.services import history, reminders
from crmdesk.core.services.history import Elsewhere
from crmdesk.core.services.reminders import Brought, Look, Seen
from crmdesk.ui.kit.screen import Desk

log = logging.getLogger(__name__)

LEAST_MS: Final = 500
HEAR_MS: Final = 5000
HOUR_S: Final = 3600
START: Final = "start"
PAUSE: Final = "pause"
NOW: Final = "now"


class Reminding(QObject):
    """Tells what is to come to mind, each once, and whether it is the start or after a pause.

    `changed` tells what another window or the command line changed meanwhile.
    """

    brought = Signal(object, str)
    changed = Signal(object)

    def __init__(self, desk: Desk, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = busy
        self._seen: Seen | None = None
        self._heard: Elsewhere | None = None
        self._wall: dt.datetime | None = None
        self._ticked = 0.0
        self._quiet_until = 0.0
        self._told_trouble = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        # What others write is shown sooner than anything has to be reminded of.
        self.listener = QTimer(self)
        self.listener.setInterval(HEAR_MS)
        self.listener.timeout.connect(self.hear)

    def start(self) -> None:
        """Begin to look, at everything that is due first."""
        self._seen = None
        self._heard = None
        self._wall = None
        self.look()
        self.listener.start()

    def stop(self) -> None:
        """Look no more: the database is being closed."""
        self._timer.stop()
        self.listener.stop()

    def is_looking(self) -> bool:
        """Tell whether the next look is set."""
        return self._timer.isActive()

    def pause(self, wanted: bool) -> None:
        """Be silent for an hour, or no longer; what came due meanwhile is told then."""
        self._quiet_until = time.monotonic() + HOUR_S if wanted else 0.0
        if not wanted:
            self.look()

    def paused(self) -> bool:
        """Tell whether somebody asked for silence."""
        return time.monotonic() < self._quiet_until

    def look(self) -> None:
        """Look now what is due."""
        self._again(LOOK_EVERY)
        if self._busy():
            return
        self.hear()
        if self.paused():
            return
        if hasattr(time, "tzset"):
            # A laptop may have been carried into another zone.
            time.tzset()
        workspace, since = self._desk.workspace, self._seen
        self._desk.tasks.read(
            lambda: reminders.look(workspace, since), self._looked, self._failed, key=(self, "look")
        )

    def hear(self) -> None:
        """Ask what another window or the command line wrote since the last time."""
        if self._busy():
            return
        workspace, since = self._desk.workspace, self._heard

        def heard(found: Elsewhere) -> None:
            if not self._timer.isActive() or self._desk.workspace is not workspace:
                return
            self._heard = found
            if found.changes.nouns:
                self.changed.emit(found.changes)

        self._desk.tasks.read(
            lambda: history.written_elsewhere(workspace, since),
            heard,
            self._failed,
            key=(self, "elsewhere"),
            owner=self,
        )

    def _looked(self, found: Look) -> None:
        if not self._timer.isActive() or self._busy():
            return
        how, ticked = NOW, time.monotonic()
        if self._wall is None:
            how = START
        elif is_pause(found.now - self._wall, dt.timedelta(seconds=ticked - self._ticked)):
            how = PAUSE
        self._wall, self._ticked = found.now, ticked
        # Where nothing can be kept, everything would be told anew at every look.
        if not found.to_claim or self._desk.workspace.read_only:
            self._seen = found.seen
            self._again(found.look_at - found.now)
            return
        workspace = self._desk.workspace

        def claimed(told: Brought) -> None:
            if self._desk.workspace is workspace:
                self._claimed(found, told, how)

        self._desk.tasks.write(
            lambda: reminders.claim(workspace, found), claimed, self._failed, owner=self
        )

    def _claimed(self, found: Look, told: Brought, how: str) -> None:
        self._seen = found.seen
        if self._timer.isActive():
            self._again(found.look_at - found.now)
        if told.reminders or told.birthdays or told.away:
            self.brought.emit(told, how)

    def _again(self, wait: dt.timedelta) -> None:
        shortest = min(wait, LOOK_EVERY)
        self._timer.start(max(LEAST_MS, round(shortest.total_seconds() * 1000)))

    def _failed(self, error: Exception) -> None:
        # It is tried again in a minute; the same trouble is told once.
        if str(error) == self._told_trouble:
            log.warning("reminders could not be looked for again: %s", error)
            return
        self._told_trouble = str(error)
        self._desk.trouble(error)

"""A write that may take long: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.progress import Progress
from crmdesk.ui.kit import dialogs
from crmdesk.ui.kit.notices import ProgressPanel
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk

SHOWN_AFTER_MS: Final = 400


class LongWriteDialog(dialogs.Dialog):
    """Shows how far a write is; comes up only when it takes a moment."""

    def __init__(self, desk: Desk, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self._desk = desk
        self._over = False
        self.panel = ProgressPanel()
        self.body.addWidget(self.panel)
        self._soon = pause(self, SHOWN_AFTER_MS, self.open)

    def begin(self, work: Callable[[Progress], Changes], text: str, *, writes: bool = True) -> None:
        """Start the work, called by a text; closing the window asks it to stop.

        What `writes` nothing into the database, such as an export, lets others write meanwhile.
        """
        running = self._desk.tasks.run(
            work, self._done, self._failed, self.panel.report, writes=writes
        )
        self.panel.start(text, running.cancel)
        self._soon.start()

    def reject(self) -> None:
        """Ask the write to stop; the window goes when it has."""
        if self._over:
            super().reject()
        else:
            self.panel.cancel()

    def _done(self, changes: Changes) -> None:
        self._finish()
        self._desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self._finish()
        self._desk.trouble(error)

    def _finish(self) -> None:
        self._over = True
        self._soon.stop()
        self.accept()
        # One that was never shown is not closed, and so not freed.
        self.deleteLater()

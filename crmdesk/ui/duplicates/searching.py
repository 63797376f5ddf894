"""The search for duplicates on its way: in the background, told about, and stopped at will."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.i18n import _
from crmdesk.core.services import duplicates
from crmdesk.ui.kit.notices import ProgressPanel
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.tasks import Handle

SHOWN_AFTER_MS: Final = 300


class SearchPanel(ProgressPanel):
    """Shows how far the search is, once it takes a moment; `found` brings the groups.

    `stopped` comes when the user wanted no more of it.
    """

    found = Signal(list)
    stopped = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Handle | None = None
        self._number = 0
        self._latest = (0, 0, "")
        self._soon = pause(self, SHOWN_AFTER_MS, self._appear)

    def look(self) -> None:
        """Begin to look through the whole file; an earlier search is given up."""
        self.give_up()
        workspace, number = self._desk.workspace, self._number

        def newest(then: Callable[..., None]) -> Callable[..., None]:
            # What an earlier search still answers belongs to nobody.
            return lambda answer: then(answer) if number == self._number else None

        self._work = self._desk.tasks.run(
            lambda progress: duplicates.find(workspace, progress),
            newest(self._done),
            newest(self._failed),
            self.report,
            owner=self,
        )
        self._soon.start()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Show how far the search is, now or when the panel appears."""
        self._latest = (done, total, what)
        super().report(done, total, what)

    def give_up(self) -> None:
        """Stop the search without a word."""
        work = self._work
        self._end()
        self._number += 1
        if work is not None:
            work.cancel()

    def _appear(self) -> None:
        if self._work is not None:
            latest = self._latest
            self.start(_("Looking for duplicates"), self._work.cancel)
            self.report(*latest)

    def _done(self, groups: list[duplicates.DuplicateGroup]) -> None:
        self._end()
        self.found.emit(groups)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            self._desk.trouble(error)

    def _end(self) -> None:
        self._work = None
        self._soon.stop()
        self.finish()

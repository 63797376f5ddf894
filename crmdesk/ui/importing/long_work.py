"""One piece of long work at a time in the background: told when it begins, goes on and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from crmdesk.core.domain.problems import Cancelled, CrmError, PasswordNeeded
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.ui.kit.tasks import Handle


class LongWork(QObject):
    """Runs work and tells how it ended; what nobody expected goes to the desk."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    stopped = Signal()
    password_wanted = Signal(str, str)
    failed = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Handle | None = None

    def busy(self) -> bool:
        """Return whether long work is under way."""
        return self._work is not None

    def cancel(self) -> None:
        """Ask the work under way to stop; nothing is left half done."""
        if self._work is not None:
            self._work.cancel()

    def run(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        *,
        writes: bool = False,
    ) -> None:
        """Begin work, unless other work is under way; `done` gets its answer."""
        if self.busy():
            return

        def finished(answer: Any) -> None:
            self._work = None
            self.stopped.emit()
            done(answer)

        def failed(error: Exception) -> None:
            self._work = None
            self.stopped.emit()
            self.tell(error)

        self._work = self._desk.tasks.run(
            work, finished, failed, self.progressed.emit, writes=writes, owner=self
        )
        self.started.emit(text)

    def tell(self, error: Exception) -> None:
        """Tell why work failed."""
        if isinstance(error, PasswordNeeded):
            self.password_wanted.emit(error.message, error.advice)
        elif isinstance(error, Cancelled):
            self.failed.emit(_("Stopped. Nothing was changed."), "")
        elif isinstance(error, CrmError):
            self.failed.emit(error.message, error.advice)
        else:
            self._desk.trouble(error)

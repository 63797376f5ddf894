"""What is typed about the visits of sheets, and what is on its way to the database."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import Result
from crmdesk.core.services import visit_results
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.visits.results.draft import Draft


class SheetWork(QObject):
    """Writes results in the background; words that could not be kept are there again.

    `drafts` holds what is typed by visit, `sent` the status each visit is about to have. `settled`
    tells that the closing of a day is over, `failed` that the sheet has to be read again.
    """

    settled = Signal()
    failed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.drafts: dict[int, Draft] = {}
        self.sent: dict[int, str] = {}

    def enter(self, visit_id: int, result: Result, typed: Draft) -> None:
        """Keep the result of a visit."""
        workspace = self._desk.workspace
        self.drafts.pop(visit_id, None)
        self.sent[visit_id] = result.status

        def kept(changes: Changes) -> None:
            self.sent.pop(visit_id, None)
            self._desk.done(changes)

        def failed(error: Exception) -> None:
            self.sent.pop(visit_id, None)
            self.drafts.setdefault(visit_id, typed)
            self._trouble(error)

        self._desk.tasks.write(
            lambda: visit_results.enter(workspace, visit_id, result), kept, failed, owner=self
        )

    def close_day(self, results: Sequence[tuple[int, Result]]) -> None:
        """Keep what becomes of the visits that are left, in one step."""
        workspace, wanted = self._desk.workspace, tuple(results)

        def closed(changes: Changes) -> None:
            self.settled.emit()
            self._desk.done(changes)

        def failed(error: Exception) -> None:
            self.settled.emit()
            self._trouble(error)

        self._desk.tasks.write(
            lambda: visit_results.close_day(workspace, wanted), closed, failed, owner=self
        )

    def _trouble(self, error: Exception) -> None:
        self._desk.trouble(error)
        self.failed.emit()

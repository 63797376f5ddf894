"""What is done to visits, sent to the background; a quick run of reordering is one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import Spot, Visit
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.services import visit_bulk, visit_order, visit_placing, visit_times
from crmdesk.core.services import visits as visit_service
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.visits.picker import Plan
from crmdesk.ui.visits.visit_forms import Move, Outcome

# Pressing Alt+Down five times is one change of the order, with one Undo.
ORDER_PAUSE_MS: Final = 500

Said = Callable[[Changes], object]


class VisitWork(QObject):
    """Writes visits; `failed` tells the screen to read again what it showed in advance."""

    failed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order: list[int] = []
        self._writing_order = 0
        self._pause = pause(self, ORDER_PAUSE_MS, self.settle)

    def plan(self, plan: Plan, done: Said) -> None:
        """Plan visits on one day or several."""
        workspace, purpose, staff = self._desk.workspace, plan.purpose, plan.staff

        def work() -> Changes:
            if plan.before:
                day, ids = plan.shares[0]
                return visit_service.plan_visits(
                    workspace,
                    ids,
                    day,
                    at=plan.at,
                    purpose=purpose,
                    staff=staff,
                    before=plan.before,
                )
            return visit_bulk.plan_shares(
                workspace, plan.shares, at=plan.at, purpose=purpose, staff=staff
            )

        self.send(work, done)

    def put(self, visit_ids: Sequence[int], spot: Spot, done: Said | None = None) -> None:
        """Put visits at a spot of the plan."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_placing.put(self._desk.workspace, ids, spot), done)

    def assign(self, visit_ids: Sequence[int], staff: str) -> None:
        """Let one of the staff make visits; nobody yet for an empty name."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_placing.assign(self._desk.workspace, ids, staff))

    def fill_times(self, visit_ids: Sequence[int], plan: TimePlan) -> None:
        """Give the visits of a day their times."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_times.fill(self._desk.workspace, ids, plan))

    def clear_times(self, visit_ids: Sequence[int]) -> None:
        """Leave visits only their order."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_times.clear(self._desk.workspace, ids))

    def save(self, visit: Visit) -> None:
        """Keep a changed visit."""
        self.send(lambda: visit_service.save(self._desk.workspace, visit))

    def plan_again(self, visit_id: int) -> None:
        """Make a missed visit a planned one again."""
        self.send(lambda: visit_service.plan_again(self._desk.workspace, visit_id))

    def finish(self, outcome: Outcome) -> None:
        """Mark a visit as done."""
        self.send(
            lambda: visit_service.finish(
                self._desk.workspace,
                outcome.visit_id,
                outcome=outcome.text,
                next_date=outcome.next_date,
                next_what=outcome.next_what,
            )
        )

    def miss(self, visit_ids: Sequence[int]) -> None:
        """Mark visits as missed."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_bulk.miss_visits(self._desk.workspace, ids))

    def move(self, move: Move) -> None:
        """Move visits to another day."""
        self.send(
            lambda: visit_bulk.move_visits(self._desk.workspace, move.visit_ids, move.to, move.at)
        )

    def remove(self, visit_ids: Sequence[int]) -> None:
        """Take visits off the plan."""
        ids = tuple(visit_ids)
        self.send(lambda: visit_service.remove(self._desk.workspace, ids))

    def order_by_district(self, day: dt.date, staff: str) -> None:
        """Put a day's visits in the order of their districts."""
        self.send(lambda: visit_order.order_by_district(self._desk.workspace, day, staff))

    def reorder(self, order: Sequence[int]) -> None:
        """Keep this order of a day's visits, once the user pauses."""
        self._order = list(order)
        self._pause.start()

    def ordering(self) -> bool:
        """Return whether an order is shown that is not stored yet."""
        return bool(self._order) or self._writing_order > 0

    def settle(self) -> None:
        """Store the shown order now; everything else that is written comes after it."""
        self._pause.stop()
        order, self._order = self._order, []
        if order:
            workspace = self._desk.workspace
            self._writing_order += 1
            self._desk.tasks.write(
                lambda: visit_order.reorder(workspace, order),
                self._ordered,
                self._not_ordered,
            )

    def send(self, work: Callable[[], Changes], done: Said | None = None) -> None:
        """Write in the background after what waits, tell the desk, and then `done`."""
        self.settle()

        def tell(changes: Changes) -> None:
            self._desk.done(changes)
            if done is not None:
                done(changes)

        self._desk.tasks.write(work, tell, self._trouble, owner=self)

    def _ordered(self, changes: Changes) -> None:
        self._writing_order -= 1
        self._desk.done(changes)

    def _not_ordered(self, error: Exception) -> None:
        self._writing_order -= 1
        self._trouble(error)

    def _trouble(self, error: Exception) -> None:
        self._desk.trouble(error)
        self.failed.emit()

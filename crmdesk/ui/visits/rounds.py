"""Rounds on the visits screen: listed at the side, made from what is chosen, changed, paused."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.i18n import _
from crmdesk.core.services import visit_rounds
from crmdesk.ui.kit.actions import make_action
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.visits.day_bar import DayBar
from crmdesk.ui.visits.plan_view import PlanView
from crmdesk.ui.visits.round_customers import Named
from crmdesk.ui.visits.round_form import new_round
from crmdesk.ui.visits.side_panel import SidePanel
from crmdesk.ui.visits.visit_work import VisitWork


class Rounds(QObject):
    """Joins the list of rounds, their form, and what is written."""

    def __init__(
        self,
        desk: Desk,
        screen: QWidget,
        bar: DayBar,
        plan: PlanView,
        side: SidePanel,
        work: VisitWork,
    ) -> None:
        super().__init__(screen)
        self._desk = desk
        self._bar = bar
        self._plan = plan
        self._side = side
        self._work = work
        self.show_action = make_action(
            screen, _("Rounds…"), self.show, shortcut="Ctrl+Shift+U", icon="refresh"
        )
        pane = side.rounds
        pane.new_wanted.connect(self.ask_new)
        pane.edit_wanted.connect(self.ask_edit)
        for wanted, verb in (
            (pane.pause_wanted, visit_rounds.pause),
            (pane.resume_wanted, visit_rounds.resume),
            (pane.end_wanted, visit_rounds.end),
        ):
            wanted.connect(
                lambda round_id, verb=verb: work.send(lambda: verb(desk.workspace, round_id))
            )
        side.round.saved.connect(self._keep)
        side.round.cancelled.connect(side.open_rounds)

    def show(self) -> None:
        """Show the rounds at the side."""
        self._side.open_rounds()

    def ask_new(self) -> None:
        """Ask for a new round, of the customers who are chosen in the plan or picked beside it."""
        rows = self._plan.selected_rows()
        ids = [row.visit.customer_id for row in rows] if len(rows) > 1 else []
        ids = list(dict.fromkeys(ids)) or self._side.picker.search.ids()
        districts = Counter(row.district for row in rows if row.district)
        name = districts.most_common(1)[0][0] if ids and districts else ""
        self._ask(new_round(self._first_day(), name, self._bar.staff_name()), ids)

    def ask_edit(self, one: VisitRound) -> None:
        """Ask how a round is to be."""
        self._ask(one, one.customer_ids)

    def _ask(self, one: VisitRound, ids: Sequence[int]) -> None:
        workspace, wanted = self._desk.workspace, list(ids)

        def show(customers: list[Named]) -> None:
            self._side.open_round(one, customers)

        self._desk.tasks.read(
            lambda: visit_rounds.named(workspace, wanted), show, key=(self, "named"), owner=self
        )

    def _first_day(self) -> dt.date:
        return max(self._bar.day(), self._desk.workspace.clock.today())

    def _keep(self, one: VisitRound) -> None:
        verb = visit_rounds.edit if one.id else visit_rounds.make
        self._work.send(lambda: verb(self._desk.workspace, one))
        self._side.open_rounds()

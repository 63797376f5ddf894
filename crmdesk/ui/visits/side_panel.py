"""The side of the screen: who to visit, or a small form for the visit at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.visit import VisitRow
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.services import series, visit_forms
from crmdesk.core.services.series import Proposed
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import AtLeast, ScrollArea
from crmdesk.ui.visits.picker import VisitPicker
from crmdesk.ui.visits.round_customers import Named
from crmdesk.ui.visits.round_form import RoundForm
from crmdesk.ui.visits.rounds_pane import RoundsPane
from crmdesk.ui.visits.side_form import SideForm
from crmdesk.ui.visits.times_form import TimesForm
from crmdesk.ui.visits.visit_forms import EditForm, FinishForm, MoveForm

LEAST_WIDTH = 290


class SidePanel(QFrame):
    """Holds the picker and the forms; `left` tells that the list has the keyboard again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumWidth(LEAST_WIDTH)
        self._desk = desk
        clock = desk.workspace.clock
        self.picker = VisitPicker(desk)
        self.edit = EditForm()
        self.finish = FinishForm(clock)
        self.move_form = MoveForm(clock)
        self.times = TimesForm()
        self.round = RoundForm(desk)
        self.rounds = RoundsPane(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(ScrollArea(AtLeast(self.picker)))
        for form in (self.edit, self.finish, self.move_form, self.times, self.round):
            self._stack.addWidget(form)
            form.cancelled.connect(self.close_form)
            form.saved.connect(lambda _what: self.close_form())
        self._rounds_page = ScrollArea(AtLeast(self.rounds))
        self._stack.addWidget(self._rounds_page)
        self.rounds.closed.connect(self.close_form)
        self._picker_wanted = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    def is_dirty(self) -> bool:
        """Return whether a form is open in which something was typed."""
        shown = self._stack.currentWidget()
        return isinstance(shown, SideForm) and shown.is_dirty()

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that closes an open form; ask first when something was typed."""
        shown = self._stack.currentWidget()
        if isinstance(shown, SideForm):
            shown.leave(then)
        else:
            then()

    def show_picker(self, *, focus: bool = True) -> None:
        """Show who to visit, once an open form may go."""

        def show() -> None:
            self._picker_wanted = True
            self._stack.setCurrentIndex(0)
            self.show()
            self.picker.load()
            if focus:
                self.picker.focus()

        self.leave(show)

    def want_picker(self) -> None:
        """Show who to visit as soon as no form is open."""
        self._picker_wanted = True
        if not self.form_open():
            self.show_picker(focus=False)

    def hide_picker(self) -> None:
        """Give the room to the list."""
        self.put_picker_away()
        self.left.emit()

    def put_picker_away(self) -> None:
        """Hide who to visit without handing the keyboard on."""
        self._picker_wanted = False
        self.hide()

    def picker_shown(self) -> bool:
        """Return whether the picker is what stands here."""
        return self._picker_wanted

    def form_open(self) -> bool:
        """Return whether a form is open."""
        return self._stack.currentIndex() != 0

    def close_form(self) -> None:
        """Go back to what was here before the form."""
        self._stack.setCurrentIndex(0)
        self.setVisible(self._picker_wanted)
        self.left.emit()

    def open_edit(self, row: VisitRow) -> None:
        """Ask for time, purpose and staff."""
        if self._stack.currentWidget() is self.edit and self.edit.visit_id() == row.visit.id:
            self.edit.time.setFocus()
            return
        workspace = self._desk.workspace

        def begin() -> None:
            self.edit.open_for(row)
            self._desk.tasks.read(
                lambda: visit_forms.forms(workspace),
                self.edit.set_forms,
                key=(self, "forms"),
                owner=self,
            )

        self._open(self.edit, begin)

    def open_move(self, rows: Sequence[VisitRow]) -> None:
        """Ask for another day."""
        self._open(self.move_form, lambda: self.move_form.open_for(rows))

    def open_times(self, plan: TimePlan, day: str, count: int) -> None:
        """Ask how the times of a day are worked out."""
        self._open(self.times, lambda: self.times.open_for(plan, day, count))

    def open_rounds(self) -> None:
        """Show the rounds."""

        def show() -> None:
            self._stack.setCurrentWidget(self._rounds_page)
            self.show()
            self.rounds.load()
            self.rounds.list.setFocus()

        self.leave(show)

    def rounds_shown(self) -> bool:
        """Return whether the rounds are what stands here."""
        return self._stack.currentWidget() is self._rounds_page

    def open_round(self, one: VisitRound, customers: Sequence[Named]) -> None:
        """Ask for a round."""
        self._open(self.round, lambda: self.round.open_for(one, customers))

    def open_finish(self, row: VisitRow) -> None:
        """Ask how it went; the next date is proposed as soon as it is known."""
        workspace, visit = self._desk.workspace, row.visit

        def propose(found: Proposed) -> None:
            if found.date is not None:
                self.finish.propose(visit.id, found.date)

        def begin() -> None:
            self.finish.open_for(row)
            self._desk.tasks.read(
                lambda: series.proposed_for(workspace, visit.customer_id),
                propose,
                key=(self, "proposed"),
                owner=self,
            )

        self._open(self.finish, begin)

    def set_staff(self, names: Sequence[str], chosen: str) -> None:
        """Offer these names in the forms."""
        self.picker.fields.set_staff(names, chosen)
        self.edit.set_staff(names)
        self.round.set_staff(names)

    def _open(self, form: SideForm, begin: Callable[[], object]) -> None:
        """Show a form once another one may go, and let it begin."""

        def show() -> None:
            self._stack.setCurrentWidget(form)
            self.show()
            begin()
            # Once its fields have their places and one of them the keyboard.
            QTimer.singleShot(0, form, form.show_field)

        self.leave(show)

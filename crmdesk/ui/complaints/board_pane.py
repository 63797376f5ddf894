"""The board of complaints: a column for each state; a card carried to another one is a step."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import ENDED, STATES, ComplaintRow
from crmdesk.core.domain.complaint_states import Given, leading, transition, why_not
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_steps
from crmdesk.ui.complaints import board_read
from crmdesk.ui.complaints.board_columns import BoardColumns
from crmdesk.ui.complaints.board_read import BoardRead
from crmdesk.ui.complaints.board_tools import BoardTools
from crmdesk.ui.complaints.board_verbs import BoardVerbs
from crmdesk.ui.complaints.case_steps import CaseSteps
from crmdesk.ui.complaints.lists import ComplaintLists, usual
from crmdesk.ui.complaints.pane import ComplaintPane
from crmdesk.ui.complaints.step_dialog import StepDialog
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.screen import Desk


class BoardPane(ComplaintPane):
    """Takes the step that leads to the column a card is carried to, or says why there is none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lists: ComplaintLists = usual()
        self._carried: ComplaintRow | None = None
        # The complaint of which a step is taken, and the one to go to when the board is read.
        self._moving = self._wanted = 0
        self.dialog: StepDialog | None = None
        self.said = plain.label("", "doubt", wrap=True)
        self.said.hide()
        self.tools = BoardTools()
        self.tools.changed.connect(self.refresh)
        self.board = BoardColumns(desk, self.may_go)
        self.tools.search.down.connect(self.board.into_cards)
        self.tools.search.returnPressed.connect(self.board.into_cards)
        self.columns = self.board.columns
        self.steps = CaseSteps(self, self.take)
        self.verbs = BoardVerbs(desk, self, self.board.row)
        self.verbs.opened.connect(self.opened)
        self.board.current_changed.connect(self._card_changed)
        for column in self.columns.values():
            column.listed.connect(self._show_in_list)
            # Later: no window opens while the mouse still carries something.
            column.dropped.connect(self.move_to, Qt.ConnectionType.QueuedConnection)
            column.list.opened.connect(self.opened)
            column.list.move_wanted.connect(self._move_beside)
            column.list.carried.connect(self._carry)
            column.list.let_go.connect(self._let_go)
            column.list.menu_wanted.connect(
                lambda where: self.verbs.menu(self.steps.allowed(), where)
            )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tools)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.said)
        self.first_stop = self.board.current.list
        self.refresh()

    # What is shown

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the board again; who is on a card stays on it."""
        workspace, query = self.desk.workspace, self.tools.query()
        self.desk.tasks.read(
            lambda: board_read.read(workspace, query), self._show, key=(self, "board")
        )

    def set_lists(self, lists: ComplaintLists) -> None:
        """Offer the words of the shop in the forms, and the staff over the board."""
        self._lists = lists
        self.tools.set_lists(lists)

    def start_find(self) -> bool:
        """Take the keyboard to the find field over the board."""
        self.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search.selectAll()
        return True

    def has_unsaved(self) -> bool:
        """Return whether the form of a step holds typed words."""
        return self.dialog is not None and self.dialog.form.is_dirty()

    def say(self, words: str) -> None:
        """Say something quietly under the board, or nothing any more."""
        plain.say(self.said, words)

    def _show(self, found: BoardRead) -> None:
        self.board.show_board(found)
        self.tools.show_total(sum(column.total for column in found.columns))
        wanted, self._wanted = self._wanted, 0
        if wanted:
            self.board.go_to(wanted)
        self._offer()

    def _card_changed(self) -> None:
        self.first_stop = self.board.current.list
        self.say("")
        self._offer()

    def _offer(self) -> None:
        row = self.board.row()
        self.steps.allow(row.complaint.state if row is not None else "")
        self.verbs.allow(row)

    # Steps

    def may_go(self, state: str) -> bool:
        """Tell whether the complaint that is carried may be dropped at a state."""
        carried = self._carried
        return carried is not None and leading(carried.complaint.state, state) is not None

    def move_to(self, complaint_id: int, state: str) -> None:
        """Take the step that leads a complaint to a state, or say why there is none."""
        known = (self._carried, self.board.row())
        row = next((one for one in known if one and one.complaint.id == complaint_id), None)
        if row is None or row.complaint.state == state:
            return
        step = leading(row.complaint.state, state)
        if step is None:
            self.say(f"{row.complaint.number}: {why_not(row.complaint.state, state)}")
        else:
            self._take(row, step.event)

    def take(self, event: str) -> None:
        """Take a step with the current complaint."""
        row = self.board.row()
        if row is not None:
            self._take(row, event)

    def _take(self, row: ComplaintRow, event: str) -> None:
        self.say("")
        self._moving = row.complaint.id
        if transition(event).guard:
            self.dialog = StepDialog(self.desk, self, row, event, self._lists)
            self.dialog.form.saved.connect(self._follow)
            self.dialog.finished.connect(self._dialog_closed)
            self.dialog.open()
            return
        workspace, complaint_id = self.desk.workspace, row.complaint.id

        def done(changes: Changes) -> None:
            self._follow()
            self.desk.done(changes)

        self.desk.tasks.write(
            lambda: complaint_steps.step(workspace, complaint_id, event, Given()),
            done,
            self.desk.trouble,
            owner=self,
        )

    def _follow(self) -> None:
        """Go along with the card of which a step was taken, as soon as the board is read."""
        self._wanted = self._moving

    def _dialog_closed(self) -> None:
        self.dialog = None
        self.board.current.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_beside(self, step: int) -> None:
        """Take the card to the next column at a side to which a step leads."""
        row, columns = self.board.row(), self.board.beside(step)
        if row is None or not columns:
            return
        reached = (one for one in columns if leading(row.complaint.state, one.state))
        self.move_to(row.complaint.id, next(reached, columns[0]).state)

    # Carrying

    def _carry(self, row: ComplaintRow | None) -> None:
        """Show where the card may go, or that none is carried any more."""
        self._carried = row
        for state, column in self.columns.items():
            at_home = row is not None and row.complaint.state == state
            column.mark(None if row is None or at_home else self.may_go(state))

    def _let_go(self, where: QPoint) -> None:
        """Say why a card that was dropped on a column cannot be there."""
        column = self.board.at(where)
        if self._carried is not None and column is not None:
            self.move_to(self._carried.complaint.id, column.state)

    def _show_in_list(self, state: str) -> None:
        query = dataclasses.replace(self.tools.query(), states=frozenset({state}))
        if state in ENDED:
            query = dataclasses.replace(query, sort="received", descending=True)
        words = f"{_(STATES[state])} · {query.staff}" if query.staff else _(STATES[state])
        self.listed.emit(query, words)

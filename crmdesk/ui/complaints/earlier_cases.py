"""How complaints like the one being recorded were solved before: told quietly, below the words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint, ComplaintRow
from crmdesk.core.domain.solution import Proposal
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_solutions, complaints
from crmdesk.ui.complaints.case_body import CaseBody
from crmdesk.ui.complaints.lists import ComplaintLists, usual
from crmdesk.ui.complaints.proposal_rows import ProposalRows
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import FittingArea

MOST: Final = 3
PAUSE_MS: Final = 200
# Fewer characters say nothing of what it is about.
_LEAST_TYPED: Final = 2
# The frame of a window, the heading and the buttons take so much height.
_BESIDE_CASE: Final = 200

About = tuple[str, str, str]


class EarlierCases(QWidget):
    """Looks for answers while a complaint is typed; a line opens its case to read.

    `turned` tells that there is something to show, or nothing any more. The answer of a case can
    be taken over: `number` names it then, and it is proposed first when the complaint is answered.
    """

    turned = Signal(bool)

    def __init__(self, desk: Desk, form: QWidget) -> None:
        super().__init__(form)
        self._desk = desk
        self._about: About = ("", "", "")
        self._lists = usual()
        self._taken: Proposal | None = None
        self.dialog: EarlierCaseDialog | None = None
        self.title = plain.label(_("How it was solved before (Alt and the number)"), "hint")
        self.rows = ProposalRows()
        self.rows.chosen.connect(self.open)
        self.told = plain.label("", "hint")
        self.give_up_button = button(_("Take it out"), self.give_up, kind="inline")
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.told)
        line.addWidget(self.give_up_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._line, self.title, self.rows):
            layout.addWidget(part)
        self._pause = pause(self, PAUSE_MS, self._ask)
        self._show()
        for place in range(MOST):
            connect_keys(form, f"Alt+{place + 1}", partial(self.open, place))

    def set_lists(self, lists: ComplaintLists) -> None:
        """Show the words of the shop."""
        self._lists = lists

    def begin(self) -> None:
        """Forget what was found and taken over, for another complaint."""
        self._pause.stop()
        self._about, self._taken = ("", "", ""), None
        self.rows.show_proposals(())
        self._show()

    def look(self, one: Complaint) -> None:
        """Look again, after a pause of the typist, where something else is told by now."""
        about = (one.what.strip(), one.category, one.product.strip())
        if about != self._about:
            self._about = about
            self._pause.start()

    def number(self) -> str:
        """Return the number of the complaint whose answer was taken over, or nothing."""
        return self._taken.number if self._taken is not None else ""

    def open(self, place: int) -> None:
        """Show the case of a line."""
        if self._taken is None and place < len(self.rows.proposals):
            one, workspace = self.rows.proposals[place], self._desk.workspace
            self._desk.tasks.read(
                lambda: complaints.row(workspace, one.id),
                partial(self._read, one),
                self._desk.trouble,
                key=(self, "case"),
                owner=self,
            )

    def take(self, one: Proposal) -> None:
        """Take an answer over, to be proposed when the complaint is answered."""
        self._taken = one
        self.told.setText(_("To be answered as {number} was.").format(number=one.number))
        self.told.setToolTip(plain.tip(one.text))
        self._show()

    def give_up(self) -> None:
        """Take the answer over no more."""
        self._taken = None
        self._show()

    def _ask(self) -> None:
        what, category, product = self._about
        if self._desk.tasks.closed:
            return
        if len(what) < _LEAST_TYPED and not product:
            self._arrived(self._about, [])
            return
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: complaint_solutions.solved_before(
                workspace, what, category=category, product=product
            ),
            partial(self._arrived, self._about),
            key=(self, "earlier"),
            owner=self,
        )

    def _arrived(self, about: About, found: list[Proposal]) -> None:
        if about == self._about and found[:MOST] != self.rows.proposals:
            self.rows.show_proposals(found[:MOST])
            for made in self.rows.buttons:
                # Tab goes on to the wish; Alt and the number come here.
                made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._show()

    def _show(self) -> None:
        taken, found = self._taken is not None, bool(self.rows.proposals)
        self._line.setVisible(taken)
        for part in (self.title, self.rows):
            part.setVisible(found and not taken)
        self.turned.emit(taken or found)

    def _read(self, one: Proposal, row: ComplaintRow) -> None:
        if one in self.rows.proposals and self.dialog is None:
            self.dialog = EarlierCaseDialog(self, row, self._lists, partial(self.take, one))
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None


class EarlierCaseDialog(Dialog):
    """A case to read while another one is recorded; its answer can be taken over."""

    def __init__(
        self,
        parent: QWidget,
        row: ComplaintRow,
        lists: ComplaintLists,
        on_taken: Callable[[], object],
    ) -> None:
        one = row.complaint
        name = plain.one_line(row.name or row.phone)
        super().__init__(parent, _("Complaint"), f"{one.number} · {name}")
        self.setMinimumWidth(520)
        self.case = CaseBody()
        self.case.show_complaint(one, (), lists.labels())
        self.case.keep_button.hide()
        self.area = FittingArea(self.case, _BESIDE_CASE)
        # The arrows scroll where it is longer than the screen.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self.area)
        self.add_button(_("Close"))
        self.take_button = self.add_button(_("Answer like this later"), self.accept, "primary")
        self.accepted.connect(lambda: on_taken())
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

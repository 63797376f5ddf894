"""A case beside the list: how it stands, what can be done, what was said, and its log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint, ComplaintRow, LogEntry
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.domain.problems import NotFound
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_solutions, complaint_steps, complaints
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.complaints.case_files import CaseFiles
from crmdesk.ui.complaints.case_head import CaseHead
from crmdesk.ui.complaints.case_page import CasePage, CasePart
from crmdesk.ui.complaints.case_steps import CaseSteps
from crmdesk.ui.complaints.case_verbs import CaseVerbs
from crmdesk.ui.complaints.lists import ComplaintLists, usual
from crmdesk.ui.complaints.step_form import StepForm
from crmdesk.ui.complaints.step_forms import FORMS
from crmdesk.ui.kit import dialogs
from crmdesk.ui.kit.actions import tool_button
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.followup_forms import AnswerForm

# The step that mostly comes next, the first of these that is allowed.
NEXT: Final = (events.ACKNOWLEDGE, events.RESUME, events.CLOSE, events.ANSWER)
RARE: Final = frozenset({events.REOPEN, events.REJECT, events.IS_DUPLICATE, events.REMARK})


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A complaint as it was read together with its log and the other ones beside it.

    `kept_under` is the category under which its answer is kept, None where it is not.
    """

    row: ComplaintRow
    log: list[LogEntry]
    others: list[Complaint]
    kept_under: str | None


class CasePane(CasePage):
    """Shows one complaint; `edit_asked`, `other_asked` carry an id, `gone` tells it is not there.

    `left_form` comes when the form one typed in is closed, `back_asked` where the case covers the
    list and is to give it back. `add_part` puts more between the handling and the log.
    """

    edit_asked = Signal(int)
    other_asked = Signal(int)
    back_asked = Signal()
    gone = Signal()
    shown = Signal(int)
    left_form = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.back = tool_button("left", _("Back to the list (Esc)"), lambda: self.back_asked.emit())
        self.head = CaseHead(self.back)
        super().__init__(self.head, parent)
        self._desk = desk
        self.lists: ComplaintLists = usual()
        self.read: CaseRead | None = None
        self._wanted = 0
        # A step whose form opens as soon as the complaint that is on its way has come.
        self.next_step = ""
        self._parts: list[CasePart] = []
        self.step_form: AnswerForm | None = None
        self.steps = CaseSteps(self, self.take)
        self.verbs = verbs = CaseVerbs(desk, self, self.row)
        self.back.hide()
        self.head.offer(
            [verbs.print_form, verbs.edit],
            [verbs.make_customer, verbs.belongs_to],
            verbs.copy_phone,
        )
        self.head.customer_asked.connect(verbs.go_to_customer)
        verbs.edit_asked.connect(self.edit_asked)
        verbs.form_wanted.connect(self.open_form)
        self.body.other_asked.connect(self.other_asked)
        self.body.keep_asked.connect(verbs.keep_answer.trigger)
        self.files = CaseFiles(desk, self)
        self.add_part(self.files, self.files)

    def add_part(self, part: QWidget, show: CasePart) -> None:
        """Put a part between the handling and the log; it is told of each complaint shown."""
        self.slot.addWidget(part)
        self._parts.append(show)

    # What is shown

    def complaint_id(self) -> int:
        """Return the id of the complaint that is shown or on its way, or 0."""
        return self._wanted

    def row(self) -> ComplaintRow | None:
        """Return the complaint that is shown, with whom to speak to."""
        return self.read.row if self.read is not None else None

    def complaint(self) -> Complaint | None:
        """Return the complaint that is shown."""
        return self.read.row.complaint if self.read is not None else None

    def open(self, complaint_id: int) -> None:
        """Show a complaint as soon as it is read."""
        if complaint_id != self._wanted:
            self.close_form()
        self._wanted = complaint_id
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: _read(workspace, complaint_id), self._arrived, self._failed, key=(self, "case")
        )

    def refresh(self, _changes: Changes | None = None) -> None:
        """Read the complaint again."""
        if self._wanted:
            self.open(self._wanted)

    def forget(self) -> None:
        """Show no complaint."""
        self.close_form()
        self._wanted, self.read = 0, None
        self._offer()

    def set_lists(self, lists: ComplaintLists) -> None:
        """Show the words of the shop."""
        self.lists = lists
        if self.read is not None:
            self._draw(self.read)

    def _arrived(self, read: CaseRead) -> None:
        before = self.complaint()
        self.read = read
        one = read.row.complaint
        form = self.step_form
        if isinstance(form, StepForm) and form.complaint.state != one.state:
            # The step was taken elsewhere meanwhile, or is not possible any more.
            self.close_form()
        self._draw(read)
        if before is None or before.id != one.id:
            self.to_top()
        self.shown.emit(one.id)
        event, self.next_step = self.next_step, ""
        if event and self.steps.actions[event].isEnabled():
            self.take(event)

    def _draw(self, read: CaseRead) -> None:
        now = self._desk.workspace.clock.now()
        one, labels = read.row.complaint, self.lists.labels()
        self.head.show_row(read.row, now)
        self.body.show_complaint(one, read.others, labels, read.kept_under)
        self.log.show_log(read.log, labels, now)
        for part in self._parts:
            part.show_complaint(one)
        self._offer()

    def _offer(self) -> None:
        """Offer what the table of transitions allows, and nothing while a form is open."""
        one, busy = self.complaint(), self.step_form is not None
        self.steps.allow(one.state if one is not None and not busy else "")
        kept = self.read is not None and self.read.kept_under is not None
        self.verbs.allow(self.row(), busy=busy, kept=kept)
        allowed = [event for event, act in self.steps.actions.items() if act.isEnabled()]
        first = next((event for event in NEXT if event in allowed), "")
        kinds = {event: "quiet" if event in RARE else "" for event in allowed} | {first: "primary"}
        order = sorted(allowed, key=lambda event: (event != first, event in RARE))
        self.show_steps([(self.steps.actions[event], kinds[event]) for event in order])

    def _failed(self, error: Exception) -> None:
        self.forget()
        self.gone.emit()
        if not isinstance(error, NotFound):
            self._desk.trouble(error)

    # What the user does

    def take(self, event: str) -> None:
        """Take a step at once, or open the form of what it needs."""
        read = self.read
        if read is None or self.step_form is not None:
            return
        if event in FORMS:
            self.open_form(FORMS[event](self._desk, read.row, event, self.lists))
            return
        complaint_id = read.row.complaint.id
        self._write(lambda workspace: complaint_steps.step(workspace, complaint_id, event, Given()))

    def open_form(self, form: AnswerForm) -> None:
        """Put a form under the head until it is saved or given up."""
        self.close_form()
        self.step_form = form
        form.finished.connect(self._form_finished, Qt.ConnectionType.QueuedConnection)
        self.put_form(form)
        self.files.drops.watch_boxes(form)
        self._offer()
        if isinstance(form, StepForm):
            form.begin()
        else:
            form.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Take the open form away, whatever stands in it."""
        form, self.step_form = self.step_form, None
        if form is not None:
            focus = QApplication.focusWidget()
            typed_here = focus is not None and form.isAncestorOf(focus)
            self.take_form(form)
            self._offer()
            if typed_here:
                self.left_form.emit()

    def leave(self, then: Callable[[], object], stay: Callable[[], object] | None = None) -> None:
        """Do something that closes the open form; ask first when something was typed."""
        dialogs.ask_to_leave(self, self.is_dirty(), then, stay)

    def is_dirty(self) -> bool:
        """Return whether a form holds typed words."""
        return isinstance(self.step_form, StepForm) and self.step_form.is_dirty()

    def _form_finished(self) -> None:
        self.close_form()

    def _write(self, verb: Callable[[Workspace], Changes]) -> None:
        workspace = self._desk.workspace
        self._desk.tasks.write(
            lambda: verb(workspace), self._desk.done, self._desk.trouble, owner=self
        )


def _read(workspace: Workspace, complaint_id: int) -> CaseRead:
    row = complaints.row(workspace, complaint_id)
    one = row.complaint
    others = complaints.of_customer(workspace, one.customer_id) if one.customer_id else []
    others = [other for other in others if other.id != one.id]
    if one.duplicate_of and all(other.id != one.duplicate_of for other in others):
        # The one it repeats may have gone with the customer it was taken back with.
        (first,) = complaints.rows(workspace, [one.duplicate_of])
        others = [first.complaint, *others] if first is not None else others
    kept = complaint_solutions.kept_under(workspace, one.action, one.category)
    return CaseRead(row, complaints.log(workspace, complaint_id), others, kept)

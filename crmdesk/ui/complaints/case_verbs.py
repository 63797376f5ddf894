"""What can be done with a case beside its steps: change it, go to the customer, make one of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_solutions
from crmdesk.ui.complaints.walk_in_form import WalkInForm
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.screen import Desk


class CaseVerbs(QObject):
    """The actions of the complaint that `shown` returns; `form_wanted` carries a form to open."""

    edit_asked = Signal(int)
    form_wanted = Signal(object)

    def __init__(
        self, desk: Desk, owner: QWidget, shown: Callable[[], ComplaintRow | None]
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._shown = shown
        action = partial(action_inside, owner)
        self.edit = action(_("Edit the complaint"), self._edit, "Ctrl+E", "edit")
        self.print_form = action(_("Print the form to sign…"), self._print, "", "print")
        self.open_customer = action(_("Open the customer"), self.go_to_customer, "Ctrl+O", "person")
        self.make_customer = action(
            _("Make a customer"), partial(self._whose, makes=True), "", "plus"
        )
        self.belongs_to = action(_("Belongs to…"), partial(self._whose, makes=False), "", "link")
        self.keep_answer = action(_("Keep this answer"), self._keep_answer, "K", "star")
        self.copy_phone = action(_("Copy the phone"), self._copy_phone, "", "copy")

    def allow(self, row: ComplaintRow | None, *, busy: bool, kept: bool) -> None:
        """Allow what makes sense for a complaint, while no form is open; `kept` is its answer."""
        known = row is not None and bool(row.complaint.customer_id)
        self.edit.setEnabled(row is not None and not busy)
        self.print_form.setEnabled(row is not None)
        self.open_customer.setEnabled(known)
        for action in (self.make_customer, self.belongs_to):
            action.setEnabled(row is not None and not known and not busy)
        answered = row is not None and bool(row.complaint.action)
        self.keep_answer.setEnabled(answered and not busy and not kept)
        self.copy_phone.setEnabled(row is not None and bool(row.phone))

    def go_to_customer(self) -> None:
        """Show the file of the customer."""
        row = self._shown()
        if row is not None and row.complaint.customer_id:
            self._desk.open_customer(row.complaint.customer_id)

    def _edit(self) -> None:
        if (row := self._shown()) is not None:
            self.edit_asked.emit(row.complaint.id)

    def _print(self) -> None:
        if (row := self._shown()) is not None:
            self._desk.print_style("complaint_form", ids=(row.complaint.id,))

    def _keep_answer(self) -> None:
        if (row := self._shown()) is not None:
            text, category = row.complaint.action, row.complaint.category
            workspace = self._desk.workspace
            self._desk.tasks.write(
                lambda: complaint_solutions.keep(workspace, text, category),
                self._desk.done,
                self._desk.trouble,
                owner=self,
            )

    def _whose(self, *, makes: bool) -> None:
        if (row := self._shown()) is not None:
            self.form_wanted.emit(WalkInForm(self._desk, row.complaint, makes=makes))

    def _copy_phone(self) -> None:
        if (row := self._shown()) is not None:
            QGuiApplication.clipboard().setText(row.phone)

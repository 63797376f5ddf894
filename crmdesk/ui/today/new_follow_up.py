"""Choosing the customer of a new follow-up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import CustomerPicker
from crmdesk.ui.parts.followup_plan import FollowUpForm, plan_follow_up


class ChooseCustomer(Dialog):
    """Asks for one customer, found by name, pinyin or phone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, _("New follow-up"), _("For which customer?"))
        self._desk = desk
        self._behind = parent
        self.form: FollowUpForm | None = None
        self.picker = CustomerPicker(
            desk, creates=True, placeholder=_("Name, pinyin, initials or phone")
        )
        self.picker.changed.connect(self._picked)
        self.picker.create_requested.connect(self._create)
        self.body.addWidget(self.picker)
        self.body.addStretch()
        self.add_button(_("Cancel"))
        # Room for the list of those who are found, which stays inside.
        self.resize(480, min(420, self.screen().availableGeometry().height() - 60))
        self.given_size = True
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self) -> None:
        customer_id = self.picker.current()
        if customer_id is not None:
            name = self.picker.text()
            self.accept()
            self.form = plan_follow_up(self._desk, self._behind, customer_id, name)

    def _create(self, name: str) -> None:
        self.accept()
        self._desk.new_customer(name)


def choose_and_plan(desk: Desk, parent: QWidget) -> ChooseCustomer:
    """Ask for a customer, then open the form for a new follow-up."""
    dialog = ChooseCustomer(desk, parent)
    dialog.open()
    return dialog

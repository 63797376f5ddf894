"""A walk-in's complaint is given to a customer: one on file, or a new one made of the walk-in."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.customer import ContactMethod, Customer, Hit
from crmdesk.core.domain.phones import is_sure_mobile
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_customers, finding
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import CustomerPicker
from crmdesk.ui.parts.followup_forms import AnswerForm
from crmdesk.ui.parts.hit_list import second_line

MOST_OFFERED: Final = 3


class WalkInForm(AnswerForm):
    """Offers whoever has the same phone or name, a find box, or a new customer.

    With `makes` it begins with the new customer.
    """

    def __init__(
        self,
        desk: Desk,
        complaint: Complaint,
        *,
        makes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._complaint = complaint
        self._makes = makes
        self.name = QLineEdit(complaint.walk_in_name)
        self.phone = QLineEdit(complaint.walk_in_phone)
        self.picker = CustomerPicker(desk, placeholder=_("Name, pinyin, initials or phone"))
        self.offers: list[QWidget] = []
        self._offered = QVBoxLayout()
        self._offered.setSpacing(4)
        form = Form(columns=2)
        if makes:
            self.name_row = form.add(_("Name"), self.name, required=True)
            form.add(_("Phone"), self.phone)
        else:
            self.picker_row = form.add(_("Customer"), self.picker, required=True, wide=True)
        title = _("Make a customer") if makes else _("Whose complaint is it?")
        self.body.addWidget(plain.label(title, "subheading"))
        self.body.addWidget(form)
        self.body.addLayout(self._offered)
        words = _("Make a customer") if makes else _("Give it to this customer")
        self.save_button = button(words, self.confirm, kind="primary")
        self.save_button.setToolTip(plain.tip(f"{words} (Ctrl+Enter)"))
        self.add_buttons(self.save_button)
        for line in (self.name, self.phone):
            line.returnPressed.connect(self.confirm)
        connect_keys(self, "Ctrl+Return", self.confirm)
        connect_keys(self, "Ctrl+Enter", self.confirm)
        self.setFocusProxy(self.name if makes else self.picker)
        self._look()

    def confirm(self) -> None:
        """Make the customer, or give the complaint to the one that was found."""
        workspace, complaint_id = self.desk.workspace, self._complaint.id
        if not self._makes:
            wanted = self.picker.current()
            if wanted is None:
                self.picker_row.set_error(_("Choose a customer from the list."))
                self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self._give(wanted)
            return
        name = self.name.text().strip()
        if not name:
            self.name_row.set_error(_("Type a name; everything else can wait."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        phone = self.phone.text().strip()
        kind = "mobile" if is_sure_mobile(phone) else "phone"
        methods = (ContactMethod(kind, phone),) if phone else ()
        made = Customer(name=name, methods=methods)
        self.send(lambda: complaint_customers.make_customer(workspace, complaint_id, made))

    def _give(self, customer_id: int) -> None:
        workspace, complaint_id = self.desk.workspace, self._complaint.id
        self.send(lambda: complaint_customers.give_to(workspace, complaint_id, customer_id))

    def _look(self) -> None:
        workspace, one = self.desk.workspace, self._complaint

        def ask() -> list[Hit]:
            found = finding.find(workspace, one.walk_in_phone, MOST_OFFERED)
            return found or finding.find(workspace, one.walk_in_name, MOST_OFFERED)

        self.desk.tasks.read(ask, self._offer, key=(self, "alike"))

    def _offer(self, hits: list[Hit]) -> None:
        if hits:
            self._offered.addWidget(plain.label(_("On file already?"), "muted"))
        for hit in hits:
            words = _("It is {name}").format(name=plain.one_line(hit.name))
            made = button(words, partial(self._give, hit.id), icon="person")
            made.setToolTip(plain.tip(second_line(hit)[0]))
            self._offered.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.offers.append(made)

"""Who complains: a customer found while typing, or else a walk-in by that name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint, ComplaintRow
from crmdesk.core.domain.customer import Hit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import complaints, customers, finding
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import CustomerPicker

MOST_DIGITS: Final = 20
# Fewer digits may be the end of anybody's number.
LEAST_DIGITS: Final = 7
MOST_ALIKE: Final = 3
# So much of what an open complaint says is enough to know it again.
MOST_TOLD: Final = 24


class WhoFields(QWidget):
    """The find box for whoever complains, and under it what is known of them.

    What is typed and is no chosen customer is a walk-in; `other_asked` comes with the id of an
    open complaint that the customer has already. `walk_in_changed` tells when it became a walk-in
    or a customer.
    """

    changed = Signal()
    walk_in_changed = Signal(bool)
    other_asked = Signal(int)
    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        # The complaint that is being changed, 0 for a new one.
        self._own = 0
        self.picker = CustomerPicker(
            desk,
            placeholder=_("Name, pinyin, phone of a customer"),
            nobody_words=_("“{text}” is not on file and is kept as a walk-in."),
        )
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(_("Phone of the walk-in"))
        self.known = plain.label("", "muted", wrap=True)
        self.links = QWidget()
        self._flow = FlowLayout(self.links, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.picker, self.known, self.links):
            layout.addWidget(part)
        self.setFocusProxy(self.picker)
        self.picker.changed.connect(self._changed)
        self.picker.finder.picked.connect(lambda _hit: self.done.emit())
        self.picker.finder.nobody.connect(self._nobody)
        self.picker.finder.box.editingFinished.connect(self._look_alike)
        self.phone.editingFinished.connect(self._look_alike)

    # What is known

    def customer_id(self) -> int:
        """Return the id of the chosen customer, 0 for a walk-in."""
        return self.picker.current() or 0

    def is_walk_in(self) -> bool:
        """Tell whether a name was typed that is no customer's."""
        return not self.customer_id() and bool(self.picker.text().strip())

    def walk_in(self) -> tuple[str, str]:
        """Return name and phone of the walk-in; what was typed may be the phone itself."""
        if self.customer_id():
            return "", ""
        text, phone = self.picker.text().strip(), self.phone.text().strip()
        return ("", text) if _is_phone(text) and not phone else (text, phone)

    def show_row(self, row: ComplaintRow) -> None:
        """Show whose complaint it is; a customer on file stays who it is."""
        one = row.complaint
        self._own = one.id
        if one.customer_id:
            self.picker.set_one(one.customer_id, row.name)
        else:
            self.picker.set_one(None, one.walk_in_name)
        self.phone.setText(one.walk_in_phone)
        self.picker.setEnabled(not one.customer_id)
        self._changed()

    def show_customer(self, customer_id: int) -> None:
        """Choose a customer by id; the name comes from the background."""
        workspace = self._desk.workspace

        def chosen(name: str) -> None:
            self.picker.set_one(customer_id, name)
            self._changed()

        self._desk.tasks.read(
            lambda: customers.get(workspace, customer_id).name, chosen, owner=self
        )

    def show_text(self, name: str, phone: str) -> None:
        """Begin with what was typed elsewhere."""
        self._own = 0
        self.picker.setEnabled(True)
        self.picker.set_one(None, name or phone)
        self.phone.setText(phone if name else "")
        self._changed()

    def offers(self) -> list[QAbstractButton]:
        """Return the links that are shown, from the first to the last."""
        found = [self._flow.itemAt(place) for place in range(self._flow.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [one for one in widgets if isinstance(one, QAbstractButton)]

    # What happens while it is typed

    def _changed(self) -> None:
        walk_in = self.is_walk_in()
        self.known.setText(_("Walk-in: nobody on file is chosen.") if walk_in else "")
        self.known.setVisible(walk_in)
        self._flow.clear()
        self.links.hide()
        self.walk_in_changed.emit(walk_in)
        self.changed.emit()
        if customer_id := self.customer_id():
            workspace, but = self._desk.workspace, self._own
            self._desk.tasks.read(
                lambda: _told(workspace, customer_id, but),
                partial(self._show_known, customer_id),
                key=(self, "known"),
                owner=self,
            )

    def _show_known(self, customer_id: int, found: tuple[str, list[Complaint]]) -> None:
        if customer_id != self.customer_id():
            return
        phone, waiting = found
        words = ngettext(
            "{count} complaint is open already:",
            "{count} complaints are open already:",
            len(waiting),
        )
        parts = [phone, words.format(count=len(waiting)) if waiting else ""]
        self.known.setText(" · ".join(part for part in parts if part))
        self.known.setVisible(any(parts))
        for one in waiting[:MOST_ALIKE]:
            words = f"{one.number} · {plain.short(plain.one_line(one.what), MOST_TOLD)}"
            link = button(words, partial(self.other_asked.emit, one.id), kind="inline")
            link.setToolTip(plain.tip(plain.short(one.what, 200)))
            self._flow.addWidget(link)
        self.links.setVisible(bool(waiting))

    def _nobody(self) -> None:
        self._look_alike()
        self.done.emit()

    def _look_alike(self) -> None:
        """Offer whoever has just this name or phone, where nobody was chosen."""
        text = self.picker.text().strip()
        if not self.is_walk_in():
            return
        alike = [hit for hit in self.picker.finder.hits() if text in (hit.name, hit.mobile)]
        self._offer(alike[:MOST_ALIKE])
        phone = self.walk_in()[1]
        if not alike and sum(letter.isdigit() for letter in phone) >= LEAST_DIGITS:
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: finding.find(workspace, phone, MOST_ALIKE),
                partial(self._offer_by_phone, phone),
                key=(self, "phone"),
                owner=self,
            )

    def _offer_by_phone(self, phone: str, hits: list[Hit]) -> None:
        if self.is_walk_in() and phone == self.walk_in()[1]:
            self._offer(hits)

    def _offer(self, hits: Sequence[Hit]) -> None:
        self._flow.clear()
        for hit in hits:
            words = " · ".join(part for part in (hit.name, hit.mobile) if part)
            text = _("It is {name}, who is on file").format(name=plain.one_line(words))
            made = button(text, kind="link", icon="person")
            made.clicked.connect(partial(self._take, hit), Qt.ConnectionType.QueuedConnection)
            self._flow.addWidget(made)
        self.links.setVisible(bool(hits))

    def _take(self, hit: Hit, _checked: bool = False) -> None:
        self.picker.set_one(hit.id, hit.name)
        self._changed()
        self.done.emit()


def _told(workspace: Workspace, customer_id: int, but: int) -> tuple[str, list[Complaint]]:
    """Return the phone of a customer and the open complaints, without the one being changed."""
    customer = customers.get(workspace, customer_id)
    found = complaints.of_customer(workspace, customer_id)
    return customer.mobile, [one for one in found if one.is_open and one.id != but]


def _is_phone(text: str) -> bool:
    digits = [letter for letter in text if letter.isdigit()]
    return 5 <= len(digits) <= MOST_DIGITS and not any(letter.isalpha() for letter in text)

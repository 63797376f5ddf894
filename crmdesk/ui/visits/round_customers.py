"""Whom a round visits, in the order of its way: found, put in order, taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.customer import Hit
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_button, action_inside
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.find_box import FindBox
from crmdesk.ui.visits.planning import shifted

_ID = int(Qt.ItemDataRole.UserRole)
Named = tuple[int, str]


class RoundCustomers(QWidget):
    """An ordered list of customers; they are dragged, or moved with Alt+Up and Alt+Down."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = FindBox(desk, placeholder=_("Add a customer"), creates=False)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Customers of the round"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumHeight(140)
        self._count = plain.label("", "hint")
        verbs = QHBoxLayout()
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.addWidget(self._count, 1)
        for text, slot, keys, icon in (
            (_("Earlier in the list"), lambda: self.shift(-1), "Alt+Up", "up"),
            (_("Later in the list"), lambda: self.shift(1), "Alt+Down", "down"),
            (_("Take out"), self.take_out, "Del", "bin"),
        ):
            action = action_inside(self.list, text, slot, keys, icon)
            verbs.addWidget(action_button(action, text=False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.finder)
        layout.addWidget(self.list, 1)
        layout.addLayout(verbs)
        self.setFocusProxy(self.finder)
        self.finder.picked.connect(self._add)
        self.list.model().rowsMoved.connect(lambda *_rows: self._tell())

    def ids(self) -> list[int]:
        """Return the customers in their order."""
        return [one for one, _name in self._named()]

    def set_customers(self, customers: Sequence[Named]) -> None:
        """Show these customers."""
        self.list.clear()
        for customer_id, name in customers:
            item = QListWidgetItem(plain.one_line(name))
            item.setData(_ID, customer_id)
            self.list.addItem(item)
        self._tell()

    def shift(self, step: int) -> None:
        """Put the selected customers one place earlier or later."""
        picked = {item.data(_ID) for item in self.list.selectedItems()}
        names = dict(self._named())
        order = shifted(self.ids(), picked, step)
        if order != self.ids():
            self.set_customers([(one, names[one]) for one in order])
            self._select(picked)

    def take_out(self) -> None:
        """Take the selected customers out of the round."""
        row = self.list.currentRow()
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._tell()

    def _named(self) -> list[Named]:
        items = [self.list.item(place) for place in range(self.list.count())]
        return [(item.data(_ID), item.text()) for item in items]

    def _select(self, picked: set[int]) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            if item.data(_ID) not in picked:
                continue
            if not self.list.selectedItems():
                self.list.setCurrentItem(item)
            item.setSelected(True)

    def _add(self, hit: Hit) -> None:
        if hit.id not in self.ids():
            self.set_customers([*self._named(), (hit.id, hit.name)])

    def _tell(self) -> None:
        count = self.list.count()
        words = ngettext("{count} customer", "{count} customers", count).format(count=count)
        self._count.setText(words)
        self.finder.leave_out(self.ids())
        self.changed.emit()

"""Choosing customers by finding them: one that stays in the box, or several as a row of chips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import CustomerRow, Hit
from crmdesk.core.i18n import _
from crmdesk.core.services import listing
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import tool_button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.find_box import FindBox


@dataclass(frozen=True, slots=True)
class Picked:
    """A customer that was chosen."""

    id: int
    name: str


class PersonChip(QFrame):
    """One chosen customer with a cross to take it out again."""

    removed = Signal(int)

    def __init__(self, picked: Picked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        name = plain.one_line(picked.name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 2, 0)
        layout.setSpacing(2)
        layout.addWidget(plain.label(name if len(name) <= 24 else name[:23] + "…"))
        tip = _("Take out {name}").format(name=name)
        cross = tool_button("close", tip, partial(self.removed.emit, picked.id))
        layout.addWidget(cross)


class CustomerPicker(QWidget):
    """Lets the user choose one customer, or with `many` any number of them."""

    changed = Signal()
    create_requested = Signal(str)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        many: bool = False,
        creates: bool = False,
        placeholder: str = "",
        nobody_words: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._many = many
        self._picked: dict[int, Picked] = {}
        self.finder = FindBox(
            desk,
            placeholder=placeholder,
            creates=creates,
            keeps_text=not many,
            nobody_words=nobody_words,
        )
        self._chips = QWidget()
        self._flow = FlowLayout(spacing=4)
        self._chips.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.finder)
        layout.addWidget(self._chips)
        self._chips.hide()
        self.setFocusProxy(self.finder)
        self.finder.picked.connect(self._pick)
        self.finder.text_changed.connect(self._typed)
        self.finder.create_requested.connect(self.create_requested)

    def ids(self) -> list[int]:
        """Return the ids of the chosen customers in the order they were chosen."""
        return list(self._picked)

    def current(self) -> int | None:
        """Return the id of the one chosen customer."""
        return next(iter(self._picked), None)

    def text(self) -> str:
        """Return what is written in the box."""
        return self.finder.text()

    def set_one(self, customer_id: int | None, name: str) -> None:
        """Show one chosen customer, or a name that is nobody's file."""
        self._picked = {} if customer_id is None else {customer_id: Picked(customer_id, name)}
        self.finder.set_text(plain.one_line(name))

    def set_picked(self, customers: Iterable[Picked]) -> None:
        """Show these customers as the chosen ones."""
        self._picked = {picked.id: picked for picked in customers}
        self._show()

    def load(self, ids: Iterable[int]) -> None:
        """Choose the customers with these ids; their names are read in the background."""
        workspace, wanted = self._desk.workspace, list(ids)

        def ask() -> list[CustomerRow | None]:
            return list(listing.rows(workspace, wanted))

        self._desk.tasks.read(ask, self._loaded, key=(self, "rows"))

    def clear(self) -> None:
        """Choose nobody."""
        self._picked = {}
        self.finder.clear()
        self._show()

    def _loaded(self, rows: list[CustomerRow | None]) -> None:
        self.set_picked(Picked(row.id, row.name) for row in rows if row is not None)
        self.changed.emit()

    def _pick(self, hit: Hit) -> None:
        if not self._many:
            self._picked.clear()
        self._picked[hit.id] = Picked(hit.id, hit.name)
        self._show()
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        # Another name in the box is no longer the customer that was chosen.
        if not self._many:
            self._picked.clear()
            self.changed.emit()

    def _remove(self, customer_id: int) -> None:
        self._picked.pop(customer_id, None)
        self._show()
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        if not self._many:
            return
        self._flow.clear()
        for picked in self._picked.values():
            chip = PersonChip(picked)
            chip.removed.connect(self._remove, Qt.ConnectionType.QueuedConnection)
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._picked))
        self.finder.leave_out(list(self._picked))

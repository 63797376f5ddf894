"""What can be done with a card of the board beside its steps: open its case, or the customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.screen import Desk


class BoardVerbs(QObject):
    """The actions of the card that `shown` returns; `opened` carries the id of its complaint."""

    opened = Signal(int)

    def __init__(
        self, desk: Desk, owner: QWidget, shown: Callable[[], ComplaintRow | None]
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._shown = shown
        self.open = action_inside(owner, _("Open the complaint"), self._open, "", "right")
        self.open_customer = action_inside(
            owner, _("Open the customer"), self._open_customer, "Ctrl+O", "person"
        )

    def allow(self, row: ComplaintRow | None) -> None:
        """Allow what makes sense for a complaint."""
        self.open.setEnabled(row is not None)
        self.open_customer.setEnabled(row is not None and bool(row.complaint.customer_id))

    def menu(self, steps: Sequence[QAction], where: QPoint) -> None:
        """Show the menu of the card, its steps among them."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open, *steps])
        menu.addSeparator()
        menu.addAction(self.open_customer)
        menu.popup(where)

    def _open(self) -> None:
        if (row := self._shown()) is not None:
            self.opened.emit(row.complaint.id)

    def _open_customer(self) -> None:
        row = self._shown()
        if row is not None and row.complaint.customer_id:
            self._desk.open_customer(row.complaint.customer_id)

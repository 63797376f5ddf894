"""What stands over the board: a find field and whose complaints are shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.fitting_label import FittingLabel
from crmdesk.ui.kit.inputs import ChoiceBox, SearchBox

BOX_WIDTH: Final = 132
SEARCH_WIDTH: Final = 340


class BoardTools(QWidget):
    """Narrows the board by words and by staff; `changed` comes when another board is wished."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self.search = SearchBox(_("Find on the board"))
        self.search.setToolTip(plain.tip(_("Number, name, phone, product, any word (Ctrl+F)")))
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self.staff = ChoiceBox([("", _("anybody"))])
        self.staff.setAccessibleName(_("Staff"))
        self.staff.setFixedWidth(BOX_WIDTH)
        self.staff.set_key("")
        self.count = FittingLabel("muted")
        self.clear_button = button(_("Clear all"), self.clear, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 3)
        row.addWidget(self.staff)
        row.addWidget(self.count)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        for part in (self.count, self.clear_button):
            part.hide()
        self.search.text_settled.connect(self._settled)
        self.staff.changed.connect(self.changed)

    def query(self) -> ComplaintQuery:
        """Return what all columns have in common."""
        self._asked = self.search.text().strip()
        return ComplaintQuery(text=self._asked, staff=self.staff.key() or "")

    def set_lists(self, lists: ComplaintLists) -> None:
        """Offer the staff of the shop."""
        nothing = ("", self.staff.itemText(0))
        chosen = self.staff.key()
        self.staff.set_choices([nothing, *((name, name) for name in lists.staff)])
        if self.staff.key() is None:
            self.staff.blockSignals(True)
            self.staff.set_key("")
            self.staff.blockSignals(False)
            if chosen:
                # Who was chosen is no longer there, and neither is the filter.
                self.changed.emit()

    def clear(self) -> None:
        """Show every complaint again."""
        for part in (self.search, self.staff):
            part.blockSignals(True)
        self.search.clear()
        self.staff.set_key("")
        for part in (self.search, self.staff):
            part.blockSignals(False)
        self.changed.emit()

    def show_total(self, total: int) -> None:
        """Say how many are left where the board is narrowed."""
        narrowed = bool(self._asked or self.staff.key())
        words = ngettext("{count:,} complaint", "{count:,} complaints", total).format(count=total)
        self.count.set_texts(words if total else _("No such complaint"), f"{total:,}")
        for part in (self.count, self.clear_button):
            part.setVisible(narrowed)

    def _settled(self, text: str) -> None:
        if text != self._asked and self.isVisible():
            self.changed.emit()

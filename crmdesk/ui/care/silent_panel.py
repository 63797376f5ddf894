"""The panel under the silent customers: about the chosen one, and what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crmdesk.core.i18n import ngettext
from crmdesk.core.services.silent import SilentRow
from crmdesk.ui.care.silent_dialogs import contacts_words
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout

SHOWN_CONTACTS: Final = 4
_LEAST_REASON: Final = 120
# The margins of the card and of the button in it.
_AROUND_REASON: Final = 50


class SilentPanel(QFrame):
    """Shows the reason and the last contacts of one customer, or how many are chosen."""

    def __init__(
        self, actions: Sequence[QAction], why: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._name = plain.label("", "subheading")
        self._phone = plain.label("", select=True)
        self.why = _button(why, "inline")
        # A long reason is shortened instead of making the window wide.
        self.why.setMinimumWidth(_LEAST_REASON)
        self._reason = ""
        self.contacts = plain.label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._phone)
        head.addStretch(1)
        row = FlowLayout(spacing=8)
        for place, action in enumerate(actions):
            row.addWidget(_button(action, "" if place else "primary"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.why)
        layout.addWidget(self.contacts)
        layout.addSpacing(4)
        layout.addLayout(row)

    def show_row(self, row: SilentRow | None, count: int) -> None:
        """Show a customer, or how many are chosen; hide when there is none."""
        self.setVisible(row is not None)
        if row is None:
            return
        several = count > 1
        words = ngettext("{count:,} customer chosen", "{count:,} customers chosen", count)
        name = words.format(count=count) if several else plain.one_line(row.name)
        self._name.setText(name if len(name) <= 40 else name[:39] + "…")
        self._phone.setText("" if several else row.mobile)
        self._reason = row.reason()
        self._fit_reason()
        self.why.setVisible(not several)
        self.contacts.setVisible(not several)
        self.contacts.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the reason as fully as there is room."""
        super().resizeEvent(event)
        self._fit_reason()

    def _fit_reason(self) -> None:
        room = max(self.width() - _AROUND_REASON, _LEAST_REASON)
        right = Qt.TextElideMode.ElideRight
        self.why.setText(
            plain.caption(self.why.fontMetrics().elidedText(self._reason, right, room))
        )

    def show_contacts(self, days: Sequence[dt.date]) -> None:
        """Show the last days of contact."""
        self.contacts.setText(contacts_words(days[:SHOWN_CONTACTS]))


def _button(action: QAction, kind: str) -> QPushButton:
    made = button(action.text(), action.trigger, kind=kind)
    made.setToolTip(action.toolTip())
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    return made

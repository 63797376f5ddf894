"""One line under the rows: what was done for one can be done for all like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button, tool_button

if TYPE_CHECKING:
    from crmdesk.ui.importing.repairs import Offer


class OfferBar(QFrame):
    """Hidden while there is nothing to offer."""

    taken = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        theme.mark(self, "tone", "info")
        self._text = plain.label("", wrap=True)
        self.take_button = button("", self.taken.emit, kind="primary")
        self.drop_button = tool_button("close", _("Leave the others as they are"))
        self.drop_button.clicked.connect(lambda _checked=False: self.dropped.emit())
        for made in (self.take_button, self.drop_button):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.drop_button)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Show what is offered, or nothing."""
        if offer is not None:
            self._text.setText(offer.text)
            words = _("{what} (Alt+A)").format(what=offer.button)
            self.take_button.setText(plain.caption(words))
        self.setVisible(offer is not None)

    def text(self) -> str:
        """Return what is offered."""
        return "" if self.isHidden() else self._text.text()

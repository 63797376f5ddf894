"""Names that stand on plans and complaints without being one of the staff: one click adds them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout

MOST: Final = 6


class UnlistedStaff(QWidget):
    """Is hidden while there are none; `wanted` comes with the name that is to be added."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = QWidget()
        self._flow = FlowLayout(self._links, 8)
        words = _("Named on plans and complaints, but not in this list; a click adds:")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(plain.label(words, "hint", wrap=True))
        layout.addWidget(self._links)
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        """Offer the first of these names."""
        self._flow.clear()
        for name in names[:MOST]:
            text = plain.short(plain.one_line(name), 24)
            made = button(text, partial(self.wanted.emit, name), kind="link", icon="plus")
            made.setToolTip(plain.tip(_("Add {name} to the staff").format(name=name)))
            self._flow.addWidget(made)
        self.setVisible(bool(names))

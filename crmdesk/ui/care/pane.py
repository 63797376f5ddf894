"""What a tab of the screen Care is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.ui.kit.screen import Desk


class CarePane(QWidget):
    """One tab; `counted` tells how many wait in it, `first_stop` takes the keyboard."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.first_stop: QWidget | None = None

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; everything when there are none."""

    def has_unsaved(self) -> bool:
        """Return whether something was typed that closing the window would lose."""
        return False

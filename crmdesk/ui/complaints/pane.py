"""What a tab of the screen of complaints is."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.kit.screen import Desk

MONTH_SHEET: Final = "complaint_month"


class ComplaintPane(QWidget):
    """One tab; `first_stop` takes the keyboard, `counted` tells how many are overdue.

    `opened` asks for the case of an id beside the list, `listed` for the list of a query with the
    words for it; `edit_asked` and `create_asked` ask for the form.
    """

    counted = Signal(int)
    opened = Signal(int)
    listed = Signal(ComplaintQuery, str)
    edit_asked = Signal(int)
    create_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.first_stop: QWidget | None = None

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; everything when there are none."""

    def set_lists(self, lists: ComplaintLists) -> None:
        """Show the words of the shop."""

    def set_low(self, low: bool) -> None:
        """Leave out what can be done without in a low window."""

    def start_find(self) -> bool:
        """Take the keyboard to the find field, and tell whether there is one."""
        return False

    def prints(self) -> tuple[str, dict[str, Any]]:
        """Return the style of print that suits what is shown, and what it prints."""
        return MONTH_SHEET, {}

    def has_unsaved(self) -> bool:
        """Return whether something was typed that closing the window would lose."""
        return False

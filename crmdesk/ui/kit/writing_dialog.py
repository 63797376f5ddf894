"""A small window that stores what it asks for, and closes once that is done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk, tell_here

if TYPE_CHECKING:
    from crmdesk.core.domain.changes import Changes


class WritingDialog(Dialog):
    """Stays open where its content cannot be stored, and says why."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, heading: str = "") -> None:
        super().__init__(parent, title, heading)
        self._desk = desk
        self.agree = QPushButton()

    def add_buttons(self, agree: str, slot: Callable[[], object]) -> None:
        """Add Cancel and the button that stores."""
        self.add_button(_("Cancel"))
        self.agree = self.add_button(agree, slot, "primary")

    @abstractmethod
    def show_problem(self, text: str) -> None:
        """Say why the content cannot be stored."""

    def write(self, verb: Callable[[], Changes]) -> None:
        """Store the content; meanwhile the button takes no second press."""
        self.agree.setEnabled(False)
        self._desk.tasks.write(verb, self._written, self._failed, owner=self)

    def _written(self, changes: Changes) -> None:
        self.accept()
        self._desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self.agree.setEnabled(True)
        tell_here(self._desk, error, self.show_problem)

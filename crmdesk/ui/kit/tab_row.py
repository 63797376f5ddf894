"""A row of words of which one is chosen: the parts of a screen, Alt+1 to Alt+9."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout


class TabRow(QWidget):
    """Buttons of which one is down; `chosen` tells the key of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = FlowLayout(self, spacing=4)
        for number, (key, title) in enumerate(tabs, 1):
            made = button(title, kind="quiet", shortcut=f"Alt+{number}")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            row.addWidget(made)
            self.buttons[key] = made

    def show_current(self, key: str) -> None:
        """Show which one is chosen."""
        self.buttons[key].setChecked(True)

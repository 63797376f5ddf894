"""A row of words of which one is chosen: the parts of a screen, Alt+1 to Alt+9 or keys given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout


class TabRow(QWidget):
    """Buttons of which one is down; `chosen` tells the key of the one that was pressed.

    A row that may wrap has a line of the screen for itself.
    """

    chosen = Signal(str)

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        wraps: bool = True,
        keys: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = FlowLayout(self) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 if wraps else 8)
        for number, (key, title) in enumerate(tabs, 1):
            shortcut = keys[number - 1] if keys else f"Alt+{number}"
            made = button(title, kind="quiet", shortcut=shortcut)
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            row.addWidget(made)
            self.buttons[key] = made

    def show_current(self, key: str) -> None:
        """Show which one is chosen."""
        self.buttons[key].setChecked(True)

    def show_none(self) -> None:
        """Show that none is chosen."""
        self._group.setExclusive(False)
        for made in self.buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def set_title(self, key: str, title: str) -> None:
        """Change the words of one; its keys stay."""
        made = self.buttons[key]
        # A new text takes the keys of a button away.
        keys = made.shortcut()
        made.setText(plain.caption(title))
        made.setShortcut(keys)

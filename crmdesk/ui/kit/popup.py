"""A frame over the window that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget


class Popup(QFrame):
    """Shown over the window until it is closed or a click goes elsewhere; then it is freed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the keyboard.

        Where the window behind is not the active one, Qt leaves it with the popup, tells of it once
        more when the popup is destroyed, and PySide ends the program over what is left of it.
        """
        super().hideEvent(event)
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self or self.isAncestorOf(focus)):
            focus.clearFocus()

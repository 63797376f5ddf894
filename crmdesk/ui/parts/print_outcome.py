"""What came of a print, beside its buttons: saved as which file, with a way to open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button


class PrintOutcome(QWidget):
    """Hidden until there is something to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self.words = plain.label("", "muted", wrap=True)
        self.open_button = button(
            _("Open the file"), self.open_file, kind="quiet", tip=_("Open it in a PDF program")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(self.open_button)
        self.hide()

    def show_outcome(self, text: str, path: Path | None) -> None:
        """Tell what came of it; a file can be opened."""
        self._path = path
        self.words.setText(text)
        self.open_button.setVisible(path is not None)
        self.show()

    def open_file(self) -> None:
        """Open the saved file in the program the system has for it."""
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

"""The first step: choose a file, or drop one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import file_dialogs, icons, plain, theme
from crmdesk.ui.kit.actions import button

ENDINGS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt")


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged, or None."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None


class FilePage(QWidget):
    """Says which lists can be read and asks for one."""

    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        area = QFrame()
        area.setProperty("kind", "card")
        area.setMaximumWidth(640)
        self._picture = QLabel()
        self.choose_button = button(
            _("Choose a file…"), self.ask, icon="folder", kind="primary", shortcut="Ctrl+O"
        )
        inner = QVBoxLayout(area)
        inner.setContentsMargins(32, 32, 32, 32)
        inner.setSpacing(10)
        inner.addWidget(self._picture)
        for text, kind in (
            (_("Bring in your customers as they are"), "heading"),
            (_("Choose the file, or drop it here."), ""),
            (
                _(
                    "Excel and WPS lists (xlsx, xlsm, xls), OpenDocument (ods),"
                    " text (csv, tsv, txt)."
                ),
                "muted",
            ),
            (
                _(
                    "Title rows, phones as numbers and dates in any style are fine. Every row is"
                    " checked before anything is written, and the whole import can be taken back."
                ),
                "muted",
            ),
        ):
            label = plain.label(text, kind, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inner.addWidget(label)
        inner.addSpacing(8)
        inner.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignCenter)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        # Stretches, not an alignment: only so wrapped lines get the height they need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(area, 100)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)
        self._draw()
        theme.watcher().changed.connect(self._draw)

    def ask(self) -> None:
        """Ask for a file with the system's dialog."""
        patterns = " ".join(f"*.{ending} *.{ending.upper()}" for ending in ENDINGS)
        kinds = [_("Lists ({patterns})").format(patterns=patterns), _("All files (*)")]
        file_dialogs.ask_open(
            self, _("Choose a list"), ";;".join(kinds), self._chosen, folder=self._folder
        )

    def _chosen(self, path: Path) -> None:
        self._folder = path.parent
        self.file_chosen.emit(path)

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap("import", 48, "accent"))

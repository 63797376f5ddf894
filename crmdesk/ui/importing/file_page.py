"""The first step: choose a file, drop one, or paste rows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import file_dialogs, icons, plain, theme
from crmdesk.ui.kit.actions import button

# What the dialog offers; what a file is, its content tells.
ENDINGS: Final = (
    "xlsx",
    "xlsm",
    "xlsb",
    "xls",
    "et",
    "ods",
    "csv",
    "tsv",
    "txt",
    "vcf",
    "xml",
    "html",
    "htm",
)


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged or copied, or None."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None


class FilePage(QWidget):
    """Says which lists can be read and asks for one."""

    file_chosen = Signal(object)
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        area = QFrame()
        area.setProperty("kind", "card")
        area.setMaximumWidth(640)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = button(
            _("Choose a file…"), self.ask, icon="folder", kind="primary", shortcut="Ctrl+O"
        )
        self.paste_button = button(
            _("Paste rows"),
            self.paste_wanted.emit,
            icon="copy",
            tip=_("Paste rows copied in Excel or WPS (Ctrl+V)"),
        )
        inner = QVBoxLayout(area)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(10)
        inner.addWidget(self._picture)
        for text, kind in _words():
            label = plain.label(text, kind, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inner.addWidget(label)
        inner.addSpacing(8)
        inner.addLayout(_middle(self.choose_button, self.paste_button))
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


def _words() -> tuple[tuple[str, str], ...]:
    return (
        (_("Bring in your customers as they are"), "heading"),
        (_("Choose the file or drop it here, or copy rows in Excel or WPS and paste them."), ""),
        (
            _(
                "Excel and WPS workbooks, OpenDocument, text and CSV, tables saved as web pages,"
                " and contacts from a phone (.vcf)."
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
    )


def _middle(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row

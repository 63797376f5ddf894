"""Files and pictures that are brought from outside: dragged onto a widget, or copied and pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

Brought = list[Path] | QImage


def files_of(data: QMimeData) -> list[Path]:
    """Return the files of this computer that were dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def copied() -> Brought | None:
    """Return the files on the clipboard, or the picture, or None."""
    # An empty clipboard has nothing at all, whatever the type says.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:
        return None
    if found := files_of(data):
        return found
    picture = QGuiApplication.clipboard().image() if data.hasImage() else QImage()
    return None if picture.isNull() else picture


class FileDrops(QObject):
    """Takes the files that are dragged onto a widget; `hovering` tells that some are above it."""

    dropped = Signal(list)
    hovering = Signal(bool)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def watch_boxes(self, inside: QWidget) -> None:
        """Take files from the boxes inside a widget, too, which would write down their names."""
        for line in inside.findChildren(QLineEdit):
            line.installEventFilter(self)
        for box in inside.findChildren(QPlainTextEdit):
            box.installEventFilter(self)
            box.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags of files, and keep pasted ones for the widget around; leave the rest."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste) and _is_no_text():
                event.ignore()
                return True
        elif kind == QEvent.Type.DragLeave:
            self.hovering.emit(False)
        elif isinstance(event, QDropEvent) and (found := files_of(event.mimeData())):
            event.acceptProposedAction()
            self.hovering.emit(kind != QEvent.Type.Drop)
            if kind == QEvent.Type.Drop:
                self.dropped.emit(found)
            return True
        return super().eventFilter(watched, event)


def _is_no_text() -> bool:
    """Tell whether the clipboard holds files or a picture, and no words that go with it."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:
        return False
    return bool(files_of(data)) or (data.hasImage() and not data.hasText())

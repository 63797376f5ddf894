"""The files of a complaint side by side: as high as they need, chosen by mouse or arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.complaints.file_model import PICTURE, FileModel, ShownFile
from crmdesk.ui.kit.key_press import ENTER
from crmdesk.ui.kit.tasks import Tasks

_BESIDE: Final = 22
_BELOW: Final = 16


class FilesView(QListView):
    """Shows files as tiles; `opened` comes with Enter or a double click."""

    opened = Signal()
    current_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = FileModel(tasks, self)
        self.setModel(self.files)
        self.setAccessibleName(_("Files"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAcceptDrops(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(PICTURE)
        lines = 2 * self.fontMetrics().lineSpacing()
        self.setGridSize(PICTURE + QSize(_BESIDE, _BELOW + lines))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.hide()

    def current(self) -> ShownFile | None:
        """Return the chosen file."""
        index = self.currentIndex()
        return self.files.files[index.row()] if index.isValid() else None

    def show_files(self, files: list[ShownFile], *, anew: bool) -> None:
        """Show files; the chosen one, or that in its place, stays chosen unless they are others."""
        place, before = self.currentIndex().row(), self.current()
        had_keys = self.hasFocus()
        self.files.show_files(files, anew=anew)
        self.setVisible(bool(files))
        self._fit()
        if before is not None and files and not anew:
            known = [row for row, one in enumerate(files) if one.key == before.key]
            row = known[0] if known else min(place, len(files) - 1)
            self.setCurrentIndex(self.files.index(row))
        if had_keys and not files:
            self.focusNextChild()
        self.current_changed.emit()

    def choose(self, row: int) -> None:
        """Choose a file by its place."""
        self.setCurrentIndex(self.files.index(row))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell that another file is chosen."""
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first file when the Tab key comes here and none is chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; everything else as usual."""
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as all rows of files."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across = max(1, self.viewport().width() // self.gridSize().width())
        rows = -(-len(self.files.files) // across)
        height = rows * self.gridSize().height() + 2
        if height != self.height():
            self.setFixedHeight(height)

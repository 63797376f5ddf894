"""The files of a complaint as a list: names and sizes, and pictures as soon as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.attachment import show_size
from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, pictures, plain
from crmdesk.ui.kit.tasks import Handle, Tasks

Index = QModelIndex | QPersistentModelIndex
PICTURE: Final = QSize(96, 64)
_NOWHERE: Final = QModelIndex()
_ICON: Final = 28
_ICONS: Final = {"application/pdf": "pdf", "image": "picture", "text": "note"}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be shown; `key` tells it from the others, `told` is more for its tooltip.

    `load` returns what is in it and is called in the background.
    """

    key: int
    name: str
    kind: str
    size: int
    told: str = ""
    load: Callable[[], bytes] = field(default=bytes, compare=False)

    @property
    def is_picture(self) -> bool:
        """Whether it may have a small picture of its own."""
        return self.kind.startswith("image/")


class FileModel(QAbstractListModel):
    """Shows files; those that are pictures are drawn one after the other."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._window = parent
        self.files: tuple[ShownFile, ...] = ()
        self._drawn: dict[int, QIcon] = {}
        self._drawing: dict[int, Handle] = {}

    def show_files(self, files: Sequence[ShownFile], *, anew: bool) -> None:
        """Show files; what was drawn of them stays unless they are those of another complaint."""
        if anew:
            self._drawn.clear()
        keys = {one.key for one in files}
        for key in [key for key in self._drawing if anew or key not in keys]:
            self._drawing.pop(key).cancel()
        self.beginResetModel()
        self.files = tuple(files)
        self.endResetModel()
        ratio = self._window.devicePixelRatio()
        for one in files:
            if one.is_picture and one.key not in self._drawn and one.key not in self._drawing:
                self._drawing[one.key] = self._tasks.draw(
                    partial(_draw, one, PICTURE * ratio),
                    partial(self._arrived, one.key, ratio),
                    partial(self._failed, one.key),
                    owner=self,
                )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of a file, and what is read out."""
        if not index.isValid():
            return None
        one = self.files[index.row()]
        name, size = plain.one_line(one.name), show_size(one.size)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{name}\n{size}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._drawn.get(one.key) or _plain_icon(one.kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip("\n".join(part for part in (name, size, one.told) if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{name}, {size}").format(name=name, size=size)
        return None

    def is_drawn(self, key: int) -> bool:
        """Return whether a file has a small picture of its own."""
        return key in self._drawn

    def _arrived(self, key: int, ratio: float, picture: QImage | None) -> None:
        self._drawing.pop(key, None)
        if picture is None:
            return
        picture.setDevicePixelRatio(ratio)
        self._drawn[key] = _as_it_is(QPixmap.fromImage(picture))
        for row, one in enumerate(self.files):
            if one.key == key:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _failed(self, key: int, _error: Exception) -> None:
        # Taken off meanwhile: there is nothing to draw any more.
        self._drawing.pop(key, None)


def _draw(file: ShownFile, most: QSize) -> QImage | None:
    return pictures.thumbnail(file.load(), most)


def _plain_icon(kind: str) -> QIcon:
    name = _ICONS.get(kind) or _ICONS.get(kind.partition("/")[0], "file")
    sign = icons.pixmap(name, _ICON, "muted")
    # As large as a picture, so that all names stand in one line.
    made = QPixmap(PICTURE * sign.devicePixelRatio())
    made.setDevicePixelRatio(sign.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap((PICTURE.width() - _ICON) // 2, (PICTURE.height() - _ICON) // 2, sign)
    painter.end()
    return _as_it_is(made)


def _as_it_is(pixmap: QPixmap) -> QIcon:
    """Return an icon that keeps its colours where it is chosen."""
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made

"""A short list to tick off, whose lines can be put in another order where that matters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain

_MOST_LINES = 9


class CheckList(QListWidget):
    """Lines with a box each; `changed` tells of a tick or another order.

    In a list with an order lines are dragged, or moved with Alt+Up and Alt+Down.
    """

    changed = Signal()

    def __init__(self, *, ordered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ordered = ordered
        self._filling = False
        self.setProperty("kind", "boxed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListWidget::item { padding: 3px 2px; }")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        if ordered:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setToolTip(plain.tip(_("Space ticks, Alt+Up and Alt+Down move a line")))
            self.model().rowsMoved.connect(lambda *_moved: self._tell())
        self.itemChanged.connect(lambda _item: self._tell())

    def set_lines(self, lines: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Show these (key, text) pairs; in a list with an order the ticked ones come first."""
        texts = dict(lines)
        keys = [key for key, _text in lines]
        if self._ordered:
            first = [key for key in ticked if key in texts]
            keys = first + [key for key in keys if key not in first]
        if keys == self.keys() and list(ticked) == self.ticked():
            return
        self._filling = True
        self.clear()
        for key in keys:
            item = QListWidgetItem(plain.one_line(texts[key]))
            item.setData(Qt.ItemDataRole.UserRole, key)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            # Nothing is dropped into a line, only between two.
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self._filling = False
        self.setCurrentRow(0)
        self.setFixedHeight(self._wanted_height())

    def keys(self) -> list[str]:
        """Return all keys in their order."""
        return [self._key(row) for row in range(self.count())]

    def ticked(self) -> list[str]:
        """Return the keys of the ticked lines in their order."""
        checked = Qt.CheckState.Checked
        return [
            self._key(row) for row in range(self.count()) if self.item(row).checkState() is checked
        ]

    def tick(self, key: str, on: bool = True) -> None:
        """Tick a line, or take its tick away."""
        row = self.keys().index(key)
        self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def move_line(self, steps: int) -> None:
        """Move the current line up or down."""
        row = self.currentRow()
        target = row + steps
        if not self._ordered or row < 0 or not 0 <= target < self.count():
            return
        self._filling = True
        item = self.takeItem(row)
        self.insertItem(target, item)
        self.setCurrentRow(target)
        self._filling = False
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current line with Alt and an arrow."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_line(steps)
            event.accept()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return a size that never makes a panel wide."""
        return QSize(80, 40)

    def _key(self, row: int) -> str:
        return str(self.item(row).data(Qt.ItemDataRole.UserRole))

    def _wanted_height(self) -> int:
        lines = max(1, min(self.count(), _MOST_LINES))
        return lines * max(self.sizeHintForRow(0), 18) + 2 * self.frameWidth() + 4

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

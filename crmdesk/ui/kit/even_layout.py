"""A layout of equal columns: as many as fit, each row as high as its highest thing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class EvenLayout(QLayout):
    """Fills the width with equal columns, none narrower than `least`, and `most` of them."""

    def __init__(
        self, least: int, most: int, spacing: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least = least
        self._most = most
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the layout takes the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one column."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def columns(self, width: int) -> int:
        """Return how many columns fit a width; no row is left with a single thing for want of it.

        Eight things stand in rows of four rather than of five and three.
        """
        count = max(1, len(self._shown()))
        step = self._least + self.spacing()
        fitting = max(1, min((width + self.spacing()) // step, self._most, count))
        rows = -(-count // fitting)
        return -(-count // rows)

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        items, columns = self._shown(), self.columns(rect.width())
        space = self.spacing()
        # Edges rather than widths, so that the last column ends where the room does.
        edges = [(rect.width() + space) * place // columns for place in range(columns + 1)]
        y = rect.y()
        for first in range(0, len(items), columns):
            row = items[first : first + columns]
            # The last one alone takes the width that nothing else wants.
            if len(row) == 1:
                edges = [0, rect.width() + space]
            widths = [max(1, edges[n + 1] - edges[n] - space) for n in range(len(row))]
            height = max(_height(item, wide) for item, wide in zip(row, widths, strict=True))
            for place, item in enumerate(row if move else ()):
                item.setGeometry(QRect(rect.x() + edges[place], y, widths[place], height))
            y += height + space
        return max(0, y - space - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()

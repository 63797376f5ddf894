"""A layout of equal columns: as many as fit, each row as high as its highest thing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from crmdesk.ui.kit.item_layout import ItemLayout


class EvenLayout(ItemLayout):
    """Fills the width with equal columns, none narrower than `least`, and `most` of them."""

    def __init__(
        self, least: int, most: int, spacing: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(spacing, parent)
        self._least = least
        self._most = most

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the layout takes the width there is."""
        return Qt.Orientation.Horizontal

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

"""A layout that places things like words in a text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from crmdesk.ui.kit import removal
from crmdesk.ui.kit.item_layout import ItemLayout


class FlowLayout(ItemLayout):
    """Lays things out like words: the next line begins where the row is full."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(spacing, parent)

    def clear(self) -> None:
        """Remove and delete every widget."""
        removal.clear(self)

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        x, y, line = area.x(), area.y(), 0
        row: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            widget = item.widget()
            hidden = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            if widget is not None and widget.isHidden() and widget.testAttribute(hidden):
                continue
            hint = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 16777215))
            if x + hint.width() > area.right() + 1 and line:
                self._put(row, y, line, move=move)
                x, y, line = area.x(), y + line + self.spacing(), 0
            row.append((item, x, hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        self._put(row, y, line, move=move)
        return y + line - rect.y() + margins.bottom()

    def _put(
        self, row: list[tuple[QLayoutItem, int, QSize]], y: int, height: int, *, move: bool
    ) -> None:
        """Place a row, everything at the middle of its height, and begin the next."""
        for item, x, size in row if move else ():
            item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
        row.clear()

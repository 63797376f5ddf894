"""How a cell of a table is drawn: text, icon, badge or marked words."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crmdesk.ui.kit import fonts, painting, tokens
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import COLUMN_ROLE, ROW_ROLE

PADDING: Final = 10
ICON: Final = 16

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a RowsModel; nothing from the data is ever read as HTML."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._background(painter, option, chosen)
        column: Column[Any] | None = index.data(COLUMN_ROLE)
        row = index.data(ROW_ROLE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        rect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            place = QRect(rect.left(), rect.center().y() - ICON // 2 + 1, ICON, ICON)
            picture.paint(painter, place)
            rect.setLeft(place.right() + 8)
        if column is None:
            painting.draw_text(painter, rect, text, option.font, tokens.colour("text"))
        elif column.pill and row is not None:
            tone = (column.tone(row) if column.tone else None) or "neutral"
            painting.draw_pill(painter, rect, text, tone, option.font, column.align)
        else:
            self._text(painter, rect, text, option, index, column, row, chosen)
        self._focus(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width the text would like, at the height of all rows."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * PADDING + 2
        column: Column[Any] | None = index.data(COLUMN_ROLE)
        if column is not None and column.icon is not None:
            width += ICON + 8
        return QSize(width, tokens.size("row_height"))

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool) -> None:
        if chosen:
            painter.fillRect(option.rect, tokens.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, tokens.colour("hover"))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, tokens.colour("grid"))

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        option: QStyleOptionViewItem,
        index: Index,
        column: Column[Any],
        row: Any,
        chosen: bool,
    ) -> None:
        font: QFont = fonts.tabular(option.font) if column.tabular else option.font
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if not isinstance(colour, QColor):
            colour = tokens.colour("selection_text" if chosen else "text")
        spans = column.spans(row) if column.spans is not None and row is not None else ()
        if spans:
            painting.draw_marked(painter, rect, text, spans, font, colour)
        else:
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            painting.draw_text(painter, rect, text, font, colour, int(align))

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return
        if view.currentIndex().row() != index.row():
            return
        # The ring goes around the whole row, not around one cell of it.
        rect = option.rect
        colour = tokens.colour("focus")
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colour)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour)

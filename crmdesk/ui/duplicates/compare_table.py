"""The members of a group side by side; a click or the space bar takes a value."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.ui.duplicates.compare_model import STATE_ROLE, CompareModel, Index
from crmdesk.ui.kit import icons, painting, tokens
from crmdesk.ui.kit.key_press import ENTER, modifiers_of
from crmdesk.ui.kit.pause import pause

PADDING: Final = 10
ABOVE: Final = 7
SIGN: Final = 16
LEAST_WIDTH: Final = 130
MOST_LINES: Final = 8


class CompareDelegate(QStyledItemDelegate):
    """Draws wrapped plain text with the sign of a chosen value before it."""

    def __init__(self, table: CompareTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the text needs at the width of its column, to some lines."""
        width = self._table.columnWidth(index.column())
        room = _words(QRect(0, 0, width, 0), index)
        layout = _laid_out(str(index.data() or ""), option.font, room.width())
        shown = min(max(layout.lineCount(), 1), MOST_LINES)
        height = QFontMetrics(option.font).lineSpacing() * shown
        return QSize(width, height + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        state = str(index.data(STATE_ROLE))
        grounds = {"chosen": "accent_soft", "result": "window"}
        rect = option.rect
        if state in grounds:
            painter.fillRect(rect, tokens.colour(grounds[state]))
        elif state == "open" and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.colour("grid"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), tokens.colour("grid"))
        if state == "chosen":
            ratio = painter.device().devicePixelRatioF()
            top = rect.top() + ABOVE + (option.fontMetrics.height() - SIGN) // 2
            picture = icons.pixmap("check", SIGN, "accent", ratio)
            painter.drawPixmap(rect.left() + PADDING, top, picture)
        inks = {"out": "disabled", "open": "muted"}
        painter.setPen(tokens.colour(inks.get(state, "text")))
        words = _words(rect, index)
        painter.save()
        painter.setClipRect(rect.adjusted(0, 0, 0, -ABOVE // 2))
        layout = _laid_out(str(index.data() or ""), option.font, words.width())
        layout.draw(painter, words.topLeft().toPointF())
        painter.restore()
        if self._table.hasFocus() and self._table.currentIndex() == index:
            painting.draw_focus(painter, rect.adjusted(0, 0, -1, -1))


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """Return plain text in lines, broken between words where there are any."""
    # The sign by which a layout knows the end of a line.
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    step = QFontMetrics(font).lineSpacing()
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, (layout.lineCount() - 1) * step))
    layout.endLayout()
    return layout


def _words(rect: QRect, index: Index) -> QRect:
    # The sign of a chosen value has its room in every cell, so that nothing jumps.
    left = PADDING if index.column() == 0 else PADDING + SIGN + 6
    return rect.adjusted(left, ABOVE, -PADDING, -ABOVE)


class CompareTable(QTableView):
    """A table to move through with the arrows; Space, Enter or a click takes a value."""

    used = Signal()

    def __init__(self, model: CompareModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compare = model
        self.setModel(model)
        self.setItemDelegate(CompareDelegate(self))
        self.setProperty("kind", "boxed")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        for header in (across, down):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._use)
        model.modelReset.connect(self._fit_soon)
        model.dataChanged.connect(lambda *_args: self._fit_soon())
        self._soon = pause(self, 0, self.fit)

    def member(self) -> int:
        """Return the place of the member whose column is the current one, the first without."""
        return max(self.currentIndex().column() - 1, 0)

    def start(self) -> None:
        """Put the keyboard on the first value that can be taken."""
        if not self.currentIndex().isValid() and self.compare.rowCount():
            self.setCurrentIndex(self.compare.index(0, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a value with Space or Enter."""
        if event.key() in (Qt.Key.Key_Space, *ENTER) and not modifiers_of(event):
            self._use(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the columns."""
        super().resizeEvent(event)
        self._fit_soon()

    def fit(self) -> None:
        """Give every column its share of the width, and every row the height of its words."""
        count = self.compare.columnCount()
        if not count:
            return
        width = max(LEAST_WIDTH, (self.viewport().width() - 1) // count)
        for column in range(count):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def _fit_soon(self) -> None:
        self._soon.start()

    def _use(self, index: Any) -> None:
        if self.compare.use(index):
            self.used.emit()

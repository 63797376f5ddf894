"""Bars that lie below each other with their numbers beside them; each opens its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.ui.kit import painting, removal, tokens
from crmdesk.ui.kit.bar_columns import Bar, Columns, Heads, arranged
from crmdesk.ui.kit.chart import Chart, DotLine
from crmdesk.ui.kit.chart_button import ChartButton, WordButton, caption, figures

_THICK: Final = 12
_THIN: Final = 6
_EDGE: Final = 6
_LEAST_LENGTH: Final = 2
_RIGHT: Final = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)


class BarButton(ChartButton):
    """The name, the bar and the numbers of one line."""

    def __init__(self, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = bar
        self.columns: Columns | None = None

    def show_bar(self, bar: Bar) -> None:
        """Show another line."""
        self.bar = bar
        self.setText(bar.label)
        self.tell(bar.told, bar.payload)

    def bar_rect(self) -> QRect:
        """Return where the bar is drawn; it is as long as its share."""
        columns = self.columns
        if columns is None or self.bar.length is None:
            return QRect()
        x, width = columns.bar
        length = max(round(width * self.bar.length), _LEAST_LENGTH if self.bar.length else 0)
        if columns.stacked:
            return QRect(x, self.height() - _THIN - 5, length, _THIN)
        return QRect(x, (self.height() - _THICK) // 2, length, _THICK)

    def draw(self, painter: QPainter) -> None:
        """Draw name, bar and numbers."""
        columns = self.columns
        if columns is None:
            return
        font, ink = figures(self.font()), tokens.colour("text")
        place = self.bar_rect()
        high = place.top() - 3 if columns.stacked and not place.isNull() else self.height()
        painting.draw_text(
            painter, QRect(_EDGE, 0, columns.label - _EDGE, high), self.bar.label, font, ink
        )
        if self.bar.length is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("grid"))
            x, width = columns.bar
            painter.drawRoundedRect(QRectF(x, place.y(), width, place.height()), 2, 2)
            painter.setBrush(tokens.ink(self.bar.tone))
            painter.drawRoundedRect(QRectF(place), 2, 2)
        for (right, width), text in zip(columns.numbers, self.bar.numbers, strict=True):
            box = QRect(right - width, 0, width - _EDGE, self.height())
            painting.draw_text(painter, box, text, font, ink, _RIGHT)


class BarTable(Chart):
    """A chart and its table in one; `chosen` tells the payload of the part that was pressed."""

    def __init__(self, name: str, heads: Heads, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._heads = heads
        self.bars: tuple[Bar, ...] = ()
        self.rows: list[BarButton] = []
        self.cells: list[list[WordButton]] = []
        self._columns: Columns | None = None
        # The sum of all bars so far.
        self._line = DotLine(1.5, 3.0, self)
        # Not fixed: the hint may still be that of another width, and lines would be cut.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these lines; the keyboard stays where it is."""
        self.bars = tuple(bars)
        while len(self.rows) > len(bars):
            removal.remove(self.rows.pop(), *self.cells.pop())
        for place, bar in enumerate(bars):
            if place == len(self.rows):
                self._add(bar)
            self.rows[place].show_bar(bar)
            for cell, button in zip(bar.cells, self.cells[place], strict=True):
                button.show_text(cell.text, cell.told, cell.payload)
        self._line.raise_()
        self.updateGeometry()
        self._place()

    def _add(self, bar: Bar) -> None:
        row = BarButton(bar, self)
        cells = [WordButton(self) for _cell in bar.cells]
        self._tell(row, *cells)
        self.rows.append(row)
        self.cells.append(cells)

    # Sizes and places

    def hasHeightForWidth(self) -> bool:
        """Return that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words over the columns and of all lines."""
        columns = arranged(width, self.font(), self._heads, self.bars)
        return self._head_height() + len(self.bars) * self._row_height(columns)

    def sizeHint(self) -> QSize:
        """Return a size for a column of a page."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which bars can be compared."""
        return QSize(220, self._head_height())

    def _head_height(self) -> int:
        return self.fontMetrics().height() + 6

    def _row_height(self, columns: Columns) -> int:
        line = self.fontMetrics().height()
        return line + _THIN + 12 if columns.stacked else line + 10

    def _place(self) -> None:
        columns = arranged(self.width(), self.font(), self._heads, self.bars)
        self._columns = columns
        top, height = self._head_height(), self._row_height(columns)
        for place, (row, cells) in enumerate(zip(self.rows, self.cells, strict=True)):
            y = top + place * height
            row.columns = columns
            row.setGeometry(0, y, columns.main, height)
            row.show()
            for number, cell in enumerate(cells):
                seen = number < len(columns.cells)
                cell.setVisible(seen)
                if seen:
                    right, width = columns.cells[number]
                    cell.setGeometry(right - width, y, width, height)
        shown = len(columns.cells)
        self._grid.set_rows(
            [[row, *cells[:shown]] for row, cells in zip(self.rows, self.cells, strict=True)]
        )
        self._line.setGeometry(0, top, columns.main, height * len(self.rows))
        self._line.parts = [part] if (part := self._points(columns, height)) else []
        self._line.update()
        self.update()

    def _points(self, columns: Columns, height: int) -> list[QPointF]:
        x, width = columns.bar
        found: list[QPointF] = []
        for place, (bar, row) in enumerate(zip(self.bars, self.rows, strict=True)):
            if bar.so_far is not None:
                middle = row.bar_rect().center().y() + 0.5
                found.append(QPointF(x + width * bar.so_far, place * height + middle))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words over the columns."""
        columns = self._columns
        if columns is None or not self.bars:
            return
        painter = QPainter(self)
        small, ink, high = caption(self.font()), tokens.colour("muted"), self._head_height()
        name = QRect(_EDGE, 0, columns.label - _EDGE, high)
        painting.draw_text(painter, name, self._heads.label, small, ink)
        edges = (*columns.numbers, *columns.cells)
        for (right, width), text in zip(
            edges, (*self._heads.numbers, *self._heads.cells), strict=False
        ):
            box = QRect(right - width, 0, width - _EDGE, high)
            painting.draw_text(painter, box, text, small, ink, _RIGHT)
        painter.setPen(QPen(tokens.colour("grid"), 1))
        painter.drawLine(0, high - 1, self.width(), high - 1)
        painter.end()

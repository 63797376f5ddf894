"""Columns that stand beside each other with a line over them: how something went over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.ui.kit import painting, removal, tokens
from crmdesk.ui.kit.chart import Chart, DotLine
from crmdesk.ui.kit.chart_button import (
    ChartButton,
    WordButton,
    caption,
    figures,
    width_of,
)

_PLOT: Final = 130
_WIDEST: Final = 46
_DOT: Final = 3.5
_KEY: Final = 10
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter.value)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the line, a share of 1, with what it is in words."""

    share: float
    text: str
    told: str
    payload: Any


@dataclass(frozen=True, slots=True)
class Pillar:
    """One column: two lines of names below it, its number over it, and its point of the line."""

    name: str
    more: str
    number: int
    told: str
    payload: Any
    strong: bool = False
    point: Point | None = None


class PillarButton(ChartButton):
    """One column with its number and its names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pillar: Pillar | None = None
        self.highest = 1

    def show_pillar(self, pillar: Pillar, highest: int) -> None:
        """Show another column, beside others of which one is the highest."""
        self.pillar, self.highest = pillar, max(1, highest)
        self.setText(pillar.name)
        self.tell(pillar.told, pillar.payload)

    def bar_rect(self) -> QRect:
        """Return where the column is drawn."""
        pillar = self.pillar
        if pillar is None:
            return QRect()
        line = self.fontMetrics().height()
        height = round(_PLOT * pillar.number / self.highest)
        if pillar.number:
            height = max(2, height)
        width = max(4, min(_WIDEST, self.width() * 6 // 10))
        return QRect((self.width() - width) // 2, line + _PLOT - height, width, height)

    def draw(self, painter: QPainter) -> None:
        """Draw number, column and names."""
        pillar = self.pillar
        if pillar is None:
            return
        line = self.fontMetrics().height()
        place, font = self.bar_rect(), figures(self.font())
        colour = tokens.colour("accent" if pillar.strong else "control_border")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(place), 2, 2)
        ink, quiet = tokens.colour("text"), tokens.colour("muted")
        over = QRect(0, place.top() - line, self.width(), line)
        text = f"{pillar.number:,}" if pillar.number else "–"
        painting.draw_text(painter, over, text, font, ink, _CENTRE)
        small = caption(self.font())
        for number, words in enumerate((pillar.name, pillar.more)):
            below = QRect(0, line + _PLOT + 4 + number * line, self.width(), line)
            painting.draw_text(painter, below, words, small, quiet, _CENTRE)


class ColumnChart(Chart):
    """Columns with a line; `chosen` tells the payload of the column or point that was pressed."""

    def __init__(self, name: str, columns: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._words = (columns, line)
        self.pillars: tuple[Pillar, ...] = ()
        self.columns: list[PillarButton] = []
        self.points: list[WordButton] = []
        self._line = DotLine(2.0, _DOT, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_pillars(self, pillars: Sequence[Pillar]) -> None:
        """Show these columns; the keyboard stays where it is."""
        self.pillars = tuple(pillars)
        while len(self.columns) > len(pillars):
            removal.remove(self.columns.pop(), self.points.pop())
        while len(self.columns) < len(pillars):
            self._add()
        highest = max((one.number for one in pillars), default=1)
        for pillar, column, word in zip(pillars, self.columns, self.points, strict=True):
            column.show_pillar(pillar, highest)
            if pillar.point is not None:
                word.show_text(pillar.point.text, pillar.point.told, pillar.point.payload)
        self._line.raise_()
        self.updateGeometry()
        self._place()

    def _add(self) -> None:
        column, word = PillarButton(self), WordButton(self, tone="warning")
        word.align = Qt.AlignmentFlag.AlignCenter
        self._tell(column, word)
        self.columns.append(column)
        self.points.append(word)

    # Sizes and places

    def sizeHint(self) -> QSize:
        """Return the height of legend, columns, names and points."""
        line = self.fontMetrics().height()
        return QSize(420, self._top() + _PLOT + 3 * line + 8 + self._point_height())

    def minimumSizeHint(self) -> QSize:
        """Return a width at which every number has its room."""
        return QSize(300, self.sizeHint().height())

    def _top(self) -> int:
        return self.fontMetrics().height() + 8

    def _point_height(self) -> int:
        return self.fontMetrics().height() + 6

    def _place(self) -> None:
        count = max(1, len(self.pillars))
        top, line = self._top(), self.fontMetrics().height()
        high = _PLOT + 3 * line + 8
        parts: list[list[QPointF]] = [[]]
        edges = [place * self.width() // count for place in range(count + 1)]
        for place, (pillar, column, word) in enumerate(
            zip(self.pillars, self.columns, self.points, strict=True)
        ):
            x, width = edges[place], edges[place + 1] - edges[place]
            column.setGeometry(x, top, width, high)
            word.setGeometry(x, top + high, width, self._point_height())
            column.show()
            word.setVisible(pillar.point is not None)
            if pillar.point is None:
                parts.append([])
            else:
                y = line + _PLOT * (1 - pillar.point.share)
                parts[-1].append(QPointF(x + width / 2, y))
        shown = [one for one, pillar in zip(self.points, self.pillars, strict=True) if pillar.point]
        self._grid.set_rows([self.columns, shown])
        self._line.setGeometry(0, top, self.width(), line + _PLOT + 6)
        self._line.parts = [part for part in parts if part]
        self._line.update()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what columns and line mean, and the ground they stand on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, line, x = caption(self.font()), self.fontMetrics().height(), 2
        for number, words in enumerate(self._words):
            colour = tokens.ink("warning") if number else tokens.colour("accent")
            middle = line / 2 + 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            if number:
                painter.drawRect(QRectF(x - 3, middle - 1, _KEY + 6, 2))
                painter.drawEllipse(QPointF(x + _KEY / 2, middle), _DOT, _DOT)
            else:
                painter.drawRoundedRect(QRectF(x, middle - 5, _KEY, _KEY), 2, 2)
            box = QRect(x + _KEY + 7, 0, width_of(words, small) + 4, line + 2)
            painting.draw_text(painter, box, words, small, tokens.colour("muted"))
            x = box.right() + 18
        ground = self._top() + line + _PLOT
        painter.setPen(QPen(tokens.colour("grid"), 1))
        for share in (0.5, 1.0):
            y = round(ground - _PLOT * share)
            painter.drawLine(0, y, self.width(), y)
        painter.setPen(QPen(tokens.colour("control_border"), 1))
        painter.drawLine(0, ground, self.width(), ground)
        painter.end()

"""What the charts share: parts that are placed anew, and a line over them."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from crmdesk.ui.kit import tokens
from crmdesk.ui.kit.chart_button import ButtonGrid, ChartButton

_OUTLINE: Final = 0.5


class Chart(QWidget):
    """Made of buttons; `chosen` tells the payload of the one that was pressed."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = ButtonGrid(self)

    @abstractmethod
    def _place(self) -> None:
        """Give every part its place."""

    def _tell(self, *parts: ChartButton) -> None:
        """Let new parts tell when they are pressed."""
        for one in parts:
            one.clicked.connect(lambda _checked=False, one=one: self.chosen.emit(one.payload))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every part its new place."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._place()


class DotLine(QWidget):
    """A line with a dot at each point, never in the way of the pointer; it breaks between parts."""

    def __init__(self, width: float, dot: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.parts: list[list[QPointF]] = []
        self._width = width
        self._dot = dot

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = tokens.ink("warning")
        for part in self.parts:
            painter.setPen(QPen(colour, self._width))
            painter.drawPolyline(QPolygonF(part))
            painter.setPen(QPen(tokens.colour("surface"), self._width - _OUTLINE))
            painter.setBrush(colour)
            for point in part:
                painter.drawEllipse(point, self._dot, self._dot)
        painter.end()

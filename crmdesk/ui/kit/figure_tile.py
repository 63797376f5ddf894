"""A figure as a tile: what it is, how much, and what it stands beside; a press opens its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.ui.kit import fonts, painting, tokens
from crmdesk.ui.kit.chart_button import ChartButton, caption, width_of

_EDGE: Final = 12
_TOP: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPPED: Final = int(_TOP.value) | int(Qt.TextFlag.TextWordWrap.value)
_SIZES: Final = ("number", "title", "heading", "subheading", "base")


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile shows; a `tone` colours the figure."""

    key: str
    label: str
    value: str
    note: str
    told: str
    payload: Any
    tone: str = "neutral"


class FigureTile(ChartButton):
    """Shows a figure as large as there is room for all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile: Tile | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tile(self, tile: Tile) -> None:
        """Show a figure."""
        self.tile = tile
        self.setText(tile.value)
        self.tell(tile.told, tile.payload)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return that a long note takes a second line where the tile is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the name, a large number and the note."""
        line = self.fontMetrics().height()
        note = self.tile.note if self.tile is not None else ""
        room = QRect(0, 0, max(1, width - 2 * _EDGE), 10 * line)
        lines = QFontMetrics(caption(self.font())).boundingRect(room, _WRAPPED, note).height()
        return 2 * line + self._number_height() + 2 * _EDGE - 4 + max(0, lines - line)

    def sizeHint(self) -> QSize:
        """Return a size for a tile among others."""
        return QSize(170, self.heightForWidth(170))

    def _number_height(self) -> int:
        return round(self.fontMetrics().height() * 1.9)

    def draw_ground(self, painter: QPainter) -> None:
        """Draw the card."""
        looked_at = self.underMouse() or self.isDown()
        painter.setPen(QPen(tokens.colour("accent" if looked_at else "border"), 1))
        painter.setBrush(tokens.colour("hover" if looked_at else "surface"))
        radius = tokens.size("card_radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def draw(self, painter: QPainter) -> None:
        """Draw name, figure and note."""
        tile = self.tile
        if tile is None:
            return
        width, line = self.width() - 2 * _EDGE, self.fontMetrics().height()
        quiet = tokens.colour("muted")
        name = QRect(_EDGE, _EDGE - 4, width, line)
        painting.draw_text(painter, name, tile.label, self.font(), quiet)
        number = QRect(_EDGE, name.bottom() + 1, width, self._number_height())
        painting.draw_text(
            painter, number, tile.value, self._fitting(tile.value, width), tokens.ink(tile.tone)
        )
        painter.setFont(caption(self.font()))
        painter.setPen(quiet)
        note = QRect(_EDGE, number.bottom() + 1, width, self.height() - number.bottom() - 2)
        painter.drawText(note, _WRAPPED, tile.note)

    def _fitting(self, text: str, width: int) -> QFont:
        font = fonts.tabular(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        for name in _SIZES:
            font.setPointSizeF(tokens.current().points[name])
            if width_of(text, font) <= width:
                break
        return font

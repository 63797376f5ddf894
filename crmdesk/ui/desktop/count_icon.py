"""The picture beside the clock: the program's own, with how much waits drawn into it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

from crmdesk.ui.kit import icons

SIZES: Final = (16, 20, 22, 24, 32, 48, 64)
MOST: Final = 99
# Panels are light or dark and do not tell which: a coloured field with a pale edge suits both.
FIELD: Final = "#0b6b74"
EDGE: Final = "#ffffff"
BADGE: Final = "#c62828"


def count_icon(count: int) -> QIcon:
    """Return the picture for a count; nothing is drawn into it for 0."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(picture(size, count))
    return made


def picture(size: int, count: int) -> QPixmap:
    """Return the picture at one size, in pixels."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(EDGE), max(1.0, size / 20)))
    painter.setBrush(QColor(BADGE if count else FIELD))
    edge = max(0.5, size / 40)
    field = QRectF(edge, edge, size - 2 * edge, size - 2 * edge)
    painter.drawRoundedRect(field, size / 5, size / 5)
    if count:
        _draw_count(painter, field, count)
    else:
        mark = round(size * 0.64)
        place = (size - mark) / 2
        painter.drawPixmap(
            QRectF(place, place, mark, mark).toRect(),
            icons.drawn("today", mark, EDGE),
        )
    painter.end()
    return made


def _draw_count(painter: QPainter, field: QRectF, count: int) -> None:
    # The number is all there is to read at this size: it takes the whole picture.
    text = str(count) if count <= MOST else f"{MOST}+"
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(6, round(field.height() * {1: 0.76, 2: 0.62}.get(len(text), 0.42))))
    painter.setFont(font)
    painter.setPen(QColor(EDGE))
    painter.drawText(field, Qt.AlignmentFlag.AlignCenter, text)

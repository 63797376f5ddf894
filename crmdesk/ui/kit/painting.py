"""Drawing plain text, badges and marked words for lists and tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel

from crmdesk.ui.kit import tokens
from crmdesk.ui.kit.columns import Span

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def utf16_spans(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans counted as Qt counts, where a rare character takes two places."""
    if text.isascii() or all(ord(c) < 0x10000 for c in text):
        return list(spans)

    def places(part: str) -> int:
        return len(part.encode("utf-16-le")) // 2

    return [(places(text[:at]), places(text[at : at + size])) for at, size in spans]


def draw_text(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor, align: int = _LEFT
) -> None:
    """Draw one line of text, shortened with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | int(Qt.TextFlag.TextSingleLine), text)


def draw_marked(
    painter: QPainter,
    rect: QRect,
    text: str,
    spans: Sequence[Span],
    font: QFont,
    colour: QColor,
) -> None:
    """Draw one line of plain text with the characters of the spans marked."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    mark = QTextCharFormat()
    mark.setBackground(QBrush(tokens.colour("mark")))
    mark.setForeground(QBrush(tokens.colour("mark_text")))
    visible = len(shown) if shown == text else max(len(shown) - 1, 0)
    ranges = []
    for at, size in utf16_spans(text, [(a, min(n, visible - a)) for a, n in spans if a < visible]):
        part = QTextLayout.FormatRange()
        part.start = at
        part.length = size
        part.format = mark
        ranges.append(part)
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    painter.setPen(colour)
    top = rect.top() + (rect.height() - line.height()) / 2
    layout.draw(painter, QPointF(rect.left(), top))


def pill_font(font: QFont) -> QFont:
    """Return the smaller font of badges."""
    made = QFont(font)
    made.setPointSizeF(tokens.current().points["caption"])
    return made


def pill_width(text: str, font: QFont) -> int:
    """Return how wide a badge of this text is."""
    metrics = QFontMetrics(pill_font(font))
    return max(metrics.horizontalAdvance(text) + 16, metrics.height() + 4)


def draw_pill(
    painter: QPainter, rect: QRect, text: str, tone: str, font: QFont, align: str = "left"
) -> int:
    """Draw a badge inside the rectangle and return its width."""
    if not text:
        return 0
    small = pill_font(font)
    metrics = QFontMetrics(small)
    width = min(pill_width(text, font), rect.width())
    height = min(metrics.height() + 4, rect.height())
    left = rect.left()
    if align == "right":
        left = rect.right() - width + 1
    elif align == "center":
        left = rect.left() + (rect.width() - width) // 2
    box = QRect(left, rect.top() + (rect.height() - height) // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.soft(tone))
    painter.drawRoundedRect(QRectF(box), height / 2, height / 2)
    painter.restore()
    inner = box.adjusted(6, 0, -6, 0)
    draw_text(painter, inner, text, small, tokens.ink(tone), int(Qt.AlignmentFlag.AlignCenter))
    return width


def draw_focus(painter: QPainter, rect: QRect) -> None:
    """Draw the ring that shows where the keyboard is."""
    painter.save()
    painter.setPen(QPen(tokens.colour("focus"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
    painter.restore()


def draw_shortened(label: QLabel, mode: Qt.TextElideMode) -> None:
    """Draw a label's one line of text as far as there is room; called by its paintEvent."""
    shown = label.fontMetrics().elidedText(label.text(), mode, label.width())
    painter = QPainter(label)
    label.style().drawItemText(
        painter,
        label.rect(),
        int(label.alignment()),
        label.palette(),
        label.isEnabled(),
        shown,
        label.foregroundRole(),
    )

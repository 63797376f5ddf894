"""How a card is drawn: icon, title, badge, a text at the right, and a quiet second line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, painting, plain, tokens
from crmdesk.ui.kit.cards import ITEM_ROLE, CardItem, Index
from crmdesk.ui.kit.columns import Span

INDENT: Final = 30
COPY_SIZE: Final = 16
# The sign stands where the mouse is or the keyboard is, not on every line.
SHOWS_COPY: Final = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver


@dataclass(frozen=True, slots=True)
class _FirstLine:
    """Where the parts of a card's first line are; what is missing is empty."""

    title: QRect
    pill: QRect
    copy: QRect
    right: QRect


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _inside(rect: QRect, item: CardItem) -> QRect:
    inner = rect.adjusted(14, 8, -14, -8)
    if item.icon:
        inner.setLeft(inner.left() + INDENT)
    return inner


def _first_line(item: CardItem, inner: QRect, font: QFont) -> _FirstLine:
    metrics = QFontMetrics(font)
    height = metrics.height()
    line = QRect(inner.left(), inner.top(), inner.width(), height)
    right = pill = copy = QRect()
    if item.right:
        words = plain.one_line(item.right)
        width = min(metrics.horizontalAdvance(words) + 2, inner.width() // 2)
        right = QRect(line.right() - width, line.top(), width + 1, height)
        line.setRight(right.left() - 10)
    behind = 0
    pill_width = painting.pill_width(item.pill, font) if item.pill else 0
    for wanted in (pill_width, COPY_SIZE if item.copies else 0):
        behind += wanted + 8 if wanted else 0
    title = plain.one_line(item.title)
    wish = QFontMetrics(_bold(font)).horizontalAdvance(title) + 2
    at = line.left() + min(wish, max(line.width() - behind, 40))
    title_place = QRect(line.left(), line.top(), at - line.left(), height)
    if not behind:
        title_place.setWidth(line.width())
    if item.pill:
        pill = QRect(at + 8, line.top(), pill_width, height)
        at = pill.right()
    if item.copies:
        top = line.top() + (height - COPY_SIZE) // 2
        copy = QRect(at + 8, top, COPY_SIZE, COPY_SIZE)
    return _FirstLine(title_place, pill, copy, right)


class CardDelegate(QStyledItemDelegate):
    """Draws the cards of a CardList."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines, of one line, or of a heading."""
        item: CardItem = index.data(ITEM_ROLE)
        line = option.fontMetrics.height()
        if item.heading:
            return QSize(80, line + (22 if index.row() else 14))
        return QSize(80, 2 * line + 18 if item.subtitle else line + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        item: CardItem = index.data(ITEM_ROLE)
        if item.heading:
            self._heading(painter, option, item)
            return
        box = option.rect.adjusted(4, 1, -4, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
            painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.draw_focus(painter, box)
        inner = _inside(option.rect, item)
        if item.icon:
            painter.drawPixmap(inner.left() - INDENT, inner.top(), self._picture(painter, item))
        self._lines(painter, option, item, inner)

    def _picture(self, painter: QPainter, item: CardItem) -> Any:
        ratio = painter.device().devicePixelRatioF()
        return icons.pixmap(item.icon or "", 20, item.icon_tone, ratio)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, item: CardItem) -> None:
        rect = option.rect.adjusted(14, 0, -14, -4)
        font = QFont(option.font)
        font.setPointSizeF(tokens.current().points["caption"])
        font.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(font).height()
        line = QRect(rect.left(), rect.bottom() - height, rect.width(), height)
        tone = "muted" if item.tone == "neutral" else item.tone
        if item.right:
            width = QFontMetrics(font).horizontalAdvance(item.right) + 8
            side = QRect(line.right() - width, line.top(), width, height)
            align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painting.draw_text(painter, side, item.right, font, tokens.ink("muted"), align)
            line.setRight(side.left() - 8)
        painting.draw_text(painter, line, item.title, font, tokens.ink(tone))

    def _lines(
        self, painter: QPainter, option: QStyleOptionViewItem, item: CardItem, inner: QRect
    ) -> None:
        places = _first_line(item, inner, option.font)
        if item.right:
            align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            ink = tokens.ink(item.right_tone)
            right = plain.one_line(item.right)
            painting.draw_text(painter, places.right, right, option.font, ink, align)
        if item.pill:
            painting.draw_pill(painter, places.pill, item.pill, item.tone, option.font)
        if not places.copy.isEmpty() and option.state & SHOWS_COPY:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(
                places.copy.topLeft(), icons.pixmap("copy", COPY_SIZE, "neutral", ratio)
            )
        title = plain.one_line(item.title)
        ink = tokens.ink("muted") if item.dim else tokens.colour("text")
        self._words(painter, places.title, title, item.spans, _bold(option.font), ink)
        if item.subtitle:
            height = option.fontMetrics.height()
            second = QRect(inner.left(), inner.bottom() - height + 1, inner.width(), height)
            words = plain.one_line(item.subtitle)
            quiet = tokens.ink("muted")
            self._words(painter, second, words, item.subtitle_spans, option.font, quiet)

    def copy_place(self, option: QStyleOptionViewItem, item: CardItem) -> QRect:
        """Return where the copy sign of a card is; empty where there is none."""
        if item.heading:
            return QRect()
        return _first_line(item, _inside(option.rect, item), option.font).copy

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Name what the copy sign copies."""
        item = index.data(ITEM_ROLE) if index.isValid() else None
        if item is not None and self.copy_place(option, item).contains(event.pos()):
            text = _("Copy {text}").format(text=plain.one_line(item.copies)[:40])
            QToolTip.showText(event.globalPos(), plain.tip(text), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        spans: Sequence[Span],
        font: QFont,
        colour: Any,
    ) -> None:
        if spans:
            painting.draw_marked(painter, rect, text, spans, font, colour)
        else:
            painting.draw_text(painter, rect, text, font, colour)

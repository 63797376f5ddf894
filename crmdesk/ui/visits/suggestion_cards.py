"""How a suggestion is drawn: who, and under it every reason and warning in words of its own."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from crmdesk.core.domain.visit_suggestion import (
    BIRTHDAY,
    DUE,
    NEARBY,
    ROUND,
    SILENT,
    VISIT_DUE,
    Suggestion,
)
from crmdesk.ui.kit import icons, painting, plain, tokens
from crmdesk.ui.kit.card_delegate import CardDelegate
from crmdesk.ui.kit.cards import ITEM_ROLE, CardItem, Index
from crmdesk.ui.kit.wrapping import lines_of

_ICONS: Final = {
    VISIT_DUE: "visits",
    ROUND: "refresh",
    DUE: "follow-up",
    SILENT: "clock",
    BIRTHDAY: "cake",
    NEARBY: "location",
}
_SIDE: Final = 14
_TOP: Final = 8
_GAP: Final = 2
_SIGN: Final = 18


class _Words(NamedTuple):
    text: str
    icon: str
    tone: str


class SuggestionDelegate(CardDelegate):
    """Draws suggestions as high as their reasons need."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the name and all reasons."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        font = _small(option.font)
        lines = _lines(_suggestion(index.data(ITEM_ROLE)), font, width)
        height = option.fontMetrics.height() + len(lines) * QFontMetrics(font).height()
        return QSize(80, height + 2 * _TOP + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the name as on any card, and the reasons under it."""
        super().paint(painter, option, index)
        font = _small(option.font)
        height = QFontMetrics(font).height()
        top = option.rect.top() + _TOP + option.fontMetrics.height() + _GAP
        left = option.rect.left() + _SIDE
        for words in _lines(_suggestion(index.data(ITEM_ROLE)), font, option.rect.width()):
            if words.icon:
                ratio = painter.device().devicePixelRatioF()
                sign = icons.pixmap(words.icon, 12, words.tone, ratio)
                painter.drawPixmap(left, top + (height - 12) // 2, sign)
            rect = QRect(left + _SIGN, top, option.rect.width() - 2 * _SIDE - _SIGN, height)
            painting.draw_text(painter, rect, words.text, font, tokens.ink(words.tone))
            top += height


def card_of(one: Suggestion) -> CardItem:
    """Return a suggestion as a card."""
    return CardItem(
        id=one.customer_id,
        title=plain.one_line(one.name),
        right=plain.one_line(one.district),
        pill=one.grade,
        tone="accent",
        payload=one,
    )


def _suggestion(item: CardItem) -> Suggestion:
    assert isinstance(item.payload, Suggestion)  # this list holds nothing else
    return item.payload


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(tokens.current().points["caption"])
    return made


def _lines(one: Suggestion, font: QFont, width: int) -> list[_Words]:
    room = width - 2 * _SIDE - _SIGN
    told = [(text, "warning", "warning") for text in one.warnings]
    told += [(reason.text, _ICONS[reason.kind], "muted") for reason in one.reasons]
    return [
        _Words(line, icon if not number else "", tone)
        for text, icon, tone in told
        for number, line in enumerate(lines_of(plain.one_line(text), font, room))
    ]

"""How a visit is drawn on the board: its name, time and place, and a quiet word of warning."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from crmdesk.core.domain.visit import MOVED, PLANNED
from crmdesk.ui.kit import icons, painting, tokens
from crmdesk.ui.kit.wrapping import lines_of
from crmdesk.ui.visits.board_content import Line
from crmdesk.ui.visits.day_model import TONES

LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_SIDE: Final = 4
_TOP: Final = 4
_SIGN: Final = 14
_WARNING_LINES: Final = 4
_NAME_LINES: Final = 3

Index = QModelIndex | QPersistentModelIndex


class Text(NamedTuple):
    """A line that is drawn; one `signed` begins with the sign of a warning."""

    words: str
    font: QFont
    tone: str
    signed: bool = False


class BoardDelegate(QStyledItemDelegate):
    """Draws the visits of a day, as high as their words need at the width of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of all lines."""
        texts = _texts(index.data(LINE_ROLE), option.font, _room(option))
        height = sum(QFontMetrics(text.font).height() for text in texts)
        return QSize(10, height + 2 * _TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one visit."""
        line: Line = index.data(LINE_ROLE)
        box = option.rect.adjusted(0, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(box, 5, 5)
            painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.draw_focus(painter, box)
        inner = option.rect.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        top = inner.top()
        for text in _texts(line, option.font, _room(option)):
            height = QFontMetrics(text.font).height()
            left = _SIGN if text.signed else 0
            if text.signed:
                ratio = painter.device().devicePixelRatioF()
                sign = icons.pixmap("warning", 12, text.tone, ratio)
                painter.drawPixmap(inner.left(), top + (height - 12) // 2, sign)
            rect = QRect(inner.left() + left, top, inner.width() - left, height)
            painting.draw_text(painter, rect, text.words, text.font, tokens.ink(text.tone))
            top += height


def _room(option: QStyleOptionViewItem) -> int:
    """Return the width for words; it leaves room for a bar that may come and go."""
    view = option.widget
    if not isinstance(view, QListView):
        return option.rect.width() - 2 * _SIDE
    return view.width() - view.verticalScrollBar().sizeHint().width() - 2 * _SIDE


def _details(line: Line, font: QFont, width: int) -> list[str]:
    """Return time and place in one line where they fit, and whose it is where room is left."""
    metrics = QFontMetrics(font)
    found: list[str] = []
    for part in line.details:
        longer = f"{found[-1]} {part}" if found else part
        if found and metrics.horizontalAdvance(longer) <= width:
            found[-1] = longer
        else:
            found += lines_of(part, font, width)
    if line.whose:
        longer = f"{found[-1]} · {line.whose}" if found else line.whose
        if metrics.horizontalAdvance(longer) <= width:
            found[-1:] = [longer]
    return found


def _texts(line: Line, font: QFont, width: int) -> list[Text]:
    status = line.row.visit.status
    tone = "neutral" if status == PLANNED else TONES[status]
    name, small = QFont(font), QFont(font)
    name.setStrikeOut(status == MOVED)
    small.setPointSizeF(tokens.current().points["caption"])
    lines = lines_of(line.title, name, width, _NAME_LINES)
    found = [Text(words, name, tone) for words in lines]
    found += [Text(words, small, "muted") for words in _details(line, small, width)]
    for warning in line.warnings:
        lines = lines_of(warning, small, width, _WARNING_LINES, first=width - _SIGN, whole=True)
        tone = "danger" if warning in line.alarms else "warning"
        found += [Text(words, small, tone, signed=not number) for number, words in enumerate(lines)]
    return found

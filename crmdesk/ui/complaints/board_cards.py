"""The cards of a column of the board: read when they are looked at, drawn all equally high."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crmdesk.core.domain.complaint import MINOR, SEVERITIES, ComplaintRow
from crmdesk.core.domain.complaint_words import OVERDUE, due_words, urgency
from crmdesk.core.i18n import _
from crmdesk.core.services import complaints
from crmdesk.ui.kit import fonts, painting, plain, tokens
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import ROW_ROLE, WAITING, Index
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.wrapping import lines_of
from crmdesk.ui.parts.complaint_looks import SEVERITY_TONES, due_tone

Now = Callable[[], dt.datetime]
_WHAT_LINES: Final = 2
_SIDE: Final = 10
_TOP: Final = 7
_GAP: Final = 4
_EDGE: Final = 3
# How much is left of a card on which nothing can be dropped.
_DIMMED: Final = 0.4
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class BoardCards(RowsModel):
    """The complaints of one state in the order of the board; each can be carried elsewhere."""

    def __init__(self, desk: Desk) -> None:
        now = desk.workspace.clock.now
        column = Column[ComplaintRow]("card", lambda: "", lambda row: card_words(row, now()))
        super().__init__([column], desk.tasks, lambda ids: complaints.rows(desk.workspace, ids))
        self.load_failed.connect(desk.trouble)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a card that is there can be chosen and carried."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsDragEnabled if found else found


def card_words(row: ComplaintRow, now: dt.datetime) -> str:
    """Return all that a card says, for a reader and for the tip that tells it in full."""
    one = row.complaint
    due = due_words(one, now)
    words = [
        f"{one.number} · {_(SEVERITIES[one.severity])}",
        row.name or row.phone,
        plain.short(one.what, 300),
        _("Due: {when}").format(when=due) if due and urgency(one, now) != OVERDUE else due,
        one.staff,
    ]
    return "\n".join(word for word in words if word)


class BoardCardDelegate(QStyledItemDelegate):
    """Draws number and severity, whose it is, what happened, when it is due and who sees to it."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of all cards."""
        return QSize(80, card_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        row = index.data(ROW_ROLE)
        box = option.rect.adjusted(2, 0, -2, -_GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if not option.state & QStyle.StateFlag.State_Enabled:
            painter.setOpacity(_DIMMED)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("border"), 1))
        ground = "selection" if chosen else "hover" if hovered else "raised"
        painter.setBrush(tokens.colour(ground))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if isinstance(row, ComplaintRow):
            tone = due_tone(row.complaint, self._now())
            if tone in ("danger", "warning"):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.ink(tone))
                edge = QRectF(box.left() + 1, box.top() + 4, _EDGE, box.height() - 8)
                painter.drawRoundedRect(edge, 1.5, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.draw_focus(painter, box)
        inner = box.adjusted(_SIDE, _TOP, -_SIDE + 2, -_TOP)
        if isinstance(row, ComplaintRow):
            self._words(painter, inner, option.font, row)
        else:
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or WAITING)
            painting.draw_text(painter, inner, words, option.font, tokens.colour("disabled"))
        painter.restore()

    def _words(self, painter: QPainter, inner: QRect, font: QFont, row: ComplaintRow) -> None:
        one = row.complaint
        small, bold = small_font(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        low, high = QFontMetrics(small).height(), QFontMetrics(font).height()
        line = QRect(inner.left(), inner.top(), inner.width(), low + 2)
        head = QRect(line)
        if one.severity != MINOR:
            words = _(SEVERITIES[one.severity])
            tone = SEVERITY_TONES[one.severity]
            width = painting.draw_pill(painter, line, words, tone, font, "right")
            head.setRight(line.right() - width - 6)
        digits = fonts.tabular(small)
        # The end of a number tells more than its year.
        left = Qt.TextElideMode.ElideLeft
        number = QFontMetrics(digits).elidedText(one.number, left, head.width())
        painting.draw_text(painter, head, number, digits, tokens.ink("muted"))
        line = QRect(inner.left(), line.bottom() + 2, inner.width(), high)
        name = plain.one_line(row.name or row.phone)
        ink = tokens.ink("muted") if row.binned else tokens.colour("text")
        painting.draw_text(painter, line, name, bold, ink)
        top = line.bottom() + 2
        what = plain.one_line(plain.short(one.what, 300))
        for words in lines_of(what, small, inner.width(), _WHAT_LINES):
            place = QRect(inner.left(), top, inner.width(), low)
            painting.draw_text(painter, place, words, small, tokens.colour("text"))
            top += low
        foot = QRect(inner.left(), inner.bottom() - low + 1, inner.width(), low)
        self._foot(painter, foot, small, row)

    def _foot(self, painter: QPainter, line: QRect, small: QFont, row: ComplaintRow) -> None:
        """Draw when it is due at the left, and who sees to it where room is left."""
        one, now = row.complaint, self._now()
        due = due_words(one, now)
        if due:
            tone = due_tone(one, now)
            heavy = QFont(small)
            if tone in ("danger", "warning"):
                heavy.setWeight(QFont.Weight.DemiBold)
            painting.draw_text(painter, line, due, heavy, tokens.ink(tone))
            used = QFontMetrics(heavy).horizontalAdvance(due) + 8
            line = QRect(line.left() + used, line.top(), max(line.width() - used, 0), line.height())
        if one.staff and line.width() > QFontMetrics(small).height():
            painting.draw_text(painter, line, one.staff, small, tokens.ink("muted"), _RIGHT)


def small_font(font: QFont) -> QFont:
    """Return the font of all but the name."""
    made = QFont(font)
    made.setPointSizeF(tokens.current().points["caption"])
    made.setWeight(QFont.Weight.Normal)
    return made


def card_height(font: QFont) -> int:
    """Return how high every card is."""
    low, high = QFontMetrics(small_font(font)).height(), QFontMetrics(font).height()
    return 2 * _TOP + (low + 2) + 2 + high + 2 + _WHAT_LINES * low + 3 + low + _GAP

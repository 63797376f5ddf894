"""How the board with hours is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from crmdesk.core import i18n
from crmdesk.core.domain.lunar_text import lunar_label
from crmdesk.core.domain.shown_dates import show_weekday
from crmdesk.ui.calendar import chips
from crmdesk.ui.calendar.board import Slot
from crmdesk.ui.calendar.colours import ground_of
from crmdesk.ui.calendar.hours import minutes_of
from crmdesk.ui.kit import painting, tokens

if TYPE_CHECKING:
    from crmdesk.ui.calendar.hours_board import HoursBoard

_CENTER: Final = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NOW_DOT: Final = 7


def paint(board: HoursBoard, painter: QPainter) -> None:
    """Draw the hours with their chips, then what stands over them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    radius = tokens.size("card_radius")
    frame = QRectF(board.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    shape.addRoundedRect(frame, radius, radius)
    painter.fillPath(shape, tokens.colour("surface"))
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.save()
    top = board.measures.top
    painter.setClipRect(
        QRect(0, top, board.viewport().width(), board.measures.room),
        Qt.ClipOperation.IntersectClip,
    )
    painter.translate(0, -board.verticalScrollBar().value())
    for day in board.days():
        _hours(board, painter, day)
    _lines(board, painter)
    _now(board, painter)
    for slot in board.slots:
        if not slot.fixed:
            _chip(board, painter, slot)
    _cursor(board, painter, timed=True)
    _landing(board, painter, timed=True)
    painter.restore()
    _head(board, painter)
    painter.restore()
    painter.setPen(QPen(tokens.colour("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _hours(board: HoursBoard, painter: QPainter, day: dt.date) -> None:
    """Draw a day's ground: bright while the shop is open."""
    left, right = board.measures.column(board.column_of(day))
    begin, end = board.measures.y(0), board.measures.y(24 * 60)
    closed = ground_of(board.book, day, closed=True)
    painter.fillRect(QRect(left, begin, right - left, end - begin), closed)
    hours = board.book.hours(day)
    if hours is not None:
        opens, closes = (board.measures.y(minutes_of(t)) for t in (hours.opens, hours.closes))
        ground = ground_of(board.book, day)
        painter.fillRect(QRect(left, opens, right - left, closes - opens), ground)


def _lines(board: HoursBoard, painter: QPainter) -> None:
    measures = board.measures
    half = QPen(tokens.colour("grid"), 1, Qt.PenStyle.DotLine)
    full = QPen(tokens.colour("grid"), 1)
    for hour in range(24):
        y = measures.y(hour * 60)
        for pen, down in ((full, 0), (half, measures.hour // 2)):
            painter.setPen(pen)
            painter.drawLine(QLine(measures.gutter, y + down, measures.width, y + down))
        if hour:
            place = QRect(0, y - 9, measures.gutter - 8, 18)
            text = f"{hour:02d}:00"
            painting.draw_text(
                painter, place, text, board.type.figures, tokens.colour("placeholder"), _RIGHT
            )
    painter.setPen(full)
    for column in range(measures.columns):
        left, _right = measures.column(column)
        painter.drawLine(QLine(left, measures.y(0), left, measures.y(24 * 60)))


def _chip(board: HoursBoard, painter: QPainter, slot: Slot) -> None:
    drag = board.drag
    moving = drag is not None and drag.under_way and drag.slot is slot
    painter.setOpacity(0.35 if moving else 1.0)
    chips.draw_chip(
        painter,
        slot.rect,
        slot.entry,
        board.type,
        lines=1 if slot.rect.height() < 2 * board.type.chip_height else 2,
        solid=not slot.fixed,
        chosen=slot.entry.key == board.current and not moving,
        hovered=board.hovered(slot),
    )
    painter.setOpacity(1.0)


def _now(board: HoursBoard, painter: QPainter) -> None:
    if board.today not in board.days():
        return
    left, right = board.measures.column(board.column_of(board.today))
    now = board.clock.now().astimezone().time()
    y = board.measures.y(minutes_of(now))
    painter.setPen(QPen(tokens.colour("danger"), 1.5))
    painter.drawLine(QLine(left, y, right, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("danger"))
    painter.drawEllipse(QRectF(left - NOW_DOT / 2, y - NOW_DOT / 2, NOW_DOT, NOW_DOT))


def _cursor(board: HoursBoard, painter: QPainter, *, timed: bool) -> None:
    """Draw the ring around the spot of the keyboard."""
    spot, measures = board.spot, board.measures
    if board.current or (spot.at is not None) != timed or spot.day not in board.days():
        return
    left, right = measures.column(board.column_of(spot.day))
    if spot.at is not None:
        top, height = measures.y(minutes_of(spot.at)), measures.hour // 2
    else:
        top, height = measures.head + 1, measures.whole_days - 2
    ring = QRect(left + 2, top + 1, right - left - 3, height - 2)
    chips.draw_cursor(painter, ring, board.hasFocus())


def _landing(board: HoursBoard, painter: QPainter, *, timed: bool) -> None:
    """Draw the dragged chip where it would land, with the time it would have."""
    drag = board.drag
    if drag is None or not drag.under_way or drag.spot is None:
        return
    item = drag.slot.entry.item
    if item is None or (drag.spot.at is not None) != timed:
        return
    rect = board.landing(drag.spot, item)
    landed = replace(item, day=drag.spot.day, at=drag.spot.at)
    entry = replace(drag.slot.entry, day=landed.day, items=(landed,))
    chips.draw_chip(painter, rect, entry, board.type)
    painter.setPen(chips.ghost_pen())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect), chips.RADIUS, chips.RADIUS)


def _head(board: HoursBoard, painter: QPainter) -> None:
    measures = board.measures
    painter.fillRect(QRect(0, 0, measures.width + 1, measures.top), tokens.colour("surface"))
    landing = board.drag.spot if board.drag is not None else None
    for day in board.days():
        left, right = measures.column(board.column_of(day))
        ground = ground_of(board.book, day)
        if landing is not None and landing.day == day and landing.at is None:
            ground = tokens.colour("accent_soft")
        painter.fillRect(QRect(left, measures.head, right - left, measures.whole_days), ground)
        _day_name(board, painter, day, QRect(left + 8, 0, right - left - 14, measures.head))
        painter.setPen(QPen(tokens.colour("grid"), 1))
        painter.drawLine(QLine(left, measures.head, left, measures.top))
    painter.setPen(QPen(tokens.colour("border"), 1))
    painter.drawLine(QLine(0, measures.head, measures.width, measures.head))
    painter.drawLine(QLine(0, measures.top, measures.width, measures.top))
    for slot in board.slots:
        if slot.fixed:
            _chip(board, painter, slot)
    _cursor(board, painter, timed=False)
    _landing(board, painter, timed=False)


def _day_name(board: HoursBoard, painter: QPainter, day: dt.date, place: QRect) -> None:
    today = day == board.today
    weekend = day.weekday() > 4
    ink = tokens.colour("accent" if today else "placeholder" if weekend else "muted")
    name = show_weekday(day)
    painting.draw_text(painter, place, name, board.type.strong, ink)
    used = QFontMetrics(board.type.strong).horizontalAdvance(name) + 6
    number = str(day.day)
    size = 24
    circle = QRect(place.left() + used, place.center().y() - size // 2 + 1, size, size)
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(circle)
    ink = tokens.colour("on_accent" if today else "muted" if weekend else "text")
    painting.draw_text(painter, circle, number, board.type.strong, ink, _CENTER)
    rest = place.adjusted(used + size + 4, 0, 0, 0)
    festivals = board.book.festivals(day)
    text, ink = " · ".join(festivals), tokens.colour("danger")
    if not festivals and i18n.language().startswith("zh"):
        text, ink = lunar_label(day), tokens.colour("placeholder")
    if text and rest.width() > 16:
        painting.draw_text(painter, rest, text, board.type.small, ink, _RIGHT)

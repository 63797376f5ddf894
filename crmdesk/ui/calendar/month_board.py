"""The month: a week in each row, as many chips on a day as there is room for."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from crmdesk.core import i18n
from crmdesk.core.domain.lunar_text import lunar_label
from crmdesk.core.domain.shown_dates import SHORT_MONTHS, show_weekday
from crmdesk.core.i18n import _
from crmdesk.ui.calendar import chips
from crmdesk.ui.calendar.board import Drag, Slot, Spot
from crmdesk.ui.calendar.book import Book
from crmdesk.ui.calendar.colours import ground_of
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.spans import ONE_DAY, ONE_WEEK, within
from crmdesk.ui.kit import painting, tokens

HEAD: Final = 28
# A row is never lower, so that number and dots can be read; the month scrolls then.
LEAST_ROW: Final = 40
GAP: Final = 1
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER: Final = int(Qt.AlignmentFlag.AlignCenter)
_STEPS: Final = {
    Qt.Key.Key_Left: -ONE_DAY,
    Qt.Key.Key_Right: ONE_DAY,
    Qt.Key.Key_Up: -ONE_WEEK,
    Qt.Key.Key_Down: ONE_WEEK,
}


class MonthBoard(PointingBoard):
    """Weeks of seven days from the first to the last day of the book."""

    def __init__(self, today: dt.date) -> None:
        super().__init__(today)
        self.month = today.month
        self._dots: set[dt.date] = set()

    def show_month(self, book: Book, month: int) -> None:
        """Show a book as a month; the days of others are paler."""
        other = (self.book.span.first, self.book.span.last) != (book.span.first, book.span.last)
        self.month = month
        self.show_book(book)
        if other:
            self.show_spot()

    def minimumSizeHint(self) -> QSize:
        """Return a size at which the days can be told apart."""
        return QSize(300, 120)

    # Places

    def weeks(self) -> int:
        """Return how many rows there are."""
        return ((self.book.span.last - self.book.span.first).days + 1) // 7 or 1

    def day_head(self) -> int:
        """Return the height of the line with a day's number."""
        return QFontMetrics(self.font()).height() + 5

    def row_height(self) -> int:
        """Return the height of a week."""
        return max(LEAST_ROW, (self.viewport().height() - HEAD - 1) // self.weeks())

    def cell(self, day: dt.date) -> QRect:
        """Return a day's place, not scrolled."""
        number = (day - self.book.span.first).days
        row, column = divmod(number, 7)
        width = self.viewport().width() - 1
        left, right = column * width // 7, (column + 1) * width // 7
        height = self.row_height()
        bottom = self.viewport().height() - 1 if row == self.weeks() - 1 else 0
        top = HEAD + row * height
        return QRect(left, top, right - left, max(height, bottom - top))

    def lay_out(self) -> None:
        """Give every chip its place."""
        over = HEAD + self.weeks() * self.row_height() - self.viewport().height() + 1
        self.verticalScrollBar().setRange(0, max(0, over))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.slots, self._dots = [], set()
        day = self.book.span.first
        while day <= self.book.span.last:
            self._lay_out_day(day)
            day += ONE_DAY

    def _lay_out_day(self, day: dt.date) -> None:
        cell, step = self.cell(day), self.type.chip_height + GAP
        top = cell.top() + self.day_head()
        room = (cell.bottom() - top + GAP) // step
        if room < 1:
            self._lay_out_dots(day, cell, top)
            return
        entries = self.book.entries(day, room)
        # The words that count the rest need no ground, so a line a little too low is enough.
        rest = cell.bottom() - top + GAP - room * step
        if entries and entries[-1].more and rest >= self.type.least_height:
            longer = self.book.entries(day, room + 1)
            entries = longer if longer[-1].more else entries
        for place, entry in enumerate(entries):
            height = rest if place == room else self.type.chip_height
            rect = QRect(cell.left() + 4, top + place * step, cell.width() - 7, height)
            self.slots.append(Slot(entry, rect))

    def _lay_out_dots(self, day: dt.date, cell: QRect, top: int) -> None:
        entry = self.book.whole(day)
        if entry is not None:
            self._dots.add(day)
            rect = QRect(cell.left() + 2, top - 2, cell.width() - 4, cell.bottom() - top + 1)
            self.slots.append(Slot(entry, rect))

    def spot_at(self, point: QPoint, taken: Drag | None = None) -> Spot | None:
        """Return the day at a point; what is dragged keeps its time."""
        down = point.y() + self.verticalScrollBar().value() - HEAD
        width = self.viewport().width() - 1
        if down < 0 or point.y() < HEAD or not 0 <= point.x() < width:
            return None
        row = min(down // self.row_height(), self.weeks() - 1)
        column = ((point.x() + 1) * 7 - 1) // width
        item = taken.slot.entry.item if taken else None
        return Spot(self.book.span.first + (row * 7 + column) * ONE_DAY, item.at if item else None)

    def moved_spot(self, key: Qt.Key, start: Spot, *, fine: bool = False) -> Spot:
        """Return the spot an arrow key leads to."""
        return Spot(within(start.day + _STEPS[key]), start.at)

    def show_spot(self) -> None:
        """Scroll to the cursor."""
        cell, bar = self.cell(self.spot.day), self.verticalScrollBar()
        lowest = cell.bottom() - self.viewport().height() + 2
        bar.setValue(max(min(bar.value(), cell.top() - HEAD), lowest))

    # Painting

    def paint(self, painter: QPainter) -> None:
        """Draw the days, the chips, what is dragged, and the names of the weekdays over all."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        radius = tokens.size("card_radius")
        shape.addRoundedRect(frame, radius, radius)
        painter.fillPath(shape, tokens.colour("surface"))
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.save()
        painter.translate(0, -self.verticalScrollBar().value())
        day = self.book.span.first
        while day <= self.book.span.last:
            self._paint_day(painter, day)
            day += ONE_DAY
        for slot in self.slots:
            self._paint_chip(painter, slot)
        self._paint_landing(painter)
        painter.restore()
        self._paint_weekdays(painter)
        painter.restore()
        painter.setPen(QPen(tokens.colour("border"), 1))
        painter.drawPath(shape)

    def _paint_weekdays(self, painter: QPainter) -> None:
        painter.fillRect(QRect(0, 0, self.viewport().width(), HEAD), tokens.colour("surface"))
        for column in range(7):
            day = self.book.span.first + column * ONE_DAY
            cell = self.cell(day)
            place = QRect(cell.left() + 10, 0, cell.width() - 12, HEAD)
            ink = tokens.colour("placeholder" if day.weekday() > 4 else "muted")
            painting.draw_text(painter, place, show_weekday(day), self.type.strong, ink)
        painter.setPen(QPen(tokens.colour("border"), 1))
        painter.drawLine(0, HEAD, self.viewport().width(), HEAD)

    def _paint_day(self, painter: QPainter, day: dt.date) -> None:
        cell = self.cell(day)
        painter.fillRect(cell.adjusted(1, 1, 0, 0), self._ground(day))
        painter.setPen(QPen(tokens.colour("grid"), 1))
        painter.drawLine(cell.left(), cell.bottom() + 1, cell.right(), cell.bottom() + 1)
        if cell.left():
            painter.drawLine(cell.left(), cell.top(), cell.left(), cell.bottom())
        head = QRect(cell.left() + 4, cell.top() + 2, cell.width() - 10, self.day_head() - 3)
        used = self._paint_number(painter, head, day)
        self._paint_aside(painter, head.adjusted(used + 4, 0, 0, 0), day)
        if day == self.spot.day and self.current == "":
            chips.draw_cursor(painter, cell.adjusted(2, 2, -1, -1), self.hasFocus())

    def _ground(self, day: dt.date) -> QColor:
        """Return the colour of a day; the one where something would land stands out."""
        if self.drag is not None and self.drag.spot is not None and self.drag.spot.day == day:
            return tokens.colour("accent_soft")
        return ground_of(self.book, day)

    def _paint_number(self, painter: QPainter, head: QRect, day: dt.date) -> int:
        font = self.type.strong if day == self.today else self.font()
        text = str(day.day)
        if day.day == 1 and day != self.today:
            text = _("{day} {month}").format(day=1, month=_(SHORT_MONTHS[day.month - 1]))
        width = QFontMetrics(font).horizontalAdvance(text)
        if day == self.today:
            size = min(head.height() + 1, 24)
            circle = QRectF(head.left(), head.top() - 0.5, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawEllipse(circle)
            painting.draw_text(
                painter, circle.toRect(), text, font, tokens.colour("on_accent"), _CENTER
            )
            return size
        ink = "placeholder" if day.month != self.month else "text" if day.weekday() < 5 else "muted"
        place = head.adjusted(5, 0, 0, 0)
        painting.draw_text(painter, place, text, font, tokens.colour(ink))
        return width + 5

    def _paint_aside(self, painter: QPainter, place: QRect, day: dt.date) -> None:
        """Draw the festival beside the number, or the lunar day where it is read."""
        festivals = self.book.festivals(day)
        text, ink = " · ".join(festivals), tokens.colour("danger")
        if not festivals and i18n.language().startswith("zh"):
            text = lunar_label(day)
            first = text.endswith("月")
            ink = tokens.colour("accent" if first and day.month == self.month else "placeholder")
        if text and place.width() > 16:
            painting.draw_text(painter, place, text, self.type.small, ink, _RIGHT)

    def _paint_chip(self, painter: QPainter, slot: Slot) -> None:
        moving = self.drag is not None and self.drag.under_way and self.drag.slot is slot
        pale = moving or slot.entry.day.month != self.month
        painter.setOpacity(0.35 if moving else 0.6 if pale else 1.0)
        draw = chips.draw_dots if slot.entry.day in self._dots else chips.draw_chip
        draw(
            painter,
            slot.rect,
            slot.entry,
            self.type,
            chosen=slot.entry.key == self.current and not moving,
            hovered=self.hovered(slot),
        )
        painter.setOpacity(1.0)

    def _paint_landing(self, painter: QPainter) -> None:
        """Draw the dragged chip on the day where it would land."""
        if self.drag is None or not self.drag.under_way or self.drag.spot is None:
            return
        cell = self.cell(self.drag.spot.day)
        top = min(cell.top() + self.day_head(), cell.bottom() - self.type.chip_height)
        rect = QRect(cell.left() + 4, top, cell.width() - 7, self.type.chip_height)
        chips.draw_chip(painter, rect, self.drag.slot.entry, self.type)
        painter.setPen(chips.ghost_pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect), chips.RADIUS, chips.RADIUS)

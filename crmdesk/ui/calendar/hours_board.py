"""Week and day: columns with hours, what has no time on top."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter

from crmdesk.core.domain.calendar import CalendarItem
from crmdesk.core.domain.clock import Clock
from crmdesk.ui.calendar import hours_painting
from crmdesk.ui.calendar.board import Drag, Slot, Spot
from crmdesk.ui.calendar.book import Book, Entry, Lane, lanes
from crmdesk.ui.calendar.hours import (
    MINUTES_OF_DAY,
    Measures,
    hour_height,
    minutes_of,
    time_of,
    wanted_hours,
)
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.spans import ONE_DAY, Span, within

GAP: Final = 2
# Snapping: a click means half an hours, a chip is put down and pushed by quarters.
CLICK_STEP: Final = 30
DROP_STEP: Final = 15
LEAST_LANE: Final = 52
# The words of an hour stand across its line.
EDGE: Final = 9
LEAST_WHOLE_DAY: Final = 190
MINUTE_MS: Final = 60_000


class HoursBoard(PointingBoard):
    """One column for each day of the book."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.today())
        self.clock = clock
        self.measures = Measures(1, 1, 0, 0, 0, 60, 1)
        self._scrolled: tuple[Span, int] | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self.viewport().update)
        self._minute.start()

    def minimumSizeHint(self) -> QSize:
        """Return a size at which some hours can be seen."""
        return QSize(300, 120)

    def days(self) -> list[dt.date]:
        """Return the shown days."""
        span = self.book.span
        return [
            span.first + number * ONE_DAY for number in range((span.last - span.first).days + 1)
        ]

    def show_hours(self, book: Book) -> None:
        """Show a book, at the hours when the shop is open."""
        self.show_book(book)
        self._scroll_to_opening()

    def _scroll_to_opening(self) -> None:
        # Once for the days and the height; afterwards the user has scrolled.
        span = self.book.span
        wanted = ((span.first, span.last), self.viewport().height())
        if self._scrolled != wanted and self.book.span.items:
            self._scrolled = wanted
            first, _last = wanted_hours(self.book, self.days())
            self.verticalScrollBar().setValue(first * self.measures.hour // 60 - EDGE)

    # Places

    def lay_out(self) -> None:
        """Give every chip its place."""
        self.slots = []
        days = self.days()
        height, step = self.viewport().height(), self.type.chip_height + GAP
        head = QFontMetrics(self.font()).height() + 18
        gutter = QFontMetrics(self.type.figures).horizontalAdvance("00:00") + 16
        width = self.viewport().width() - 1
        across = max(1, (width - gutter) // LEAST_WHOLE_DAY) if len(days) == 1 else 1
        most = max(1, min(5, (height - head) // 4 // step))
        found = {day: self.book.entries(day, most * across, untimed=True) for day in days}
        lines = max((-(-len(one) // across) for one in found.values()), default=0)
        whole = max(lines, 1) * step + 8
        first, last = wanted_hours(self.book, days)
        hour = hour_height(height - head - whole, first, last)
        self.measures = Measures(width, height, gutter, head, whole, hour, len(days))
        body = MINUTES_OF_DAY * hour // 60
        self.verticalScrollBar().setRange(0, max(0, body - self.measures.room + 1))
        self.verticalScrollBar().setPageStep(self.measures.room)
        self.verticalScrollBar().setSingleStep(hour // 2)
        for column, day in enumerate(days):
            self._lay_out_whole_days(column, found[day], across)
            self._lay_out_times(column, day)
        self._scroll_to_opening()

    def _lay_out_whole_days(self, column: int, entries: list[Entry], across: int) -> None:
        left, right = self.measures.column(column)
        width, step = (right - left - 4) // across, self.type.chip_height + GAP
        for place, entry in enumerate(entries):
            line, part = divmod(place, across)
            top = self.measures.head + 4 + line * step
            rect = QRect(left + 3 + part * width, top, width - 3, self.type.chip_height)
            self.slots.append(Slot(entry, rect, fixed=True))

    def _lay_out_times(self, column: int, day: dt.date) -> None:
        items = self.book.timed(day)
        least = (self.type.chip_height + GAP) * 60 // self.measures.hour + 1
        times = []
        for item in items:
            begin = minutes_of(item.at)
            times.append((begin, begin + max(item.minutes, least)))
        left, right = self.measures.column(column)
        most = max(2, (right - left) // LEAST_LANE)
        hidden: dict[int, list[int]] = defaultdict(list)
        for place, (item, lane) in enumerate(zip(items, lanes(times), strict=True)):
            if lane.of > most and lane.number >= most - 1:
                hidden[lane.group].append(place)
            else:
                rect = self._time_rect(column, times[place], lane, most)
                self.slots.append(Slot(Entry(item.key, day, (item,)), rect))
        for group, places in hidden.items():
            begin, end = times[places[0]][0], max(times[place][1] for place in places)
            rect = self._time_rect(column, (begin, end), Lane(most - 1, most, group), most)
            rect.setHeight(min(rect.height(), self.type.chip_height))
            more = Entry(f"more-{day}-{begin}", day, (), len(places), more=True)
            self.slots.append(Slot(more, rect))

    def _time_rect(self, column: int, times: tuple[int, int], lane: Lane, most: int) -> QRect:
        left, right = self.measures.column(column)
        width = (right - left - 6) / min(lane.of, most)
        top, bottom = (self.measures.y(minutes) for minutes in times)
        return QRect(
            round(left + 3 + lane.number * width), top + 1, round(width) - 2, bottom - top - GAP
        )

    def column_of(self, day: dt.date) -> int:
        """Return the column of a day."""
        return (day - self.book.span.first).days

    def place_in_hours(self, y: int) -> bool:
        """Tell whether a height of the viewport lies in the part with the hours."""
        return y >= self.measures.top

    def spot_at(self, point: QPoint, taken: Drag | None = None) -> Spot | None:
        """Return the day and time at a point; what is dragged lands with its upper edge."""
        column = self.measures.column_at(point.x())
        if column is None or point.y() < 0:
            return None
        day = self.book.span.first + column * ONE_DAY
        if not self.place_in_hours(point.y()):
            return Spot(day)
        scroll = self.verticalScrollBar().value()
        if taken is None:
            return Spot(day, time_of(self.measures.minutes(point.y() + scroll, CLICK_STEP)))
        held = 0 if taken.slot.fixed else taken.grip
        # The middle of a quarter belongs to the nearer one.
        y = point.y() + scroll - held + self.measures.hour * DROP_STEP // 120
        return Spot(day, time_of(self.measures.minutes(y, DROP_STEP)))

    def moved_spot(self, key: Qt.Key, start: Spot, *, fine: bool = False) -> Spot:
        """Return the spot an arrow key leads to; over the first hour stands the whole day."""
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return Spot(
                within(start.day + (ONE_DAY if key == Qt.Key.Key_Right else -ONE_DAY)), start.at
            )
        step = DROP_STEP if fine else CLICK_STEP
        hours = self.book.hours(start.day)
        opens = minutes_of(hours.opens) if hours else 9 * 60
        if start.at is None:
            return start if key == Qt.Key.Key_Up else Spot(start.day, time_of(opens))
        now = minutes_of(start.at)
        if key == Qt.Key.Key_Up:
            return Spot(start.day) if now < step else Spot(start.day, time_of(now - step))
        return Spot(start.day, time_of(min(now + step, MINUTES_OF_DAY - step)))

    def show_spot(self) -> None:
        """Scroll to the cursor."""
        if self.spot.at is None:
            return
        bar, measures = self.verticalScrollBar(), self.measures
        top = minutes_of(self.spot.at) * measures.hour // 60
        bar.setValue(max(min(bar.value(), top), top + measures.hour // 2 - measures.room))

    def landing(self, spot: Spot, item: CalendarItem) -> QRect:
        """Return where something that is dragged would stand."""
        left, right = self.measures.column(self.column_of(spot.day))
        if spot.at is None:
            top = self.measures.head + 4
            return QRect(left + 3, top, right - left - 6, self.type.chip_height)
        top = self.measures.y(minutes_of(spot.at))
        height = max(item.minutes * self.measures.hour // 60, self.type.chip_height + GAP)
        return QRect(left + 3, top + 1, right - left - 6, height - GAP)

    def paint(self, painter: QPainter) -> None:
        """Draw the board."""
        hours_painting.paint(self, painter)

"""What the month and the hours have in common: days with chips, and a cursor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from crmdesk.core.domain.calendar import CalendarItem
from crmdesk.core.domain.shown_dates import show_date, show_time, show_weekday
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.calendar.book import Book, Entry
from crmdesk.ui.calendar.chips import Type, told
from crmdesk.ui.kit import theme


@dataclass(frozen=True, slots=True)
class Slot:
    """A chip in its place; a `fixed` one does not scroll."""

    entry: Entry
    rect: QRect
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the calendar: a day, with a time or for the whole day."""

    day: dt.date
    at: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Drag:
    """A chip on its way: where it was taken, how far below its edge, where it would land."""

    slot: Slot
    start: QPoint
    grip: int
    under_way: bool = False
    spot: Spot | None = None


class Board(QAbstractScrollArea):
    """Days with chips; a subclass lays them out, paints them, and tells which spot a point is."""

    cursor_moved = Signal(object)
    pointed_at = Signal(object)
    opened = Signal(object, QRect)
    create_wanted = Signal(object, object)
    move_wanted = Signal(object, object, object)
    cancel_wanted = Signal(object)
    fixed_touched = Signal(object)
    menu_wanted = Signal(object, object, QPoint)
    day_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Calendar"))
        self.today = today
        self.spot = Spot(today)
        self.book = Book.empty(today, today)
        self.current = ""
        self.slots: list[Slot] = []
        self.type = Type.of(self)
        self.drag: Drag | None = None
        self.under_pointer = ""
        theme.watcher().changed.connect(self.viewport().update)

    # For subclasses

    def lay_out(self) -> None:
        """Give every chip its place."""

    def paint(self, painter: QPainter) -> None:
        """Draw everything."""

    def spot_at(self, point: QPoint, taken: Drag | None = None) -> Spot | None:
        """Return the spot at a point of the viewport; `taken` is what would be put there."""
        return None

    def moved_spot(self, key: Qt.Key, start: Spot, *, fine: bool = False) -> Spot:
        """Return the spot an arrow key leads to; `fine` goes in small steps."""
        return start

    def show_spot(self) -> None:
        """Scroll to the cursor."""

    def end_drag(self) -> None:
        """Let go of what is dragged; it stays where it was."""

    # Showing

    def show_book(self, book: Book) -> None:
        """Show the items of the shown days."""
        self.book = book
        self._again()

    def set_spot(self, day: dt.date, at: dt.time | None = None) -> None:
        """Move the cursor."""
        if Spot(day, at) != self.spot:
            self.spot = Spot(day, at)
            self.current = ""
            self.show_spot()
            self._tell()
            self.viewport().update()

    def choose(self, key: str) -> None:
        """Make the chip with a key the current one, and its day that of the cursor."""
        self.current = key
        slot = self.slot(key)
        if slot is not None and slot.entry.day != self.spot.day:
            self.spot = Spot(slot.entry.day)
            self.pointed_at.emit(self.spot.day)
        self._tell()
        self.viewport().update()

    def slot(self, key: str) -> Slot | None:
        """Return the chip with a key."""
        return next((slot for slot in self.slots if slot.entry.key == key), None)

    def current_item(self) -> CalendarItem | None:
        """Return the item of the current chip."""
        slot = self.slot(self.current)
        return slot.entry.item if slot else None

    def place_of(self, slot: Slot) -> QRect:
        """Return where a chip is on the viewport."""
        if slot.fixed:
            return slot.rect
        return slot.rect.translated(0, -self.verticalScrollBar().value())

    def day_slots(self) -> list[Slot]:
        """Return the chips of the cursor's day in the order of the Tab key."""
        return [slot for slot in self.slots if slot.entry.day == self.spot.day]

    def open_slot(self, slot: Slot) -> None:
        """Open what a chip stands for."""
        if slot.entry.more and self.book.span.first != self.book.span.last:
            self.day_wanted.emit(slot.entry.day)
            return
        place = self.place_of(slot)
        self.opened.emit(
            slot.entry, QRect(self.viewport().mapToGlobal(place.topLeft()), place.size())
        )

    def _again(self) -> None:
        self.type = Type.of(self)
        self.lay_out()
        if self.current and self.slot(self.current) is None:
            self.current = ""
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        """Say where the cursor is to those who cannot see it."""
        slot = self.slot(self.current)
        day = f"{show_weekday(self.spot.day)} {show_date(self.spot.day)}"
        words = " ".join(part for part in (day, show_time(self.spot.at)) if part)
        if slot is not None:
            words += "\n" + told(slot.entry)
        else:
            count = sum(entry.many for entry in self.book.entries(self.spot.day, 99))
            words += "\n" + ngettext("{count} entry", "{count} entries", count).format(count=count)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(changed)

    def hovered(self, slot: Slot) -> bool:
        """Tell whether the pointer is over a chip."""
        return slot.entry.key == self.under_pointer and self.drag is None

    # The rest of Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every chip its new place."""
        super().resizeEvent(event)
        self._again()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._again()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what changed."""
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        self.paint(painter)
        painter.end()

"""The days side by side: visits moved between them, to another place, and to one of the staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crmdesk.core.domain.visit import VisitRow
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.visits.board_card import DayCard
from crmdesk.ui.visits.board_content import Shown, cells

# Narrower than this a name can hardly be read; the days then take more rows.
DAY_WIDTH: Final = 90
# A table of staff by days is worth narrower columns: broken up, nobody finds a day in it. So is
# a week in a low window, where a second row would hardly be seen.
TABLE_WIDTH: Final = 76
_GAP: Final = 6
_MOST_COLUMNS: Final = 7


class WeekBoard(QWidget):
    """Cards of days, or of staff by day; Left and Right go from card to card."""

    day_wanted = Signal(object)
    entered = Signal(object, object)
    put_wanted = Signal(object, object)
    plan_wanted = Signal(object, object)
    opened = Signal(int)
    chosen_changed = Signal()
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[DayCard] = []
        self._shown: Shown | None = None
        self._days: tuple[dt.date, ...] = ()
        self._columns = 0
        self._least = DAY_WIDTH
        # How high words are is known once the cards have their width.
        self._sharing = pause(self, 0, self._share_height)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_plan(self, shown: Shown) -> None:
        """Show days with their visits."""
        self._shown, self._days = shown, shown.days
        found = cells(shown)
        while len(self.cards) > len(found):
            card = self.cards.pop()
            removal.remove(card, layout=self._grid)
            self._columns = 0
        while len(self.cards) < len(found):
            self.cards.append(self._made_card())
            self._columns = 0
        self._arrange()
        for card, cell in zip(self.cards, found, strict=True):
            card.show_cell(cell, shown.today)
        self._share_height()

    def set_low(self, low: bool) -> None:
        """Keep the days in one row as long as possible, where there is no height for two."""
        self._least = TABLE_WIDTH if low else DAY_WIDTH
        self._arrange()

    def mark_day(self, day: dt.date, staff: str | None = None) -> None:
        """Show for which day is planned, and for whom where the staff have rows of their own."""
        for card in self.cards:
            theirs = staff in (None, card.list.staff)
            one_of_many = len(self._days) > 1 or staff is not None
            card.mark_chosen(card.list.day == day and theirs and one_of_many)

    def show_order(self, order: Sequence[int]) -> None:
        """Show the visits of the active card in another order at once, before it is stored."""
        card = self._active()
        if card is None or self._shown is None:
            return
        place = self.cards.index(card)
        known = {line.row.visit.id: line for line in card.list.lines()}
        cell = cells(self._shown)[place]
        card.list.show_cell(replace(cell, lines=tuple(known[one] for one in order)))

    def current_row(self) -> VisitRow | None:
        """Return the current visit of the card that has or had the keyboard, or None."""
        card = self._active()
        return card.list.current_row() if card else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the visits selected in that card."""
        card = self._active()
        return card.list.selected_ids() if card else []

    def shown_ids(self) -> list[int]:
        """Return the ids of all visits of that card, in their order."""
        card = self._active()
        return [line.row.visit.id for line in card.list.lines()] if card else []

    def choose(self, day: dt.date, visit_ids: Collection[int]) -> None:
        """Choose visits of a day, and give them the keyboard."""
        wanted = set(visit_ids)
        for card in self.cards:
            here = {line.row.visit.id for line in card.list.lines()}
            if card.list.day == day and wanted & here:
                self._focus(card)
                card.list.clearSelection()
                card.list.select_ids(wanted)

    def focus_day(self, day: dt.date) -> None:
        """Give the keyboard to a day."""
        card = next((card for card in self.cards if card.list.day == day), None)
        if card is not None:
            self._focus(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the days in more rows when they would be too narrow."""
        super().resizeEvent(event)
        self._arrange()
        self._sharing.start()

    def changeEvent(self, event: QEvent) -> None:
        """Look at what it is seen through, for how high the rows may be."""
        super().changeEvent(event)
        seen = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and seen is not None:
            seen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the height anew when another one is seen."""
        if event.type() == QEvent.Type.Resize:
            self._sharing.start()
        return False

    def _made_card(self) -> DayCard:
        card = DayCard()
        found = card.list
        card.day_wanted.connect(self.day_wanted)
        found.put_wanted.connect(self.put_wanted)
        found.plan_wanted.connect(self.plan_wanted)
        found.opened.connect(self.opened)
        found.neighbour_wanted.connect(lambda step: self._go_beside(card, step))
        found.day_picked.connect(self._pick_day)
        found.entered.connect(lambda: _leave_others(self.cards, card))
        found.entered.connect(lambda: self.entered.emit(found.day, found.staff))
        found.customContextMenuRequested.connect(lambda where: self._ask_menu(card, where))
        found.currentItemChanged.connect(lambda *_items: self.chosen_changed.emit())
        found.itemSelectionChanged.connect(self.chosen_changed)
        return card

    def _is_table(self) -> bool:
        """Tell whether the staff are the rows of a table whose columns are the days."""
        by_staff = self._shown is not None and self._shown.staff is not None
        return by_staff and len(self._days) > 1 and self._fit(TABLE_WIDTH) >= len(self._days)

    def _fit(self, width: int) -> int:
        return max(1, (self.width() + _GAP) // (width + _GAP))

    def _arrange(self) -> None:
        count = len(self.cards)
        fit = min(self._fit(self._least), max(count, 1))
        columns = (
            len(self._days)
            if self._is_table()
            else next(
                (many for many in (7, 6, 5, 4, 3, 2) if many <= fit and _even(count, many)), 1
            )
        )
        if columns == self._columns or not count:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
            # In a table the days stand over the first row alone.
            card.set_titled(not self._is_table() or place < columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._share_height()

    def _share_height(self) -> None:
        """Give all rows the same height; one grows when its visits need more, while there is any.

        So no place moves away under a hand that drops one visit after the other.
        """
        many = max(self._columns, 1)
        rows = [self.cards[at : at + many] for at in range(0, len(self.cards), many)]
        wishes = [max(card.wished_height() for card in row) for row in rows]
        seen = self.parentWidget()
        room = (seen.height() if seen else self.height()) - _GAP * (len(rows) - 1)
        heights = shared(wishes, room)
        for place in range(max(self._grid.rowCount(), len(rows))):
            used = place < len(rows)
            self._grid.setRowStretch(place, int(used))
            self._grid.setRowMinimumHeight(place, heights[place] if used else 0)

    def _active(self) -> DayCard | None:
        for card in self.cards:
            if card.list.hasFocus():
                return card
        return next((card for card in self.cards if card.list.selectedItems()), None)

    def _go_beside(self, card: DayCard, step: int) -> None:
        place = self.cards.index(card) + step
        if 0 <= place < len(self.cards):
            card.list.clearSelection()
            self._focus(self.cards[place])

    def _pick_day(self, number: int) -> None:
        if number < len(self._days):
            self.focus_day(self._days[number])

    def _focus(self, card: DayCard) -> None:
        _leave_others(self.cards, card)
        card.list.setFocus()
        # Qt makes the first one current, but does not select it.
        if card.list.count() and not card.list.selectedItems():
            card.list.setCurrentRow(max(card.list.currentRow(), 0))
            card.list.currentItem().setSelected(True)

    def _ask_menu(self, card: DayCard, where: QPoint) -> None:
        self._focus(card)
        self.menu_requested.emit(card.list.selected_ids(), card.list.mapToGlobal(where))


def _leave_others(cards: Sequence[DayCard], card: DayCard) -> None:
    """Choose nothing elsewhere: what is marked is what the tools act on."""
    for other in cards:
        if other is not card:
            other.list.clearSelection()
            other.list.setCurrentIndex(QModelIndex())


def shared(wishes: Sequence[int], room: int) -> list[int]:
    """Return heights for rows: an equal share for each, more for those that others leave some."""
    heights = [0] * len(wishes)
    left = room
    for done, place in enumerate(sorted(range(len(wishes)), key=wishes.__getitem__)):
        heights[place] = min(wishes[place], max(left, 0) // (len(wishes) - done))
        left -= heights[place]
    return heights


def _even(count: int, columns: int) -> bool:
    """Tell whether cards in so many columns leave no row nearly empty."""
    return count <= columns or count % columns in (0, *range((columns + 1) // 2, columns))

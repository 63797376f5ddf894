"""The week at a glance: seven days side by side, visits moved between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, VisitRow
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain, tokens
from crmdesk.ui.kit.actions import button
from crmdesk.ui.visits.day_model import MIME, TONES, packed, unpacked
from crmdesk.ui.visits.planning import day_name, day_near

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
MARKS: Final = {DONE: "✓", MISSED: "✕", MOVED: "→"}
# Narrower than this a name can hardly be read; the week then takes two rows.
DAY_WIDTH: Final = 118


class VisitList(QListWidget):
    """The visits of one day of the week; visits of other days can be dropped on it."""

    visits_dropped = Signal(object, object)
    neighbour_wanted = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.min
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.itemActivated.connect(self._open)

    def show_visits(self, day: dt.date, rows: Sequence[VisitRow]) -> None:
        """Show the visits of a day in their order."""
        chosen, current = set(self.selected_ids()), self.current_row()
        same_day = day == self.day
        self.day = day
        self.clear()
        for row in rows:
            item = self._item(row)
            self.addItem(item)
            if same_day and row.visit.id in chosen:
                item.setSelected(True)
            if same_day and current is not None and row.visit.id == current.visit.id:
                self.setCurrentItem(item)

    def current_row(self) -> VisitRow | None:
        """Return the current visit, or None."""
        found = self.currentItem().data(ROW_ROLE) if self.currentRow() >= 0 else None
        return found if isinstance(found, VisitRow) else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected visits in their order."""
        items = sorted(self.selectedItems(), key=self.row)
        return [item.data(ROW_ROLE).visit.id for item in items]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the day beside with Left and Right."""
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(int(event.key()))
        if step is not None and not event.modifiers():
            self.neighbour_wanted.emit(step)
            return
        super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the ids of the selected visits; nothing is removed here."""
        data = QMimeData()
        data.setData(MIME, packed(self.selected_ids()))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take visits of other days."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take visits of other days."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which visits are wanted on this day."""
        ids = unpacked(event.mimeData())
        if ids and event.source() is not self:
            event.acceptProposedAction()
            self.visits_dropped.emit(ids, self.day)

    def _judge(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME) and event.source() is not self:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _item(self, row: VisitRow) -> QListWidgetItem:
        visit = row.visit
        parts = (MARKS.get(visit.status, ""), show_time(visit.at), plain.one_line(row.customer))
        item = QListWidgetItem(" ".join(part for part in parts if part))
        item.setData(ROW_ROLE, row)
        lines = (row.customer, row.phone, row.address, visit.purpose, visit.staff)
        item.setToolTip(plain.tip("\n".join(line for line in lines if line)))
        item.setSizeHint(QSize(10, 28))
        tone = TONES[visit.status]
        if visit.status in MARKS:
            item.setForeground(tokens.ink(tone))
        if visit.status == MOVED:
            font = QFont(self.font())
            font.setStrikeOut(True)
            item.setFont(font)
        return item

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(ROW_ROLE).visit.id)


class DayCard(QFrame):
    """One day of the week: its name, its count and its visits."""

    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMinimumSize(80, 110)
        self._title = button("", self._ask_day, kind="link")
        self._count = plain.label("", "hint")
        self.list = VisitList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 4, 6)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)

    def show_day(self, day: dt.date, today: dt.date, rows: Sequence[VisitRow]) -> None:
        """Show a day."""
        self._title.setText(day_name(day, today))
        self._title.setToolTip(plain.tip(_("Open this day")))
        count = sum(row.visit.status != MOVED for row in rows)
        words = ngettext("{count} visit", "{count} visits", count).format(count=count)
        if day == today:
            words = _("{day} · {count}").format(day=day_near(day, today), count=words)
        self._count.setText(words if count or day == today else _("no visits"))
        self.list.show_visits(day, rows)
        self.list.setAccessibleName(day_name(day, today))

    def _ask_day(self) -> None:
        self.day_wanted.emit(self.list.day)


class WeekBoard(QWidget):
    """Seven day cards; Left and Right go from day to day."""

    day_wanted = Signal(object)
    move_wanted = Signal(object, object)
    opened = Signal(int)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [DayCard() for _day in range(7)]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for card in self.cards:
            card.day_wanted.connect(self.day_wanted)
            card.list.visits_dropped.connect(self.move_wanted)
            card.list.opened.connect(self.opened)
            card.list.neighbour_wanted.connect(lambda step, card=card: self._go_beside(card, step))
            card.list.customContextMenuRequested.connect(
                lambda where, card=card: self._ask_menu(card, where)
            )
        self._arrange(2)

    def show_week(self, days: Sequence[dt.date], today: dt.date, rows: Sequence[VisitRow]) -> None:
        """Show the visits of seven days."""
        for card, day in zip(self.cards, days, strict=True):
            card.show_day(day, today, [row for row in rows if row.visit.on == day])

    def current_row(self) -> VisitRow | None:
        """Return the current visit of the day that has or had the keyboard, or None."""
        card = self._active()
        return card.list.current_row() if card else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the visits selected in that day."""
        card = self._active()
        return card.list.selected_ids() if card else []

    def focus_day(self, day: dt.date) -> None:
        """Give the keyboard to a day."""
        for card in self.cards:
            if card.list.day == day:
                self._focus(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the days in two rows when they would be too narrow."""
        super().resizeEvent(event)
        width = event.size().width()
        self._arrange(next((many for many in (7, 4) if width >= many * DAY_WIDTH), 2))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(7):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

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

    def _focus(self, card: DayCard) -> None:
        for other in self.cards:
            if other is not card:
                other.list.clearSelection()
                other.list.setCurrentIndex(QModelIndex())
        card.list.setFocus()
        if card.list.currentRow() < 0 and card.list.count():
            card.list.setCurrentRow(0)

    def _ask_menu(self, card: DayCard, where: QPoint) -> None:
        self._focus(card)
        self.menu_requested.emit(card.list.selected_ids(), card.list.mapToGlobal(where))

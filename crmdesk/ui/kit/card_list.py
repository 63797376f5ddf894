"""A list of two-line cards, with headings between groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from crmdesk.ui.kit.card_delegate import CardDelegate
from crmdesk.ui.kit.cards import CardItem as CardItem
from crmdesk.ui.kit.cards import CardModel, Index
from crmdesk.ui.kit.empty_state import Choice, EmptyState
from crmdesk.ui.kit.key_press import ENTER


class CardList(QListView):
    """Cards to move through with the keyboard; Enter, or a click, chooses one.

    `copy_wanted` comes with the card whose copy sign was clicked.
    """

    chosen = Signal(object)
    copy_wanted = Signal(object)
    current_changed = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None, *, click_chooses: bool = True) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self._quiet = False
        self._empty = EmptyState(parent=self)
        self._empty.cover(self.viewport())
        self._empty.hide()
        self.setModel(self.cards)
        self._painter = CardDelegate(self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        (self.clicked if click_chooses else self.doubleClicked).connect(self._choose)

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other cards; the current one stays current where it is still there."""
        before = self.current()
        scrolled = self.verticalScrollBar().value()
        self._quiet = True
        self.cards.set_items(items)
        kept = before is not None and self.select_id(before.id, scroll=False)
        self._quiet = False
        if kept:
            self.verticalScrollBar().setValue(scrolled)
        elif before is not None:
            self.current_changed.emit(None)
        self._empty.setVisible(not items and bool(self._empty.text()))

    def refill(self, items: Sequence[CardItem]) -> None:
        """Show other cards; where the current one went, the one in its place is current."""
        place = max(self.currentIndex().row(), 0)
        self.set_items(items)
        if items and self.current() is None:
            self.select_id(items[min(place, len(items) - 1)].id, scroll=False)

    def items(self) -> tuple[CardItem, ...]:
        """Return the cards and headings."""
        return self.cards.items

    def content_height(self, most: int = 1000) -> int:
        """Return how high all cards are together; nobody counts on beyond `most`."""
        height = 2 * self.frameWidth()
        for row in range(len(self.cards.items)):
            height += self.sizeHintForRow(row)
            if height > most:
                break
        return height

    def current(self) -> CardItem | None:
        """Return the current card."""
        index = self.currentIndex()
        return self.cards.items[index.row()] if index.isValid() else None

    def select_id(self, item_id: int | str | None, *, scroll: bool = True) -> bool:
        """Make a card the current one, and return whether it is in the list."""
        for row, item in enumerate(self.cards.items):
            if item.id == item_id and not item.heading:
                self.setCurrentIndex(self.cards.index(row))
                if scroll:
                    self.scrollTo(self.cards.index(row))
                return True
        return False

    def set_empty(
        self, icon: str, text: str, buttons: Sequence[Choice] = (), hint: str = ""
    ) -> None:
        """Say what is shown when there are no cards."""
        self._empty.set_content(icon, text, buttons, hint)
        self._empty.setVisible(not self.cards.items and bool(text))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card is the current one."""
        super().currentChanged(current, previous)
        if not self._quiet:
            self.current_changed.emit(self.current() if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter; everything else as usual."""
        if event.key() in ENTER:
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Copy with a click on the copy sign; everything else as usual."""
        card = self._copied_at(event.position().toPoint())
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.copy_wanted.emit(card)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a card, unless its copy sign was clicked."""
        if self._copied_at(event.position().toPoint()) is None:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose a card, unless its copy sign was clicked twice."""
        if self._copied_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over the copy sign."""
        over = self._copied_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def _copied_at(self, where: QPoint) -> CardItem | None:
        index = self.indexAt(where)
        if not index.isValid():
            return None
        item = self.cards.items[index.row()]
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        # A little larger than it looks: a small sign is hard to hit.
        place = self._painter.copy_place(option, item)
        return item if place.adjusted(-4, -6, 4, 6).contains(where) and item.copies else None

    def _choose(self, index: QModelIndex) -> None:
        item = self.cards.items[index.row()] if index.isValid() else None
        if item is not None and not item.heading:
            self.chosen.emit(item)

    def _ask_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid() and not self.cards.items[index.row()].heading:
            item = self.cards.items[index.row()]
            self.menu_requested.emit(item, self.viewport().mapToGlobal(where))

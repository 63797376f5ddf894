"""A list of two-line cards, with headings between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from crmdesk.ui.kit import icons, painting, plain, tokens
from crmdesk.ui.kit.columns import Span
from crmdesk.ui.kit.empty_state import Choice, EmptyState

Index = QModelIndex | QPersistentModelIndex

ITEM_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 11
_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class CardItem:
    """One card, or a heading of a group.

    `spans` mark characters of the title, `subtitle_spans` those of the subtitle; `payload` is
    whatever the screen wants back.
    """

    id: int | str | None
    title: str
    subtitle: str = ""
    right: str = ""
    right_tone: str = "muted"
    pill: str = ""
    tone: str = "neutral"
    icon: str | None = None
    icon_tone: str = "muted"
    spans: tuple[Span, ...] = ()
    subtitle_spans: tuple[Span, ...] = ()
    heading: bool = False
    payload: Any = None


class CardModel(QAbstractListModel):
    """Holds the cards of one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CardItem, ...] = ()

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of cards and headings."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that cards can be chosen and headings cannot."""
        if not index.isValid() or self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a card's words, or the card itself."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        words = [item.title, item.subtitle, item.pill, item.right]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain.one_line(item.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(plain.one_line(w) for w in words if w)
        if role == Qt.ItemDataRole.ToolTipRole and not item.heading:
            return plain.tip("\n".join(w for w in words if w))
        return None


class CardDelegate(QStyledItemDelegate):
    """Draws a card: icon, title, badge, a text at the right, and a quiet second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines, of one line, or of a heading."""
        item: CardItem = index.data(ITEM_ROLE)
        line = option.fontMetrics.height()
        if item.heading:
            return QSize(80, line + (22 if index.row() else 14))
        return QSize(80, 2 * line + 18 if item.subtitle else line + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        item: CardItem = index.data(ITEM_ROLE)
        if item.heading:
            self._heading(painter, option, item)
            return
        box = option.rect.adjusted(4, 1, -4, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
            painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.draw_focus(painter, box)
        inner = box.adjusted(10, 7, -10, -7)
        if item.icon:
            painter.drawPixmap(inner.left(), inner.top(), self._picture(painter, item))
            inner.setLeft(inner.left() + 30)
        self._lines(painter, option, item, inner)

    def _picture(self, painter: QPainter, item: CardItem) -> Any:
        ratio = painter.device().devicePixelRatioF()
        return icons.pixmap(item.icon or "", 20, item.icon_tone, ratio)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, item: CardItem) -> None:
        rect = option.rect.adjusted(14, 0, -14, -4)
        font = QFont(option.font)
        font.setPointSizeF(tokens.current().points["caption"])
        font.setWeight(QFont.Weight.DemiBold)
        height = QFontMetrics(font).height()
        line = QRect(rect.left(), rect.bottom() - height, rect.width(), height)
        tone = "muted" if item.tone == "neutral" else item.tone
        if item.right:
            width = QFontMetrics(font).horizontalAdvance(item.right) + 8
            side = QRect(line.right() - width, line.top(), width, height)
            align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painting.draw_text(painter, side, item.right, font, tokens.ink("muted"), align)
            line.setRight(side.left() - 8)
        painting.draw_text(painter, line, item.title, font, tokens.ink(tone))

    def _lines(
        self, painter: QPainter, option: QStyleOptionViewItem, item: CardItem, inner: QRect
    ) -> None:
        height = option.fontMetrics.height()
        first = QRect(inner.left(), inner.top(), inner.width(), height)
        if item.right:
            right = plain.one_line(item.right)
            width = min(option.fontMetrics.horizontalAdvance(right) + 2, inner.width() // 2)
            side = QRect(first.right() - width, first.top(), width + 1, height)
            align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            ink = tokens.ink(item.right_tone)
            painting.draw_text(painter, side, right, option.font, ink, align)
            first.setRight(side.left() - 10)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        title = plain.one_line(item.title)
        if item.pill:
            wanted = painting.pill_width(item.pill, option.font)
            room = first.width() - wanted - 8
            used = min(QFontMetrics(bold).horizontalAdvance(title) + 2, max(room, 40))
            place = QRect(first.left() + used + 8, first.top(), wanted, height)
            painting.draw_pill(painter, place, item.pill, item.tone, option.font)
            first.setWidth(used)
        ink = tokens.colour("text")
        self._words(painter, first, title, item.spans, bold, ink)
        if item.subtitle:
            second = QRect(inner.left(), inner.bottom() - height + 1, inner.width(), height)
            words = plain.one_line(item.subtitle)
            quiet = tokens.ink("muted")
            self._words(painter, second, words, item.subtitle_spans, option.font, quiet)

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        spans: Sequence[Span],
        font: QFont,
        colour: Any,
    ) -> None:
        if spans:
            painting.draw_marked(painter, rect, text, spans, font, colour)
        else:
            painting.draw_text(painter, rect, text, font, colour)


class CardList(QListView):
    """Cards to move through with the keyboard; Enter, or a click, chooses one."""

    chosen = Signal(object)
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
        self.setItemDelegate(CardDelegate(self))
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

    def items(self) -> tuple[CardItem, ...]:
        """Return the cards and headings."""
        return self.cards.items

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

    def select_first(self) -> bool:
        """Make the first card the current one, and return whether there is one."""
        first = next((i for i in self.cards.items if not i.heading), None)
        return first is not None and self.select_id(first.id)

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        item = self.cards.items[index.row()] if index.isValid() else None
        if item is not None and not item.heading:
            self.chosen.emit(item)

    def _ask_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid() and not self.cards.items[index.row()].heading:
            item = self.cards.items[index.row()]
            self.menu_requested.emit(item, self.viewport().mapToGlobal(where))

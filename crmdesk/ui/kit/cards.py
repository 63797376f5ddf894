"""Cards as data: two lines with a badge, and headings between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.ui.kit import plain
from crmdesk.ui.kit.columns import Span

Index = QModelIndex | QPersistentModelIndex

ITEM_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 11
_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class CardItem:
    """One card, or a heading of a group.

    `spans` mark characters of the title, `subtitle_spans` those of the subtitle; `copies` is what
    a click on the copy sign behind the title gives; `payload` is whatever the screen wants back.
    A `dim` card waits for something else and stands back.
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
    copies: str = ""
    dim: bool = False
    payload: Any = None


class CardModel(QAbstractListModel):
    """Holds the cards of one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CardItem, ...] = ()
        # Whether cards can be dragged out; the list says what is carried.
        self.drags = False

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
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        return usual | flag.ItemIsDragEnabled if self.drags else usual

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

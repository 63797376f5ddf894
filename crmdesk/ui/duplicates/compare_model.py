"""The comparison as a table: a row for each field, a column for the result and for each member."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.i18n import _
from crmdesk.ui.duplicates.choosing import ATTACHED, PART, SEEN, Choosing
from crmdesk.ui.kit import plain

Index = QModelIndex | QPersistentModelIndex
# How a cell is drawn: `result`, `chosen`, `open` (can be chosen), `out` (takes no part) or `plain`.
STATE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 21
RESULT: Final = 0
_NO_PARENT: Final = QModelIndex()


class CompareModel(QAbstractTableModel):
    """Shows a Choosing; the first column is what the customer becomes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choosing: Choosing | None = None
        self.keys: list[str] = []
        self.all_fields = False

    def show_choosing(self, choosing: Choosing | None) -> None:
        """Show another comparison."""
        self.beginResetModel()
        self.choosing = choosing
        self.keys = self._keys()
        self.endResetModel()

    def show_all(self, on: bool) -> None:
        """Show the fields that are equal, too."""
        self.beginResetModel()
        self.all_fields = on
        self.keys = self._keys()
        self.endResetModel()

    def equal_count(self) -> int:
        """Return how many fields are the same for all members."""
        if self.choosing is None:
            return 0
        return sum(not self.choosing.differs(key) for key in self.choosing.fields())

    def use(self, index: Index) -> bool:
        """Choose the value of a cell, or let its member take part or not; tell whether it did."""
        choosing = self.choosing
        if choosing is None or not index.isValid() or index.column() == RESULT:
            return False
        key, place = self.keys[index.row()], index.column() - 1
        if key == PART:
            choosing.toggle_part(place)
            # A field may differ no longer, or again, but the rows stay under the user's hand.
            self._changed(0, len(self.keys) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, RESULT, RESULT)
            return True
        if key in (ATTACHED, SEEN) or not choosing.can_choose(place, key):
            return False
        choosing.choose(place, key)
        self._changed(index.row(), index.row())
        return True

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many fields are shown."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of members and one for the result."""
        if parent.isValid() or self.choosing is None:
            return 0
        return len(self.choosing.members) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a member or of a field."""
        if self.choosing is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            known = role == Qt.ItemDataRole.DisplayRole and section < len(self.keys)
            return plain.one_line(self.choosing.label(self.keys[section])) if known else None
        if section == RESULT:
            number = self.choosing.members[self.choosing.leader].id
            text = _("Becomes No. {number}").format(number=number)
        else:
            member = self.choosing.members[section - 1]
            text = _("{name} · No. {number}").format(
                name=plain.one_line(member.name), number=member.id
            )
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return plain.tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or how it is drawn."""
        if self.choosing is None or not index.isValid():
            return None
        if role == STATE_ROLE:
            return self._state(index)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        text = self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole and self._state(index) == "chosen":
            return _("{text}, chosen").format(text=text)
        return text

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every cell can be reached."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable if index.isValid() else flag.NoItemFlags

    def _text(self, index: Index) -> str:
        assert self.choosing is not None
        key = self.keys[index.row()]
        if key == PART:
            if index.column() == RESULT:
                return ""
            return _("Yes") if index.column() - 1 in self.choosing.part else _("No")
        if index.column() == RESULT:
            return self.choosing.result_text(key)
        return self.choosing.text(index.column() - 1, key)

    def _state(self, index: Index) -> str:
        assert self.choosing is not None
        key, place = self.keys[index.row()], index.column() - 1
        if index.column() == RESULT:
            return "result"
        if key == PART:
            return "chosen" if place in self.choosing.part else "open"
        if place not in self.choosing.part:
            return "out"
        if key in (ATTACHED, SEEN) or not self.choosing.can_choose(place, key):
            return "plain"
        return "chosen" if self.choosing.is_chosen(place, key) else "open"

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _keys(self) -> list[str]:
        choosing = self.choosing
        if choosing is None:
            return []
        fields = choosing.fields()
        differing = [key for key in fields if choosing.differs(key)]
        equal = [key for key in fields if key not in differing] if self.all_fields else []
        part = [PART] if len(choosing.members) > 2 else []
        told = [key for key in (SEEN, ATTACHED) if choosing.result_text(key)]
        return [*part, *differing, *told, *equal]

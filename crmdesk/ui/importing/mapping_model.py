"""The columns of a list with the fields they go to, as the table reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QWidget,
)

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, tokens

if TYPE_CHECKING:
    from crmdesk.core.importing.mapping import ColumnMapping


HEADER, SAMPLES, FIELD = range(3)
ASKED_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class MappingModel(QAbstractTableModel):
    """The columns of a list with their examples and their fields."""

    field_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mappings: tuple[ColumnMapping, ...] = ()
        self.catalogue: Catalogue = BUILT_IN
        self._asked: frozenset[int] = frozenset()

    def show_mappings(
        self, mappings: Sequence[ColumnMapping], catalogue: Catalogue = BUILT_IN
    ) -> None:
        """Show these columns, without a jump when they are the same ones as before."""
        self.catalogue = catalogue
        same = [(m.index, m.header) for m in mappings] == [
            (m.index, m.header) for m in self.mappings
        ]
        if same and self.mappings:
            self.mappings = tuple(mappings)
            last = self.index(len(self.mappings) - 1, FIELD)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.mappings = tuple(mappings)
        self.endResetModel()

    def mark_asked(self, columns: Iterable[int]) -> None:
        """Mark the columns about which there is a question."""
        self._asked = frozenset(columns)
        if self.mappings:
            last = self.index(len(self.mappings) - 1, FIELD)
            self.dataChanged.emit(self.index(0, FIELD), last)

    def row_of(self, column: int) -> int:
        """Return the line of a column of the list, -1 where there is none."""
        return next((row for row, one in enumerate(self.mappings) if one.index == column), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns of the list."""
        return 0 if parent.isValid() else len(self.mappings)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return header, examples and field."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what stands above the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Column of the list"), _("Examples"), _("Goes to"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that the field can be changed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line."""
        if not index.isValid():
            return None
        one = self.mappings[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return one.field or ""
        if role == ASKED_ROLE:
            return one.index in self._asked
        if role == Qt.ItemDataRole.ForegroundRole:
            pale = one.field is None or index.column() == SAMPLES
            return (
                tokens.ink("warning" if one.ask and one.field is None else "muted")
                if pale
                else None
            )
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        samples = " · ".join(plain.one_line(sample) for sample in one.samples)
        becomes = self._becomes(one)
        text = (plain.one_line(one.header), samples, becomes)[index.column()]
        return text if role == Qt.ItemDataRole.DisplayRole else plain.tip(_tip(one, text))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell which field is wanted; the model changes when the answer comes back."""
        one = self.mappings[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == (one.field or ""):
            return False
        self.field_wanted.emit(one.index, str(value))
        return True

    def _becomes(self, one: ColumnMapping) -> str:
        if one.field is not None:
            field = self.catalogue.by_key.get(one.field)
            return plain.one_line(field.show()) if field else one.field
        return _("Left out: private") if one.ask else _("Left out")


def _tip(one: ColumnMapping, text: str) -> str:
    if one.ask:
        return _(
            "Numbers like these can harm their owner. They are left out unless you choose a field."
        )
    if one.reason == "values":
        return _("{text} (guessed from the values)").format(text=text)
    return text

"""The first rows of a sheet as they are, with the row of headers marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from crmdesk.core.i18n import _
from crmdesk.core.importing.value_guess import show_cell
from crmdesk.ui.kit import plain, tokens

if TYPE_CHECKING:
    from crmdesk.core.services.importing import ImportSetup

ROWS_SHOWN: Final = 200
COLUMNS_SHOWN: Final = 200
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class SheetModel(QAbstractTableModel):
    """The first rows of the chosen sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup: ImportSetup | None = None
        self._width = 0

    def show_setup(self, setup: ImportSetup) -> None:
        """Show a sheet and mark its headers."""
        self.beginResetModel()
        self._setup = setup
        rows = setup.sheet.rows[:ROWS_SHOWN]
        self._width = min(max(map(len, rows), default=0), COLUMNS_SHOWN)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        if parent.isValid() or self._setup is None:
            return 0
        return min(len(self._setup.sheet.rows), ROWS_SHOWN)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the number of a row as in the file, or of a column."""
        if role == Qt.ItemDataRole.DisplayRole and self._setup is not None:
            first = self._setup.sheet.first_row if orientation == Qt.Orientation.Vertical else 1
            return str(section + first)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell; headers are bold, rows above them pale."""
        if self._setup is None or not index.isValid():
            return None
        header = self._setup.header_index
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self._setup.sheet.rows[index.row()]
            text = (
                plain.one_line(show_cell(row[index.column()])) if index.column() < len(row) else ""
            )
            return text if role == Qt.ItemDataRole.DisplayRole else plain.tip(text)
        if index.row() == header:
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            if role == Qt.ItemDataRole.BackgroundRole:
                return tokens.soft("accent")
        if header is not None and index.row() < header:
            if role == Qt.ItemDataRole.ForegroundRole:
                return tokens.ink("muted")
        return None


class SheetPreview(QTableView):
    """Shows the rows; a click or Enter on another row makes it the headers."""

    header_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setProperty("kind", "boxed")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(_("The rows of the file"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setDefaultSectionSize(116)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(26)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda index: self.header_wanted.emit(index.row()))

    def show_setup(self, setup: ImportSetup) -> None:
        """Show a sheet; the row of headers is the current one."""
        self.sheet.show_setup(setup)
        if setup.header_index is not None and setup.header_index < ROWS_SHOWN:
            index = self.sheet.index(setup.header_index, 0)
            self.setCurrentIndex(index)
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the current row the headers with Enter or Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers() and self.currentIndex().isValid():
            self.header_wanted.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

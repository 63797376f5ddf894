"""The first rows of a sheet as they are, with the row of headers marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from crmdesk.core.i18n import _
from crmdesk.core.importing.value_guess import show_cell
from crmdesk.ui.kit import plain, tokens
from crmdesk.ui.kit.key_press import ENTER

if TYPE_CHECKING:
    from crmdesk.core.importing.setup import ImportSetup
    from crmdesk.core.importing.sheet import Sheet

ROWS_SHOWN: Final = 200
COLUMNS_SHOWN: Final = 200
JOINED: Final = 500
FITTED: Final = 60
MEASURED: Final = 25
NARROWEST: Final = 70
WIDEST: Final = 180
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class SheetModel(QAbstractTableModel):
    """The first rows of the chosen sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup: ImportSetup | None = None
        self._width = 0
        self._errors: dict[tuple[int, int], str] = {}
        self._hidden: frozenset[int] = frozenset()

    def show_setup(self, setup: ImportSetup) -> None:
        """Show a sheet and mark its headers, without a jump when it is the same sheet."""
        before = self._setup
        if before is not None and before.sheet is setup.sheet:
            self._setup = setup
            last = self.index(self.rowCount() - 1, self._width - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._setup = setup
        rows = setup.sheet.rows[:ROWS_SHOWN]
        self._width = min(max(map(len, rows), default=0), COLUMNS_SHOWN)
        self._errors = {(one.row, one.column): one.text for one in setup.sheet.errors}
        self._hidden = frozenset(setup.sheet.hidden_rows)
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
        """Return what stands in a cell; headers are bold, rows that are not read are pale."""
        setup = self._setup
        if setup is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(setup, index)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self._text(setup, index)
            address = setup.sheet.address(index.row(), index.column())
            words = _("{place}: {words}").format(place=address, words=text)
            return plain.tip(words if text else address)
        if self._is_header(setup, index.row()):
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            if role == Qt.ItemDataRole.BackgroundRole:
                return tokens.soft("accent")
        if role == Qt.ItemDataRole.ForegroundRole:
            if (index.row(), index.column()) in self._errors:
                return tokens.ink("danger")
            return tokens.ink("muted") if self._is_pale(setup, index.row()) else None
        return None

    def _text(self, setup: ImportSetup, index: Index) -> str:
        row = setup.sheet.rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else None
        if cell is None:
            return plain.one_line(self._errors.get((index.row(), index.column()), ""))
        return plain.one_line(show_cell(cell))

    def _is_header(self, setup: ImportSetup, row: int) -> bool:
        first = setup.header_index
        return first is not None and first <= row < first + setup.header_height

    def _is_pale(self, setup: ImportSetup, row: int) -> bool:
        above = setup.header_index is not None and row < setup.header_index
        return above or (row in self._hidden and not setup.take_hidden)


class SheetPreview(QTableView):
    """Shows the rows; a click or Enter on another row makes it the headers."""

    header_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self._shown: Sheet | None = None
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
        other = self._shown is not setup.sheet
        self._shown = setup.sheet
        self.sheet.show_setup(setup)
        if other:
            self._join(setup)
            self._fit()
        if setup.header_index is not None and setup.header_index < ROWS_SHOWN:
            index = self.sheet.index(setup.header_index, 0)
            self.setCurrentIndex(index)
            self.clearSelection()

    def _join(self, setup: ImportSetup) -> None:
        """Show merged cells as one, as the file does."""
        self.clearSpans()
        width = self.sheet.columnCount()
        for area in setup.sheet.merged[:JOINED]:
            rows = min(area.bottom, self.sheet.rowCount() - 1) - area.top + 1
            columns = min(area.right, width - 1) - area.left + 1
            if rows > 0 and columns > 0 and rows * columns > 1:
                self.setSpan(area.top, area.left, rows, columns)

    def _fit(self) -> None:
        """Make columns as wide as the first cells in them, within reason."""
        model, metrics = self.sheet, self.fontMetrics()
        rows = range(min(model.rowCount(), MEASURED))
        for column in range(min(model.columnCount(), FITTED)):
            single = (row for row in rows if self.columnSpan(row, column) == 1)
            texts = (str(model.index(row, column).data() or "") for row in single)
            width = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            self.setColumnWidth(column, max(NARROWEST, min(width + 22, WIDEST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the current row the headers with Enter or Space."""
        keys = (*ENTER, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers() and self.currentIndex().isValid():
            self.header_wanted.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

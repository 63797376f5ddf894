"""The table on screen: any number of rows, columns as the user likes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from crmdesk.ui.kit import tokens
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.delegates import CellDelegate
from crmdesk.ui.kit.empty_state import Choice, EmptyState
from crmdesk.ui.kit.key_press import ENTER
from crmdesk.ui.kit.model_answers import Index
from crmdesk.ui.kit.table_header import RowsHeader
from crmdesk.ui.kit.table_model import RowsModel

# A longer selection is not restored row by row after a new query.
KEPT_SELECTION = 1000


class RowsView(QTableView):
    """Shows a RowsModel; remembers chosen, moved and resized columns as a plain dict."""

    current_id = Signal(object)
    activated_id = Signal(object)
    selection_changed = Signal(int)
    menu_requested = Signal(object, QPoint)
    columns_changed = Signal()

    def __init__(self, model: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._kept: tuple[list[int], int | None, int] = ([], None, 0)
        self._restoring = False
        self._empty = EmptyState(parent=self)
        self._empty.cover(self.viewport())
        self._empty.hide()
        self._look()
        self._header = RowsHeader(model.columns, self)
        self._header.columns_changed.connect(self.columns_changed)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self._header.begin()
        # This also keeps a click on a header from selecting every row of the column.
        self.setSortingEnabled(True)
        self.doubleClicked.connect(self._activate)
        self.customContextMenuRequested.connect(self._ask_menu)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._bring_back)
        model.rowsInserted.connect(lambda *_args: self._show_empty())

    def _look(self) -> None:
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(tokens.size("row_height"))

    # What is chosen

    def current(self) -> int | None:
        """Return the id of the current row."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows in display order."""
        ids = self.rows.ids()
        found: list[int] = []
        for top, bottom in self._selected_ranges():
            found.extend(ids[top : bottom + 1])
        return found

    def selected_count(self) -> int:
        """Return how many rows are selected."""
        return sum(bottom - top + 1 for top, bottom in self._selected_ranges())

    def select_id(self, row_id: int | None, *, scroll: bool = True) -> bool:
        """Make the row with this id the current one, and return whether it is in the list."""
        row = -1 if row_id is None else self.rows.row_of(row_id)
        if row < 0:
            return False
        index = self.rows.index(row, self._first_column())
        # Not setCurrentIndex of the view: a Ctrl key still held down would add to the selection.
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        if scroll:
            self.scrollTo(index)
        return True

    def set_empty(
        self, icon: str, text: str, buttons: Sequence[Choice] = (), hint: str = ""
    ) -> None:
        """Say what is shown when there are no rows."""
        self._empty.set_content(icon, text, buttons, hint)
        self._show_empty()

    # Columns

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show other columns; those that were there before keep their places and widths."""
        self._header.set_columns(columns, lambda: self.rows.set_columns(columns))

    def fit_columns(self) -> None:
        """Show as many of the first columns as there is room for, until the user chooses."""
        self._header.fits = True
        self._header.fit(self.viewport().width())

    def set_sort(self, key: str | None, descending: bool = False) -> None:
        """Show the arrow of an order without asking for it."""
        self._header.show_sort(key, descending)

    def save_state(self) -> dict[str, Any]:
        """Return columns, widths, order and sorting as plain data for JSON."""
        return self._header.save()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Bring back what `save_state` returned; unknown and new columns are no trouble."""
        self._header.bring_back(state)

    def column_menu(self) -> QMenu:
        """Return a menu in which columns are shown and hidden."""
        return self._header.menu()

    # Qt's own calls

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is the current one."""
        super().currentChanged(current, previous)
        self.viewport().update()  # the ring goes around the whole row
        if not self._restoring and current.row() != previous.row():
            self.current_id.emit(self.rows.id_at(current.row()) if current.isValid() else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many rows are selected."""
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            self.selection_changed.emit(self.selected_count())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns follow the width."""
        super().resizeEvent(event)
        self._header.fit(self.viewport().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter; everything else as usual."""
        if event.key() in ENTER and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _activate(self, index: QModelIndex) -> None:
        row_id = self.rows.id_at(index.row()) if index.isValid() else None
        if row_id is not None:
            self.activated_id.emit(row_id)

    def _ask_menu(self, where: QPoint) -> None:
        self.menu_requested.emit(self.selected_ids(), self.viewport().mapToGlobal(where))

    def _selected_ranges(self) -> list[tuple[int, int]]:
        chosen = self.selectionModel().selection()
        rows = {(part.top(), part.bottom()) for part in chosen.toList()}
        return sorted(rows)

    def _first_column(self) -> int:
        return max(self.horizontalHeader().logicalIndexAt(0), 0)

    def _show_empty(self) -> None:
        self._empty.setVisible(self.rows.rowCount() == 0 and bool(self._empty.text()))

    def _keep(self) -> None:
        chosen = self.selected_ids() if self.selected_count() <= KEPT_SELECTION else []
        self._kept = (chosen, self.current(), self.verticalScrollBar().value())
        self._restoring = True

    def _bring_back(self) -> None:
        chosen, current, scrolled = self._kept
        places = {}
        ids = self.rows.ids()
        if chosen:
            wanted = set(chosen)
            places = {row_id: row for row, row_id in enumerate(ids) if row_id in wanted}
        last = len(self.rows.columns) - 1
        selection = QItemSelection()
        for row in places.values():
            first = self.rows.index(row, 0)
            selection.append(QItemSelectionRange(first, self.rows.index(row, last)))
        row = self.rows.row_of(current) if current is not None else -1
        if row >= 0:
            index = self.rows.index(row, self._first_column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if places:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(selection, flags)
        self.verticalScrollBar().setValue(scrolled if row >= 0 else 0)
        self._restoring = False
        self._show_empty()
        if current is not None and row < 0:
            self.current_id.emit(None)
        self.selection_changed.emit(self.selected_count())


def offer_columns(view: RowsView, below: QWidget) -> None:
    """Let the columns of a table be shown and hidden in a menu below a button."""
    menu = view.column_menu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))

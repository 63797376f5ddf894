"""One model for all tables: ids in display order, rows fetched by page in the background."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import (
    ALIGN,
    ANSWERS,
    Index,
)
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.row_pages import PAGE_ROWS, RowPages
from crmdesk.ui.kit.tasks import Tasks

Fetch = Callable[[list[int]], Sequence[Any | None]]
# At most this many pages are asked for at once; the newest wish goes first.
IN_FLIGHT: Final = 2
WISHES: Final = 6
_NO_PARENT: Final = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Shows any number of rows; only pages that are looked at are loaded."""

    sort_requested = Signal(str, bool)
    load_failed = Signal(object)
    shown = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        tasks: Tasks,
        fetch: Fetch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[Any], ...] = tuple(columns)
        self._tasks = tasks
        self._fetch = fetch
        self._ids = array("q")
        self._total = 0
        self._pages = RowPages()
        self._generation = 0
        self._asked: dict[int, int] = {}
        self._wishes: list[int] = []
        self._ticket = 0
        self._soon = pause(self, 0, self._ask)

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show the same rows in other columns, or with other words in the same ones."""
        same = [one.key for one in columns] == [one.key for one in self.columns]
        if not same:
            self.beginResetModel()
        self.columns = tuple(columns)
        if not same:
            self.endResetModel()
        elif self.columns:
            last = len(self.columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            if self._total:
                self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, last))

    def show_ids(
        self, ids: Iterable[int], total: int | None = None, rows: Sequence[Any] | None = None
    ) -> None:
        """Show the answer of a new query.

        `total` says how many there will be when `ids` are only the first; `rows` are the rows
        of the first ids where they are known already.
        """
        self.beginResetModel()
        self._pages.retire_all(self._ids)
        self._generation += 1
        self._asked.clear()
        self._wishes.clear()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._total = max(len(self._ids), total or 0)
        for start in range(0, len(rows or ()), PAGE_ROWS):
            page = list(rows or ())[start : start + PAGE_ROWS]
            if len(page) == min(PAGE_ROWS, self._total - start):
                self._pages.put(start // PAGE_ROWS, page)
            else:
                self._pages.remember(self._ids[start:], page)
        self.endResetModel()
        self.shown.emit()

    def extend(self, ids: Iterable[int]) -> None:
        """Give the full list of ids of the query whose first ids are shown, without a flicker."""
        full = ids if isinstance(ids, array) else array("q", ids)
        known = len(self._ids)
        if full[:known] != self._ids or len(full) < self._total:
            self.show_ids(full)
            return
        before = self._total
        if len(full) > before:
            self.beginInsertRows(_NO_PARENT, before, len(full) - 1)
        # A page that was loaded while its last ids were unknown has to be loaded again.
        if known % PAGE_ROWS and len(full) > known:
            self._pages.retire(self._ids, known // PAGE_ROWS)
            self._asked.pop(known // PAGE_ROWS, None)
        self._ids = full
        self._total = len(full)
        if len(full) > before:
            self.endInsertRows()
        if before > known and self.columns:
            last = self.index(before - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(known, 0), last)

    def invalidate(self, ids: Iterable[int] | None = None) -> None:
        """Load rows again (all, or those with these ids); what is known stays until then."""
        pages = self._pages.loaded()
        if ids is not None:
            wanted = set(ids)
            pages = [p for p in pages if not wanted.isdisjoint(self._page_ids(p))]
        # What is on its way is older than the change: its page is asked for once more.
        pages += [p for p in self._asked if p not in pages]
        for page in pages:
            self._asked.pop(page, None)
            self._pages.retire(self._ids, page)
            self._page_changed(page)

    def ids(self) -> array[int]:
        """Return the ids in display order; do not change the array."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """Return the id of a row, or None where it is not known yet."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, row_id: int) -> int:
        """Return where an id is shown, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of rows of the query."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen, unless it could not be loaded."""
        if not index.isValid() or self._look(index.row(), load=False)[1]:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[column.align]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        answer = ANSWERS.get(role)
        if answer is None or not index.isValid():
            return None
        row, failed = self._look(index.row())
        column = self.columns[index.column()]
        return answer(self, index, column, row, failed)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the owner for another order; sorting is not done here."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            descending = order == Qt.SortOrder.DescendingOrder
            self.sort_requested.emit(self.columns[column].key, descending)

    def _look(self, row: int, *, load: bool = True) -> tuple[Any | None, bool]:
        page, place = divmod(row, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is not None and place < len(rows):
            found = rows[place]
            return found, found is None
        if row >= len(self._ids):
            return None, False
        if load:
            self._wish(page)
        return self._pages.old(self._ids[row]), False

    def _page_ids(self, page: int) -> list[int]:
        return self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS].tolist()

    def _wish(self, page: int) -> None:
        if page in self._asked or (self._wishes and self._wishes[-1] == page):
            return
        if page in self._wishes:
            self._wishes.remove(page)
        self._wishes.append(page)
        # Pages scrolled past long ago are wished again when they are painted again.
        del self._wishes[:-WISHES]
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        while self._wishes and len(self._asked) < IN_FLIGHT:
            page = self._wishes.pop()
            if self._pages.get(page) is not None or page in self._asked:
                continue
            ids = self._page_ids(page)
            self._ticket += 1
            self._asked[page] = self._ticket
            self._tasks.read(
                partial(self._fetch, ids),
                partial(self._loaded, self._generation, page, self._ticket, len(ids)),
                partial(self._not_loaded, self._generation, page, self._ticket, len(ids)),
                owner=self,
            )

    def _loaded(
        self, generation: int, page: int, ticket: int, count: int, rows: Sequence[Any | None]
    ) -> None:
        if generation == self._generation and self._asked.get(page) == ticket:
            del self._asked[page]
            filled = [*rows[:count], *([None] * (count - len(rows)))]
            known = [self._pages.old(one) for one in self._page_ids(page)]
            self._pages.put(page, filled)
            # What is shown already, and stands as it was, is not drawn again.
            others = [
                place for place, row in enumerate(filled) if row is None or row != known[place]
            ]
            if others:
                self._page_changed(page, others[0], others[-1])
        if self._wishes and not self._soon.isActive():
            self._soon.start()

    def _not_loaded(
        self, generation: int, page: int, ticket: int, count: int, error: Exception
    ) -> None:
        if generation == self._generation and self._asked.get(page) == ticket:
            self.load_failed.emit(error)
        self._loaded(generation, page, ticket, count, ())

    def _page_changed(self, page: int, begin: int = 0, end: int = PAGE_ROWS - 1) -> None:
        first = page * PAGE_ROWS + begin
        last = min(page * PAGE_ROWS + end, self._total - 1)
        if first <= last and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

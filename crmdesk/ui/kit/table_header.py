"""The header of a table: columns are chosen, moved, resized and sorted in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.columns import Column


class RowsHeader(QHeaderView):
    """Knows the columns of a RowsView; `columns_changed` comes when the user changed them."""

    columns_changed = Signal()

    def __init__(self, columns: Sequence[Column[Any]], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._quiet = False
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(48)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSortIndicatorShown(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._choose)
        for changed in (self.sectionResized, self.sectionMoved, self.sortIndicatorChanged):
            changed.connect(lambda *_args: self._tell())

    def begin(self) -> None:
        """Get ready once the model has given the header its sections."""
        # Painting asks the selection of every row of a column; one of its own is always empty.
        self.setSelectionModel(QItemSelectionModel(self.model(), self))
        self.reset_columns()
        self.show_sort(None)

    def reset_columns(self) -> None:
        """Show the columns as they are at first."""
        self._quiet = True
        for place, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(place), place)
            self.setSectionHidden(place, False)
            self.resizeSection(place, column.width)
            self.setSectionHidden(place, not (column.default_visible or column.required))
        self._quiet = False

    def show_sort(self, key: str | None, descending: bool = False) -> None:
        """Show the arrow of an order without asking for it."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.blockSignals(True)
        self.setSortIndicator(self.place(key), order)
        self.blockSignals(False)
        self.viewport().update()

    def save(self) -> dict[str, Any]:
        """Return columns, widths, order and sorting as plain data for JSON."""
        columns = []
        for visual in range(len(self._columns)):
            place = self.logicalIndex(visual)
            column = self._columns[place]
            shown = not self.isSectionHidden(place)
            width = self.sectionSize(place) if shown else column.width
            columns.append({"key": column.key, "shown": shown, "width": width})
        sort = self.sortIndicatorSection()
        return {
            "columns": columns,
            "sort": self._columns[sort].key if 0 <= sort < len(self._columns) else None,
            "descending": self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        }

    def bring_back(self, state: dict[str, Any]) -> None:
        """Bring back what `save` returned; unknown and new columns are no trouble."""
        self._quiet = True
        target = 0
        for saved in state.get("columns", ()):
            place = self.place(saved.get("key"))
            if place < 0:
                continue
            self.moveSection(self.visualIndex(place), target)
            self.setSectionHidden(place, False)
            width = saved.get("width")
            if isinstance(width, int) and 20 <= width <= 4000:
                self.resizeSection(place, width)
            required = self._columns[place].required
            self.setSectionHidden(place, not (saved.get("shown", True) or required))
            target += 1
        self._quiet = False
        self.show_sort(state.get("sort"), bool(state.get("descending")))

    def menu(self) -> QMenu:
        """Return a menu in which columns are shown and hidden."""
        menu = QMenu(self)
        for place, column in enumerate(self._columns):
            action = menu.addAction(plain.caption(column.title()))
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(place))
            action.setEnabled(not column.required)
            action.toggled.connect(partial(self._toggle, place))
        menu.addSeparator()
        menu.addAction(_("Columns as at first")).triggered.connect(self._reset_by_hand)
        return menu

    def place(self, key: object) -> int:
        """Return the section of a column, or -1."""
        keys = [column.key for column in self._columns]
        return keys.index(key) if isinstance(key, str) and key in keys else -1

    def _choose(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where))

    def _toggle(self, place: int, shown: bool) -> None:
        self.setSectionHidden(place, not shown)
        if shown and self.sectionSize(place) < self.minimumSectionSize():
            self.resizeSection(place, self._columns[place].width)
        self._tell()

    def _reset_by_hand(self) -> None:
        self.reset_columns()
        self._tell()

    def _tell(self) -> None:
        if not self._quiet:
            self.columns_changed.emit()

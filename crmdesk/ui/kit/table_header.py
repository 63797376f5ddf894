"""The header of a table: columns are chosen, moved, resized and sorted in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.columns import Column

# A last column is worth showing from this part of its width on.
PART_SHOWN: Final = 0.6


class RowsHeader(QHeaderView):
    """Knows the columns of a RowsView; `columns_changed` comes when the user changed them.

    With `fits`, as many of the first columns are shown as the width has room for, until the user
    chooses columns or widths.
    """

    columns_changed = Signal()

    def __init__(self, columns: Sequence[Column[Any]], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._quiet = False
        self.fits = False
        self._own = False
        self._held = False
        self._room = 0
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
        self.sectionResized.connect(lambda *_sizes: self._resized())
        self.sectionMoved.connect(lambda *_args: self._tell_own())
        self.sortIndicatorChanged.connect(lambda *_args: self._tell())

    def begin(self) -> None:
        """Get ready once the model has given the header its sections."""
        # Painting asks the selection of every row of a column; one of its own is always empty.
        self.setSelectionModel(QItemSelectionModel(self.model(), self))
        self.reset_columns()
        self.show_sort(None)

    def set_columns(self, columns: Sequence[Column[Any]], swap: Callable[[], object]) -> None:
        """Stand over other columns once `swap` has given them to the model."""
        if [one.key for one in columns] == [one.key for one in self._columns]:
            self._columns = columns
            swap()
            return
        state = self.save()
        self._quiet = True
        self._columns = columns
        swap()
        self.reset_columns()
        self.bring_back(state)

    def reset_columns(self) -> None:
        """Show the columns as they are at first."""
        self._quiet = True
        for place, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(place), place)
            self.setSectionHidden(place, False)
            self.resizeSection(place, column.width)
            self.setSectionHidden(place, not (column.default_visible or column.required))
        self._quiet = False
        self._own = False
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Show as many columns as a width in screen points has room for, if that is wanted."""
        self._room = room
        if not self.fits or self._own or room <= 0:
            return
        self._quiet = True
        self.setStretchLastSection(False)
        used = 0
        for place, column in enumerate(self._columns):
            wanted = column.default_visible and used + column.width * PART_SHOWN <= room
            shown = column.required or wanted
            self.setSectionHidden(place, not shown)
            if shown:
                self.resizeSection(place, min(column.width, max(room - used, 48)))
            # Nothing after the first column without room: the order would have holes.
            used += column.width if column.default_visible or column.required else 0
        self._share(room - used)
        self.setStretchLastSection(True)  # again: the last one may be another one now
        self._quiet = False

    def _share(self, left: int) -> None:
        """Give the room that no column needs to those that grow."""
        growing = [
            place
            for place, column in enumerate(self._columns)
            if column.grows and not self.isSectionHidden(place)
        ]
        if left > 0:
            for place in growing:
                self.resizeSection(place, self.sectionSize(place) + left // len(growing))

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
            "own": self._own or not self.fits,
            "columns": columns,
            "sort": self._columns[sort].key if 0 <= sort < len(self._columns) else None,
            "descending": self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        }

    def bring_back(self, state: dict[str, Any]) -> None:
        """Bring back what `save` returned; unknown and new columns are no trouble."""
        self.show_sort(state.get("sort"), bool(state.get("descending")))
        if self.fits and not state.get("own", True):
            return
        self._own = bool(state.get("columns"))
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Notice that widths are changed by hand."""
        self._held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Notice that the hand has left."""
        super().mouseReleaseEvent(event)
        self._held = False

    def _choose(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where))

    def _toggle(self, place: int, shown: bool) -> None:
        self.setSectionHidden(place, not shown)
        if shown and self.sectionSize(place) < self.minimumSectionSize():
            self.resizeSection(place, self._columns[place].width)
        self._tell_own()

    def _reset_by_hand(self) -> None:
        self.reset_columns()
        self._tell()

    def _resized(self) -> None:
        # The style and the window change widths as well; only a hand on the mouse is a wish.
        if self._held:
            self._tell_own()
        else:
            self._tell()

    def _tell_own(self) -> None:
        self._own = self._own or not self._quiet
        self._tell()

    def _tell(self) -> None:
        if not self._quiet:
            self.columns_changed.emit()

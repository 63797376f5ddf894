"""The rows of a list as they are checked, as the grid reads them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QWidget,
)

from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import PROBLEM
from crmdesk.ui.importing.check_rows import CheckRow, CheckRows, check_columns, place_of
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import ROW_ROLE, Index
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.tasks import Tasks

MARK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 20
EDITED_ROLE: Final = MARK_ROLE + 1


class CheckModel(RowsModel):
    """The rows of a check; `cell_written` tells place in the plan, column of the sheet and text."""

    cell_written = Signal(int, int, str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.lines: CheckRows | None = None
        self._places: dict[str, int] = {}
        super().__init__(check_columns(), tasks, self._lines_at, parent)

    def take(self, lines: CheckRows) -> None:
        """Show what the rows of a later check of the same setup say, without moving anything."""
        self.lines = lines
        self.invalidate()

    def place(self, column: Column[Any]) -> int:
        """Return the place of a column's cells in the texts of a row, -1 for other columns."""
        if self.lines is None:
            return -1
        if column.key not in self._places:
            self._places[column.key] = place_of(column, self.lines)
        return self._places[column.key]

    def set_columns(self, columns: Any) -> None:
        """Show other columns."""
        self._places.clear()
        super().set_columns(columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that the cells of the list can be edited."""
        flags = super().flags(index)
        if flags and self.place(self.columns[index.column()]) >= 0:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return also what is wrong with a cell, and what it was before."""
        if role not in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, *_MARKS):
            return super().data(index, role)
        row = super().data(index, ROW_ROLE)
        place = self.place(self.columns[index.column()]) if index.isValid() else -1
        if not isinstance(row, CheckRow) or place < 0:
            return super().data(index, role) if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.EditRole:
            return row.texts[place]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(_told(row, place))
        if role == EDITED_ROLE:
            return place in row.before
        return _mark(row) if place in row.troubles else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return also which field a column of the list goes to."""
        if role == Qt.ItemDataRole.ToolTipRole and self.lines is not None:
            key = self.columns[section].key if 0 <= section < len(self.columns) else ""
            if key.startswith("cell"):
                return plain.tip(self._becomes(int(key.removeprefix("cell"))))
        return super().headerData(section, orientation, role)

    def _becomes(self, column: int) -> str:
        assert self.lines is not None
        setup = self.lines.setup
        for one in setup.mappings:
            if one.index == column and one.field in setup.catalogue.by_key:
                field = setup.catalogue.by_key[one.field].show()
                return _("{column} becomes {field}").format(column=one.header, field=field)
        return ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a cell was written anew."""
        row_id = self.id_at(index.row())
        place = self.place(self.columns[index.column()])
        if row_id is None or place < 0 or self.lines is None:
            return False
        self.cell_written.emit(row_id, self.lines.columns[place], str(value))
        return True

    def _lines_at(self, ids: list[int]) -> list[CheckRow | None]:
        lines = self.lines
        return lines.fetch(ids) if lines is not None else []


_MARKS: Final = (MARK_ROLE, EDITED_ROLE)


def _mark(row: CheckRow) -> str:
    return "danger" if row.planned.state == PROBLEM else "warning"


def _told(row: CheckRow, place: int) -> str:
    told = [row.texts[place], row.troubles.get(place, "")]
    if place in row.before:
        was = row.before[place] or _("nothing")
        told.append(_("In the file: {text}").format(text=was))
    return "\n".join(part for part in told if part)

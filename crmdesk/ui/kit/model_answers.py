"""What a table of rows answers to each role that Qt asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, plain, tokens
from crmdesk.ui.kit.columns import Column

if TYPE_CHECKING:
    from crmdesk.ui.kit.table_model import RowsModel

Index = QModelIndex | QPersistentModelIndex
COLUMN_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE: Final = COLUMN_ROLE + 1
ID_ROLE: Final = COLUMN_ROLE + 2
WAITING: Final = "…"
ALIGN: Final = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}


def _display(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> str:
    if failed:
        return _("This row could not be loaded.") if index.column() == 0 else ""
    return WAITING if row is None else plain.one_line(column.value(row))


def _tip(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    if failed:
        return plain.tip(_("This row could not be loaded. It may have been deleted."))
    return None if row is None else plain.tip(column.value(row))


def _align(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> int:
    return ALIGN[column.align]


def _colour(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    if failed or row is None:
        return tokens.colour("disabled")
    tone = column.tone(row) if column.tone is not None else None
    return tokens.ink(tone) if tone else None


def _icon(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    name = column.icon(row) if row is not None and not failed and column.icon else None
    return icons.icon(name, "muted") if name else None


def _row(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    return row


def _column(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    return column


def _id(model: RowsModel, index: Index, column: Column[Any], row: Any, failed: bool) -> Any:
    return model.id_at(index.row())


ANSWERS: Final[dict[int, Callable[[RowsModel, Index, Column[Any], Any, bool], Any]]] = {
    int(Qt.ItemDataRole.DisplayRole): _display,
    int(Qt.ItemDataRole.ToolTipRole): _tip,
    int(Qt.ItemDataRole.TextAlignmentRole): _align,
    int(Qt.ItemDataRole.ForegroundRole): _colour,
    int(Qt.ItemDataRole.DecorationRole): _icon,
    ROW_ROLE: _row,
    COLUMN_ROLE: _column,
    ID_ROLE: _id,
}

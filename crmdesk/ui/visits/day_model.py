"""The visits of a day as rows that can be dragged into another order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import (
    DONE,
    MISSED,
    MOVED,
    PLANNED,
    STATUSES,
    DayLine,
    VisitRow,
    by_person,
)
from crmdesk.core.domain.visit_warnings import COMPLAINT, PlanWarning
from crmdesk.core.i18n import _
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.tasks import Tasks
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.planning import dropped

TONES: Final = {PLANNED: "info", DONE: "success", MISSED: "warning", MOVED: "muted"}

# Behind number, time and name.
_STAFF_PLACE: Final = 3

Index = QModelIndex | QPersistentModelIndex


def day_columns(
    warned: Collection[int] = (), alarmed: Collection[int] = (), *, of_several: bool = False
) -> list[Column[DayLine]]:
    """Return the columns of a day's list; visits that are `warned` about have a sign.

    Those `alarmed` about, because of an open complaint, are red.

    Whose each visit is stands among the first columns where the visits are `of_several`.
    """
    found: list[Column[DayLine]] = [
        Column(
            "number",
            lambda: _("No."),
            lambda line: str(line.number) if line.number else "",
            align="right",
            width=52,
            sortable=False,
            required=True,
            tabular=True,
        ),
        Column(
            "time",
            lambda: _("Time"),
            lambda line: show_time(line.row.visit.at),
            width=70,
            sortable=False,
            tabular=True,
        ),
        Column(
            "name",
            lambda: _("Name"),
            lambda line: line.row.customer,
            width=130,
            sortable=False,
            required=True,
            tone=lambda line: "danger" if line.row.visit.id in alarmed else _ink(line),
            icon=lambda line: "warning" if line.row.visit.id in warned else None,
        ),
        Column(
            "status",
            lambda: _("Status"),
            lambda line: _(STATUSES[line.row.visit.status]),
            width=100,
            sortable=False,
            tone=lambda line: TONES[line.row.visit.status],
            pill=True,
        ),
        _column("phone", lambda: _("Phone"), lambda line: line.row.phone, 130),
        _column("district", lambda: _("District"), lambda line: line.row.district, 90),
        _column("address", lambda: _("Address"), lambda line: line.row.address, 220),
        _column("purpose", lambda: _("Purpose"), lambda line: line.row.visit.purpose, 150),
        _column("last_note", lambda: _("Last note"), lambda line: line.row.last_note, 220),
    ]
    place = _STAFF_PLACE if of_several else len(found)
    found.insert(place, _column("staff", lambda: _("Staff"), lambda line: line.row.visit.staff, 90))
    return found


def _column(key: str, title: Any, value: Any, width: int) -> Column[DayLine]:
    return Column(key, title, value, width=width, sortable=False, tone=_ink, tabular=key == "phone")


def _ink(line: DayLine) -> str | None:
    return "muted" if line.row.visit.status == MOVED else None


class DayModel(RowsModel):
    """The visits of one day; dropping rows tells the order wanted and changes nothing itself."""

    order_dropped = Signal(object)
    customers_dropped = Signal(object, int)

    def __init__(self, tasks: Tasks, parent: Any = None) -> None:
        self._warned: set[int] = set()
        self._alarmed: set[int] = set()
        super().__init__(day_columns(self._warned, self._alarmed), tasks, self._fetch_shown, parent)
        self._lines: dict[int, DayLine] = {}

    def mark_warned(self, warnings: Iterable[PlanWarning]) -> None:
        """Give visits that something speaks against a sign; they are shown after this."""
        self._warned.clear()
        self._alarmed.clear()
        for one in warnings:
            self._warned.add(one.visit_id)
            if one.kind == COMPLAINT:
                self._alarmed.add(one.visit_id)

    def columns_for(self, *, of_several: bool) -> list[Column[DayLine]]:
        """Return the columns for visits of one or of several of the staff."""
        return day_columns(self._warned, self._alarmed, of_several=of_several)

    def show_visits(self, rows: Sequence[VisitRow]) -> None:
        """Show these visits as they stand on paper: person by person, by their fixed times."""
        lines = by_person(rows)
        self._lines = {line.row.visit.id: line for line in lines}
        self.show_ids([line.row.visit.id for line in lines], rows=lines)

    def show_order(self, order: Sequence[int]) -> None:
        """Show the same visits in another order."""
        self.show_visits([self._lines[visit_id].row for visit_id in order])

    def visit_row(self, visit_id: int | None) -> VisitRow | None:
        """Return a shown visit, or None."""
        line = self._lines.get(visit_id) if visit_id is not None else None
        return line.row if line else None

    def visit_rows(self) -> list[VisitRow]:
        """Return all visits shown, in order."""
        return [line.row for line in self._lines.values()]

    def in_order(self, order: Sequence[int]) -> list[int]:
        """Return in which order visits would be shown, whose order is to become this one."""
        rows = [self._lines[visit_id].row for visit_id in order]
        return [line.row.visit.id for line in by_person(rows)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that rows are moved; customers come from elsewhere."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped here."""
        return [drags.VISITS, drags.CUSTOMERS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the dragged visits."""
        rows = sorted({index.row() for index in indexes})
        return drags.carried(drags.VISITS, [self.ids()[row] for row in rows])

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell what the drop asks for; the view must not remove rows by itself."""
        place = row if row >= 0 else parent.row() if parent.isValid() else self.rowCount()
        ids = self.ids().tolist()
        picked = drags.ids_in(data, drags.VISITS)
        if picked and set(picked) <= set(ids):
            self.order_dropped.emit(dropped(ids, set(picked), place))
        customers = drags.ids_in(data, drags.CUSTOMERS)
        if customers:
            self.customers_dropped.emit(customers, ids[place] if place < len(ids) else 0)
        return False

    def _fetch_shown(self, ids: list[int]) -> list[DayLine | None]:
        return [self._lines.get(visit_id) for visit_id in ids]

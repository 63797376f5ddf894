"""The lists of a result: customers or complaints, skipped and failed rows, remarks."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.complaint import STATES, ComplaintRow
from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.plan import DUPLICATE, PROBLEM, SKIPPED
from crmdesk.core.importing.setup import COMPLAINTS, CUSTOMERS
from crmdesk.core.services import complaint_lists, complaints, listing
from crmdesk.core.services.imports import brought_complaints, newly_brought
from crmdesk.ui.importing.check_grid import CheckGrid
from crmdesk.ui.importing.check_model import CheckModel
from crmdesk.ui.importing.check_rows import CheckRows, doubts_of, has_remarks, reason
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView

if TYPE_CHECKING:
    from crmdesk.core.services.importing import ImportResult

CREATED: Final = "created"
UPDATED: Final = "updated"
LEFT: Final = "skipped"
FAILED: Final = "failed"
REMARKS: Final = "remarks"
_TITLES: Final = {
    CREATED: N_("New"),
    UPDATED: N_("Updated"),
    LEFT: N_("Skipped"),
    FAILED: N_("Failed"),
    REMARKS: N_("Remarks"),
}
LEAST_REASON: Final = 180
MOST_ROOM: Final = 0.7
MEASURED: Final = 200
LONGEST: Final = 200
_STATES: Final = {LEFT: (DUPLICATE, SKIPPED), FAILED: (PROBLEM,)}


def complaint_columns() -> list[Column[ComplaintRow]]:
    """Return what a list shows of the complaints an import brought."""

    def column(
        key: str, title: str, value: Callable[[ComplaintRow], str], width: int
    ) -> Column[ComplaintRow]:
        return Column(key, lambda: _(title), value, width=width, sortable=False)

    return [
        column("number", N_("Complaint no."), lambda row: row.complaint.number, 130),
        column("received", N_("Received"), _received, 120),
        column("name", N_("Name"), lambda row: row.name or _("No name"), 130),
        column("state", N_("State"), lambda row: _(STATES[row.complaint.state]), 120),
        column("what", N_("What happened"), lambda row: plain.one_line(row.complaint.what), 320),
    ]


def _received(row: ComplaintRow) -> str:
    return show_date(row.complaint.received_at.astimezone().date())


def customer_columns() -> list[Column[CustomerRow]]:
    """Return what a list shows of the customers an import made or changed."""

    def column(
        key: str, title: str, value: Callable[[CustomerRow], str], width: int
    ) -> Column[CustomerRow]:
        return Column(key, lambda: _(title), value, width=width, sortable=False)

    return [
        column("name", N_("Name"), lambda row: row.name or _("No name"), 150),
        column("mobile", N_("Mobile"), lambda row: row.mobile, 140),
        column("birthday", N_("Birthday"), lambda row: _shown(row.birthday), 130),
        column("address", N_("Address"), lambda row: row.address, 220),
        column("next", N_("Next follow-up"), lambda row: show_date(row.next_due), 120),
    ]


def _shown(birthday: Any) -> str:
    return birthday.show() if birthday is not None else ""


class ReasonsGrid(CheckGrid):
    """Rows that cannot be repaired any more: their reasons have the room there is."""

    def __init__(self, model: CheckModel) -> None:
        super().__init__(model, editable=False)
        self._longest = 0
        self._header.setStretchLastSection(False)

    def show_lines(self, lines: CheckRows) -> None:
        """Show the columns of another list."""
        super().show_lines(lines)
        states = [state for group in _STATES.values() for state in group]
        rows = islice(
            (row for row in lines.plan.rows if row.state in states or has_remarks(row)), MEASURED
        )
        texts = [plain.short(reason(row), LONGEST) for row in rows]
        self._longest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0) + 28
        self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Give the reasons what is left, and from other columns what the longest of them needs."""
        place, room = self._header.place("reason"), self.viewport().width()
        if place >= 0:
            others = self._header.length() - self._header.sectionSize(place)
            needed = min(self._longest, int(room * MOST_ROOM))
            self._header.resizeSection(place, max(room - others, needed, LEAST_REASON))


class ResultLists(QWidget):
    """Segments with counts over the list of the chosen one; `chosen` tells which it is."""

    chosen = Signal(str)
    customer_wanted = Signal(object)
    complaint_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._result: ImportResult | None = None
        self.key = CREATED
        self.customers = RowsModel(customer_columns(), desk.tasks, self._customers_at, self)
        self.complaints = RowsModel(complaint_columns(), desk.tasks, self._complaints_at, self)
        self.rows = CheckModel(desk.tasks, self)
        self._left = ReasonsGrid(self.rows)
        self.views: dict[str, RowsView] = {
            CREATED: RowsView(self.customers),
            LEFT: self._left,
        }
        self.complaint_view = RowsView(self.complaints)
        self.complaint_view.activated_id.connect(self.complaint_wanted)
        self.views[UPDATED] = self.views[CREATED]
        self.views[FAILED] = self.views[REMARKS] = self.views[LEFT]
        self.views[CREATED].activated_id.connect(self.customer_wanted)
        self.segments: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._note = plain.label("", "hint", wrap=True)
        self._stack = QStackedWidget()
        self.verbs = QHBoxLayout()
        self._build()

    def _build(self) -> None:
        for view in (self.views[CREATED], self.complaint_view, self.views[LEFT]):
            view.setProperty("kind", "boxed")
            view.horizontalHeader().setSortIndicatorShown(False)
            self._stack.addWidget(view)
        left = QWidget()
        places = FlowLayout(left, 4)
        for key in _TITLES:
            made = button("", lambda key=key: self.choose(key), kind="quiet")  # type: ignore[misc]
            made.setCheckable(True)
            self._group.addButton(made)
            self.segments[key] = made
            places.addWidget(made)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(left, 1)
        top.addLayout(self.verbs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._note)
        layout.addWidget(self._stack, 1)

    def show_result(self, result: ImportResult) -> None:
        """Show the lists of an import, the failed rows first where there are any."""
        self._result = result
        lines = CheckRows(result.setup, result.plan)
        self.rows.take(lines)
        self._left.show_lines(lines)
        counts = {
            CREATED: result.created,
            UPDATED: result.updated,
            LEFT: result.skipped,
            FAILED: result.failed,
            REMARKS: sum(map(has_remarks, result.plan.rows)),
        }
        for key, made in self.segments.items():
            title = _(_TITLES[key])
            if key == CREATED and result.setup.target != CUSTOMERS:
                title = _("Entries")
            text = _("{what}  {count:,}").format(what=title, count=counts[key])
            made.setText(plain.caption(text))
        self.segments[REMARKS].setVisible(bool(result.problems))
        first = [key for key in (FAILED, CREATED, UPDATED, LEFT) if counts[key]]
        self.choose(next(iter(first), CREATED))

    def choose(self, key: str) -> None:
        """Show one of the lists."""
        result = self._result
        if result is None:
            return
        self.key = key
        self.segments[key].setChecked(True)
        complaints = key == CREATED and result.setup.target == COMPLAINTS
        self._stack.setCurrentWidget(self.complaint_view if complaints else self.views[key])
        self._note.hide()
        if key in (CREATED, UPDATED):
            self.refresh()
        else:
            states = _STATES.get(key, ())
            shown = has_remarks if key == REMARKS else lambda row: row.state in states
            self.rows.show_ids([at for at, row in enumerate(result.plan.rows) if shown(row)])
            self.views[key].set_empty("check", _("No rows of this kind."))
            self.views[key].scrollToTop()
            self._note.setText(doubts_of(result.plan))
            self._note.setVisible(key == REMARKS and bool(self._note.text()))
        self.chosen.emit(key)

    def refresh(self) -> None:
        """Read the customers or complaints again."""
        result = self._result
        if result is not None and result.setup.target == COMPLAINTS:
            self._read_complaints(result.import_id)
        elif self.key in (CREATED, UPDATED):
            self._read_customers()

    def query(self) -> CustomerQuery:
        """Return which customers the chosen list shows."""
        result = self._result
        if result is None:
            return CustomerQuery(made_by=0)
        if self.key == UPDATED:
            return CustomerQuery(changed_by=result.import_id)
        return newly_brought(result.import_id, result.setup.target)

    def _read_complaints(self, import_id: int) -> None:
        workspace, query = self._desk.workspace, brought_complaints(import_id)

        def show(ids: array[int]) -> None:
            self.complaints.show_ids(ids)
            self.complaint_view.set_empty("complaint", _("No complaints of this kind."))

        self._desk.tasks.read(
            lambda: complaint_lists.ids(workspace, query), show, key=(id(self), "rows"), owner=self
        )

    def _complaints_at(self, ids: list[int]) -> list[ComplaintRow | None]:
        return complaints.rows(self._desk.workspace, ids)

    def _read_customers(self) -> None:
        workspace, query, key = self._desk.workspace, self.query(), self.key
        self.views[key].set_empty("customers", "")

        def show(ids: array[int]) -> None:
            if self.key != key:
                return
            self.customers.show_ids(ids)
            self.views[key].set_empty("customers", _("No customers of this kind."))
            self.views[key].scrollToTop()
            self._tell(key, len(ids))

        self._desk.tasks.read(
            lambda: listing.ids(workspace, query), show, key=(id(self), "customers"), owner=self
        )

    def _tell(self, key: str, customers: int) -> None:
        """Say why there are fewer customers than rows."""
        result = self._result
        rows = 0 if result is None else result.created if key == CREATED else result.updated
        self._note.setText(
            _("{rows:,} rows, {customers:,} customers: several rows went to the same one.").format(
                rows=rows, customers=customers
            )
        )
        self._note.setVisible(0 < customers < rows)

    def _customers_at(self, ids: list[int]) -> list[CustomerRow | None]:
        return listing.rows(self._desk.workspace, ids)

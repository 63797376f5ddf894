"""The list of complaints: any number of them, the most pressing first."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_query import (
    ALL,
    OPEN_ONES,
    OVERDUE,
    ComplaintQuery,
)
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_lists, complaints
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.complaints import list_export
from crmdesk.ui.complaints.columns import complaint_columns
from crmdesk.ui.complaints.list_tools import ListTools
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.complaints.row_verbs import RowVerbs
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.list_source import QuerySource, Reading
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_view import RowsView, offer_columns

VIEW: Final = "complaints"
EXPORT_KEYS: Final = "Ctrl+Shift+X"


class ComplaintList(QWidget):
    """Shows what the tools ask for; `current_changed` tells the id of the current one.

    `counted` tells how many are overdue; `came_empty` that what was just chosen finds
    nothing, with the key of the saved filter, `came_filled` that something is listed.
    """

    current_changed = Signal(object)
    came_empty = Signal(str)
    came_filled = Signal()
    opened = Signal(object)
    create_requested = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sort: tuple[str, bool] | None = None
        self._wanted: int | None = None
        self._first_wanted = True
        self._narrowed = False
        reading = Reading(
            lambda query: complaint_lists.first_page(desk.workspace, query),
            lambda query: complaint_lists.ids(desk.workspace, query),
            lambda ids: complaints.rows(desk.workspace, ids),
        )
        columns = complaint_columns(desk.workspace.clock.now, ComplaintLists())
        self.source = QuerySource(desk.tasks, reading, columns, desk.trouble, self)
        self.model = self.source.model
        self.view = RowsView(self.model)
        self.view.setProperty("kind", "boxed")
        self.view.setAccessibleName(_("Complaints"))
        self.view.fit_columns()
        self.tools = ListTools()
        self.verbs = RowVerbs(self.view)
        self.export = action_inside(
            self, _("Export the listed complaints…"), self._ask_export, EXPORT_KEYS, "export"
        )
        self.verbs.of_list = [self.export]
        self.tools.export_button.setToolTip(self.export.toolTip())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tools)
        layout.addWidget(self.view, 1)
        self.setMinimumWidth(220)
        self._connect()
        self._restore()
        self.choose(OPEN_ONES)

    def _connect(self) -> None:
        self.tools.changed.connect(self._narrow)
        self.tools.saved_chosen.connect(self._begin_anew)
        self.tools.columns_asked.connect(
            lambda: offer_columns(self.view, self.tools.columns_button)
        )
        self.tools.export_asked.connect(self.export.trigger)
        self.tools.filters_toggled.connect(lambda _on: self._keep())
        self.tools.search.down.connect(self.into_list)
        self.tools.search.returnPressed.connect(self.into_list)
        self.source.arriving.connect(self._say_empty)
        self.source.answered.connect(self._answered)
        self.model.sort_requested.connect(self._sort_by)
        self.view.current_id.connect(self.current_changed)
        self.view.activated_id.connect(self.opened)
        self.view.columns_changed.connect(self._keep)

    # What is listed

    def choose(self, key: str) -> None:
        """List a saved filter."""
        self.tools.choose(key)

    def show_query(self, query: ComplaintQuery, title: str) -> None:
        """List what a query finds, the first of them current; `title` says what they are."""
        self.tools.clear_filters()
        self.tools.set_base(query, title)
        self._begin_anew()

    def reload(self) -> None:
        """Ask for the list and the counts again, as of now."""
        if self.tools.saved:
            self.tools.set_base(complaint_lists.saved(self.workspace(), self.tools.saved))
        self.source.ask(self.query)
        workspace = self.workspace()
        self._desk.tasks.read(
            lambda: complaint_lists.saved_counts(workspace),
            self._show_counts,
            key=(self, "counts"),
        )

    def refresh(self, _changes: Changes | None) -> None:
        """Show what was changed, without losing the place in the list."""
        self.reload()

    def workspace(self) -> Workspace:
        """Return the open database as the one who works at this PC sees it."""
        who = self._desk.settings.staff or self._desk.workspace.who
        return dataclasses.replace(self._desk.workspace, who=who)

    @property
    def query(self) -> ComplaintQuery:
        """What the list shows now: its filters and its order."""
        return self.tools.query(self._sort)

    def set_lists(self, lists: ComplaintLists) -> None:
        """Show and offer the words of the shop."""
        self.tools.set_lists(lists)
        self.view.set_columns(complaint_columns(self._desk.workspace.clock.now, lists))

    def show_complaint(self, complaint_id: int) -> None:
        """Make a complaint the current row, now or as soon as the list holds it."""
        self._wanted = None if self.view.select_id(complaint_id) else complaint_id

    def into_list(self) -> None:
        """Take the keyboard to the rows."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.select_id(self.model.id_at(0))

    def _narrow(self) -> None:
        """List what is typed and chosen; the current line stays as long as it is listed."""
        self._wanted = None
        self._narrowed = True
        self.reload()

    def _begin_anew(self, _saved: str = "") -> None:
        """List something else, the first line of it the current one."""
        self._sort = self._wanted = None
        self._first_wanted = True
        self.reload()

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.reload()

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.tools.show_counts(counts, mine=bool(self.workspace().who))
        self.counted.emit(counts[OVERDUE])

    def _answered(self, query: ComplaintQuery, total: int) -> None:
        narrowed = bool(query.text or self.tools.filter_count())
        self.tools.show_total(total, narrowed=narrowed)
        self.view.set_sort(query.sort, query.descending)
        if self._wanted is not None:
            self.show_complaint(self._wanted)
        elif self._first_wanted or (self._narrowed and self.view.current() is None):
            # Who looks for a case must not see another one beside the list.
            first = self.model.id_at(0)
            if self.view.select_id(first):
                # It may have been the current line before, beside the case of another one.
                self.current_changed.emit(first)
            else:
                self.came_empty.emit("" if narrowed else self.tools.saved)
        if total:
            self.came_filled.emit()
        self._first_wanted = self._narrowed = False

    def _say_empty(self, query: ComplaintQuery) -> None:
        if query.text or self.tools.filter_count():
            clear = (_("Clear all"), self.tools.clear_all)
            self.view.set_empty("search", _("No such complaint"), [clear])
            return
        new = (_("New complaint"), self.create_requested.emit)
        if self.tools.saved == ALL:
            hint = _("A complaint that is written down is half solved.")
            self.view.set_empty("complaint", _("No complaints yet"), [new], hint)
        elif self.tools.saved == OPEN_ONES:
            self.view.set_empty("check", _("No open complaint"), [new])
        else:
            self.view.set_empty("check", _("Nothing here"))

    # What the user does

    def _ask_export(self) -> None:
        list_export.ask(self._desk, self, self.query)

    def _keep(self) -> None:
        kept: dict[str, Any] = self._desk.settings.views.setdefault(VIEW, {})
        kept["table"] = self.view.save_state()
        kept["filters_shown"] = self.tools.filter_button.isChecked()

    def _restore(self) -> None:
        kept = self._desk.settings.views.get(VIEW, {})
        if isinstance(state := kept.get("table"), dict):
            # Each saved filter has an order of its own.
            self.view.restore_state({**state, "sort": None})
        self.tools.show_filters(bool(kept.get("filters_shown", False)))

"""The customer list: its tools, the table, and what the rows are good for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import ACTIVITIES, CUSTOMERS, FOLLOW_UPS, VISITS, Changes
from crmdesk.core.domain.custom_fields import id_of_key
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.i18n import _
from crmdesk.ui.customers.bulk import Bulk, bin_action
from crmdesk.ui.customers.columns import customer_columns
from crmdesk.ui.customers.list_source import ListSource
from crmdesk.ui.customers.list_tools import ListTools
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_view import RowsView, offer_columns

VIEW: Final = "customers"
FIRST_ORDER: Final = ("name", False)


class CustomerList(QWidget):
    """Shows the customers a query finds; `current_changed` tells the id of the current one."""

    current_changed = Signal(object)
    opened = Signal(object)
    create_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lists = Lists()
        self._sort = FIRST_ORDER
        self._wanted: int | None = None
        self._first_wanted = False
        self._knows_columns = False
        self.source = ListSource(desk, self)
        self.model = self.source.model
        self.view = RowsView(self.model)
        self.view.setProperty("kind", "boxed")
        self.view.fit_columns()
        self.bulk = Bulk(desk, self, self.view.selected_ids, lambda: self._lists)
        self.tools = ListTools(self.bulk)
        self.bin_action = bin_action(self.view, self.bulk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tools)
        layout.addWidget(self.view, 1)
        self.setMinimumWidth(200)
        self._connect()
        self._restore()
        kept = desk.settings.views.get(VIEW, {})
        self.tools.show_filters(bool(kept.get("filters_shown", False)))

    def _connect(self) -> None:
        self.tools.changed.connect(self.reload)
        self.tools.search.down.connect(self._into_list)
        self.tools.search.returnPressed.connect(lambda: self.view.select_id(self.model.id_at(0)))
        self.tools.bin_toggled.connect(self._bin_toggled)
        self.tools.filters_toggled.connect(lambda _on: self._keep())
        self.tools.columns_asked.connect(
            lambda: offer_columns(self.view, self.tools.columns_button)
        )
        self.tools.print_asked.connect(
            lambda: self._desk.print_style("customer_list", query=self.query)
        )
        self.source.arriving.connect(self._say_empty)
        self.source.answered.connect(self._answered)
        self.model.sort_requested.connect(self._sort_by)
        self.view.current_id.connect(self._chosen)
        self.view.activated_id.connect(self.opened)
        self.view.selection_changed.connect(self.tools.show_selection)
        self.view.menu_requested.connect(self._menu)
        self.view.columns_changed.connect(self._keep)

    def reload(self) -> None:
        """Ask for the list again."""
        self.source.ask(self.tools.query(self._sort))

    def refresh(self, changes: Changes | None) -> None:
        """Show what was changed, without losing the place in the list."""
        if changes is None or not changes.customer_ids or CUSTOMERS in changes.nouns:
            self.reload()
        elif changes.nouns & {ACTIVITIES, FOLLOW_UPS, VISITS}:
            self.model.invalidate(changes.customer_ids)

    def set_lists(self, lists: Lists) -> None:
        """Offer the values of the shop in filters and menus."""
        self._lists = lists
        self.tools.filters.set_lists(lists)
        before = len(self.model.columns)
        self.view.set_columns(customer_columns(self._desk.workspace.clock.today, lists))
        if not self._knows_columns:
            # What was chosen the last time may be a column of the owner's own.
            if len(self.model.columns) != before:
                self._restore()
            self._knows_columns = True
        if self._sort[0] not in {column.key for column in self.model.columns}:
            self._sort = FIRST_ORDER
            self.view.set_sort(*self._sort)
            self.reload()

    def in_bin(self) -> bool:
        """Return whether the bin is shown."""
        return self.tools.bin_button.isChecked()

    def show_bin(self, on: bool) -> None:
        """Show the customers in the bin, or the others."""
        self.tools.bin_button.setChecked(on)

    def show_customer(self, customer_id: int) -> None:
        """Make a customer the current row, as soon as the list holds it; until then none is."""
        self._wanted = None if self.view.select_id(customer_id) else customer_id
        if self._wanted is not None:
            # What is done to the row that was current would not happen to who is shown beside.
            self.view.selectionModel().clear()

    @property
    def query(self) -> CustomerQuery:
        """What the list shows now: its filters, and its order."""
        return self.tools.query(self._sort)

    def show_query(self, query: CustomerQuery, title: str) -> None:
        """List the customers a query finds, the first of them current."""
        self._first_wanted = True
        self.bin_action.setEnabled(not query.in_bin)
        self.tools.adopt(query, title)

    def prints(self) -> tuple[str, dict[str, Any]]:
        """Return how to print the chosen customers where there are several, else the listed."""
        chosen = tuple(self.view.selected_ids())
        return "customer_list", {"ids": chosen} if len(chosen) > 1 else {"query": self.query}

    def _chosen(self, customer_id: int | None) -> None:
        if customer_id is not None:
            self._wanted = None
        self.current_changed.emit(customer_id)

    def _answered(self, query: CustomerQuery, total: int) -> None:
        self.tools.show_count(query, total, self.source.everybody)
        if self._wanted is not None:
            self.view.select_id(self._wanted)
        elif self._first_wanted:
            self.view.select_id(self.model.id_at(0))
        self._first_wanted = False

    def _say_empty(self, query: CustomerQuery) -> None:
        if query.text or self.tools.filters.count():
            choices: list[tuple[str, Callable[[], object]]] = []
            if query.text and not query.in_bin:
                add = _("Add “{name}”").format(name=plain.one_line(query.text)[:30])
                choices.append((add, partial(self.create_requested.emit, query.text)))
            choices.append((_("Clear all"), self.tools.clear_all))
            hint = _("Look at the spelling, or add a new customer.") if query.text else ""
            self.view.set_empty("search", _("Nobody found"), choices, hint)
        elif query.in_bin:
            back = (_("Back to the customers"), partial(self.show_bin, False))
            self.view.set_empty("bin", _("The bin is empty"), [back])
        else:
            self.view.set_empty(
                "customers",
                _("No customers yet"),
                [
                    (_("Import a list"), self._desk.import_list),
                    (_("New customer"), partial(self.create_requested.emit, "")),
                ],
                _("Bring in your Excel or WPS list, or type in the first customer."),
            )

    def _bin_toggled(self, on: bool) -> None:
        self.bin_action.setEnabled(not on)
        self.view.clearSelection()

    def _into_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.select_id(self.model.id_at(0))

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.reload()

    def _menu(self, ids: list[int], where: QPoint) -> None:
        if not ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.in_bin():
            menu.addAction(_("Restore"), self.bulk.restore)
        else:
            self.bulk.fill(menu)
        menu.popup(where)

    def _keep(self) -> None:
        kept = self._desk.settings.views.setdefault(VIEW, {})
        # Before the owner's own columns are known, their places would be lost.
        if self._knows_columns:
            kept["table"] = self.view.save_state()
        kept["filters_shown"] = self.tools.filter_button.isChecked()

    def _restore(self) -> None:
        state = self._desk.settings.views.get(VIEW, {}).get("table")
        if isinstance(state, dict):
            self.view.restore_state(state)
            sort = str(state.get("sort"))
            # Columns of the owner's own are known only when the lists are.
            known = {column.key for column in self.model.columns}
            if sort in known or id_of_key(sort) is not None:
                self._sort = (sort, bool(state.get("descending")))
        self.view.set_sort(*self._sort)

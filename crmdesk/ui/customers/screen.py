"""The customers: the list and, side by side, the file or the form of one of them."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import CUSTOMERS, EVERYTHING, SETTINGS, Changes
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.i18n import _
from crmdesk.core.services import customers
from crmdesk.ui.customers import lists
from crmdesk.ui.customers.customer_form import CustomerForm
from crmdesk.ui.customers.detail_pane import DetailPane
from crmdesk.ui.customers.list_pane import VIEW, CustomerList
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.layout import PageHeader, SplitView
from crmdesk.ui.kit.screen import Desk, Screen

FIRST_SIZES: Final = [440, 560]


class CustomersScreen(Screen):
    """Shows all customers; `open_customer` and `new_customer` are called from elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._opened_first = False
        self._lists: Lists | None = None
        self.list = CustomerList(desk)
        self.detail = DetailPane(desk)
        self.form = CustomerForm(desk)
        self.nobody = EmptyState(
            "customers",
            _("Choose a customer"),
            hint=_("Phone, history and plans are shown here, with a place for your notes."),
        )
        self.stack = QStackedWidget()
        for part in (self.nobody, self.detail, self.form):
            self.stack.addWidget(part)
        self._make_actions()
        self._lay_out()
        self._connect()
        self.first_stop = self.list.view
        self.prints = self.list.prints
        self.complains = lambda: 0 if self._editing() else self.detail.customer_id()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _make_actions(self) -> None:
        self.new_action = action_inside(
            self, _("New customer"), self.new_customer, "Ctrl+N", "plus"
        )
        action_inside(self, _("Find in the list"), self.start_find, "Ctrl+F", "search")
        action_inside(self, _("Read again"), self.refresh, "F5")
        # The keys of the file work in the list beside it as well.
        detail = self.detail
        self.addActions(
            [
                detail.edit,
                detail.note_now,
                detail.follow_up,
                detail.visit,
                detail.greet,
                detail.print,
            ]
        )

    def _lay_out(self) -> None:
        header = PageHeader(_("Customers"))
        new = button(_("New customer"), self.new_customer, icon="plus", kind="primary")
        new.setToolTip(self.new_action.toolTip())
        header.add(new)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(header)
        column.addWidget(self.list, 1)
        self.split = SplitView([left, self.stack])
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes(FIRST_SIZES)
        self.split.restore_state(self.desk.settings.views.get(VIEW, {}).get("split"))
        kept = self.desk.settings.views.setdefault(VIEW, {})
        self.split.sizes_changed.connect(lambda: kept.update(split=self.split.save_state()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.addWidget(self.split)
        tools = self.list.tools
        order = [new, tools.search, tools.filter_button, *tools.filters.stops()]
        order += [
            tools.import_button,
            tools.print_button,
            tools.columns_button,
            tools.bin_button,
            self.list.view,
        ]
        for one, after in pairwise(order):
            self.setTabOrder(one, after)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.create_requested.connect(self.new_customer)
        self.list.tools.import_asked.connect(self.desk.import_list)
        self.list.tools.duplicates_asked.connect(lambda: self.desk.merge_customers())
        self.list.tools.bin_toggled.connect(lambda _on: self._show_nobody())
        self.list.source.answered.connect(lambda _query, _total: self._open_first())
        self.detail.edit_asked.connect(self._edit)
        self.detail.customer_asked.connect(self.open_customer)
        self.detail.gone.connect(self._show_nobody)
        self.form.saved.connect(self._show_file)
        self.form.left.connect(self._form_left)
        self.form.open_asked.connect(self._show_file)

    # Called from outside

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; everything when there are none."""
        nouns = EVERYTHING if changes is None else changes.nouns
        if nouns & {CUSTOMERS, SETTINGS}:
            workspace = self.desk.workspace
            self.desk.tasks.read(
                lambda: lists.read(workspace), self._lists_read, key=(self, "lists")
            )
        self.list.refresh(changes)
        self.detail.refresh(changes)
        if self._editing() and (changes is None or CUSTOMERS in nouns):
            self.form.read_again()

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's file; a form with unsaved words is asked about first."""
        if self._editing():
            self.form.leave(partial(self._show_file, customer_id))
        else:
            self._show_file(customer_id)

    def show_customers(self, query: CustomerQuery, title: str) -> None:
        """List the customers a query finds; a form with unsaved words is asked about first."""

        def show() -> None:
            if self._editing():
                self._form_left()
            self.list.show_query(query, title)
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

        if self._editing():
            self.form.leave(show)
        else:
            show()

    def new_customer(self, name: str = "", phone: str = "") -> None:
        """Open the form for a new customer."""

        def show() -> None:
            self.stack.setCurrentWidget(self.form)
            self.form.new(name, phone)

        if self._editing():
            self.form.leave(show)
        else:
            show()

    def start_find(self) -> None:
        """Take the keyboard to the find field of the list."""
        self.list.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.tools.search.selectAll()

    def has_unsaved(self) -> bool:
        """Return whether something was typed that would be lost."""
        return (self._editing() and self.form.is_dirty()) or self.detail.note.is_dirty()

    # What happens inside

    def _editing(self) -> bool:
        return self.stack.currentWidget() is self.form

    def _lists_read(self, found: Lists) -> None:
        # Most that is done to a customer leaves the lists as they are, and menus take a moment.
        if found == self._lists:
            return
        self._lists = found
        self.list.set_lists(found)
        self.detail.set_lists(found)
        self.form.set_lists(found)

    def _open_first(self) -> None:
        if not self._opened_first and not self._editing() and not self.detail.customer_id():
            first = self.list.model.id_at(0)
            self._opened_first = first is not None
            if first is not None:
                self.list.show_customer(first)

    def _chosen(self, customer_id: int | None) -> None:
        here = self.stack.currentWidget() is self.detail
        if customer_id is None or (here and customer_id == self.detail.customer_id()):
            return
        if not self._editing():
            self._show_file(customer_id, from_list=True)
        elif customer_id != self.form.customer_id():
            before = self.form.customer_id() or self.detail.customer_id()
            self.form.leave(
                partial(self._show_file, customer_id, from_list=True),
                partial(self.list.show_customer, before),
            )

    def _opened(self, customer_id: int) -> None:
        if not self._editing():
            self._show_file(customer_id, from_list=True)
            self.detail.note.start()

    def _show_file(self, customer_id: int, *, from_list: bool = False) -> None:
        self.form.alike.forget()
        self.detail.open(customer_id)
        self.stack.setCurrentWidget(self.detail)
        if not from_list:
            self.list.show_customer(customer_id)

    def _show_nobody(self) -> None:
        if not self._editing():
            self.stack.setCurrentWidget(self.nobody)

    def _edit(self, customer_id: int) -> None:
        workspace = self.desk.workspace
        self.desk.tasks.read(
            lambda: customers.get(workspace, customer_id), self._edit_read, key=(self, "edit")
        )

    def _edit_read(self, customer: Customer) -> None:
        self.stack.setCurrentWidget(self.form)
        self.form.edit(customer)

    def _form_left(self) -> None:
        self.form.alike.forget()
        known = bool(self.detail.customer_id())
        self.stack.setCurrentWidget(self.detail if known else self.nobody)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

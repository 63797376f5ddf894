"""The screen of complaints: tabs over the complaints, and the form that covers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import COMPLAINTS, CUSTOMERS, EVERYTHING, SETTINGS, Changes
from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import N_, _
from crmdesk.core.services import complaints
from crmdesk.ui.complaints import lists
from crmdesk.ui.complaints.board_pane import BoardPane
from crmdesk.ui.complaints.browse_pane import BrowsePane
from crmdesk.ui.complaints.complaint_form import ComplaintForm
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.complaints.pane import ComplaintPane
from crmdesk.ui.complaints.report_pane import ReportPane
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.tab_row import TabRow

LIST: Final = "list"
BOARD: Final = "board"
REPORT: Final = "report"
# Lower than this, in screen points, the title would leave no room for complaints.
LOW: Final = 400
MARGINS: Final = (20, 14, 20, 12)
LOW_MARGINS: Final = (20, 6, 20, 6)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, its words, its keys, and how its pane is made at the first visit."""

    key: str
    title: str
    keys: str
    make: Callable[[Desk], ComplaintPane]


# Alt with a digit chooses the saved filter of the list, a letter the tab.
TABS: Final = (
    Tab(LIST, N_("List"), "Alt+L", BrowsePane),
    Tab(BOARD, N_("Board"), "Alt+B", BoardPane),
    Tab(REPORT, N_("Report"), "Alt+R", ReportPane),
)


class ComplaintsScreen(Screen):
    """Shows all complaints; `new_complaint`, `open_complaint`, `show_query` come from outside."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.panes: dict[str, ComplaintPane] = {}
        self.current = ""
        self._low = False
        self._lists = ComplaintLists()
        self.header = PageHeader(_("Complaints"))
        self.tabs = TabRow(
            [(tab.key, _(tab.title)) for tab in TABS],
            wraps=False,
            keys=[tab.keys for tab in TABS],
        )
        self.tabs.chosen.connect(self.show_tab)
        self.new_action = action_inside(
            self, _("New complaint"), self.new_complaint, "Ctrl+N", "plus"
        )
        action_inside(self, _("Find a complaint"), self.start_find, "Ctrl+F", "search")
        action_inside(self, _("Read again"), self.refresh, "F5")
        self.form = ComplaintForm(desk)
        self._pages = QStackedWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self.form.saved.connect(self._show_case)
        self.form.left.connect(self._form_left)
        self.form.other_asked.connect(self.open_complaint)
        self.show_tab(LIST)
        self._read_lists()

    def _lay_out(self) -> None:
        self.header.add(self.tabs)
        new = button(_("New complaint"), self.new_complaint, icon="plus", kind="primary")
        new.setToolTip(self.new_action.toolTip())
        self.header.add(new)
        page = QWidget()
        self._page_layout = layout = QVBoxLayout(page)
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self._pages, 1)
        self.stack.addWidget(page)
        self.stack.addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # The tabs

    def show_tab(self, key: str) -> ComplaintPane:
        """Show a tab, made now if this is its first visit, and return its pane."""
        pane = self.pane(key)
        self.current = key
        self.tabs.show_current(key)
        self._pages.setCurrentWidget(pane)
        self.prints = pane.prints
        self.first_stop = pane.first_stop
        if self.first_stop is not None:
            self.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return pane

    def pane(self, key: str) -> ComplaintPane:
        """Return the pane of a tab, made now if it was not shown yet."""
        if key not in self.panes:
            tab = next(one for one in TABS if one.key == key)
            made = tab.make(self.desk)
            made.set_lists(self._lists)
            made.set_low(self._low)
            made.counted.connect(self.counted)
            made.opened.connect(self.open_complaint)
            made.listed.connect(self.show_query)
            made.edit_asked.connect(self._edit)
            made.create_asked.connect(self.new_complaint)
            self.panes[key] = made
            self._pages.addWidget(made)
        return self.panes[key]

    @property
    def browse(self) -> BrowsePane:
        """The list with the case beside it."""
        found = self.pane(LIST)
        assert isinstance(found, BrowsePane)
        return found

    # Called from outside

    def show_part(self, part: str) -> None:
        """Show a tab by its key."""
        self._leave_form(partial(self.show_tab, part))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; everything when there are none."""
        nouns = EVERYTHING if changes is None else changes.nouns
        if nouns & {COMPLAINTS, CUSTOMERS, SETTINGS}:
            if SETTINGS in nouns:
                self._read_lists()
            for pane in self.panes.values():
                pane.refresh(changes)

    def new_complaint(
        self, customer_id: int = 0, name: str = "", phone: str = "", text: str = ""
    ) -> None:
        """Open the form for a new complaint; one that is being typed is asked about first."""

        def show() -> None:
            self.stack.setCurrentWidget(self.form)
            self.first_stop = self.form.fields.who
            self.form.new(customer_id, name=name, phone=phone, text=text)

        if self._editing() and not any((customer_id, name, phone, text)):
            # The keys pressed once more do not throw away what is being typed.
            at = QApplication.focusWidget()
            if at is None or not self.form.isAncestorOf(at):
                self.form.fields.who.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._leave_form(show)

    def open_complaint(self, complaint_id: int, event: str = "") -> None:
        """Show a case beside the list; a form that is being typed is asked about first.

        `event` names the step whose form is to be opened, where it is possible.
        """
        self._leave_form(partial(self._show_case, complaint_id, event))

    def show_query(self, query: ComplaintQuery, title: str) -> None:
        """List the complaints a query finds; `title` says in a few words what they are."""

        def show() -> None:
            self.stack.setCurrentIndex(0)
            self.show_tab(LIST)
            self.browse.show_query(query, title)

        self._leave_form(show)

    def start_find(self) -> None:
        """Take the keyboard to the find field of the tab, or where it has none of the list."""
        if not self._editing() and not self.pane(self.current).start_find():
            self.show_tab(LIST).start_find()

    def has_unsaved(self) -> bool:
        """Return whether something was typed that would be lost."""
        form = self._editing() and self.form.is_dirty()
        return form or any(pane.has_unsaved() for pane in self.panes.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be done without in a low window."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if low == self._low:
            return
        self._low = low
        self._page_layout.setContentsMargins(*(LOW_MARGINS if low else MARGINS))
        self.form.set_low(low)
        for pane in self.panes.values():
            pane.set_low(low)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what became overdue while something else was shown."""
        super().showEvent(event)
        if not event.spontaneous():
            for pane in self.panes.values():
                pane.refresh()

    # What happens inside

    def _editing(self) -> bool:
        return self.stack.currentWidget() is self.form

    def _leave_form(self, then: Callable[[], object]) -> None:
        if self._editing():
            self.form.leave(then)
        else:
            then()

    def _show_case(self, complaint_id: int, event: str = "") -> None:
        self.stack.setCurrentIndex(0)
        self.show_tab(LIST)
        self.browse.show_complaint(complaint_id, event)

    def _form_left(self) -> None:
        self.stack.setCurrentIndex(0)
        self.show_tab(self.current)

    def _edit(self, complaint_id: int) -> None:
        workspace = self.desk.workspace
        self.desk.tasks.read(
            lambda: complaints.row(workspace, complaint_id), self._edit_read, key=(self, "edit")
        )

    def _edit_read(self, row: ComplaintRow) -> None:
        self.stack.setCurrentWidget(self.form)
        self.first_stop = self.form.fields.what
        self.form.edit(row)

    def _read_lists(self) -> None:
        workspace = self.desk.workspace
        self.desk.tasks.read(lambda: lists.read(workspace), self._lists_read, key=(self, "lists"))

    def _lists_read(self, found: ComplaintLists) -> None:
        self._lists = found
        self.form.set_lists(found)
        for pane in self.panes.values():
            pane.set_lists(found)

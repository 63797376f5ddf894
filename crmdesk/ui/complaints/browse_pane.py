"""The list of complaints with the case of the current one beside it."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import _
from crmdesk.ui.complaints.case_pane import CasePane
from crmdesk.ui.complaints.list_pane import VIEW, ComplaintList
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.complaints.nothing_words import nothing_words
from crmdesk.ui.complaints.pane import ComplaintPane
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.layout import SplitView
from crmdesk.ui.kit.screen import Desk

FIRST_SIZES: Final = [490, 510]
# Narrower than this, in screen points, the case covers the list instead of standing beside it.
NARROW: Final = 760


class BrowsePane(ComplaintPane):
    """Keeps list and case together: what is current in the one is shown in the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._narrow = False
        self.list = ComplaintList(desk)
        self.case = CasePane(desk)
        self.nothing = EmptyState()
        self._ask_to_choose()
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.case)
        self.split = SplitView([self.list, self.right])
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes(FIRST_SIZES)
        kept = desk.settings.views.setdefault(VIEW, {})
        self.split.restore_state(kept.get("split"))
        self.split.sizes_changed.connect(self._keep_sizes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.first_stop = self.list.view
        self._connect()

    def _connect(self) -> None:
        # The keys of the case work in the list beside it as well.
        case = self.case
        verbs = [case.verbs.edit, case.verbs.open_customer]
        self.list.view.addActions([*case.steps.actions.values(), *verbs])
        self.list.verbs.of_case = lambda: [*case.steps.allowed(), *verbs]
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.counted.connect(self.counted)
        self.list.create_requested.connect(self.create_asked)
        self.list.came_empty.connect(lambda saved: case.leave(partial(self._show_empty, saved)))
        self.list.came_filled.connect(self._ask_to_choose)
        case.edit_asked.connect(self.edit_asked)
        case.other_asked.connect(self.show_complaint)
        case.gone.connect(self._show_nothing)
        case.back_asked.connect(self.show_list)
        case.left_form.connect(self._take_keys)
        stops = [*self.list.tools.stops(), self.list.view]
        for one, after in pairwise(stops):
            self.setTabOrder(one, after)

    # Called from outside

    def refresh(self, changes: Changes | None = None) -> None:
        """Read list and case again."""
        self.list.refresh(changes)
        self.case.refresh(changes)

    def set_lists(self, lists: ComplaintLists) -> None:
        """Show the words of the shop."""
        self.list.set_lists(lists)
        self.case.set_lists(lists)

    def set_low(self, low: bool) -> None:
        """Leave out what can be done without in a low window."""
        self.list.tools.set_low(low)

    def show_complaint(self, complaint_id: int, event: str = "") -> None:
        """Show a case, and where the list holds it make it the current one.

        `event` names a step to be taken next, with its form.
        """

        def show() -> None:
            self.case.next_step = event
            self._show_case(complaint_id)
            self.list.show_complaint(complaint_id)
            if self._narrow:
                self._cover(True)
                self._take_keys()

        self.case.leave(show)

    def show_query(self, query: ComplaintQuery, title: str) -> None:
        """List what a query finds."""

        def show() -> None:
            self.case.close_form()
            self.show_list()
            self.list.show_query(query, title)

        self.case.leave(show)

    def show_list(self) -> None:
        """Show the list where the case covers it, and take the keyboard there."""
        self._cover(False)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_find(self) -> bool:
        """Take the keyboard to the find field over the list."""
        self.show_list()
        search = self.list.tools.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()
        return True

    def prints(self) -> tuple[str, dict[str, Any]]:
        """Return the form of the case that is shown, else the sheet of the month."""
        one = self.case.complaint()
        return ("complaint_form", {"ids": (one.id,)}) if one is not None else super().prints()

    def has_unsaved(self) -> bool:
        """Return whether the form of a step holds typed words."""
        return self.case.is_dirty()

    # What happens inside

    def _chosen(self, complaint_id: int | None) -> None:
        if complaint_id is None:
            # It left this list; a list with the keyboard and no row would choose its first one.
            if self.list.view.hasFocus() and self.case.complaint_id():
                self._take_keys()
            return
        if complaint_id == self.case.complaint_id():
            return
        before = self.case.complaint_id()
        self.case.leave(
            partial(self._show_case, complaint_id), partial(self.list.show_complaint, before)
        )

    def _opened(self, complaint_id: int) -> None:
        self._show_case(complaint_id)
        if self._narrow:
            self._cover(True)
        self._take_keys()

    def _take_keys(self) -> None:
        """Take the keyboard to the list, or where that does not hold the case to the case."""
        listed = self.list.view.current() == self.case.complaint_id()
        here = self.list.view if listed and not self.list.isHidden() else self.case.area
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_case(self, complaint_id: int) -> None:
        self.right.setCurrentWidget(self.case)
        self.case.open(complaint_id)

    def _show_nothing(self) -> None:
        self.right.setCurrentWidget(self.nothing)
        self._cover(False)

    def _show_empty(self, saved: str) -> None:
        """Say that what was chosen holds no case, instead of showing one of another list."""
        words, advice = nothing_words(saved)
        # A saved filter without any is good news; words that find nothing are none.
        self.nothing.set_content("check" if saved else "search", words, hint=advice)
        typed_here = self.case.isAncestorOf(QApplication.focusWidget() or self)
        self.case.forget()
        self._show_nothing()
        if typed_here:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_to_choose(self) -> None:
        hint = _("What happened, what is due and what can be done is shown here.")
        self.nothing.set_content("complaint", _("Choose a complaint"), hint=hint)

    def _keep_sizes(self) -> None:
        self.desk.settings.views.setdefault(VIEW, {})["split"] = self.split.save_state()

    def _cover(self, on: bool) -> None:
        """Let the case cover the list where there is no room for both."""
        self.list.setVisible(not (self._narrow and on))
        self.right.setVisible(not self._narrow or on)
        self.case.back.setVisible(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and case side by side, or one at a time in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            # An open form is what one looks at.
            self._cover(self.case.step_form is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the case to the list with Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.list.view.hasFocus():
            self.show_list()
        else:
            super().keyPressEvent(event)

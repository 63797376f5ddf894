"""The silent customers: who was not heard of for longer than usual, the longest first."""

from __future__ import annotations

from array import array
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import ACTIVITIES, CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS, Changes
from crmdesk.core.i18n import _
from crmdesk.core.services import silent
from crmdesk.core.services.silent import Page, SilentRow
from crmdesk.ui.care.pane import CarePane
from crmdesk.ui.care.silent_columns import columns_with, silent_columns
from crmdesk.ui.care.silent_dialogs import rule_words
from crmdesk.ui.care.silent_panel import SilentPanel
from crmdesk.ui.care.silent_verbs import SilentVerbs
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.model_answers import ROW_ROLE
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView

# Some rows can be seen however low the window is.
LEAST_HEIGHT = 180
CONCERNED = frozenset({ACTIVITIES, CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS})


class SilentPane(CarePane):
    """The list of the silent, beside it those never contacted, and what can be done about them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.never = False
        self.model = RowsModel(silent_columns(), desk.tasks, self._fetch, self)
        self.model.load_failed.connect(desk.trouble)
        self.view = RowsView(self.model)
        self.view.setProperty("kind", "boxed")
        self.view.fit_columns()
        self.view.setMinimumHeight(LEAST_HEIGHT)
        self.view.setAccessibleName(_("Silent customers"))
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.first_stop = self.view
        self.verbs = SilentVerbs(desk, self.view, self.current)
        self.panel = SilentPanel(self.verbs.actions, self.verbs.why)
        self.silent_button = self._segment(_("Silent"), False)
        self.never_button = self._segment(_("Never contacted"), True)
        self.rule_button = button(
            _("How is it decided?"), self.verbs.show_rule, icon="help", kind="quiet"
        )
        self._lay_out()
        self.view.current_id.connect(lambda _id: self._show_current())
        self.view.selection_changed.connect(lambda _count: self._show_current())
        self.view.activated_id.connect(desk.open_customer)
        self.view.menu_requested.connect(self._menu)
        self._show_current()
        self.refresh()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        group = QButtonGroup(self)
        for made in (self.silent_button, self.never_button):
            group.addButton(made)
            top.addWidget(made)
        self.silent_button.setChecked(True)
        top.addStretch(1)
        top.addWidget(self.rule_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.panel)

    def _segment(self, text: str, never: bool) -> QPushButton:
        made = button(text, lambda: self.show_list(never=never), kind="quiet")
        made.setCheckable(True)
        return made

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the list again when the changes concern it."""
        if changes is not None and not changes.nouns & CONCERNED:
            return
        workspace, never = self.desk.workspace, self.never
        self.desk.tasks.read(
            lambda: silent.first_page(workspace, never=never),
            partial(self._show, never),
            key=(self, "page"),
            owner=self,
        )

    def show_list(self, *, never: bool) -> None:
        """Show the silent ones, or those never contacted."""
        self.never = never
        (self.never_button if never else self.silent_button).setChecked(True)
        self.refresh()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> SilentRow | None:
        """Return the current customer."""
        found = self.view.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, SilentRow) else None

    def _fetch(self, ids: list[int]) -> list[Any]:
        return silent.rows(self.desk.workspace, ids)

    def _show(self, never: bool, page: Page) -> None:
        place = max(self.view.currentIndex().row(), 0)
        kept = self.view.current()
        whole = [row for row in page.rows if row is not None]
        self.view.set_columns(columns_with(whole if len(whole) == page.total else (), never=never))
        self.model.show_ids(page.ids, page.total, page.rows)
        if self.view.current() is None and kept in page.ids:
            self.view.select_id(kept)
        if never:
            self.view.set_empty("check", _("Everybody was contacted at least once"))
        else:
            self.view.set_empty(
                "check",
                _("Nobody is silent for too long"),
                [(_("Change the intervals"), lambda: self.desk.go("settings", "following"))],
                rule_words(),
            )
            self.counted.emit(page.total)
        if self.view.current() is None and page.ids:
            # Whoever was dealt with is gone: the next one takes the place.
            self.view.select_id(page.ids[min(place, len(page.ids) - 1)])
        self._show_current()
        if page.total > len(page.ids):
            workspace = self.desk.workspace
            self.desk.tasks.read(
                lambda: silent.ids(workspace, never=never),
                partial(self._extend, never),
                key=(self, "ids"),
                owner=self,
            )

    def _extend(self, never: bool, ids: array[int]) -> None:
        if never == self.never and ids != self.model.ids():
            self.model.extend(ids)

    def _show_current(self) -> None:
        row, count = self.current(), self.view.selected_count()
        self.panel.show_row(row, count)
        self.verbs.set_enabled(row is not None)
        if row is not None and count <= 1:
            workspace, wanted = self.desk.workspace, row.customer_id
            self.desk.tasks.read(
                lambda: silent.contact_days(workspace, wanted),
                self.panel.show_contacts,
                key=(self, "contacts"),
                owner=self,
            )

    def chosen(self) -> list[int]:
        """Return the chosen customers in the order of the list."""
        return self.view.selected_ids()

    def _menu(self, ids: list[int], place: QPoint) -> None:
        if not ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.verbs.actions, self.verbs.why])
        menu.popup(place)

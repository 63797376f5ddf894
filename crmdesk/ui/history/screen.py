"""The undo list: everything that was done, newest first, each with its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _
from crmdesk.core.services import history
from crmdesk.ui.history.imports_pane import ImportsPane
from crmdesk.ui.history.line import OperationLine
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.layout import Card, PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.parts.undoing import undo_operation

if TYPE_CHECKING:
    from crmdesk.core.services.history import HistoryLine

PAGE: Final = 50


class HistoryScreen(Screen):
    """Operations by day; Up and Down move between their Undo buttons, Ctrl+Z takes one back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.lines: list[OperationLine] = []
        self._limit = PAGE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._days = QVBoxLayout()
        self._days.setSpacing(12)
        self.more = button(_("Show older"), self.show_older, icon="down")
        self.more.hide()
        self.empty = EmptyState("history", _("Nothing was done yet"))
        self.empty.set_content(
            "history",
            _("Nothing was done yet"),
            (),
            _("Everything you change is listed here and can be taken back, also tomorrow."),
        )
        self.imports = ImportsPane(desk)
        self.all_button = _segment(_("Everything"), self.show_everything)
        self.imports_button = _segment(_("Imports"), self.show_imports)
        self._build()
        self.empty.hide()
        # The table of imports moves with these keys itself.
        self._steps = (
            connect_keys(self, "Down", lambda: self._step(1)),
            connect_keys(self, "Up", lambda: self._step(-1)),
        )
        self.refresh()

    def _build(self) -> None:
        header = PageHeader(
            _("History"),
            _("Everything that was changed, newest first. Undo takes one step back."),
        )
        group = QButtonGroup(self)
        for made in (self.all_button, self.imports_button):
            group.addButton(made)
            header.add(made)
        self.all_button.setChecked(True)
        days = Page()
        inner = QVBoxLayout(days)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addLayout(self._days)
        inner.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self.empty, 1)
        inner.addStretch(1)
        self._scroll = ScrollArea(days)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self.imports)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(header)
        layout.addWidget(self._pages, 1)

    def show_everything(self) -> None:
        """Show all that was done."""
        self.all_button.setChecked(True)
        self._show_page(self._scroll)
        self.setFocus()

    def show_imports(self) -> None:
        """Show the lists that were imported, with what became of their rows."""
        self.imports_button.setChecked(True)
        self._show_page(self.imports)
        self.imports.refresh()
        self.imports.view.setFocus()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the newest operations again; every change is one of them."""
        if self._imports_shown():
            self.imports.refresh()
        workspace, limit = self.desk.workspace, self._limit
        # One more than shown tells whether there are older ones.
        self.desk.tasks.read(
            lambda: history.recent(workspace, limit + 1), self._show, key=(self, "list")
        )

    def show_older(self) -> None:
        """Show more of the past."""
        self._limit += PAGE
        self.refresh()

    def undo(self, operation_id: int) -> None:
        """Take an operation back."""
        undo_operation(self.desk, self, operation_id)

    def undo_current(self) -> None:
        """Take back the operation whose button has the focus, else the newest that can be."""
        offered = self._offered()
        focused = next((line for line in offered if line.undo.hasFocus()), None)
        chosen = focused or next(iter(offered), None)
        if chosen is not None:
            self.undo(chosen.operation_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys act on the list."""
        super().showEvent(event)
        chosen = self.imports.view if self._imports_shown() else self
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z for the chosen line while the list is shown; elsewhere it is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back the chosen line with Ctrl+Z."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.imports.undo() if self._imports_shown() else self.undo_current()
        else:
            super().keyPressEvent(event)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        for action in self._steps:
            action.setEnabled(page is self._scroll)

    def _imports_shown(self) -> bool:
        return self._pages.currentWidget() is self.imports

    def _offered(self) -> list[OperationLine]:
        return [line for line in self.lines if not line.undo.isHidden()]

    def _step(self, step: int) -> None:
        offered = self._offered()
        if not offered:
            return
        focused = next((i for i, line in enumerate(offered) if line.undo.hasFocus()), None)
        place = 0 if focused is None else min(max(focused + step, 0), len(offered) - 1)
        offered[place].undo.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(offered[place], 0, 40)

    def _show(self, found: Sequence[HistoryLine]) -> None:
        focused = next((i for i, line in enumerate(self._offered()) if line.undo.hasFocus()), None)
        removal.clear(self._days)
        self.lines = []
        today = self.desk.workspace.clock.today()
        for day, lines in groupby(found[: self._limit], key=_day_of):
            self._days.addWidget(self._day_card(day, list(lines), today))
        self.more.setVisible(len(found) > self._limit)
        self.empty.setVisible(not found)
        offered = self._offered()
        if focused is not None and offered:
            offered[min(focused, len(offered) - 1)].undo.setFocus()

    def _day_card(self, day: dt.date, lines: Sequence[HistoryLine], today: dt.date) -> Card:
        words = show_day(day, today)
        card = Card(words[:1].upper() + words[1:])
        card.body.setSpacing(2)
        for line in lines:
            made = OperationLine(line, self.undo)
            self.lines.append(made)
            card.body.addWidget(made)
        return card


def _segment(text: str, slot: Callable[[], object]) -> QPushButton:
    made = button(text, slot, kind="quiet")
    made.setCheckable(True)
    return made


def _day_of(line: HistoryLine) -> dt.date:
    return line.record.at.astimezone().date()

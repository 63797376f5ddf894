"""The screen Care: a tab for each way of staying in touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import N_, _
from crmdesk.ui.care.greetings_pane import GreetingsPane
from crmdesk.ui.care.pane import CarePane
from crmdesk.ui.care.silent_pane import SilentPane
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.kit.tab_row import TabRow


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, its words, and how its pane is made at the first visit."""

    key: str
    title: str
    make: Callable[[Desk], CarePane]


# Alt+1, Alt+2 ... in this order.
TABS: Final = (
    Tab("silent", N_("Silent customers"), SilentPane),
    Tab("greetings", N_("Greetings"), GreetingsPane),
)


class CareScreen(Screen):
    """Tabs over panes that are made when they are first shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.panes: dict[str, CarePane] = {}
        self.current = ""
        self.header = PageHeader(
            _("Care"), _("Stay in touch: nobody is forgotten, nobody is asked too often.")
        )
        self._pages = QStackedWidget()
        self.tabs = TabRow([(tab.key, _(tab.title)) for tab in TABS], wraps=False)
        self.tabs.chosen.connect(self.show_tab)
        self.header.add(self.tabs)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # A low window scrolls instead of cutting.
        outer.addWidget(ScrollArea(page))
        self.prints = lambda: ("birthdays", {})
        self.show_tab(TABS[0].key)

    def show_tab(self, key: str) -> CarePane:
        """Show a tab, made now if this is its first visit, and return its pane."""
        pane = self._pane(key)
        self.current = key
        self.tabs.show_current(key)
        self._pages.setCurrentWidget(pane)
        self.first_stop = pane.first_stop
        if self.first_stop is not None:
            self.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return pane

    def show_part(self, part: str) -> None:
        """Show a tab by its key."""
        self.show_tab(part)

    def refresh(self, changes: Changes | None = None) -> None:
        """Let every tab that was visited read again what the changes concern."""
        for pane in self.panes.values():
            pane.refresh(changes)

    def has_unsaved(self) -> bool:
        """Return whether a tab holds typed words that are not saved."""
        return any(pane.has_unsaved() for pane in self.panes.values())

    def _pane(self, key: str) -> CarePane:
        if key not in self.panes:
            tab = next(one for one in TABS if one.key == key)
            made = tab.make(self.desk)
            made.counted.connect(lambda count: self._show_count(tab, count))
            self.panes[key] = made
            self._pages.addWidget(made)
        return self.panes[key]

    def _show_count(self, tab: Tab, count: int) -> None:
        words = _("{tab} ({count:,})").format(tab=_(tab.title), count=count)
        self.tabs.set_title(tab.key, words if count else _(tab.title))

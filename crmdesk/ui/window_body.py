"""What fills the window: navigation, find box, notices, the screens and the status line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import CUSTOMERS, Changes
from crmdesk.core.i18n import _, in_a_row
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.notices import NoticeBar, StatusLine
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.side_nav import SideNav
from crmdesk.ui.parts.find_box import FindBox
from crmdesk.ui.window_places import PLACES, Place

if TYPE_CHECKING:
    from crmdesk.core.services.reminders import Brought

FIND_WIDTH: Final = 520
TODAY: Final = PLACES[0].key


class BusyPage(QWidget):
    """Says what is being done while nothing else can be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = plain.label(text, "subheading")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(280)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self.text)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def report(self, done: int, total: int, what: str) -> None:
        """Show how far the work is; a total of 0 means that nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class Body(QWidget):
    """The window's content; screens are made at their first visit and then kept."""

    page_shown = Signal(QWidget)
    waiting = Signal(int)

    def __init__(self, desk: Desk, *, demo: bool) -> None:
        super().__init__()
        self._desk = desk
        self._screens: dict[str, Screen] = {}
        self._stale: dict[str, Changes] = {}
        self._page: QWidget | None = None
        self._lines: list[QWidget] = []
        self.current = ""
        self.waiting_count = 0
        # Where there is no customer yet, the ways to begin are what one comes back to.
        self.beginning: Callable[[], object] | None = None
        self.nav = SideNav([place.nav_item() for place in PLACES if not place.under])
        self.finder = FindBox(desk, complains=True)
        self.notice = NoticeBar()
        self.status = StatusLine()
        self.pages = QStackedWidget()
        self.nav.chosen.connect(self.show_screen)
        self._lay_out(demo)

    def _lay_out(self, demo: bool) -> None:
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(20, 12, 20, 0)
        top.setSpacing(10)
        self.finder.setMaximumWidth(FIND_WIDTH)
        top.addWidget(self.finder, 3)
        top.addStretch(1)
        if demo:
            badge = Pill(_("Demo"), "warning")
            badge.setToolTip(
                plain.tip(_("These customers are invented. Yours are in another file."))
            )
            top.addWidget(badge)
        if words := self._desk.workspace.only_read():
            badge = Pill(_("Read only"), "warning")
            badge.setToolTip(plain.tip(in_a_row(words)))
            top.addWidget(badge)
        self.new_button = button(_("New customer"), lambda: self._desk.new_customer(), icon="plus")
        self.new_button.setToolTip(plain.tip(_("New customer (Ctrl+N)")))
        top.addWidget(self.new_button)
        self._bars = bar = QVBoxLayout()
        bar.setContentsMargins(20, 8, 20, 0)
        bar.addWidget(self.notice)
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.top)
        content.addLayout(bar)
        content.addWidget(self.pages, 1)
        content.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(content, 1)

    def place(self, key: str) -> Screen:
        """Return the screen of a place, made now if this is its first visit."""
        if key not in self._screens:
            place = _place(key)
            made = place.make(self._desk)
            if not place.under:
                made.counted.connect(lambda count: self._show_count(key, count))
                made.counted_at.connect(self._show_count)
            made.closed.connect(self.close_page)
            made.stand_back(_any_shown(self._lines))
            self._screens[key] = made
            self.pages.addWidget(made)
        return self._screens[key]

    def opened(self) -> list[tuple[QWidget, str]]:
        """Return the screens that were opened with their titles, the shown one first."""
        shown = self.pages.currentWidget()
        found = [
            (self._screens[one.key], _(one.title)) for one in PLACES if one.key in self._screens
        ]
        return sorted(found, key=lambda one: one[0] is not shown)

    def show_screen(self, key: str) -> Screen:
        """Go to a place; what changed meanwhile is read again."""
        screen = self.place(key)
        if screen is not self.pages.currentWidget():
            # What it says belongs to the screen that is left.
            self.notice.clear()
            # Otherwise Qt hands the keyboard on to the first button it meets.
            self.pages.setFocus()
        self._drop_page()
        changes = self._stale.pop(key, None)
        self.pages.setCurrentWidget(screen)
        if changes is not None:
            screen.refresh(changes)
        under = _place(key).under
        self.nav.show_current(under or key)
        if not under:
            self.current = key
        # The list of customers has its own.
        self.new_button.setVisible(key != "customers")
        if self.pages.hasFocus():
            screen.setFocus()
        self.page_shown.emit(screen)
        if TODAY not in self._screens:
            self._count_waiting()
        return screen

    def show_page(self, page: QWidget) -> None:
        """Cover the screens with a page until a place is chosen."""
        self._drop_page()
        self._page = page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()
        self.page_shown.emit(page)

    def page(self) -> QWidget | None:
        """Return the page that covers the screens."""
        return self._page

    def close_page(self) -> None:
        """Go back to the place that was shown before."""
        if self.beginning is not None and not self.current:
            self.beginning()
        else:
            self.show_screen(self.current or PLACES[0].key)

    def show_busy(self, text: str) -> BusyPage:
        """Let nothing be done but wait, and return the page that says for what."""
        page = BusyPage(text)
        self.show_page(page)
        self.nav.setEnabled(False)
        self.top.setEnabled(False)
        return page

    def is_busy(self) -> bool:
        """Tell whether nothing can be done but wait, as while a database is opened."""
        return isinstance(self._page, BusyPage)

    def add_bar(self, bar: QWidget) -> None:
        """Put one more quiet line under the notice."""
        self._bars.addWidget(bar)
        self._lines.append(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the screens offer nothing while a line above them says something: one at a time."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            for screen in self._screens.values():
                screen.stand_back(_any_shown(self._lines))
        return False

    def show_away(self, brought: Brought) -> None:
        """Say on Today what became due while nobody was here."""
        from crmdesk.ui.today.screen import TodayScreen

        screen = self.place(TODAY)
        assert isinstance(screen, TodayScreen)
        screen.pile.show_away(brought)

    def tell(self, changes: Changes) -> None:
        """Let the shown screen read what changed; the others do when they are shown next."""
        if CUSTOMERS in changes.nouns:
            self.beginning = None
        for key, screen in self._screens.items():
            if screen is self.pages.currentWidget():
                screen.refresh(changes)
            else:
                self._stale[key] = _both(self._stale.get(key), changes)
        # Without screens the database is being closed.
        if self._screens and self._screens.get(TODAY) is not self.pages.currentWidget():
            self._count_waiting()

    def has_unsaved(self) -> bool:
        """Return whether a screen holds typed words that are not saved."""
        return any(screen.has_unsaved() for screen in self._screens.values())

    def settle(self) -> None:
        """Send off what the screens keep back until the user pauses."""
        for screen in self._screens.values():
            screen.settle()

    def drop_screens(self) -> None:
        """Let go of every screen; they must not ask a database that is being closed."""
        self.settle()
        for screen in self._screens.values():
            self.pages.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._stale.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out of the navigation where the window is narrow."""
        super().resizeEvent(event)
        self.nav.adapt(self.width())

    def _count_waiting(self) -> None:
        """Keep the count beside Today true while that screen does not do so itself."""
        from crmdesk.core.services import today

        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: today.waiting(workspace), self._show_waiting, key=(self, "waiting")
        )

    def _show_waiting(self, count: int) -> None:
        self._show_count(TODAY, count)

    def _show_count(self, key: str, count: int) -> None:
        self.nav.set_badge(key, count)
        if key == TODAY:
            self.waiting_count = count
            self.waiting.emit(count)

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self.pages.removeWidget(page)
            # Not at once: it may be the page itself that asked.
            QTimer.singleShot(0, page, page.deleteLater)


def _place(key: str) -> Place:
    return next(place for place in PLACES if place.key == key)


def _both(first: Changes | None, second: Changes) -> Changes:
    if first is None:
        return second
    many = not first.customer_ids or not second.customer_ids
    ids = frozenset() if many else first.customer_ids | second.customer_ids
    return Changes(0, "", first.nouns | second.nouns, ids)


def _any_shown(lines: Iterable[QWidget]) -> bool:
    return any(not line.isHidden() for line in lines)

"""The calendar: a month, a week or a day, moved through and changed with keys or the mouse."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.calendar import (
    BIRTHDAY,
    EVERY_KIND,
    FOLLOW_UP,
    VISIT,
)
from crmdesk.core.domain.changes import CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS, Changes
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import choices
from crmdesk.ui.calendar.asking import Asking
from crmdesk.ui.calendar.bar import CalendarBar
from crmdesk.ui.calendar.book import Book
from crmdesk.ui.calendar.hours_board import HoursBoard
from crmdesk.ui.calendar.month_board import MonthBoard
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.source import Source, Wanted
from crmdesk.ui.calendar.spans import DAY, MONTH, VIEWS, WEEK, span_of, stepped, title_of, within
from crmdesk.ui.calendar.verbs import Verbs
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.screen import Desk, Screen

VIEW: Final = "calendar"
LOW: Final = 420
CONCERNS: Final = frozenset({VISITS, CUSTOMERS, FOLLOW_UPS, SETTINGS})
# As many of a kind on a day as the highest screen has lines for, and as a day's hours can show.
MOST: Final = {MONTH: 12, WEEK: 100, DAY: 300}
COUNTED: Final = (
    (FOLLOW_UP, lambda n: ngettext("{count} follow-up", "{count} follow-ups", n)),
    (VISIT, lambda n: ngettext("{count} visit", "{count} visits", n)),
    (BIRTHDAY, lambda n: ngettext("{count} birthday", "{count} birthdays", n)),
)


class CalendarScreen(Screen):
    """Shows what has a date, and lets it be moved, done and planned."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._clock = desk.workspace.clock
        self.day = self._clock.today()
        # A day of the month, week or day that is shown: the mouse can choose one of its neighbours.
        self.page = self.day
        self.header = PageHeader("")
        self.bar = CalendarBar(self._clock)
        self.month = MonthBoard(self._clock.today())
        self.hours = HoursBoard(self._clock)
        self.boards = QStackedWidget()
        self.source = Source(desk, self)
        self.verbs = Verbs(desk, self)
        self.asking = Asking(desk, self.bar, self.verbs, self.board, self)
        self._follow = ""
        self._counts = ""
        self._read_once = False
        self._build()
        self._connect()
        self.asking.add_keys(self.boards)
        self._restore()

    def _build(self) -> None:
        self.new_button = button(
            _("New entry"),
            self.asking.plan_new,
            icon="plus",
            kind="primary",
            tip=_("New follow-up or visit (N)"),
        )
        self.export_button = button(
            _("Export calendar…"), self.asking.export, icon="export", shortcut="Ctrl+E"
        )
        self.print_button = button(
            _("Print…"), self.asking.print_week, icon="print", shortcut="Ctrl+P"
        )
        for one in (self.new_button, self.export_button, self.print_button):
            self.header.add(one)
        self.boards.addWidget(self.month)
        self.boards.addWidget(self.hours)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.bar)
        layout.addWidget(self.boards, 1)
        self.first_stop = self.month

    def _connect(self) -> None:
        self.bar.day_changed.connect(self.show_day)
        self.bar.view_changed.connect(lambda _view: self._view_changed())
        self.bar.filter_changed.connect(self._filter_changed)
        self.bar.stepped.connect(self.step)
        self.source.arrived.connect(self._show)
        self.verbs.moved.connect(self._moved)
        self.verbs.failed.connect(lambda: self.refresh())
        for board in self._boards():
            board.cursor_moved.connect(self.show_day)
            board.pointed_at.connect(self._point_at)
            board.opened.connect(self.asking.open)
            board.create_wanted.connect(lambda _day, _at: self.asking.plan_new())
            board.move_wanted.connect(self.verbs.move)
            board.cancel_wanted.connect(self.verbs.cancel)
            board.fixed_touched.connect(self.asking.explain)
            board.menu_wanted.connect(self.verbs.menu)
            board.day_wanted.connect(self.open_day)
            board.step_wanted.connect(self.step)

    def _boards(self) -> tuple[PointingBoard, PointingBoard]:
        return self.month, self.hours

    # What others ask for

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the shown days again when the changes concern them."""
        if changes is not None and not changes.nouns & CONCERNS:
            return
        self._read_once = True
        for board in self._boards():
            board.today = self._clock.today()
        self.source.forget()
        self._ask()
        workspace = self.desk.workspace
        self.desk.tasks.read(
            lambda: choices.staff_names(workspace), self.bar.set_staff, key=(self, "staff")
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read when the screen is seen for the first time; another day may have begun."""
        super().showEvent(event)
        if not self._read_once or self._clock.today() != self.month.today:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the days as much room as a low window has."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if low != self.bar.compact:
            self.bar.set_compact(low)
            self._show_counts()
            layout = self.layout()
            assert layout is not None
            layout.setContentsMargins(20, 6 if low else 14, 20, 6 if low else 14)
            layout.setSpacing(6 if low else 10)

    def show_day(self, day: dt.date) -> None:
        """Go to a day in the view that is shown."""
        self.day = self.page = within(day)
        self.bar.set_day(self.day)
        board = self.board()
        if board.spot.day != self.day:
            board.set_spot(self.day, board.spot.at if board is self.hours else None)
        self._ask()

    def open_day(self, day: dt.date) -> None:
        """Show a day with its hours."""
        self.day = day
        self.bar.set_view(DAY)
        self.show_day(day)
        self.hours.setFocus()

    def step(self, by: int) -> None:
        """Go so many days, weeks or months on."""
        self.show_day(stepped(self.bar.view, self.page, by))

    def board(self) -> PointingBoard:
        """Return the board that is shown."""
        return self.month if self.bar.view == MONTH else self.hours

    # Showing

    def _wanted(self, day: dt.date) -> Wanted:
        view = self.bar.view
        return Wanted(span_of(view, day), self.bar.kinds(), self.bar.staff_name(), MOST[view])

    def _ask(self) -> None:
        view = self.bar.view
        beside = [self._wanted(stepped(view, self.page, by)) for by in (1, -1)]
        wanted = self._wanted(self.page)
        self.header.set_title(title_of(view, self.page))
        if self.source.shown() != wanted:
            self.source.show(wanted, beside)

    def _show(self, book: Book) -> None:
        if self.bar.view == MONTH:
            self.month.show_month(book, self.page.month)
            # The days of its neighbours fill the weeks up; they are none of this month's.
            totals = book.totals(self.page.month)
        else:
            self.hours.show_hours(book)
            totals = book.totals()
        counts = [
            words(totals[noun]).format(count=totals[noun])
            for noun, words in COUNTED
            if totals[noun]
        ]
        self._counts = " · ".join(counts) if counts else _("Nothing planned")
        self._show_counts()
        if self._follow and self.board().slot(self._follow) is not None:
            self.board().choose(self._follow)
            self._follow = ""

    def _show_counts(self) -> None:
        self.header.set_subtitle("" if self.bar.compact else self._counts)

    def _view_changed(self) -> None:
        self.boards.setCurrentWidget(self.board())
        self.first_stop = self.board()
        self.page = self.day
        self.board().set_spot(self.day)
        self._remember()
        self._ask()
        if not self.bar.date.line.hasFocus():
            self.board().setFocus()

    def _filter_changed(self) -> None:
        self._remember()
        self._ask()

    def _moved(self, key: str, day: dt.date) -> None:
        self._follow = key
        self._point_at(within(day))
        self.board().set_spot(self.day)

    def _point_at(self, day: dt.date) -> None:
        """Be on a day; what shows it already stays, so that nothing moves away under the mouse."""
        self.day = day
        self.bar.set_day(day)
        first, last = span_of(self.bar.view, self.page)
        if not first <= day <= last:
            self.page = day

    def _remember(self) -> None:
        kept = self.desk.settings.views.setdefault(VIEW, {})
        kept["view"] = self.bar.view
        kept["kinds"] = list(self.bar.kinds())

    def _restore(self) -> None:
        kept = self.desk.settings.views.get(VIEW, {})
        kinds = kept.get("kinds")
        if isinstance(kinds, list):
            self.bar.set_kinds([kind for kind in EVERY_KIND if kind in kinds])
        if kept.get("view") in VIEWS:
            self.bar.set_view(kept["view"])

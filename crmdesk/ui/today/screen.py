"""The start page: what waits today, and one key for each thing to do about it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import (
    ACTIVITIES,
    COMPLAINTS,
    CUSTOMERS,
    FOLLOW_UPS,
    GREETINGS,
    SETTINGS,
    VISITS,
    Changes,
)
from crmdesk.core.i18n import _
from crmdesk.core.services import today as todays
from crmdesk.ui.kit.actions import button, make_action
from crmdesk.ui.kit.layout import FlowLayout, PageHeader
from crmdesk.ui.kit.offer import Offer
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import Page, ScrollArea
from crmdesk.ui.today.complaints import ComplaintsCard
from crmdesk.ui.today.counts import CountButton, show_counts
from crmdesk.ui.today.follow_ups import FollowUpsPane
from crmdesk.ui.today.lines import first_of, follow_up_cards
from crmdesk.ui.today.pile import PileOffer
from crmdesk.ui.today.room import SPACING, Room
from crmdesk.ui.today.side import SidePane
from crmdesk.ui.today.wording import full_day, greeting, what_waits

if TYPE_CHECKING:
    from crmdesk.core.services.today import Today

# Narrower than this, in screen points, everything stands in one column.
TWO_COLUMNS: Final = 740
BOTTOM: Final = 16
LOOK_AT_THE_CLOCK: Final = 60_000
CONCERNED: Final = frozenset(
    {ACTIVITIES, COMPLAINTS, CUSTOMERS, FOLLOW_UPS, GREETINGS, SETTINGS, VISITS}
)


class TodayScreen(Screen):
    """Complaints and follow-ups on the left; visits, birthdays and the silent on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.prints = lambda: ("day_sheet", {"start": desk.workspace.clock.today(), "days": 1})
        self.found: Today | None = None
        self.header = PageHeader(full_day(self._day()))
        # The place for one quiet notice: the digest, or an offer to spread the pile.
        self.offer = Offer()
        self.pile = PileOffer(desk, self.offer)
        self.follow_ups = FollowUpsPane(desk, self.new_follow_up)
        self.complaints = ComplaintsCard(desk)
        self.side = SidePane(desk)
        self.first_stop = self.follow_ups.list
        self.counts = self._make_counts()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        make_action(self, _("New follow-up"), self.new_follow_up, shortcut="Ctrl+Shift+N")
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AT_THE_CLOCK)
        self._clock.timeout.connect(self._look_at_the_clock)
        self._clock.start()
        self._greet()
        self.refresh()

    def _make_counts(self) -> dict[str, CountButton]:
        made = {
            "overdue": CountButton(_("Overdue"), "danger", "1"),
            "due": CountButton(_("Due today"), "accent", "2", _("Today")),
            "coming": CountButton(_("Next 7 days"), "neutral", "3", _("7 days")),
            "visits": CountButton(_("Visits today"), "neutral", "4", _("Visits")),
            "birthdays": CountButton(_("Birthdays"), "neutral", "5"),
            "silent": CountButton(_("Silent"), "neutral", "6"),
            "complaints": CountButton(_("Complaints"), "danger", "7"),
        }
        made["complaints"].hide()
        for key, one in made.items():
            one.clicked.connect(lambda _checked=False, key=key: self.jump(key))
        return made

    def _lay_out(self) -> None:
        new = button(_("New follow-up"), self.new_follow_up, icon="plus", kind="primary")
        new.setToolTip(_("New follow-up (Ctrl+Shift+N)"))
        self.header.add(new)
        page = Page()
        page.setProperty("kind", "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, BOTTOM)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        tiles = FlowLayout(spacing=8)
        for one in self.counts.values():
            tiles.addWidget(one)
        layout.addLayout(tiles)
        layout.addWidget(self.offer)
        self._columns.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(SPACING)
        left.addWidget(self.complaints)
        left.addWidget(self.follow_ups, 1)
        self.room = Room(left, self.follow_ups, self.side)
        self.follow_ups.room_changed.connect(self._panel_changed)
        self._columns.addLayout(left, 5)
        self._columns.addWidget(self.side, 3)
        layout.addLayout(self._columns, 1)
        self._page = layout
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollArea(page)
        outer.addWidget(self._area)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what waits today when the changes concern it."""
        if changes is not None and not changes.nouns & CONCERNED:
            return
        workspace = self.desk.workspace
        self.desk.tasks.read(lambda: todays.today(workspace), self._show, key=(self, "today"))

    def jump(self, group: str) -> None:
        """Go to the first line of a group."""
        lists = {
            "complaints": self.complaints.list,
            "visits": self.side.visits,
            "birthdays": self.side.birthdays,
            "silent": self.side.silent,
        }
        if group == "silent" and self.side.silent_card.isHidden():
            self.side.show_silent()
        elif group in lists:
            self.side.jump_to(lists[group])
        else:
            self._jump_to_follow_ups(group)

    def _jump_to_follow_ups(self, group: str) -> None:
        day, cards = self._day(), self.follow_ups.list.items()
        wanted = {
            "overdue": lambda row: row.follow_up.due < day,
            "due": lambda row: row.follow_up.due == day,
            "coming": lambda row: row.follow_up.due > day,
        }[group]
        found = first_of(cards, wanted)
        if found is not None:
            self.follow_ups.jump(found)

    def stand_back(self, back: bool) -> None:
        """Offer nothing while a reminder stands above: the list keeps its room."""
        self.pile.hold(back)
        QTimer.singleShot(0, self, self._share_room)

    def show_part(self, part: str) -> None:
        """Choose what waits today: the only part there is."""
        self.follow_ups.choose_due()

    def new_follow_up(self) -> None:
        """Ask for the customer, then open the form for a new follow-up."""
        # Imported at its first use: the start is quicker.
        from crmdesk.ui.today.new_follow_up import choose_and_plan

        choose_and_plan(self.desk, self)

    def _show(self, found: Today) -> None:
        self.found = found
        show_counts(self.counts, found.counts)
        self._show_complaint_tile()
        self.counted.emit(found.counts.waiting)
        self.counted_at.emit("complaints", found.counts.complaints_late)
        self._greet()
        self.complaints.show_today(found)
        self.complaints.share(self.height())
        self.follow_ups.show_cards(follow_up_cards(found))
        self.side.show_today(found)
        self.pile.show_today(found)
        self._share_room()
        # Once more when everything has its width: lines break by it.
        QTimer.singleShot(0, self, self._share_room)

    def _greet(self) -> None:
        now = self.desk.workspace.clock.now().astimezone()
        words = greeting(now.hour, self.desk.settings.staff)
        if self.found is not None:
            summary = what_waits(self.found.counts)
            words = _("{greeting}. {summary}").format(greeting=words, summary=summary)
        self.header.set_title(full_day(self._day()))
        self.header.set_subtitle(words)

    def _show_complaint_tile(self) -> None:
        """Where there is little room, the complaints themselves are the first thing in sight."""
        tile = self.counts["complaints"]
        tile.setVisible(tile.count() > 0 and self.width() >= TWO_COLUMNS)

    def _share_room(self) -> None:
        """Let the silent customers stand where there is room for them now."""
        if self.found is not None:
            self._page.activate()
            room = self.height() - self._columns.geometry().y() - BOTTOM
            self.side.share(room)
            if self.complaints.isVisibleTo(self):
                room -= self.complaints.sizeHint().height() + SPACING
            self.room.share(room, wide=self.width() >= TWO_COLUMNS)

    def _panel_changed(self) -> None:
        """Keep a form that was opened in sight, where the page has to scroll for it."""
        self._share_room()
        if self.follow_ups.panel.form() is not None:
            panel = self.follow_ups.panel
            QTimer.singleShot(0, panel, lambda: self._area.ensureWidgetVisible(panel, 0, BOTTOM))

    def _day(self) -> dt.date:
        return self.desk.workspace.clock.today()

    def _look_at_the_clock(self) -> None:
        if self.found is None:
            return
        clock = self.desk.workspace.clock
        back = any(one <= clock.wall() for one in self.found.put_off.values())
        if back or self.found.on != self._day() or self.complaints.became_overdue():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the calendar, and let the keys act on the list."""
        super().showEvent(event)
        self._look_at_the_clock()
        if not self.follow_ups.panel.form():
            self.follow_ups.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other when the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= TWO_COLUMNS
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self.follow_ups.setMinimumHeight(0 if wide else 360)
        for one in self.counts.values():
            one.set_narrow(not wide)
        self.complaints.share(self.height())
        self._show_complaint_tile()
        self._share_room()
        QTimer.singleShot(0, self, self._share_room)

"""What opens over the calendar: cards, forms, the export and the print; and the keys for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.calendar import BIRTHDAY, CalendarItem
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.domain.weeks import week_start
from crmdesk.core.i18n import N_, _
from crmdesk.core.services import calendar
from crmdesk.ui.calendar.bar import CalendarBar
from crmdesk.ui.calendar.book import Entry
from crmdesk.ui.calendar.item_card import ItemCard, ItemList
from crmdesk.ui.calendar.pointing import PointingBoard
from crmdesk.ui.calendar.spans import DAY, MONTH, WEEK
from crmdesk.ui.calendar.verbs import Verbs
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.screen import Desk


class Asking(QObject):
    """Opens what is asked for, about what is current on the board that is shown."""

    def __init__(
        self,
        desk: Desk,
        bar: CalendarBar,
        verbs: Verbs,
        board: Callable[[], PointingBoard],
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._bar = bar
        self._verbs = verbs
        self._board = board
        self._owner = owner

    def add_keys(self, boards: QWidget) -> None:
        """Let the boards listen to single letters; they are listed among all shortcuts."""
        for words, keys, slot in (
            (N_("Day view"), "D", lambda: self._bar.set_view(DAY)),
            (N_("Week view"), "W", lambda: self._bar.set_view(WEEK)),
            (N_("Month view"), "M", lambda: self._bar.set_view(MONTH)),
            (N_("Today"), "T", self._bar.go_today),
            (N_("Today"), "Home", self._bar.go_today),
            (N_("Go to a day"), "G", self._bar.focus_date),
            (N_("New in the calendar"), "N", self.plan_new),
            (N_("Open the customer"), "O", lambda: self.do("customer")),
            (N_("Done"), "E", lambda: self.do("done")),
            (N_("Move"), "V", lambda: self.do("move")),
            (N_("Edit"), "F2", lambda: self.do("edit")),
            (N_("Greet"), "Ctrl+G", lambda: self.do("greet")),
        ):
            action_inside(boards, _(words), slot, keys)

    def do(self, verb: str) -> None:
        """Do one thing to the current item, where it can be done."""
        item = self._board().current_item()
        if item is not None and verb in self._verbs.of(item):
            self._verbs.do(verb, item)

    def plan_new(self) -> None:
        """Ask for something new where the cursor is."""
        self._verbs.create(self._board().spot)

    def explain(self, entry: Entry) -> None:
        """Say why a chip stays where it is."""
        if entry.items:
            self._verbs.explain(entry.items[0])

    def open(self, entry: Entry, place: QRect) -> None:
        """Open the card of an item, or the list of what a chip stands for."""
        if entry.item is not None:
            self._open_card(entry.item, place)
            return
        day = show_day(entry.day, self._desk.workspace.clock.today())
        title = day[:1].upper() + day[1:]
        kinds = self._bar.kinds()
        if not entry.more:
            title, kinds = _("Birthdays on {day}").format(day=day), (BIRTHDAY,)
        popup = ItemList(title, self._owner)
        popup.chosen.connect(self._open_card)
        popup.show_items(entry.items)
        popup.open_beside(place)
        workspace, staff = self._desk.workspace, self._bar.staff_name()
        self._desk.tasks.read(
            lambda: calendar.items(workspace, entry.day, entry.day, kinds, staff),
            popup.show_items,
            owner=popup,
        )

    def _open_card(self, item: CalendarItem, place: QRect) -> None:
        today = self._desk.workspace.clock.today()
        ItemCard(item, self._verbs, today, self._owner).open_beside(place)

    def export(self) -> None:
        """Ask what goes into a file for the phone."""
        # The export brings its own libraries, which few days need.
        from crmdesk.ui.calendar.exporting import ExportDialog

        bar = self._bar
        ExportDialog(
            self._desk, self._owner, bar.kinds(), bar.staff_name(), bar.staff_names()
        ).open()

    def print_week(self) -> None:
        """Open the preview of the sheet of the cursor's week."""
        first = week_start(self._board().spot.day)
        self._desk.print_schedule(first, 7, self._bar.staff_name())

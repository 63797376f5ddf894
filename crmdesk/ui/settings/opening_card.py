"""The opening days of the shop: its week, its pauses, and single days it is open all the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QWidget

from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.shown_dates import show_date, show_weekday
from crmdesk.core.i18n import _
from crmdesk.core.services import opening as openings
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.list_card import ListCard
from crmdesk.ui.settings.opening_days import HolidaysDialog, PauseDialog, WeekdayHours

Entry = Closed | dt.date


class OpeningCard(ListCard):
    """The week with its hours, and below it the days by date; every change is kept at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Opening days"), 170, parent)
        self._kept = Opening()
        words = _("Reminders wait for an open day, and a pile is spread over open days only.")
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(4, 1)
        self.days = [WeekdayHours(number, grid, self) for number in range(7)]
        for day in self.days:
            day.changed.connect(self._week_changed)
        self.body.addLayout(grid)
        self.body.addSpacing(4)
        self.body.addWidget(plain.label(_("Days by date"), "label"))
        hint = _("Holidays, a move, or a Sunday on which you are open all the same.")
        choices = [(_("Public holidays…"), self.add_holidays)]
        self.list.set_empty("calendar", _("No closed days by date"), choices, hint)
        self.tools.add(_("Closed days…"), self.add_pause, "Ins", "plus")
        self.tools.add(_("Open day…"), self.add_open_day, "Shift+Ins", "plus")
        self.tools.add(_("Public holidays…"), self.add_holidays, "Ctrl+Ins", "calendar")
        self.add_of_chosen(_("Change…"), self.change, "F2", "edit")
        self.add_of_chosen(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.change)
        self.refresh()

    def refresh(self) -> None:
        """Read the opening days again."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: openings.opening(workspace), self._show, key=(self, "opening")
        )

    def current(self) -> Entry | None:
        """Return the chosen pause or open day."""
        return self._payload()

    def add_pause(self) -> None:
        """Ask for days on which the shop is closed."""
        PauseDialog(self._desk, self, lambda made: self._put(made, None)).open()

    def add_open_day(self) -> None:
        """Ask for a day on which the shop is open all the same."""
        PauseDialog(
            self._desk, self, lambda made: self._put(made.first, None), open_day=True
        ).open()

    def add_holidays(self) -> None:
        """Ask whose public holidays are to be added."""
        HolidaysDialog(self._desk, self, self._add_holidays).open()

    def change(self) -> None:
        """Ask for other days or another name of the chosen entry."""
        chosen = self.current()
        if isinstance(chosen, Closed):
            PauseDialog(self._desk, self, lambda made: self._put(made, chosen), chosen).open()
        elif chosen is not None:
            day = Closed(chosen, chosen)
            PauseDialog(
                self._desk, self, lambda made: self._put(made.first, chosen), day, open_day=True
            ).open()

    def remove(self) -> None:
        """Take the chosen entry away; Undo brings it back."""
        if (chosen := self.current()) is not None:
            self._save(_without(self._kept, chosen))

    def _put(self, made: Entry, old: Entry | None) -> None:
        rest = self._kept if old is None else _without(self._kept, old)
        if isinstance(made, Closed):
            closed = sorted({*rest.closed, made}, key=lambda one: (one.first, one.last, one.name))
            self._save(replace(rest, closed=tuple(closed)))
        else:
            self._save(replace(rest, open_days=rest.open_days | {made}))

    def _add_holidays(self, place: str, year: int, workdays: bool) -> None:
        self._save(openings.with_holidays(self._kept, place, year, workdays=workdays)[0])

    def _week_changed(self) -> None:
        try:
            week = tuple(day.hours() for day in self.days)
        except ValueError:
            # Another day is not typed to its end; it says so itself.
            return
        self._save(replace(self._kept, week=week))

    def _save(self, wanted: Opening) -> None:
        if wanted == self._kept:
            return
        self._kept, workspace = wanted, self._desk.workspace
        self._write(lambda: openings.save(workspace, wanted))

    def _show(self, found: Opening) -> None:
        self._kept = found
        for day, hours in zip(self.days, found.week, strict=True):
            day.show_hours(hours)
        today = self._desk.workspace.clock.today()
        self._show_cards([_card(one, today) for one in _entries(found, today)])


def _without(opening: Opening, entry: Entry) -> Opening:
    if isinstance(entry, Closed):
        return replace(opening, closed=tuple(one for one in opening.closed if one != entry))
    return replace(opening, open_days=opening.open_days - {entry})


def _entries(opening: Opening, today: dt.date) -> list[Entry]:
    """Return what is still to come in its order, then what is past, the newest first."""
    everything: list[Entry] = [*opening.closed, *opening.open_days]
    found = sorted(everything, key=_place)
    past = [one for one in found if _place(one)[1] < today]
    return [one for one in found if one not in past] + past[::-1]


def _place(entry: Entry) -> tuple[dt.date, dt.date]:
    return (entry.first, entry.last) if isinstance(entry, Closed) else (entry, entry)


def _card(entry: Entry, today: dt.date) -> CardItem:
    first, last = _place(entry)
    days = show_date(first) if first == last else f"{show_date(first)} – {show_date(last)}"
    closed = isinstance(entry, Closed)
    title = plain.one_line(entry.name) if isinstance(entry, Closed) else _("Open all the same")
    return CardItem(
        id=f"{'closed' if closed else 'open'}:{days}:{title}",
        title=title or _("Closed"),
        subtitle=days if first != last else f"{days} {show_weekday(first)}",
        right=_("past") if last < today else "",
        payload=entry,
    )

"""The items of the shown days, arranged for the room there is."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crmdesk.core.domain.calendar import BIRTHDAY, CLOSED, FESTIVAL, CalendarItem, CalendarSpan
from crmdesk.core.domain.opening import Hours, Opening


@dataclass(frozen=True, slots=True)
class Entry:
    """What one chip stands for: an item, several birthdays, or how many more there are.

    `items` are all it stands for as far as they were read; `many` is how many there are in truth.
    """

    key: str
    day: dt.date
    items: tuple[CalendarItem, ...]
    many: int = 1
    more: bool = False

    @property
    def item(self) -> CalendarItem | None:
        """Return the one item, or None."""
        return self.items[0] if self.many == 1 and not self.more else None


class Book:
    """A span of the calendar by day."""

    def __init__(self, span: CalendarSpan) -> None:
        self.span = span
        self._days: dict[dt.date, list[CalendarItem]] = defaultdict(list)
        for item in span.items:
            self._days[item.day].append(item)

    @staticmethod
    def empty(first: dt.date, last: dt.date) -> Book:
        """Return a book of days of which nothing was read yet."""
        return Book(CalendarSpan(first, last, (), {}, Opening()))

    def festivals(self, day: dt.date) -> list[str]:
        """Return the names of a day's festivals; they stand beside its number."""
        return [item.title for item in self._days.get(day, ()) if item.noun == FESTIVAL]

    def hours(self, day: dt.date) -> Hours | None:
        """Return when the shop is open on a day, None when it is closed."""
        return self.span.opening.hours(day)

    def things(self, day: dt.date) -> list[CalendarItem]:
        """Return a day's items in order, but for its festivals."""
        return [item for item in self._days.get(day, ()) if item.noun != FESTIVAL]

    def timed(self, day: dt.date) -> list[CalendarItem]:
        """Return what has a time of day."""
        return [item for item in self.things(day) if item.at is not None]

    def totals(self, month: int | None = None) -> Counter[str]:
        """Return how many of each kind there are, of all days or of those of one month."""
        totals: Counter[str] = Counter()
        for (day, noun), many in self.span.counts.items():
            if month is None or day.month == month:
                totals[noun] += many
        return totals

    def find(self, key: str) -> CalendarItem | None:
        """Return the item with a key."""
        return next((item for item in self.span.items if item.key == key), None)

    def entries(
        self, day: dt.date, room: int, *, untimed: bool = False, grouped: int = 3
    ) -> list[Entry]:
        """Return the chips of a day for `room` lines; the last one counts what has no room.

        What is done gives way first. Birthdays are counted in one chip where more than `grouped`
        of them are, or where there is no room for each.
        """
        things = self.things(day)
        if untimed:
            things = [item for item in things if item.at is None]
        unread = self._unread(day, untimed)
        born = [item for item in things if item.noun == BIRTHDAY]
        born_count = self.span.counts.get((day, BIRTHDAY), 0)
        others = [item for item in things if item.noun != BIRTHDAY]
        others.sort(key=lambda item: (item.noun != CLOSED, item.done))
        made = [_of(item) for item in others]
        crowded = len(others) + len(born) + unread > room
        if born_count > 1 and (born_count > grouped or crowded):
            at = sum(1 for item in others if not item.done)
            made.insert(at, Entry(f"birthdays-{day}", day, tuple(born), born_count))
        else:
            made += [_of(item) for item in born]
        if len(made) + (unread > 0) <= room:
            return made + ([_more(day, unread)] if unread else [])
        kept = made[: max(room - 1, 0)]
        hidden = sum(entry.many for entry in made[len(kept) :]) + unread
        return [*kept, _more(day, hidden)]

    def whole(self, day: dt.date) -> Entry | None:
        """Return one chip for all of a day, or None for a day with nothing."""
        things = self.things(day)
        many = sum(entry.many for entry in self.entries(day, len(things) + 1))
        return Entry(f"more-{day}", day, tuple(things), many, more=True) if many else None

    def _unread(self, day: dt.date, untimed: bool) -> int:
        """Return how many of a day's items the span left out; birthdays count themselves."""
        nouns = {noun for on, noun in self.span.counts if on == day} - {BIRTHDAY, FESTIVAL}
        total = sum(self.span.counts[(day, noun)] for noun in nouns)
        read = sum(1 for item in self.things(day) if item.noun != BIRTHDAY)
        return max(total - read, 0)


def _of(item: CalendarItem) -> Entry:
    return Entry(item.key, item.day, (item,))


def _more(day: dt.date, many: int) -> Entry:
    return Entry(f"more-{day}", day, (), many, more=True)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where something stands beside what overlaps with it: its lane, of so many of its group."""

    number: int
    of: int
    group: int


def lanes(times: Sequence[tuple[int, int]]) -> list[Lane]:
    """Return the lane of each (begin, end); what overlaps stands side by side.

    The times are in order of their beginnings. A group that hangs together shares its width.
    """
    groups: list[list[int]] = []
    widths: list[int] = []
    ends: list[int] = []
    for begin, end in times:
        if not ends or begin >= max(ends):
            groups.append([])
            ends = []
        free = next((number for number, last in enumerate(ends) if last <= begin), len(ends))
        ends[free : free + 1] = [end]
        groups[-1].append(free)
        widths[len(groups) - 1 :] = [len(ends)]
    return [
        Lane(place, widths[number], number)
        for number, group in enumerate(groups)
        for place in group
    ]

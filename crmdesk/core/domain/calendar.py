"""What stands in the calendar: follow-ups, visits, birthdays, festivals and closed days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.followup import Promised
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.i18n import N_

FOLLOW_UP: Final = "follow_up"
VISIT: Final = "visit"
BIRTHDAY: Final = "birthday"
FESTIVAL: Final = "festival"
CLOSED: Final = "closed"
KINDS: Final = {
    FOLLOW_UP: N_("Follow-ups"),
    VISIT: N_("Visits"),
    BIRTHDAY: N_("Birthdays"),
    FESTIVAL: N_("Festivals"),
    CLOSED: N_("Closed days"),
}
EVERY_KIND: Final = tuple(KINDS)
# What one of a kind is called.
NAMES: Final = {
    FOLLOW_UP: N_("Follow-up"),
    VISIT: N_("Visit"),
    BIRTHDAY: N_("Birthday"),
    FESTIVAL: N_("Festival"),
    CLOSED: N_("Closed"),
}

# Nobody writes down how long a call takes; without a length nothing can stand in a calendar.
MINUTES: Final = {FOLLOW_UP: 30, VISIT: TimePlan().minutes}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItem:
    """One thing on one day.

    `key` stays the same as long as it is the same thing, also for an occurrence of a series before
    and after it is stored as a follow-up (`id` 0 before), and for a visit of a round, whose name is
    in `round` before. `tone` is one of the look's tones, `length` is in minutes.
    """

    key: str
    noun: str
    id: int = 0
    day: dt.date
    at: dt.time | None = None
    title: str
    detail: str = ""
    customer_id: int = 0
    phone: str = ""
    place: str = ""
    staff: str = ""
    tone: str = "neutral"
    status: str = ""
    done: bool = False
    movable: bool = False
    series_id: int = 0
    occurrence: dt.date | None = None
    round: str = ""
    length: int = 0

    @property
    def which(self) -> int | Promised:
        """What names what it stands for: its number, or the date of a series not written yet."""
        if self.id or self.occurrence is None:
            return self.id
        return Promised(self.series_id, self.occurrence)

    @property
    def minutes(self) -> int:
        """Return how long it is shown to take."""
        return self.length or MINUTES.get(self.noun, 0)


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """The items of some days in order, how many there are of each noun on a day, the opening days.

    A span may hold only the first items of a full day; `counts` tells of all.
    """

    first: dt.date
    last: dt.date
    items: tuple[CalendarItem, ...]
    counts: Mapping[tuple[dt.date, str], int]
    opening: Opening

    def total(self) -> int:
        """Return how many items there are, those that are not listed among them."""
        return sum(self.counts.values())


def follow_up_key(follow_up_id: int, series_id: int, occurrence: dt.date | None) -> str:
    """Return the key of a follow-up: that of its place in the series where it has one.

    One that follows the last contact has none: its date moves while it stays the same.
    """
    if series_id and occurrence is not None:
        return f"series-{series_id}-{occurrence.isoformat()}"
    return f"{FOLLOW_UP}-{follow_up_id}"


def visit_key(visit_id: int, round_id: int, customer_id: int, day: dt.date) -> str:
    """Return the key of a visit: that of its place in the round while it stands there."""
    if round_id:
        return f"round-{round_id}-{customer_id}-{day.isoformat()}"
    return f"{VISIT}-{visit_id}"


def order(item: CalendarItem) -> tuple[dt.date, int, dt.time, bool, int, str]:
    """Return where an item stands: by day, what the whole day is, then by time, birthdays last."""
    rank = {CLOSED: 0, FESTIVAL: 1, BIRTHDAY: 3}.get(item.noun, 2)
    # Titles are compared only where nothing else tells two apart: the order must not waver.
    return item.day, rank, item.at or dt.time.max, item.done, item.id, item.title

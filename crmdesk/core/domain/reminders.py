"""When something comes to mind: exactly once, whatever the clock does, and not in quiet hours.

Everything here is told by the clock on the wall: local, without a zone. To that clock a change of
the zone, an hour of daylight saving and a wrong setting are the same thing, a jump. A reminder is
known by its key, and what was reminded is remembered by key: so no jump brings it a second time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.opening import OPENS, Opening

FOLLOW_UP: Final = "follow_up"
VISIT: Final = "visit"
BIRTHDAY: Final = "birthday"
COMPLAINT: Final = "complaint"

# What has no time of day comes in the morning, unless the quiet hours tell when that is.
MORNING: Final = dt.time(8)
AFTERNOON: Final = dt.time(14)
LOOK_EVERY: Final = dt.timedelta(minutes=1)
# Between two looks there is a minute: after more than this the PC slept, or the clock was set.
PAUSE: Final = dt.timedelta(minutes=5)
# Fewer days than this are a weekend; nobody was away.
AWAY_DAYS: Final = 3
# Nothing is put off for longer: what says so was written under a clock that was ahead.
LONGEST_SNOOZE: Final = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """How the shop wants to be reminded; `quiet` runs from a time to another, perhaps overnight."""

    quiet: tuple[dt.time, dt.time] | None = (dt.time(20), dt.time(8))
    visit_minutes: int = 30
    on_closed_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A follow-up or a visit that is to come to mind on a day, perhaps at a time.

    Or a customer's birthday (`id` is the customer's), so many `lead` days before it; or a complaint
    whose time is over, where `due` is the instant: day and time are what the wall showed then.
    """

    noun: str
    id: int
    customer_id: int
    day: dt.date
    at: dt.time | None = None
    lead: int = 0
    customer: str = ""
    what: str = ""
    due: dt.datetime | None = None

    @property
    def key(self) -> str:
        """What it is remembered by: moved to another time it is a new reminder."""
        if self.noun == BIRTHDAY:
            return f"{self.noun}:{self.id}@{self.day.isoformat()}#{self.lead}"
        if self.due is not None:
            # Carried to another zone the shop has the same complaint.
            due = self.due.astimezone(dt.UTC).isoformat(timespec="seconds")
            return f"{self.noun}:{self.id}@{due}"
        time = f"T{self.at:%H:%M}" if self.at else ""
        return f"{self.noun}:{self.id}@{self.day.isoformat()}{time}"


def named_by(key: str) -> tuple[str, int]:
    """Return the noun and the id a key speaks of."""
    noun, _colon, rest = key.partition(":")
    return noun, int(rest.partition("@")[0])


def of_complaint(
    complaint_id: int, customer_id: int, due: dt.datetime, *, customer: str = "", what: str = ""
) -> Reminder:
    """Return the reminder of a complaint that has to be seen to by an instant."""
    wall = due.astimezone()
    return Reminder(
        noun=COMPLAINT,
        id=complaint_id,
        customer_id=customer_id,
        day=wall.date(),
        at=wall.time(),
        customer=customer,
        what=what,
        due=due,
    )


def birthday_of(key: str) -> Reminder:
    """Return the reminder of a birthday that a key speaks of, without the name."""
    noun, number = named_by(key)
    day, _sign, lead = key.partition("@")[2].partition("#")
    date = dt.date.fromisoformat(day)
    return Reminder(noun=noun, id=number, customer_id=number, day=date, lead=int(lead))


def lead_of(ahead: int, leads: Collection[int]) -> int | None:
    """Return the lead time a birthday stands at that is so many days ahead, None for none.

    It is the shortest that has come: where a longer one was missed, they come to mind as one.
    """
    return min((one for one in leads if one >= ahead), default=None) if ahead >= 0 else None


def moment(reminder: Reminder, settings: ReminderSettings) -> dt.datetime:
    """Return when a reminder comes to mind; a visit some minutes before its time."""
    if reminder.noun == BIRTHDAY:
        days = min(reminder.lead, (reminder.day - dt.date.min).days)
        day = reminder.day - dt.timedelta(days=days)
        return dt.datetime.combine(day, morning(settings))
    if reminder.at is None:
        return dt.datetime.combine(reminder.day, morning(settings))
    time = dt.datetime.combine(reminder.day, reminder.at)
    # Nothing is before the first day of the calendar.
    if reminder.noun == VISIT and reminder.day > dt.date.min:
        time -= dt.timedelta(minutes=settings.visit_minutes)
    return time


def morning(settings: ReminderSettings) -> dt.time:
    """Return when the day begins: at the end of quiet hours that run overnight."""
    if settings.quiet and settings.quiet[1] < settings.quiet[0]:
        return settings.quiet[1]
    return MORNING


def held_until(
    now: dt.datetime, settings: ReminderSettings, opening: Opening
) -> dt.datetime | None:
    """Return until when nothing may be reminded, or None when it may be now."""
    until = now
    if not settings.on_closed_days and not opening.is_open(now.date()):
        day = opening.next_open(now.date())
        # A shop that never opens would never be reminded of anything.
        if day > now.date():
            until = dt.datetime.combine(day, dt.time())
    quiet = _end_of_quiet(until, settings)
    if quiet is not None:
        until = quiet
    return until if until > now else None


def _end_of_quiet(now: dt.datetime, settings: ReminderSettings) -> dt.datetime | None:
    if settings.quiet is None:
        return None
    start, end = settings.quiet
    time = now.time()
    if start < end:
        return dt.datetime.combine(now.date(), end) if start <= time < end else None
    if time < end:
        return dt.datetime.combine(now.date(), end)
    if start <= time and start != end and now.date() < dt.date.max:
        return dt.datetime.combine(now.date() + dt.timedelta(days=1), end)
    return None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to come to mind now, in its order, and when to look again at the latest."""

    reminders: tuple[Reminder, ...]
    look_at: dt.datetime


def due_now(
    things: Iterable[Reminder],
    reminded: Collection[str],
    now: dt.datetime,
    settings: ReminderSettings,
    opening: Opening,
) -> Due:
    """Return those things whose moment has come and which were not reminded before."""
    soon = now + LOOK_EVERY
    if (held := held_until(now, settings, opening)) is not None:
        return Due((), min(held, soon))
    due: list[Reminder] = []
    for one in things:
        if one.key in reminded:
            continue
        time = moment(one, settings)
        if time <= now:
            due.append(one)
        else:
            soon = min(soon, time)
    return Due(in_order(due), soon)


def in_order(reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Return reminders by their own day and time, whatever the clock says."""
    return tuple(
        sorted(reminders, key=lambda one: (one.day, one.at or dt.time.min, one.noun, one.id))
    )


def is_pause(on_the_wall: dt.timedelta, ticked: dt.timedelta) -> bool:
    """Tell from both clocks whether something came between two looks: sleep, or a clock set."""
    return on_the_wall > PAUSE or ticked > PAUSE


def as_digest(reminders: Sequence[Reminder], missed: int = 0) -> bool:
    """Tell whether reminders are told in one digest: all but a single one that stands alone.

    `missed` birthdays were celebrated while nobody looked.
    """
    return len(reminders) != 1 or missed > 0


def is_ahead(reminder: Reminder, now: dt.datetime) -> bool:
    """Tell whether the time itself is still to come, such as a visit in half an hour."""
    return reminder.at is not None and dt.datetime.combine(reminder.day, reminder.at) >= now


def snoozed_is_due(until: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether something that was put off comes back now."""
    return until <= now or until - now > LONGEST_SNOOZE


# How long something can be put off, by name.
MINUTES: Final = "minutes"
HOUR: Final = "hour"
THIS_AFTERNOON: Final = "afternoon"
TOMORROW: Final = "tomorrow"


def snooze_choices(now: dt.datetime) -> tuple[str, ...]:
    """Return how long something can be put off at this time of day."""
    if now.time() >= AFTERNOON:
        return (MINUTES, HOUR, TOMORROW)
    return (MINUTES, HOUR, THIS_AFTERNOON, TOMORROW)


def snooze_until(choice: str, now: dt.datetime, opening: Opening) -> dt.datetime:
    """Return when something comes back that is put off; the shop tells when a morning begins."""
    if choice == MINUTES:
        return now + dt.timedelta(minutes=10)
    if choice == HOUR:
        return now + dt.timedelta(hours=1)
    if choice == THIS_AFTERNOON and now.time() < AFTERNOON:
        return dt.datetime.combine(now.date(), AFTERNOON)
    day = now.date() + dt.timedelta(days=1)
    hours = opening.hours(day)
    return dt.datetime.combine(day, hours.opens if hours else OPENS)

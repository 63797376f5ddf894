"""How the start page says dates, delays and birthdays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.shown_dates import show_day, show_weekday
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.parts import due_counts

if TYPE_CHECKING:
    from crmdesk.core.services.today import BirthdayRow, Counts

DAYS_AS_DAYS = 60


def greeting(hour: int, name: str) -> str:
    """Return the greeting that suits an hour of the day, with the name when there is one."""
    if hour < 11:
        words = _("Good morning")
    elif hour < 14:
        words = _("Good day")
    elif hour < 18:
        words = _("Good afternoon")
    else:
        words = _("Good evening")
    return _("{greeting}, {name}").format(greeting=words, name=name) if name else words


def what_waits(counts: Counts) -> str:
    """Return in one sentence what is to be done today, whatever it is."""
    follow_ups = counts.overdue + counts.due
    complaints = counts.complaints_overdue + counts.complaints_due
    parts = [due_counts.counts(follow_ups, counts.visits_open, complaints=complaints)]
    if counts.greetings:
        words = ngettext("{count} greeting", "{count} greetings", counts.greetings)
        parts.append(words.format(count=counts.greetings))
    what = due_counts.listed([part for part in parts if part])
    return _("Waiting for you: {what}.").format(what=what) if what else _("Nothing waits today.")


def full_day(day: dt.date) -> str:
    """Return a day with its weekday, month and year."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=show_weekday(day), day=day.day, month=_(MONTH_NAMES[day.month - 1]), year=day.year
    )


def how_late(due: dt.date, today: dt.date) -> str:
    """Return in words how long a follow-up has been waiting."""
    days = (today - due).days
    if days == 1:
        return _("since yesterday")
    if days <= DAYS_AS_DAYS:
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    months = round(days / 30.4)
    return ngettext("{count} month late", "{count} months late", months).format(count=months)


def day_heading(day: dt.date, today: dt.date) -> str:
    """Return the heading of a day in a list: Tomorrow, Mon 24 Nov."""
    words = show_day(day, today)
    return words[:1].upper() + words[1:]


def birthday_words(row: BirthdayRow) -> str:
    """Return the birthday as it is kept, and the age it brings."""
    shown = row.birthday.show()
    if row.turning is None:
        return shown
    return _("{birthday}, turns {age}").format(birthday=shown, age=row.turning)


def rule_words(text: str) -> str:
    """Return how a follow-up comes again in words, nothing for one that does not."""
    if not text:
        return ""
    # Few follow-ups come again, and the first picture does not wait for the grammar of all rules.
    from crmdesk.core.domain.recurrence import show_rule_text

    return show_rule_text(text)

"""How reminders are said in a few words: in the corner of the screen and in the window."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from crmdesk.core.domain.occasions import show_birthday
from crmdesk.core.domain.reminders import BIRTHDAY, COMPLAINT, FOLLOW_UP, VISIT, Reminder
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.reminders import Brought
from crmdesk.ui.kit import plain
from crmdesk.ui.parts.due_counts import counts, listed

NAMED: Final = 3
LONGEST: Final = 90


def heading(reminder: Reminder) -> str:
    """Return whom a reminder is about, with its time when it has one."""
    # When a complaint was due is told by how long it is over.
    time = "" if reminder.noun == COMPLAINT else show_time(reminder.at)
    words = (time, plain.one_line(reminder.customer))
    return " · ".join(word for word in words if word)


def details(reminder: Reminder, today: dt.date) -> str:
    """Return what is to be done, and since when if not today; how far ahead a birthday is."""
    if reminder.noun == BIRTHDAY:
        return show_birthday(reminder.day, today)
    kind = _("Visit") if reminder.noun == VISIT else _("Follow-up")
    if reminder.noun == COMPLAINT:
        kind = _("Complaint overdue")
    day = "" if reminder.day == today else show_day(reminder.day, today)
    what = plain.short(plain.one_line(reminder.what), LONGEST)
    return " · ".join(word for word in (kind, day, what) if word)


def digest(brought: Brought) -> str:
    """Return in one line what became due."""
    birthdays = brought.birthdays + brought.coming
    return counts(brought.follow_ups, brought.visits, birthdays, brought.complaints)


def counts_of(reminders: Sequence[Reminder]) -> str:
    """Return how many complaints, follow-ups, visits and birthdays these are."""
    nouns = Counter(one.noun for one in reminders)
    return counts(nouns[FOLLOW_UP], nouns[VISIT], nouns[BIRTHDAY], nouns[COMPLAINT])


def whose(reminders: Sequence[Reminder], today: dt.date) -> str:
    """Return whom reminders are about; complaints and birthdays in lines of their own."""
    overdue = [one for one in reminders if one.noun == COMPLAINT]
    planned = [one for one in reminders if one.noun not in (BIRTHDAY, COMPLAINT)]
    words = _("Complaint overdue: {names}")
    lines = [words.format(names=names(overdue))] if overdue else []
    lines += [names(planned)] if planned else []
    birthdays = sorted(
        (one for one in reminders if one.noun == BIRTHDAY), key=lambda one: (one.day, one.id)
    )
    for day, same_day in groupby(birthdays, key=lambda one: one.day):
        words = _("{birthday}: {names}")
        lines.append(words.format(birthday=show_birthday(day, today), names=names([*same_day])))
    return "\n".join(lines)


def names(reminders: Sequence[Reminder]) -> str:
    """Return the first few names, each once, and that there are more."""
    known = list(dict.fromkeys(plain.one_line(one.customer) for one in reminders))
    shown = listed(known[:NAMED])
    more = len(known) - NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=shown, count=more
    )


def snooze_words() -> dict[str, str]:
    """Return how long something can be put off, in words."""
    return {
        "minutes": _("10 minutes"),
        "hour": _("1 hour"),
        "afternoon": _("This afternoon"),
        "tomorrow": _("Tomorrow morning"),
    }

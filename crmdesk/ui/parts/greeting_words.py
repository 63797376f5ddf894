"""How greetings are told on screen: the occasion, when it is, and what speaks against it."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.festivals import festival_name
from crmdesk.core.domain.occasions import BIRTHDAY, GreetingRow
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext


def occasion_name(row: GreetingRow) -> str:
    """Return the occasion: a birthday with the age where it is known, or the festival."""
    if row.occasion != BIRTHDAY:
        return festival_name(row.festival)
    if row.turning is None:
        return _("Birthday")
    return _("Birthday, turns {age}").format(age=row.turning)


def occasion_day(row: GreetingRow, today: dt.date) -> str:
    """Return the day of the occasion, with the lunar birthday behind it."""
    day = show_day(row.on, today)
    if row.birthday is not None and row.birthday.lunar:
        return _("{day} ({birthday})").format(day=day, birthday=row.birthday.show())
    return day


def how_far(on: dt.date, today: dt.date) -> str:
    """Return how many days it still is, or was: today, in 7 days, 2 days ago."""
    days = (on - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
    return ngettext("in {count} day", "in {count} days", days).format(count=days)


def complaint_words(row: GreetingRow, today: dt.date) -> str:
    """Return why a customer should not be greeted yet, or nothing."""
    if row.complaint is None:
        return ""
    return _("Complaint {number} ({when}) is still open: see to it before greeting.").format(
        number=row.complaint.number, when=how_far(row.complaint.since, today)
    )

"""How many things are due, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce

from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import _, ngettext


def counts(follow_ups: int, visits: int, birthdays: int = 0, complaints: int = 0) -> str:
    """Return how many there are of each, leaving out what there is none of."""
    parts = []
    if complaints:
        words = ngettext("{count} complaint", "{count} complaints", complaints)
        parts.append(words.format(count=complaints))
    if follow_ups:
        words = ngettext("{count} follow-up", "{count} follow-ups", follow_ups)
        parts.append(words.format(count=follow_ups))
    if visits:
        parts.append(ngettext("{count} visit", "{count} visits", visits).format(count=visits))
    if birthdays:
        words = ngettext("{count} birthday", "{count} birthdays", birthdays)
        parts.append(words.format(count=birthdays))
    return listed(parts)


def until_words(until: dt.datetime, today: dt.date) -> str:
    """Return until when something is put off: 14:00, or tomorrow 09:00."""
    if until.date() == today:
        return show_time(until.time())
    day, time = show_day(until.date(), today), show_time(until.time())
    return _("{day} {time}").format(day=day, time=time)


def listed(parts: Sequence[str]) -> str:
    """Return parts one after the other, separated as the language does it."""
    return reduce(_joined, parts) if parts else ""


def _joined(before: str, after: str) -> str:
    return _("{before}, {after}").format(before=before, after=after)

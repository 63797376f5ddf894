"""Dates of a list of complaints that cannot well be meant: the user is asked about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from crmdesk.core.domain.complaint_fields import CATALOGUE
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.shown_dates import show_date, show_date_time
from crmdesk.core.i18n import _
from crmdesk.core.importing.complaint_rows import NOON, ComplaintDraft

_STEPS: Final = ("acknowledged_at", "answered_at", "ended_at")
_DAYS: Final = ("ordered_on",)


def doubt_of(draft: ComplaintDraft, headers: Mapping[str, str], now: dt.datetime) -> Problem | None:
    """Return the first doubt about the dates of a row, None without one.

    `headers` are those of the fields, `now` is the time on the shop's wall.
    """
    for name, words in _doubts(draft, now):
        header = headers.get(name) or CATALOGUE.by_key[name].show()
        advice = _("Correct it here, or leave the row out; it can be added all the same.")
        at = draft.times.get(name)
        value = (at.date() if at else draft.days[name]).isoformat()
        told = words.format(field=header, date=_shown(at) if at else show_date(draft.days[name]))
        return Problem(told, advice, draft.row, header, value, draft.sheet)
    return None


def _doubts(draft: ComplaintDraft, now: dt.datetime) -> Iterator[tuple[str, str]]:
    for name in ("received_at", *_STEPS):
        at = draft.times.get(name)
        if at is not None and _after(at, now):
            yield name, _("{field}: {date} is still to come.")
    for name in _DAYS:
        day = draft.days.get(name)
        if day is not None and day > now.date():
            yield name, _("{field}: {date} is still to come.")
    received = draft.times["received_at"]
    for name in _STEPS:
        at = draft.times.get(name)
        if at is not None and _after(received, at):
            yield name, _("{field}: {date} is before the complaint was received.")


def _after(one: dt.datetime, other: dt.datetime) -> bool:
    """Tell whether an instant is later; of one day, only where both say at what time."""
    if one.date() != other.date():
        return one.date() > other.date()
    return NOON not in (one.time(), other.time()) and one > other


def _shown(at: dt.datetime) -> str:
    return show_date(at.date()) if at.time() == NOON else show_date_time(at.astimezone())

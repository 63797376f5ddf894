"""Dates and times as the user reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from crmdesk.core.i18n import N_, _, language

WEEKDAYS: Final = (
    N_("Mon"),
    N_("Tue"),
    N_("Wed"),
    N_("Thu"),
    N_("Fri"),
    N_("Sat"),
    N_("Sun"),
)
SHORT_MONTHS: Final = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def show_date(date: dt.date | None) -> str:
    """Return a date as 2026-11-21, or nothing for none."""
    return "" if date is None else f"{date.year:04d}-{date.month:02d}-{date.day:02d}"


def show_time(time: dt.time | None) -> str:
    """Return a time as 09:30, or nothing for none."""
    return "" if time is None else f"{time.hour:02d}:{time.minute:02d}"


def show_date_at(date: dt.date | None, time: dt.time | None) -> str:
    """Return a date with the time of that day, where one was said."""
    return f"{show_date(date)} {show_time(time)}".strip()


def show_date_time(instant: dt.datetime | None) -> str:
    """Return an instant (UTC) in the shop's time as 2026-11-21 15:30, or nothing for none."""
    if instant is None:
        return ""
    local = instant.astimezone()
    return f"{show_date(local.date())} {show_time(local.time())}"


def show_weekday(date: dt.date) -> str:
    """Return the short name of the day of the week."""
    return _(WEEKDAYS[date.weekday()])


def show_day(date: dt.date, today: dt.date) -> str:
    """Return a day as seen from today: today, tomorrow, yesterday, or `Mon 24 Nov`."""
    near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}.get((date - today).days)
    if near is not None:
        return _(near)
    if date.year == today.year:
        return show_short_day(date)
    return _("{weekday} {day} {month} {year}").format(
        weekday=show_weekday(date),
        day=date.day,
        month=_(SHORT_MONTHS[date.month - 1]),
        year=date.year,
    )


def show_short_day(date: dt.date) -> str:
    """Return a day without its year: `Mon 24 Nov`."""
    month = _(SHORT_MONTHS[date.month - 1])
    return _("{weekday} {day} {month}").format(
        weekday=show_weekday(date), day=date.day, month=month
    )


def show_days(days: Iterable[dt.date], today: dt.date) -> str:
    """Return several days as seen from today, one after the other."""
    # A Chinese list has a comma of its own.
    sign = "、" if language().startswith("zh") else ", "
    return sign.join(show_day(day, today) for day in days)

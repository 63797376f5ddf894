"""Which days a view shows, where it goes next, and what it is called."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.shown_dates import SHORT_MONTHS, show_weekday
from crmdesk.core.domain.weeks import week_start
from crmdesk.core.i18n import _

MONTH: Final = "month"
WEEK: Final = "week"
DAY: Final = "day"
VIEWS: Final = (DAY, WEEK, MONTH)

ONE_DAY: Final = dt.timedelta(days=1)
ONE_WEEK: Final = dt.timedelta(days=7)
# Beyond, nobody plans, and the days around could not be reckoned.
FIRST_DAY: Final = dt.date(1900, 1, 8)
LAST_DAY: Final = dt.date(2199, 12, 20)

Span = tuple[dt.date, dt.date]


def span_of(view: str, day: dt.date) -> Span:
    """Return the first and the last day that a view of a day shows: whole weeks for a month."""
    if view == DAY:
        return day, day
    if view == WEEK:
        first = week_start(day)
        return first, first + 6 * ONE_DAY
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return week_start(day.replace(day=1)), week_start(last) + 6 * ONE_DAY


def stepped(view: str, day: dt.date, by: int) -> dt.date:
    """Return the day so many days, weeks or months on; the last day of a month that is shorter."""
    if view == MONTH:
        months = day.year * 12 + day.month - 1 + by
        year, month = divmod(months, 12)
        length = calendar.monthrange(year, month + 1)[1]
        return within(dt.date(year, month + 1, min(day.day, length)))
    return within(day + by * (ONE_DAY if view == DAY else ONE_WEEK))


def within(day: dt.date) -> dt.date:
    """Return the nearest day that the calendar knows."""
    return max(FIRST_DAY, min(day, LAST_DAY))


def title_of(view: str, day: dt.date) -> str:
    """Return what is shown in words: `November 2026`, `16 - 22 Nov 2026`, `Sat 21 Nov 2026`."""
    if view == MONTH:
        return _("{month} {year}").format(month=_(MONTH_NAMES[day.month - 1]), year=day.year)
    if view == DAY:
        return _("{weekday} {day} {month} {year}").format(
            weekday=show_weekday(day), day=day.day, month=_short(day), year=day.year
        )
    first, last = span_of(WEEK, day)
    if first.month == last.month:
        return _("{first} - {last} {month} {year}").format(
            first=first.day, last=last.day, month=_short(first), year=first.year
        )
    return _("{first} {first_month} - {last} {month} {year}").format(
        first=first.day,
        first_month=_short(first),
        last=last.day,
        month=_short(last),
        year=last.year,
    )


def _short(day: dt.date) -> str:
    return _(SHORT_MONTHS[day.month - 1])

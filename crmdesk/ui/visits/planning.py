"""Days and orders of visits: the small sums behind the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from crmdesk.core.domain.shown_dates import SHORT_MONTHS, show_day, show_weekday
from crmdesk.core.i18n import _


def spread(
    ids: Sequence[int], start: dt.date, days: int, *, working_days: bool = False
) -> list[tuple[dt.date, tuple[int, ...]]]:
    """Return the customers shared evenly over so many days, in their order, full days first.

    With `working_days` Saturdays and Sundays are left out. Days without anybody are not returned.
    """
    dates: list[dt.date] = []
    day = start
    while len(dates) < max(1, days):
        if not (working_days and day.weekday() >= 5):
            dates.append(day)
        day += dt.timedelta(days=1)
    each, more = divmod(len(ids), len(dates))
    shares: list[tuple[dt.date, tuple[int, ...]]] = []
    taken = 0
    for place, date in enumerate(dates):
        count = each + (1 if place < more else 0)
        if count:
            shares.append((date, tuple(ids[taken : taken + count])))
        taken += count
    return shares


def shifted(order: Sequence[int], picked: Collection[int], step: int) -> list[int]:
    """Return the order with the picked ones one place up (-1) or down (+1), as far as it goes."""
    made = list(order)
    places = [place for place, one in enumerate(made) if one in picked]
    if step > 0:
        places.reverse()
    edge = len(made) - 1 if step > 0 else 0
    for place in places:
        if place == edge:
            edge -= step
            continue
        made[place], made[place + step] = made[place + step], made[place]
    return made


def dropped(order: Sequence[int], picked: Collection[int], before: int) -> list[int]:
    """Return the order with the picked ones together before the given place of the old order."""
    head = [one for one in order[:before] if one not in picked]
    tail = [one for one in order[before:] if one not in picked]
    return [*head, *(one for one in order if one in picked), *tail]


def day_name(day: dt.date, today: dt.date) -> str:
    """Return a day with its weekday, such as `Sat 22 Nov`, with the year when it is another."""
    month = _(SHORT_MONTHS[day.month - 1])
    if day.year == today.year:
        return _("{weekday} {day} {month}").format(
            weekday=show_weekday(day), day=day.day, month=month
        )
    return _("{weekday} {day} {month} {year}").format(
        weekday=show_weekday(day), day=day.day, month=month, year=day.year
    )


def day_short(day: dt.date) -> str:
    """Return a day with its weekday where there is no room for the month, such as `Sat 22`."""
    return _("{weekday} {day}").format(weekday=show_weekday(day), day=day.day)


def day_near(day: dt.date, today: dt.date) -> str:
    """Return `today`, `tomorrow` or `yesterday` for those days, and nothing for others."""
    return show_day(day, today) if abs((day - today).days) <= 1 else ""

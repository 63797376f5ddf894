"""What stands above the list: the day or the week, and its counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from crmdesk.core.domain.shown_dates import SHORT_MONTHS, show_day
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, VisitRow
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.visits.planning import day_name, day_near


def heading_of(days: Sequence[dt.date], today: dt.date) -> str:
    """Return the title of the days shown."""
    if len(days) > 1 and days[0].month == days[-1].month:
        month = _(SHORT_MONTHS[days[0].month - 1])
        return _("{first} to {last} {month}").format(
            first=days[0].day, last=days[-1].day, month=month
        )
    if len(days) > 1:
        return _("{first} to {last}").format(first=_date(days[0]), last=_date(days[-1]))
    name = day_name(days[0], today)
    if day_near(days[0], today):
        return _("{day}, {near}").format(day=name, near=show_day(days[0], today))
    return name


def _date(day: dt.date) -> str:
    return _("{day} {month}").format(day=day.day, month=_(SHORT_MONTHS[day.month - 1]))


def counts_of(rows: Sequence[VisitRow]) -> str:
    """Return how many visits there are, and how they went so far."""
    counts = dict.fromkeys((DONE, MISSED, MOVED), 0)
    for row in rows:
        if row.visit.status in counts:
            counts[row.visit.status] += 1
    total = len(rows) - counts[MOVED]
    parts = [ngettext("{count} visit", "{count} visits", total).format(count=total)]
    if counts[DONE]:
        parts.append(_("{count} done").format(count=counts[DONE]))
    if counts[MISSED]:
        parts.append(_("{count} missed").format(count=counts[MISSED]))
    if counts[MOVED]:
        parts.append(_("{count} moved").format(count=counts[MOVED]))
    load = Counter(row.visit.staff for row in rows if row.visit.status != MOVED)
    if len(load) > 1:
        # Who has how many, the busiest first.
        for staff, count in load.most_common():
            name = plain.one_line(staff) or _("Nobody yet")
            parts.append(_("{name} {count}").format(name=name, count=count))
    return " · ".join(parts)

"""What speaks against a plan of visits: told quietly, it never keeps anybody from planning."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.shown_dates import show_day, show_time, show_weekday
from crmdesk.core.domain.visit import PLANNED, VisitRow
from crmdesk.core.domain.visit_times import TimePlan, minute_of, minutes_needed
from crmdesk.core.i18n import _

CLOSED: Final = "closed"
DOUBLE: Final = "double"
TWICE: Final = "twice"
HOURS: Final = "hours"
COMPLAINT: Final = "complaint"
UNREACHABLE: Final = "unreachable"
BIN: Final = "bin"
FULL: Final = "full"


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """One sentence about a day, or about a visit of it (`visit_id` 0: the day)."""

    day: dt.date
    kind: str
    text: str
    visit_id: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the warnings look at beside the visits; `complaints` holds the open ones by customer."""

    today: dt.date
    opening: Opening
    plan: TimePlan
    complaints: Mapping[int, OpenCase]


def warnings(
    days: Sequence[dt.date], rows: Sequence[VisitRow], known: Known
) -> Iterator[PlanWarning]:
    """Yield what speaks against the plan of days, day by day; what is past is left alone."""
    waiting = [row for row in rows if row.visit.status == PLANNED]
    elsewhere: dict[int, list[VisitRow]] = defaultdict(list)
    for row in waiting:
        elsewhere[row.visit.customer_id].append(row)
    for day in days:
        if day < known.today:
            continue
        of_day = [row for row in waiting if row.visit.on == day]
        yield from _closed(day, known.opening)
        yield from _full(day, of_day, known)
        yield from _double(of_day, known.plan)
        for row in of_day:
            yield from _one(row, elsewhere[row.visit.customer_id], known)


def closed_words(opening: Opening, day: dt.date) -> str:
    """Return that the shop is closed on a day, and why; nothing where it is open."""
    if opening.is_open(day):
        return ""
    why = opening.why_closed(day)
    return _("Closed: {name}").format(name=why) if why else _("The shop is closed")


def _closed(day: dt.date, opening: Opening) -> Iterator[PlanWarning]:
    words = closed_words(opening, day)
    if words:
        yield PlanWarning(day, CLOSED, words)


def _full(day: dt.date, rows: Sequence[VisitRow], known: Known) -> Iterator[PlanWarning]:
    hours = known.opening.hours(day)
    if hours is None:
        return
    room = minute_of(hours.closes) - minute_of(hours.opens)
    for staff, own in _by_staff(rows).items():
        needed = minutes_needed([row.district for row in own], known.plan)
        if needed <= room:
            continue
        words = {"needed": show_hours(needed), "hours": show_hours(room), "staff": staff}
        template = (
            _("Too much for {staff}: {needed} of {hours} hours")
            if staff
            else _("Too much for one day: {needed} of {hours} hours")
        )
        yield PlanWarning(day, FULL, template.format(**words))


def show_hours(minutes: int) -> str:
    """Return minutes as hours with at most one half, such as `8.5`."""
    return f"{round(minutes / 30) / 2:g}"


def _double(rows: Sequence[VisitRow], plan: TimePlan) -> Iterator[PlanWarning]:
    for own in _by_staff(rows).values():
        timed = sorted((row for row in own if row.visit.at), key=lambda row: row.visit.at or _NEVER)
        for one, other in pairwise(timed):
            if _start(other) - _start(one) >= plan.minutes:
                continue
            for row, against in ((one, other), (other, one)):
                text = _("Overlaps with {name}, {time}").format(
                    name=against.customer, time=show_time(against.visit.at)
                )
                yield PlanWarning(row.visit.on, DOUBLE, text, row.visit.id)


_NEVER: Final = dt.time.max


def _start(row: VisitRow) -> int:
    return minute_of(row.visit.at or _NEVER)


def _by_staff(rows: Sequence[VisitRow]) -> dict[str, list[VisitRow]]:
    found: dict[str, list[VisitRow]] = defaultdict(list)
    for row in rows:
        found[row.visit.staff].append(row)
    return found


def _one(row: VisitRow, same: Sequence[VisitRow], known: Known) -> Iterator[PlanWarning]:
    visit, day = row.visit, row.visit.on
    other = next((one.visit for one in same if one.visit.id != visit.id), None)
    if other is not None:
        text = (
            _("Twice on this day")
            if other.on == day
            else _("Also planned {day}").format(day=_day_beside(other.on, day))
        )
        yield PlanWarning(day, TWICE, text, visit.id)
    hours = known.opening.hours(day)
    if hours and visit.at and visit.at < hours.opens:
        text = _("Before opening at {time}").format(time=show_time(hours.opens))
        yield PlanWarning(day, HOURS, text, visit.id)
    elif hours and visit.at and visit.at >= hours.closes:
        text = _("After closing at {time}").format(time=show_time(hours.closes))
        yield PlanWarning(day, HOURS, text, visit.id)
    case = known.complaints.get(visit.customer_id)
    if case is not None:
        yield PlanWarning(day, COMPLAINT, complaint_text(case, known.today), visit.id)
    if not row.address:
        text = _("No address") if row.phone else _("No address, no phone number")
        yield PlanWarning(day, UNREACHABLE, text, visit.id)


def _day_beside(day: dt.date, of: dt.date) -> str:
    return show_weekday(day) if abs((day - of).days) < 7 else show_day(day, of)


def complaint_text(case: OpenCase, today: dt.date) -> str:
    """Return the words for a complaint that is not settled."""
    return _("Open complaint {number} since {day}").format(
        number=case.number, day=show_day(case.since, today)
    )

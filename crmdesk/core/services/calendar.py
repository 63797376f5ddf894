"""What stands in the calendar of some days, out of everything that has a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.calendar import CalendarItem, CalendarSpan
from crmdesk.core.domain.festivals import festivals_between
from crmdesk.core.domain.followup import DONE as FOLLOWED
from crmdesk.core.domain.followup import OPEN, FollowUp
from crmdesk.core.domain.occasions import birthdays_on
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.visit import DONE as VISITED
from crmdesk.core.domain.visit import MISSED, PLANNED
from crmdesk.core.i18n import _
from crmdesk.core.services import occasion_settings, occurrences, opening, round_promises
from crmdesk.core.services.round_promises import PromisedVisit
from crmdesk.core.services.visit_times import time_plan_of
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import calendar as stored
from crmdesk.core.store.customers import time_or_none
from crmdesk.core.store.database import Connection

Counts = dict[tuple[dt.date, str], int]
_DAY: Final = dt.timedelta(days=1)


def items(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    kinds: Collection[str] = words.EVERY_KIND,
    staff: str = "",
) -> list[CalendarItem]:
    """Return everything of some kinds from `first` to `last`, both included, in order.

    `staff` leaves festivals and closed days alone: they are everybody's.
    """
    return list(span(workspace, first, last, kinds, staff).items)


def span(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    kinds: Collection[str] = words.EVERY_KIND,
    staff: str = "",
    *,
    most: int = stored.EVERYTHING,
) -> CalendarSpan:
    """Return the calendar of some days with at most so many items of a kind on each day."""
    today = workspace.clock.today()
    found: list[CalendarItem] = []
    counts: Counts = {}
    with workspace.database.read() as connection:
        days = opening.opening_of(connection)
        reading = _Reading(connection, days, first, last, staff, most, today, counts)
        makers: dict[str, Callable[[], Iterator[CalendarItem]]] = {
            words.FOLLOW_UP: reading.follow_ups,
            words.VISIT: reading.visits,
            words.BIRTHDAY: reading.birthdays,
        }
        for noun, make in makers.items():
            if noun in kinds:
                found.extend(make())
        regions = occasion_settings.settings_of(connection).regions
    whole_days: list[CalendarItem] = []
    if words.FESTIVAL in kinds:
        whole_days.extend(_festival_items(first, last, regions))
    if words.CLOSED in kinds:
        whole_days.extend(closed_items(days, first, last))
    for item in whole_days:
        place = (item.day, item.noun)
        counts[place] = counts.get(place, 0) + 1
    found.extend(whole_days)
    found.sort(key=words.order)
    return CalendarSpan(first, last, tuple(found), counts, days)


def _festival_items(
    first: dt.date, last: dt.date, regions: Collection[str]
) -> Iterator[CalendarItem]:
    for festival in festivals_between(first, last, regions):
        yield CalendarItem(
            key=f"{words.FESTIVAL}-{festival.key}-{festival.day.isoformat()}",
            noun=words.FESTIVAL,
            day=festival.day,
            title=festival.name,
            tone="danger",
        )


def closed_items(days: Opening, first: dt.date, last: dt.date) -> Iterator[CalendarItem]:
    """Yield the days of the shop's pauses; the weekdays on which it never opens are no news."""
    for pause in days.closed:
        day = max(pause.first, first)
        while day <= min(pause.last, last):
            if not days.is_open(day):
                yield CalendarItem(
                    key=f"closed-{day.isoformat()}",
                    noun=words.CLOSED,
                    day=day,
                    title=pause.name or _("Closed"),
                    tone="muted",
                )
            day += _DAY


class _Reading:
    """Makes items of the rows of one connection, and counts what it leaves out."""

    def __init__(
        self,
        connection: Connection,
        opening: Opening,
        first: dt.date,
        last: dt.date,
        staff: str,
        most: int,
        today: dt.date,
        counts: Counts,
    ) -> None:
        self._connection = connection
        self._opening = opening
        self._first, self._last = first, last
        self._staff, self._most = staff, most
        self._today = today
        self._counts = counts

    def follow_ups(self) -> Iterator[CalendarItem]:
        """Yield those that are open, those that were done, and those that series promise."""
        yield from self._stored_follow_ups()
        promised = occurrences.coming(
            self._connection, self._today, self._first, self._last, self._staff
        )
        people = stored.people(self._connection, (one.customer_id for one in promised))
        for one in promised:
            if one.customer_id in people:
                place = (one.due, words.FOLLOW_UP)
                self._counts[place] = self._counts.get(place, 0) + 1
                if self._counts[place] <= self._most:
                    yield _promised_item(one, *people[one.customer_id])

    def _stored_follow_ups(self) -> Iterator[CalendarItem]:
        rows = stored.follow_ups(self._connection, self._first, self._last, self._staff, self._most)
        for row in rows:
            item = follow_up_item(row, self._today)
            self._counts[(item.day, words.FOLLOW_UP)] = row.many
            yield item

    def visits(self) -> Iterator[CalendarItem]:
        """Yield the visits, but for those that are on another day now, and those of rounds."""
        minutes = time_plan_of(self._connection).minutes
        rows = stored.visits(self._connection, self._first, self._last, self._staff, self._most)
        for row in rows:
            item = visit_item(row, minutes)
            self._counts[(item.day, words.VISIT)] = row.many
            yield item
        promised = round_promises.coming(
            self._connection, self._opening, self._today, self._first, self._last, self._staff
        )
        people = stored.people(self._connection, (one.customer_id for one in promised))
        for one in promised:
            place = (one.on, words.VISIT)
            self._counts[place] = self._counts.get(place, 0) + 1
            if self._counts[place] <= self._most:
                yield _promised_visit(one, *people[one.customer_id], minutes)

    def birthdays(self) -> Iterator[CalendarItem]:
        """Yield each birthday on each day on which it is celebrated."""
        rows = stored.birthdays(self._connection, self._first, self._last, self._staff, self._most)
        counted: set[tuple[dt.date, int, bool]] = set()
        for row in rows:
            birthday = Birthday.from_text(row.birthday)
            for day in birthdays_on(birthday, self._first, self._last):
                group = (day, birthday.month * 100 + birthday.day, birthday.lunar)
                if group not in counted:
                    counted.add(group)
                    place = (day, words.BIRTHDAY)
                    self._counts[place] = self._counts.get(place, 0) + row.many
                yield _birthday_item(row, birthday, day)


def follow_up_item(row: Any, today: dt.date) -> CalendarItem:
    """Return the item of a stored follow-up."""
    due = dt.date.fromisoformat(row.day)
    occurrence = dt.date.fromisoformat(row.occurrence) if row.occurrence else None
    late = row.status == OPEN and due < today
    return CalendarItem(
        key=words.follow_up_key(row.id, row.series_id, occurrence),
        noun=words.FOLLOW_UP,
        id=row.id,
        day=due,
        at=time_or_none(row.at_time),
        title=row.name,
        detail=row.what,
        customer_id=row.customer_id,
        phone=row.mobile,
        staff=row.staff,
        tone="danger" if late else "accent",
        status=row.status,
        done=row.status == FOLLOWED,
        movable=row.status == OPEN,
        series_id=row.series_id,
        occurrence=occurrence,
    )


def visit_item(row: Any, minutes: int) -> CalendarItem:
    """Return the item of a visit."""
    day = dt.date.fromisoformat(row.day)
    return CalendarItem(
        key=words.visit_key(row.id, row.round_id, row.customer_id, day),
        noun=words.VISIT,
        id=row.id,
        day=day,
        at=time_or_none(row.at_time),
        title=row.name,
        detail=row.purpose,
        customer_id=row.customer_id,
        phone=row.mobile,
        place=row.address,
        staff=row.staff,
        tone="muted" if row.status == MISSED else "info",
        status=row.status,
        done=row.status == VISITED,
        movable=row.status in (PLANNED, MISSED),
        length=minutes,
    )


def _promised_visit(one: PromisedVisit, name: str, phone: str, minutes: int) -> CalendarItem:
    return CalendarItem(
        key=words.visit_key(0, one.round.id, one.customer_id, one.on),
        noun=words.VISIT,
        day=one.on,
        at=one.at,
        title=name,
        detail=one.round.purpose,
        customer_id=one.customer_id,
        phone=phone,
        staff=one.round.staff,
        tone="info",
        status=PLANNED,
        round=one.round.name,
        length=minutes,
    )


def _promised_item(one: FollowUp, name: str, phone: str) -> CalendarItem:
    return CalendarItem(
        key=words.follow_up_key(0, one.series_id, one.occurrence),
        noun=words.FOLLOW_UP,
        day=one.due,
        at=one.at,
        title=name,
        detail=one.what,
        customer_id=one.customer_id,
        phone=phone,
        staff=one.staff,
        tone="accent",
        status=OPEN,
        movable=True,
        series_id=one.series_id,
        occurrence=one.occurrence,
    )


def _birthday_item(row: Any, birthday: Birthday, day: dt.date) -> CalendarItem:
    turning = birthday.age_turning(day)
    parts = [_("turns {age}").format(age=turning) if turning else ""]
    parts.append(birthday.show() if birthday.lunar else "")
    return CalendarItem(
        key=f"{words.BIRTHDAY}-{row.id}-{day.isoformat()}",
        noun=words.BIRTHDAY,
        id=row.id,
        day=day,
        title=row.name,
        detail=" · ".join(part for part in parts if part),
        customer_id=row.id,
        phone=row.mobile,
        staff=row.staff,
        tone="warning",
    )

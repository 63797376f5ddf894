"""Birthdays that come up, and who is to be greeted: worked out anew each time, never stored."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crmdesk.core.domain.festivals import Festival, festivals_between, next_day
from crmdesk.core.domain.occasions import (
    BIRTHDAY,
    LATE_DAYS,
    Care,
    GreetingRow,
    OccasionSettings,
    care_days,
    occasion_of,
    places_until,
)
from crmdesk.core.domain.opening import Opening
from crmdesk.core.services.birthday_rows import birthdays_of
from crmdesk.core.services.occasion_settings import settings_of
from crmdesk.core.services.opening import opening_of
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import birthdays as stored_birthdays
from crmdesk.core.store import complaints, list_rows
from crmdesk.core.store import greetings as stored
from crmdesk.core.store.database import Connection

LONGEST_LIST: Final = 200
# A festival is soon, and greeted for from a customer's file, when it is no farther ahead.
FESTIVAL_AHEAD: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingsDue:
    """Who is to be greeted on a day, and who soon; `count` is how many there are on the day.

    The lists hold at most as many as were asked for. Who complained and was not spoken to since
    stands at the end of the first.
    """

    day: dt.date
    due: tuple[GreetingRow, ...]
    coming: tuple[GreetingRow, ...]
    count: int


def festivals_soon(workspace: Workspace, day: dt.date) -> list[Festival]:
    """Return the festivals of the shop's regions on a day and soon after it, in their order."""
    with workspace.database.read() as connection:
        regions = settings_of(connection).regions
    return festivals_between(day, day + dt.timedelta(days=FESTIVAL_AHEAD), regions)


def greetings_due(
    workspace: Workspace, day: dt.date | None = None, limit: int = LONGEST_LIST
) -> GreetingsDue:
    """Return who is to be greeted on a day, and who in the days to come."""
    on = day or workspace.clock.today()
    with workspace.database.read() as connection:
        wanted = _Wanted(connection, on, ahead=True)
        due, coming = wanted.due(limit), wanted.coming(limit)
        waiting = complaints.open_cases(connection, [row.customer_id for row in (*due, *coming)])
        count = wanted.count()

    def told(rows: Sequence[GreetingRow]) -> list[GreetingRow]:
        return [dataclasses.replace(row, complaint=waiting.get(row.customer_id)) for row in rows]

    first_to_greet = sorted(told(due), key=lambda row: row.complaint is not None)
    return GreetingsDue(day=on, due=tuple(first_to_greet), coming=tuple(told(coming)), count=count)


def count_due(connection: Connection, day: dt.date) -> int:
    """Return how many customers are to be greeted on a day."""
    return _Wanted(connection, day).count()


def for_customer(workspace: Workspace, customer_id: int) -> list[GreetingRow]:
    """Return what one may greet a customer for now: the birthday, and festivals that are near.

    What the customer was greeted for already, or left out of, is not among them.
    """
    today = workspace.clock.today()
    soon = today + dt.timedelta(days=FESTIVAL_AHEAD)
    with workspace.database.read() as connection:
        found = list_rows.list_rows(connection, [customer_id])[0]
        if found is None:
            return []
        wanted: list[tuple[str, dt.date]] = []
        if found.birthday is not None:
            first = today - dt.timedelta(days=LATE_DAYS)
            wanted.append((BIRTHDAY, found.birthday.next_on_or_after(first)))
            if wanted[0][1] < today:
                wanted.append((BIRTHDAY, found.birthday.next_on_or_after(today)))
        regions = settings_of(connection).regions
        wanted += [
            (occasion_of(one.key), one.day)
            for one in festivals_between(today, soon, regions, greet=True)
        ]
        open_ones = [
            (occasion, on)
            for occasion, on in wanted
            if not stored.any_kept(connection, customer_id, occasion, on)
        ]
        waiting = complaints.open_cases(connection, [customer_id])
    return [
        GreetingRow(
            customer_id=customer_id,
            name=found.name,
            mobile=found.mobile,
            grade=found.grade,
            occasion=occasion,
            on=on,
            due=on,
            turning=found.birthday.age_turning(on)
            if found.birthday and occasion == BIRTHDAY
            else None,
            birthday=found.birthday if occasion == BIRTHDAY else None,
            complaint=waiting.get(customer_id),
        )
        for occasion, on in open_ones
    ]


class _Wanted:
    """What the lists of one day are made of, each read once."""

    def __init__(self, connection: Connection, day: dt.date, *, ahead: bool = False) -> None:
        self._connection = connection
        self._day = day
        self._settings: OccasionSettings = settings_of(connection)
        self._ahead = ahead
        self._lists = list(self._care_lists(opening_of(connection)))

    def count(self) -> int:
        """Return how many are due."""
        return self._count_birthdays() + sum(one.count(self._day) for one in self._lists)

    def due(self, limit: int) -> list[GreetingRow]:
        """Return those to be greeted on the day: birthdays, today's first, then festivals."""
        day = self._day
        rows = [row for row in self._birthdays if row.due <= day]
        rows.sort(key=lambda row: (abs((row.on - day).days), row.grade or "~", row.customer_id))
        for one in self._lists:
            rows += one.rows(None, day, limit - len(rows))
        return rows[:limit]

    def coming(self, limit: int) -> list[GreetingRow]:
        """Return those to be greeted later, by the day."""
        rows = [row for row in self._birthdays if row.due > self._day]
        for one in self._lists:
            before = self._day
            for day in one.days:
                if day > self._day and len(rows) < 2 * limit:
                    rows += one.rows(before, day, limit)
                    before = day
        rows.sort(key=lambda row: (row.due, row.on, row.grade or "~", row.customer_id))
        return rows[:limit]

    def _count_birthdays(self) -> int:
        """Return how many are to be greeted for their birthday, without a look at each."""
        leads = self._settings.lead_days
        if not leads:
            return 0
        first = self._day - dt.timedelta(days=LATE_DAYS)
        last = self._day + dt.timedelta(days=min(leads))
        keys = stored_birthdays.keys_between(self._connection, first, (last - first).days)
        kept = stored.kept_between(self._connection, BIRTHDAY, first, last)
        return sum(one.count for one in keys) - stored_birthdays.celebrating(
            self._connection, kept.keys()
        )

    @cached_property
    def _birthdays(self) -> list[GreetingRow]:
        leads = self._settings.lead_days
        if not leads:
            return []
        first = self._day - dt.timedelta(days=LATE_DAYS)
        last = self._day + dt.timedelta(days=max(leads) if self._ahead else min(leads))
        kept = stored.kept_between(self._connection, BIRTHDAY, first, last)
        return [
            GreetingRow(
                customer_id=row.customer_id,
                name=row.name,
                mobile=row.mobile,
                grade=row.grade,
                occasion=BIRTHDAY,
                on=row.on,
                due=row.on - dt.timedelta(days=min(leads)),
                turning=row.turning,
                birthday=row.birthday,
            )
            for row in birthdays_of(self._connection, first, last)
            if (row.customer_id, row.on.isoformat()) not in kept
        ]

    def _care_lists(self, opening: Opening) -> Iterator[_CareList]:
        for care in self._settings.cares:
            festival = next_day(care.festival, self._day, self._settings.regions)
            if festival is None:
                continue
            days = care_days(festival.day, care.days, opening)
            # What begins farther ahead than birthdays are looked for is not shown yet.
            ahead = (days[0] - self._day).days
            if ahead <= max(self._settings.lead_days, default=0):
                yield _CareList(self._connection, care, festival, days)


class _CareList:
    """The customers to be greeted for one festival, spread over the days before it."""

    def __init__(
        self, connection: Connection, care: Care, festival: Festival, days: list[dt.date]
    ) -> None:
        self.days = days
        self._connection = connection
        self._festival = festival
        self._occasion = occasion_of(care.festival)
        self._grades = [(grade, stored.count_of_grade(connection, grade)) for grade in care.grades]
        self._all = sum(count for _grade, count in self._grades)

    def count(self, day: dt.date) -> int:
        """Return how many have had their turn by a day and were not greeted."""
        return sum(
            stored.count_ungreeted(
                self._connection, grade, last, self._occasion, self._festival.day
            )
            for grade, _first, last in self._shares(0, places_until(day, self.days, self._all))
        )

    def rows(self, after: dt.date | None, until: dt.date, limit: int) -> list[GreetingRow]:
        """Return those whose turn comes after a day and by another, without the greeted ones."""
        first = places_until(after, self.days, self._all) if after else 0
        last = places_until(until, self.days, self._all)
        rows: list[GreetingRow] = []
        for grade, start, stop in self._shares(first, last):
            found = stored.ungreeted(
                self._connection,
                grade,
                (start, stop),
                self._occasion,
                self._festival.day,
                limit - len(rows),
            )
            rows += [
                GreetingRow(
                    customer_id=customer_id,
                    name=name,
                    mobile=mobile,
                    grade=grade,
                    occasion=self._occasion,
                    on=self._festival.day,
                    due=until,
                )
                for customer_id, name, mobile, _grade in found
            ]
        return rows

    def _shares(self, first: int, last: int) -> Iterator[tuple[str, int, int]]:
        """Yield (grade, first place, place after the last) of a run of places of all grades."""
        begin = 0
        for grade, count in self._grades:
            start, stop = max(first - begin, 0), min(last - begin, count)
            if start < stop:
                yield grade, start, stop
            begin += count

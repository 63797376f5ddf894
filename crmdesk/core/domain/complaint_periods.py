"""The days a report is about: a month, a year, or from any day to another."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from crmdesk.core.domain.complaint_query import ComplaintQuery


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a month."""
        return cls(
            dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        )

    @classmethod
    def year(cls, year: int) -> Period:
        """Return a year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self == Period.month(self.first.year, self.first.month)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self == Period.year(self.first.year)

    def months(self) -> list[Period]:
        """Return its months; the first and the last may be parts of one."""
        found: list[Period] = []
        day = self.first
        while day <= self.last:
            whole = Period.month(day.year, day.month)
            found.append(Period(day, min(whole.last, self.last)))
            day = whole.last + dt.timedelta(days=1)
        return found

    def twelve_months(self) -> list[Period]:
        """Return the twelve months that end with the period's last one."""
        number = self.last.year * 12 + self.last.month - 1
        return [Period.month(one // 12, one % 12 + 1) for one in range(number - 11, number + 1)]

    def year_back(self) -> Period:
        """Return the twelve months up to its end, or the period itself when it is longer."""
        day = min(self.last.day, calendar.monthrange(self.last.year - 1, self.last.month)[1])
        begin = dt.date(self.last.year - 1, self.last.month, day) + dt.timedelta(days=1)
        return Period(min(begin, self.first), self.last)

    def query(self, **more: Any) -> ComplaintQuery:
        """Return the query of what was received in it."""
        return ComplaintQuery(
            received_from=self.first, received_to=self.last, sort="received", **more
        )

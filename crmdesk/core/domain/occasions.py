"""Which occasions a shop greets for: birthdays by lead days, festivals by grade."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.lunar import FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _, ngettext

LEAD_DAYS: Final = (14, 7, 1, 0)
# Farther ahead nobody prepares a present; the list of festivals looks so far, too.
MOST_DAYS: Final = 60
# So many days after a birthday one still wishes well: a long weekend, and the day after it.
LATE_DAYS: Final = 3
# Twelve lunar months have 353 days at least.
_SHORTEST_YEAR: Final = 353
_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")
_DAYS: Final = re.compile(r"[0-9]{1,3}", re.ASCII)
BIRTHDAY: Final = "birthday"
FESTIVAL: Final = "festival:"


@dataclass(frozen=True, slots=True)
class Care:
    """A festival for which customers of some grades are greeted, from so many days before it."""

    festival: str
    grades: tuple[str, ...] = ("A", "B")
    days: int = 10


@dataclass(frozen=True, slots=True)
class OccasionSettings:
    """What the owner chose: whose festivals are shown, when a birthday is brought to mind.

    `lead_days`: so many days before a birthday it is brought to mind, the day itself as 0.
    """

    regions: tuple[str, ...]
    lead_days: tuple[int, ...] = LEAD_DAYS
    cares: tuple[Care, ...] = ()


def read_lead_days(text: str) -> tuple[int, ...]:
    """Return the days of a text such as `14, 7, 1, 0`, the longest first. Raises BadValue."""
    words = [word for word in _BETWEEN.split(text) if word]
    wrong = next((word for word in words if not _DAYS.fullmatch(word)), "")
    if wrong or any(int(word) > MOST_DAYS for word in words):
        raise BadValue(
            _("“{value}” is no list of days.").format(value=shown(text)),
            _("Write the days like 14, 7, 1, 0; {most} at the most.").format(most=MOST_DAYS),
        )
    return tuple(sorted({int(word) for word in words}, reverse=True))


def show_lead_days(days: Sequence[int]) -> str:
    """Return days as they are typed."""
    return ", ".join(str(one) for one in days)


def usual_cares(regions: Sequence[str]) -> tuple[Care, ...]:
    """Return the festivals a shop greets for that has chosen none."""
    if set(regions) <= {"west"}:
        return (Care("christmas"),)
    return (Care("spring_festival"), Care("mid_autumn"))


def occasion_of(festival: str) -> str:
    """Return the occasion a greeting for a festival is kept under."""
    return FESTIVAL + festival


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayRow:
    """A birthday that comes up: on which date, and how old the customer turns if known.

    `greeted` tells that a greeting was sent for it; `reminds` that it is so many days ahead as
    the owner wants to be reminded.
    """

    customer_id: int
    name: str
    mobile: str
    grade: str
    birthday: Birthday
    on: dt.date
    turning: int | None
    greeted: bool = False
    reminds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingRow:
    """A customer to be greeted: for which occasion, on which day it is, and when to greet.

    `complaint` is one that is still open: do not greet before.
    """

    customer_id: int
    name: str
    mobile: str
    grade: str
    occasion: str
    on: dt.date
    due: dt.date
    turning: int | None = None
    birthday: Birthday | None = None
    complaint: OpenCase | None = None

    @property
    def festival(self) -> str:
        """The key of the festival, or nothing for a birthday."""
        return self.occasion.removeprefix(FESTIVAL) if self.occasion != BIRTHDAY else ""


def show_birthday(on: dt.date, today: dt.date) -> str:
    """Return how far ahead a birthday is, in words."""
    ahead = (on - today).days
    if ahead == 0:
        return _("Birthday today")
    if ahead == 1:
        return _("Birthday tomorrow")
    if ahead < 0:
        return _("Birthday on {date}").format(date=show_date(on))
    return ngettext("Birthday in {count} day", "Birthday in {count} days", ahead).format(
        count=ahead
    )


def birthdays_on(birthday: Birthday, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the celebrations of a birthday from a day to a day; with the moon two in some years.

    Of a lunar birthday those of the years whose moon is known.
    """
    if birthday.lunar:
        first = max(first, dt.date(FIRST_LUNAR_YEAR + 1, 1, 1))
        last = min(last, dt.date(LAST_LUNAR_YEAR - 1, 12, 31))
    if first > last:
        return
    on = birthday.next_on_or_after(first)
    while on <= last:
        yield on
        if (last - on).days < _SHORTEST_YEAR:
            return
        on = birthday.next_on_or_after(on + dt.timedelta(days=1))


def care_days(festival: dt.date, days: int, opening: Opening) -> list[dt.date]:
    """Return the days over which customers are greeted for a festival: the open ones before it.

    A shop that is closed on all of them greets on any of them.
    """
    before = [festival - dt.timedelta(days=ahead) for ahead in range(days, 0, -1)] or [festival]
    return [day for day in before if opening.is_open(day)] or before


def places_until(day: dt.date, days: Sequence[dt.date], count: int) -> int:
    """Return how many of so many customers have had their turn by a day, in their order.

    They are spread evenly over the days. Who was not greeted on the own day stays among those
    whose turn it is: a day that was missed loses nobody.
    """
    passed = sum(one <= day for one in days)
    return -(-count * passed // len(days))

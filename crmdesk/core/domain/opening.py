"""When the shop is open: weekdays with their hours, and the days on which it stays closed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

OPENS: Final = dt.time(9)
CLOSES: Final = dt.time(18)
# A shop that is closed for longer has given up business; looking on would never end.
_LONGEST_PAUSE: Final = 366


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one day; `opens` is before `closes`."""

    opens: dt.time = OPENS
    closes: dt.time = CLOSES

    def __post_init__(self) -> None:
        """Refuse hours that end before they begin, as ValueError."""
        if self.opens >= self.closes:
            raise ValueError(f"closes before it opens: {self.opens} to {self.closes}")


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which the shop stays closed, both included, such as a holiday of the owner."""

    first: dt.date
    last: dt.date
    name: str = ""

    def days(self) -> Iterator[dt.date]:
        """Yield the days of the pause."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=number)


def _usual_week() -> tuple[Hours | None, ...]:
    return (Hours(),) * 6 + (None,)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening days: `week` has seven places, Monday first, None where the shop is closed.

    `closed` are pauses by date. They win over the week; `open_days` win over both: a Sunday on
    which the shop is open all the same.
    """

    week: tuple[Hours | None, ...] = field(default_factory=_usual_week)
    closed: tuple[Closed, ...] = ()
    open_days: frozenset[dt.date] = frozenset()
    # Days that were asked for: the clocks of all open complaints ask for the same few ones.
    _known: dict[dt.date, Hours | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def hours(self, day: dt.date) -> Hours | None:
        """Return the hours of a day, None when the shop is closed."""
        if day not in self._known:
            self._known[day] = self._hours(day)
        return self._known[day]

    def _hours(self, day: dt.date) -> Hours | None:
        usual = self.week[day.weekday()]
        if day in self.open_days:
            return usual or Hours()
        return None if self.is_closed_by_date(day) else usual

    def is_closed_by_date(self, day: dt.date) -> bool:
        """Tell whether a day lies in a pause, whatever the week says."""
        return any(pause.first <= day <= pause.last for pause in self.closed)

    def is_open(self, day: dt.date) -> bool:
        """Tell whether the shop is open on a day."""
        return self.hours(day) is not None

    def why_closed(self, day: dt.date) -> str:
        """Return the name of the pause a day lies in, or nothing."""
        return next((one.name for one in self.closed if one.first <= day <= one.last), "")

    def open_days_from(self, day: dt.date) -> Iterator[dt.date]:
        """Yield the days on which the shop is open, from a day on; it may be none at all."""
        closed = 0
        while closed <= _LONGEST_PAUSE and day < dt.date.max:
            if self.is_open(day):
                closed = 0
                yield day
            else:
                closed += 1
            day += dt.timedelta(days=1)

    def next_open(self, day: dt.date) -> dt.date:
        """Return the first open day from a day on; the day itself when the shop never opens."""
        return next(self.open_days_from(day), day)


def pauses_of(
    days: Sequence[tuple[dt.date, str]], *, over_weekends: bool = False
) -> tuple[Closed, ...]:
    """Return public holidays as pauses: days of one name that follow each other are one of them.

    `over_weekends` True joins all that only a weekend lies between, under their usual name.
    """
    runs: list[list[tuple[dt.date, str]]] = []
    for day, name in sorted(days):
        last = runs[-1][-1] if runs else None
        if last is not None and (
            _follows(last[0], day)
            if over_weekends
            else day - last[0] == dt.timedelta(days=1) and _bare(name) == _bare(last[1])
        ):
            runs[-1].append((day, name))
        else:
            runs.append([(day, name)])
    return tuple(Closed(run[0][0], run[-1][0], _name_of(run)) for run in runs)


def _follows(before: dt.date, day: dt.date) -> bool:
    between = (day - before).days - 1
    return all((before + dt.timedelta(days=number + 1)).weekday() >= 5 for number in range(between))


def _bare(name: str) -> str:
    """Return the name of a holiday without what stands in brackets behind it."""
    return re.split(r"\s*[（(;]", name, maxsplit=1)[0]


def _name_of(run: Sequence[tuple[dt.date, str]]) -> str:
    # A day that stands in for another is named after that other's date.
    names = Counter(_bare(name) for _day, name in run if not re.search(r"\d", name))
    return names.most_common(1)[0][0] if names else _bare(run[0][1])

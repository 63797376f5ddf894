"""Staying in touch: how often by grade, the customer's own rhythm, and who is silent by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from crmdesk.core.domain.followup import USUAL_NEXT_DAYS
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _, ngettext

DEFAULT_DAYS: Final[Mapping[str, int]] = {"A": 14, "B": 30, "C": 90}
LONGEST: Final = 3650
_INTERVAL: Final = re.compile(
    r"每?(\d{0,5})(?:\.0+)?个?(天|日|周|星期|礼拜|月|年|d|days?|w|weeks?|m|months?|y|years?)?一?次?"
)
_UNITS: Final = {
    letter: days
    for letters, days in (("d天日", 1), ("w周星礼", 7), ("m月", 30), ("y年", 365))
    for letter in letters
}
# How many of the last gaps between contacts tell the rhythm, and how few are none.
GAPS: Final = 12
FEWEST_GAPS: Final = 3
# Twice the usual time is unusual, and so is a week more for those who come every few days.
LEAST_MORE: Final = 7


@dataclass(frozen=True, slots=True)
class Intervals:
    """After how many days without contact a customer of a grade is silent; no entry means never."""

    by_grade: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_DAYS))

    def of(self, grade: str, own_days: int = 0) -> int:
        """Return the days for a customer: the customer's own, else those of the grade, else 0."""
        return own_days or self.by_grade.get(grade, 0)

    def next_date(self, today: dt.date, grade: str = "", own_days: int = 0) -> dt.date:
        """Return the date to propose for the next contact."""
        return today + dt.timedelta(days=self.of(grade, own_days) or USUAL_NEXT_DAYS)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a customer usually is in touch, and from which day on the silence is unusual."""

    usual_days: int
    drift_on: dt.date


def rhythm(contacts: Iterable[dt.date]) -> Rhythm | None:
    """Return the rhythm of days of contact, or None for too few of them.

    The usual time is the median of the last dozen gaps between distinct days.
    """
    days = sorted(set(contacts))[-GAPS - 1 :]
    gaps = sorted((after - before).days for before, after in pairwise(days))
    if len(gaps) < FEWEST_GAPS:
        return None
    middle = len(gaps) // 2
    usual = gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle] + 1) // 2
    wait = max(2 * usual, usual + LEAST_MORE)
    # Nobody waits for a rhythm of centuries; the calendar ends before it.
    last = min(days[-1].toordinal() + wait, dt.date.max.toordinal())
    return Rhythm(usual, dt.date.fromordinal(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Why a customer counts as silent: the rules that say so, with the days behind them.

    `interval` is 0 when the silence only breaks the customer's own rhythm; `usual_days` is 0 when
    the rhythm says nothing against it.
    """

    last_contact: dt.date
    days: int
    interval: int = 0
    own: bool = False
    grade: str = ""
    usual_days: int = 0

    def words(self) -> str:
        """Return the reason in a sentence, with the date behind it."""
        own = _("own interval: every {every}, last contact {date} ({days} ago)")
        graded = _("grade {grade}: every {every}, last contact {date} ({days} ago)")
        return self._joined(own if self.own else graded)

    def short_words(self) -> str:
        """Return the reason as it stands beside the date and the days."""
        own, graded = _("own interval: every {every}"), _("grade {grade}: every {every}")
        return self._joined(own if self.own else graded)

    def _joined(self, by_interval: str) -> str:
        parts = []
        if self.interval:
            parts.append(
                by_interval.format(
                    grade=self.grade,
                    every=days_words(self.interval),
                    date=self.last_contact.isoformat(),
                    days=days_words(self.days),
                )
            )
        if self.usual_days:
            usual = days_words(self.usual_days)
            parts.append(_("usually every {usual}, now {days}").format(usual=usual, days=self.days))
        text = " · ".join(parts)
        return text[:1].upper() + text[1:]


def days_words(days: int) -> str:
    """Return a number of days in words."""
    return ngettext("{count} day", "{count} days", days).format(count=days)


def every_words(days: int) -> str:
    """Return an interval in words."""
    return _("stay in touch every {days}").format(days=days_words(days))


def parse_days(value: object) -> int:
    """Return the days of an interval such as 30, 30天, 2周 or 3 months; 0 for nothing.

    Raises BadValue for what is none.
    """
    # The start page knows the intervals, and reads no typed one.
    from crmdesk.core.domain.normalise import clean_text

    text = clean_text(value)
    if not text:
        return 0
    found = _INTERVAL.fullmatch(text.lower().replace(" ", ""))
    days = -1
    if found and (found[1] or found[2]):
        days = int(found[1] or 1) * _UNITS[(found[2] or "d")[:1]]
    if not 0 <= days <= LONGEST:
        raise BadValue(
            _("“{value}” is no number of days.").format(value=shown(value)),
            _("Write a whole number up to {most}, such as 30.").format(most=LONGEST),
        )
    return days


def silence(
    today: dt.date,
    intervals: Intervals,
    *,
    last_contact: dt.date | None,
    grade: str,
    own_days: int = 0,
    usual_days: int = 0,
    drift_on: dt.date | None = None,
    grade_name: str = "",
) -> Silence | None:
    """Return why a customer is silent, or None.

    The owner's own interval for the customer decides alone; else it is the grade's or the
    customer's own rhythm. Who was never in touch is not silent.
    """
    if last_contact is None:
        return None
    days = (today - last_contact).days
    interval = intervals.of(grade, own_days)
    late = 0 < interval < days
    drifted = not own_days and drift_on is not None and drift_on <= today
    if not late and not drifted:
        return None
    return Silence(
        last_contact=last_contact,
        days=days,
        interval=interval if late else 0,
        own=own_days > 0,
        grade=grade_name or grade,
        usual_days=usual_days if drifted else 0,
    )

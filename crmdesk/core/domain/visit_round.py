"""A round: the same customers visited again and again by a rule, such as every second Tuesday."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.opening import Opening

# So many days ahead the visits of a round stand in the plan.
DAYS_AHEAD: Final = 14
# A pause of the shop may push a round this far.
LONGEST_SHIFT: Final = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRound:
    """A round; `customer_ids` in the order of the way, `rule` as `domain/recurrence.py` reads it.

    `until` is its last day, `paused_on` the day since which it rests, `planned_until` the day up
    to which its visits have been planned.
    """

    id: int = 0
    name: str
    rule: str
    start: dt.date
    until: dt.date | None = None
    at: dt.time | None = None
    purpose: str = ""
    staff: str = ""
    form: str = ""
    planned_until: dt.date | None = None
    paused_on: dt.date | None = None
    customer_ids: tuple[int, ...] = ()

    def rests(self, today: dt.date) -> bool:
        """Tell whether no more visits are planned for now: it is paused, or over."""
        return self.paused_on is not None or (self.until is not None and self.until < today)


def open_dates(dates: list[dt.date], opening: Opening) -> list[dt.date]:
    """Return the days on which a round goes out: where the shop is closed, the next open day.

    Two dates that fall on one open day are one round.
    """
    return sorted({opening.next_open(day) for day in dates})

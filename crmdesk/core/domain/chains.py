"""Chains: what is to be done in the days after an occasion, such as a sale or a repair."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.i18n import N_

# What happens with a customer that can be the beginning of a chain.
OCCASIONS: Final = ("sale", "repair", "shop", "visit", "complaint")
SALE: Final = "sale"
COMPLAINT: Final = "complaint"
# What can end a chain before its time, with the reason that is kept with it.
REASONS: Final = {
    SALE: N_("The customer bought again."),
    COMPLAINT: N_("The customer complained."),
}
MOST_DAYS: Final = 730
MOST_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do so many days after the step before, the first one after the occasion."""

    days: int
    what: str
    kind: str = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A template: its steps become follow-ups when something of the occasion's kind is noted.

    What is noted of a kind in `stops_on` ends it: the steps that still wait are cancelled.
    """

    key: str
    name: str
    occasion: str
    steps: tuple[Step, ...]
    on: bool = False
    stops_on: tuple[str, ...] = (SALE, COMPLAINT)

    def mark(self, day: dt.date) -> str:
        """Return what the follow-ups of this chain that began on a day are known by."""
        return f"{self.key}@{day.isoformat()}"

    def follow_ups(self, customer_id: int, day: dt.date, staff: str) -> list[FollowUp]:
        """Return the steps after an occasion of a day as follow-ups."""
        found: list[FollowUp] = []
        due = day
        for step in self.steps:
            due += dt.timedelta(days=step.days)
            found.append(
                FollowUp(
                    customer_id=customer_id,
                    due=due,
                    what=step.what,
                    kind=step.kind,
                    staff=staff,
                    chain=self.mark(day),
                )
            )
        return found


def read_mark(mark: str) -> tuple[str, dt.date]:
    """Return the key of a chain and the day it began."""
    key, _sign, day = mark.rpartition("@")
    return key, dt.date.fromisoformat(day)

"""What the complaints of a period amount to; every figure knows the list behind it.

All figures are about the complaints RECEIVED in the period, as they stand now, so that they can be
counted on the month's list; only `Flow` counts what happened in the period with older ones too.

- answered: an answer was given; in time: none of its answers came after its time.
- answered in time % is of those answered, reopened % of those received.
- times are working time without waits, from receiving to the first acceptance, the last answer
  and the end; the median is the middle one (between two: their mean), nine of ten took no longer
  than the 90th percentile (nearest rank).
- satisfaction is the mean of the scores of those closed with one; the others were not reached.
- repeated: who complained in the period, and twice or more in the twelve months up to its end;
  duplicates do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from crmdesk.core.domain.complaint import CLOSED, DUPLICATE, OPEN, SCORES, STATES, UNFOUNDED
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import N_

COUNT: Final = "count"
SHARE: Final = "share"
TIME: Final = "time"
MEAN: Final = "mean"
MONEY: Final = "money"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, its kind, what its complaints have in common, and its whole.

    `of` is the figure that a share is a share of.
    """

    key: str
    label: str
    kind: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    of: str = ""


ACKNOWLEDGE: Final = "acknowledge"
ANSWER: Final = "answer"
CLOSE: Final = "close"
# The time measured, and what asks for the complaints that have it.
TIMES: Final = {ACKNOWLEDGE: "acknowledged", ANSWER: "answered", CLOSE: "ended"}
MIDDLE: Final = "_median"
MOST: Final = "_most"

_FIGURES: Final = (
    Figure("received", N_("Complaints received"), COUNT),
    Figure("open", N_("Still open"), COUNT, {"states": OPEN}),
    Figure("overdue", N_("Overdue now"), COUNT, {"states": OPEN, "overdue": True}),
    Figure("closed", N_("Case closed"), COUNT, {"states": frozenset({CLOSED})}),
    Figure("unfounded", N_("Unfounded"), COUNT, {"states": frozenset({UNFOUNDED})}),
    Figure("duplicate", N_("Duplicate"), COUNT, {"states": frozenset({DUPLICATE})}),
    Figure("answered", N_("Answered"), COUNT, {"answered": True}),
    Figure("on_time", N_("Answered in time"), SHARE, {"on_time": True}, "answered"),
    Figure("late", N_("Answered late"), COUNT, {"answered": True, "late": True}),
    Figure("acknowledge_median", N_("Time to accept, median"), TIME, {"acknowledged": True}),
    Figure("acknowledge_most", N_("Time to accept, 9 of 10 within"), TIME, {"acknowledged": True}),
    Figure("answer_median", N_("Time to answer, median"), TIME, {"answered": True}),
    Figure("answer_most", N_("Time to answer, 9 of 10 within"), TIME, {"answered": True}),
    Figure("close_median", N_("Time to close, median"), TIME, {"ended": True}),
    Figure("close_most", N_("Time to close, 9 of 10 within"), TIME, {"ended": True}),
    Figure("reopened", N_("Reopened"), SHARE, {"reopened": True}, "received"),
    Figure("satisfaction", N_("Satisfaction"), MEAN, {"scored": True}),
    *(Figure(f"score_{one}", N_("Score {score}"), COUNT, {"satisfaction": one}) for one in SCORES),
    Figure("unreached", N_("Not reached"), COUNT, {"unreached": True}),
    Figure("cost", N_("Cost"), MONEY, {"paid": True}),
)
FIGURES: Final[Mapping[str, Figure]] = {one.key: one for one in _FIGURES}
# What is counted: what is behind each figure. Two figures of one list are counted once.
COUNTED: Final = tuple(one for one in _FIGURES if not one.key.endswith(MOST))


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in working minutes; None when it was never measured."""

    median: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of those complaints that a query finds.

    `counts` tells for each figure how many complaints are behind it; `cost` is the sum of the
    costs; `spreads` are by TIMES.
    """

    query: ComplaintQuery
    counts: Mapping[str, int] = field(default_factory=dict)
    cost: int = 0
    spreads: Mapping[str, Spread] = field(default_factory=dict)

    def count(self, key: str) -> int:
        """Return how many complaints are behind a figure."""
        return self.counts.get(key.replace(MOST, MIDDLE), 0)

    def behind(self, key: str) -> ComplaintQuery:
        """Return the query of the complaints behind a figure."""
        return replace(self.query, **FIGURES[key].asks)

    def value(self, key: str) -> float | int | None:
        """Return a figure's value: a count, a share of 1, minutes, a mean, hundredths; or None."""
        figure = FIGURES[key]
        count = self.count(key)
        if figure.kind == COUNT:
            return count
        if figure.kind == SHARE:
            whole = self.count(figure.of)
            return count / whole if whole else None
        if figure.kind == MEAN:
            return (
                sum(one * self.count(f"score_{one}") for one in SCORES) / count if count else None
            )
        if figure.kind == MONEY:
            return self.cost
        time, sign, which = key.partition("_")
        spread = self.spreads.get(time, Spread())
        return spread.median if sign + which == MIDDLE else spread.most


CATEGORY: Final = "category"
PRODUCT: Final = "product"
CHANNEL: Final = "channel"
STAFF: Final = "staff"
SEVERITY: Final = "severity"
MONTH: Final = "month"
CAUSE: Final = "cause"
DIMENSIONS: Final = {
    CATEGORY: N_("Category"),
    PRODUCT: N_("Product"),
    CHANNEL: N_("Channel"),
    STAFF: N_("Staff"),
    SEVERITY: N_("Severity"),
    MONTH: N_("Month"),
}
BY: Final = {
    CATEGORY: N_("By category"),
    PRODUCT: N_("By product"),
    CHANNEL: N_("By channel"),
    STAFF: N_("By staff"),
    SEVERITY: N_("By severity"),
    MONTH: N_("By month"),
}
# Those that stand in a column of the complaint itself.
COLUMNS: Final = tuple(one for one in DIMENSIONS if one != MONTH)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one category, product, member of the staff or month; `label` in words."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counted:
    """How many complaints a query finds."""

    count: int
    query: ComplaintQuery


@dataclass(frozen=True, slots=True)
class Flow:
    """What went through the shop: open before, received and ended in the period, open after it."""

    before: Counted
    received: Counted
    ended: Counted
    after: Counted


@dataclass(frozen=True, slots=True)
class Cause:
    """A line of the Pareto: how many have this cause, their share, and that of all so far."""

    key: str
    label: str
    counted: Counted
    share: float
    so_far: float


@dataclass(frozen=True, slots=True)
class Complainer:
    """Who complained repeatedly; `customer_id` is 0 for a walk-in, who is known by the phone."""

    customer_id: int
    name: str
    phone: str
    in_period: Counted
    in_year: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The complaints of a period in figures.

    `groups` are by DIMENSIONS; `no_cause` are those without one, `repeaters` how many customers
    complained repeatedly (`repeated` has the first of them); `day_minutes` is how long the shop
    is open on a usual day.
    """

    period: Period
    total: Figures
    flow: Flow
    groups: Mapping[str, tuple[Group, ...]]
    causes: tuple[Cause, ...]
    no_cause: Counted
    repeated: tuple[Complainer, ...]
    repeaters: int
    trend: tuple[Group, ...]
    day_minutes: int


def asked_for(column: str, key: str) -> dict[str, Any]:
    """Return what asks for the complaints of a group; an empty key is an empty field."""
    return {column: key} if key else {"without": frozenset({column})}


NOT_DUPLICATE: Final = frozenset(STATES) - {DUPLICATE}

"""The figures of a period's complaints, each with the list behind it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain import choices as lists
from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.complaint import SEVERITIES
from crmdesk.core.domain.complaint_counting import Columns, figures_of, pareto, split
from crmdesk.core.domain.complaint_figures import (
    CATEGORY,
    CAUSE,
    CHANNEL,
    COLUMNS,
    MONTH,
    NOT_DUPLICATE,
    SEVERITY,
    STAFF,
    Complainer,
    Counted,
    Figures,
    Flow,
    Group,
    Report,
    asked_for,
)
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import opening
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, complaint_lists
from crmdesk.core.store import complaint_figures as stored
from crmdesk.core.store.database import Connection

LONGEST_YEARS: Final = 10
_REPEATERS: Final = 50
_LISTS: Final = {
    CATEGORY: lists.CATEGORY,
    CHANNEL: lists.CHANNEL,
    STAFF: lists.STAFF,
    CAUSE: lists.CAUSE,
}


def report(workspace: Workspace, period: Period) -> Report:
    """Return the figures of a period. Raises CrmError for a period that cannot be."""
    _check(period)
    now = workspace.clock.now()
    with workspace.database.read() as connection:
        return _Counting(connection, now, period).report()


def _check(period: Period) -> None:
    if period.last < period.first:
        raise CrmError(
            _("The last day lies before the first."), _("Choose the days the other way round.")
        )
    if period.last.year - period.first.year > LONGEST_YEARS:
        raise CrmError(
            _("The period is too long."),
            _("Choose {years} years at most.").format(years=LONGEST_YEARS),
        )


class _Counting:
    """One period counted in one unchanging state of the database."""

    def __init__(self, connection: Connection, now: dt.datetime, period: Period) -> None:
        self._connection = connection
        self._now = now
        self._period = period
        self._labels = choices.labels(connection)
        self._months: dict[Period, Figures] = {}
        trend = period.twelve_months()
        begin, end = min(period.first, trend[0].first), max(period.last, trend[-1].last)
        # Read once: the period and the twelve months lie in it as slices.
        self._read = stored.read(connection, begin, end, now)
        self._rows = self._slice(period)

    def report(self) -> Report:
        """Return all of it."""
        query = self._period.query()
        causes = Counter(self._rows[CAUSE])
        without = causes.pop("", 0)
        labels = {key: self._label(CAUSE, key) for key in causes}
        repeated, repeaters = self._repeated()
        return Report(
            period=self._period,
            total=self._figures(self._period),
            flow=self._flow(),
            groups={
                **{column: self._groups(column) for column in COLUMNS},
                MONTH: self._by_month(self._period.months()),
            },
            causes=pareto(causes, labels, query),
            no_cause=Counted(without, replace(query, **asked_for(CAUSE, ""))),
            repeated=repeated,
            repeaters=repeaters,
            trend=self._by_month(self._period.twelve_months()),
            day_minutes=usual_day(opening.opening_of(self._connection)),
        )

    def _slice(self, period: Period) -> Columns:
        received = self._read["received_at"]
        after = period.last + dt.timedelta(days=1)
        first = bisect_left(received, complaint_lists.begin_of(period.first))
        last = bisect_left(received, complaint_lists.begin_of(after))
        return {name: column[first:last] for name, column in self._read.items()}

    def _figures(self, period: Period) -> Figures:
        if period not in self._months:
            self._months[period] = figures_of(period.query(), self._slice(period))
        return self._months[period]

    def _groups(self, column: str) -> tuple[Group, ...]:
        query = self._period.query()
        groups = [
            Group(
                key,
                self._label(column, key),
                figures_of(replace(query, **asked_for(column, key)), rows),
            )
            for key, rows in split(self._rows, column).items()
        ]
        return tuple(sorted(groups, key=lambda one: _place(column, one)))

    def _by_month(self, months: Sequence[Period]) -> tuple[Group, ...]:
        return tuple(
            Group(one.first.isoformat()[:7], _month_label(one), self._figures(one))
            for one in months
        )

    def _flow(self) -> Flow:
        first, last = self._period.first, self._period.last
        before = ComplaintQuery(open_on=first - dt.timedelta(days=1), sort="received")
        after = ComplaintQuery(open_on=last, sort="received")
        ended = ComplaintQuery(ended_from=first, ended_to=last, sort="received")
        return Flow(*(self._counted(one) for one in (before, self._period.query(), ended, after)))

    def _counted(self, query: ComplaintQuery) -> Counted:
        return Counted(complaint_lists.count(self._connection, query, self._now), query)

    def _repeated(self) -> tuple[tuple[Complainer, ...], int]:
        year = self._period.year_back().query(states=NOT_DUPLICATE)
        here = self._period.query(states=NOT_DUPLICATE)
        rows, total = stored.repeated(
            self._connection, year, self._now, self._period.first, _REPEATERS
        )
        found: list[Complainer] = []
        for row in rows:
            who: dict[str, Any] = (
                {"customer_id": row.customer_id}
                if row.customer_id
                else {"walk_in_phone": row.phone}
            )
            found.append(
                Complainer(
                    row.customer_id,
                    row.name or row.phone,
                    row.phone,
                    Counted(row.since, replace(here, **who)),
                    Counted(row.total, replace(year, **who)),
                )
            )
        return tuple(found), total

    def _label(self, column: str, key: str) -> str:
        if not key:
            return _("Nobody") if column == STAFF else _("Not given")
        if column == SEVERITY:
            return _(SEVERITIES[key]) if key in SEVERITIES else key
        name = _LISTS.get(column)
        if name is None:
            return key
        return self._labels.get(name, {}).get(key) or lists.show_code(name, key)


def _place(column: str, group: Group) -> tuple[int, str]:
    """Return what orders groups: the gravest first, else the most frequent; nothing given last."""
    if column == SEVERITY:
        return -list(SEVERITIES).index(group.key) if group.key in SEVERITIES else 1, group.label
    return (1 if not group.key else -group.figures.count("received")), group.label


def _month_label(month: Period) -> str:
    name = _(MONTH_NAMES[month.first.month - 1])
    return _("{month} {year}").format(month=name, year=month.first.year)


def usual_day(hours: Opening) -> int:
    """Return the minutes the shop is open on a usual day; a whole day when it never opens."""
    lengths = [
        (one.closes.hour - one.opens.hour) * 60 + one.closes.minute - one.opens.minute
        for one in hours.week
        if one is not None
    ]
    return sum(lengths) // len(lengths) if lengths else 24 * 60

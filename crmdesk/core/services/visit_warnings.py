"""What speaks against a plan of visits, looked up for the days that are shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.visit import PLANNED, VisitRow
from crmdesk.core.domain.visit_warnings import BIN, Known, PlanWarning
from crmdesk.core.domain.visit_warnings import warnings as found_by_rule
from crmdesk.core.i18n import ngettext
from crmdesk.core.services.opening import opening_of
from crmdesk.core.services.visit_times import has_time_plan, time_plan_of
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaints, visits
from crmdesk.core.store.database import Connection

# While the shop has not said how long a visit takes, only what is closer than this overlaps.
_SHORTEST: Final = 30


def warnings(workspace: Workspace, days: Sequence[dt.date]) -> list[PlanWarning]:
    """Return the warnings of days that follow each other, whoever makes the visits."""
    with workspace.database.read() as connection:
        return warnings_of(connection, days, workspace.clock.today())


def warnings_of(
    connection: Connection, days: Sequence[dt.date], today: dt.date
) -> list[PlanWarning]:
    """Return the warnings of days as a connection sees them."""
    ahead = [day for day in days if day >= today]
    if not ahead:
        return []
    rows = visits.between(connection, ahead[0], ahead[-1], moved=False)
    waiting = [row.visit.customer_id for row in rows if row.visit.status == PLANNED]
    plan = time_plan_of(connection)
    if not has_time_plan(connection):
        plan = replace(plan, minutes=min(plan.minutes, _SHORTEST))
    known = Known(
        today=today,
        opening=opening_of(connection),
        plan=plan,
        complaints=complaints.open_cases(connection, waiting),
    )
    hidden = visits.to_the_bin(connection, ahead[0], ahead[-1])
    return [*_in_the_bin(hidden), *found_by_rule(ahead, rows, known)]


def _in_the_bin(hidden: Sequence[VisitRow]) -> list[PlanWarning]:
    counts = Counter(row.visit.on for row in hidden)
    return [
        PlanWarning(
            day,
            BIN,
            ngettext(
                "{count} visit is not shown: its customer is in the bin",
                "{count} visits are not shown: their customers are in the bin",
                count,
            ).format(count=count),
        )
        for day, count in sorted(counts.items())
    ]

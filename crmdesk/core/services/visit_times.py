"""The times of a day's visits: filled in for all of them, or cleared."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import PLANNED, VisitRow
from crmdesk.core.domain.visit_times import TimePlan, times_for
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import kept_settings, tables
from crmdesk.core.store import visits as stored
from crmdesk.core.store.customers import time_or_none, time_text
from crmdesk.core.store.database import Connection

KEY: Final = "visit_times"


def time_plan(workspace: Workspace) -> TimePlan:
    """Return how the shop laid out its days the last time."""
    with workspace.database.read() as connection:
        return time_plan_of(connection)


def time_plan_of(connection: Connection) -> TimePlan:
    """Return how the shop lays out its days, as a connection sees it."""
    found: dict[str, Any] = kept_settings.setting(connection, KEY, {})
    if not found:
        return TimePlan()
    return TimePlan(
        start=dt.time.fromisoformat(found["start"]),
        minutes=found["minutes"],
        near=found["near"],
        far=found["far"],
        pause_from=time_or_none(found["pause_from"]),
        pause_to=time_or_none(found["pause_to"]),
    )


def has_time_plan(connection: Connection) -> bool:
    """Tell whether the shop ever laid out a day."""
    return bool(kept_settings.setting(connection, KEY, {}))


def fill(workspace: Workspace, visit_ids: Sequence[int], plan: TimePlan) -> Changes:
    """Give planned visits of one day their times in the order of the ids, each of the staff alone.

    The plan is kept for the next time. Raises CrmError when none of them is still planned.
    """
    with operate(workspace, "visit.times") as writing:
        rows = _planned(writing.connection, visit_ids)
        for group in _by_staff(rows):
            times = times_for([row.district for row in group], plan)
            for row, at in zip(group, times, strict=True):
                _set_time(writing, row, at)
        kept_settings.set_setting(writing.operation, KEY, _to_json(plan))
        writing.describe(count=len(rows))
        writing.message = ngettext(
            "{count} visit has its time now.", "{count} visits have their times now.", len(rows)
        ).format(count=len(rows))
    return writing.changes()


def clear(workspace: Workspace, visit_ids: Sequence[int]) -> Changes:
    """Leave planned visits only their order. Raises CrmError when none is still planned."""
    with operate(workspace, "visit.times_off") as writing:
        rows = _planned(writing.connection, visit_ids)
        for row in rows:
            _set_time(writing, row, None)
        writing.describe(count=len(rows))
        writing.message = ngettext(
            "{count} visit has no time any more.",
            "{count} visits have no times any more.",
            len(rows),
        ).format(count=len(rows))
    return writing.changes()


def _set_time(writing: Writing, row: VisitRow, at: dt.time | None) -> None:
    if row.visit.at != at:
        changed = {"at_time": time_text(at), "by_hand": 1}
        writing.operation.update(tables.visit, row.visit.id, changed)


def _planned(connection: Connection, visit_ids: Sequence[int]) -> list[VisitRow]:
    found = stored.rows_of(connection, visit_ids)
    rows = [found[one] for one in visit_ids if one in found]
    planned = [row for row in rows if row.visit.status == PLANNED]
    if not planned:
        raise CrmError(
            _("There is no visit that is still planned."), _("Plan visits on this day first.")
        )
    return planned


def _by_staff(rows: Sequence[VisitRow]) -> list[list[VisitRow]]:
    groups: dict[str, list[VisitRow]] = defaultdict(list)
    for row in rows:
        groups[row.visit.staff].append(row)
    return list(groups.values())


def _to_json(plan: TimePlan) -> dict[str, Any]:
    return {
        "start": time_text(plan.start),
        "minutes": plan.minutes,
        "near": plan.near,
        "far": plan.far,
        "pause_from": time_text(plan.pause_from),
        "pause_to": time_text(plan.pause_to),
    }

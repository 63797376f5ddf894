"""The times allowed for complaints, kept with the database, and the clocks set by them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import SEVERITIES
from crmdesk.core.domain.complaint_clock import MOST_DAYS, ClockRules, ShopTime, clocks_set
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import opening
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import complaint_log, complaint_reminders, complaints, kept_settings
from crmdesk.core.store.database import Connection

KEY: Final = "complaint_times"


def rules(workspace: Workspace) -> ClockRules:
    """Return the times allowed; those of the house where nothing was set."""
    with workspace.database.read() as connection:
        return rules_of(connection)


def rules_of(connection: Connection) -> ClockRules:
    """Return the times allowed as a connection sees them."""
    found = kept_settings.setting(connection, KEY, None)
    if found is None:
        return ClockRules()
    usual = ClockRules().solve_days
    return ClockRules(
        acknowledge_days=found["acknowledge_days"],
        solve_days={one: found["solve_days"].get(one, usual[one]) for one in SEVERITIES},
        call_back_days=found["call_back_days"],
    )


def read(workspace: Workspace) -> ShopTime:
    """Return when the shop works and what times it allows itself, to tell a due time ahead."""
    with workspace.database.read() as connection:
        return shop_time(connection)


def shop_time(connection: Connection) -> ShopTime:
    """Return when the shop works and what times it allows itself."""
    return ShopTime(opening.opening_of(connection), rules_of(connection))


def save_rules(workspace: Workspace, wanted: ClockRules) -> Changes:
    """Keep the times allowed; open complaints are due by them from now on.

    Raises CrmError for a number of days that is none.
    """
    days = (wanted.acknowledge_days, wanted.call_back_days, *wanted.solve_days.values())
    if not all(0 <= one <= MOST_DAYS for one in days):
        raise CrmError(
            _("This is no number of days."),
            _("Choose a number from 0 to {most}.").format(most=MOST_DAYS),
        )
    with operate(workspace, "complaint_times.save") as writing:
        kept_settings.set_setting(writing.operation, KEY, asdict(wanted))
        set_clocks(workspace, writing)
        writing.message = _("The times for complaints were saved.")
    return writing.changes()


def set_clocks(workspace: Workspace, writing: Writing, *, touched: bool = False) -> None:
    """Work out anew what complaints waited and when they are due, because the rules changed.

    `touched`: only of those the operation itself wrote, because it took something back; what was
    overwritten before is no longer true once others followed it. What is overdue by either rules
    is not brought to mind once more.
    """
    time, now = shop_time(writing.connection), workspace.clock.now()
    found = complaints.with_clocks(writing.connection, writing.operation.id if touched else 0)
    logs = complaint_log.logs_of(writing.connection, [one.id for one in found])
    changed = [(one, clocks_set(one, logs[one.id], time)) for one in found]
    complaints.update_clocks(writing.operation, changed)
    moved = [
        (was.id, was.due_at, done.due_at)
        for was, done in changed
        if was.due_at is not None and done.due_at is not None and done.due_at <= now
    ]
    complaint_reminders.still_known(writing.connection, moved)

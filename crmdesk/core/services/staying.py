"""The intervals for staying in touch, kept with the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.staying import DEFAULT_DAYS, LONGEST, Intervals
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices as stored
from crmdesk.core.store.database import Connection

KEY: Final = "stay_in_touch"


def intervals(workspace: Workspace) -> Intervals:
    """Return the intervals by grade; the usual ones where nothing was set."""
    with workspace.database.read() as connection:
        return intervals_of(connection)


def intervals_of(connection: Connection) -> Intervals:
    """Return the intervals by grade as a connection sees them."""
    found: dict[str, int] = stored.setting(connection, KEY, dict(DEFAULT_DAYS))
    return Intervals(found)


def save(workspace: Workspace, by_grade: Mapping[str, int]) -> Changes:
    """Keep after how many days a customer of each grade is silent; 0 is never.

    Raises CrmError for a number of days that is none.
    """
    if any(not 0 <= days <= LONGEST for days in by_grade.values()):
        raise CrmError(
            _("This is no number of days."),
            _("Write a whole number from 1 to {most}, or 0 for never.").format(most=LONGEST),
        )
    # The zeros stay: a grade that is given none must not fall back to the usual one.
    with operate(workspace, "staying.save") as writing:
        stored.set_setting(writing.operation, KEY, dict(by_grade))
        writing.message = _("The intervals for staying in touch were saved.")
    return writing.changes()

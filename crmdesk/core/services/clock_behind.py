"""A clock that was set back, or lost its battery, is told before dates of it are kept."""

from __future__ import annotations

import datetime as dt
from typing import Final

from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import operations

# Two PCs that share a database are never quite together.
_NOT_WORTH_TELLING: Final = dt.timedelta(hours=1)


def told(workspace: Workspace) -> tuple[str, str] | None:
    """Return a sentence and an advice where the last change lies in the future, else None.

    After the next change it is quiet: a clock that was ahead once is no reason to ask for ever.
    """
    with workspace.database.read() as connection:
        newest = next(iter(operations.operations(connection, 1)), None)
    now = workspace.clock.now()
    if newest is None or newest.at <= now + _NOT_WORTH_TELLING:
        return None
    words = _("The clock of this PC says {now}, but the last change was made at {then}.")
    return (
        words.format(now=show_date_time(now), then=show_date_time(newest.at)),
        _("Check date and time of the PC before you go on."),
    )

"""Follow-ups for many customers, spread over the open days to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import followups
from crmdesk.core.services.opening import opening
from crmdesk.core.services.workspace import Workspace


def days_for(hours: Opening, count: int, first: dt.date, per_day: int) -> list[dt.date]:
    """Return the day of each of so many follow-ups, so many on each open day from the first on.

    Raises CrmError when the shop is never open.
    """
    wanted = -(-count // per_day)
    days = list(islice(hours.open_days_from(first), wanted))
    if len(days) < wanted:
        raise CrmError(
            _("The shop is never open from that day on."),
            _("Look at the opening days in the settings."),
        )
    return [days[number // per_day] for number in range(count)]


def plan(
    workspace: Workspace, ids: Sequence[int], first: dt.date, per_day: int, what: str = ""
) -> Changes:
    """Plan a follow-up for each customer in their order, so many on each open day.

    Raises NotFound, or CrmError for a customer in the bin and a shop that is never open.
    """
    days = days_for(opening(workspace), len(ids), first, per_day)
    wanted = [
        FollowUp(customer_id=customer_id, due=day, what=what)
        for customer_id, day in zip(ids, days, strict=True)
    ]
    return followups.plan_many(workspace, wanted)

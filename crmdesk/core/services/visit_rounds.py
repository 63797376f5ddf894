"""What a user does with several visits in one step: plan over days, move, mark as missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Visit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import visits
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import customers
from crmdesk.core.store import visits as stored

Share = tuple[dt.date, Sequence[int]]


def plan_shares(
    workspace: Workspace,
    shares: Sequence[Share],
    *,
    at: dt.time | None = None,
    purpose: str = "",
    staff: str = "",
) -> Changes:
    """Plan visits on several days as one operation; each share is a day with its customers.

    Raises NotFound when a customer is not there any more.
    """
    if len(shares) == 1:
        on, ids = shares[0]
        return visits.plan_visits(workspace, ids, on, at=at, purpose=purpose, staff=staff)
    everybody = [customer_id for _day, ids in shares for customer_id in ids]
    with workspace.database.read() as connection:
        names = customers.names(connection, everybody)
    if not all(customer_id in names for customer_id in everybody):
        raise NotFound(
            _("One of these customers is not there any more."), _("Pick the customers again.")
        )
    with operate(workspace, "visit.plan", {"count": len(everybody)}) as writing:
        for on, ids in shares:
            first = stored.next_position(writing.operation.connection, on)
            for number, customer_id in enumerate(dict.fromkeys(ids)):
                visit = Visit(
                    customer_id=customer_id,
                    on=on,
                    at=at,
                    position=first + number,
                    purpose=clean_text(purpose),
                    staff=clean_text(staff),
                )
                writing.new_id = stored.insert(writing.operation, visit)
        writing.message = ngettext(
            "{count} visit planned from {first} to {last}.",
            "{count} visits planned from {first} to {last}.",
            len(everybody),
        ).format(count=len(everybody), first=shares[0][0], last=shares[-1][0])
    return writing.changes()


def move_visits(
    workspace: Workspace, visit_ids: Sequence[int], to: dt.date, at: dt.time | None = None
) -> Changes:
    """Move visits to another day as one operation; without `at` each keeps its own time.

    Raises CrmError for a visit that is done or was moved before.
    """
    found = [visits.get(workspace, visit_id) for visit_id in visit_ids]
    if any(visit.status in (DONE, MOVED) for visit in found):
        raise CrmError(
            _("A visit that is done or was moved before stays on its day."),
            _("Plan a new visit for that customer instead."),
        )
    if len(found) == 1:
        return visits.move(workspace, found[0].id, to, at or found[0].at)
    with operate(workspace, "visit.move", {"count": len(found)}) as writing:
        position = stored.next_position(writing.operation.connection, to)
        for number, visit in enumerate(found):
            stored.update(writing.operation, replace(visit, status=MOVED, moved_to=to))
            fresh = replace(
                visit,
                id=0,
                on=to,
                at=at or visit.at,
                status=PLANNED,
                outcome="",
                moved_to=None,
                position=position + number,
            )
            writing.new_id = stored.insert(writing.operation, fresh)
        writing.message = ngettext(
            "{count} visit is now on {date}.", "{count} visits are now on {date}.", len(found)
        ).format(count=len(found), date=to)
    return writing.changes()


def miss_visits(workspace: Workspace, visit_ids: Sequence[int]) -> Changes:
    """Mark visits as missed as one operation. Raises CrmError for one that is done or moved."""
    found = [visits.get(workspace, visit_id) for visit_id in visit_ids]
    if any(visit.status in (DONE, MOVED) for visit in found):
        raise CrmError(
            _("Only visits that are still planned can be marked as missed."),
            _("Undo the last step to change a result."),
        )
    if len(found) == 1:
        return visits.miss(workspace, found[0].id)
    with operate(workspace, "visit.missed", {"count": len(found)}) as writing:
        for visit in found:
            stored.update(writing.operation, replace(visit, status=MISSED))
        writing.message = ngettext(
            "{count} visit was marked as missed.",
            "{count} visits were marked as missed.",
            len(found),
        ).format(count=len(found))
    return writing.changes()

"""What a user does with several visits in one step: plan over days, move, mark as missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, Visit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import reachable, visit_forms, visit_writing, visits
from crmdesk.core.services.workspace import Workspace, operate
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

    Raises NotFound, or CrmError for a customer in the bin; then nothing is planned.
    """
    if len(shares) == 1:
        on, ids = shares[0]
        return visits.plan_visits(workspace, ids, on, at=at, purpose=purpose, staff=staff)
    everybody = [customer_id for _day, ids in shares for customer_id in ids]
    with operate(workspace, "visit.plan", {"count": len(everybody)}) as writing:
        reachable.names(writing.connection, everybody)
        form = visit_forms.key_for(writing.connection, purpose)
        purpose = lengths.line(_("Purpose"), purpose)
        staff = lengths.line(_("Staff"), staff, lengths.NAME)
        for on, ids in shares:
            first = stored.next_position(writing.connection, on)
            for number, customer_id in enumerate(dict.fromkeys(ids)):
                visit = Visit(
                    customer_id=customer_id,
                    on=on,
                    at=at,
                    position=first + number,
                    purpose=purpose,
                    staff=staff,
                    form=form,
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

    Raises CrmError for a visit that is done or was moved before, or for a customer in the bin.
    """
    with operate(workspace, "visit.move") as writing:
        found = [visit_writing.stored_visit(writing.connection, visit_id) for visit_id in visit_ids]
        if any(visit.status in (DONE, MOVED) for visit in found):
            raise CrmError(
                _("A visit that is done or was moved before stays on its day."),
                _("Plan a new visit for that customer instead."),
            )
        names = reachable.names(writing.connection, [visit.customer_id for visit in found])
        position = stored.next_position(writing.connection, to)
        for number, visit in enumerate(found):
            visit_writing.move_one(writing, visit, to, at or visit.at, position + number)
        if len(found) == 1:
            name = names[found[0].customer_id]
            writing.describe(name=name, date=to.isoformat())
            writing.message = _("The visit to {name} is now on {date}.").format(name=name, date=to)
        else:
            writing.describe(count=len(found))
            writing.message = ngettext(
                "{count} visit is now on {date}.", "{count} visits are now on {date}.", len(found)
            ).format(count=len(found), date=to)
    return writing.changes()


def miss_visits(workspace: Workspace, visit_ids: Sequence[int]) -> Changes:
    """Mark visits as missed as one operation. Raises CrmError for one that is done or moved."""
    if len(visit_ids) == 1:
        return visits.miss(workspace, visit_ids[0])
    with operate(workspace, "visit.missed", {"count": len(visit_ids)}) as writing:
        found = [visit_writing.stored_visit(writing.connection, visit_id) for visit_id in visit_ids]
        if any(visit.status in (DONE, MOVED) for visit in found):
            raise CrmError(
                _("Only visits that are still planned can be marked as missed."),
                _("Undo the last step to change a result."),
            )
        for visit in found:
            stored.update(writing.operation, replace(visit, status=MISSED))
        writing.message = ngettext(
            "{count} visit was marked as missed.",
            "{count} visits were marked as missed.",
            len(found),
        ).format(count=len(found))
    return writing.changes()

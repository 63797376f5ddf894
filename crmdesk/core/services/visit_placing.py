"""Where visits stand in the plan: dragged to a day and a place, and given to one of the staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.visit import DONE, MOVED, PLANNED, Spot, Visit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import reachable, visit_order
from crmdesk.core.services.visit_writing import move_one, name_of, stored_visit
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import tables
from crmdesk.core.store import visits as stored


def put(workspace: Workspace, visit_ids: Sequence[int], spot: Spot) -> Changes:
    """Put visits at a spot of the plan, as they are dragged there, in the order of the ids.

    What is planned for a later day is simply planned elsewhere; what belongs to today or before
    leaves its mark as moved. Raises CrmError for a visit that is done or was moved and would
    change its day, or for a customer in the bin.
    """
    with operate(workspace, _kind(workspace, visit_ids, spot)) as writing:
        found = [stored_visit(writing.connection, one) for one in dict.fromkeys(visit_ids)]
        away = [visit for visit in found if visit.on != spot.day]
        if any(visit.status in (DONE, MOVED) for visit in away):
            raise CrmError(
                _("A visit that is done or was moved before stays on its day."),
                _("Plan a new visit for that customer instead."),
            )
        reachable.names(writing.connection, [visit.customer_id for visit in away])
        today = workspace.clock.today()
        placed = [_put_one(writing, visit, spot, today) for visit in found]
        visit_order.put_before(writing, spot.day, placed, spot.before)
        writing.new_id = placed[-1] if placed else 0
        _tell(writing, away or found, spot, moved=bool(away))
    return writing.changes()


def _kind(workspace: Workspace, visit_ids: Sequence[int], spot: Spot) -> str:
    with workspace.database.read() as connection:
        found = [stored_visit(connection, one) for one in visit_ids]
    if any(visit.on != spot.day for visit in found):
        return "visit.move"
    other = spot.staff is not None and any(visit.staff != spot.staff for visit in found)
    return "visit.staff" if other else "visit.order"


def _put_one(writing: Writing, visit: Visit, spot: Spot, today: dt.date) -> int:
    """Write the day and the staff of a visit, and return the visit that stands there now."""
    placed = visit.id
    if visit.on != spot.day and not (visit.status == PLANNED and visit.on > today):
        move_one(writing, visit, spot.day, visit.at, visit.position)
        placed = writing.new_id
    changed: dict[str, str | int] = {"on_date": spot.day.isoformat()}
    if visit.on != spot.day:
        changed["round_id"] = 0
    if spot.staff is not None and visit.status not in (DONE, MOVED):
        changed["staff"] = clean_text(spot.staff)
        if changed["staff"] != visit.staff:
            changed["by_hand"] = 1
    writing.operation.update(tables.visit, placed, changed)
    return placed


def _tell(writing: Writing, told: Sequence[Visit], spot: Spot, *, moved: bool) -> None:
    name = name_of(writing, told[0]) if told else ""
    staff = clean_text(spot.staff or "")
    words = {"count": len(told), "name": name, "date": spot.day, "staff": staff}
    writing.describe(count=len(told), name=name, date=spot.day.isoformat())
    if not moved and spot.staff is None:
        writing.message = _("The order was changed.")
    elif not moved:
        writing.message = _whose(len(told), staff).format(**words)
    elif spot.staff is not None and any(visit.staff != staff for visit in told):
        writing.message = _where_and_whose(len(told), staff).format(**words)
    elif len(told) == 1:
        writing.message = _("The visit to {name} is now on {date}.").format(**words)
    else:
        writing.message = ngettext(
            "{count} visit is now on {date}.", "{count} visits are now on {date}.", len(told)
        ).format(**words)


def assign(workspace: Workspace, visit_ids: Sequence[int], staff: str) -> Changes:
    """Let one of the staff make visits; nobody yet for an empty name.

    Raises CrmError when none of them is still to be made.
    """
    with operate(workspace, "visit.staff") as writing:
        found = [stored_visit(writing.connection, one) for one in visit_ids]
        waiting = [visit for visit in found if visit.status not in (DONE, MOVED)]
        if not waiting:
            raise CrmError(
                _("A visit that is done or was moved stays with whom it was."),
                _("Choose visits that are still planned."),
            )
        name, who = name_of(writing, waiting[0]), clean_text(staff)
        writing.describe(count=len(waiting), name=name)
        for visit in waiting:
            by_hand = visit.by_hand or visit.staff != who
            stored.update(writing.operation, replace(visit, staff=who, by_hand=by_hand))
        writing.message = _whose(len(waiting), who).format(count=len(waiting), name=name, staff=who)
    return writing.changes()


def _where_and_whose(count: int, staff: str) -> str:
    if count == 1 and staff:
        return _("The visit to {name} is now on {date}, made by {staff}.")
    if count == 1:
        return _("The visit to {name} is now on {date} and nobody's yet.")
    if staff:
        return ngettext(
            "{count} visit is now on {date}, made by {staff}.",
            "{count} visits are now on {date}, made by {staff}.",
            count,
        )
    return ngettext(
        "{count} visit is now on {date} and nobody's yet.",
        "{count} visits are now on {date} and nobody's yet.",
        count,
    )


def _whose(count: int, staff: str) -> str:
    if staff:
        return ngettext("{staff} visits {name}.", "{staff} makes {count} visits.", count)
    return ngettext(
        "The visit to {name} is nobody's yet.", "{count} visits are nobody's yet.", count
    )

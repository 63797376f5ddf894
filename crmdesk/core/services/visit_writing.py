"""What the result of a visit writes: its activity, the next date, the visit on another day."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain import lengths
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import OPEN, FollowUp
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.shown_dates import show_date_at
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Result, Visit
from crmdesk.core.i18n import _
from crmdesk.core.services import chains, reachable, visit_promises
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, customers, followups, tables
from crmdesk.core.store import visits as stored
from crmdesk.core.store.database import Connection


def stored_visit(connection: Connection, visit_id: int) -> Visit:
    """Return a visit as this connection sees it. Raises NotFound."""
    found = stored.get(connection, visit_id)
    if found is None:
        raise NotFound(_("This visit is not there any more."), _("Look at the day's list again."))
    return found


def without_result(writing: Writing, visit_id: int) -> Visit:
    """Return a visit that is planned or was missed; what is done or moved stays as it is.

    Looked at inside the write: a window and a command line may both want to finish it.
    """
    visit = stored_visit(writing.connection, visit_id)
    if visit.status == DONE:
        raise CrmError(
            _("This visit is done already."), _("Undo the last step to change its result.")
        )
    if visit.status == MOVED:
        raise CrmError(
            _("This visit was moved to another day."), _("Open the visit on its new day.")
        )
    return visit


def name_of(writing: Writing, visit: Visit) -> str:
    """Return the name of a visit's customer."""
    found = customers.names(writing.connection, [visit.customer_id])
    return found.get(visit.customer_id, "")


def keep(
    workspace: Workspace, kind: str, visit_id: int, result: Result, *, anew: bool = False
) -> Changes:
    """Keep a result as one operation; `anew` takes the place of one that was kept before.

    Raises CrmError where there is one already and none is expected, or for a next date or a new
    day of a customer in the bin.
    """
    with operate(workspace, kind) as writing:
        if anew:
            visit = stored_visit(writing.connection, visit_id)
        else:
            visit = without_result(writing, visit_id)
        name = name_of(writing, visit)
        writing.describe(name=name, date=result.to.isoformat() if result.to else "")
        if anew:
            visit = _taken_back(writing, visit, result.status)
        write(workspace, writing, visit, result)
        writing.message = _sentence(result, name)
    return writing.changes()


def write(workspace: Workspace, writing: Writing, visit: Visit, result: Result) -> None:
    """Write the result of a visit that has none."""
    if result.answers is not None:
        visit = dataclasses.replace(visit, answers=result.answers)
    if result.status == MOVED and result.to is not None:
        reachable.name(writing.connection, visit.customer_id)
        place = stored.next_position(writing.connection, result.to)
        marked = dataclasses.replace(visit, on_sheet=result.from_sheet)
        move_one(writing, marked, result.to, result.at, place)
        return
    if result.status == PLANNED:
        reachable.name(writing.connection, visit.customer_id)
        stored.update(writing.operation, dataclasses.replace(visit, status=PLANNED, outcome=""))
        return
    text = clean_text(result.outcome)
    ended = dataclasses.replace(visit, status=result.status, outcome=text)
    if result.status == DONE:
        if not ended.promise_id:
            today = workspace.clock.today()
            kept = visit_promises.close(writing, ended, today, result.next_date)
            following = kept.next_id or ended.follow_up_id
            ended = dataclasses.replace(ended, promise_id=kept.promise_id, follow_up_id=following)
        ended = dataclasses.replace(
            ended,
            activity_id=_tell(workspace, writing, ended),
            follow_up_id=_plan_next(writing, ended, result),
        )
        writing.new_id = ended.activity_id
    stored.update(writing.operation, ended)


def _tell(workspace: Workspace, writing: Writing, visit: Visit) -> int:
    """Write what happened on the timeline, or change what stands there, and return its id."""
    known = activities.get(writing.connection, visit.activity_id) if visit.activity_id else None
    activity = Activity(
        id=known.id if known else 0,
        customer_id=visit.customer_id,
        on=min(visit.on, workspace.clock.today()),
        at=visit.at,
        kind="visit",
        text=visit.outcome or visit.purpose or _("Visit"),
        staff=visit.staff or (known.staff if known else workspace.who),
    )
    if known is None:
        chains.noted(writing, activity, workspace.clock.today())
        return activities.insert(writing.operation, activity)
    activities.update(writing.operation, activity)
    return known.id


def open_next(connection: Connection, visit: Visit) -> FollowUp | None:
    """Return the follow-up that a visit's result planned, while it is still to be done."""
    found = followups.get(connection, visit.follow_up_id) if visit.follow_up_id else None
    return found if found is not None and found.status == OPEN else None


def _plan_next(writing: Writing, visit: Visit, result: Result) -> int:
    """Plan the next date, or change the one that was planned, and return its id."""
    known = open_next(writing.connection, visit)
    if result.next_date is None:
        if known is not None and known.series_id:
            return known.id
        if known is not None:
            writing.operation.delete(tables.follow_up, known.id)
        return 0
    reachable.name(writing.connection, visit.customer_id)
    what = lengths.line(_("What to do"), result.next_what, before=known.what if known else "")
    if known is not None:
        changed = dataclasses.replace(known, due=result.next_date, what=what or known.what)
        followups.update(writing.operation, changed)
        return known.id
    fresh = FollowUp(
        customer_id=visit.customer_id,
        due=result.next_date,
        what=what or _("Get in touch again"),
        staff=visit.staff,
    )
    return followups.insert(writing.operation, fresh)


def move_one(
    writing: Writing, visit: Visit, to: dt.date, at: dt.time | None, position: int
) -> None:
    """Write a visit as moved, and the new one at a place of its new day."""
    fresh = dataclasses.replace(
        visit,
        id=0,
        on=to,
        at=at,
        status=PLANNED,
        outcome="",
        moved_to=None,
        on_sheet=False,
        position=position,
        round_id=0,
    )
    writing.new_id = stored.insert(writing.operation, fresh)
    moved = dataclasses.replace(visit, status=MOVED, moved_to=to, moved_id=writing.new_id)
    stored.update(writing.operation, moved)


def _taken_back(writing: Writing, visit: Visit, status: str) -> Visit:
    """Take back what the result of a visit wrote and what another status has no use for."""
    if visit.status == DONE and status != DONE:
        visit = _untold(writing, visit)
    elif visit.status == MOVED:
        visit = _moved_back(writing, visit)
    if visit.status == DONE and not visit.activity_id:
        # Written before visits knew their activity.
        same = activities.of_visit(writing.connection, visit)
        visit = dataclasses.replace(visit, activity_id=same)
    return dataclasses.replace(visit, outcome="")


def _untold(writing: Writing, visit: Visit) -> Visit:
    told = visit.activity_id or activities.of_visit(writing.connection, visit)
    known = activities.get(writing.connection, told) if told else None
    if known is not None:
        writing.operation.delete(tables.activity, known.id)
        chains.unnoted(writing, known.customer_id, known.kind, known.on)
    following = open_next(writing.connection, visit)
    if following is not None:
        writing.operation.delete(tables.follow_up, following.id)
    visit_promises.open_again(writing, visit)
    return dataclasses.replace(visit, activity_id=0, follow_up_id=0, promise_id=0, status=PLANNED)


def _moved_back(writing: Writing, visit: Visit) -> Visit:
    connection = writing.connection
    new = stored.get(connection, visit.moved_id) if visit.moved_id else None
    if new is None and not visit.moved_id and visit.moved_to is not None:
        new = stored.planned_on(connection, visit.customer_id, visit.moved_to)
    if new is not None and new.status != PLANNED:
        raise CrmError(
            _("The visit has a result on its new day already."), _("Change the result there.")
        )
    if new is not None:
        writing.operation.delete(tables.visit, new.id)
    return dataclasses.replace(visit, status=PLANNED, moved_to=None, moved_id=0, on_sheet=False)


def _sentence(result: Result, name: str) -> str:
    if result.status == MOVED:
        when = show_date_at(result.to, result.at)
        return _("The visit to {name} is now on {date}.").format(name=name, date=when)
    if result.status == PLANNED:
        return _("The visit to {name} is planned again.").format(name=name)
    if result.status == MISSED:
        return _("Missed: {name}.").format(name=name)
    words = (
        _("Visited: {name}.")
        if result.next_date is None
        else _("Visited: {name}; next date {date}.")
    )
    return words.format(name=name, date=result.next_date)

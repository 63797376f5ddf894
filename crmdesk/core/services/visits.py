"""What a user does with visits: plan, order, finish, print."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import MISSED, MOVED, PLANNED, Result, Visit, VisitRow
from crmdesk.core.domain.visit_forms import Answer
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import reachable, visit_forms, visit_order, visit_writing
from crmdesk.core.services.visit_writing import stored_visit
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import followups, tables
from crmdesk.core.store import visits as stored


def get(workspace: Workspace, visit_id: int) -> Visit:
    """Return a visit. Raises NotFound."""
    with workspace.database.read() as connection:
        return stored_visit(connection, visit_id)


def plan_visits(
    workspace: Workspace,
    customer_ids: Sequence[int],
    on: dt.date,
    *,
    at: dt.time | None = None,
    purpose: str = "",
    staff: str = "",
    before: int = 0,
) -> Changes:
    """Plan a visit for each customer on a day, before another visit or after all that are there.

    The purpose may ask for one of the shop's forms.

    Raises NotFound, or CrmError for a customer in the bin; then nothing is planned.
    """
    with operate(workspace, "visit.plan") as writing:
        names = reachable.names(writing.connection, customer_ids)
        name = next(iter(names.values()), "")
        who = lengths.line(_("Staff"), staff, lengths.NAME)
        purpose = lengths.line(_("Purpose"), purpose)
        details = {"count": len(names), "name": name, "date": on.isoformat()}
        writing.describe(**details)
        position = stored.next_position(writing.connection, on)
        form = visit_forms.key_for(writing.connection, purpose)
        made: list[int] = []
        for number, customer_id in enumerate(dict.fromkeys(customer_ids)):
            visit = Visit(
                customer_id=customer_id,
                on=on,
                at=at,
                position=position + number,
                purpose=purpose,
                staff=who,
                form=form,
            )
            made.append(stored.insert(writing.operation, visit))
        writing.new_id = made[-1] if made else 0
        if before:
            visit_order.put_before(writing, on, made, before)
        words = _one_planned(at, who) if len(names) == 1 else _several_planned(len(names), who)
        writing.message = words.format(**details, time=show_time(at), staff=who)
    return writing.changes()


def _one_planned(at: dt.time | None, staff: str) -> str:
    if at and staff:
        return _("{staff} visits {name} on {date} at {time}.")
    if staff:
        return _("{staff} visits {name} on {date}.")
    return _("Visit to {name} on {date} at {time}.") if at else _("Visit to {name} on {date}.")


def _several_planned(count: int, staff: str) -> str:
    if staff:
        return ngettext(
            "{staff} makes {count} visit on {date}.",
            "{staff} makes {count} visits on {date}.",
            count,
        )
    return ngettext("{count} visit planned on {date}.", "{count} visits planned on {date}.", count)


def save(workspace: Workspace, visit: Visit) -> Changes:
    """Keep when, why and by whom a visit is made; what came of it meanwhile stays."""
    with operate(workspace, "visit.edit") as writing:
        now = stored_visit(writing.connection, visit.id)
        name = visit_writing.name_of(writing, now)
        writing.describe(name=name)
        clean = dataclasses.replace(
            now,
            on=visit.on,
            at=visit.at,
            purpose=lengths.line(_("Purpose"), visit.purpose, before=now.purpose),
            staff=lengths.line(_("Staff"), visit.staff, lengths.NAME, before=now.staff),
            form=visit.form,
        )
        if clean != now:
            clean = dataclasses.replace(
                clean, by_hand=True, round_id=now.round_id if clean.on == now.on else 0
            )
        stored.update(writing.operation, clean)
        writing.message = _("The visit to {name} was saved.").format(name=name)
    return writing.changes()


def finish(
    workspace: Workspace,
    visit_id: int,
    *,
    outcome: str,
    next_date: dt.date | None = None,
    next_what: str = "",
    answers: tuple[Answer, ...] | None = None,
) -> Changes:
    """Mark a visit as done; the outcome becomes an activity on the visit's day.

    Raises CrmError when it has a result, or for a next date of a customer in the bin.
    """
    result = Result(outcome=outcome, next_date=next_date, next_what=next_what, answers=answers)
    return visit_writing.keep(workspace, "visit.done", visit_id, result)


def miss(workspace: Workspace, visit_id: int, note: str = "") -> Changes:
    """Mark a visit as missed."""
    result = Result(status=MISSED, outcome=note)
    return visit_writing.keep(workspace, "visit.missed", visit_id, result)


def plan_again(workspace: Workspace, visit_id: int) -> Changes:
    """Make a missed visit a planned one again."""
    return visit_writing.keep(workspace, "visit.edit", visit_id, Result(status=PLANNED))


def move(workspace: Workspace, visit_id: int, to: dt.date, at: dt.time | None = None) -> Changes:
    """Move a visit to another day: the old one stays as moved, a new one is planned.

    Raises CrmError when it has a result, or for a customer in the bin.
    """
    result = Result(status=MOVED, to=to, at=at)
    return visit_writing.keep(workspace, "visit.move", visit_id, result)


def remove(workspace: Workspace, visit_ids: Sequence[int]) -> Changes:
    """Take visits off the plan; Undo brings them back."""
    with operate(workspace, "visit.remove", {"count": len(visit_ids)}) as writing:
        for visit_id in visit_ids:
            stored_visit(writing.connection, visit_id)
            writing.operation.delete(tables.visit, visit_id)
        writing.message = ngettext(
            "{count} visit was taken off the plan.",
            "{count} visits were taken off the plan.",
            len(visit_ids),
        ).format(count=len(visit_ids))
    return writing.changes()


def between(workspace: Workspace, start: dt.date, end: dt.date, staff: str = "") -> list[VisitRow]:
    """Return the visits from `start` to `end`, both included, in the order of the plan."""
    with workspace.database.read() as connection:
        return stored.between(connection, start, end, staff)


def suggestions(workspace: Workspace, on: dt.date, limit: int = 100) -> list[FollowUpRow]:
    """Return due follow-ups of customers who have no visit planned on that day yet."""
    with workspace.database.read() as connection:
        planned = {row.visit.customer_id for row in stored.between(connection, on, on)}
        due = followups.open_rows(connection, end=on, limit=limit + len(planned))
    seen: set[int] = set(planned)
    found: list[FollowUpRow] = []
    for row in due:
        if row.follow_up.customer_id not in seen:
            seen.add(row.follow_up.customer_id)
            found.append(row)
    return found[:limit]

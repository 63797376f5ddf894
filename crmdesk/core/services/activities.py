"""What a user notes: what happened with a customer, and when to be in touch again."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain import lengths
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.recurrence import show_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.i18n import _
from crmdesk.core.services import chains, occurrences, reachable
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities as stored
from crmdesk.core.store import followups, tables


def note_contact(
    workspace: Workspace,
    activity: Activity,
    *,
    next_date: dt.date | None = None,
    next_time: dt.time | None = None,
    next_what: str = "",
    next_kind: str = "call",
    staff: str = "",
    repeat: Repeat | None = None,
) -> Changes:
    """Keep what happened and, in the same step, the next date; with `repeat` it comes again.

    Where a follow-up waits that comes again after each contact there is no second one: the next
    date is a wish for that one, and another rule takes the place of its own. Raises CrmError
    without either, and for a customer in the bin.
    """
    text = clean_text(activity.text)
    if not text and next_date is None:
        raise CrmError(
            _("There is nothing to keep yet."), _("Type what happened, or choose a next date.")
        )
    with operate(workspace, "contact.note") as writing:
        name = reachable.name(writing.connection, activity.customer_id)
        writing.describe(name=name)
        if text:
            clean = dataclasses.replace(activity, text=text)
            writing.new_id = stored.insert(writing.operation, clean)
            chains.noted(writing, clean, workspace.clock.today())
        wished = None
        if next_date is not None:
            wished = FollowUp(
                customer_id=activity.customer_id,
                due=next_date,
                at=next_time,
                what=lengths.line(_("What to do"), next_what),
                kind=next_kind,
                staff=staff or activity.staff,
            )
        next_date = _plan_next(writing, activity.customer_id, workspace, wished, repeat)
        writing.message = (
            _("Noted for {name}.")
            if next_date is None
            else _("Noted for {name}; next date {date}.")
        ).format(name=name, date=next_date)
    return writing.changes()


def _plan_next(
    writing: Writing,
    customer_id: int,
    workspace: Workspace,
    wished: FollowUp | None,
    repeat: Repeat | None,
) -> dt.date | None:
    today, usual = workspace.clock.today(), _("Get in touch again")
    if wished is None or repeat is None:
        return occurrences.plan_next(writing, customer_id, today, wished, usual)
    waiting = occurrences.rolling(writing.connection, customer_id)
    before = waiting.follow_up if waiting else FollowUp(customer_id=customer_id, due=wished.due)
    what, at = wished.what or before.what or usual, wished.at or before.at
    wished = dataclasses.replace(wished, what=what, at=at)
    first = occurrences.begin(writing, wished, repeat, today)
    if waiting is None:
        followups.insert(writing.operation, first)
        words, old = _("Comes again: {rule}."), ""
    else:
        occurrences.take_over(writing, waiting, first, today)
        words, old = _("Comes again: {rule}; until now: {before}."), show_rule(waiting.rule)
    writing.add(words.format(rule=show_rule(repeat.rule), before=old))
    return first.due


def get_activity(workspace: Workspace, activity_id: int) -> Activity:
    """Return an activity. Raises NotFound."""
    with workspace.database.read() as connection:
        found = stored.get(connection, activity_id)
    if found is None:
        raise NotFound(_("This entry is not there any more."), _("Open the customer again."))
    return found


def save_activity(workspace: Workspace, activity: Activity) -> Changes:
    """Keep a changed activity."""
    get_activity(workspace, activity.id)
    with operate(workspace, "activity.edit") as writing:
        clean = dataclasses.replace(activity, text=clean_text(activity.text))
        before = stored.get(writing.connection, activity.id)
        stored.update(writing.operation, clean)
        if before is not None and (before.kind, before.on) != (clean.kind, clean.on):
            chains.unnoted(writing, before.customer_id, before.kind, before.on)
            chains.noted(writing, clean, workspace.clock.today())
        writing.message = _("The entry was saved.")
    return writing.changes()


def remove_activity(workspace: Workspace, activity_id: int) -> Changes:
    """Take an activity off the timeline; Undo brings it back."""
    gone = get_activity(workspace, activity_id)
    with operate(workspace, "activity.remove") as writing:
        writing.operation.delete(tables.activity, activity_id)
        chains.unnoted(writing, gone.customer_id, gone.kind, gone.on)
        writing.message = _("The entry was removed.")
    return writing.changes()

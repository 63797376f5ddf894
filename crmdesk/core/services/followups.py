"""What a user does with follow-ups: plan, do, move, cancel."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.activity import KINDS as ACTIVITY_KINDS
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import (
    CANCELLED,
    DONE,
    OPEN,
    FollowUp,
    FollowUpRow,
    Promised,
)
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.series import Next
from crmdesk.core.domain.shown_dates import show_date_at
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import chains, occurrences, opening, reachable, staying
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, complaints, customers, silent
from crmdesk.core.store import followups as stored
from crmdesk.core.store.database import Connection


def get(workspace: Workspace, which: int | Promised) -> FollowUp:
    """Return a follow-up, also one that a series promises. Raises NotFound, or CrmError."""
    with workspace.database.read() as connection:
        return one_of(connection, which, workspace.clock.today())


def one_of(connection: Connection, which: int | Promised, today: dt.date) -> FollowUp:
    """Return a follow-up as a connection sees it. Raises NotFound.

    One that a series promises is not stored yet (id 0). Raises CrmError when it has no such date.
    """
    found = occurrences.found(connection, which, today)
    if found is None:
        raise NotFound(
            _("There is no follow-up with the number {number}.").format(number=which),
            _("Look at the list of follow-ups again."),
        )
    return found


def _told(writing: Writing, follow_up: FollowUp) -> str:
    """Let the history tell whose follow-up it is, and return the name."""
    found = customers.names(writing.connection, [follow_up.customer_id])
    name = found.get(follow_up.customer_id, "")
    writing.describe(name=name)
    return name


def plan(workspace: Workspace, follow_up: FollowUp) -> Changes:
    """Keep a new follow-up. Raises NotFound, or CrmError for a customer in the bin."""
    return plan_many(workspace, [follow_up])


def plan_many(workspace: Workspace, wanted: Sequence[FollowUp]) -> Changes:
    """Keep new follow-ups, all in one operation.

    Raises NotFound, or CrmError for a customer in the bin.
    """
    with operate(workspace, "follow_up.plan") as writing:
        names = reachable.names(writing.connection, [one.customer_id for one in wanted])
        name = next(iter(names.values()), "")
        writing.describe(count=len(wanted), name=name)
        for one in wanted:
            what = lengths.line(_("What to do"), one.what) or _("Get in touch again")
            writing.new_id = stored.insert(writing.operation, dataclasses.replace(one, what=what))
        if len(wanted) == 1:
            writing.message = _("Follow-up with {name} on {date}.").format(
                name=name, date=wanted[0].due
            )
        else:
            writing.message = ngettext(
                "{count} follow-up was planned.", "{count} follow-ups were planned.", len(wanted)
            ).format(count=len(wanted))
    return writing.changes()


# What a form changes of a follow-up.
_EDITED: Final = ("due", "at", "what", "kind", "priority", "staff")


def on_top_of(now: FollowUp, wanted: FollowUp, loaded: FollowUp | None) -> FollowUp:
    """Return the stored follow-up with what was changed since it was loaded, or all that may be."""
    values = {name: getattr(wanted, name) for name in _EDITED}
    if loaded is not None:
        values = {name: value for name, value in values.items() if value != getattr(loaded, name)}
    clean = dataclasses.replace(now, **values)
    what = lengths.line(_("What to do"), clean.what, before=now.what)
    return dataclasses.replace(clean, what=what)


def save(workspace: Workspace, follow_up: FollowUp, *, loaded: FollowUp | None = None) -> Changes:
    """Keep when, what and by whom a follow-up is done; what came of it meanwhile stays.

    So does what was changed elsewhere since it was `loaded`.
    """
    with operate(workspace, "follow_up.edit") as writing:
        now = one_of(writing.connection, follow_up.which, workspace.clock.today())
        name = _told(writing, now)
        clean = on_top_of(now, follow_up, loaded)
        writing.new_id = stored.keep(writing.operation, clean)
        writing.message = _("The follow-up with {name} was saved.").format(name=name)
    return writing.changes()


def done(
    workspace: Workspace,
    which: int | Promised,
    *,
    note: str = "",
    next_date: dt.date | None = None,
    next_time: dt.time | None = None,
    next_what: str = "",
    activity_kind: str = "",
    last: bool = False,
) -> Changes:
    """Mark a follow-up as done: it becomes an activity, and may set the next date.

    One of a series is followed by its next one, by the rule unless a next date is given; `last`
    ends the series. Where another follow-up comes again after each contact, the next date is a
    wish for that one. Raises CrmError when it is not open any more, or for a next date of a
    customer in the bin.
    """
    today = workspace.clock.today()
    note = clean_text(note)
    with operate(workspace, "follow_up.done") as writing:
        follow_up = _still_open(writing, which, workspace.clock.today())
        next_what = lengths.line(_("What to do"), next_what, before=follow_up.what)
        name = _told(writing, follow_up)
        finished = dataclasses.replace(follow_up, status=DONE, done_on=today, done_note=note)
        stored.keep(writing.operation, finished)
        happened = f"{follow_up.what}: {note}" if note and follow_up.what else note
        activity = Activity(
            customer_id=follow_up.customer_id,
            on=today,
            kind=activity_kind or (follow_up.kind if follow_up.kind in ACTIVITY_KINDS else "call"),
            text=happened or follow_up.what,
            staff=follow_up.staff or workspace.who,
        )
        writing.new_id = activities.insert(writing.operation, activity)
        chains.noted(writing, activity, today)
        following_one = _series_goes_on(
            writing, finished, today, last, next_date, next_time, next_what
        )
        if following_one is not None and following_one.date is not None:
            next_date = following_one.date
        else:
            wished = _wished(writing, follow_up, next_date, next_time, next_what)
            next_date = occurrences.plan_next(
                writing, follow_up.customer_id, today, wished, follow_up.what
            )
        writing.message = (
            _("Done: {name}.") if next_date is None else _("Done: {name}; next date {date}.")
        ).format(name=name, date=next_date)
        occurrences.tell(writing, following_one)
        _call_back_goes_on(writing, follow_up.id)
    return writing.changes()


def _call_back_goes_on(writing: Writing, follow_up_id: int) -> None:
    """Say that a complaint still waits; the next date, if any, is that of its call-back."""
    found = complaints.called_back_by(writing.connection, follow_up_id)
    if found is None:
        return
    following = stored.planned_by(writing.connection, writing.operation.id)
    if following:
        complaints.update(writing.operation, dataclasses.replace(found, follow_up_id=following))
    words = _("Complaint {number} still waits to be closed, with how satisfied they are.")
    writing.add(words.format(number=found.number))


def _wished(
    writing: Writing, finished: FollowUp, due: dt.date | None, at: dt.time | None, what: str
) -> FollowUp | None:
    """Return the next follow-up as the user wants it, None where no date was given."""
    if due is None:
        return None
    reachable.name(writing.connection, finished.customer_id)
    return FollowUp(
        customer_id=finished.customer_id,
        due=due,
        at=at,
        what=what,
        kind=finished.kind,
        priority=finished.priority,
        staff=finished.staff,
    )


def _series_goes_on(
    writing: Writing,
    finished: FollowUp,
    today: dt.date,
    last: bool,
    due: dt.date | None,
    at: dt.time | None,
    what: str,
) -> Next | None:
    if last:
        series = occurrences.running(writing.connection, finished)
        if series is not None:
            occurrences.stop(writing, series, today)
        return None
    return occurrences.go_on(writing, finished, today, due=due, at=at, what=what)


def _still_open(writing: Writing, which: int | Promised, today: dt.date) -> FollowUp:
    # Looked at inside the write: a window and a command line may both want to finish it.
    follow_up = one_of(writing.connection, which, today)
    check_open(follow_up)
    return follow_up


def check_open(follow_up: FollowUp) -> None:
    """Raise CrmError for a follow-up that is over."""
    if follow_up.status != OPEN:
        raise CrmError(
            _("This follow-up is not open any more."), _("Plan a new one, or undo the last step.")
        )


def move(
    workspace: Workspace, which: int | Promised, due: dt.date, at: dt.time | None = None
) -> Changes:
    """Move an open follow-up to another date."""
    with operate(workspace, "follow_up.move") as writing:
        follow_up = _still_open(writing, which, workspace.clock.today())
        name = _told(writing, follow_up)
        moved = dataclasses.replace(follow_up, due=due, at=at, moved=follow_up.moved + 1)
        writing.new_id = stored.keep(writing.operation, moved)
        writing.message = _("The follow-up with {name} is now on {date}.").format(
            name=name, date=show_date_at(due, at)
        )
    return writing.changes()


def cancel(workspace: Workspace, which: int | Promised, note: str = "") -> Changes:
    """Cancel an open follow-up; it stays on the timeline, and its series goes on."""
    with operate(workspace, "follow_up.cancel") as writing:
        follow_up = _still_open(writing, which, workspace.clock.today())
        name = _told(writing, follow_up)
        cancelled = dataclasses.replace(
            follow_up,
            status=CANCELLED,
            done_on=workspace.clock.today(),
            done_note=clean_text(note),
        )
        writing.new_id = stored.keep(writing.operation, cancelled)
        following = occurrences.go_on(writing, cancelled, workspace.clock.today())
        writing.message = (
            _("The follow-up with {name} was cancelled.")
            if following is None or following.date is None
            else _("The follow-up with {name} was cancelled; next date {date}.")
        ).format(name=name, date=following.date if following else None)
        occurrences.tell(writing, following)
    return writing.changes()


def reopen(workspace: Workspace, follow_up_id: int) -> Changes:
    """Open a follow-up again that was done or cancelled.

    Raises CrmError for a customer in the bin.
    """
    with operate(workspace, "follow_up.reopen") as writing:
        follow_up = one_of(writing.connection, follow_up_id, workspace.clock.today())
        name = reachable.name(writing.connection, follow_up.customer_id)
        writing.describe(name=name)
        again = dataclasses.replace(follow_up, status=OPEN, done_on=None)
        stored.update(writing.operation, again)
        writing.message = _("The follow-up with {name} is open again.").format(name=name)
    return writing.changes()


def open_rows(
    workspace: Workspace, *, until: dt.date | None = None, staff: str = "", limit: int = 1000
) -> list[FollowUpRow]:
    """Return the open follow-ups by due date, priority and time."""
    with workspace.database.read() as connection:
        return stored.open_rows(connection, end=until, staff=staff, limit=limit)


def due_of(workspace: Workspace, customer_id: int) -> list[FollowUp]:
    """Return what is due with a customer today or before, the longest waiting first.

    Not the one that moves by itself with every contact.
    """
    with workspace.database.read() as connection:
        found = stored.due_of(connection, customer_id, workspace.clock.today())
        rolling = occurrences.rolling(connection, customer_id)
    return [one for one in found if rolling is None or one.id != rolling.follow_up.id]


def proposed_next(workspace: Workspace, customer_id: int) -> dt.date:
    """Return the next date to propose: by the customer's own interval, else by the grade."""
    with workspace.database.read() as connection:
        return proposed_dates(connection, workspace.clock.today(), [customer_id])[customer_id]


def proposed_dates(
    connection: Connection, today: dt.date, customer_ids: Sequence[int]
) -> dict[int, dt.date]:
    """Return the next date to propose for each of some customers: a day the shop is open."""
    known, opens = staying.intervals_of(connection), opening.opening_of(connection)
    found = zip(customer_ids, silent.rows(connection, customer_ids), strict=True)
    return {
        customer_id: opens.next_open(
            known.next_date(today, row.grade, row.own_days) if row else known.next_date(today)
        )
        for customer_id, row in found
    }

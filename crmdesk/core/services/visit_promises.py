"""The follow-up a visit was planned for: done with the visit, open again when it was not made."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from crmdesk.core.domain.followup import DONE, OPEN, FollowUp
from crmdesk.core.domain.visit import Visit
from crmdesk.core.i18n import _
from crmdesk.core.services import occurrences
from crmdesk.core.services.workspace import Writing
from crmdesk.core.store import followups, series
from crmdesk.core.store.database import Connection


@dataclass(frozen=True, slots=True)
class Kept:
    """The follow-up that a visit closed, and the next one of its series; 0 for none."""

    promise_id: int = 0
    next_id: int = 0


def close(writing: Writing, visit: Visit, today: dt.date, wish: dt.date | None) -> Kept:
    """Close the due follow-up of kind visit that a visit was planned for, and say so.

    Of several it is the one with the words of the visit's purpose, else the one that waits
    longest. One of a series is followed by its next one, on the day of the `wish` if there is one.
    """
    connection = writing.connection
    waiting = [
        one
        for one in followups.visits_due(connection, visit.customer_id, visit.on)
        if not _rolls(connection, one)
    ]
    if not waiting:
        return Kept()
    found = next((one for one in waiting if one.what == visit.purpose), waiting[0])
    done = dataclasses.replace(found, status=DONE, done_on=today, done_note=visit.outcome)
    followups.update(writing.operation, done)
    writing.add(_("The follow-up “{what}” is done too.").format(what=found.what))
    following = occurrences.go_on(writing, done, today, due=wish)
    occurrences.tell(writing, following)
    if following is None or following.date is None:
        return Kept(found.id)
    going = occurrences.running(connection, done)
    return Kept(found.id, series.open_at(connection, going.id, going.reached) if going else 0)


def open_again(writing: Writing, visit: Visit) -> None:
    """Open the follow-up again that a visit closed; its series stands where it stood."""
    connection = writing.connection
    found = followups.get(connection, visit.promise_id) if visit.promise_id else None
    if found is None or found.status != DONE:
        return
    again = dataclasses.replace(found, status=OPEN, done_on=None, done_note="")
    followups.update(writing.operation, again)
    known = series.get(connection, found.series_id) if found.series_id else None
    if known is not None and found.occurrence is not None:
        back = dataclasses.replace(known, reached=found.occurrence, ended_on=None)
        series.update(writing.operation, back)


def _rolls(connection: Connection, follow_up: FollowUp) -> bool:
    # The visit itself is the contact that moves it.
    found = occurrences.running(connection, follow_up)
    return found is not None and bool(found.rule.rolling_days)

"""What follows from a step of a complaint: its lines on the timeline, and the call-back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.complaint import (
    ANSWERED,
    MOST_UNSATISFIED,
    Complaint,
    LogEntry,
    activity_of,
)
from crmdesk.core.domain.complaint_clock import CALL_BACK
from crmdesk.core.domain.complaint_states import ANSWER, CLOSE, EDIT, TRY_CALL, Transition
from crmdesk.core.domain.followup import CANCELLED, DONE, OPEN, FollowUp
from crmdesk.core.domain.shown_dates import show_date, show_date_time
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import chains, complaint_time, occurrences
from crmdesk.core.services.workspace import Workspace, Writing
from crmdesk.core.store import activities, complaint_log, complaints, customers, followups

# How an answer reaches the customer, by how the complaint came.
_ANSWERED_BY: Final = {"phone": "call", "shop": "shop", "wechat": "wechat", "message": "message"}


def told(workspace: Workspace, writing: Writing, complaint: Complaint) -> Complaint:
    """Put a complaint on its customer's timeline, where it may begin and end chains."""
    if not complaint.customer_id:
        return complaint
    activity = activity_of(complaint)
    chains.noted(writing, activity, workspace.clock.today())
    return dataclasses.replace(
        complaint, activity_id=activities.insert(writing.operation, activity)
    )


def retold(workspace: Workspace, writing: Writing, before: Complaint, now: Complaint) -> None:
    """Let the line on the timeline say what the complaint says now; on another day, its chains too.

    What was changed in the line itself stays.
    """
    known = activities.get(writing.connection, before.activity_id) if before.activity_id else None
    if known is None:
        return
    said, says = activity_of(before, known.id), activity_of(now, known.id)
    changed = {
        name: getattr(says, name)
        for name in ("on", "at", "text", "staff")
        if getattr(known, name) == getattr(said, name)
    }
    line = dataclasses.replace(known, **changed)
    activities.update(writing.operation, line)
    if line.on != known.on:
        chains.unnoted(writing, known.customer_id, known.kind, known.on)
        chains.noted(writing, line, workspace.clock.today())


def after(
    workspace: Workspace, writing: Writing, before: Complaint, done: Complaint, entry: LogEntry
) -> Complaint:
    """Write what follows from a step, and return the complaint with what it points to."""
    if done.state == ANSWERED and before.state != ANSWERED:
        _tell(workspace, writing, done, _answered_by(done), _("Answer: {text}"), done.action)
        return call_back_planned(writing, done, workspace)
    if before.state == ANSWERED and done.state != ANSWERED:
        if entry.event == CLOSE:
            _tell_call_back(workspace, writing, done)
        _end_call_back(workspace, writing, done, entry)
        return dataclasses.replace(done, follow_up_id=0)
    return done


def _answered_by(complaint: Complaint) -> str:
    return _ANSWERED_BY.get(complaint.channel, "call")


def answer_told(workspace: Workspace, writing: Writing, complaint: Complaint) -> None:
    """Put on the timeline what a walk-in, who is a customer now, was answered, on its day."""
    at = complaint.answered_at
    if at is not None:
        kind, words = _answered_by(complaint), _("Answer: {text}")
        wall = at.astimezone().replace(tzinfo=None)
        _tell(workspace, writing, complaint, kind, words, complaint.action, wall)


def _tell(
    workspace: Workspace,
    writing: Writing,
    complaint: Complaint,
    kind: str,
    words: str,
    text: str,
    at: dt.datetime | None = None,
) -> None:
    if not complaint.customer_id:
        return
    wall = at or workspace.clock.wall()
    activity = Activity(
        customer_id=complaint.customer_id,
        on=wall.date(),
        at=wall.time().replace(second=0, microsecond=0),
        kind=kind,
        text=f"{complaint.number} · {words.format(text=text)}",
        staff=workspace.who or complaint.staff,
    )
    activities.insert(writing.operation, activity)


def _tell_call_back(workspace: Workspace, writing: Writing, done: Complaint) -> None:
    if done.satisfaction:
        words = _("Called back, satisfaction {text} of 5")
        _tell(workspace, writing, done, "call", words, str(done.satisfaction))
    else:
        # Nobody was spoken to: this is no contact.
        words = ngettext(
            "Could not be reached ({text} try)", "Could not be reached ({text} tries)", done.tries
        )
        _tell(workspace, writing, done, "note", words, str(done.tries))


def call_back_planned(writing: Writing, done: Complaint, workspace: Workspace) -> Complaint:
    """Plan the call-back of an answered complaint as a follow-up, unless it is planned."""
    if done.state != ANSWERED or not done.customer_id:
        return done
    if done.follow_up_id or customers.in_bin(writing.connection, [done.customer_id]):
        return done
    follow_up = FollowUp(
        customer_id=done.customer_id,
        due=done.call_back_on or workspace.clock.today(),
        what=_("Call back about complaint {number}").format(number=done.number),
        staff=done.staff or workspace.who,
    )
    made = followups.insert(writing.operation, follow_up)
    return dataclasses.replace(done, follow_up_id=made)


def call_backs_of_restored(
    workspace: Workspace, writing: Writing, customer_ids: Sequence[int]
) -> None:
    """Plan the call-backs of what was answered while its customer was in the bin."""
    for one in complaints.without_call_back(writing.connection, customer_ids):
        complaints.update(writing.operation, call_back_planned(writing, one, workspace))


def call_backs_moved(
    workspace: Workspace, writing: Writing, moved: Sequence[tuple[Complaint, dt.date]]
) -> None:
    """Write that call-backs were moved to other days; complaints are due by them then."""
    time = complaint_time.shop_time(writing.connection)
    for complaint, day in moved:
        then = dataclasses.replace(complaint, call_back_on=day)
        before = complaint.call_back_on.isoformat() if complaint.call_back_on else ""
        entry = LogEntry(
            at=workspace.clock.now(),
            who=workspace.who,
            event=EDIT,
            state=complaint.state,
            details={CALL_BACK: day.isoformat(), f"{CALL_BACK}.was": before},
        )
        complaints.update(writing.operation, dataclasses.replace(then, due_at=time.due(then)))
        complaint_log.write_log(writing.operation, complaint, entry)


def _end_call_back(
    workspace: Workspace, writing: Writing, done: Complaint, entry: LogEntry
) -> None:
    found = followups.get(writing.connection, done.follow_up_id) if done.follow_up_id else None
    if found is None or found.status != OPEN:
        return
    called = entry.event == CLOSE
    ended = dataclasses.replace(
        found,
        status=DONE if called else CANCELLED,
        done_on=workspace.clock.today(),
        done_note=entry.note,
    )
    followups.update(writing.operation, ended)
    # Where it was made into a series, that one goes on.
    following = occurrences.go_on(writing, ended, workspace.clock.today())
    occurrences.tell(writing, following)


def sentence(
    done: Complaint, taken: Transition, name: str, now: dt.datetime, original: str = ""
) -> str:
    """Return what is said after a step, in one sentence or two; `original` is what it repeats."""
    words = {"number": done.number, "name": name, "what": _(taken.told)}
    if original:
        return _("{number} of {name}: repeats {original}.").format(**words, original=original)
    if taken.event == ANSWER and done.due_at is not None:
        day = show_date(done.due_at.astimezone().date())
        return _("{number} of {name}: answered. Call back by {date}.").format(**words, date=day)
    if taken.event == CLOSE and 0 < done.satisfaction <= MOST_UNSATISFIED:
        return _(
            "{number} of {name}: closed, but the customer is not satisfied ({score} of 5)."
            " Consider reopening it."
        ).format(**words, score=done.satisfaction)
    if taken.event == CLOSE and not done.satisfaction:
        return _("{number} of {name}: closed, the customer could not be reached.").format(**words)
    if taken.event == TRY_CALL:
        return ngettext(
            "{number} of {name}: could not be reached, {count} time by now.",
            "{number} of {name}: could not be reached, {count} times by now.",
            done.tries,
        ).format(**words, count=done.tries)
    if done.is_overdue(now) and taken.to:
        return _("{number} of {name}: {what}. Overdue since {due}.").format(
            **words, due=show_date_time(done.due_at)
        )
    if done.due_at is not None and taken.to:
        return _("{number} of {name}: {what}. Due {due}.").format(
            **words, due=show_date_time(done.due_at)
        )
    return _("{number} of {name}: {what}.").format(**words)

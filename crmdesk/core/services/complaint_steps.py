"""The steps of a complaint: what the table of transitions allows, and what each of them writes."""

from __future__ import annotations

import dataclasses
from typing import Any

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint, LogEntry
from crmdesk.core.domain.complaint_clock import clocks_set, stepped
from crmdesk.core.domain.complaint_states import (
    CLOSE,
    IS_DUPLICATE,
    REJECT,
    REOPEN,
    TRY_CALL,
    Given,
    Transition,
    check,
)
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_effects, complaint_time, complaints
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import complaint_log
from crmdesk.core.store import complaints as stored
from crmdesk.core.store.database import Connection


def step(workspace: Workspace, complaint_id: int, event: str, given: Given) -> Changes:
    """Take a step of the table of transitions, with what was given for it.

    Raises CrmError when it may not be taken now or lacks something, NotFound when the complaint
    is gone.
    """
    with operate(workspace, f"complaint.{event}") as writing:
        now = complaints.stored_one(writing.connection, complaint_id)
        clean = _cleaned(given)
        original = ""
        if clean.original:
            original = _check_original(writing.connection, now, clean.original)
        taken = check(now, event, clean)
        name = complaints.whose(writing.connection, now, binned=True)
        writing.describe(name=name, number=now.number)
        done = take(workspace, writing, now, taken, clean)
        writing.new_id = done.id
        writing.message = complaint_effects.sentence(
            done, taken, name, workspace.clock.now(), original
        )
    return writing.changes()


def take(
    workspace: Workspace, writing: Writing, now: Complaint, taken: Transition, given: Given
) -> Complaint:
    """Write a step that was checked, with all that follows from it, and return what it led to."""
    time = complaint_time.shop_time(writing.connection)
    entry = LogEntry(
        complaint_id=now.id,
        at=complaints.log_time(workspace),
        who=workspace.who,
        event=taken.event,
        state=taken.to or now.state,
        note=given.note,
        details=_details(now, taken.event, given) or None,
    )
    done = stepped(_with_given(now, taken.event, given), entry, time)
    if taken.event == REOPEN:
        # While it was ended its waits did not follow the opening days.
        log = complaint_log.log_of(writing.connection, now.id)
        done = clocks_set(done, [*log, entry], time)
    done = complaint_effects.after(workspace, writing, now, done, entry)
    stored.update(writing.operation, done)
    complaint_log.write_log(writing.operation, done, entry)
    return done


def _with_given(now: Complaint, event: str, given: Given) -> Complaint:
    values: dict[str, Any] = {
        name: getattr(given, name)
        for name in ("action", "founded", "cause", "prevention")
        if getattr(given, name)
    }
    if given.cost is not None:
        values["cost"] = given.cost
    if event == REJECT:
        values["founded"] = "no"
    if event == REOPEN:
        # It is looked into once more.
        values.setdefault("founded", "")
    return dataclasses.replace(now, **values)


def _details(now: Complaint, event: str, given: Given) -> dict[str, str | int]:
    """Return what a step carries into the log: the tries in all, the score, the other one."""
    found: dict[str, str | int] = {
        name: getattr(given, name)
        for name in ("action", "founded", "cause", "prevention")
        if getattr(given, name)
    }
    if given.cost is not None:
        found["cost"] = given.cost
    if event == TRY_CALL:
        found["tries"] = max(given.tries, now.tries + 1)
    if event == CLOSE:
        if given.satisfaction:
            found["satisfaction"] = given.satisfaction
        if not given.satisfaction:
            found["tries"] = max(given.tries, now.tries)
    if event == IS_DUPLICATE:
        found["original"] = given.original
    return found


def _check_original(connection: Connection, now: Complaint, original: int) -> str:
    """Return the number of the complaint that another one repeats. Raises CrmError, NotFound."""
    other = first = complaints.stored_one(connection, original)
    seen = {now.id}
    while first.duplicate_of and first.id not in seen:
        seen.add(first.id)
        (row,) = stored.rows_of(connection, [first.duplicate_of])
        if row is None:
            break
        first = row.complaint
    if first.id not in (now.id, other.id):
        number = first.number
        raise CrmError(
            _("{number} is itself a duplicate.").format(number=other.number),
            _("Name the first one instead: {number}.").format(number=number),
        )
    if first.id == now.id:
        raise CrmError(
            _("A complaint cannot repeat itself."), _("Choose the complaint that came before it.")
        )
    return other.number


def _cleaned(given: Given) -> Given:
    values: dict[str, Any] = {
        name: clean_text(getattr(given, name)) for name in ("note", "action", "cause", "prevention")
    }
    return dataclasses.replace(given, **values)

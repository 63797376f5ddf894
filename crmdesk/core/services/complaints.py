"""What a user does with complaints: record them and change what they say; reading them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import (
    EDITED,
    MOST_DIGITS,
    NUMBER_MARK,
    SEVERE,
    Complaint,
    ComplaintRow,
    LogEntry,
    number_of,
)
from crmdesk.core.domain.complaint_clock import opened, replay
from crmdesk.core.domain.complaint_states import BESIDE, EDIT, RECEIVE
from crmdesk.core.domain.normalise import clean_name, clean_text
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_effects, complaint_time, reachable
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import complaint_log
from crmdesk.core.store import complaints as stored
from crmdesk.core.store.database import Connection

# What the clocks depend on. A word that is corrected is no reason to judge an old case anew.
_MOVE_CLOCKS: Final = frozenset({"received_at", "severity", "promised_on"})
_TEXTS: Final = (
    "walk_in_phone",
    "received_by",
    "channel",
    "category",
    "product",
    "what",
    "wish_text",
    "staff",
    "cause",
    "action",
    "prevention",
)


def get(workspace: Workspace, complaint_id: int) -> Complaint:
    """Return a complaint. Raises NotFound."""
    with workspace.database.read() as connection:
        return stored_one(connection, complaint_id)


def stored_one(connection: Connection, complaint_id: int) -> Complaint:
    """Return a complaint as a connection sees it. Raises NotFound."""
    found = stored.get(connection, complaint_id)
    if found is None:
        raise NotFound(
            _("This complaint is not there any more."), _("Look at the list of complaints again.")
        )
    return found


def numbered(workspace: Workspace, number: str) -> Complaint | None:
    """Return the complaint of a number, if there is one; `12` is number 12 of this year."""
    with workspace.database.read() as connection:
        return stored.by_number(connection, full_number(number, workspace.clock.today().year))


def meant(workspace: Workspace, text: str) -> Complaint | None:
    """Return the complaint whose whole number a text is, mark and year included, if it is one."""
    return numbered(workspace, text) if text.upper().startswith(NUMBER_MARK) else None


def by_number(workspace: Workspace, number: str) -> Complaint:
    """Return the complaint of a number; `12` is number 12 of this year. Raises NotFound."""
    found = numbered(workspace, number)
    if found is None:
        raise NotFound(
            _("There is no complaint with the number {number}.").format(number=number.strip()),
            _("Look at the list of complaints; numbers look like {number}.").format(
                number=number_of(workspace.clock.today().year, 12)
            ),
        )
    return found


def full_number(text: str, year: int) -> str:
    """Return the whole number for what was typed: `12`, `2026-12` and `ts-2026-0012` are one."""
    parts = text.strip().upper().replace("_", "-").split("-")
    digits = [part for part in parts if part.isdecimal()]
    if parts[:1] == [NUMBER_MARK]:
        parts = parts[1:]
    if len(digits) != len(parts) or not 1 <= len(digits) <= 2 or len(digits[-1]) > MOST_DIGITS:
        return text.strip()
    if len(digits) == 2 and len(digits[0]) != len("2026"):
        return text.strip()
    return number_of(int(digits[0]) if len(digits) == 2 else year, int(digits[-1]))


def row(workspace: Workspace, complaint_id: int) -> ComplaintRow:
    """Return a complaint with whom to speak to. Raises NotFound."""
    with workspace.database.read() as connection:
        stored_one(connection, complaint_id)
        (found,) = stored.rows_of(connection, [complaint_id])
    assert found is not None
    return found


def rows(workspace: Workspace, ids: Sequence[int]) -> list[ComplaintRow | None]:
    """Return lines of a list in the order of the ids; None where one is gone."""
    with workspace.database.read() as connection:
        return stored.rows_of(connection, ids)


def log(workspace: Workspace, complaint_id: int) -> list[LogEntry]:
    """Return the log of a complaint, the oldest step first."""
    with workspace.database.read() as connection:
        return complaint_log.log_of(connection, complaint_id)


def of_customer(workspace: Workspace, customer_id: int) -> list[Complaint]:
    """Return the complaints of a customer, the open ones first, then the newest."""
    with workspace.database.read() as connection:
        return stored.of_customer(connection, customer_id)


def receive(workspace: Workspace, complaint: Complaint) -> Changes:
    """Keep a new complaint under the next number, which the message tells.

    Raises CrmError without anybody who complains or without what happened, and for a customer in
    the bin.
    """
    with operate(workspace, "complaint.receive") as writing:
        write_received(workspace, writing, complaint)
    return writing.changes()


def write_received(workspace: Workspace, writing: Writing, complaint: Complaint) -> Complaint:
    """Write a new complaint as that which an operation is about, and tell its number."""
    made, name = write_new(workspace, writing, complaint)
    writing.describe(name=name, number=made.number)
    writing.new_id = made.id
    words = _("Complaint {number} of {name} was received, due {due}.")
    if made.is_overdue(workspace.clock.now()):
        words = _("Complaint {number} of {name} was received, overdue since {due}.")
    writing.message = words.format(number=made.number, name=name, due=show_date_time(made.due_at))
    if made.severity == SEVERE:
        writing.add(_("It needs immediate action."))
    return made


def write_new(
    workspace: Workspace, writing: Writing, complaint: Complaint
) -> tuple[Complaint, str]:
    """Write a new complaint as a part of an operation; return it, and the name of who complains."""
    clean = _cleaned(complaint)
    name = whose(writing.connection, clean)
    _check_told(clean)
    lengths.check(lengths.of_complaint(clean))
    _check_received(workspace, clean, [])
    year = clean.received_at.astimezone().year
    number = number_of(year, stored.next_number(writing.connection, year))
    clean = dataclasses.replace(
        clean, number=number, received_by=clean.received_by or workspace.who
    )
    made = opened(clean, complaint_time.shop_time(writing.connection))
    made = complaint_effects.told(workspace, writing, made)
    made = dataclasses.replace(made, id=stored.insert(writing.operation, made))
    write_log(workspace, writing, made, RECEIVE)
    return made, name


def _check_received(workspace: Workspace, complaint: Complaint, log: list[LogEntry]) -> None:
    """Raise CrmError where a complaint would be received in the future, or after its own steps."""
    advice = _("Choose an earlier day or time.")
    if complaint.received_at > workspace.clock.now():
        raise CrmError(_("A complaint cannot be received later than now."), advice)
    first = next((line.at for line in log if line.event not in BESIDE), None)
    if first is not None and complaint.received_at > first:
        raise CrmError(
            _("It cannot be received later than its first step, {when}.").format(
                when=show_date_time(first)
            ),
            advice,
        )


def _check_told(complaint: Complaint) -> None:
    if not complaint.what:
        raise CrmError(_("It does not say what happened."), _("Type it in the customer's words."))


def save(workspace: Workspace, complaint: Complaint, *, loaded: Complaint | None = None) -> Changes:
    """Keep changed particulars; what was changed elsewhere since it was `loaded` stays.

    The clocks are set anew. Raises CrmError as for a new one, NotFound when it is gone.
    """
    with operate(workspace, "complaint.edit") as writing:
        now = stored_one(writing.connection, complaint.id)
        wanted = _cleaned(complaint)
        names = [
            name
            for name in EDITED
            if loaded is None or getattr(wanted, name) != getattr(_cleaned(loaded), name)
        ]
        values = {name: getattr(wanted, name) for name in names}
        clean = dataclasses.replace(now, **values)
        name = whose(writing.connection, clean, binned=True)
        writing.describe(name=name, number=now.number)
        _check_told(clean)
        lengths.check(lengths.of_complaint(clean), lengths.of_complaint(now))
        _keep_changed(workspace, writing, now, clean)
        writing.message = (
            _("Complaint {number} was saved.") if clean != now else _("Nothing was changed.")
        ).format(number=now.number)
    return writing.changes()


def _keep_changed(workspace: Workspace, writing: Writing, now: Complaint, clean: Complaint) -> None:
    """Write what differs, with a line in the log that names it, and set the clocks anew."""
    details = {
        name: _log_text(getattr(clean, name)) for name in EDITED if _differs(name, now, clean)
    }
    if not details:
        return
    was = {f"{name}.was": _log_text(getattr(now, name)) for name in details}
    log = complaint_log.log_of(writing.connection, now.id)
    if "received_at" in details:
        _check_received(workspace, clean, log)
    line = log_line(workspace, now, EDIT, details={**details, **was})
    done = clean
    if details.keys() & _MOVE_CLOCKS:
        time = complaint_time.shop_time(writing.connection)
        done = replay(clean, [*log, line], time)
        # The call-back is planned on that day, whatever the rules say by now.
        done = dataclasses.replace(done, call_back_on=now.call_back_on)
        done = dataclasses.replace(done, due_at=time.due(done))
    complaint_effects.retold(workspace, writing, now, done)
    stored.update(writing.operation, done)
    complaint_log.write_log(writing.operation, done, line)


def _differs(name: str, now: Complaint, clean: Complaint) -> bool:
    return bool(getattr(now, name) != getattr(clean, name))


def _log_text(value: Any) -> str | int:
    if isinstance(value, dt.datetime):
        return stored.instant_text(value) or ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value or "")


def write_log(
    workspace: Workspace,
    writing: Writing,
    complaint: Complaint,
    event: str,
    *,
    note: str = "",
    details: dict[str, str | int] | None = None,
) -> None:
    """Write what is no step of the table into the log, such as a file that was added."""
    line = log_line(workspace, complaint, event, note=note, details=details)
    complaint_log.write_log(writing.operation, complaint, line)


def log_time(workspace: Workspace) -> dt.datetime:
    """Return the time of a line that is written now, as exactly as the log keeps it."""
    return workspace.clock.now().replace(microsecond=0)


def log_line(
    workspace: Workspace,
    complaint: Complaint,
    event: str,
    *,
    note: str = "",
    details: dict[str, str | int] | None = None,
) -> LogEntry:
    """Return a line of the log that is no step of the table, as it is written now."""
    return LogEntry(
        at=log_time(workspace),
        who=workspace.who,
        event=event,
        state=complaint.state,
        note=note,
        details=details,
    )


def _cleaned(complaint: Complaint) -> Complaint:
    values: dict[str, Any] = {name: clean_text(getattr(complaint, name)) for name in _TEXTS}
    values["walk_in_name"] = clean_name(complaint.walk_in_name)
    values["received_at"] = complaint.received_at.astimezone(dt.UTC).replace(microsecond=0)
    return dataclasses.replace(complaint, **values)


def whose(connection: Connection, complaint: Complaint, *, binned: bool = False) -> str:
    """Return who complains. Raises CrmError for nobody, and for a customer in the bin."""
    if complaint.customer_id and not binned:
        return reachable.name(connection, complaint.customer_id)
    if complaint.customer_id:
        (found,) = stored.rows_of(connection, [complaint.id])
        return found.name if found else ""
    if not complaint.walk_in_name and not complaint.walk_in_phone:
        raise CrmError(
            _("It does not say who complains."),
            _("Choose a customer, or type the name or phone of a walk-in."),
        )
    return complaint.walk_in_name or complaint.walk_in_phone

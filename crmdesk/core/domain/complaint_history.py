"""The log of a complaint as text for a list, and the log that a plain list stands for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    IN_PROGRESS,
    NEW,
    REOPENED,
    STATES,
    UNFOUNDED,
    WAITING,
    WAITING_CUSTOMER,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    BESIDE,
    CLOSE,
    EVENTS,
    IS_DUPLICATE,
    RECEIVE,
    REJECT,
    REOPEN,
    WAIT_CUSTOMER,
    WAIT_THIRD,
)

_PARTS: Final = 6
_NUMBERS: Final = ("tries", "satisfaction", "cost")
ORIGINAL: Final = "original"
# The number of the complaint that another one repeats, until it is known which that is here.
ORIGINAL_NUMBER: Final = "original_number"


@dataclass(frozen=True, slots=True)
class IncomingComplaint:
    """A complaint of a list with its log; where that names another one, it is by its number."""

    complaint: Complaint
    log: tuple[LogEntry, ...]


def log_text(log: Sequence[LogEntry], numbers: Mapping[int, str]) -> str:
    """Return a log as text, a line for each step, from which `read_log` makes the same log.

    `numbers` are the numbers of the complaints that others repeat, by their ids.
    """
    lines: list[str] = []
    for entry in log:
        details: dict[str, Any] = dict(entry.details or {})
        if ORIGINAL in details:
            details[ORIGINAL_NUMBER] = numbers.get(int(details.pop(ORIGINAL)), "")
        parts = [entry.at.isoformat(), entry.event, entry.state, entry.who, entry.note, details]
        lines.append(json.dumps(parts, ensure_ascii=False))
    return "\n".join(lines)


def read_log(text: str) -> list[LogEntry]:
    """Return the log that a text holds; none for other texts, such as one written by hand."""
    log: list[LogEntry] = []
    for line in text.splitlines():
        try:
            parts = json.loads(line)
            at = dt.datetime.fromisoformat(parts[0])
        except (ValueError, TypeError, LookupError):
            return []
        if len(parts) != _PARTS or at.tzinfo is None or not _known(parts):
            return []
        _at, event, state, who, note, details = parts
        log.append(
            LogEntry(at=at, event=event, state=state, who=who, note=note, details=details or None)
        )
    return log


def _known(parts: Sequence[Any]) -> bool:
    _at, event, state, who, note, details = parts
    return (
        (event in EVENTS or event in BESIDE)
        and state in STATES
        and isinstance(who, str)
        and isinstance(note, str)
        and isinstance(details, dict)
        and all(isinstance(value, str | int) for value in details.values())
        and all(isinstance(details.get(name, 0), int) for name in _NUMBERS)
    )


def likely_log(
    complaint: Complaint, state: str, times: Mapping[str, dt.datetime]
) -> list[LogEntry]:
    """Return the log that what a plain list tells stands for.

    `times` are instants by the names `acknowledged_at`, `answered_at` and `ended_at`, where they
    are known; a step without one happened at the time of the one before it.
    """
    log: list[LogEntry] = []
    now = complaint.received_at

    def happened(event: str, to: str, time: str = "", **details: str | int) -> None:
        nonlocal now
        now = max(now, times.get(time, now))
        entry = LogEntry(at=now, event=event, state=to, who=complaint.staff)
        log.append(replace(entry, details=details or None))

    happened(RECEIVE, NEW)
    if state == NEW:
        return log
    happened(ACKNOWLEDGE, IN_PROGRESS, "acknowledged_at")
    if state in WAITING:
        happened(WAIT_CUSTOMER if state == WAITING_CUSTOMER else WAIT_THIRD, state)
    elif state == UNFOUNDED:
        happened(REJECT, UNFOUNDED, "ended_at")
    elif state == DUPLICATE:
        happened(IS_DUPLICATE, DUPLICATE, "ended_at", original=0)
    elif state in (ANSWERED, CLOSED, REOPENED):
        happened(ANSWER, ANSWERED, "answered_at")
        if state == CLOSED:
            called = {"satisfaction": complaint.satisfaction, "tries": complaint.tries}
            known = {key: value for key, value in called.items() if value}
            happened(CLOSE, CLOSED, "ended_at", **known)
        if state == REOPENED:
            happened(REOPEN, REOPENED)
    return log

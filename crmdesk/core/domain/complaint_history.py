"""The log of a complaint as text for a list, and the log that a plain list stands for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    DUPLICATE,
    IN_PROGRESS,
    NEW,
    REOPENED,
    SCORES,
    STATES,
    UNFOUNDED,
    WAITING,
    WAITING_CUSTOMER,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_clock import CALL_BACK
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
    TRY_CALL,
    WAIT_CUSTOMER,
    WAIT_THIRD,
    transition,
)
from crmdesk.core.domain.money import MOST

_PARTS: Final = 6
# What a step may carry at the most; what is more was written by hand.
_MOST: Final = {"tries": 9999, "satisfaction": max(SCORES), "cost": 100 * MOST, "original": 2**62}
_LIKELY_YEARS: Final = range(1900, 2201)
ORIGINAL: Final = "original"
# The number of the complaint that another one repeats, until it is known which that is here.
ORIGINAL_NUMBER: Final = "original_number"
# What tells that one from others: another shop gives the same numbers.
ORIGINAL_MARK: Final = "original_mark"
_MARKED: Final = 40


@dataclass(frozen=True, slots=True)
class IncomingComplaint:
    """A complaint of a list with its log; where that names another one, it is by its number.

    `listed` is the number it has in the list, if another complaint here has the same.
    """

    complaint: Complaint
    log: tuple[LogEntry, ...]
    listed: str = ""


def mark_of(complaint: Complaint) -> str:
    """Return what tells a complaint from others of its number: when it came, and its words."""
    return f"{complaint.received_at.isoformat()} {complaint.what[:_MARKED]}"


def log_text(log: Sequence[LogEntry], originals: Mapping[int, Complaint]) -> str:
    """Return a log as text, a line for each step, from which `read_log` makes the same log.

    `originals` are the complaints that others repeat, by their ids.
    """
    lines: list[str] = []
    for entry in log:
        details: dict[str, Any] = dict(entry.details or {})
        if ORIGINAL in details:
            repeated = originals.get(int(details.pop(ORIGINAL)))
            details.setdefault(ORIGINAL_NUMBER, "")
            if repeated is not None:
                details[ORIGINAL_NUMBER] = repeated.number
                details[ORIGINAL_MARK] = mark_of(repeated)
        parts = [entry.at.isoformat(), entry.event, entry.state, entry.who, entry.note, details]
        lines.append(json.dumps(parts, ensure_ascii=False))
    return "\n".join(lines)


def read_log(text: str) -> list[LogEntry]:
    """Return the log that a text holds; none for other texts, such as one written by hand."""
    log: list[LogEntry] = []
    stands = NEW
    # Other ends of lines stand inside a step, in words as they were typed.
    for line in text.strip().split("\n"):
        try:
            parts = json.loads(line)
            at = dt.datetime.fromisoformat(parts[0])
        except (ValueError, TypeError, LookupError):
            return []
        if len(parts) != _PARTS or at.tzinfo is None or at.year not in _LIKELY_YEARS:
            return []
        if not _known(parts):
            return []
        _at, event, state, who, note, details = parts
        if not _leads(stands, event, state):
            return []
        stands = state
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
        and all(_is_number(details.get(name, 0), most) for name, most in _MOST.items())
        and _is_day(details.get(CALL_BACK, ""))
    )


def _is_number(value: object, most: int) -> bool:
    return isinstance(value, int) and 0 <= value <= most


def _is_day(value: object) -> bool:
    try:
        return not value or dt.date.fromisoformat(str(value)).year in _LIKELY_YEARS
    except ValueError:
        return False


def _leads(stands: str, event: str, state: str) -> bool:
    """Tell whether a line may follow where a complaint stands, by the table of transitions."""
    if event in BESIDE:
        return state == stands
    step = transition(event)
    return stands in step.states and state == (step.to or stands)


def likely_state(said: str, filled: Collection[str]) -> str:
    """Return how a complaint of a plain list stands: as it is said, or by what is filled in.

    Nobody gives a score to what is not closed, or writes a result of what was not answered.
    """
    if said in ("", ANSWERED) and ("ended_at" in filled or "satisfaction" in filled):
        return CLOSED
    if said:
        return said
    if "answered_at" in filled or "action" in filled:
        return ANSWERED
    return IN_PROGRESS if "acknowledged_at" in filled else NEW


def likely_log(
    complaint: Complaint, state: str, times: Mapping[str, dt.datetime]
) -> list[LogEntry]:
    """Return the log that what a plain list tells stands for.

    `times` are instants by the names `acknowledged_at`, `answered_at` and `ended_at`, where they
    are known; a step without one happened at the time of the one before it.
    """
    log: list[LogEntry] = []
    now = complaint.received_at
    score, tries = complaint.satisfaction, complaint.tries

    def happened(event: str, to: str, time: str = "", **details: str | int) -> None:
        nonlocal now
        now = max(now, times.get(time, now))
        entry = LogEntry(at=now, event=event, state=to, who=complaint.staff)
        log.append(replace(entry, details=details or None))

    happened(RECEIVE, NEW)
    if state == NEW:
        return log
    happened(ACKNOWLEDGE, IN_PROGRESS, "acknowledged_at")
    # Many lists have one date only, of when it was dealt with.
    ended = "ended_at" if "ended_at" in times else "answered_at"
    if state in WAITING:
        happened(WAIT_CUSTOMER if state == WAITING_CUSTOMER else WAIT_THIRD, state)
    elif state == UNFOUNDED:
        happened(REJECT, UNFOUNDED, ended)
    elif state == DUPLICATE:
        happened(IS_DUPLICATE, DUPLICATE, ended, original=0)
    elif state in (ANSWERED, CLOSED, REOPENED):
        happened(ANSWER, ANSWERED, "answered_at")
        if state == ANSWERED and tries:
            happened(TRY_CALL, ANSWERED, tries=tries)
        if state == CLOSED or (state == REOPENED and score):
            known = {"satisfaction": score, "tries": tries}
            happened(CLOSE, CLOSED, ended, **{key: n for key, n in known.items() if n})
        if state == REOPENED:
            happened(REOPEN, REOPENED)
    return log


def untold(
    complaint: Complaint, log: Sequence[LogEntry], times: Mapping[str, dt.datetime]
) -> list[str]:
    """Return which times, score and tries of a plain list its likely log has no place for."""
    days = {entry.at.astimezone().date() for entry in log}
    names = [name for name, at in times.items() if at.astimezone().date() not in days]
    carried = {name for entry in log for name in entry.details or {}}
    return names + [
        name
        for name in ("satisfaction", "tries")
        if getattr(complaint, name) and name not in carried
    ]

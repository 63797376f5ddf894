"""The clocks of a complaint: what is due when, and how much working time went by.

Defaults of the house after ISO 10002 / GB/T 19012: acknowledge within 1 working day; solve within
3, 2 or 0 working days for minor, serious or severe; call back within 3 days after the answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

from crmdesk.core.domain import working_time
from crmdesk.core.domain.complaint import (
    ANSWERED,
    ENDED,
    MINOR,
    NEW,
    REOPENED,
    SERIOUS,
    SEVERE,
    UNSOLVED,
    WAITING,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    BESIDE,
    CLOSE,
    IS_DUPLICATE,
    REOPEN,
    TRY_CALL,
)
from crmdesk.core.domain.opening import Opening


def _usual_solve_days() -> dict[str, int]:
    return {MINOR: 3, SERIOUS: 2, SEVERE: 0}


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The times allowed: working days, and for the call-back calendar days after the answer."""

    acknowledge_days: int = 1
    solve_days: dict[str, int] = field(default_factory=_usual_solve_days)
    call_back_days: int = 3


MOST_DAYS: Final = 365
_WAITS: Final = ("waited", "waited_before", "promised_waited")
# What the log calls the day of the call-back.
CALL_BACK: Final = "call_back_on"


@dataclass(frozen=True, slots=True)
class ShopTime:
    """When the shop works, by which rules, and in which zone (None: that of this PC)."""

    opening: Opening
    rules: ClockRules = field(default_factory=ClockRules)
    zone: dt.tzinfo | None = None

    def minutes(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the working minutes between two instants."""
        return working_time.working_minutes(self.opening, start, end, self.zone)

    def acknowledge_due(self, opened: dt.datetime) -> dt.datetime:
        """Return until when a complaint must be acknowledged."""
        return working_time.after_days(self.opening, opened, self.rules.acknowledge_days, self.zone)

    def solve_due(self, complaint: Complaint) -> dt.datetime:
        """Return until when a complaint must be answered.

        A promised day that comes earlier counts. Waits move the end by as long as they were, the
        promised one by those that came after the promise.
        """
        opened = complaint.opened_at or complaint.received_at
        days = self.rules.solve_days[complaint.severity]
        due = working_time.after_days(self.opening, opened, days, self.zone)
        due = working_time.after_minutes(self.opening, due, complaint.waited, self.zone)
        if complaint.promised_on is not None:
            promised = working_time.end_of_day(self.opening, complaint.promised_on, self.zone)
            since = max(0, complaint.waited - complaint.promised_waited)
            promised = working_time.after_minutes(self.opening, promised, since, self.zone)
            # What was promised before it was reopened was for the answer it had then.
            if promised >= opened or not complaint.reopened:
                due = min(due, max(promised, opened))
        return due

    def call_back_day(self, answered: dt.datetime) -> dt.date:
        """Return the day for the call-back: so many days after the answer, or the next open one."""
        day = working_time.wall(answered, self.zone).date()
        return self.opening.next_open(day + dt.timedelta(days=self.rules.call_back_days))

    def call_back_due(self, complaint: Complaint) -> dt.datetime | None:
        """Return until when the customer of an answered complaint must be called back."""
        if complaint.call_back_on is None:
            return None
        return working_time.end_of_day(self.opening, complaint.call_back_on, self.zone)

    def due(self, complaint: Complaint) -> dt.datetime | None:
        """Return until when the next thing must be done; None when nothing must, or it waits."""
        if complaint.state == ANSWERED:
            return self.call_back_due(complaint)
        if complaint.state not in UNSOLVED or complaint.state in WAITING:
            return None
        solve = self.solve_due(complaint)
        if complaint.state in (NEW, REOPENED) and complaint.acknowledged_at is None:
            opened = complaint.opened_at or complaint.received_at
            return min(solve, self.acknowledge_due(opened))
        return solve


def opened(complaint: Complaint, time: ShopTime) -> Complaint:
    """Return a complaint as it stands at its beginning, before any step."""
    begun = replace(
        complaint,
        state=NEW,
        opened_at=complaint.received_at,
        acknowledged_at=None,
        answered_at=None,
        call_back_on=None,
        ended_at=None,
        waiting_since=None,
        waited=0,
        waited_before=0,
        promised_waited=0,
        tries=0,
        reopened=0,
        late=False,
        acknowledge_minutes=None,
        answer_minutes=None,
        close_minutes=None,
        satisfaction=0,
        duplicate_of=0,
    )
    return replace(begun, due_at=time.due(begun))


def stepped(complaint: Complaint, entry: LogEntry, time: ShopTime) -> Complaint:
    """Return a complaint after a step of its log; the step itself was checked before.

    `entry.state` is where it leads. Waiting stops the clock: as long as it lasted the due time
    moves, counted in working time.
    """
    at, state = entry.at, entry.state
    now = _waited(complaint, state, at, time)
    if entry.event == REOPEN:
        now = _reopened(now, at)
    elif state != complaint.state and now.acknowledged_at is None:
        now = replace(now, acknowledged_at=at)
        if now.acknowledge_minutes is None:
            now = replace(now, acknowledge_minutes=time.minutes(now.received_at, at))
    if entry.event == ANSWER:
        late = now.late or at > time.solve_due(now)
        minutes = max(0, time.minutes(now.received_at, at) - total_waited(now))
        day = time.call_back_day(at)
        now = replace(now, answered_at=at, late=late, answer_minutes=minutes, call_back_on=day)
    details = entry.details or {}
    if entry.event in (TRY_CALL, CLOSE):
        now = replace(now, tries=int(details.get("tries", now.tries)))
    if entry.event == CLOSE:
        now = replace(now, satisfaction=int(details.get("satisfaction", 0)))
    if entry.event == IS_DUPLICATE:
        now = replace(now, duplicate_of=int(details.get("original", 0)))
    now = replace(now, state=state)
    if state in ENDED and complaint.state not in ENDED:
        minutes = max(0, time.minutes(now.received_at, at) - total_waited(now))
        now = replace(now, ended_at=at, close_minutes=minutes)
    return replace(now, due_at=time.due(now))


def total_waited(complaint: Complaint) -> int:
    """Return the working minutes a complaint waited since it was received."""
    return complaint.waited + complaint.waited_before


def _waited(complaint: Complaint, state: str, at: dt.datetime, time: ShopTime) -> Complaint:
    if complaint.state in WAITING and state not in WAITING:
        since = complaint.waiting_since or at
        waited = complaint.waited + time.minutes(since, at)
        return replace(complaint, waiting_since=None, waited=waited)
    if state in WAITING and complaint.state not in WAITING:
        return replace(complaint, waiting_since=at)
    return complaint


def _reopened(complaint: Complaint, at: dt.datetime) -> Complaint:
    """Begin anew: the clocks start again, what was waited before stays known."""
    return replace(
        complaint,
        opened_at=at,
        acknowledged_at=None,
        answered_at=None,
        call_back_on=None,
        ended_at=None,
        waited_before=total_waited(complaint),
        waited=0,
        promised_waited=0,
        tries=0,
        satisfaction=0,
        duplicate_of=0,
        close_minutes=None,
        reopened=complaint.reopened + 1,
    )


def replay(complaint: Complaint, log: list[LogEntry], time: ShopTime) -> Complaint:
    """Return what a log leads to, with the particulars of the complaint as they are now."""
    now = opened(complaint, time)
    for entry in log:
        if entry.event in BESIDE:
            now = _beside(now, entry, time)
        else:
            now = stepped(now, entry, time)
    return now


def _beside(complaint: Complaint, entry: LogEntry, time: ShopTime) -> Complaint:
    """Return a complaint after a line that is no step: a day that was named may move its times."""
    details = entry.details or {}
    now = complaint
    if details.get(CALL_BACK):
        now = replace(now, call_back_on=dt.date.fromisoformat(str(details[CALL_BACK])))
    if "promised_on" in details:
        since = now.waiting_since
        waits = time.minutes(since, entry.at) if since is not None else 0
        now = replace(now, promised_waited=now.waited + waits)
    return now if now is complaint else replace(now, due_at=time.due(now))


def clocks_set(complaint: Complaint, log: list[LogEntry], time: ShopTime) -> Complaint:
    """Return a complaint with its waits and its due time by what is in force now.

    What was judged when it was accepted, answered or ended stays as it was judged then.
    """
    if not complaint.is_open:
        return replace(complaint, due_at=None)
    now = complaint
    # Who never waited has nothing to be counted anew; most never did.
    if any(getattr(now, name) for name in _WAITS) or any(one.state in WAITING for one in log):
        then = replay(complaint, log, time)
        now = replace(complaint, **{name: getattr(then, name) for name in _WAITS})
    due = time.due(now)
    return now if due == now.due_at else replace(now, due_at=due)

"""What a look for reminders covered and found, and what was told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crmdesk.core.domain.reminders import Reminder


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look has covered: everything up to a wall time, as of an operation."""

    at: dt.datetime
    operation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look found: new reminders, put-off ones (with until when), and when to look again.

    `known` needs no reminder: who writes something for today at no time in this window knows it.
    """

    now: dt.datetime
    due: tuple[Reminder, ...]
    back: tuple[tuple[Reminder, str], ...]
    gone: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    seen: Seen | None
    look_at: dt.datetime
    first: bool

    @property
    def to_claim(self) -> bool:
        """Whether something has to be kept before anybody is told."""
        return bool(self.due or self.back or self.gone or self.known or self.first)


@dataclass(frozen=True, slots=True)
class Held:
    """Until when nothing is brought to mind, and how many reminders come then."""

    until: dt.datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was brought to mind by a claim, once; `away` counts the days nobody had looked.

    `birthdays` are celebrated today, or were while nobody looked: of these, the `missed`, there is
    no reminder. `coming` are still ahead by a lead time.
    """

    reminders: tuple[Reminder, ...] = ()
    complaints: int = 0
    follow_ups: int = 0
    visits: int = 0
    birthdays: int = 0
    missed: int = 0
    coming: int = 0
    away: int = 0

"""The calendar as an .ics file for phones and mail programs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.calendar import CalendarItem
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.domain.visit import MISSED
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.ics import Event, Version, write_events
from crmdesk.core.services import calendar, shop
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import exported, operations
from crmdesk.core.store.exported import Entry

SUFFIX: Final = ".ics"
# A calendar of a lifetime is a slip of the hand, and no phone takes it in.
MOST_DAYS: Final = 3 * 366
# Seconds since then number the exports; a whole life of the program fits the format.
_EPOCH: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NO_ALARM: Final = "none"
# When the phone rings: the words, before something with a time, and before something without one
# (minutes before midnight; a whole day is announced at nine).
ALARMS: Final = {
    NO_ALARM: (N_("No alarm"), 0, 0),
    "start": (N_("At the time"), 0, -9 * 60),
    "15": (N_("15 minutes before"), 15, -9 * 60),
    "60": (N_("An hour before"), 60, -9 * 60),
    "day": (N_("The day before"), 24 * 60, 15 * 60),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """The file that was written, and how many entries it holds."""

    path: Path
    count: int


def export(
    workspace: Workspace,
    path: Path,
    first: dt.date,
    last: dt.date,
    *,
    kinds: Collection[str] = words.EVERY_KIND,
    staff: str = "",
    alarm: str = NO_ALARM,
    progress: Progress = QUIET,
) -> Exported:
    """Write the calendar of some days to an .ics file, whole or not at all.

    An entry keeps its name (UID) in every export of this database, so that bringing in a second
    file changes what is there. What was exported for these days and is not there any more is
    written as cancelled. Done things stay, they took place; a missed visit is cancelled. Raises
    FileProblem, or CrmError for days that make no calendar.
    """
    _check(path, first, last)
    mark, version = _begin(workspace)
    found = calendar.span(workspace, first, last, kinds, staff)
    making = _Events(mark, alarm, workspace.clock.today())
    events = (making.event(item) for item in found.items if item.noun != words.CLOSED)
    pauses = making.pauses(found.opening, first, last) if words.CLOSED in kinds else ()
    with workspace.database.read() as connection:
        before = exported.between(connection, first, last, kinds, staff)
    title = shop.settings(workspace).shop_name or _("Customers")
    # Only when all others were made it is known what is gone.
    every = chain(events, pauses, making.gone(before))
    count = write_events(path, title, every, version, progress, len(found.items))
    with workspace.database.write() as connection:
        exported.remember(connection, making.made.values())
    return Exported(path, count)


def _begin(workspace: Workspace) -> tuple[str, Version]:
    now = workspace.clock.now()
    with workspace.database.write() as connection:
        mark = exported.mark(connection, uuid.uuid4().hex)
        newest = operations.operations(connection, 1)
        number = exported.next_number(
            connection, newest[0].id if newest else 0, int((now - _EPOCH).total_seconds())
        )
    return mark, Version(number=number, changed=newest[0].at if newest else now, now=now)


def _check(path: Path, first: dt.date, last: dt.date) -> None:
    if path.suffix.lower() != SUFFIX:
        raise FileProblem(
            _("{name} does not end in .ics.").format(name=path.name),
            _("Choose a file name that ends in .ics."),
        )
    check_days(first, last)


def check_days(first: dt.date, last: dt.date) -> None:
    """Raise CrmError for days that make no calendar."""
    if last < first:
        raise CrmError(
            _("The last day, {last}, comes before the first, {first}.").format(
                first=first, last=last
            ),
            _("Give the earlier day first."),
        )
    if (last - first).days >= MOST_DAYS:
        raise CrmError(
            _("From {first} to {last} is too long for a calendar.").format(first=first, last=last),
            _("Choose three years or less."),
        )


class _Events:
    """Makes the entries of a calendar out of items; `made` are those that were made so far."""

    def __init__(self, mark: str, alarm: str, today: dt.date) -> None:
        self.made: dict[str, Entry] = {}
        self._mark = mark
        self._today = today
        _words, self._timed, self._whole_day = ALARMS[alarm]
        self._rings = alarm != NO_ALARM

    def event(self, item: CalendarItem) -> Event:
        """Return the entry of an item."""
        gone = item.status == MISSED
        summary = _summary(item)
        self.made[item.key] = Entry(item.key, item.noun, item.day, item.at, summary, item.staff)
        return Event(
            uid=self._uid(item.key),
            summary=summary,
            day=item.day,
            at=item.at,
            minutes=item.minutes,
            description=_description(item),
            location=item.place,
            category=_(words.KINDS[item.noun]),
            cancelled=gone,
            busy=item.at is not None and not item.done,
            alarm=None if gone or item.done else self._alarm(item),
        )

    def pauses(self, opening: Opening, first: dt.date, last: dt.date) -> Iterator[Event]:
        """Yield each pause of the shop as one entry, whole even where the days cut into it."""
        for pause in opening.closed:
            if pause.first <= last and pause.last >= first:
                yield self._pause(pause)

    def gone(self, before: Iterable[Entry]) -> Iterator[Event]:
        """Yield as cancelled what was exported before and was not made this time."""
        for one in before:
            if one.key not in self.made:
                yield Event(
                    uid=self._uid(one.key),
                    summary=one.summary,
                    day=one.day,
                    at=one.at,
                    minutes=words.MINUTES.get(one.noun, 0),
                    category=_(words.KINDS[one.noun]),
                    cancelled=True,
                )

    def _uid(self, key: str) -> str:
        return f"{key}@{self._mark}.crmdesk"

    def _pause(self, pause: Closed) -> Event:
        key = f"{words.CLOSED}-{pause.first.isoformat()}"
        summary = pause.name or _("Closed")
        self.made[key] = Entry(key, words.CLOSED, pause.first, None, summary, "")
        return Event(
            uid=self._uid(key),
            summary=summary,
            day=pause.first,
            last=pause.last,
            category=_(words.KINDS[words.CLOSED]),
        )

    def _alarm(self, item: CalendarItem) -> dt.timedelta | None:
        # What is over must not ring when it is brought in.
        if not self._rings or item.noun == words.FESTIVAL or item.day < self._today:
            return None
        before = self._timed if item.at is not None else self._whole_day
        return -dt.timedelta(minutes=before)


def _summary(item: CalendarItem) -> str:
    if item.noun == words.BIRTHDAY:
        return _("Birthday: {name}").format(name=item.title)
    named = item.title
    if item.detail:
        # A phone shows one line; all of them stand in the description.
        named = _("{name}: {what}").format(name=item.title, what=_first_line(item.detail))
    return f"✓ {named}" if item.done else named


def _description(item: CalendarItem) -> str:
    whole = item.noun == words.BIRTHDAY or item.detail != _first_line(item.detail)
    lines = [item.detail if whole else "", item.phone]
    if item.staff:
        lines.append(_("Staff: {name}").format(name=item.staff))
    return "\n".join(line for line in lines if line)


def _first_line(text: str) -> str:
    first, _end, _rest = text.strip().partition("\n")
    return first.strip()

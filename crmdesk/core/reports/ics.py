"""Events as an .ics file (iCalendar), as phones and mail programs read it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crmdesk import __version__
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.target import whole_file

if TYPE_CHECKING:
    from icalendar import Component

_STEP: Final = 200
# What a text of the format cannot hold: control characters but for line ends and tabs, and halves
# of pairs.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry; without `at` it takes whole days, up to and with `last`.

    `alarm` is when to ring, counted from the beginning of the entry. `busy`: others see the time
    as taken.
    """

    uid: str
    summary: str
    day: dt.date
    last: dt.date | None = None
    at: dt.time | None = None
    minutes: int = 0
    description: str = ""
    location: str = ""
    category: str = ""
    cancelled: bool = False
    busy: bool = False
    alarm: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """How old what is written is: `number` grows with every change, `changed` and `now` in UTC.

    A program that knows an entry already takes the one with the higher number.
    """

    number: int
    changed: dt.datetime
    now: dt.datetime


def write_events(
    path: Path,
    name: str,
    events: Iterable[Event],
    version: Version,
    progress: Progress = QUIET,
    total: int = 0,
) -> int:
    """Write a calendar, whole or not at all, and return how many entries it holds.

    Times are written without a zone: half past nine is half past nine on the wall of the shop. A
    shop stands in one place and so do those who read its calendar; with a zone every program would
    need its rules, which an old one does not have, and a trip abroad would move every visit.

    Raises FileProblem when the file cannot be written, Cancelled when the user stops it.
    """
    import icalendar

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//crmdesk//crmdesk {__version__}//EN")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    # Not one of the standard's own texts: nothing is escaped in it.
    made.add("x-wr-calname", " ".join(_clean(name).split()))
    head, end, foot = made.to_ical().rpartition(b"END:VCALENDAR")
    count = 0
    # One after the other: a hundred thousand birthdays are not held in memory.
    with whole_file(path) as part, part.open("wb") as stream:
        stream.write(head)
        for event in events:
            if count % _STEP == 0:
                progress.check()
                progress.report(count, total, _("Writing the calendar"))
            stream.write(_event(event, version).to_ical())
            count += 1
        stream.write(end + foot)
        progress.check()
    return count


def _event(event: Event, version: Version) -> Component:
    import icalendar

    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", version.now)
    made.add("last-modified", version.changed)
    made.add("sequence", version.number)
    made.add("summary", _clean(event.summary))
    if event.at is None:
        made.add("dtstart", event.day)
        made.add("dtend", (event.last or event.day) + dt.timedelta(days=1))
    else:
        begin = dt.datetime.combine(event.day, event.at)
        made.add("dtstart", begin)
        made.add("dtend", begin + dt.timedelta(minutes=event.minutes))
    for key, text in (("description", event.description), ("location", event.location)):
        if text:
            made.add(key, _clean(text))
    if event.category:
        made.add("categories", [_clean(event.category)])
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if event.busy and not event.cancelled else "TRANSPARENT")
    if event.alarm is not None and not event.cancelled:
        made.add_component(_alarm(event))
    return made


def _alarm(event: Event) -> Component:
    import icalendar

    made = icalendar.Alarm()
    made.add("action", "DISPLAY")
    made.add("description", _clean(event.summary))
    made.add("trigger", event.alarm)
    return made


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))

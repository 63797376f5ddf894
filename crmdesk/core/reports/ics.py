"""Events as an .ics file (iCalendar), as phones and mail programs read it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crmdesk import __version__
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.reports.target import whole_file

_STEP: Final = 200
_WIDEST: Final = 75
# In minutes.
_DAY: Final = 24 * 60
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
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
    head = _lines(
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", f"-//crmdesk//crmdesk {__version__}//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        # Not one of the standard's own texts: nothing is escaped in it.
        ("X-WR-CALNAME", " ".join(_clean(name).split())),
    )
    count, age = 0, _version(version)
    # One after the other: a hundred thousand birthdays are not held in memory.
    with whole_file(path) as part, part.open("wb") as stream:
        stream.write(head)
        told = _("Writing the calendar")
        for event in progress.through(events, total, told, _STEP):
            stream.write(_event(event, age))
            count += 1
        stream.write(_lines(("END", "VCALENDAR")))
        progress.check()
    return count


def _version(version: Version) -> list[tuple[str, str]]:
    return [
        ("DTSTAMP", _instant(version.now)),
        ("LAST-MODIFIED", _instant(version.changed)),
        ("SEQUENCE", str(version.number)),
    ]


def _event(event: Event, version: list[tuple[str, str]]) -> bytes:
    # By hand and not by a library: a hundred thousand entries take seconds instead of a minute.
    summary = _escaped(event.summary)
    lines = [
        ("BEGIN", "VEVENT"),
        ("UID", _escaped(event.uid)),
        *version,
        ("SUMMARY", summary),
        *_when(event),
    ]
    for key, text in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if text:
            lines.append((key, _escaped(text)))
    if event.category:
        lines.append(("CATEGORIES", _escaped(event.category)))
    lines.append(("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED"))
    busy = event.busy and not event.cancelled
    lines.append(("TRANSP", "OPAQUE" if busy else "TRANSPARENT"))
    if event.alarm is not None and not event.cancelled:
        lines += [
            ("BEGIN", "VALARM"),
            ("ACTION", "DISPLAY"),
            ("DESCRIPTION", summary),
            ("TRIGGER", _duration(event.alarm)),
            ("END", "VALARM"),
        ]
    return _lines(*lines, ("END", "VEVENT"))


def _when(event: Event) -> list[tuple[str, str]]:
    if event.at is None:
        after = (event.last or event.day) + dt.timedelta(days=1)
        return [("DTSTART;VALUE=DATE", _date(event.day)), ("DTEND;VALUE=DATE", _date(after))]
    begin = dt.datetime.combine(event.day, event.at)
    end = begin + dt.timedelta(minutes=event.minutes)
    return [("DTSTART", _wall(begin)), ("DTEND", _wall(end))]


def _date(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _wall(time: dt.datetime) -> str:
    return f"{_date(time.date())}T{time:%H%M%S}"


def _instant(moment: dt.datetime) -> str:
    return f"{_wall(moment.astimezone(dt.UTC))}Z"


def _duration(time: dt.timedelta) -> str:
    """Return a time before (below nothing) or after the beginning, as the format writes it."""
    minutes = abs(time) // dt.timedelta(minutes=1)
    sign = "-" if time < dt.timedelta(0) else ""
    if minutes and minutes % _DAY == 0:
        return f"{sign}P{minutes // _DAY}D"
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
    return f"{sign}PT{parts}"


def _escaped(text: str) -> str:
    return _clean(text).translate(_ESCAPES)


def _lines(*lines: tuple[str, str]) -> bytes:
    return b"".join([_folded(f"{key}:{value}".encode()) for key, value in lines])


def _folded(line: bytes) -> bytes:
    """Return a line as the format wants it: no piece longer than 75 bytes, no character cut."""
    if len(line) <= _WIDEST:
        return line + b"\r\n"
    pieces = []
    room = _WIDEST
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
        # The next one begins with a space.
        room = _WIDEST - 1
    pieces.append(line)
    return b"\r\n ".join(pieces) + b"\r\n"


def _clean(text: str) -> str:
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))

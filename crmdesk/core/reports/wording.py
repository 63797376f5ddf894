"""Words that several sheets share: dates in full, lines cut to a length, cells of paragraphs."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.i18n import N_, _, listed, ngettext
from crmdesk.core.reports.document import Cell, Text

NOTE_LENGTH: Final = 120
_NAMES_TOLD, _NAME_LENGTH = 20, 30
_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def long_date(date: dt.date) -> str:
    """Return the date with its weekday as it is written in the chosen language."""
    return _("{weekday}, {day} {month} {year}").format(
        weekday=_(_WEEKDAYS[date.weekday()]),
        day=date.day,
        month=_(MONTH_NAMES[date.month - 1]),
        year=date.year,
    )


def month_and_year(date: dt.date) -> str:
    """Return the month with its year as a heading."""
    return _("{month} {year}").format(month=_(MONTH_NAMES[date.month - 1]), year=date.year)


def span(first: dt.date, last: dt.date) -> str:
    """Return the days from one to another, or the one day there is."""
    if first == last:
        return long_date(first)
    return _("{first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def shorten(text: str, length: int = NOTE_LENGTH) -> str:
    """Return the text on one line, cut at a word or character and ended by … when longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    kept = line[: length - 1]
    space = kept.rfind(" ")
    # Chinese has no spaces; then any character is a boundary, but a Latin word stays whole.
    if line[length - 1] != " " and kept[-1:].isascii() and space > length // 2:
        kept = kept[:space]
    return kept.rstrip() + "…"


def width_of(text: str) -> int:
    """Return how wide a text is, in the width of a Latin letter; a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def fitting(text: str, width: int) -> str:
    """Return the text on one line of at most this width, ended by … when it was longer."""
    line = " ".join(text.split())
    if width_of(line) <= width:
        return line
    kept, room = "", width - 1
    for sign in line:
        room -= width_of(sign)
        if room < 0:
            break
        kept += sign
    return kept.rstrip() + "…"


def visits_count(count: int) -> str:
    """Return how many visits there are, in words."""
    if not count:
        return _("no visits")
    return ngettext("{count} visit", "{count} visits", count).format(count=count)


def customers_count(count: int) -> str:
    """Return how many customers there are, in words."""
    return ngettext("{count} customer", "{count} customers", count).format(count=count)


def cut_sentence(names: Sequence[str]) -> str:
    """Return the sentence that tells whose words were too long for the paper."""
    told = [shorten(name, _NAME_LENGTH) for name in names[:_NAMES_TOLD]]
    more = ["…"] * (len(names) > _NAMES_TOLD)
    return _("Too long, and shortened with …: {names}.").format(names=listed(told + more))


def texts(*paragraphs: Text) -> Cell:
    """Return a cell with those paragraphs that say something."""
    return Cell(tuple(text for text in paragraphs if text.text))

"""From a row of cells to a complaint as the list tells it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain import complaint_fields
from crmdesk.core.domain.canonical import phone_method
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.matching import same_phone
from crmdesk.core.domain.money import parse_money
from crmdesk.core.domain.normalise import clean_name, clean_text, normal_email, normal_wechat
from crmdesk.core.domain.phones import split_phones
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.activity_rows import clock_of
from crmdesk.core.importing.event_rows import (
    CellReader,
    Column,
    EventDraft,
    EventReader,
    plain,
    read_text,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell

# A list that tells only the day means some time of it.
NOON: Final = dt.time(12)
# Parts of a second, as some programs write them, are left out.
_FULL: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,]\d+)?", re.ASCII)


@dataclass(slots=True)
class ComplaintDraft(EventDraft):
    """What a row says: who complained of what when, and what became of it.

    Times are those of the shop's wall. `values` are the other particulars as codes or texts.
    """

    contacts: list[tuple[str, str]] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    complaint_number: str = ""
    times: dict[str, dt.datetime] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    cost: int = 0
    satisfaction: int = 0
    tries: int = 0
    log: str = ""

    def further_contacts(self, *, on_file: bool) -> list[str]:
        """Return what is no phone a customer on file is known by, or all but a walk-in's first."""
        kept = [one for one in self.contacts if same_phone(one[1])] if on_file else []
        left = [one for one in self._ordered()[not on_file :] if one not in kept]
        return [f"{header}: {value}" for header, value in dict.fromkeys(left)]

    def _ordered(self) -> list[tuple[str, str]]:
        return sorted(self.contacts, key=lambda one: not same_phone(one[1]))

    def add(self, key: str, text: str) -> None:
        """Add words to one of the particulars."""
        before = self.values.get(key, "")
        self.values[key] = f"{before}\n{text}" if before else text

    def say(self, text: str) -> None:
        """Add words to what happened."""
        self.add("what", text)

    def missing(self) -> str:
        """Say what keeps the row from being taken once all its cells are read; empty: nothing."""
        if self.log:
            # What came out of a shop goes in as it was.
            self.contacts = self.written
        if self.contacts:
            # What is no phone stands in place of one where there is none.
            self.mobile = self._ordered()[0][1]
        if not self.who and not self.phones:
            return _("This row does not say who complained.")
        if "received_at" not in self.times:
            return _("There is no date in this row.")
        if not self.values.get("what"):
            return _("This row does not say what happened.")
        return ""


def reader_of(setup: ImportSetup) -> EventReader[ComplaintDraft]:
    """Return what reads the rows of a list of complaints."""
    return EventReader(setup, ComplaintDraft, _READERS, told_in="what")


def _read_phones(draft: ComplaintDraft, column: Column, cell: Cell) -> None:
    draft.written.append((column.header, clean_text(cell)))
    for part in split_phones(str(cell) if isinstance(cell, int) else cell):
        try:
            value = phone_method("mobile", part)[0].value
        except BadValue as bad:
            value = clean_text(part)
            draft.tell(bad.message, bad.advice, column.header, part)
        draft.contacts.append((column.header, value))
        if key := same_phone(value):
            draft.phones.append(key)


def _read_instant(draft: ComplaintDraft, column: Column, cell: Cell) -> None:
    draft.times[column.field] = _moment(cell, column)


def _read_day(draft: ComplaintDraft, column: Column, cell: Cell) -> None:
    draft.days[column.field] = _moment(cell, column).date()


def _moment(cell: Cell, column: Column) -> dt.datetime:
    full = _FULL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if full is not None:
        return dt.datetime.combine(parse_date(full[1]), _full_time(full[2]))
    day = parse_date(cell, epoch_1904=column.epoch_1904, day_first=column.day_first)
    return dt.datetime.combine(day, clock_of(cell) or NOON)


def _full_time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            _("“{value}” is no time of day.").format(value=text), _("Write it like 15:30.")
        ) from error


def _read_words(draft: ComplaintDraft, column: Column, cell: Cell) -> None:
    draft.add(column.field, clean_text(cell))


def _read_log(draft: ComplaintDraft, _column: Column, cell: Cell) -> None:
    # A log that is too long for one cell goes on in the next column.
    draft.log += str(cell)


def _code(code_of: Callable[[str], str]) -> CellReader[ComplaintDraft]:
    """Return the reader of a word that means a code; what is no word we know is still said."""

    def read(draft: ComplaintDraft, column: Column, cell: Cell) -> None:
        text = clean_text(cell)
        code = code_of(text)
        if code:
            draft.values[column.field] = code
        elif column.field == "wish":
            draft.values["wish_text"] = text
        elif text:
            draft.say(f"{column.header}: {text}")
            words = _("“{value}” is not understood in “{header}”; it stands with what happened.")
            advice = _("Write another word here, or change the complaint later.")
            told = words.format(value=shown(text), header=column.header)
            draft.tell(told, advice, column.header, text)

    return read


def _score(cell: Cell) -> int:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else clean_text(cell)
    found = complaint_fields.score_of(text)
    if not found:
        raise BadValue(
            _("“{value}” is no satisfaction from 1 to 5.").format(value=shown(cell)),
            _("Write a number from 1 to 5, or 满意."),
        )
    return found


def _count(cell: Cell) -> int:
    text = clean_text(cell).removesuffix("次").removesuffix(".0")
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        raise BadValue(
            _("“{value}” is not a number of times.").format(value=shown(cell)),
            _("Write it like 2."),
        )
    return int(text)


def _money(cell: Cell) -> int:
    return parse_money(clean_text(cell))


_READERS: Final[dict[str, CellReader[ComplaintDraft]]] = {
    "number": plain("complaint_number"),
    "name": plain("name", clean_name),
    "mobile": _read_phones,
    "phone": _read_phones,
    "wechat": plain("wechat", normal_wechat),
    "email": plain("email", normal_email),
    "card": plain("card"),
    "company": plain("company", clean_name),
    "received_at": _read_instant,
    "received_by": _read_words,
    "channel": _read_words,
    "category": _read_words,
    "product": _read_words,
    "ordered_on": _read_day,
    "what": read_text,
    "wish": _code(complaint_fields.wish_of),
    "wish_text": _read_words,
    "severity": _code(complaint_fields.severity_of),
    "staff": _read_words,
    "promised_on": _read_day,
    "state": _code(complaint_fields.state_of),
    "acknowledged_at": _read_instant,
    "answered_at": _read_instant,
    "ended_at": _read_instant,
    "founded": _code(complaint_fields.founded_of),
    "cause": _read_words,
    "action": _read_words,
    "cost": plain("cost", _money),
    "prevention": _read_words,
    "satisfaction": plain("satisfaction", _score),
    "tries": plain("tries", _count),
    "log": _read_log,
}

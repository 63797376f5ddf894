"""From a row of cells to something that happened, or is to be done, with a customer."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain import activity_fields
from crmdesk.core.domain.canonical import phone_method
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.due_dates import parse_time
from crmdesk.core.domain.matching import same_phone
from crmdesk.core.domain.normalise import clean_name, clean_text, normal_email, normal_wechat
from crmdesk.core.domain.phones import split_phones
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
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

_CLOCK: Final = re.compile(r"[ T　](\d{1,2}[:：]\d{2})(?:[:：]\d{2})?\s*$")


@dataclass(slots=True)
class ActivityDraft(EventDraft):
    """What a row says: whom it is about, what happened when, and what is to be done by when."""

    on: dt.date | None = None
    at: dt.time | None = None
    kind: str = ""
    text: str = ""
    staff: str = ""
    due: dt.date | None = None
    what: str = ""
    done: bool | None = None

    def say(self, text: str) -> None:
        """Add words to what happened."""
        self.text = f"{self.text}\n{text}" if self.text else text

    def missing(self) -> str:
        """Say what keeps the row from being taken once all its cells are read; empty: nothing."""
        if not self.who and not (self.phones or self.wechat or self.email):
            return _("This row does not say which customer it is about.")
        if self.on is None and self.due is None:
            return _("There is no date in this row.")
        if not self.text and not self.what and self.kind == "":
            return _("This row does not say what happened.")
        return ""


def reader_of(setup: ImportSetup) -> EventReader[ActivityDraft]:
    """Return what reads the rows of a list of contacts."""
    return EventReader(setup, ActivityDraft, _READERS, told_in="text")


def _read_phones(draft: ActivityDraft, _column: Column, cell: Cell) -> None:
    for part in split_phones(str(cell) if isinstance(cell, int) else cell):
        value = phone_method("mobile", part)[0].value
        draft.mobile = draft.mobile or value
        if key := same_phone(value):
            draft.phones.append(key)


def _read_date(draft: ActivityDraft, column: Column, cell: Cell) -> None:
    day = parse_date(cell, epoch_1904=column.epoch_1904, day_first=column.day_first)
    setattr(draft, column.field, day)
    if column.field == "on" and draft.at is None:
        draft.at = clock_of(cell)


def _read_kind(draft: ActivityDraft, column: Column, cell: Cell) -> None:
    text = clean_text(cell)
    draft.kind = activity_fields.kind_of(text)
    if not draft.kind and text:
        # What is no kind we know is still said, in words.
        draft.kind = "note"
        draft.say(f"{column.header}: {text}")


def _read_state(draft: ActivityDraft, column: Column, cell: Cell) -> None:
    text = clean_text(cell)
    draft.done = activity_fields.is_done(text)
    if draft.done is None and text:
        draft.say(f"{column.header}: {text}")


def _read_staff(draft: ActivityDraft, column: Column, cell: Cell) -> None:
    text = clean_text(cell)
    draft.staff = column.meant.get(text, text)


def clock_of(cell: Cell) -> dt.time | None:
    """Return the time of day that stands beside a date in a cell, None without one."""
    if isinstance(cell, dt.datetime):
        moment = cell.time().replace(second=0, microsecond=0)
        return moment if moment != dt.time() else None
    found = _CLOCK.search(cell) if isinstance(cell, str) else None
    try:
        return parse_time(found[1]) if found else None
    except BadValue:
        return None


def _read_time(cell: Cell) -> dt.time:
    if isinstance(cell, dt.datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, dt.time):
        return cell.replace(second=0, microsecond=0)
    return parse_time(clean_text(cell))


_READERS: Final[dict[str, CellReader[ActivityDraft]]] = {
    "name": plain("name", clean_name),
    "company": plain("company"),
    "card": plain("card"),
    "number": plain("number"),
    "mobile": _read_phones,
    "phone": _read_phones,
    "wechat": plain("wechat", normal_wechat),
    "email": plain("email", normal_email),
    "on": _read_date,
    "at": plain("at", _read_time),
    "how": _read_kind,
    "text": read_text,
    "staff": _read_staff,
    "due": _read_date,
    "what": plain("what"),
    "state": _read_state,
}

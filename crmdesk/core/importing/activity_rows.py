"""From a row of cells to something that happened, or is to be done, with a customer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from crmdesk.core.domain import activity_fields
from crmdesk.core.domain.canonical import phone_method
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.due_dates import parse_time
from crmdesk.core.domain.matching import same_phone
from crmdesk.core.domain.normalise import clean_name, clean_text, normal_email, normal_wechat
from crmdesk.core.domain.phones import digits_lost, split_phones
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import date_columns
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import is_rounded
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell

_CLOCK: Final = re.compile(r"[ T　](\d{1,2}[:：]\d{2})(?:[:：]\d{2})?\s*$")


@dataclass(slots=True)
class ActivityDraft:
    """What a row says: whom it is about, what happened when, and what is to be done by when.

    `phones` are keys of the duplicate rule. `problem` is what keeps the row from being taken.
    """

    row: int
    name: str = ""
    company: str = ""
    card: str = ""
    number: str = ""
    phones: list[str] = field(default_factory=list)
    mobile: str = ""
    wechat: str = ""
    email: str = ""
    on: dt.date | None = None
    at: dt.time | None = None
    kind: str = ""
    text: str = ""
    staff: str = ""
    due: dt.date | None = None
    what: str = ""
    done: bool | None = None
    problems: list[Problem] = field(default_factory=list)
    problem: Problem | None = None

    @property
    def who(self) -> str:
        """How the row names the customer."""
        return self.name or self.company or self.mobile or self.card or self.number


Reader = Callable[[ActivityDraft, Cell], None]


class ActivityReader:
    """Reads the rows of a list of contacts by its mapping; dates are decided by whole columns."""

    def __init__(self, setup: ImportSetup) -> None:
        self.doubts: list[Problem] = []
        self._sheet = setup.sheet.name
        self._epoch_1904 = setup.file.epoch_1904
        self._staff = setup.value_maps.get("staff", {})
        self._columns: list[tuple[ColumnMapping, Reader]] = []
        below = setup.sheet.rows[setup.first_data :]
        texts = sum(one.field == "text" for one in setup.mappings)
        for one in setup.mappings:
            if one.field is None:
                continue
            day_first, doubts = date_columns.look_at(
                one, below, self._sheet, setup.catalogue, setup.date_orders.get(one.index)
            )
            # Many contacts on one day are no wonder: only the order of the numbers is a doubt.
            self.doubts.extend(doubt for doubt in doubts if one.index not in setup.date_orders)
            self._columns.append((one, self._reader(one, day_first, texts > 1)))

    def read(self, number: int, cells: Sequence[Cell]) -> ActivityDraft | None:
        """Return what a row says, or None for a row without any value in a mapped column."""
        draft = ActivityDraft(number)
        empty = True
        for one, reader in self._columns:
            cell = cells[one.index] if one.index < len(cells) else None
            if cell is None or cell == "":
                continue
            empty = False
            try:
                if is_rounded(cell):
                    raise digits_lost(cell)
                reader(draft, cell)
            except BadValue as bad:
                self._tell(draft, one.header, cell, bad)
        if empty:
            return None
        self._decide(draft)
        return draft

    def _decide(self, draft: ActivityDraft) -> None:
        """Say what is missing, where a row cannot be taken."""
        told = ""
        if not draft.who and not (draft.phones or draft.wechat or draft.email):
            told = _("This row does not say which customer it is about.")
        elif draft.on is None and draft.due is None:
            told = _("There is no date in this row.")
        elif not draft.text and not draft.what and draft.kind == "":
            told = _("This row does not say what happened.")
        if told:
            advice = _("Fill it in here, or leave the row out.")
            draft.problem = Problem(told, advice, draft.row, None, None, self._sheet)
            draft.problems.append(draft.problem)

    def _tell(self, draft: ActivityDraft, header: str, cell: Cell, bad: BadValue) -> None:
        draft.problems.append(
            Problem(bad.message, bad.advice, draft.row, header, shown(cell), self._sheet)
        )
        if not is_rounded(cell):
            _add_text(draft, f"{header}: {clean_text(cell)}")

    def _staff_of(self, text: str) -> str:
        return self._staff.get(text, text)

    def _reader(self, one: ColumnMapping, day_first: bool, several_texts: bool) -> Reader:
        key, header, epoch = str(one.field), one.header, self._epoch_1904
        if key in ("mobile", "phone"):
            return _read_phones
        if key == "text":
            heading = f"{header}: " if several_texts else ""
            return lambda draft, cell: _add_text(draft, heading + clean_text(cell))
        if key in ("on", "due"):

            def read_date(draft: ActivityDraft, cell: Cell) -> None:
                setattr(draft, key, parse_date(cell, epoch_1904=epoch, day_first=day_first))
                if key == "on" and draft.at is None:
                    draft.at = clock_of(cell)

            return read_date
        if key == "how":
            return lambda draft, cell: _read_kind(draft, header, clean_text(cell))
        if key == "state":
            return lambda draft, cell: _read_state(draft, header, clean_text(cell))
        if key == "staff":
            return lambda draft, cell: setattr(draft, key, self._staff_of(clean_text(cell)))
        read, attribute = _PLAIN[key]
        return lambda draft, cell: setattr(draft, attribute, read(cell))


def _read_phones(draft: ActivityDraft, cell: Cell) -> None:
    for part in split_phones(str(cell) if isinstance(cell, int) else cell):
        value = phone_method("mobile", part)[0].value
        draft.mobile = draft.mobile or value
        if key := same_phone(value):
            draft.phones.append(key)


def _read_kind(draft: ActivityDraft, header: str, text: str) -> None:
    draft.kind = activity_fields.kind_of(text)
    if not draft.kind and text:
        # What is no kind we know is still said, in words.
        draft.kind = "note"
        _add_text(draft, f"{header}: {text}")


def _read_state(draft: ActivityDraft, header: str, text: str) -> None:
    draft.done = activity_fields.is_done(text)
    if draft.done is None and text:
        _add_text(draft, f"{header}: {text}")


def _add_text(draft: ActivityDraft, text: str) -> None:
    draft.text = f"{draft.text}\n{text}" if draft.text else text


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


_PLAIN: Final[dict[str, tuple[Callable[[Any], Any], str]]] = {
    "name": (clean_name, "name"),
    "company": (clean_text, "company"),
    "card": (clean_text, "card"),
    "number": (clean_text, "number"),
    "wechat": (normal_wechat, "wechat"),
    "email": (normal_email, "email"),
    "what": (clean_text, "what"),
    "at": (_read_time, "at"),
}

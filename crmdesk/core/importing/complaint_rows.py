"""From a row of cells to a complaint as the list tells it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from crmdesk.core.domain import complaint_fields
from crmdesk.core.domain.canonical import phone_method
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.matching import same_phone
from crmdesk.core.domain.money import parse_money
from crmdesk.core.domain.normalise import clean_name, clean_text, normal_email, normal_wechat
from crmdesk.core.domain.phones import digits_lost, split_phones
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import date_columns
from crmdesk.core.importing.activity_rows import clock_of
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import is_rounded
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell

# A list that tells only the day means some time of it.
NOON: Final = dt.time(12)
# Parts of a second, as some programs write them, are left out.
_FULL: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,]\d+)?", re.ASCII)
_INSTANTS: Final = frozenset({"received_at", "acknowledged_at", "answered_at", "ended_at"})
_DAYS: Final = frozenset({"ordered_on", "promised_on"})


@dataclass(slots=True)
class ComplaintDraft:
    """What a row says: who complained of what when, and what became of it.

    Times are those of the shop's wall. `phones` are keys of the duplicate rule. `values` are the
    other particulars as codes or texts. `problem` is what keeps the row from being taken.
    """

    row: int
    name: str = ""
    company: str = ""
    card: str = ""
    number: str = ""
    phones: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)
    wechat: str = ""
    email: str = ""
    complaint_number: str = ""
    times: dict[str, dt.datetime] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    cost: int = 0
    satisfaction: int = 0
    tries: int = 0
    log: str = ""
    problems: list[Problem] = field(default_factory=list)
    problem: Problem | None = None

    @property
    def mobile(self) -> str:
        """The first phone of the row, or what stands in place of one."""
        return self._ordered()[0][1] if self.contacts else ""

    def further_contacts(self, *, on_file: bool) -> list[str]:
        """Return what is no phone a customer on file is known by, or all but a walk-in's first."""
        kept = [one for one in self.contacts if same_phone(one[1])] if on_file else []
        left = [one for one in self._ordered()[not on_file :] if one not in kept]
        return [f"{header}: {value}" for header, value in dict.fromkeys(left)]

    def _ordered(self) -> list[tuple[str, str]]:
        return sorted(self.contacts, key=lambda one: not same_phone(one[1]))

    @property
    def who(self) -> str:
        """How the row names the customer."""
        return self.name or self.company or self.mobile or self.card


Reader = Callable[[ComplaintDraft, Cell], None]


class ComplaintReader:
    """Reads the rows of a list of complaints by its mapping."""

    def __init__(self, setup: ImportSetup) -> None:
        self.doubts: list[Problem] = []
        self._sheet = setup.sheet.name
        self._epoch_1904 = setup.file.epoch_1904
        self._columns: list[tuple[ColumnMapping, Reader]] = []
        below = setup.sheet.rows[setup.first_data :]
        texts = sum(one.field == "what" for one in setup.mappings)
        for one in setup.mappings:
            if one.field is None:
                continue
            day_first, doubts = date_columns.look_at(
                one, below, self._sheet, setup.catalogue, setup.date_orders.get(one.index)
            )
            self.doubts.extend(doubt for doubt in doubts if one.index not in setup.date_orders)
            self._columns.append((one, self._reader(one, day_first, texts > 1)))

    def read(self, number: int, cells: Sequence[Cell]) -> ComplaintDraft | None:
        """Return what a row says, or None for a row without any value in a mapped column."""
        draft = ComplaintDraft(number)
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

    def _decide(self, draft: ComplaintDraft) -> None:
        """Say what is missing, where a row cannot be taken."""
        if draft.log:
            # What came out of a shop goes in as it was.
            draft.contacts = draft.written
        told = ""
        if not draft.who and not draft.phones:
            told = _("This row does not say who complained.")
        elif "received_at" not in draft.times:
            told = _("There is no date in this row.")
        elif not draft.values.get("what"):
            told = _("This row does not say what happened.")
        if told:
            advice = _("Fill it in here, or leave the row out.")
            draft.problem = Problem(told, advice, draft.row, None, None, self._sheet)
            draft.problems.append(draft.problem)

    def _read_phones(self, draft: ComplaintDraft, header: str, cell: Cell) -> None:
        draft.written.append((header, clean_text(cell)))
        for part in split_phones(str(cell) if isinstance(cell, int) else cell):
            try:
                value = phone_method("mobile", part)[0].value
            except BadValue as bad:
                value = clean_text(part)
                self._note(draft, header, part, bad)
            draft.contacts.append((header, value))
            if key := same_phone(value):
                draft.phones.append(key)

    def _note(self, draft: ComplaintDraft, header: str, cell: Cell, bad: BadValue) -> None:
        draft.problems.append(
            Problem(bad.message, bad.advice, draft.row, header, shown(cell), self._sheet)
        )

    def _tell(self, draft: ComplaintDraft, header: str, cell: Cell, bad: BadValue) -> None:
        self._note(draft, header, cell, bad)
        if not is_rounded(cell):
            _add(draft, "what", f"{header}: {clean_text(cell)}")

    def _reader(self, one: ColumnMapping, day_first: bool, several_texts: bool) -> Reader:
        key, header, epoch = str(one.field), one.header, self._epoch_1904
        if key in ("mobile", "phone"):
            return lambda draft, cell: self._read_phones(draft, header, cell)
        if key == "what":
            heading = f"{header}: " if several_texts else ""
            return lambda draft, cell: _add(draft, "what", heading + clean_text(cell))
        if key in _INSTANTS or key in _DAYS:

            def read_date(draft: ComplaintDraft, cell: Cell) -> None:
                moment = _moment(cell, epoch, day_first)
                if key in _INSTANTS:
                    draft.times[key] = moment
                else:
                    draft.days[key] = moment.date()

            return read_date
        if key in _CODES:
            read = _CODES[key]
            return lambda draft, cell: _read_code(draft, key, header, clean_text(cell), read)
        if key in _PLAIN:
            attribute, clean = _PLAIN[key]
            return lambda draft, cell: setattr(draft, attribute, clean(cell))
        if key == "log":
            return _read_log
        return lambda draft, cell: _add(draft, key, clean_text(cell))


def _moment(cell: Cell, epoch_1904: bool, day_first: bool) -> dt.datetime:
    full = _FULL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if full is not None:
        return dt.datetime.combine(parse_date(full[1]), _full_time(full[2]))
    day = parse_date(cell, epoch_1904=epoch_1904, day_first=day_first)
    return dt.datetime.combine(day, clock_of(cell) or NOON)


def _read_log(draft: ComplaintDraft, cell: Cell) -> None:
    # A log that is too long for one cell goes on in the next column.
    draft.log += str(cell)


def _full_time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(text)
    except ValueError as error:
        raise BadValue(
            _("“{value}” is no time of day.").format(value=text), _("Write it like 15:30.")
        ) from error


def _read_code(
    draft: ComplaintDraft, key: str, header: str, text: str, read: Callable[[str], str]
) -> None:
    """Take a word over as the code it means; what is no word we know is still said."""
    code = read(text)
    if code:
        draft.values[key] = code
    elif key == "wish":
        draft.values["wish_text"] = text
    elif text:
        _add(draft, "what", f"{header}: {text}")
        words = _("“{value}” is not understood in “{header}”; it stands with what happened.")
        advice = _("Write another word here, or change the complaint later.")
        told = words.format(value=shown(text), header=header)
        draft.problems.append(Problem(told, advice, draft.row, header, shown(text)))


def _add(draft: ComplaintDraft, key: str, text: str) -> None:
    before = draft.values.get(key, "")
    draft.values[key] = f"{before}\n{text}" if before else text


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


_CODES: Final[dict[str, Callable[[str], str]]] = {
    "state": complaint_fields.state_of,
    "severity": complaint_fields.severity_of,
    "wish": complaint_fields.wish_of,
    "founded": complaint_fields.founded_of,
}
_PLAIN: Final[dict[str, tuple[str, Callable[[Any], Any]]]] = {
    "name": ("name", clean_name),
    "company": ("company", clean_name),
    "card": ("card", clean_text),
    "wechat": ("wechat", normal_wechat),
    "email": ("email", normal_email),
    "number": ("complaint_number", clean_text),
    "cost": ("cost", _money),
    "satisfaction": ("satisfaction", _score),
    "tries": ("tries", _count),
}

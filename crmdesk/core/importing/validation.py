"""From a row of cells to a customer: every value read, every doubt told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.canonical import methods_of, ordered, phone_method
from crmdesk.core.domain.choices import code_of_label
from crmdesk.core.domain.customer import (
    COMPANY,
    METHOD_KINDS,
    PERSON,
    ContactMethod,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.date_text import not_a_date
from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.normalise import (
    clean_name,
    clean_text,
    join_name,
    normal_gender,
    split_tags,
    yes_no,
)
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.phones import MOST_EXACT, digits_lost, split_phones
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import date_columns
from crmdesk.core.importing.address_parts import addresses_of
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.sheet import Cell

_FIRM: Final = re.compile(
    r"(?:公司|集团|厂|商行|商店|酒店|饭店|超市|医院|学校|中心|事务所|工作室|合作社"
    r"|\b(?:ltd|inc|llc|co|corp|gmbh|company|limited))\.?$",
    re.IGNORECASE,
)
_COMPANY_WORDS: Final = frozenset({"company", "公司", "企业", "单位", "公司客户", "organization"})
_TOTALS: Final = frozenset(("合计", "总计", "小计", "总数", "共计", "total", "sum", "subtotal"))
_MOST_IN_A_TOTAL: Final = 3
_LUNAR_WORDS: Final = frozenset({"农历", "阴历", "旧历", "lunar", "0"})
_MANY_EQUAL: Final = 0.5
_ENOUGH_ROWS: Final = 10
_LONGEST_LUNAR_MONTH: Final = 30


@dataclass(slots=True)
class _Row:
    """What has been read of the row so far."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    methods: list[ContactMethod] = field(default_factory=list)
    # Addresses and their parts by the place of their column among the columns of their kind.
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    persons: list[ContactPerson] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Reader = Callable[[_Row, Cell], None]


def _is_total(cells: Sequence[Cell]) -> bool:
    """Tell whether a row only sums up the list: a word for it first, and little else."""
    first = next((cell for cell in cells if cell is not None and cell != ""), None)
    if not isinstance(first, str) or first.strip(" :：").lower() not in _TOTALS:
        return False
    return sum(cell is not None and cell != "" for cell in cells) <= _MOST_IN_A_TOTAL


class RowReader:
    """Reads the rows of one list by its mapping; dates are decided by whole columns.

    `labels` are the owner's own labels of codes by list, as rows may be written with them.
    """

    def __init__(
        self,
        mappings: Sequence[ColumnMapping],
        rows: Sequence[Sequence[Cell]],
        *,
        epoch_1904: bool = False,
        sheet: str | None = None,
        labels: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._epoch_1904 = epoch_1904
        self._labels = labels or {}
        self._sheet = sheet
        self.doubts: list[Problem] = []
        self._columns: list[tuple[int, str, Reader]] = []
        self._headers = {one.field: one.header for one in mappings if one.field}
        fields_before: list[str] = []
        for mapping in mappings:
            if mapping.field is not None:
                first, doubts = date_columns.look_at(mapping, rows, sheet)
                self.doubts.extend(doubts)
                place = sum(mapping.field == before for before in fields_before)
                fields_before.append(mapping.field)
                reader = self._reader(mapping.field, first, mapping.header, place)
                self._columns.append((mapping.index, mapping.header, reader))

    def read(self, number: int, cells: Sequence[Cell]) -> RowDraft | None:
        """Return what a row says, or None for a row without any value in a mapped column."""
        row = _Row(number)
        if _is_total(cells):
            return self._total(row, cells)
        width = len(cells)
        empty = True
        for index, header, reader in self._columns:
            if index >= width:
                continue
            cell = cells[index]
            if cell is None or cell == "":
                continue
            empty = False
            try:
                if type(cell) is float and abs(cell) >= MOST_EXACT:
                    raise digits_lost(cell)
                reader(row, cell)
            except BadValue as bad:
                self._tell(row, header, cell, bad)
        if empty:
            return None
        return self._draft(row)

    def _total(self, row: _Row, cells: Sequence[Cell]) -> RowDraft:
        told = " ".join(clean_text(cell) for cell in cells if cell is not None)
        problem = Problem(
            _("This row holds a total, not a customer."),
            _("Nothing has to be done."),
            row.number,
            None,
            shown(told),
            self._sheet,
        )
        return RowDraft(row.number, Customer(), problems=(problem,), failed=True)

    def _tell(self, row: _Row, header: str, cell: Cell, bad: BadValue) -> None:
        row.problems.append(
            Problem(bad.message, bad.advice, row.number, header, shown(cell), self._sheet)
        )
        # What could not be read is kept in words, unless it is a number known to be wrong.
        if not (isinstance(cell, float) and abs(cell) >= MOST_EXACT):
            row.notes.append(f"{header}: {clean_text(cell)}")

    def _draft(self, row: _Row) -> RowDraft:
        values = row.values
        name = values.get("name", "")
        if not name and ("family_name" in values or "given_name" in values):
            name = join_name(values.get("family_name", ""), values.get("given_name", ""))
        company = values.get("company", "")
        kind = values.get("kind")
        if not name and company:
            name, company, kind = company, "", kind or COMPANY
        if kind is None:
            kind = COMPANY if _FIRM.search(name) else PERSON
        if not name:
            row.problems.append(
                Problem(
                    _("There is no name in this row."),
                    _("Fill in a name in the list and import it again."),
                    row.number,
                    None,
                    None,
                    self._sheet,
                )
            )
        customer = Customer(
            kind=kind,
            name=name,
            gender=values.get("gender", ""),
            birthday=self._birthday(row),
            company=company,
            methods=ordered(row.methods) if len(row.methods) > 1 else tuple(row.methods),
            addresses=addresses_of(row.places, values),
            persons=tuple(dict.fromkeys(row.persons)) if row.persons else (),
            grade=values.get("grade", ""),
            stage=values.get("stage", ""),
            source=values.get("source", ""),
            referrer=values.get("referrer", ""),
            tags=tuple(dict.fromkeys(row.tags)) if row.tags else (),
            staff=values.get("staff", ""),
            card=values.get("card", ""),
            notes="\n".join(row.notes) if row.notes else "",
            created=values.get("created"),
        )
        return RowDraft(
            row.number,
            customer,
            values.get("last_contact"),
            values.get("next_date"),
            tuple(row.problems) if row.problems else (),
            not name,
        )

    def _birthday(self, row: _Row) -> Birthday | None:
        values = row.values
        cell, lunar = values.get("birthday"), values.get("birthday_lunar")
        if cell is not None:
            if lunar is not None:
                self._keep_in_words(row, "birthday_lunar")
            return self._read_birthday(row, cell, "birthday", bool(values.get("birthday_type")))
        if lunar is not None:
            return self._read_birthday(row, lunar, "birthday_lunar", True)
        if "birth_month" in values and "birth_day" in values:
            text = f"{values.get('birth_year', '-')}-{values['birth_month']}-{values['birth_day']}"
            return self._read_birthday(row, text, "birth_day", False)
        for key in ("birth_year", "birth_month", "birth_day"):
            if key in values:
                self._keep_in_words(row, key)
        return None

    def _read_birthday(self, row: _Row, cell: Any, key: str, lunar: bool) -> Birthday | None:
        try:
            if not isinstance(cell, Birthday):
                return parse_birthday(cell, lunar=lunar, epoch_1904=self._epoch_1904)
            if not lunar or cell.lunar:
                return cell
            if cell.day > _LONGEST_LUNAR_MONTH:
                raise not_a_date(cell.to_text())
            return Birthday(cell.month, cell.day, cell.year, True)
        except BadValue as bad:
            told = cell.to_text() if isinstance(cell, Birthday) else cell
            self._tell(row, self._headers[key], told, bad)
            return None

    def _keep_in_words(self, row: _Row, key: str) -> None:
        """Keep in the notes what has no place of its own in this row."""
        row.notes.append(f"{self._headers[key]}: {clean_text(row.values[key])}")

    def _reader(self, key: str, day_first: bool, header: str, place: int) -> Reader:
        if key in ("mobile", "phone", "fax"):
            return self._phones(key, header)
        if key in ("address", "district", "postcode"):
            slot = (key, place)
            return lambda row, cell: row.places.__setitem__(slot, clean_text(cell))
        if key == "birthday_type":
            return _asks_for_lunar if "是否" in header else _names_calendar
        if key in METHOD_KINDS:
            return lambda row, cell: row.methods.extend(methods_of(key, cell))
        special = _SPECIAL.get(key)
        if special is not None:
            return special
        field_ = BY_KEY[key]
        if key == "birthday":
            return self._dates(key, parse_birthday, day_first)
        if field_.type == "date":
            return self._dates(key, parse_date, day_first)
        if field_.list:
            name, labels = field_.list, self._labels.get(field_.list, {})
            return lambda row, cell: row.values.__setitem__(
                key, code_of_label(name, clean_text(cell), labels)
            )
        if field_.type == "birthday":
            return lambda row, cell: row.values.__setitem__(key, cell)
        return lambda row, cell: row.values.__setitem__(key, clean_text(cell))

    def _phones(self, key: str, header: str) -> Reader:
        def read(row: _Row, cell: Cell) -> None:
            if type(cell) is int:
                cell = str(cell)
            for part in split_phones(cell):
                method, doubtful = phone_method(key, part)
                row.methods.append(method)
                if doubtful:
                    row.problems.append(
                        Problem(
                            _("The number {value} is unusual.").format(value=shown(part)),
                            _("It was taken as it is; look whether it is right."),
                            row.number,
                            header,
                            shown(cell),
                            self._sheet,
                        )
                    )

        return read

    def _dates(self, key: str, parse: Callable[..., Any], day_first: bool) -> Reader:
        epoch = self._epoch_1904

        def read(row: _Row, cell: Cell) -> None:
            row.values[key] = parse(cell, epoch_1904=epoch, day_first=day_first)

        return read


def _kind(row: _Row, cell: Cell) -> None:
    row.values["kind"] = COMPANY if clean_text(cell).lower() in _COMPANY_WORDS else PERSON


def _names_calendar(row: _Row, cell: Cell) -> None:
    row.values["birthday_type"] = clean_text(cell).lower() in _LUNAR_WORDS


def _asks_for_lunar(row: _Row, cell: Cell) -> None:
    row.values["birthday_type"] = yes_no(cell) is True


_SPECIAL: Final[dict[str, Reader]] = {
    "name": lambda row, cell: row.values.__setitem__("name", clean_name(cell)),
    "kind": _kind,
    "gender": lambda row, cell: row.values.__setitem__("gender", normal_gender(cell)),
    "contact_person": lambda row, cell: row.persons.extend(parse_persons(clean_text(cell))),
    "tags": lambda row, cell: row.tags.extend(split_tags(cell)),
    "notes": lambda row, cell: row.notes.append(clean_text(cell)),
}

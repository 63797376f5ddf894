"""From a row of cells to a customer: every value read, every doubt told with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from crmdesk.core.domain.canonical import ordered
from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.customer import COMPANY, PERSON, ContactPerson, Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.normalise import clean_text, join_name
from crmdesk.core.domain.phones import MOST_EXACT, digits_lost
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import (
    cell_readers,
    company_rows,
    contact_names,
    date_columns,
    firms,
    known_headers,
    long_cells,
    phone_columns,
    totals,
    words_for_nothing,
)
from crmdesk.core.importing.address_parts import addresses_of
from crmdesk.core.importing.birthday_cells import Birthdays
from crmdesk.core.importing.known_headers import ADDRESS_PARTS
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.row_so_far import ListFacts, Reader, RowSoFar, tell
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.importing.sheet import Cell

_FEWEST_HEADERS: Final = 2
_NAME_PARTS: Final = ("family_name", "given_name", "middle_name")
_BIRTHDAYS: Final = frozenset(
    {"birthday", "birthday_lunar", "birth_year", "birth_month", "birth_day"}
)


def _total(
    row: RowSoFar, cells: Sequence[Cell], taken: Collection[int], sheet: str | None
) -> RowDraft | None:
    """Return what becomes of a row that only sums up the list, None for another one."""
    words = totals.words_of_total(cells, taken)
    if words is None:
        return None
    return _no_customer(row, _("This row holds a total, not a customer."), words, sheet)


def _no_customer(row: RowSoFar, message: str, filled: Sequence[str], sheet: str | None) -> RowDraft:
    told = shown(" ".join(filled))
    problem = Problem(message, _("Nothing has to be done."), row.number, None, told, sheet)
    return RowDraft(row.number, Customer(), problems=(problem,), failed=True)


class RowReader:
    """Reads the rows of one list by its mapping; dates are decided by whole columns.

    `labels` are the owner's own labels of codes by list, as rows may be written with them;
    `value_maps`, `date_orders` and `companies` are the user's answers, see ImportSetup. `today`
    (None: the clock's) is the day after which nobody was born. `blank` are the columns in which a
    word such as `无` holds nothing. `contacts`: the list is of contacts, of whom not all have a
    name, as where names come in parts. `doubts` are about whole columns.
    """

    def __init__(
        self,
        mappings: Sequence[ColumnMapping],
        rows: Sequence[Sequence[Cell]],
        *,
        epoch_1904: bool = False,
        sheet: str | None = None,
        labels: Mapping[str, Mapping[str, str]] | None = None,
        catalogue: Catalogue = BUILT_IN,
        value_maps: Mapping[str, Mapping[str, str]] | None = None,
        date_orders: Mapping[int, str] | None = None,
        companies: bool = False,
        today: dt.date | None = None,
        blank: frozenset[int] = frozenset(),
        contacts: bool = False,
    ) -> None:
        self._sheet = sheet
        self._blank = blank
        self._companies = companies
        self._firms = firms.beside_persons(mappings, rows)
        plain = sum(known_headers.is_plain_note(one.header) for one in mappings if one.field)
        facts = ListFacts(
            catalogue,
            labels or {},
            value_maps or {},
            today or Clock().today(),
            epoch_1904,
            sheet,
            plain == 1,
            phone_columns.of_islands(mappings, rows),
        )
        self.doubts: list[Problem] = []
        self._columns: list[tuple[int, str, Reader]] = []
        self._headers = {one.field: one.header for one in mappings if one.field}
        self._texts = _header_texts(mappings)
        self._birthdays = Birthdays(self._headers, facts)
        self._own = [one.key for one in catalogue.custom if one.key in self._headers]
        self._parted = contacts or not self._headers.keys().isdisjoint(_NAME_PARTS)
        self._nickname = contact_names.nickname_column(mappings) if self._parted else None
        self._born = not _BIRTHDAYS.isdisjoint(self._headers)
        slots = _slots(mappings)
        for mapping in mappings:
            if mapping.field is not None:
                answer = (date_orders or {}).get(mapping.index)
                first, doubts = date_columns.look_at(mapping, rows, sheet, catalogue, answer)
                self.doubts.extend(doubts)
                slot = slots.get(mapping.index, 0)
                reader = cell_readers.reader_of(mapping, facts, first, slot)
                self._columns.append((mapping.index, mapping.header, reader))
        self._fields = {one.index: one.field for one in mappings if one.field}

    def read(self, number: int, cells: Sequence[Cell]) -> RowDraft | None:
        """Return what a row says, or None for a row without any value in a mapped column."""
        row = RowSoFar(number, cells)
        total = _total(row, cells, self._fields.keys(), self._sheet)
        if total is not None:
            return total
        width, blank, nothing = len(cells), self._blank, words_for_nothing.WORDS
        empty = True
        for index, header, reader in self._columns:
            if index >= width:
                continue
            cell = cells[index]
            if cell is None or cell == "":
                continue
            # As `says` does, without a call for each cell.
            if index in blank and type(cell) is str and cell.strip() in nothing:
                continue
            empty = False
            try:
                if type(cell) is float and abs(cell) >= MOST_EXACT:
                    raise digits_lost(cell)
                if type(cell) is str and len(cell) > long_cells.ALWAYS_FITS:
                    long_cells.check(self._fields[index], header, cell)
                reader(row, cell)
            except BadValue as bad:
                tell(row, header, cell, bad, self._sheet)
        if empty:
            return None
        return self._draft(row)

    def _draft(self, row: RowSoFar) -> RowDraft:
        values = row.values
        name = self._name(row) if self._parted else values.get("name", "")
        if name in self._texts and self._is_header(row.cells):
            return self._repeated_header(row)
        birthday = self._birthdays.read(row) if self._born else None
        if self._companies:
            name, birthday = company_rows.take_person(row, name, birthday)
        company = values.get("company", "")
        kind = values.get("kind")
        if not name and company:
            name, company, kind = company, "", kind or COMPANY
        if kind is None:
            firm = self._companies or firms.is_firm(name) or (self._firms and bool(row.persons))
            kind = COMPANY if firm else PERSON
        if not name:
            row.problems.append(self._no_name(row.number))
        if values.get("role"):
            self._keep_role(row, kind)
        own = self._own
        customer = Customer(
            kind=kind,
            name=name,
            gender=values.get("gender", ""),
            birthday=birthday,
            company=company,
            methods=ordered(row.methods) if len(row.methods) > 1 else tuple(row.methods),
            addresses=addresses_of(row.places) if row.places else (),
            persons=tuple(dict.fromkeys(row.persons)) if row.persons else (),
            grade=values.get("grade", ""),
            stage=values.get("stage", ""),
            source=values.get("source", ""),
            referrer=values.get("referrer", ""),
            tags=tuple(dict.fromkeys(row.tags)) if row.tags else (),
            staff=values.get("staff", ""),
            card=values.get("card", ""),
            stay_days=values.get("stay_days", 0),
            notes="\n".join(row.notes) if row.notes else "",
            custom=tuple((key, values[key]) for key in own if values.get(key)) if own else (),
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

    def _name(self, row: RowSoFar) -> str:
        """Return the name, put together of its parts where it does not stand as a whole."""
        values = row.values
        name = str(values.get("name", ""))
        if not name:
            parts = _name_of_parts(values)
            return parts or contact_names.stand_in(row, self._nickname, self._sheet)
        whole = fold_key(name)
        for key in _NAME_PARTS:
            part = values.get(key, "")
            if part and fold_key(part) not in whole:
                row.notes.append(f"{self._headers[key]}: {part}")
        return name

    def _is_header(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row says the headers again, as lists made for printing do."""
        filled = [cell for cell in cells if cell is not None and cell != ""]
        known = [cell for cell in filled if isinstance(cell, str) and cell.strip() in self._texts]
        return len(known) == len(filled) >= _FEWEST_HEADERS

    def _repeated_header(self, row: RowSoFar) -> RowDraft:
        filled = [clean_text(cell) for cell in row.cells if cell is not None]
        return _no_customer(row, _("This row repeats the headers."), filled, self._sheet)

    def _no_name(self, number: int) -> Problem:
        return Problem(
            _("There is no name in this row."),
            _("Fill in a name in the list and import it again."),
            number,
            None,
            None,
            self._sheet,
        )

    def _keep_role(self, row: RowSoFar, kind: str) -> None:
        """Give a role to the one person of a company it can be about, else keep it in words."""
        role = row.values["role"]
        if kind == COMPANY and len(row.persons) == 1 and not row.persons[0].role:
            one = row.persons[0]
            row.persons[0] = ContactPerson(one.name, role, one.phone, one.notes)
        else:
            row.notes.append(f"{self._headers['role']}: {role}")


def reader_of(
    setup: ImportSetup, labels: Mapping[str, Mapping[str, str]], today: dt.date | None = None
) -> RowReader:
    """Return the reader of a list as the user wants it understood."""
    return RowReader(
        setup.mappings,
        setup.sheet.rows[setup.first_data :],
        epoch_1904=setup.file.epoch_1904,
        sheet=setup.sheet.name,
        labels=labels,
        catalogue=setup.catalogue,
        value_maps=setup.value_maps,
        date_orders=setup.date_orders,
        companies=setup.companies,
        today=today,
        blank=words_for_nothing.columns(setup.file, setup.mappings),
        contacts=setup.file.kind == "vcard",
    )


def _name_of_parts(values: Mapping[str, Any]) -> str:
    given, middle = values.get("given_name", ""), values.get("middle_name", "")
    if middle:
        given = f"{given} {middle}".strip() if (given + middle).isascii() else middle + given
    return join_name(values.get("family_name", ""), given)


def _header_texts(mappings: Sequence[ColumnMapping]) -> frozenset[str]:
    return frozenset(one.header for one in mappings) | {one.meant for one in mappings if one.meant}


def _slots(mappings: Sequence[ColumnMapping]) -> dict[int, int]:
    """Return the number of the address each column of addresses belongs to, by its index."""
    numbers: dict[tuple[str, int], int] = {}
    before: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for mapping in mappings:
        key = mapping.field or ""
        if key != "address" and key not in ADDRESS_PARTS:
            continue
        again = before.get((mapping.place, key), 0)
        before[mapping.place, key] = 0 if key == "street" else again + 1
        found[mapping.index] = numbers.setdefault((mapping.place, again), len(numbers))
    return found

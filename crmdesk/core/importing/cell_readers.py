"""How a cell of each field is read into the row; one reader per column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from crmdesk.core.domain.canonical import methods_of
from crmdesk.core.domain.choices import code_of_label
from crmdesk.core.domain.custom_fields import DATE, CustomField, parse_value
from crmdesk.core.domain.customer import (
    COMPANY,
    METHOD_KINDS,
    PERSON,
    PHONE_KINDS,
    ContactPerson,
)
from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.normalise import (
    clean_name,
    clean_text,
    normal_gender,
    split_tags,
    yes_no,
)
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.phones import split_phones
from crmdesk.core.i18n import _
from crmdesk.core.importing import address_parts, known_headers, labelled_cells
from crmdesk.core.importing.known_headers import ADDRESS_PARTS
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import ListFacts, Reader, RowSoFar, take_phone
from crmdesk.core.importing.sheet import Cell

_COMPANY_WORDS: Final = frozenset({"company", "公司", "企业", "单位", "公司客户", "organization"})
_LUNAR_WORDS: Final = frozenset({"农历", "阴历", "旧历", "农", "阴", "lunar", "0"})
# Outlook's word for no date, and for no gender.
_NO_DATE: Final = frozenset({"0/0/00", "0/0/0000", "00/00/00", "0000-00-00"})
_NO_GENDER: Final = frozenset({"unspecified", "未指定", "未说明", "未說明"})
_ALL_CONTACTS: Final = re.compile(r"\*\s*my\s?contacts\s*(?=$|:::|[,;])\s*", re.IGNORECASE)
_GOOGLE_PLACE: Final = re.compile(r"address\d")


def reader_of(mapping: ColumnMapping, facts: ListFacts, day_first: bool, slot: int) -> Reader:
    """Return what reads the cells of a column; `slot` is the number of its address."""
    key = mapping.field or ""
    field = facts.catalogue.by_key[key]
    if mapping.label is not None:
        labelled = labelled_cells.reader_of(key, mapping, facts)
        if labelled is not None:
            return labelled
    if key in PHONE_KINDS:
        return _phones(key, mapping.header, facts.sheet)
    if key == "address" or key in ADDRESS_PARTS:
        return _place(key, slot, mapping.place)
    if key == "birthday_type":
        asked = "是否" in mapping.header
        return _asks_for_lunar if asked else _names_calendar
    if key in METHOD_KINDS:
        return lambda row, cell: row.methods.extend(methods_of(key, cell))
    if key == "notes":
        return _notes(mapping, facts.plain_notes)
    if key == "contact_person":
        return _persons(known_headers.relation_of(mapping.meant or mapping.header))
    if key == "gender":
        return _mapped(key, facts, _gender)
    if key in _SPECIAL:
        return _SPECIAL[key]
    if key == "birthday":
        return _dates(key, parse_birthday, day_first, facts.epoch_1904)
    if field.type == "date":
        return _dates(key, parse_date, day_first, facts.epoch_1904)
    own = facts.catalogue.custom_field(key)
    if own is not None and not field.list:
        return _own(own, day_first, facts)
    if field.list:
        name, labels = field.list, facts.labels.get(field.list, {})
        return _mapped(key, facts, lambda cell: code_of_label(name, clean_text(cell), labels))
    if field.type == "birthday":
        return lambda row, cell: row.values.__setitem__(key, cell)
    return lambda row, cell: row.values.__setitem__(key, clean_text(cell))


def _mapped(key: str, facts: ListFacts, read: Callable[[Cell], str]) -> Reader:
    """Return a reader that obeys what the user said a value becomes."""
    answers: Mapping[str, str] = facts.value_maps.get(key, {})
    if not answers:
        return lambda row, cell: row.values.__setitem__(key, read(cell))

    def told(row: RowSoFar, cell: Cell) -> None:
        answer = answers.get(clean_text(cell))
        row.values[key] = read(cell) if answer is None else answer

    return told


def _phones(key: str, header: str, sheet: str | None) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        if type(cell) is int:
            cell = str(cell)
        for part in split_phones(cell):
            take_phone(row, key, part, cell, header, sheet)

    return read


def _place(key: str, number: int, place: str) -> Reader:
    slot = (key, number)
    if key == "street":

        def street(row: RowSoFar, cell: Cell) -> None:
            text, before = address_parts.one_line(clean_text(cell)), row.places.get(slot)
            row.places[slot] = address_parts.both(before, text) if before else text

        return street
    if _GOOGLE_PLACE.match(place):

        def whole(row: RowSoFar, cell: Cell) -> None:
            first = clean_text(cell).split(":::")[0]
            row.places[slot] = address_parts.one_line(first)

        return whole
    return lambda row, cell: row.places.__setitem__(slot, clean_text(cell))


def _notes(mapping: ColumnMapping, plain: bool) -> Reader:
    header = mapping.meant or mapping.header
    unnamed = _("Column {number}").format(number=mapping.index + 1)
    if mapping.header == unnamed or (plain and known_headers.is_plain_note(header)):
        return lambda row, cell: row.notes.append(clean_text(cell))
    heading = " ".join(mapping.header.split())

    def read(row: RowSoFar, cell: Cell) -> None:
        text = clean_text(cell)
        if text and text not in _NO_DATE:
            row.notes.append(f"{heading}: {text}")

    return read


def _persons(relation: str) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        for person in parse_persons(clean_text(cell)):
            related = not person.role and relation
            row.persons.append(
                ContactPerson(person.name, relation, person.phone, person.notes)
                if related
                else person
            )

    if relation:
        return read
    return lambda row, cell: row.persons.extend(parse_persons(clean_text(cell)))


def _own(own: CustomField, day_first: bool, facts: ListFacts) -> Reader:
    key, kind, epoch = own.key, own.type, facts.epoch_1904
    if kind == DATE:

        def date(row: RowSoFar, cell: Cell) -> None:
            if cell not in _NO_DATE:
                found = parse_date(cell, epoch_1904=epoch, day_first=day_first)
                row.values[key] = found.isoformat()

        return date
    return _mapped(key, facts, lambda cell: parse_value(kind, cell))


def _dates(key: str, parse: Callable[..., Any], day_first: bool, epoch_1904: bool) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        if type(cell) is str and cell in _NO_DATE:
            return
        row.values[key] = parse(cell, epoch_1904=epoch_1904, day_first=day_first)

    return read


def _gender(cell: Cell) -> str:
    if type(cell) is str and cell.strip().lower() in _NO_GENDER:
        return ""
    return normal_gender(cell)


def _kind(row: RowSoFar, cell: Cell) -> None:
    row.values["kind"] = COMPANY if clean_text(cell).lower() in _COMPANY_WORDS else PERSON


def _names_calendar(row: RowSoFar, cell: Cell) -> None:
    row.values["birthday_type"] = clean_text(cell).lower() in _LUNAR_WORDS


def _asks_for_lunar(row: RowSoFar, cell: Cell) -> None:
    answer = yes_no(cell)
    row.values["birthday_type"] = (
        answer if answer is not None else clean_text(cell).lower() in _LUNAR_WORDS
    )


def _tags(row: RowSoFar, cell: Cell) -> None:
    if type(cell) is str and "*" in cell:
        # Google puts everybody into this group.
        cell = _ALL_CONTACTS.sub("", cell)
    row.tags.extend(split_tags(cell))


_SPECIAL: Final[dict[str, Reader]] = {
    "name": lambda row, cell: row.values.__setitem__("name", clean_name(cell)),
    "kind": _kind,
    "tags": _tags,
}

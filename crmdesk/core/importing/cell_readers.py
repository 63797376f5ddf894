"""How a cell of each field is read into the row; one reader per column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from crmdesk.core.domain.canonical import methods_of
from crmdesk.core.domain.choices import code_of_label
from crmdesk.core.domain.custom_fields import DATE, CustomField, parse_value
from crmdesk.core.domain.customer import (
    COMPANY,
    METHOD_KINDS,
    PERSON,
    PHONE_KINDS,
    ContactMethod,
    ContactPerson,
)
from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.folding import fold
from crmdesk.core.domain.normalise import (
    clean_name,
    clean_text,
    normal_gender,
    split_tags,
    yes_no,
)
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.phones import is_sure_mobile, split_phones
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _
from crmdesk.core.importing import address_parts, known_headers, labelled_cells
from crmdesk.core.importing.known_headers import ADDRESS_PARTS
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import ListFacts, Reader, RowSoFar, take_phone
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.value_guess import is_title_of_anyone

_KIND_WORDS: Final = {
    COMPANY: frozenset({"company", "公司", "企业", "单位", "机构", "organization", "business"}),
    PERSON: frozenset({"person", "个人", "私人", "自然人", "家庭", "individual", "private"}),
}
_LUNAR_WORDS: Final = frozenset({"农历", "阴历", "旧历", "夏历", "农", "阴", "lunar", "0"})
_SOLAR_WORDS: Final = frozenset(
    {"公历", "阳历", "新历", "国历", "西历", "公", "阳", "solar", "gregorian", "1"}
)
# Outlook's word for no date, written as the PC writes dates, and for no gender.
_NO_DATE: Final = re.compile(r"0{1,4}([-/.])0{1,2}\1(?:0{4}|0{1,2})")
_NO_GENDER: Final = frozenset({"unspecified", "未指定", "未说明", "未說明"})
_ALL_CONTACTS: Final = re.compile(r"\*\s*my\s?contacts\s*(?=$|:::|[,;])\s*", re.IGNORECASE)
_GOOGLE_PLACE: Final = re.compile(r"address\d")
_MOST_COLUMNS: Final = 100_000
_MOST_REMEMBERED: Final = 1024


def reader_of(mapping: ColumnMapping, facts: ListFacts, day_first: bool, slot: int) -> Reader:
    """Return what reads the cells of a column; `slot` is the number of its address."""
    key = mapping.field or ""
    field = facts.catalogue.by_key[key]
    if mapping.label is not None:
        labelled = labelled_cells.reader_of(key, mapping, facts)
        if labelled is not None:
            return labelled
    if key in PHONE_KINDS:
        return _phones(key, mapping.header, facts.sheet, mapping.index in facts.islands)
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
        return _genders(mapping.header, facts)
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
    if field.type == "days":
        return _kept(key, parse_days)
    if field.type == "birthday":
        return _kept(key, lambda cell: cell)
    return _kept(key, clean_text)


def _kept(key: str, read: Callable[[Cell], Any]) -> Reader:
    def keep(row: RowSoFar, cell: Cell) -> None:
        row.values[key] = read(cell)

    return keep


def _mapped(key: str, facts: ListFacts, read: Callable[[Cell], str]) -> Reader:
    """Return a reader that obeys what the user said a value becomes."""
    answers: Mapping[str, str] = facts.value_maps.get(key, {})
    # Most of these columns hold few words again and again; 1, 1.0 and True are not the same.
    read = lru_cache(_MOST_REMEMBERED, typed=True)(read)
    if not answers:
        return _kept(key, read)

    def told(row: RowSoFar, cell: Cell) -> None:
        answer = answers.get(clean_text(cell))
        row.values[key] = read(cell) if answer is None else answer

    return told


def _phones(key: str, header: str, sheet: str | None, islands: bool) -> Reader:
    usual = key != "fax"

    def read(row: RowSoFar, cell: Cell) -> None:
        if type(cell) is int:
            cell = str(cell)
        if usual and type(cell) is str and is_sure_mobile(cell):
            row.methods.append(ContactMethod("mobile", cell))
            return
        for part in split_phones(cell):
            take_phone(row, key, part, cell, header, sheet, islands)

    return read


def _place(key: str, number: int, place: str) -> Reader:
    slot = (key, number)
    if _GOOGLE_PLACE.match(place):

        def several(row: RowSoFar, cell: Cell) -> None:
            # The addresses of a cell beyond the first come after those of all columns.
            for at, text in enumerate(clean_text(cell).split(":::")):
                _add_place(row, (key, number + at * _MOST_COLUMNS), address_parts.one_line(text))

        return several
    if key == "street":
        return lambda row, cell: _add_place(row, slot, address_parts.one_line(clean_text(cell)))
    return lambda row, cell: row.places.__setitem__(slot, clean_text(cell))


def _add_place(row: RowSoFar, slot: tuple[str, int], text: str) -> None:
    """Keep a text of an address; a street may stand in two columns."""
    before = row.places.get(slot)
    row.places[slot] = address_parts.both(before, text) if before and text else before or text


def _notes(mapping: ColumnMapping, plain: bool) -> Reader:
    header = mapping.meant or mapping.header
    unnamed = _("Column {number}").format(number=mapping.index + 1)
    if mapping.header == unnamed or (plain and known_headers.is_plain_note(header)):
        return lambda row, cell: row.notes.append(clean_text(cell))
    heading = " ".join(mapping.header.split())

    def read(row: RowSoFar, cell: Cell) -> None:
        text = clean_text(cell)
        if text and not _NO_DATE.fullmatch(text):
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
            if not (type(cell) is str and _NO_DATE.fullmatch(cell)):
                found = parse_date(cell, epoch_1904=epoch, day_first=day_first)
                row.values[key] = found.isoformat()

        return date
    return _mapped(key, facts, lambda cell: parse_value(kind, cell))


def _dates(key: str, parse: Callable[..., Any], day_first: bool, epoch_1904: bool) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        if type(cell) is str and _NO_DATE.fullmatch(cell):
            return
        row.values[key] = parse(cell, epoch_1904=epoch_1904, day_first=day_first)

    return read


def _genders(header: str, facts: ListFacts) -> Reader:
    """Return a reader of genders; a form of address that tells none is kept in words."""
    known = _mapped("gender", facts, _gender)
    answers = facts.value_maps.get("gender", {})

    def read(row: RowSoFar, cell: Cell) -> None:
        if type(cell) is str and is_title_of_anyone(word := cell.strip()) and word not in answers:
            row.notes.append(f"{header}: {word}")
        else:
            known(row, cell)

    return read


def _gender(cell: Cell) -> str:
    if type(cell) is str and cell.strip().lower() in _NO_GENDER:
        return ""
    return normal_gender(cell)


def _kind(row: RowSoFar, cell: Cell) -> None:
    word = fold(clean_text(cell)).removesuffix("客户")
    for kind, words in _KIND_WORDS.items():
        if word in words:
            row.values["kind"] = kind
            return
    if word:
        raise BadValue(
            _("“{value}” is neither a person nor a company.").format(value=shown(cell)),
            _("Write person or company, or leave it empty."),
        )


def _names_calendar(row: RowSoFar, cell: Cell) -> None:
    word = fold(clean_text(cell)).removesuffix("生日")
    if word in _LUNAR_WORDS:
        row.values["birthday_type"] = True
    elif word and word not in _SOLAR_WORDS:
        raise BadValue(
            _("“{value}” is no calendar.").format(value=shown(cell)),
            _("The birthday was taken as solar; look whether it is right."),
        )


def _asks_for_lunar(row: RowSoFar, cell: Cell) -> None:
    answer = yes_no(cell)
    if answer is None:
        _names_calendar(row, cell)
    else:
        row.values["birthday_type"] = answer


def _tags(row: RowSoFar, cell: Cell) -> None:
    if type(cell) is str and "*" in cell:
        # Google puts everybody into this group.
        cell = _ALL_CONTACTS.sub("", cell)
    row.tags.extend(split_tags(cell))


_SPECIAL: Final[dict[str, Reader]] = {
    "name": _kept("name", clean_name),
    "kind": _kind,
    "tags": _tags,
}

"""Cells beside which another cell says of which kind they are, as in the contacts of Google."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crmdesk.core.domain.canonical import methods_of
from crmdesk.core.domain.customer import PHONE_KINDS, ContactPerson
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.phones import split_phones
from crmdesk.core.domain.values import BadValue
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import ListFacts, Reader, RowSoFar, take_phone
from crmdesk.core.importing.sheet import Cell

_PARTS: Final = re.compile(r"\s*:::\s*")
_FAX: Final = re.compile(r"fax|传真|傳真", re.IGNORECASE)
_MOBILE: Final = re.compile(r"mobile|cell|iphone|手机|手機|移动|行動", re.IGNORECASE)
# Words that only say what the kind says already.
_USUAL: Final = re.compile(
    r"(?:\*\s*)?(?:home|work|main|other|mobile|cell|cellular|iphone|phone|pref|preferred|voice|pager"
    r"|(?:home|work|other)\s?fax|fax|company|internet|profile|blog|home\s?page|grand central"
    r"|google voice|住宅|家庭|单位|工作|公司|主要|其他|手机|手機|电话|传真|住宅传真|工作传真"
    r"|单位传真)?",
    re.IGNORECASE,
)
_SERVICES: Final = (
    ("qq", re.compile(r"qq", re.IGNORECASE)),
    ("wechat", re.compile(r"we\s?chat|微信|weixin", re.IGNORECASE)),
)


def reader_of(key: str, mapping: ColumnMapping, facts: ListFacts) -> Reader | None:
    """Return the reader of a column with a label beside it, None where the label says nothing."""
    column, header, sheet = mapping.label, mapping.header, facts.sheet
    if column is None:
        return None
    if key in PHONE_KINDS:
        return _phones(key, column, header, sheet)
    if key == "notes":
        return _notes(column, header)
    if key == "contact_person":
        return _persons(column)
    if key == "other":
        return _services(column)
    return None


def _pairs(row: RowSoFar, cell: Cell, column: int) -> Iterator[tuple[str, str]]:
    """Give label and value of each part of a cell; a single label is that of all parts."""
    said = row.cells[column] if column < len(row.cells) else None
    labels = [text.lstrip("* ") for text in _PARTS.split(clean_text(said))]
    for number, value in enumerate(_PARTS.split(clean_text(cell))):
        if value:
            yield labels[number if number < len(labels) else -1], value


def _phones(key: str, column: int, header: str, sheet: str | None) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        for label, value in _pairs(row, cell, column):
            kind = "fax" if _FAX.search(label) else "mobile" if _MOBILE.search(label) else key
            for part in split_phones(value):
                take_phone(row, kind, part, cell, header, sheet)
            if not _USUAL.fullmatch(label):
                row.notes.append(f"{label}: {value}")

    return read


def _notes(column: int, header: str) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        for label, value in _pairs(row, cell, column):
            row.notes.append(f"{label or header}: {value}")

    return read


def _persons(column: int) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        for label, value in _pairs(row, cell, column):
            row.persons.append(ContactPerson(value, label))

    return read


def _services(column: int) -> Reader:
    def read(row: RowSoFar, cell: Cell) -> None:
        for label, value in _pairs(row, cell, column):
            kind = next((kind for kind, words in _SERVICES if words.search(label)), "other")
            named = value if _USUAL.fullmatch(label) else f"{label}: {value}"
            try:
                row.methods.extend(methods_of(kind, named if kind == "other" else value))
            except BadValue:
                row.methods.extend(methods_of("other", named))

    return read

"""Contacts (vCard 2.1, 3.0 and 4.0) as one sheet: headers, then a row for each card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from crmdesk.core.domain.customer import METHOD_KINDS
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.i18n import ngettext
from crmdesk.core.importing.readers import encodings
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.problems import nothing_in_it
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.readers.stream import FileStream, SheetStream
from crmdesk.core.importing.readers.vcard_card import CardRow
from crmdesk.core.importing.readers.vcard_fields import row_of
from crmdesk.core.importing.readers.vcard_lines import cards_of
from crmdesk.core.importing.readers.vcard_text import Texts

# The columns in the order of an own export, see services/export_rows.py.
_BEFORE: Final = (
    *("name", "kind", *METHOD_KINDS, "company", "contact_person", "gender", "birthday"),
    *("birthday_lunar", "grade", "stage", "source", "referrer", "tags", "staff", "card"),
    "stay_days",
)
_ADDRESS: Final = ("address", "district", "postcode")
_DATES: Final = ("last_contact", "next_date")
_END: Final = ("created", "notes")
# By these an own export is known, whether they are filled or not.
_ALWAYS: Final = frozenset({"name"})
_ALWAYS_OWN: Final = frozenset({"name", "kind", "mobile", "next_date", "created", "notes"})


def stream(source: Source, limits: Limits) -> FileStream:
    """Open a file of contacts. Raises FileProblem when there is no contact in it."""
    data, chosen = source.read(), limits.encoding
    wide = encodings.decode(data, chosen) if _is_wide(data, chosen) else None
    if wide is not None:
        data, chosen = wide.text.encode("utf-8", "replace"), "utf-8"
    cards = list(cards_of(data))
    if not cards:
        raise nothing_in_it()
    texts = Texts(cards, chosen)
    rows = [row_of(card, texts) for card in cards]
    told = wide or texts
    headers, types, cells = _table(rows)
    return FileStream(
        kind="vcard",
        sheets=iter(
            (SheetStream(source.stem, chain((headers,), cells), height=len(rows) + 1, types=types),)
        ),
        encoding=told.encoding,
        encoding_sentence=told.sentence,
        warnings=[*told.warnings, *_left_out(rows)],
    )


def _is_wide(data: bytes, chosen: str | None) -> bool:
    """Tell whether the file is written in units of two bytes, so that no line can be seen in it."""
    if chosen:
        return "16" in chosen or "32" in chosen
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]


def _left_out(rows: Sequence[CardRow]) -> list[str]:
    pictures = sum(row.pictures for row in rows)
    if not pictures:
        return []
    text = ngettext("{count} photo is left out.", "{count} photos are left out.", pictures)
    return [text.format(count=pictures)]


def _table(
    rows: Sequence[CardRow],
) -> tuple[list[str], list[tuple[int, str]], Iterator[list[str]]]:
    """Return the headers, the types of own fields by column, and the rows."""
    own = all(row.own for row in rows)
    always = _ALWAYS_OWN if own else _ALWAYS
    counts: dict[str, int] = dict.fromkeys(always, 1)
    labels: dict[str, str] = {}
    for row in rows:
        labels.update(row.types)
        for key, cells in row.cells.items():
            filled = len(cells) if any(cells) else 0
            counts[key] = max(counts.get(key, 0), filled)
    places = [(key, number) for key in _BEFORE for number in range(counts.get(key, 0))]
    # An address and its parts are found by their place: all of them, or none.
    for number in range(max(counts.get(key, 0) for key in _ADDRESS)):
        places += [(key, number) for key in _ADDRESS if counts.get(key)]
    places += [(key, 0) for key in _DATES if counts.get(key)]
    end = [(key, 0) for key in _END if counts.get(key)]
    first = [_header(*place) for place in places]
    headers = [*first, *labels, *(_header(*place) for place in end)]
    types = [(at, kind) for at, kind in enumerate(labels.values(), len(first)) if kind]
    return headers, types, _cells(rows, places, list(labels), end)


def _cells(
    rows: Sequence[CardRow],
    places: Sequence[tuple[str, int]],
    labels: Sequence[str],
    end: Sequence[tuple[str, int]],
) -> Iterator[list[str]]:
    for row in rows:
        cells = [_cell(row, *place) for place in places]
        custom = [row.custom.get(label, "") for label in labels]
        yield [*cells, *custom, *(_cell(row, *place) for place in end)]


def _header(key: str, number: int) -> str:
    shown = BY_KEY[key].show()
    return shown if number == 0 else f"{shown} {number + 1}"


def _cell(row: CardRow, key: str, number: int) -> str:
    cells = row.cells.get(key, ())
    return cells[number] if number < len(cells) else ""

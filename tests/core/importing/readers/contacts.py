"""Contacts given as text, and the rows that are read from them."""

from __future__ import annotations

from crmdesk.core.importing.readers import vcard
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.sheet import SheetFile


def read(data: bytes | str, encoding: str | None = None) -> SheetFile:
    """Read contacts; a text may leave out the frame of its only card."""
    if isinstance(data, str):
        if "BEGIN" not in data:
            data = f"BEGIN:VCARD\nVERSION:3.0\n{data}\nEND:VCARD\n"
        data = data.encode()
    assembler = Assembler("contacts.vcf")
    limits = Limits(encoding=encoding)
    for event in events(vcard.stream(Source("contacts.vcf", None, data), limits), limits):
        assembler.feed(event)
    return assembler.finish()


def people(data: bytes | str, encoding: str | None = None) -> list[dict[str, object]]:
    """Return the filled cells of every row by their headers."""
    headers, *rows = read(data, encoding).sheets[0].rows
    return [
        {str(name): cell for name, cell in zip(headers, row, strict=False) if cell} for row in rows
    ]


def person(data: bytes | str, encoding: str | None = None) -> dict[str, object]:
    [only] = people(data, encoding)
    return only

"""Cells of a list that hold more than the line they go to has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.customer import METHOD_KINDS, PHONE_KINDS
from crmdesk.core.domain.lengths import LINE, NAME
from crmdesk.core.domain.normalise import clean_text, split_emails, split_tags
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.phones import split_phones

# A cell of no more signs fits everywhere, and is not looked at.
ALWAYS_FITS: Final = NAME
_MOST: Final = {
    **dict.fromkeys(
        ("name", "family_name", "given_name", "middle_name", "role", "card", "number", "grade")
        + ("stage", "source", "staff", "referrer", "district", "postcode", "country", "province")
        + (
            "city",
            "company",
            "received_by",
            "channel",
            "category",
            "cause",
            "tags",
            "contact_person",
        ),
        NAME,
    ),
    **dict.fromkeys(METHOD_KINDS, LINE),
    **dict.fromkeys(PHONE_KINDS, NAME),
    **dict.fromkeys(("address", "street", "product", "what"), LINE),
}


def _persons(text: str) -> list[str]:
    return [part for one in parse_persons(text) for part in (one.name, one.role, one.phone)]


_PIECES: Final[dict[str, Callable[[str], Iterable[str]]]] = {
    **dict.fromkeys(PHONE_KINDS, split_phones),
    "email": split_emails,
    "tags": split_tags,
    "contact_person": _persons,
}


def check(key: str, header: str, cell: str) -> None:
    """Raise BadValue where a value in a cell is too long for its field."""
    most = _MOST.get(key)
    if most is None:
        return
    pieces = _PIECES.get(key, _joined)(cell)
    lengths.check((header, clean_text(piece), most) for piece in pieces)


def _joined(text: str) -> list[str]:
    return text.split(":::")

"""Contact persons as the text of one cell, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crmdesk.core.domain.customer import ContactPerson
from crmdesk.core.domain.normalise import clean_text

_SEPARATOR: Final = " | "
_ESCAPED: Final = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNESCAPE: Final = re.compile(r"\\(.)")
_PART: Final = re.compile(r"(?<!\\)(?:\\\\)*\|")
_WITH_PHONE: Final = re.compile(
    r"(?P<name>.*[^\d\s(（:：+-])[\s:：(（]*"
    r"(?P<phone>(?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:转\d{1,5})?)[)）]?"
)
_PLAIN_NAMES: Final = re.compile(r"\s*(?:[,，、;；/]|:::)\s*")


def show_persons(persons: Iterable[ContactPerson]) -> str:
    """Return a line per person: name, role, phone and notes, separated by bars."""
    return "\n".join(_line(person) for person in persons)


def _line(person: ContactPerson) -> str:
    parts = (person.name, person.role, person.phone, person.notes)
    return _SEPARATOR.join("".join(_ESCAPED.get(sign, sign) for sign in part) for part in parts)


def parse_persons(text: str) -> list[ContactPerson]:
    """Return the persons of a cell: our own lines, or names with or without a phone."""
    found: list[ContactPerson] = []
    for line in text.splitlines():
        if "|" in line:
            parts = [_UNESCAPE.sub(_unescaped, part).strip() for part in _split(line)]
            name, role, phone, *notes = parts + [""] * 2
            found.append(ContactPerson(name, role, phone, _SEPARATOR.join(filter(None, notes))))
        else:
            names = _PLAIN_NAMES.split(clean_text(line))
            found.extend(_named(name) for name in names if name)
    return [person for person in found if person != ContactPerson("")]


def _named(text: str) -> ContactPerson:
    match = _WITH_PHONE.fullmatch(text)
    if match is None:
        return ContactPerson(text)
    return ContactPerson(match["name"], "", match["phone"])


def _split(line: str) -> list[str]:
    parts, start = [], 0
    for match in _PART.finditer(line):
        parts.append(line[start : match.end() - 1])
        start = match.end()
    return [*parts, line[start:]]


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]

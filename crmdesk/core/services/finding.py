"""Finding a customer from a few typed letters, signs or digits, best match first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.customer import PHONE_KINDS, Customer, Hit, Match
from crmdesk.core.domain.folding import fold
from crmdesk.core.domain.pinyin import AFTER_LETTERS
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, custom_fields, customers, search

_SNIPPET: Final = 60
_BEFORE: Final = 16
_WITH_PHONES: Final = (*PHONE_KINDS, "contact_person")


def find(workspace: Workspace, text: str, limit: int = 50) -> list[Hit]:
    """Return the customers a typed text finds, best first, with the part that matched."""
    ways = search.readings(text)
    if not ways or limit <= 0:
        return []
    words = ways[0]
    with workspace.database.read() as connection:
        ids = search.ranked_ids(connection, text, limit)
        found = customers.load(connection, ids)
        sounds = customers.sort_keys(connection, ids)
        if any(customer.custom for customer in found):
            labels = choices.labels(connection)
            own = {one.key: one.label for one in custom_fields.all_fields(connection)}
            found = [_as_read(customer, labels) for customer in found]
        else:
            own = {}
    place = {customer_id: number for number, customer_id in enumerate(ids)}
    scored = [
        (_score(customer, words, match), place[customer.id], customer, match)
        for customer in found
        for match in [_match(customer, ways, sounds.get(customer.id, ""))]
    ]
    scored.sort(key=lambda one: one[:2])
    return [_hit(customer, match, own) for _score_, _place, customer, match in scored]


def _as_read(customer: Customer, labels: Mapping[str, Mapping[str, str]]) -> Customer:
    """Return a customer whose values of own fields stand with the owner's labels."""
    read = ((key, labels.get(key, {}).get(value, value)) for key, value in customer.custom)
    return replace(customer, custom=tuple(read))


def _hit(customer: Customer, match: Match, own: Mapping[str, str]) -> Hit:
    return Hit(
        id=customer.id,
        name=customer.name,
        kind=customer.kind,
        mobile=customer.mobile,
        company=customer.company,
        grade=customer.grade,
        district=customer.addresses[0].district if customer.addresses else "",
        matched=replace(match, label=own.get(match.field, "")),
    )


def _score(customer: Customer, words: list[str], match: Match) -> tuple[int, int, int]:
    """Return what sorts hits: kind of match, how much of the field it covers, the grade."""
    order = {"name": 0, "mobile": 1, "phone": 1, "company": 2}.get(match.field, 3)
    name = fold(customer.name)
    if "".join(words) == name.replace(" ", ""):
        order = -1
    covered = sum(length for _start, length in match.ranges)
    left = len(match.text) - covered if match.field in ("name", "mobile", "phone") else 0
    if match.field in PHONE_KINDS and match.ranges:
        # People say the last digits of a number: those first.
        left = len(match.text) - sum(match.ranges[-1])
    grade = ord(customer.grade[0]) if customer.grade else 127
    return order, left, grade


def _match(customer: Customer, ways: list[list[str]], sound: str) -> Match:
    """Return the field that shows best why a customer was found."""
    for words in ways:
        best = _best_match(customer, words, sound)
        if best is not None:
            return best
    return Match("name", customer.name)


def _best_match(customer: Customer, words: list[str], sound: str) -> Match | None:
    best: Match | None = None
    for field, value in _fields(customer):
        ranges = _ranges(value, words)
        if not ranges and field == "name":
            ranges = _sound_ranges(value, words, sound)
        if not ranges and field in _WITH_PHONES:
            ranges = _digit_ranges(value, words)
        if ranges and (best is None or len(ranges) > len(best.ranges)):
            best = _snippet(field, value, ranges)
    return best


def _fields(customer: Customer) -> Iterator[tuple[str, str]]:
    yield "name", customer.name
    for method in customer.methods:
        yield method.kind, method.value
    yield "company", customer.company
    yield "card", customer.card
    for person in customer.persons:
        yield "contact_person", " ".join(filter(None, (person.name, person.role, person.phone)))
    for address in customer.addresses:
        yield "address", address.text
    for tag in customer.tags:
        yield "tags", tag
    yield from customer.custom
    yield "notes", customer.notes


def _ranges(value: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    if not value:
        return ()
    folded = fold(value)
    if len(folded) != len(value):
        # Folding changed lengths: positions would be wrong, so only the plain text is tried.
        folded = value.lower()
    found = [(folded.find(word), len(word)) for word in words]
    return tuple(sorted((start, length) for start, length in found if start >= 0))


def _digit_ranges(value: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    places = [index for index, sign in enumerate(value) if sign.isdigit()]
    digits = "".join(value[index] for index in places)
    found = []
    for word in words:
        start = digits.find(word) if word.isdigit() else -1
        if start >= 0:
            first, last = places[start], places[start + len(word) - 1]
            found.append((first, last - first + 1))
    return tuple(sorted(found))


def _sound_ranges(value: str, words: list[str], sound: str) -> tuple[tuple[int, int], ...]:
    """Return which characters of a name a word of pinyin or initials stands for."""
    syllables = sound.removeprefix(AFTER_LETTERS).split()
    places = _places(value, syllables)
    if not places:
        return ()
    found = []
    for word in words:
        for start in range(len(syllables)):
            length = _sounds_like(syllables[start:], word)
            if length:
                first, last = places[start][0], places[start + length - 1][1]
                found.append((first, last - first))
                break
    return tuple(sorted(found))


def _places(value: str, syllables: list[str]) -> list[tuple[int, int]]:
    """Return where in a name each syllable begins and ends; a word of letters is one syllable."""
    places = []
    at = 0
    for syllable in syllables:
        while at < len(value) and not value[at].isalnum():
            at += 1
        word = at
        while word < len(value) and not value[word].isspace() and len(syllable) > word - at:
            word += 1
        end = word if fold(value[at:word]) == syllable else at + 1
        if end > len(value):
            return []
        places.append((at, end))
        at = end
    return [] if any(char.isalnum() for char in value[at:]) else places


def _sounds_like(syllables: list[str], word: str) -> int:
    """Return how many syllables a word covers, read as initials or as pinyin; 0 for none."""
    initials = "".join(syllable[0] for syllable in syllables)
    if initials.startswith(word):
        return len(word)
    if "".join(syllables).startswith(word):
        left, count = len(word), 0
        while left > 0:
            left -= len(syllables[count])
            count += 1
        return count
    return 0


def _snippet(field: str, value: str, ranges: tuple[tuple[int, int], ...]) -> Match:
    """Cut a long text around the first hit, on one line."""
    if len(value) <= _SNIPPET and "\n" not in value:
        return Match(field, value, ranges)
    begin = max(0, ranges[0][0] - _BEFORE)
    cut = re.sub(r"[\r\n\t]", " ", value[begin : begin + _SNIPPET])
    lead = "…" if begin else ""
    tail = "…" if begin + _SNIPPET < len(value) else ""
    shift = len(lead) - begin
    shown = tuple(
        (start + shift, min(length, begin + _SNIPPET - start))
        for start, length in ranges
        if begin <= start < begin + _SNIPPET
    )
    return Match(field, f"{lead}{cut}{tail}", shown)

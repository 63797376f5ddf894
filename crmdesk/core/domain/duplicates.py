"""Which stored customers may be the same one: what speaks for it, how strongly, and in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Final, NamedTuple

from crmdesk.core.domain.addresses import split_address
from crmdesk.core.domain.customer import COMPANY
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.i18n import N_, _

# What two customers share, as one family: a mobile written as a phone is the same number.
PHONE: Final = "phone"
METHODS: Final = {
    "mobile": PHONE,
    "phone": PHONE,
    "wechat": "wechat",
    "qq": "qq",
    "email": "email",
}
# A number that so many different names share is a switchboard, a shop's own, or a filler.
MOST_NAMES: Final = 5
# Pairs below this are not worth a look.
LEAST_SCORE: Final = 40
_SAME_METHOD: Final = {
    PHONE: N_("same phone {value}"),
    "wechat": N_("same WeChat {value}"),
    "qq": N_("same QQ {value}"),
    "email": N_("same e-mail {value}"),
}
# How much doubt is left after each piece of evidence; together they are multiplied.
_DOUBT: Final = {PHONE: 0.25, "wechat": 0.25, "qq": 0.3, "email": 0.3}
_SAME_NAME: Final = 0.5
_SAME_SOUND: Final = 0.6
_NEAR_NAME: Final = 0.8
_SAME_BIRTHDAY: Final = 0.4
_SAME_DAY: Final = 0.55
_SAME_ADDRESS: Final = 0.4
_LIKE_ADDRESS: Final = 0.5
_SAME_COMPANY: Final = 0.6
_COMPANY_NAME: Final = 0.5
# What speaks against it takes away a part of the score.
_OTHER_NAME: Final = 0.6
_OTHER_BIRTHDAY: Final = 0.6
_OTHER_GENDER: Final = 0.8
_OTHER_KIND: Final = 0.8
_SHORTEST_TYPO: Final = 3
_SHORTEST_STREET: Final = 4
_SHORTEST_COMPANY: Final = 2
_TO_NUMBER: Final = re.compile(r"^(?!\d).*?\d+")
_NO_DIGIT: Final = re.compile(r"\D*")
_LEGAL_FORM: Final = re.compile(r"(?:股份|有限|责任|公司|集团)+$|(?:co|ltd|limited|inc|gmbh|llc)+$")


class Shared(NamedTuple):
    """One contact method by which customers are compared: its family, key, and how it is shown."""

    family: str
    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a customer is compared; `birthday` is the storage text, places are addresses."""

    id: int
    name: str
    kind: str = ""
    gender: str = ""
    birthday: str = ""
    company: str = ""
    places: tuple[tuple[str, str], ...] = ()
    methods: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two customers that may be the same; `score` is 0 to 100, the strongest reason first."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


class _Evidence(NamedTuple):
    doubt: float
    reason: str


def compare(
    first: Subject, second: Subject, worthless: Collection[tuple[str, str]] = ()
) -> DuplicatePair | None:
    """Return what speaks for two customers being the same, or None for too little.

    `worthless` are (family, key) pairs of contact methods that too many people share.
    """
    named = _names(first, second)
    found = [*_methods(first, second, worthless), *_rest(first, second)]
    near = named is not None and named.doubt == _NEAR_NAME
    # A slip of the pen is a hint beside two other facts, or beside a number; never on its own.
    if not found and not _is_company_name(first, second):
        return None
    if near and len(found) < 2 and not any(one.doubt <= _DOUBT["email"] for one in found):
        return None
    if named is None and all(one.doubt > _DOUBT["email"] for one in found):
        return None
    if named is not None:
        found.append(named)
    score = round(100 * (1 - prod(one.doubt for one in found)) * _against(first, second, named))
    if score < LEAST_SCORE:
        return None
    found.sort(key=lambda one: one.doubt)
    reasons = tuple(dict.fromkeys(one.reason for one in found))
    low, high = sorted((first.id, second.id))
    return DuplicatePair(low, high, min(score, 99), reasons)


def _names(first: Subject, second: Subject) -> _Evidence | None:
    one, two = fold_key(first.name), fold_key(second.name)
    if not one or not two:
        return None
    both = {"first": first.name, "second": second.name}
    firm = _is_company_name(first, second)
    if one == two or firm:
        doubt = _COMPANY_NAME if firm else _SAME_NAME
        if first.name == second.name:
            return _Evidence(doubt, _("same name"))
        return _Evidence(
            doubt, _("same name, written differently: {first} / {second}").format(**both)
        )
    if sound(first.name) == sound(second.name):
        return _Evidence(_SAME_SOUND, _("same name by sound: {first} / {second}").format(**both))
    if is_near(one, two):
        return _Evidence(_NEAR_NAME, _("one letter apart: {first} / {second}").format(**both))
    return None


def _is_company_name(first: Subject, second: Subject) -> bool:
    """Tell whether both are companies of one name: unlike people's, such names are given once."""
    if not first.kind == second.kind == COMPANY:
        return False
    return len(company_key(first.name)) > _SHORTEST_COMPANY and company_key(
        first.name
    ) == company_key(second.name)


def sound(name: str) -> str:
    """Return how a name sounds: pinyin without tones and gaps."""
    return sort_key(name).replace(" ", "")


def is_near(first: str, second: str) -> bool:
    """Tell whether two folded names differ by one character; two characters are too few to say."""
    if min(len(first), len(second)) < _SHORTEST_TYPO or abs(len(first) - len(second)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(first, second, score_cutoff=1) <= 1


def _methods(
    first: Subject, second: Subject, worthless: Collection[tuple[str, str]]
) -> Iterator[_Evidence]:
    theirs = {(one.family, one.key) for one in second.methods}
    told: set[tuple[str, str]] = set()
    for one in first.methods:
        key = (one.family, one.key)
        if key in theirs and key not in told and key not in worthless:
            told.add(key)
            yield _Evidence(_DOUBT[one.family], _(_SAME_METHOD[one.family]).format(value=one.shown))


def _rest(first: Subject, second: Subject) -> Iterator[_Evidence]:
    if first.birthday and first.birthday == second.birthday:
        yearless = "--" in first.birthday
        yield _Evidence(_SAME_DAY if yearless else _SAME_BIRTHDAY, _("same birthday"))
    place = _places(first, second)
    if place is not None:
        yield place
    company = company_key(first.company)
    if company and company == company_key(second.company):
        yield _Evidence(_SAME_COMPANY, _("same company {name}").format(name=first.company))


def _places(first: Subject, second: Subject) -> _Evidence | None:
    similar: _Evidence | None = None
    for text, district in first.places:
        for other_text, other_district in second.places:
            if len(fold_key(text)) >= _SHORTEST_STREET and fold_key(text) == fold_key(other_text):
                return _Evidence(_SAME_ADDRESS, _("same address {text}").format(text=text))
            street = street_key(text)
            districts = {fold_key(one) for one in (district, other_district)} - {""}
            if street and street == street_key(other_text) and len(districts) < 2:
                words = _("similar address: {first} / {second}")
                similar = _Evidence(_LIKE_ADDRESS, words.format(first=text, second=other_text))
    return similar


@lru_cache(maxsize=4096)
def street_key(text: str) -> str:
    """Return street and house number, folded, without city, floor and room; empty for less.

    An address without Chinese characters is compared whole: its number may stand anywhere.
    """
    if text.isascii():
        key = fold_key(text)
    else:
        street = fold_key(split_address(text).street)
        found = _TO_NUMBER.match(street)
        key = found[0] if found else street
    return key if len(key) >= _SHORTEST_STREET and not _NO_DIGIT.fullmatch(key) else ""


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """Return a company's name folded and without its legal form; empty for too little."""
    key = _LEGAL_FORM.sub("", fold_key(name))
    return key if len(key) >= _SHORTEST_COMPANY else ""


def _against(first: Subject, second: Subject, named: _Evidence | None) -> float:
    share = 1.0
    if named is None:
        share *= _OTHER_NAME
    if first.birthday and second.birthday and first.birthday != second.birthday:
        share *= _OTHER_BIRTHDAY
    if first.gender and second.gender and first.gender != second.gender:
        share *= _OTHER_GENDER
    if first.kind != second.kind:
        share *= _OTHER_KIND
    return share

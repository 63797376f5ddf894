"""How names sound: pinyin for the sort order and for the search."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import product
from typing import Final, NamedTuple

from crmdesk.core.domain.folding import fold, simplified_characters
from crmdesk.core.domain.surnames import (
    COMPOUND_READINGS,
    GIVEN_READINGS,
    RARE_READINGS,
    SURNAME_READINGS,
)

# A name of 10,000 characters must not fill the index: so many positions, so many syllables each.
_POSITIONS: Final = 100
_SYLLABLES: Final = 16
_MOST_VARIANTS: Final = 8
_LONGEST_PERSON: Final = 4
AFTER_LETTERS: Final = "{"
_TONES: Final = {"\u0304", "\u0301", "\u030c", "\u0300"}


class NameReadings(NamedTuple):
    """The ways to read a name, the likeliest first: one syllable per character, ü as `ü`."""

    variants: tuple[tuple[str, ...], ...]

    @property
    def full(self) -> tuple[str, ...]:
        """Return each way as one word, ü written v."""
        return tuple("".join(way).replace("ü", "v") for way in self.variants)

    @property
    def initials(self) -> tuple[str, ...]:
        """Return the first letters of each way."""
        return tuple("".join(part[0] for part in way) for way in self.variants)


def readings(name: str) -> NameReadings:
    """Return how a name is read; surnames with two readings give both."""
    return NameReadings(_ways(name))


def sort_key(name: str) -> str:
    """Return a text whose byte order is the A-Z order of names; other signs come after letters."""
    way = _ways(name)[0]
    if not way:
        return AFTER_LETTERS + name
    key = " ".join(way)
    if "ü" in key:
        key = key.replace("ü", "v")
    return key if "a" <= key[0] <= "z" else AFTER_LETTERS + key


def search_tokens(name: str) -> list[str]:
    """Return from each position of a name the rest of its pinyin and of its initials."""
    ways = _ways(name)
    tokens: dict[str, None] = {}
    for way in ways:
        count = len(way)
        if count > _SYLLABLES:
            _long_tokens(way, tokens)
            continue
        rest = initials = ""
        for syllable in reversed(way):
            rest = syllable + rest
            initials = syllable[0] + initials
            tokens[rest] = None
            tokens[initials] = None
    found = list(tokens)
    if any("ü" in way_part for way in ways for way_part in way):
        return _with_both_u(found)
    return found


def _long_tokens(way: tuple[str, ...], tokens: dict[str, None]) -> None:
    for start in range(min(len(way), _POSITIONS)):
        part = way[start : start + _SYLLABLES]
        tokens["".join(part)] = None
        tokens["".join(syllable[0] for syllable in part)] = None


def _with_both_u(tokens: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for token in tokens:
        found[token.replace("ü", "v")] = None
        found[token.replace("ü", "u")] = None
    return list(found)


@lru_cache(maxsize=16384)
def _ways(name: str) -> tuple[tuple[str, ...], ...]:
    known = _KNOWN
    plain: list[str] = []
    for char in name:
        syllable = known[char]
        # An empty text: not a character with one reading; see below.
        if not syllable:
            return _careful_ways(name)
        plain.append(syllable)
    starts, given = _odd_characters()
    if name[:1] in starts or not given.isdisjoint(name[1:]):
        return _careful_ways(name)
    return (tuple(plain),)


def _careful_ways(name: str) -> tuple[tuple[str, ...], ...]:
    units = _units(name)
    chinese = [unit for unit in units if _KNOWN[unit] and len(unit) == 1]
    plain = [_KNOWN[unit] or unit for unit in units]
    if not chinese:
        return (tuple(plain),)
    person = len(chinese) <= _LONGEST_PERSON
    simplified = [simplified_characters().get(unit, unit) for unit in units]
    simple = "".join(simplified[:4])
    starts = _starts(simple, plain) if len(units[0]) == 1 else [tuple(plain[:1])]
    if not person:
        starts.sort(key=lambda start: start != tuple(plain[: len(start)]))
    found: dict[tuple[str, ...], None] = {}
    for start in starts:
        rest = [
            GIVEN_READINGS.get(unit, (part,)) if person else (part,)
            for unit, part in zip(simplified[len(start) :], plain[len(start) :], strict=True)
        ]
        for way in product(*rest):
            found[start + way] = None
            if len(found) >= _MOST_VARIANTS:
                break
    return tuple(found)[:_MOST_VARIANTS]


def _starts(simple: str, plain: list[str]) -> list[tuple[str, ...]]:
    """Return how the surname may be read, the likeliest first."""
    found: dict[tuple[str, ...], None] = {}
    for length in (4, 3, 2):
        for reading in COMPOUND_READINGS.get(simple[:length], ()) if len(plain) >= length else ():
            if len(simple[:length]) == length:
                found[tuple(reading.replace("lv", "lü").split(","))] = None
    for reading in SURNAME_READINGS.get(simple[:1], ()):
        found[(reading,)] = None
    found[(plain[0],)] = None
    return list(found)


def _units(name: str) -> list[str]:
    """Return the name's Chinese characters and its words in other scripts."""
    units: list[str] = []
    word = ""
    for char in name:
        if _KNOWN[char]:
            if word:
                units.append(fold(word))
            word = ""
            units.append(char)
        elif char.isalnum() or unicodedata.category(char) == "Mn":
            word += char
        elif word and char not in "'’":
            units.append(fold(word))
            word = ""
    if word:
        units.append(fold(word))
    return [unit for unit in units if unit]


class _Syllables(dict[str, str]):
    """The everyday reading of each Chinese character, looked up once; empty for other signs."""

    def __missing__(self, char: str) -> str:
        found = RARE_READINGS.get(char, "")
        if not found and len(char) == 1 and ord(char) > 0x2E7F:
            listed = _dictionary().get(ord(char))
            found = _toneless(listed.split(",")[0]) if listed else ""
        self[char] = found
        return found


_KNOWN: Final = _Syllables()


@cache
def _odd_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters, traditional ones too, that need care first and later in a name."""
    starts = set(SURNAME_READINGS) | {name[0] for name in COMPOUND_READINGS} | {""}
    given = set(GIVEN_READINGS)
    for traditional, simple in simplified_characters().items():
        if simple in starts:
            starts.add(traditional)
        if simple in given:
            given.add(traditional)
    return frozenset(starts), frozenset(given)


def _toneless(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return bare.replace("ê", "e")


@cache
def _dictionary() -> dict[int, str]:
    """Return the readings of each character code, comma-separated, the usual one first."""
    package = find_spec("pypinyin")
    folders = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("pinyin_dict", folders)
    if spec is None or spec.loader is None:
        from pypinyin.pinyin_dict import pinyin_dict

        return pinyin_dict
    # Past the package, whose phrases cost 0.3 s and 50 MB that single characters do not need.
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[int, str] = module.pinyin_dict
    return table

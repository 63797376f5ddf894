"""The text index: what is written for each customer, and how a typed text finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from unicodedata import is_normalized

import sqlalchemy as sa

from crmdesk.core.domain.custom_fields import NO, YES
from crmdesk.core.domain.customer import PHONE_KINDS, Customer
from crmdesk.core.domain.folding import fold
from crmdesk.core.domain.pinyin import AFTER_LETTERS, search_tokens
from crmdesk.core.store.tables import SEARCH_TABLE

IndexRow = tuple[int, str, str, str]

# Characters that stand for themselves: each is a word of the index.
_HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_IS_HAN: Final = re.compile(f"[{_HAN}]")
_SEGMENT: Final = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_NUMBERISH: Final = re.compile(r"\+?[\d\s\-().]+")
# One letter would begin half of all names.
_LATIN: Final = re.compile("[A-Za-z]{2,}")
_SHORTEST_TAIL: Final = 3
_INITIALS: Final = 2
_INSERT: Final = f"INSERT INTO {SEARCH_TABLE} (rowid, name, phone, more) VALUES (?,?,?,?)"
_MOST_WORDS: Final = 8
_LONGEST_TEXT: Final = 200


class _Apart(dict[int, str]):
    """Folds each character once and puts spaces around a Chinese one."""

    def __missing__(self, code: int) -> str:
        self[code] = _IS_HAN.sub(r" \g<0> ", fold(chr(code)))
        return self[code]


class _Named(dict[int, str]):
    """Marks Chinese characters as those of a name."""

    def __missing__(self, code: int) -> str:
        self[code] = _IS_HAN.sub(r"n\g<0>", chr(code))
        return self[code]


_APART: Final = _Apart()
_NAMED: Final = _Named()


def spaced(text: str) -> str:
    """Return folded text in which every Chinese character stands alone."""
    if text.isascii():
        return text.lower()
    apart = text.translate(_APART)
    # Where neither form has anything to compose, folding sign by sign is folding the text.
    if is_normalized("NFC", text) and is_normalized("NFC", apart):
        return apart
    return _IS_HAN.sub(r" \g<0> ", fold(text))


def tails(digits: str) -> str:
    """Return every end of three or more digits of a number, separated by spaces."""
    return " ".join([digits[start:] for start in range(len(digits) - _SHORTEST_TAIL + 1)])


def index_row(customer_id: int, customer: Customer) -> IndexRow:
    """Return what the index holds for a customer: name and its sounds, phones, all the rest.

    A single letter or digit is looked up as it stands, not as a beginning, or it would find half
    of all words: the first letters of the name's parts and the first digits are words too. Chinese
    characters of a name stand there once more with a mark, so that names with a place in them
    need not be looked for among all who live there.
    """
    phones: list[str] = []
    more: list[str] = []
    if customer.company or customer.card or customer.notes:
        more = [customer.company, customer.card, customer.notes]
    for method in customer.methods:
        if method.kind in PHONE_KINDS:
            _add_phone(method.value, phones)
        else:
            more.append(method.value)
    for person in customer.persons:
        more.extend((person.name, person.role, person.notes))
        _add_phone(person.phone, phones)
    for address in customer.addresses:
        more.append(address.text)
    if customer.tags:
        more.extend(customer.tags)
    if customer.custom:
        # Yes and no would be found with everybody.
        more.extend(value for _key, value in customer.custom if value not in (YES, NO))
    sounds = search_tokens(customer.name)
    firsts = {token[0]: None for token in sounds}
    plain = spaced(customer.name)
    name = " ".join((plain, plain.translate(_NAMED), *sounds, *firsts))
    return customer_id, name, " ".join(phones), spaced(" ".join(filter(None, more)))


def _add_phone(value: str, phones: list[str]) -> None:
    digits = value if value.isdigit() else "".join(filter(str.isdigit, value))
    if digits:
        phones.append(tails(digits) or digits)
        phones.append(digits[0])


def add(connection: sa.Connection, rows: Sequence[IndexRow]) -> None:
    """Write the index of customers that are not in it yet."""
    if rows:
        connection.exec_driver_sql(_INSERT, list(rows))


def replace(connection: sa.Connection, rows: Sequence[IndexRow]) -> None:
    """Write the index of customers anew."""
    if rows:
        connection.exec_driver_sql(
            f"DELETE FROM {SEARCH_TABLE} WHERE rowid=?", [(row[0],) for row in rows]
        )
        connection.exec_driver_sql(_INSERT, list(rows))


def forget_deleted(connection: sa.Connection, operation_id: int) -> None:
    """Take the customers an operation deleted out of the index."""
    connection.exec_driver_sql(
        f"DELETE FROM {SEARCH_TABLE} WHERE rowid IN (SELECT row_id FROM change"
        " WHERE operation_id=? AND noun='customer' AND action='d')",
        (operation_id,),
    )


def clear(connection: sa.Connection) -> None:
    """Empty the index, to build it anew."""
    connection.exec_driver_sql(f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('delete-all')")


def indexed_ids(connection: sa.Connection) -> Iterable[int]:
    """Return the ids that are in the index, in order."""
    rows = connection.exec_driver_sql(f"SELECT rowid FROM {SEARCH_TABLE} ORDER BY rowid")
    return (row[0] for row in rows)


def words_of(text: str) -> list[str]:
    """Return the folded words of a typed text; a number typed in groups is one word."""
    folded = fold(text[:_LONGEST_TEXT]).strip()
    if _NUMBERISH.fullmatch(folded):
        digits = re.sub(r"\D", "", folded)
        if folded.startswith("+86"):
            digits = digits[2:]
        # Groups of three or more are pieces of one number; shorter ones are words of their own.
        if digits and all(len(group) >= 2 for group in re.findall(r"\d+", folded)):
            return [digits]
    return folded.split()[:_MOST_WORDS]


def readings(text: str) -> list[list[str]]:
    """Return the ways to take a typed text as words, the likeliest first.

    1380-8000 is a phone typed in groups; 2026-10-01 in a note and K-12 34 are words as they stand.
    """
    ways = (words_of(text), fold(text[:_LONGEST_TEXT]).split()[:_MOST_WORDS])
    return [list(way) for way in dict.fromkeys(map(tuple, ways)) if way]


def _terms(word: str, *, prefix: bool, named: bool) -> str:
    """Return the index expression of one word: a phrase whose last piece may go on."""
    pieces = _SEGMENT.findall(word)
    if not pieces:
        return ""
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        if _IS_HAN.match(piece):
            mark = "n" if named else ""
            parts.append('"' + " ".join(mark + sign for sign in piece) + '"')
        else:
            begins = prefix and last and not (len(piece) == 1 and piece.isascii())
            parts.append(f'"{piece}"' + ("*" if begins else ""))
    # A mail address or a mixed word: its pieces follow each other.
    if len(parts) > 1 and not any(map(_IS_HAN.match, pieces)):
        joined = " ".join(pieces)
        return f'"{joined}"' + ("*" if prefix else "")
    return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"


def expression(text: str, meant: str = "") -> str:
    """Return the index expression that finds a typed text anywhere; empty when it has no words.

    `meant` is what `meant_choices` says of the text.
    """
    return " OR ".join(filter(None, (_either(readings(text), prefix=True), meant)))


def meant_choices(connection: sa.Connection, text: str) -> str:
    """Return the index expression of the choices whose new label holds a typed text.

    The index knows a choice of an own field by the word it was made with; to give it another label
    changes no customer.
    """
    wanted = fold(text[:_LONGEST_TEXT]).strip()
    rows = connection.exec_driver_sql(
        "SELECT code, label FROM choice WHERE label <> '' AND list GLOB 'c[0-9]*'"
    )
    codes = [row[0] for row in rows if wanted and wanted in fold(row[1])]
    ways = [fold(code).split() for code in codes[:_MOST_WORDS]]
    return _either(ways, prefix=False)


def _either(ways: Sequence[Sequence[str]], *, prefix: bool, named: bool = False) -> str:
    found = (_joined(words, prefix=prefix, named=named) for words in ways)
    return " OR ".join(filter(None, found))


def _joined(words: Sequence[str], *, prefix: bool, named: bool) -> str:
    terms = [term for word in words if (term := _terms(word, prefix=prefix, named=named))]
    if not terms:
        return ""
    return ("{name phone} : " if named else "") + "(" + " AND ".join(terms) + ")"


def tiers(text: str, meant: str = "") -> list[str]:
    """Return index expressions from the best kind of match to the widest.

    A whole name, its whole sound or initials, or the end of a number; then their beginnings; then
    anything. Each includes the ones before it.
    """
    ways = readings(text)
    wanted = (
        _either(ways, prefix=False, named=True),
        _either(ways, prefix=True, named=True),
        expression(text, meant),
    )
    return [found for found in dict.fromkeys(wanted) if found]


# The ids of those whose name an expression of the index finds.
FOUND_SQL: Final = f"SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?"


def sounding(word: str) -> str:
    """Return the index expression for names that sound like a word of Latin letters, or empty.

    A name is found by its sounds from any part on, and by their first letters: wangli, li, wl.
    """
    return f'name : "{word.lower()}"*' if _LATIN.fullmatch(word) else ""


def ranked_ids(connection: sa.Connection, text: str, limit: int) -> list[int]:
    """Return ids of live customers that match, better kinds of match first."""
    found = dict.fromkeys(_named_like(connection, words_of(text), limit))
    for match in tiers(text, meant_choices(connection, text)):
        if len(found) >= limit:
            break
        rows = connection.exec_driver_sql(
            f"SELECT c.id FROM {SEARCH_TABLE} t CROSS JOIN customer c ON c.id = t.rowid"
            f" WHERE {SEARCH_TABLE} MATCH ? AND c.binned_at IS NULL LIMIT ?",
            (match, limit),
        ).fetchall()
        for row in rows:
            found.setdefault(row[0])
    return list(found)[:limit]


def _named_like(connection: sa.Connection, words: Sequence[str], limit: int) -> list[int]:
    """Return customers whose name begins with the sound typed, read off the index of the list.

    It costs the same for any number of customers, and most typed letters end here.
    """
    if len(words) != 1 or not (words[0].isascii() and words[0].isalpha()):
        return []
    # Two letters may as well be the initials of a name: those get the other half.
    most = limit // 2 if len(words[0]) == _INITIALS else limit
    rows = connection.exec_driver_sql(
        "SELECT id FROM customer WHERE name_key >= ? AND name_key < ? AND binned_at IS NULL"
        " ORDER BY name_key, id LIMIT ?",
        (words[0], words[0] + AFTER_LETTERS, most),
    )
    return [row[0] for row in rows]

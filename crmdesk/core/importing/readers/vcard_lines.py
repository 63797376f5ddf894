"""Contact files as cards of properties: lines put together again, values still as written bytes.

Phones, mail programs and web shops all write contacts a little wrong. What cannot be a property is
taken as the rest of the one above it where that is likely, and left out where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a text, for tables of names."""
    return frozenset(text.split())


_EDGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:[\w-]{1,64}\.)?(begin|end)\s*:\s*([\w-]+)\s*", re.IGNORECASE
)
_NAME: Final = rb"[ \t]*(?:([\w-]{1,64})\.)?([A-Za-z][A-Za-z0-9_-]{0,63})[ \t]*"
_HEAD: Final = re.compile(_NAME + rb'((?:;(?:"[^"\n]*"|[^:"])*)?):')
# A quotation mark that is opened and never closed.
_LOOSE_HEAD: Final = re.compile(_NAME + rb"((?:;[^:]*)?):")
_BASE64: Final = re.compile(rb"\s*[A-Za-z0-9+/]+={0,2}\s*")
_PARAM: Final = re.compile(r';((?:"[^"]*"|[^;"]|"(?=[^"]*$))*)')
_ESCAPED_BYTE: Final = re.compile(rb"=[0-9A-Fa-f]{2}$")
_KNOWN: Final = words(
    "FN N ORG TITLE ROLE NICKNAME NOTE ADR LABEL EMAIL URL TEL IMPP CATEGORIES GENDER"
    " RELATED BDAY KIND MEMBER ANNIVERSARY DEATHDATE PHOTO LOGO SOUND KEY AGENT VERSION"
    " PRODID REV UID SOURCE NAME CLASS SORT-STRING TZ GEO MAILER LANG CALURI CALADRURI FBURL"
    " CLIENTPIDMAP XML PROFILE HOBBY INTEREST EXPERTISE BIRTHPLACE"
)
_BINARY: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "XML"})
_LONG_TEXT: Final = frozenset({"NOTE", "ADR", "LABEL"})
_ENCODINGS: Final = frozenset({"quoted-printable", "base64", "8bit", "7bit", "b", "q"})
_PLACES: Final = frozenset({"inline", "url", "uri", "content-id", "cid"})
# From here on a line of the old form was broken by its length, else between two words.
_FULL_LINE: Final = 74
_DEEPEST: Final = 8


@dataclass(slots=True)
class Property:
    """One property: its name in capitals, its parameters, its value as the bytes of the file.

    `params` holds what is given under a name in capitals; the three ways to write a type all
    stand under TYPE, in small letters. Texts in it are bytes read as Latin-1.
    """

    group: str
    name: str
    params: dict[str, list[str]]
    value: bytes = b""

    @property
    def types(self) -> list[str]:
        """What kind of phone, mail or address it is, in small letters."""
        return self.params.get("TYPE", [])

    def param(self, name: str) -> str:
        """Return the first value of a parameter, or an empty text."""
        return next(iter(self.params.get(name, ())), "")

    @property
    def quoted_printable(self) -> bool:
        """Whether the value is written in signs such as `=E5`."""
        encoding = self.params.get("ENCODING")
        return encoding is not None and encoding[0].lower() in ("quoted-printable", "q")

    @property
    def base64(self) -> bool:
        """Whether the value is written in base64."""
        encoding = self.params.get("ENCODING")
        return encoding is not None and encoding[0].lower() in ("b", "base64")


@dataclass(slots=True)
class Card:
    """One contact; `agents` are the cards that stand inside it."""

    properties: list[Property] = field(default_factory=list)
    agents: list[Card] = field(default_factory=list)


def cards_of(data: bytes) -> Iterator[Card]:
    """Give the cards of a file one by one; a card without an end goes to the next beginning."""
    lines = _Lines()
    for line in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        yield from lines.take(line)
    yield from lines.finish()


class _Lines:
    """Takes the lines of a file one after another."""

    def __init__(self) -> None:
        self._open: list[Card] = []
        # Components of other kinds inside a card, such as an appointment, are passed over.
        self._foreign = 0
        self._old = False
        self._now: Property | None = None
        self._parts: list[bytes] = []
        self._folds: list[int] = []
        self._last_length = 0

    def take(self, line: bytes) -> Iterator[Card]:
        """Take one line; give the card that it ends, if any."""
        edge = _EDGE.fullmatch(line)
        if edge is not None:
            yield from self._edge(edge[1].lower() == b"begin", edge[2].upper())
        elif self._open and not self._foreign:
            self._content(line)
        self._last_length = len(line)

    def finish(self) -> Iterator[Card]:
        """Give the card that was never ended."""
        self._close_property()
        self._foreign = 0
        if self._open:
            yield self._open[0]
        self._open = []

    def _edge(self, begins: bool, what: bytes) -> Iterator[Card]:
        agent = self._now is not None and self._now.name == "AGENT" and not any(self._parts)
        self._close_property()
        if what != b"VCARD":
            if self._open:
                self._foreign = max(0, self._foreign + (1 if begins else -1))
        elif not begins:
            self._foreign = 0
            if len(self._open) > 1:
                self._open.pop()
            else:
                yield from self.finish()
        elif self._open and agent and len(self._open) < _DEEPEST:
            card = Card()
            self._open[-1].agents.append(card)
            self._open.append(card)
        else:
            yield from self.finish()
            self._open = [Card()]
            self._old = False

    def _content(self, line: bytes) -> None:
        if self._now is not None:
            if line[:1] in (b" ", b"\t"):
                self._folded(line)
                return
            if self._is_soft_break() and not self._is_next_property(line):
                self._parts[-1] = self._parts[-1].rstrip()[:-1]
                self._parts.append(line)
                return
        if not line.strip():
            return
        head = self._head(line)
        if head is not None:
            self._close_property()
            self._begin(head, line)
        elif self._now is not None:
            self._loose(line)

    def _begin(self, head: re.Match[bytes], line: bytes) -> None:
        name = head[2].decode("latin-1").upper()
        value = line[head.end() :]
        self._now = Property(
            (head[1] or b"").decode("latin-1").lower(), name, _params(head[3].decode("latin-1"))
        )
        self._parts = [value]
        if name == "VERSION":
            self._old = value.strip().startswith(b"2")

    def _is_soft_break(self) -> bool:
        now = self._now
        return now is not None and now.quoted_printable and self._parts[-1].rstrip().endswith(b"=")

    def _is_next_property(self, line: bytes) -> bool:
        head = _HEAD.match(line)
        return head is not None and head[2].decode("latin-1") in _KNOWN

    def _folded(self, line: bytes) -> None:
        now = self._now
        if now is None:
            return
        if _is_binary(now):
            self._parts = [b"x"]
        elif now.quoted_printable:
            if self._is_soft_break():
                self._parts[-1] = self._parts[-1].rstrip()[:-1]
                self._folds.append(len(self._parts))
                # Text in which everything is encoded was folded a second time.
                if line[1:2] == b"=" and _ESCAPED_BYTE.search(self._parts[-1]):
                    line = line[1:]
            else:
                line = line[1:]
            self._parts.append(line)
        elif self._old and not now.base64 and self._last_length < _FULL_LINE:
            self._parts.append(b" " + line.lstrip())
        else:
            self._parts.append(line[1:])

    def _loose(self, line: bytes) -> None:
        """Take a line that is no property: the rest of a text whose line end was not written."""
        now = self._now
        if now is None:
            return
        if _is_binary(now):
            self._parts = [b"x"]
        elif now.base64:
            if _BASE64.fullmatch(line):
                self._parts.append(line.strip())
        elif now.quoted_printable:
            self._parts.append(line if line.startswith(b"=") else b"=0A" + line)
        elif now.name in _LONG_TEXT or now.name.startswith("X-"):
            self._parts.append(b"\\n" + line)

    def _head(self, line: bytes) -> re.Match[bytes] | None:
        head = _HEAD.match(line) or _LOOSE_HEAD.match(line)
        if head is None:
            return None
        name = head[2].decode("latin-1")
        if name.upper() in _KNOWN or name.upper().startswith("X-"):
            return head
        # An address of the web in a note is no property.
        return head if name.isupper() and not line.startswith(b"//", head.end()) else None

    def _close_property(self) -> None:
        now, self._now = self._now, None
        if now is None:
            return
        if len(self._folds) > 1 and all(
            self._parts[place][:1] in (b" ", b"\t") for place in self._folds
        ):
            for place in self._folds:
                self._parts[place] = self._parts[place][1:]
        self._folds = []
        # Of a picture only that it is there is kept.
        now.value = b"x" if _is_binary(now) and any(self._parts) else b"".join(self._parts)
        self._parts = []
        self._open[-1].properties.append(now)


def _is_binary(one: Property) -> bool:
    return one.name in _BINARY


def _params(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if not text:
        return found
    for part in _PARAM.findall(text):
        name, sign, value = part.partition("=")
        name = name.strip()
        if not sign:
            plain = name.strip('"').lower()
            if plain in _ENCODINGS:
                found["ENCODING"] = [plain]
            elif plain in _PLACES:
                found["VALUE"] = [plain]
            else:
                found.setdefault("TYPE", []).append(plain)
        elif name.upper() == "TYPE":
            types = value.replace('"', "").lower().split(",")
            found.setdefault("TYPE", []).extend(one.strip() for one in types)
        else:
            found.setdefault(name.upper(), []).append(value.strip().strip('"'))
    return found

"""Ways to break a file: bytes, pieces, the parts of an archive, and the words formats live by."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

# Numbers at the edges of what fits, and words that mean something to one of the readers.
_EDGES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80")
_WORDS = (
    b"4294967295",
    b"-1",
    b"1048577",
    b"XFD1048576",
    b"A99999999999",
    b"NaN",
    b"1e999",
    b"1E400",
    b'"',
    b"'",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"</row>",
    b'<row r="0">',
    b"<table>" * 50,
    b"</table>",
    b'colspan="999999999"',
    b'rowspan="-5"',
    b"=",
    b"=\r\n",
    b"=E5",
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"\r\n ",
    b"\r",
    b"\n",
    b"\t",
    b",",
    b";",
    b"\\",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xa1\xa1",
    b"\x81\x30\x81\x30",
    b'ss:Index="4294967295"',
    b't="e"',
    b't="s"',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b"ENCODING=QUOTED-PRINTABLE:",
    b"CHARSET=nonsense:",
    b"BDAY:99999999\r\n",
    b"BDAY:-----\r\n",
    b"0" * 400,
    b"9" * 400,
)


def broken(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a file with one to a few things wrong; `other` is where foreign pieces come from."""
    if whole.startswith(b"PK") and chance.random() < 0.7:
        return _with_broken_part(whole, other, chance)
    return _several(whole, other, chance)


def _several(data: bytes, other: bytes, chance: random.Random) -> bytes:
    for _number in range(chance.choice((1, 1, 2, 3, 8, 30))):
        data = chance.choice(_WAYS)(data, other, chance)
    return data[:4_000_000]


def _with_broken_part(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        victims = set(chance.sample(names, chance.choice((1, 1, 2))))
        for name in names:
            data = old.read(name)
            if name in victims:
                if chance.random() < 0.1:
                    continue
                data = _several(data, other, chance)
            new.writestr(name, data)
    return made.getvalue()


def _flip(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes((data[place] ^ (1 << chance.randrange(8)),)) + data[place + 1 :]


def _cut(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 4, 16, 200)) :]


def _repeat(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 4, 30, 500))]
    return data[:start] + piece * chance.choice((2, 3, 50)) + data[start:]


def _insert(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(_WORDS) + data[start:]


def _overwrite(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = chance.choice(_EDGES + _WORDS)
    return data[:start] + piece + data[start + len(piece) :]


def _graft(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, from_there = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    size = chance.choice((4, 40, 400))
    return data[:start] + other[from_there : from_there + size] + data[start:]


_WAYS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    _flip,
    _flip,
    _cut,
    _drop,
    _repeat,
    _insert,
    _insert,
    _overwrite,
    _graft,
)

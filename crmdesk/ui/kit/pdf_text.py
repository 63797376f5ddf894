"""The text one can search and copy in a PDF file: the characters that were printed.

A font draws some characters with the same glyph, such as the Chinese for "big" and the radical
of that shape. The PDF engine then names the glyph after the lowest code, and a search for the
word finds nothing. Here the names are set right, in an update appended to the file.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QRawFont

_TO_UNICODE: Final = re.compile(rb"/ToUnicode (\d+) 0 R")
_CODES: Final = re.compile(rb"(?<=[\[ ])<([0-9A-F]{4})>(?= )")
_LISTS: Final = re.compile(rb"\[[^\]]*\]|<[0-9A-F]{4}> <[0-9A-F]{4}> <[0-9A-F]{4}>")
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
# All radicals stand below the first ideograph that shares a glyph with one.
_FIRST_IDEOGRAPH: Final = 0x3000


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    data: bytes


def shared_glyphs(text: str, font: QFont) -> dict[str, str]:
    """Return, for characters that share a glyph with one of the text, the one of the text."""
    raw = QRawFont.fromFont(font)
    if not raw.isValid():
        return {}
    low = "".join(map(chr, range(1, _FIRST_IDEOGRAPH)))
    lowest: dict[int, str] = {}
    for sign, glyph in zip(low, raw.glyphIndexesForString(low), strict=True):
        lowest.setdefault(glyph, sign)
    # Where the text itself has both characters, the more frequent one is meant.
    used = [sign for sign, _count in Counter(text).most_common() if " " <= sign < "\U00010000"]
    found: dict[str, str] = {}
    for sign, glyph in zip(used, raw.glyphIndexesForString("".join(used)), strict=True):
        first = lowest.get(glyph) if glyph else None
        if first is not None:
            found.setdefault(first, sign)
    return {first: sign for first, sign in found.items() if first != sign}


def with_right_text(pdf: bytes, meant: Mapping[str, str]) -> bytes:
    """Return the PDF file with characters of its text replaced; what is seen stays the same.

    A file of a structure that is not understood is returned as it is.
    """
    trailer = _TRAILER.search(pdf[-1024:])
    if not meant or trailer is None:
        return pdf
    codes = {b"%04X" % ord(first): b"%04X" % ord(sign) for first, sign in meant.items()}
    offsets = _offsets(pdf, int(trailer[2]))
    streams = []
    for number in sorted({int(found[1]) for found in _TO_UNICODE.finditer(pdf)}):
        old = _stream_at(pdf, offsets.get(number))
        new = _LISTS.sub(lambda part: _renamed(part[0], codes), old)
        if new != old:
            streams.append(_Stream(number, new))
    return pdf + _update(streams, len(pdf), trailer) if streams else pdf


def _renamed(part: bytes, codes: Mapping[bytes, bytes]) -> bytes:
    if part.startswith(b"["):
        return _CODES.sub(lambda found: b"<" + codes.get(found[1], found[1]) + b">", part)
    head, code = part[:-6], part[-5:-1]
    # A range of several glyphs counts on from its first code; only a range of one can be renamed.
    alone = part[1:5] == part[8:12]
    return head + b"<" + codes.get(code, code) + b">" if alone else part


def _offsets(pdf: bytes, table: int) -> dict[int, int]:
    """Return where the objects stand, as the file's own table says."""
    lines = pdf[table:].split(b"\n")
    if lines[0].strip() != b"xref":
        return {}
    first, count = (int(part) for part in lines[1].split())
    entries = (line.split() for line in lines[2 : 2 + count])
    return {first + index: int(entry[0]) for index, entry in enumerate(entries) if entry}


def _stream_at(pdf: bytes, offset: int | None) -> bytes:
    if offset is None:
        return b""
    start = pdf.find(b"stream\n", offset)
    end = pdf.find(b"endobj", offset)
    if start < 0 or b"/FlateDecode" not in pdf[offset:start] or end < start:
        return b""
    try:
        return zlib.decompressobj().decompress(pdf[start + len(b"stream\n") :])
    except zlib.error:
        return b""


def _update(streams: list[_Stream], start: int, trailer: re.Match[bytes]) -> bytes:
    body = bytearray(b"\n")
    table = bytearray(b"xref\n")
    for stream in streams:
        table += b"%d 1\n%010d 00000 n \n" % (stream.number, start + len(body))
        packed = zlib.compress(stream.data)
        head = b"%d 0 obj\n<<\n/Filter /FlateDecode\n/Length %d\n>>\nstream\n"
        body += head % (stream.number, len(packed)) + packed + b"\nendstream\nendobj\n"
    place = start + len(body)
    end = b"trailer\n<<%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body + table + end % (trailer[1], trailer[2], place))

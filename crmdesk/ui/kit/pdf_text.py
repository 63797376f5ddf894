"""The text one can search and copy in a PDF file: the characters that were printed.

A font draws some characters with the same glyph, such as the Chinese for "big" and the radical
of that shape. The PDF engine then names the glyph after the lowest code, and a search for the
word finds nothing. Here the names are set right, in their place and in the same length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QFont, QRawFont

_NAMES_OF_GLYPHS: Final = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_LISTED: Final = re.compile(rb"\[[^\]]*\]")
_SINGLE: Final = re.compile(rb"<([0-9A-F]{4})> <\1> <([0-9A-F]{4})>")
_CODE: Final = re.compile(rb"<([0-9A-F]{4})>")
# All radicals stand below the first ideograph that shares a glyph with one.
_FIRST_IDEOGRAPH: Final = 0x3000


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
    used = [sign for sign, _count in Counter(text).most_common() if _is_plain(sign)]
    found: dict[str, str] = {}
    for sign, glyph in zip(used, raw.glyphIndexesForString("".join(used)), strict=True):
        first = lowest.get(glyph) if glyph else None
        if first is not None:
            found.setdefault(first, sign)
    return {first: sign for first, sign in found.items() if first != sign}


def with_right_text(pdf: bytes, meant: Mapping[str, str]) -> bytes:
    """Return the PDF file with characters of its text replaced; what is seen stays the same."""
    codes = {b"<%04X>" % ord(first): b"<%04X>" % ord(sign) for first, sign in meant.items()}

    def renamed(found: re.Match[bytes]) -> bytes:
        return codes.get(found[0], found[0])

    def listed(found: re.Match[bytes]) -> bytes:
        return _CODE.sub(renamed, found[0])

    def single(found: re.Match[bytes]) -> bytes:
        code = b"<" + found[2] + b">"
        return found[0][: -len(code)] + codes.get(code, code)

    def names(found: re.Match[bytes]) -> bytes:
        return _SINGLE.sub(single, _LISTED.sub(listed, found[0]))

    return _NAMES_OF_GLYPHS.sub(names, pdf) if codes else pdf


def _is_plain(sign: str) -> bool:
    return " " <= sign < "\U00010000" and not "\ud800" <= sign <= "\udfff"
